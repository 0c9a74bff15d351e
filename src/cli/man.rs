//! `tminus man`: print the manual page.

use clap::Args;

use super::{Common, Outcome};
use crate::fault::{Failure, Fault};

/// Flags of `tminus man`.
#[derive(Debug, Args)]
pub struct ManArgs {}

/// Runs the command.
pub(super) fn run(_args: &ManArgs, _common: &Common) -> Result<Outcome, Failure> {
    Err(Failure::new(Fault::Bug, "`tminus man` is not built yet"))
}
