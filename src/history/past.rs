//! What came before a range: who changed which files, newest first. Paths alone, for thousands of commits.

use std::ops::ControlFlow;

use super::{Commit, Detail, FileChange, HistoryError, Range, Repository};
use crate::process::Cancel;

/// A commit before the range, and the files that it changed (none for a merge). Lent for the length of one call.
#[derive(Debug, Clone, Copy)]
pub struct PastCommit<'a> {
    /// The commit.
    pub commit: &'a Commit,
    /// The files, without line counts.
    pub files: &'a [FileChange],
}

impl Repository {
    /// Shows at most `limit` commits that `range` leaves out, newest first, until `visit` breaks. Commits and trees that are
    /// missing end it early or are left out: less is known then, which is no failure.
    pub fn past(
        &self,
        range: &Range,
        limit: usize,
        cancel: &Cancel,
        mut visit: impl FnMut(PastCommit<'_>) -> ControlFlow<()>,
    ) -> Result<(), HistoryError> {
        let Some(from) = range.from_id else { return Ok(()) };
        let before = Range { from: None, from_id: None, to: range.from.clone().unwrap_or_default(), to_id: from };
        let mut differ = self.differ();
        for commit in self.walk(&before, cancel)?.take(limit) {
            let commit = match commit {
                Ok(commit) => commit,
                Err(HistoryError::Cancelled) => return Err(HistoryError::Cancelled),
                Err(_) => return Ok(()),
            };
            let Ok(changes) = differ.changes(commit.id, Detail::Paths) else { return Ok(()) };
            if visit(PastCommit { commit: &commit, files: &changes.files }).is_break() {
                break;
            }
        }
        Ok(())
    }
}
