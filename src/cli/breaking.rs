//! `tminus breaking`: what breaks users, found by comparing the sources at both ends of the range.

mod human;

use clap::{Args, ValueEnum};

use super::{Common, Outcome, Output, report, sarif};
use crate::{
    breaking::Certainty,
    fault::{Failure, Fault},
    process::Cancel,
    release::{Workspace, document::BreakingDocument},
    store::Environment,
};

/// Flags of `tminus breaking`.
#[derive(Debug, Args)]
#[command(
    after_long_help = "The public surface is read from source at both ends of the range; nothing is built or run. \
    A finding is definite (whoever uses it breaks), likely (usual uses break) or possible (it depends on what sources alone do \
    not tell). docs/breaking-rules.md lists the rules.\n\n\
    Exit codes: 0 done, 1 `--fail-on` is met, 2 usage or no repository, 4 a commit of the range is missing."
)]
pub struct BreakingArgs {
    /// What to print
    #[arg(long, value_name = "FMT", default_value = "human", env = "TMINUS_FORMAT", hide_env = true)]
    format: Format,
    /// Compare only what is at or below this path, relative to the top of the repository (may be repeated)
    #[arg(long, value_name = "PATH")]
    path: Vec<String>,
    /// Exit with 1 if a finding is at least so sure: definite, likely, possible
    #[arg(long, value_name = "CERTAINTY")]
    fail_on: Option<Certainty>,
}

/// What to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines for people, as compilers print them
    #[value(alias = "text", alias = "table")]
    Human,
    /// One document, `tminus.breaking/1`
    Json,
    /// SARIF 2.1.0
    Sarif,
}

/// Runs the command.
pub(super) fn run(args: &BreakingArgs, common: &Common) -> Result<Outcome, Failure> {
    let environment = Environment::of_process();
    let workspace = Workspace::open(&common.options(None)?, &common.flags(), &environment)?;
    let mut output = Output::open(common)?;
    let breaking = workspace.find_breaking(&args.path, &Cancel::new())?;
    match args.format {
        Format::Json => output.json(&BreakingDocument::of(&workspace, &breaking))?,
        Format::Sarif => output.json(&sarif::document(&breaking.findings))?,
        Format::Human => human::print(&workspace, &breaking, &mut output)?,
    }
    output.finish()?;
    if args.format != Format::Json {
        for warning in workspace.warnings.iter().chain(&breaking.warnings) {
            report::warn(warning, common);
        }
    }
    let count = breaking.findings.iter().filter(|finding| args.fail_on.is_some_and(|least| finding.certainty >= least));
    match count.count() {
        0 => Ok(Outcome::Done),
        count => Err(Failure::new(Fault::No, format!("breaking changes found: {count}"))),
    }
}
