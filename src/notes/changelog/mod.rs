//! A changelog file in the form of Keep a Changelog 1.1.0: a release's notes set into it, every other byte left alone.
//!
//! Files of other habits get the release before their first version, in their own manner of headings.

mod file;
mod insert;
mod references;
mod section;

pub use insert::{ChangelogRelease, insert};
pub use section::unreleased;
