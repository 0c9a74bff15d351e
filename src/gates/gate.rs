//! A gate with its answer: verdict, evidence, and what would make it GO.

use jiff::Timestamp;
use serde::Serialize;

use super::Verdict;
use crate::{
    history::CommitId,
    ledger::{Actor, DecisionKind, Signature},
};

/// A gate that was judged. Serialises as the contract of `tminus gates --format json` says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Gate {
    /// Its name.
    pub name: String,
    /// What it asks, for the screen.
    pub title: String,
    /// The answer.
    pub verdict: Verdict,
    /// Whether the answer counts; else it is advice.
    pub required: bool,
    /// What the answer rests on.
    pub evidence: Vec<Evidence>,
    /// What would make it GO; nothing where it is.
    pub remedy: Option<String>,
    /// Whether there are approvals of it that no longer count, for what they were about has changed.
    pub stale: bool,
    /// Whether a waiver lifts it.
    pub waived: bool,
    /// What people said about it.
    pub approvals: Vec<Voice>,
    /// How far it is, where it counts something.
    #[serde(skip)]
    pub progress: Option<(usize, usize)>,
    /// Where it is mended.
    #[serde(skip)]
    pub place: Option<Place>,
}

/// One thing that was seen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// In a sentence. Foreign text in it is not yet safe for a terminal.
    pub summary: String,
    /// At length, in lines; empty where the summary is all.
    pub detail: String,
}

impl Evidence {
    /// Evidence that a sentence tells.
    pub fn of(summary: impl Into<String>) -> Self {
        Self { summary: summary.into(), detail: String::new() }
    }

    /// Evidence with something to look at.
    pub fn with_detail(summary: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { summary: summary.into(), detail: detail.into() }
    }
}

/// Where on the screens a gate is mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A commit that wants a review.
    Commit(CommitId),
    /// A line of the notes, 0-based.
    NotesLine(usize),
    /// A decision on this gate.
    Decision,
}

/// What one person said about a gate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Voice {
    /// `approval` or `rejection`.
    #[serde(rename = "type", serialize_with = "as_word")]
    pub kind: DecisionKind,
    /// Who.
    pub actor: Actor,
    /// When, by their clock.
    pub time: Timestamp,
    /// Why, in their words.
    pub reason: Option<String>,
    /// The record that says it.
    pub record: CommitId,
    /// Whether the record is signed.
    pub signed: bool,
    /// What git says of the signature, where it was asked.
    pub signature: Option<Signature>,
    /// Whether it still counts.
    pub counts: bool,
    /// Whether it does not because what it was about has changed.
    pub stale: bool,
    /// Why it does not count; what has changed.
    pub why: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's form")]
fn as_word<S: serde::Serializer>(kind: &DecisionKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.as_str())
}

/// What a rule found out, before it is a gate with a name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Finding {
    pub(super) verdict: Verdict,
    pub(super) evidence: Vec<Evidence>,
    pub(super) remedy: Option<String>,
    pub(super) progress: Option<(usize, usize)>,
    pub(super) place: Option<Place>,
}

impl Finding {
    /// GO.
    pub(super) fn go(summary: impl Into<String>) -> Self {
        Self { verdict: Verdict::Go, evidence: vec![Evidence::of(summary)], remedy: None, progress: None, place: None }
    }

    /// HOLD, and what would make it GO.
    pub(super) fn hold(summary: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { verdict: Verdict::Hold, remedy: Some(remedy.into()), ..Self::go(summary) }
    }

    /// NO-GO, and what would make it GO.
    pub(super) fn no_go(summary: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { verdict: Verdict::NoGo, remedy: Some(remedy.into()), ..Self::go(summary) }
    }

    /// HOLD because nothing in this repository may run a program yet.
    pub(super) fn untrusted(what: &str) -> Self {
        Self::hold(
            format!("not looked at: {what} runs a program, and this repository is not trusted yet"),
            "trust the repository: `--trust` for one call, or `t` on the Gates screen",
        )
    }

    /// Adds lines to the last evidence.
    pub(super) fn detail(mut self, detail: impl Into<String>) -> Self {
        if let Some(last) = self.evidence.last_mut() {
            last.detail = detail.into();
        }
        self
    }

    /// Adds further evidence.
    pub(super) fn also(mut self, evidence: Evidence) -> Self {
        self.evidence.push(evidence);
        self
    }

    /// Says how far it is.
    pub(super) fn counted(mut self, done: usize, of: usize) -> Self {
        self.progress = Some((done, of));
        self
    }

    /// Says where it is mended.
    pub(super) fn at(mut self, place: Option<Place>) -> Self {
        self.place = place;
        self
    }
}

/// How many lines of a list are told.
const LISTED: usize = 50;

/// Lines of a list; of a long one the first, and how many more there are.
pub(super) fn listed(lines: &[String]) -> String {
    let mut told = lines.iter().take(LISTED).cloned().collect::<Vec<_>>();
    if lines.len() > LISTED {
        told.push(format!("... and {} more", lines.len() - LISTED));
    }
    told.join("\n")
}

/// `1 commit`, `2 commits`.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
