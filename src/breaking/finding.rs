//! One breaking change, as screens, documents and gates have it.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Certainty, Remark};
use crate::history::CommitId;

/// One breaking change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule that found it, such as `rust/function-removed`.
    pub rule: String,
    /// Where such changes happen: `rust`, `python`, `openapi`.
    pub ecosystem: String,
    /// The package that it belongs to, where a manifest names it.
    pub package: Option<String>,
    /// What breaks, by the name that users know it by at the old end.
    pub symbol: String,
    /// The file: on the new side, or on the old side if it is gone.
    pub path: String,
    /// The line in it, 1-based.
    pub line: u32,
    /// The file on the old side, if it stood there.
    pub old_path: Option<String>,
    /// The line on the old side.
    pub old_line: Option<u32>,
    /// What stood there.
    pub before: Option<String>,
    /// What stands there now.
    pub after: Option<String>,
    /// How sure it is.
    pub certainty: Certainty,
    /// The commit that made it, where that could be found out.
    pub commit: Option<CommitId>,
    /// What breaks, for whom.
    pub message: String,
    /// How to move on, drafted.
    pub migration: Option<String>,
    /// Where it went, if it seems to have been renamed or moved.
    pub moved_to: Option<MovedTo>,
    /// Files besides its own that made it what it is: re-exports, included files.
    pub involved: Vec<String>,
    /// What people said about it; it is kept elsewhere.
    #[serde(skip)]
    pub remark: Remark,
}

/// Where something went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedTo {
    /// Its name there.
    pub symbol: String,
    /// The file.
    pub path: String,
    /// How alike both are, in percent.
    pub similarity: u8,
}

impl Finding {
    /// What makes it the same finding at another end of the range.
    pub fn key(&self) -> (&str, &str) {
        (&self.rule, &self.symbol)
    }

    /// Whether it is sure enough to count: possible findings force and forbid nothing.
    pub fn is_firm(&self) -> bool {
        self.certainty >= Certainty::Likely
    }

    /// Whether it counts: sure enough, and nobody dismissed it.
    pub fn counts(&self) -> bool {
        self.is_firm() && !self.is_dismissed()
    }

    /// Whether somebody said that it does not count.
    pub fn is_dismissed(&self) -> bool {
        self.remark.dismissed.is_some()
    }

    /// What to tell users: a person's words, else the draft.
    pub fn told_migration(&self) -> Option<&str> {
        self.remark.migration.as_deref().or(self.migration.as_deref())
    }

    /// What stays the same as long as the same thing breaks in the same way, wherever in its file it stands.
    pub fn fingerprint(&self) -> String {
        let mut digest = Sha256::new();
        for part in [Some(self.rule.as_str()), Some(&self.symbol), self.before.as_deref(), self.after.as_deref()] {
            digest.update([u8::from(part.is_some())]);
            digest.update(part.unwrap_or_default());
            digest.update([0]);
        }
        let bytes: Vec<String> = digest.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        bytes.concat()
    }

    /// All files that have a part in it.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        [Some(self.path.as_str()), self.old_path.as_deref()]
            .into_iter()
            .flatten()
            .chain(self.involved.iter().map(String::as_str))
    }
}
