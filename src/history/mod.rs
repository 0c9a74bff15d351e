//! The only door to git: what is in a repository, as values.
//!
//! Reading is done with gix (commits, trees, blobs, line counts); objects and refs are written with git2 (with gix
//! where git2 cannot open the repository); what must honour the user's own set-up (work tree, hooks, fetch, push, signing)
//! is done by the user's `git` through `process`. Neither gix nor git2 types leave this folder.

mod ancestry;
mod change;
mod commit;
mod content;
mod delta_bases;
pub mod diff;
mod differ;
mod error;
mod fingerprint;
mod id;
mod lineage;
mod lines;
mod message;
mod newer_tags;
mod objects;
mod parse;
mod past;
mod pedigree;
mod people;
mod programs;
mod range;
mod refs;
pub mod remote;
mod renames;
mod repository;
mod revision;
mod tags;
mod touches;
mod tree;
mod walk;
pub mod worktree;
mod writer;

pub use change::{ChangeStatus, EntryKind, FileChange, Stats};
pub use commit::{Commit, Decoded, Person, Time};
pub use content::ContentReader;
pub use differ::{Changes, Detail, Differ};
pub use error::HistoryError;
pub use fingerprint::Fingerprint;
pub use id::{CommitId, ContentId, NotAnId, TreeId};
pub use lineage::Lineage;
pub use newer_tags::PassedTag;
pub use objects::{NewCommit, StoredCommit, TreeFile};
pub use past::PastCommit;
pub use range::{Range, RangeRequest};
pub use refs::{Branch, Head, Remote, Tag};
pub use repository::Repository;
pub use tags::{TagPattern, TagVersion, VersionTag};
pub use touches::{Touch, TouchReader, Touches};
pub use tree::{FolderEntry, FolderReader};
pub use walk::{CommitReader, Walk};

#[cfg(test)]
mod tests;
