//! `tminus init`: write a tminus.toml fitted to the repository.

use std::path::Path;

use clap::Args;

use super::{Common, Outcome, Output};
use crate::{
    config::FILE_NAMES,
    fault::{Failure, Fault},
    history::Repository,
    release::{Findings, Imported},
    store::disk::{self, Access},
    text::Safe,
};

/// Another tool's settings that are larger are none.
const LONGEST: u64 = 1 << 20;

/// Flags of `tminus init`. `--from` names a file here: the settings of another tool, which are brought over.
#[derive(Debug, Args)]
#[command(
    after_help = "`--from cliff.toml` or `--from .github/release-drafter.yml` brings another tool's settings over and says \
                        what could not be."
)]
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
    let found = Findings::of(&repository)?;
    let text = match imported(common)? {
        Some(imported) => found.with(&imported).text(),
        None => found.text(),
    };
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

/// The settings of the tool whose file `--from` names, if it names one; what cannot be brought over is said.
fn imported(common: &Common) -> Result<Option<Imported>, Failure> {
    let Some(name) = common.from.as_deref().filter(|name| !name.is_empty()) else { return Ok(None) };
    let path = common.in_start_folder(Path::new(name))?;
    if !path.is_file() {
        // A variable may say where ranges begin.
        return if path
            .extension()
            .is_some_and(|end| ["toml", "yml", "yaml"].iter().any(|known| end.eq_ignore_ascii_case(known)))
        {
            Err(Failure::new(Fault::Usage, format!("there is no file `{name}`")))
        } else {
            Ok(None)
        };
    }
    let (bytes, _) = disk::read_beginning(&path, LONGEST)
        .map_err(|error| Failure { fault: Fault::Usage, ..Failure::from(error) })?;
    let imported = Imported::read(name, &String::from_utf8_lossy(&bytes))?;
    for why in &imported.left {
        super::report::warn(&format!("not brought over from `{name}`: {why}"), common);
    }
    Ok(Some(imported))
}
