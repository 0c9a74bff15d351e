//! A changelog file: a release's notes set into it, every other byte left alone.
//!
//! The form is Keep a Changelog 1.1.0. Files of other habits, in Markdown or `reStructuredText`, get the release before their first
//! version, in their own manner of headings and items.

mod dated;
mod file;
mod insert;
mod manner;
mod markup;
mod own;
mod quoting;
mod references;
mod section;

pub use insert::{ChangelogRelease, insert, release_part};
pub use markup::Markup;
pub use own::{CandidateFile, Own, looks_like_one, own};
pub use section::written_since;
