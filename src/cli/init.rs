//! `tminus init`: write a tminus.toml fitted to the repository.

use clap::Args;

use super::{Common, Outcome};
use crate::fault::{Failure, Fault};

/// Flags of `tminus init`.
#[derive(Debug, Args)]
pub struct InitArgs {}

/// Runs the command.
pub(super) fn run(_args: &InitArgs, _common: &Common) -> Result<Outcome, Failure> {
    Err(Failure::new(Fault::Bug, "`tminus init` is not built yet"))
}
