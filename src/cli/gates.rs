//! `tminus gates`: evaluate the gates and report.

use clap::Args;

use super::{Common, Outcome};
use crate::fault::{Failure, Fault};

/// Flags of `tminus gates`.
#[derive(Debug, Args)]
pub struct GatesArgs {}

/// Runs the command.
pub(super) fn run(_args: &GatesArgs, _common: &Common) -> Result<Outcome, Failure> {
    Err(Failure::new(Fault::Bug, "`tminus gates` is not built yet"))
}
