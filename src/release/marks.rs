//! Which commits the user has marked as reviewed: private to the user, kept for each repository, until a record lists them.

use std::{collections::BTreeSet, path::Path};

use serde::{Deserialize, Serialize};

use super::private_file::{PrivateFile, PrivateFileError, Subject};
use crate::{history::CommitId, store::Folders};

/// Raised when the form of the file changes. Readers of earlier forms are kept.
const VERSION: u32 = 1;

const SUBJECT: Subject = Subject { folder: "reviews", what: "review marks", meanwhile: "marks are then set anew" };

/// The marks of one repository. All its worktrees share them.
#[derive(Debug, Clone)]
pub struct Marks {
    file: PrivateFile,
    reviewed: BTreeSet<CommitId>,
}

#[derive(Serialize, Deserialize)]
struct Written {
    version: u32,
    reviewed: BTreeSet<CommitId>,
}

impl Default for Written {
    fn default() -> Self {
        Self { version: VERSION, reviewed: BTreeSet::new() }
    }
}

impl Default for Marks {
    fn default() -> Self {
        Self { file: PrivateFile::of(SUBJECT, None, Path::new("")), reviewed: BTreeSet::new() }
    }
}

impl Marks {
    /// Reads the marks of the repository whose shared git folder is `common_dir`. Without a home there are none.
    pub fn read(folders: Option<&Folders>, common_dir: &Path) -> Result<Self, PrivateFileError> {
        let file = PrivateFile::of(SUBJECT, folders, common_dir);
        let written: Written = file.read()?;
        Ok(Self { file, reviewed: written.reviewed })
    }

    /// The commits that are marked.
    pub fn reviewed(&self) -> &BTreeSet<CommitId> {
        &self.reviewed
    }

    /// Whether a commit is marked.
    pub fn is_reviewed(&self, commit: CommitId) -> bool {
        self.reviewed.contains(&commit)
    }

    /// Marks commits, or takes marks back, and keeps that at once. What another tminus marked meanwhile stays.
    pub fn set(&mut self, changes: impl IntoIterator<Item = (CommitId, bool)>) -> Result<(), PrivateFileError> {
        let written = self.file.change(|written: &mut Written| {
            for (commit, is_reviewed) in changes {
                if is_reviewed {
                    written.reviewed.insert(commit);
                } else {
                    written.reviewed.remove(&commit);
                }
            }
        })?;
        self.reviewed = written.reviewed;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(digit: char) -> CommitId {
        digit.to_string().repeat(40).parse().unwrap()
    }

    #[test]
    fn marks_are_there_again_after_the_program_was_killed() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        let read = || Marks::read(Some(&folders), Path::new("/r/.git")).unwrap();
        read().set([(id('1'), true), (id('2'), true)]).unwrap();
        assert!(read().is_reviewed(id('1')));
        read().set([(id('1'), false)]).unwrap();
        assert_eq!(read().reviewed().iter().copied().collect::<Vec<_>>(), [id('2')]);
        assert!(!Marks::read(Some(&folders), Path::new("/other/.git")).unwrap().is_reviewed(id('2')));
    }
}
