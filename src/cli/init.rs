//! `tminus init`: write a tminus.toml fitted to the repository.

use clap::Args;

use super::{Common, Outcome, Output};
use crate::{
    config::FILE_NAMES,
    fault::{Failure, Fault},
    history::Repository,
    release::Findings,
    store::disk::{self, Access},
    text::Safe,
};

/// Flags of `tminus init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Overwrite the file that is there
    #[arg(long)]
    pub force: bool,
    /// Print the file instead of writing it
    #[arg(long)]
    pub print: bool,
}

/// Runs the command.
pub(super) fn run(args: &InitArgs, common: &Common) -> Result<Outcome, Failure> {
    let repository = Repository::open(&common.start_folder()?)?;
    let text = Findings::of(&repository)?.text();
    if args.print || common.output.is_some() {
        let mut output = Output::open(common)?;
        output.text(&text)?;
        output.finish()?;
        return Ok(Outcome::Done);
    }
    let Some(root) = repository.work_dir() else {
        let failure = Failure::new(Fault::Usage, "a bare repository has no work tree to write in");
        return Err(failure.hint("print it with `tminus init --print`"));
    };
    let there = FILE_NAMES.iter().find(|name| disk::exists(&root.join(name)));
    let name = match there {
        Some(name) if !args.force => {
            let failure = Failure::new(Fault::Usage, format!("`{name}` is there already"));
            return Err(failure.hint("overwrite it with `--force`, or print one with `--print`"));
        }
        Some(name) => name,
        None => &FILE_NAMES[0],
    };
    disk::write(&root.join(name), text.as_bytes(), Access::Usual)?;
    let mut output = Output::open(common)?;
    output.line(&Safe::line(&format!("wrote {name}")))?;
    output.finish()?;
    Ok(Outcome::Done)
}
