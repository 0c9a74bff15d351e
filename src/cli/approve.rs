//! `tminus approve GATE`: a person's yes to a gate, recorded in the ledger.

use clap::Args;

use super::{Common, Outcome, Output, report};
use crate::{
    fault::Failure,
    gates::BuiltIn,
    ledger::{Content, DecisionKind, Record},
    process::Prompts,
    release::{self, Candidate, Word, Workspace},
    text::Safe,
};

/// Flags of `tminus approve`.
#[derive(Debug, Args)]
pub struct ApproveArgs {
    /// The gate, such as `approval`
    #[arg(value_name = "GATE")]
    pub gate: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}

/// Runs the command.
pub(super) fn run(args: &ApproveArgs, common: &Common) -> Result<Outcome, Failure> {
    decide(&args.gate, DecisionKind::Approval, args.reason.as_deref(), common)
}

/// Records a decision and says what was written.
pub(super) fn decide(
    gate: &str,
    kind: DecisionKind,
    reason: Option<&str>,
    common: &Common,
) -> Result<Outcome, Failure> {
    let workspace = Workspace::of(common.open_asking()?)?;
    let gate = release::known_gate(&workspace, gate)?;
    if kind == DecisionKind::Approval && gate != BuiltIn::Approval.name() && !common.quiet {
        report::talk(&format!("note: `{gate}` is judged by its evidence; an approval only lifts your rejection of it"));
    }
    let candidate = Candidate::read_for_decision(&workspace)?;
    for warning in candidate.warnings.iter().filter(|warning| !workspace.warnings.contains(warning)) {
        report::warn(warning, common);
    }
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty()).map(str::to_owned);
    let word = Word { gate: gate.clone(), kind, reason };
    let written = release::decide(&workspace, &candidate, &word, prompts())?;
    let release = release::decided_on(&workspace, &candidate);
    let subject = release.for_gate(Some(&gate)).digest();
    let what = release.tag.clone().unwrap_or_else(|| workspace.range.to_id.short());
    let mut output = Output::open(common)?;
    if written.is_empty() {
        output.line(&Safe::line(&format!("already recorded: {} of `{gate}` for {what}", kind.as_str())))?;
    }
    for record in &written {
        output.line(&Safe::line(&told(record, &what)))?;
    }
    output.line(&Safe::line(&format!("subject: {subject}")))?;
    output.finish()?;
    Ok(Outcome::Done)
}

/// Signing may ask for a passphrase only where somebody is there to give it.
pub(super) fn prompts() -> Prompts {
    use std::io::IsTerminal as _;
    if std::io::stdin().is_terminal() && std::io::stderr().is_terminal() { Prompts::Terminal } else { Prompts::Never }
}

/// A record that was written, in a line.
pub(super) fn told(record: &Record, what: &str) -> String {
    let said = match &record.content {
        Content::Proposal(_) => format!("proposal of {what} with its notes"),
        Content::Decision(decision) => {
            format!(
                "{} of `{}` for {what}",
                decision.kind.as_str(),
                decision.subject.gate.as_deref().unwrap_or_default()
            )
        }
        Content::Review(commits) if commits.len() == 1 => "review of 1 commit".to_owned(),
        Content::Review(commits) => format!("review of {} commits", commits.len()),
        Content::Shipment(shipment) => format!("{} {}", shipment.tag, shipment.outcome.as_str()),
        Content::Other { name, .. } => name.clone(),
    };
    let signed = match (&record.actor.key, record.signed) {
        (Some(key), true) => format!("signed with {key}"),
        (None, true) => "signed".to_owned(),
        (_, false) => "not signed".to_owned(),
    };
    format!("recorded {}: {said} ({signed})", record.id)
}
