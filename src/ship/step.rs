//! The steps of shipping: their names, their order, the states they go through.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Which step it is. The order of the variants is the order in which steps happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StepId {
    /// The release commit, with the changelog.
    Commit,
    /// The annotated tag.
    Tag,
    /// Branch and tag to the remote, both or neither.
    Push,
    /// The branch alone, where the server cannot take both at once.
    PushBranch,
    /// The tag alone, where the server cannot take both at once.
    PushTag,
    /// The forge's release, as a draft that nobody else sees.
    Draft,
    /// The draft, published.
    Publish,
    /// The record of what was done, in the ledger.
    Record,
}

impl StepId {
    /// The name in documents and journals.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Commit => "commit",
            Self::Tag => "tag",
            Self::Push => "push",
            Self::PushBranch => "push-branch",
            Self::PushTag => "push-tag",
            Self::Draft => "draft",
            Self::Publish => "publish",
            Self::Record => "record",
        }
    }

    /// Whether it happens outside of the repository.
    pub const fn is_remote(self) -> bool {
        matches!(self, Self::Push | Self::PushBranch | Self::PushTag | Self::Draft | Self::Publish)
    }

    /// Whether others can see what it did, so that it cannot be taken back.
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Push | Self::PushBranch | Self::PushTag | Self::Publish)
    }
}

impl fmt::Display for StepId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum StepState {
    /// Not begun.
    Pending,
    /// Begun; its end is not known yet.
    Running,
    /// Its effect is there.
    Done,
    /// It did not happen.
    Failed,
    /// It was begun, and nobody can say whether it happened.
    Unknown,
    /// It will not be done.
    Skipped,
    /// It was done and taken back.
    Undone,
}

impl StepState {
    /// The word in documents and on the screen.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Skipped => "skipped",
            Self::Undone => "undone",
        }
    }

    /// Whether the step may have left a trace in the repository or outside.
    pub const fn may_have_happened(self) -> bool {
        matches!(self, Self::Running | Self::Done | Self::Failed | Self::Unknown)
    }
}

impl fmt::Display for StepState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
