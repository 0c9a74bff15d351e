//! `tminus [PATH]`: opens the cockpit.

use std::path::Path;

use super::{Common, Outcome};
use crate::fault::{Failure, Fault};

/// Runs the command.
pub(super) fn run(_path: Option<&Path>, _common: &Common) -> Result<Outcome, Failure> {
    Err(Failure::new(Fault::Bug, "the cockpit is not built yet"))
}
