//! `tminus notes`: draft, render and check the release notes.

use clap::Args;

use super::{Common, Outcome};
use crate::fault::{Failure, Fault};

/// Flags of `tminus notes`.
#[derive(Debug, Args)]
pub struct NotesArgs {}

/// Runs the command.
pub(super) fn run(_args: &NotesArgs, _common: &Common) -> Result<Outcome, Failure> {
    Err(Failure::new(Fault::Bug, "`tminus notes` is not built yet"))
}
