//! The only door to git: what is in a repository, as values.
//!
//! Reading is done with gix (commits, trees, blobs, line counts); objects and refs are written with git2; what must honour
//! the user's own set-up (work tree, hooks, fetch, push, signing) is done by the user's `git` through `process`. Neither gix
//! nor git2 types leave this folder.

mod change;
mod commit;
pub mod diff;
mod id;
mod range;

pub use change::{ChangeStatus, EntryKind, FileChange, Stats};
pub use commit::{Commit, Decoded, Person, Time};
pub use id::CommitId;
pub use range::Range;
