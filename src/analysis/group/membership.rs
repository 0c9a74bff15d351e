//! A group of commits that tell one story, and what ties a commit to it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::history::CommitId;

/// Why commits belong together; the stronger reasons first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bond {
    /// One takes the other back, or takes back its taking back.
    Revert,
    /// They came by one pull request, or close the same one.
    PullRequest,
    /// They came by one merged branch.
    Branch,
    /// One mends the other.
    Fix,
    /// One goes on with what the other began.
    FollowUp,
    /// They are the same change on two branches.
    CherryPick,
    /// They do nearly the same: the same words, the same files.
    Similar,
}

impl Bond {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Revert => "revert",
            Self::PullRequest => "pull_request",
            Self::Branch => "branch",
            Self::Fix => "fix",
            Self::FollowUp => "follow_up",
            Self::CherryPick => "cherry_pick",
            Self::Similar => "similar",
        }
    }

    /// How people say it.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Revert => "a revert and what it takes back",
            Self::PullRequest => "one pull request",
            Self::Branch => "one branch",
            Self::Fix => "a change and its fixes",
            Self::FollowUp => "a change and what goes on with it",
            Self::CherryPick => "the same change twice",
            Self::Similar => "much the same",
        }
    }
}

/// Commits of a range that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The strongest of the reasons.
    pub bond: Bond,
    /// The commits, oldest first; the first one names the group.
    pub members: Box<[CommitId]>,
}

impl Group {
    /// The commit that names it: its oldest.
    pub fn id(&self) -> CommitId {
        self.members[0]
    }
}

/// What ties a commit to an earlier one of its group (or to the merge that brought it).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Why.
    pub bond: Bond,
    /// To which commit.
    pub to: CommitId,
    /// What says so, in words.
    pub evidence: Box<str>,
}

/// A commit's place in its group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The group, shared by all its members.
    pub group: Arc<Group>,
    /// What ties this commit to it; nothing for the one that others are tied to.
    pub link: Option<Link>,
}
