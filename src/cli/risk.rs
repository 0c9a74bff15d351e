//! `tminus risk explain SHA`: what a commit's score is made of.

use clap::{Args, ValueEnum};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Common, Outcome, Output,
    style::{Role, Style},
};
use crate::{
    analysis::Risk,
    fault::Failure,
    release::{Explained, Workspace, document::RiskDocument, explain},
    text::Safe,
};

/// Flags of `tminus risk`.
#[derive(Debug, Args)]
#[command(
    after_long_help = "The commit is judged by what was known just before it. One outside the range is judged as a \
    range of its own. docs/risk.md tells of the factors; `.tminus/risk.toml` weighs them and adds others.\n\n\
    Exit codes: 0 done, 2 no such commit, 4 history that cannot be read."
)]
pub struct RiskArgs {
    /// What to do
    what: What,
    /// The commit, named in any way that git knows
    #[arg(value_name = "SHA")]
    commit: String,
    /// What to print
    #[arg(long, value_name = "FMT", default_value = "table", env = "TMINUS_FORMAT", hide_env = true)]
    format: Format,
}

/// What to do with a commit's risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Say what its score is made of
    Explain,
}

/// What to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines for people
    #[value(alias = "text")]
    Table,
    /// One document, `tminus.risk/1`
    Json,
}

/// `tminus risk explain --format json`
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "tminus.risk/1")]
struct ExplainedDocument {
    /// `tminus.risk/1`
    schema: &'static str,
    /// The package, or null: the whole repository.
    package: Option<String>,
    /// The commit.
    commit: ExplainedCommit,
    /// Its risk.
    risk: RiskDocument,
    /// What is not as it should be, and was gone on without.
    warnings: Vec<String>,
}

/// A commit by name.
#[derive(Debug, Serialize, JsonSchema)]
struct ExplainedCommit {
    /// Its id.
    sha: String,
    /// git's `%s`.
    subject: String,
}

/// Runs the command.
pub(super) fn run(args: &RiskArgs, common: &Common) -> Result<Outcome, Failure> {
    match args.what {
        What::Explain => {}
    }
    let workspace = Workspace::of(common.open()?)?;
    let explained = explain(&workspace, &args.commit)?;
    let mut output = Output::open(common)?;
    match args.format {
        Format::Json => output.json(&document(&workspace, explained))?,
        Format::Table => {
            let text = table(&explained, output.style());
            output.raw(text.as_bytes())?;
        }
    }
    output.finish()?;
    Ok(Outcome::Done)
}

fn document(workspace: &Workspace, explained: Explained) -> ExplainedDocument {
    ExplainedDocument {
        schema: "tminus.risk/1",
        package: workspace.opened.options.package.clone(),
        commit: ExplainedCommit { sha: explained.commit.to_string(), subject: explained.subject },
        risk: RiskDocument::of(explained.risk),
        warnings: explained.warnings,
    }
}

fn table(explained: &Explained, style: Style) -> String {
    let Risk { score, level, factors, .. } = &explained.risk;
    let heading = format!("{}  {}", explained.commit.short(), explained.subject);
    let mut lines = vec![style.paint(Role::Strong, &Safe::line(&heading))];
    let chance = explained
        .risk
        .chance()
        .map_or_else(String::new, |chance| format!("; chance of being named as the cause of a defect: {chance}"));
    lines.push(format!("risk {score} {}{chance}", level.as_str()));
    lines.push(String::new());
    let width = factors.iter().map(|factor| factor.name.len()).max().unwrap_or(0);
    for factor in factors {
        let line = format!("{:>+5}  {:<width$}  {}", factor.points, factor.name, factor.evidence);
        lines.push(Safe::line(&line).to_string());
    }
    if factors.is_empty() {
        lines.push("A merge is judged by the commits that it brings.".into());
    } else {
        lines.push(format!("{score:>5}"));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// The JSON Schema of the document.
pub(super) fn explained_schema() -> serde_json::Value {
    schemars::schema_for!(ExplainedDocument).to_value()
}
