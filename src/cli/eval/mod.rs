//! `tminus eval`: how well the built-in models do on a data file.

mod kinds;
mod risk;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{Common, Outcome, Output, report};
use crate::{evaluation::BadRow, fault::Failure, store::disk, text::json};

/// Flags of `tminus eval`.
#[derive(Debug, Args)]
#[command(
    after_long_help = "FILE is JSONL, plain or compressed by gzip, one commit a line; docs/models.md tells the fields. \
    A row that cannot be used is told on standard error by line and reason, and the rest is read all the same. \
    Where rows have no label they are predicted, not scored.\n\n\
    Exit codes: 0 done, 2 no row of FILE can be used, 4 a file cannot be read or written."
)]
pub struct EvalArgs {
    /// The model
    what: What,
    /// The commits, as JSONL or JSONL.gz
    #[arg(long, value_name = "FILE")]
    data: PathBuf,
    /// Write what the model says of each commit to this file, as JSONL
    #[arg(long, value_name = "OUT")]
    predictions: Option<PathBuf>,
    /// Kinds: learn the habits of each repository from N of its labelled commits, which are then not scored
    #[arg(long, value_name = "N", default_value_t = 0)]
    learn: u32,
    /// What to print
    #[arg(long, value_name = "FMT", default_value = "table", env = "TMINUS_FORMAT", hide_env = true)]
    format: Format,
}

/// A built-in model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// What kind a commit is
    Kinds,
    /// How likely it is to be named later as the cause of a defect
    Risk,
}

/// What to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines for people
    #[value(alias = "text")]
    Table,
    /// One document, `tminus.evaluation/1`
    Json,
}

/// Runs the command.
pub(super) fn run(args: &EvalArgs, common: &Common) -> Result<Outcome, Failure> {
    match args.what {
        What::Kinds => kinds::run(args, common),
        What::Risk => risk::run(args, common),
    }
}

/// The document that the evaluation of a model is; `scores` is null where nothing is labelled.
#[derive(Debug, Serialize)]
struct EvaluationDocument<'a, S> {
    schema: &'static str,
    model: &'static str,
    rows: usize,
    labelled: usize,
    bad_rows: &'a [BadRow],
    scores: Option<S>,
}

const EVALUATION_SCHEMA: &str = "tminus.evaluation/1";
/// Rows that cannot be used are named one by one up to here.
const BAD_ROWS_AT_MOST: usize = 20;

/// Tells the rows that cannot be used.
fn tell_bad_rows(bad: &[BadRow], common: &Common) {
    for row in bad.iter().take(BAD_ROWS_AT_MOST) {
        report::warn(&format!("line {}: {}", row.line, row.reason), common);
    }
    if bad.len() > BAD_ROWS_AT_MOST {
        report::warn(&format!("and {} more rows that cannot be used", bad.len() - BAD_ROWS_AT_MOST), common);
    }
}

/// Writes predictions, one a line, to the file that `--predictions` names.
fn write_predictions<P: Serialize>(
    args: &EvalArgs,
    common: &Common,
    predictions: impl Iterator<Item = P>,
) -> Result<(), Failure> {
    let Some(path) = &args.predictions else { return Ok(()) };
    let mut lines = Vec::new();
    for prediction in predictions {
        json::write_line(&mut lines, &prediction)
            .map_err(|error| Failure::new(crate::fault::Fault::Bug, "a prediction is no JSON").cause(error))?;
        lines.push(b'\n');
    }
    Ok(disk::write_at(&common.in_start_folder(path)?, &lines)?)
}

/// Prints a document or a table, as asked.
fn print<S: Serialize>(
    args: &EvalArgs,
    common: &Common,
    document: &EvaluationDocument<'_, S>,
    table: impl FnOnce(&mut Output) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut output = Output::open(common)?;
    match args.format {
        Format::Json => output.json(document)?,
        Format::Table => table(&mut output)?,
    }
    output.finish()
}
