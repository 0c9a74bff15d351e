//! `tminus analyze`: commits, kinds, risk and breaking changes of the range.

use clap::Args;

use super::{Common, Outcome};
use crate::fault::{Failure, Fault};

/// Flags of `tminus analyze`.
#[derive(Debug, Args)]
pub struct AnalyzeArgs {}

/// Runs the command.
pub(super) fn run(_args: &AnalyzeArgs, _common: &Common) -> Result<Outcome, Failure> {
    Err(Failure::new(Fault::Bug, "`tminus analyze` is not built yet"))
}
