//! `tminus reject GATE`: a person's no to a gate, recorded in the ledger.

use clap::Args;

use super::{Common, Outcome, approve};
use crate::{fault::Failure, ledger::DecisionKind};

/// Flags of `tminus reject`.
#[derive(Debug, Args)]
pub struct RejectArgs {
    /// The gate, such as `approval`
    #[arg(value_name = "GATE")]
    pub gate: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}

/// Runs the command.
pub(super) fn run(args: &RejectArgs, common: &Common) -> Result<Outcome, Failure> {
    approve::decide(&args.gate, DecisionKind::Rejection, args.reason.as_deref(), common)
}
