//! `tminus schema`: print the JSON Schema of a document.

use clap::Args;

use super::{Common, Outcome};
use crate::fault::{Failure, Fault};

/// Flags of `tminus schema`.
#[derive(Debug, Args)]
pub struct SchemaArgs {}

/// Runs the command.
pub(super) fn run(_args: &SchemaArgs, _common: &Common) -> Result<Outcome, Failure> {
    Err(Failure::new(Fault::Bug, "`tminus schema` is not built yet"))
}
