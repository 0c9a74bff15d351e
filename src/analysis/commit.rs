//! A commit of the range with what was made of it, small enough to keep tens of thousands of.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{KindVerdict, group::Membership, story::Outline};
use crate::history::{CommitId, Person, Stats, Time};

bitflags::bitflags! {
    /// What a commit is besides its kind.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
    pub struct Flags: u8 {
        /// It says that it breaks something for users, by `!` or a footer.
        const BREAKING = 1;
        /// It mends or touches security.
        const SECURITY = 1 << 1;
        /// It changes what the project depends on.
        const DEPENDENCY = 1 << 2;
        /// It has more than one parent.
        const MERGE = 1 << 3;
        /// It and its reverts add up to nothing within the range. For notes and risk; documents tell it by `group`.
        const CANCELLED = 1 << 4;
        /// Comparing sources showed that it breaks something, whatever it says. Documents tell it by their findings.
        const FOUND = 1 << 5;
    }
}

/// For whom a change matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Those who use what is released.
    User,
    /// Those who run it.
    Operator,
    /// Those who work on it.
    Developer,
}

impl Audience {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Operator => "operator",
            Self::Developer => "developer",
        }
    }
}

/// What a message refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReferenceKind {
    /// `(#123)` at the end of a subject, or a merge of a pull request.
    PullRequest,
    /// `Fixes #12`, `PROJ-7`.
    Issue,
    /// `This reverts commit <sha>`.
    Reverts,
    /// `Fixes: <sha>`, `fixup!`.
    Fixes,
    /// `(cherry picked from commit <sha>)`.
    CherryPick,
    /// `CVE-2026-1234`, `GHSA-...`.
    Advisory,
}

/// One reference, such as pull request 123.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reference {
    /// What it names.
    pub kind: ReferenceKind,
    /// The number, key or id, without `#`.
    pub id: String,
}

/// A commit of the range, judged. Its body is read again from the repository when it is looked at; its risk is kept by the
/// analysis in a compact form and put into words on request.
#[derive(Debug, Clone)]
pub struct AnalysedCommit {
    /// Its id.
    pub id: CommitId,
    /// Its parents, first parent first.
    pub parents: Box<[CommitId]>,
    /// git's `%s`, decoded; not yet safe for a terminal.
    pub subject: Box<str>,
    /// The subject without header, `(#123)` and the like: what notes would say.
    pub description: Box<str>,
    /// Who wrote it.
    pub author: Arc<Person>,
    /// When it was written.
    pub authored_at: Time,
    /// When it was committed.
    pub committed_at: Time,
    /// Its kind.
    pub kind: KindVerdict,
    /// Its scope: the header's, else what the rules find.
    pub scope: Option<Box<str>>,
    /// Breaking, security, dependency, merge.
    pub flags: Flags,
    /// For whom it matters.
    pub audience: Audience,
    /// What it refers to.
    pub references: Box<[Reference]>,
    /// What the author says it breaks: the text of the footer, or the description after `!`.
    pub breaking_text: Option<Box<str>>,
    /// Lines and files, once counted.
    pub stats: Option<Stats>,
    /// The score of its risk, once known.
    pub risk: Option<u8>,
    /// The group that it belongs to, if any: what tells one story with it.
    pub group: Option<Arc<Membership>>,
    /// Tests and rollback in a word each, once known; a merge has none of its own.
    pub story: Option<Outline>,
}

impl AnalysedCommit {
    /// Whether it breaks something that stays broken: found so, or declared and not taken back.
    pub fn breaks(&self) -> bool {
        let declares = self.flags.contains(Flags::BREAKING) && !self.flags.contains(Flags::CANCELLED);
        declares || self.flags.contains(Flags::FOUND)
    }
}
