//! `tminus review`: mark commits as reviewed.

use clap::Args;

use super::{Common, Outcome};
use crate::fault::{Failure, Fault};

/// Flags of `tminus review`.
#[derive(Debug, Args)]
pub struct ReviewArgs {}

/// Runs the command.
pub(super) fn run(_args: &ReviewArgs, _common: &Common) -> Result<Outcome, Failure> {
    Err(Failure::new(Fault::Bug, "`tminus review` is not built yet"))
}
