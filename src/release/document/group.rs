//! A group of commits as documents have it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::group::{Group, Link};

/// The commits that tell one story: the same in all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Group")]
pub struct GroupDocument {
    /// The id of its oldest commit.
    pub id: String,
    /// The strongest reason: `revert`, `pull_request`, `branch`, `fix`, `follow_up`,
    /// `cherry_pick` or `similar`.
    pub reason: &'static str,
    /// All of its commits, oldest first.
    pub members: Vec<String>,
}

/// What ties one commit to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Link")]
pub struct LinkDocument {
    /// Why, in the words of a group's `reason`.
    pub reason: &'static str,
    /// To which commit.
    pub to: String,
    /// What says so, in words.
    pub evidence: String,
}

impl GroupDocument {
    /// The document of a group.
    pub fn of(group: &Group) -> Self {
        Self {
            id: group.id().to_string(),
            reason: group.bond.as_str(),
            members: group.members.iter().map(ToString::to_string).collect(),
        }
    }
}

impl LinkDocument {
    /// What ties a commit to its group.
    pub fn of(link: &Link) -> Self {
        Self { reason: link.bond.as_str(), to: link.to.to_string(), evidence: link.evidence.to_string() }
    }
}
