//! `tminus man [COMMAND]`: print a manual page.

use clap::{Args, CommandFactory as _};

use super::{Cli, Common, Outcome, Output};
use crate::fault::{Failure, Fault};

/// Flags of `tminus man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// The page of this command, instead of the page of tminus itself
    pub command: Option<String>,
}

/// Runs the command.
pub(super) fn run(args: &ManArgs, common: &Common) -> Result<Outcome, Failure> {
    let mut whole = Cli::command();
    whole.build();
    let page = match &args.command {
        None => whole,
        Some(name) => {
            let names: Vec<String> = whole.get_subcommands().map(|command| command.get_name().to_owned()).collect();
            let Some(command) = whole.find_subcommand(name) else {
                let failure = Failure::new(Fault::Usage, format!("there is no command `{name}`"));
                return Err(failure.hint(format!("commands: {}", names.join(", "))));
            };
            command.clone()
        }
    };
    let mut roff = Vec::new();
    let told = |error| Failure::new(Fault::Outside, "the page cannot be made").cause(error);
    clap_mangen::Man::new(page).render(&mut roff).map_err(|error: std::io::Error| told(error))?;
    let mut output = Output::open(common)?;
    output.raw(&roff)?;
    output.finish()?;
    Ok(Outcome::Done)
}
