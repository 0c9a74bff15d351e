//! Which commits the notes tell, and which they should and do not.

use std::collections::HashSet;

use super::{Break, CitationIndex, Document, Draft, DraftEntry, SectionKey, found::Names};
use crate::{
    analysis::{AnalysedCommit, Flags},
    history::CommitId,
};

/// What notes tell of a range.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    told: HashSet<CommitId>,
    names: Names,
}

impl Coverage {
    /// Reads it from the notes: what is cited anywhere in them, and entries that tell a commit in its own words.
    pub fn of(document: &Document, index: &CitationIndex) -> Self {
        let mut told: HashSet<CommitId> = index.citations(document.text()).commits.into_iter().collect();
        for entry in document.sections().iter().flat_map(|section| &section.entries) {
            told.extend(index.told_by(&document.text()[entry.span.clone()], &document.words(entry)));
        }
        Self { told, names: Names::of(document) }
    }

    /// Whether the notes tell this commit.
    pub fn tells(&self, commit: CommitId) -> bool {
        self.told.contains(&commit)
    }

    /// Whether the notes tell a break that was found: they tell the commit that made it, or name what breaks.
    pub fn tells_break(&self, found: &Break) -> bool {
        found.commit.is_some_and(|commit| self.tells(commit)) || self.names.name(&found.symbol)
    }

    /// Breaks that were found and are not told.
    pub fn untold_breaks<'a>(&'a self, draft: &'a Draft) -> impl Iterator<Item = &'a Break> {
        draft.breaks.iter().filter(|found| !self.tells_break(found))
    }

    /// Entries that the automatic draft has for readers and of whose commits these notes tell none, in the draft's order.
    pub fn untold_entries<'a>(&self, draft: &'a Draft) -> impl Iterator<Item = (SectionKey, &'a DraftEntry)> {
        let entries = draft.for_readers();
        entries
            .filter(|(_, entry)| !entry.commits.is_empty() && !entry.commits.iter().any(|commit| self.tells(*commit)))
    }

    /// Commits that the automatic draft tells and these notes do not, in the draft's order; what is told with another is
    /// told.
    pub fn untold(&self, draft: &Draft) -> Vec<CommitId> {
        let entries = draft.sections.iter().flat_map(|section| &section.entries);
        let left = entries.filter(|entry| !entry.commits.iter().any(|commit| self.tells(*commit)));
        left.flat_map(|entry| entry.commits.iter().copied()).collect()
    }

    /// Commits that break something, are not taken back within the range, and are not told.
    pub fn untold_breaking<'a>(&self, commits: &'a [AnalysedCommit], draft: &Draft) -> Vec<&'a AnalysedCommit> {
        let aside: HashSet<CommitId> = draft.set_aside.iter().flat_map(|aside| aside.commits.iter().copied()).collect();
        commits
            .iter()
            .filter(|commit| commit.flags.contains(Flags::BREAKING))
            .filter(|commit| !aside.contains(&commit.id) && !self.tells(commit.id))
            .collect()
    }
}
