//! Decisions: approving, rejecting and reviewing, written down as records of the ledger.

use super::{Candidate, Workspace, candidate::is_shallow, desk::desk};
use crate::{
    fault::{Failure, Fault},
    gates,
    history::CommitId,
    ledger::{self, Content, Decision, DecisionKind, Entry, GitStore, Ledger, Pen, Record, Subject},
    process::Prompts,
    ship,
};

/// What was written: oldest first; nothing if all of it had been said already.
pub type Written = Vec<Record>;

/// A word on a gate that a person wants recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The gate.
    pub gate: String,
    /// Yes or no.
    pub kind: DecisionKind,
    /// Why.
    pub reason: Option<String>,
}

/// Records a word on a gate of this candidate. An approval first writes down the actor's private review marks, and the
/// proposal, if there is no such one yet; it names it.
pub fn decide(workspace: &Workspace, candidate: &Candidate, word: &Word, prompts: Prompts) -> Result<Written, Failure> {
    let (store, pen) = desk_of(workspace, prompts)?;
    let release = decided_on(workspace, candidate);
    let subject = release.for_gate(Some(&word.gate));
    let marks = candidate.unrecorded_marks();
    let written = ledger::append(&store, &pen, |ledger| {
        let has_said = ledger
            .standing(subject.digest())
            .iter()
            .any(|standing| standing.record.actor.is_same_person(&pen.actor) && standing.decision.kind == word.kind);
        if has_said {
            return None;
        }
        let proposal = ledger.proposal(release.digest()).map(|record| record.id);
        if word.kind == DecisionKind::Approval {
            if let Some(review) = review_of(ledger, &marks) {
                return Some(review);
            }
            if proposal.is_none() && release == candidate.facts.subject {
                let content = Content::Proposal(release.clone());
                return Some(Entry { content, notes: Some(candidate.facts.notes.clone()) });
            }
        }
        Some(Entry::new(Content::Decision(Decision {
            kind: word.kind,
            subject: subject.clone(),
            proposal,
            reason: word.reason.clone(),
        })))
    })?;
    Ok(written)
}

/// What a decision is about: this candidate; while a release is on its way, that one, whose own commit and tag have moved
/// the range meanwhile.
pub fn decided_on(workspace: &Workspace, candidate: &Candidate) -> Subject {
    let journal = ship::peek(&workspace.repository().common_dir()).ok().flatten();
    journal.and_then(|journal| journal.plan.subject).unwrap_or_else(|| candidate.facts.subject.clone())
}

/// Records that the actor has looked at these commits: one record that lists those that none lists yet.
pub fn review(workspace: &Workspace, commits: &[CommitId], prompts: Prompts) -> Result<Written, Failure> {
    let (store, pen) = desk_of(workspace, prompts)?;
    Ok(ledger::append(&store, &pen, |ledger| review_of(ledger, commits))?)
}

/// The record that lists what no record lists yet, if anything.
fn review_of(ledger: &Ledger, commits: &[CommitId]) -> Option<Entry> {
    let known = ledger.reviewed();
    let mut fresh: Vec<CommitId> = commits.iter().copied().filter(|commit| !known.contains(commit)).collect();
    let mut seen = std::collections::HashSet::new();
    fresh.retain(|commit| seen.insert(*commit));
    (!fresh.is_empty()).then(|| Entry::new(Content::Review(fresh)))
}

/// The name of a gate of these settings; another name is an error that names the nearest one.
pub fn known_gate(workspace: &Workspace, name: &str) -> Result<String, Failure> {
    let roll = gates::roll(workspace.settings());
    let names = || roll.iter().map(|(name, _, _)| name.as_str());
    if let Some(known) = names().find(|known| *known == name) {
        return Ok(known.to_owned());
    }
    let failure = Failure::new(Fault::Usage, format!("there is no gate `{name}`"));
    let failure = match gates::nearest(name, names()) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure,
    };
    Err(failure.hint(format!("the gates are: {}", names().collect::<Vec<_>>().join(", "))))
}

/// Where records are written, and with what; the repository is told by the range's own root.
fn desk_of(workspace: &Workspace, prompts: Prompts) -> Result<(GitStore, Pen), Failure> {
    if is_shallow(workspace) {
        return Err(Failure::new(Fault::Usage, "a shallow clone does not know the repository's first commit")
            .hint("fetch the rest: `git fetch --unshallow`"));
    }
    desk(&workspace.opened, workspace.repository().root_of(workspace.range.to_id)?, prompts)
}
