//! `tminus analyze`: commits, kinds, risk and breaking changes of the range.

mod actions;
mod fail_on;
mod markdown;
mod stream;
mod table;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::{Args, ValueEnum};

use self::fail_on::FailOn;
use super::{Common, Outcome, Output, progress::Progress, report};
use crate::{
    analysis::story::Coverage,
    fault::{Failure, Fault},
    release::{
        Workspace,
        analysis::{Analysis, Control, Part, Parts, UnknownPart},
        document::AnalysisDocument,
    },
    store::{Environment, disk},
};

/// Flags of `tminus analyze`.
///
/// Breaking changes are those that commits declare (`!`, `BREAKING CHANGE:`) and those that are found by comparing sources at
/// both ends of the range.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Breaking changes are those that commits declare (`!` or a `BREAKING CHANGE:` footer) and those \
    that are found by comparing the sources at both ends of the range (`breaking` in JSON, the results in SARIF; \
    `tminus breaking` shows them alone).\n\n\
    Exit codes: 0 done, 1 `--fail-on` is met, 2 usage or no repository, 4 a commit of the range is missing."
)]
pub struct AnalyzeArgs {
    /// What to print
    #[arg(long, value_name = "FMT", default_value = "table", env = "TMINUS_FORMAT", hide_env = true)]
    format: Format,
    /// Parts to leave out, for speed: lines, risk, history, groups, breaking, story (also left out where the four before it are)
    #[arg(long, value_name = "PART", value_delimiter = ',', value_parser = part)]
    without: Vec<Part>,
    /// What to tell besides, though it takes its time: complexity (each changed file is parsed twice, about a millisecond each)
    #[arg(long, value_name = "PART", value_delimiter = ',')]
    with: Vec<Extra>,
    /// A coverage report of the range's end (LCOV or Cobertura): which lines of each commit tests ran
    #[arg(long, value_name = "FILE")]
    coverage: Option<PathBuf>,
    /// Exit with 1 if the release or a commit of it is so: breaking, breaking=CERTAINTY (definite, likely, possible), security, low, medium, high, critical, or a score
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    fail_on: Vec<FailOn>,
}

/// Bytes of a coverage report.
const COVERAGE_AT_MOST: u64 = 256 << 20;

/// Parts that are left out unless they are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Extra {
    /// How each commit moves complexity
    Complexity,
}

/// What to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines for people
    #[value(alias = "text")]
    Table,
    /// One document, `tminus.analysis/1`
    Json,
    /// One commit a line, as they become known
    Ndjson,
    /// A document for people
    Markdown,
    /// Step outputs and a job summary, in the files that the runner names
    GithubActions,
    /// Findings as SARIF 2.1.0
    Sarif,
}

fn part(word: &str) -> Result<Part, String> {
    let known: Vec<&str> = Part::ALL.iter().map(|part| part.as_str()).collect();
    word.parse().map_err(|error: UnknownPart| format!("{error}: there are {}", known.join(", ")))
}

/// Runs the command.
pub(super) fn run(args: &AnalyzeArgs, common: &Common) -> Result<Outcome, Failure> {
    let environment = Environment::of_process();
    let complexity = args.with.contains(&Extra::Complexity);
    let mut parts = Parts { messages: true, complexity, ..Parts::without(&args.without) };
    let wants_story = complexity || args.coverage.is_some();
    if wants_story && !parts.story {
        let flag = if complexity { "--with complexity" } else { "--coverage" };
        let failure = Failure::new(Fault::Usage, format!("`{flag}` asks for what `--without story` leaves out"));
        return Err(failure.hint("drop one of the two"));
    }
    // Who leaves out all else that is concluded wants commits, kinds and lines: the story costs as much as a third of those.
    parts.story &= wants_story || parts.risk || parts.history || parts.groups || parts.breaking;
    fail_on::refuse_what_is_left_out(&args.fail_on, parts)?;
    let mut workspace = Workspace::open(&common.options(None)?, &common.flags(), &environment)?;
    if let Some(path) = &args.coverage {
        workspace.coverage = Some(Arc::new(coverage(path)?));
    }
    let mut output = Output::open(common)?;
    // Lines of a stream that is watched tell enough.
    let is_told = args.format == Format::Ndjson && output.is_terminal();
    let progress = (!is_told).then(|| Progress::begin("listing commits", common));
    workspace.watcher = progress.as_ref().and_then(Progress::watcher);
    let analysis = match args.format {
        Format::Ndjson => stream::print(&workspace, parts, &mut output)?,
        _ => whole(&workspace, parts)?,
    };
    drop(progress);
    match args.format {
        Format::Ndjson => {}
        Format::Json => output.json(&AnalysisDocument::of(&workspace, &analysis))?,
        Format::Table => table::print(&workspace, &analysis, &mut output)?,
        Format::Markdown => output.text(&markdown::document(&workspace, &analysis))?,
        Format::GithubActions => actions::print(&workspace, &analysis, &environment, &mut output)?,
        Format::Sarif => output.json(&super::sarif::document(analysis.findings()))?,
    }
    output.finish()?;
    if args.format != Format::Json {
        for warning in &analysis.warnings {
            report::warn(warning, common);
        }
    }
    match args.fail_on.iter().find_map(|what| what.met(&analysis)) {
        Some(reason) => Err(Failure::new(Fault::No, reason)),
        None => Ok(Outcome::Done),
    }
}

/// The report in a file.
fn coverage(path: &Path) -> Result<Coverage, Failure> {
    let (bytes, is_whole) = disk::read_beginning(path, COVERAGE_AT_MOST)?;
    let text = String::from_utf8_lossy(&bytes);
    let refuse = |why: String| Failure::new(Fault::Usage, format!("`{}` cannot be used: {why}", path.display()));
    if !is_whole {
        return Err(refuse(format!("it has more than {} MiB", COVERAGE_AT_MOST >> 20)));
    }
    Coverage::read(&text).map_err(|error| refuse(error.to_string()).hint("give a report in LCOV or Cobertura form"))
}

fn whole(workspace: &Workspace, parts: Parts) -> Result<Analysis, Failure> {
    let mut analysis = Analysis::default();
    workspace.analyse(parts, &Control::default(), &mut |event| analysis.apply(event))?;
    Ok(analysis)
}
