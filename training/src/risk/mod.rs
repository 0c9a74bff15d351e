//! Trains the model of risk.

use std::path::PathBuf;

use clap::Args;
use tminus::fault::{Failure, Fault};

/// Flags of `risk`.
#[derive(Debug, Args)]
pub(crate) struct RiskArgs {
    /// The commits to train with, as JSONL or JSONL.gz
    #[arg(long, value_name = "FILE")]
    data: PathBuf,
    /// Where to write the parameters
    #[arg(long, value_name = "FILE", default_value = "models/risk.bin")]
    output: PathBuf,
}

/// Trains and writes the model.
pub(crate) fn run(args: &RiskArgs) -> Result<(), Failure> {
    let told = format!("the model of risk cannot be trained yet: `{}` is left alone", args.output.display());
    Err(Failure::new(Fault::Usage, told).hint(format!("`{}` was not read", args.data.display())))
}
