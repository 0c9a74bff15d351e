//! `tminus eval risk`.

use super::EvalArgs;
use crate::{
    cli::{Common, Outcome},
    fault::{Failure, Fault},
};

/// Runs the command.
pub(super) fn run(_args: &EvalArgs, _common: &Common) -> Result<Outcome, Failure> {
    let failure = Failure::new(Fault::Usage, "there is no trained model of risk to evaluate");
    Err(failure.hint("`tminus eval kinds` evaluates the model of kinds"))
}
