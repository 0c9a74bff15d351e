//! `tminus ship`: tag, push and publish.

use clap::Args;

use super::{Common, Outcome};
use crate::fault::{Failure, Fault};

/// Flags of `tminus ship`.
#[derive(Debug, Args)]
pub struct ShipArgs {}

/// Runs the command.
pub(super) fn run(_args: &ShipArgs, _common: &Common) -> Result<Outcome, Failure> {
    Err(Failure::new(Fault::Bug, "`tminus ship` is not built yet"))
}
