//! Decisions: approving, rejecting and reviewing, written down as records of the ledger.

use super::{Candidate, Workspace, candidate::is_shallow};
use crate::{
    fault::{Failure, Fault},
    gates,
    history::CommitId,
    ledger::{self, Actor, Content, Decision, DecisionKind, Entry, GitStore, Ledger, Pen, Record},
    process::Prompts,
    store::clock,
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
    let (store, pen) = desk(workspace, prompts)?;
    let release = &candidate.facts.subject;
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
            if proposal.is_none() {
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

/// Records that the actor has looked at these commits: one record that lists those that none lists yet.
pub fn review(workspace: &Workspace, commits: &[CommitId], prompts: Prompts) -> Result<Written, Failure> {
    let (store, pen) = desk(workspace, prompts)?;
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

/// Where records are written, and with what: the actor, the repository, whether git signs.
fn desk(workspace: &Workspace, prompts: Prompts) -> Result<(GitStore, Pen), Failure> {
    let repository = workspace.repository();
    if is_shallow(workspace) {
        return Err(Failure::new(Fault::Usage, "a shallow clone does not know the repository's first commit")
            .hint("fetch the rest: `git fetch --unshallow`"));
    }
    let (name, email) = repository.user().filter(|(name, email)| !name.trim().is_empty() && !email.is_empty()).ok_or_else(|| {
        Failure::new(Fault::Usage, "git does not know who you are")
            .hint("tell it: `git config --global user.name \"Your Name\"` and `git config --global user.email you@example.org`")
    })?;
    let sign = ledger::signs(repository);
    let mut key = None;
    let mut git = None;
    if sign {
        let trusted = workspace.opened.trust().proof().map_err(|untrusted| {
            let failure = Failure::from(untrusted);
            Failure {
                message: format!("a record is signed as git signs, which runs git here: {}", failure.message),
                ..failure
            }
        })?;
        key = ledger::fingerprint(repository, &format!("{name} <{email}>"), trusted);
        git = Some(workspace.opened.git()?.prompting(prompts));
    }
    let pen = Pen {
        actor: Actor { name, email, key },
        repository: repository.root_of(workspace.range.to_id)?,
        now: clock::now(),
        sign,
    };
    Ok((GitStore::new(repository, git), pen))
}
