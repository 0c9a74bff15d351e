//! Which commits the user has marked as reviewed: private to the user, kept for each repository, until a record lists them.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{
    analysis::shape::Touch,
    fault::{Fault, Faulty},
    history::CommitId,
    store::{
        DiskError, Folders, Lock, LockError,
        disk::{self, Access},
    },
};

/// Raised when the form of the file changes. Readers of earlier forms are kept.
const VERSION: u32 = 1;

/// The marks of one repository. All its worktrees share them.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    file: Option<PathBuf>,
    reviewed: BTreeSet<CommitId>,
}

/// Why marks cannot be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum MarksError {
    /// The disk said no.
    #[error("review marks cannot be kept")]
    Disk(#[from] DiskError),
    /// Somebody else is at it, or the disk said no.
    #[error("review marks cannot be written now")]
    Locked(#[from] LockError),
    /// The file is not what it should be.
    #[error("review marks in `{}` cannot be read", file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// Why.
        source: serde_json::Error,
    },
    /// There is no home to keep them in.
    #[error("there is no home folder to keep review marks in")]
    Homeless,
}

impl Faulty for MarksError {
    fn fault(&self) -> Fault {
        Fault::Outside
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::Disk(error) => error.hints(),
            Self::Locked(error) => error.hints(),
            Self::Damaged { .. } => vec!["mend the file, or move it away: marks are then set anew".into()],
            Self::Homeless => vec!["set `HOME` or `XDG_STATE_HOME`".into()],
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Written {
    version: u32,
    reviewed: BTreeSet<CommitId>,
}

impl Marks {
    /// Reads the marks of the repository whose shared git folder is `common_dir`. Without a home there are none.
    pub fn read(folders: Option<&Folders>, common_dir: &Path) -> Result<Self, MarksError> {
        let Some(folders) = folders else { return Ok(Self::default()) };
        let name = format!("{:016x}.json", Touch::of(common_dir.as_os_str().as_encoded_bytes()).0);
        let mut marks = Self { file: Some(folders.state().join("reviews").join(name)), reviewed: BTreeSet::new() };
        marks.reload()?;
        Ok(marks)
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
    pub fn set(&mut self, changes: impl IntoIterator<Item = (CommitId, bool)>) -> Result<(), MarksError> {
        let file = self.file.clone().ok_or(MarksError::Homeless)?;
        if let Some(folder) = file.parent() {
            disk::create_folder(folder, Access::Private)?;
        }
        let _lock = Lock::take(&file.with_extension("lock"))?;
        self.reload()?;
        for (commit, is_reviewed) in changes {
            if is_reviewed {
                self.reviewed.insert(commit);
            } else {
                self.reviewed.remove(&commit);
            }
        }
        let written = Written { version: VERSION, reviewed: self.reviewed.clone() };
        let bytes = serde_json::to_vec(&written).expect("ids are valid JSON");
        Ok(disk::write(&file, &bytes, Access::Private)?)
    }

    fn reload(&mut self) -> Result<(), MarksError> {
        let Some(file) = &self.file else { return Ok(()) };
        let Some(bytes) = disk::read_if_there(file)? else { return Ok(()) };
        let written: Written =
            serde_json::from_slice(&bytes).map_err(|source| MarksError::Damaged { file: file.clone(), source })?;
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

    #[test]
    fn what_another_tminus_marked_meanwhile_stays() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        let mut one = Marks::read(Some(&folders), Path::new("/r")).unwrap();
        let mut other = Marks::read(Some(&folders), Path::new("/r")).unwrap();
        one.set([(id('1'), true)]).unwrap();
        other.set([(id('2'), true)]).unwrap();
        assert!(other.is_reviewed(id('1')) && other.is_reviewed(id('2')));
    }

    #[test]
    fn a_damaged_file_is_told_and_never_written_over() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        let mut marks = Marks::read(Some(&folders), Path::new("/r")).unwrap();
        marks.set([(id('1'), true)]).unwrap();
        let file = marks.file.clone().unwrap();
        disk::write(&file, b"{", Access::Private).unwrap();
        assert!(matches!(marks.set([(id('2'), true)]), Err(MarksError::Damaged { .. })));
        assert!(Marks::read(Some(&folders), Path::new("/r")).is_err());
        assert_eq!(disk::read(&file).unwrap(), b"{");
    }
}
