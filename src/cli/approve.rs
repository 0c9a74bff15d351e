//! `tminus approve`: approve a gate.

use clap::Args;

use super::{Common, Outcome};
use crate::fault::{Failure, Fault};

/// Flags of `tminus approve`.
#[derive(Debug, Args)]
pub struct ApproveArgs {}

/// Runs the command.
pub(super) fn run(_args: &ApproveArgs, _common: &Common) -> Result<Outcome, Failure> {
    Err(Failure::new(Fault::Bug, "`tminus approve` is not built yet"))
}
