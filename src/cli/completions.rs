//! `tminus completions SHELL`: print a completion script for a shell.

use clap::{Args, CommandFactory as _};

use super::{Cli, Common, Outcome, Output};
use crate::fault::Failure;

/// Flags of `tminus completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// Runs the command.
pub(super) fn run(args: &CompletionsArgs, common: &Common) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "tminus", &mut script);
    let mut output = Output::open(common)?;
    output.raw(&script)?;
    output.finish()?;
    Ok(Outcome::Done)
}
