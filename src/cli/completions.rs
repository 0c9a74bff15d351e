//! `tminus completions`: print a completion script for a shell.

use clap::Args;

use super::{Common, Outcome};
use crate::fault::{Failure, Fault};

/// Flags of `tminus completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {}

/// Runs the command.
pub(super) fn run(_args: &CompletionsArgs, _common: &Common) -> Result<Outcome, Failure> {
    Err(Failure::new(Fault::Bug, "`tminus completions` is not built yet"))
}
