//! `tminus breaking`: what breaks users, found by comparing the sources at both ends of the range.

mod human;

use clap::{Args, ValueEnum};

use super::{Common, Outcome, Output, progress::Progress, report, sarif};
use crate::{
    breaking::{Breaking, Certainty, Finding, Remark},
    fault::{Failure, Fault},
    process::Cancel,
    release::{Remarks, Workspace, analysis::dismissals, document::BreakingDocument},
    store::Environment,
};

/// Flags of `tminus breaking`.
#[derive(Debug, Args)]
#[command(
    after_long_help = "The public surface is read from source at both ends of the range; nothing is built or run. \
    A finding is definite (whoever uses it breaks), likely (usual uses break) or possible (it depends on what sources alone do \
    not tell). docs/breaking-rules.md lists the rules. What you dismissed in the cockpit is shown as such and does not count.\n\n\
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
    /// Say that findings of this symbol do not count, for you and from now on (may be repeated)
    #[arg(long, value_name = "SYMBOL", requires = "reason")]
    dismiss: Vec<String>,
    /// Why they do not count
    #[arg(long, value_name = "R", requires = "dismiss")]
    reason: Option<String>,
    /// Say that you looked at findings of this symbol (may be repeated)
    #[arg(long, value_name = "SYMBOL")]
    acknowledge: Vec<String>,
    /// Take back what you said about findings of this symbol (may be repeated)
    #[arg(long, value_name = "SYMBOL", conflicts_with_all = ["dismiss", "acknowledge"])]
    restore: Vec<String>,
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
    let progress = Progress::begin("comparing sources at both ends", common);
    let mut breaking = workspace.find_breaking(&args.path, &Cancel::new())?;
    drop(progress);
    let changes = said(args, &breaking)?;
    if !changes.is_empty() {
        let folders = workspace.opened.folders.as_ref();
        let mut remarks = Remarks::read(folders, &workspace.repository().common_dir())?;
        remarks.set(&changes)?;
        remarks.apply(&mut breaking);
    }
    match args.format {
        Format::Json => output.json(&BreakingDocument::of(&workspace, &breaking))?,
        Format::Sarif => output.json(&sarif::document(&breaking.findings))?,
        Format::Human => human::print(&workspace, &breaking, &mut output)?,
    }
    output.finish()?;
    let dismissals = args.fail_on.and_then(|_| dismissals(&breaking));
    if args.format != Format::Json {
        for warning in workspace.warnings.iter().chain(&breaking.warnings).chain(&dismissals) {
            report::warn(warning, common);
        }
    }
    let asked = |certainty| args.fail_on.is_some_and(|least| certainty >= least);
    let count = breaking.findings.iter().filter(|finding| asked(finding.certainty) && !finding.is_dismissed());
    match count.count() {
        0 => Ok(Outcome::Done),
        count => Err(Failure::new(Fault::No, format!("breaking changes found: {count}"))),
    }
}

/// What the flags say about which findings.
fn said(args: &BreakingArgs, breaking: &Breaking) -> Result<Vec<(Finding, Remark)>, Failure> {
    let reason = args.reason.as_deref().map(str::trim);
    if reason == Some("") {
        return Err(
            Failure::new(Fault::Usage, "a dismissal without a reason helps nobody").hint("say why: `--reason R`")
        );
    }
    let mut changes = Vec::new();
    let mut say = |symbols: &[String], change: &dyn Fn(&mut Remark)| {
        for symbol in symbols {
            let of_symbol: Vec<&Finding> =
                breaking.findings.iter().filter(|finding| finding.symbol == *symbol).collect();
            if of_symbol.is_empty() {
                return Err(Failure::new(Fault::Usage, format!("nothing was found to break `{symbol}`"))
                    .hint("name it as `tminus breaking --format json` does: `symbol`"));
            }
            for finding in of_symbol {
                let mut remark = finding.remark.clone();
                change(&mut remark);
                changes.push((finding.clone(), remark));
            }
        }
        Ok(())
    };
    say(&args.acknowledge, &|remark| remark.acknowledged = true)?;
    say(&args.dismiss, &|remark| remark.dismissed = reason.map(str::to_owned))?;
    say(&args.restore, &|remark| *remark = Remark { migration: remark.migration.take(), ..Remark::default() })?;
    Ok(changes)
}
