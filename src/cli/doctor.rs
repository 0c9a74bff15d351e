//! `tminus doctor`: check that all that tminus needs is there.

use clap::Args;

use super::{Common, Outcome};
use crate::fault::{Failure, Fault};

/// Flags of `tminus doctor`.
#[derive(Debug, Args)]
pub struct DoctorArgs {}

/// Runs the command.
pub(super) fn run(_args: &DoctorArgs, _common: &Common) -> Result<Outcome, Failure> {
    Err(Failure::new(Fault::Bug, "`tminus doctor` is not built yet"))
}
