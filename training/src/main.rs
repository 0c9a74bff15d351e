//! Trains the models that tminus carries, and prints the tables that `docs/models.md` quotes. The same data, seed and
//! program give the same file, byte for byte.

mod kinds;
mod notes;
mod risk;
mod talk;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tminus::fault::Failure;

/// Train the models that tminus carries
#[derive(Debug, Parser)]
#[command(name = "tminus-training")]
struct Cli {
    /// The model to train.
    #[command(subcommand)]
    model: Model,
}

/// A model.
#[derive(Debug, Subcommand)]
enum Model {
    /// What kind a commit is
    Kinds(kinds::KindsArgs),
    /// What release notes tell, and where
    Notes(notes::NotesArgs),
    /// How likely a commit is to be named later as the cause of a defect
    Risk(risk::RiskArgs),
}

fn main() -> ExitCode {
    let told = match Cli::parse().model {
        Model::Kinds(args) => kinds::run(&args),
        Model::Notes(args) => notes::run(&args),
        Model::Risk(args) => risk::run(&args),
    };
    match told {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            tell(&failure);
            ExitCode::from(failure.fault.exit_code())
        }
    }
}

#[expect(clippy::print_stderr, reason = "this is how the program talks")]
fn tell(failure: &Failure) {
    eprintln!("error: {failure}");
    for hint in &failure.hints {
        eprintln!("hint: {hint}");
    }
}
