//! Trains the model of kinds.

use std::path::PathBuf;

use clap::Args;
use tminus::fault::{Failure, Fault};

/// Flags of `kinds`.
#[derive(Debug, Args)]
pub(crate) struct KindsArgs {
    /// The commits to train with, as JSONL or JSONL.gz
    #[arg(long, value_name = "FILE")]
    data: PathBuf,
    /// Where to write the parameters
    #[arg(long, value_name = "FILE", default_value = "models/kinds.bin")]
    output: PathBuf,
}

/// Trains and writes the model.
pub(crate) fn run(args: &KindsArgs) -> Result<(), Failure> {
    let told = format!("the model of kinds cannot be trained yet: `{}` is left alone", args.output.display());
    Err(Failure::new(Fault::Usage, told).hint(format!("`{}` was not read", args.data.display())))
}
