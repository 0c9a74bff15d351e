//! `tminus demo`: the cockpit on a sample repository.

use clap::Args;

use super::{Common, Outcome};
use crate::fault::{Failure, Fault};

/// Flags of `tminus demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {}

/// Runs the command.
pub(super) fn run(_args: &DemoArgs, _common: &Common) -> Result<Outcome, Failure> {
    Err(Failure::new(Fault::Bug, "`tminus demo` is not built yet"))
}
