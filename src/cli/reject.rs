//! `tminus reject`: reject a gate.

use clap::Args;

use super::{Common, Outcome};
use crate::fault::{Failure, Fault};

/// Flags of `tminus reject`.
#[derive(Debug, Args)]
pub struct RejectArgs {}

/// Runs the command.
pub(super) fn run(_args: &RejectArgs, _common: &Common) -> Result<Outcome, Failure> {
    Err(Failure::new(Fault::Bug, "`tminus reject` is not built yet"))
}
