//! Reads what a commit or a range changed out of the repository.

use std::sync::Arc;

use super::{Blob, FileDiff, Whitespace, renames::join_renames};
use crate::history::{CommitId, ContentId, Detail, Differ, EntryKind, FileChange, HistoryError, Repository};

/// What is compared with what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A commit with its first parent, a root with nothing.
    Commit(CommitId),
    /// Two commits, whatever lies between; without the first, nothing with the second.
    Range(Option<CommitId>, CommitId),
}

/// The files of a subject.
#[derive(Debug, Default)]
pub struct ChangedFiles {
    /// The files, ordered by path, moved ones joined.
    pub files: Vec<FileChange>,
    /// Whether it is a merge, shown against its first parent alone.
    pub is_merge: bool,
    /// What could not be read.
    pub problems: Vec<HistoryError>,
}

/// Reads changes. Made on the thread that uses it.
pub struct DiffReader {
    repository: gix::Repository,
    commits: crate::history::CommitReader,
    differ: Differ,
}

impl DiffReader {
    /// For one repository.
    pub fn new(repository: &Repository) -> Self {
        Self { repository: repository.local(), commits: repository.reader(), differ: repository.differ() }
    }

    /// Which files changed; moved ones are found until `stop` says otherwise.
    pub fn files(&mut self, subject: Subject, stop: impl Fn() -> bool) -> Result<ChangedFiles, HistoryError> {
        let (changes, is_merge) = match subject {
            Subject::Commit(id) => {
                let commit = self.commits.read(id)?;
                match commit.parents.first() {
                    Some(parent) if commit.is_merge() => (self.differ.between(Some(*parent), id, Detail::Paths)?, true),
                    _ => (self.differ.changes(id, Detail::Paths)?, false),
                }
            }
            Subject::Range(from, to) => (self.differ.between(from, to, Detail::Paths)?, false),
        };
        let mut files = changes.files;
        join_renames(&mut files, |file, old| self.side(file, old).and_then(into_bytes), stop);
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(ChangedFiles { files, is_merge, problems: changes.problems })
    }

    /// Reads and compares one file of it.
    pub fn file(&self, change: Arc<FileChange>, whitespace: Whitespace) -> FileDiff {
        let (old, new) = (self.side(&change, true), self.side(&change, false));
        FileDiff::new(change, old, new, whitespace)
    }

    fn side(&self, change: &FileChange, old: bool) -> Option<Blob> {
        let (kind, id) = if old { (change.old_kind, change.old_id) } else { (change.new_kind, change.new_id) };
        Some(self.blob(kind?, id?))
    }

    fn blob(&self, kind: EntryKind, id: ContentId) -> Blob {
        if kind == EntryKind::Submodule {
            return Blob::Submodule(CommitId::from(id.object()));
        }
        match self.repository.find_header(id.object()) {
            Ok(header) if header.size() > FileDiff::LARGEST => Blob::TooLarge(header.size()),
            Ok(_) => match self.repository.find_object(id.object()) {
                Ok(mut object) => Blob::Bytes(std::mem::take(&mut object.data)),
                Err(_) => Blob::Missing,
            },
            Err(_) => Blob::Missing,
        }
    }
}

fn into_bytes(blob: Blob) -> Option<Vec<u8>> {
    match blob {
        Blob::Bytes(bytes) => Some(bytes),
        _ => None,
    }
}
