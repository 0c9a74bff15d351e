//! What is known of each step: its state, and the facts by which its effect is recognised later.

use serde::{Deserialize, Serialize};

use super::{StepId, StepState};
use crate::{history::CommitId, process};

/// One step, as the journal keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Which step.
    pub id: StepId,
    /// How far it is.
    pub state: StepState,
    /// What it left behind.
    pub fact: Option<Fact>,
    /// Why it failed, is unknown, or cannot be undone.
    pub why: Option<String>,
    /// When its state last changed, RFC 3339.
    pub at: Option<String>,
    /// Whether nobody could say at some time whether it happened: then a later refusal does not prove that it did not.
    #[serde(default)]
    pub was_unclear: bool,
}

impl Record {
    /// A step that has not begun.
    pub fn pending(id: StepId) -> Self {
        Self { id, state: StepState::Pending, fact: None, why: None, at: None, was_unclear: false }
    }
}

/// What a step left behind: enough to recognise it, and to undo it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// The release commit.
    Commit(CommitId),
    /// The tag object, and who signed it.
    Tag {
        /// The annotated tag's own id.
        object: CommitId,
        /// Whose key signed it, in git's words.
        signer: Option<String>,
    },
    /// The remote has it.
    Pushed,
    /// The forge's release.
    Release {
        /// The forge's number for it.
        id: u64,
        /// Where people read it.
        url: String,
    },
    /// The ledger's record.
    Record(CommitId),
}

/// What probing a step found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Its effect is not there.
    Absent,
    /// Its effect is there, and it is this plan's.
    Ours(Fact),
    /// Something stands in its place that this plan did not make.
    Foreign(String),
    /// What an earlier step made, and this one needs, is there no longer; and what to say of it.
    Lost(StepId, &'static str),
}

/// Whether trying again may help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// It would fail again.
    Never,
    /// After a pause; the outside may have said how long, in seconds.
    After(Option<u64>),
}

/// A step, or a look at one, that did not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// What happened, in a sentence without a stop.
    pub why: String,
    /// Whether trying again may help.
    pub retry: Retry,
    /// Whether the effect may be there all the same.
    pub may_have_happened: bool,
}

impl Trouble {
    /// It did not happen, and trying again does not help.
    pub fn lasting(why: impl Into<String>) -> Self {
        Self { why: why.into(), retry: Retry::Never, may_have_happened: false }
    }

    /// It did not happen; trying again may help.
    pub fn passing(why: impl Into<String>) -> Self {
        Self { why: why.into(), retry: Retry::After(None), may_have_happened: false }
    }

    /// Nobody can say whether it happened; looking again may tell.
    pub fn unclear(why: impl Into<String>) -> Self {
        Self { why: why.into(), retry: Retry::After(None), may_have_happened: true }
    }
}

impl Trouble {
    /// Whether it may work when a person can be asked for a passphrase, a password or a yes.
    pub fn wants_a_person(&self) -> bool {
        !self.may_have_happened && process::wants_a_person(&self.why)
    }
}

/// How undoing a step ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undoing {
    /// It is as if it had never been done.
    Undone,
    /// It stays, and why.
    Kept(String),
}
