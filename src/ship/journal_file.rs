//! The journal on disk, in `<git common dir>/tminus/`, so that all worktrees of a repository share it; and the lock that one
//! run holds. Children of git get the lock too (as their standard input), so that it is free only when none is left.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::journal::{Journal, SCHEMA};
use crate::{
    fault::{Fault, Faulty},
    store::{
        Lock, LockError,
        disk::{self, Access, DiskError},
    },
};

/// Why the journal cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The disk says no.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// Another run has it.
    #[error("another `tminus ship` is at work in this repository{}", holder.map(|pid| format!(" (process {pid})")).unwrap_or_default())]
    Busy {
        /// The process that wrote itself into the lock.
        holder: Option<u32>,
    },
    /// The lock cannot be taken.
    #[error("cannot lock the journal")]
    Lock(#[source] LockError),
    /// It is of another version.
    #[error("the journal `{}` is of the form `{schema}`, which this tminus does not know", path.display())]
    OtherVersion {
        /// The journal.
        path: PathBuf,
        /// What it says it is.
        schema: String,
    },
    /// It is not a journal.
    #[error("the journal `{}` cannot be read", path.display())]
    Damaged {
        /// The journal.
        path: PathBuf,
        /// Why.
        source: serde_json::Error,
    },
}

impl Faulty for JournalError {
    fn fault(&self) -> Fault {
        match self {
            Self::Disk(_) | Self::Lock(_) => Fault::Outside,
            Self::Busy { .. } | Self::OtherVersion { .. } | Self::Damaged { .. } => Fault::Unfinished,
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::Disk(error) => error.hints(),
            Self::Lock(error) => error.hints(),
            Self::Busy { .. } => vec!["wait until it is done, or stop it".into()],
            Self::OtherVersion { .. } => vec!["finish the release with the version of tminus that began it".into()],
            Self::Damaged { path, .. } => {
                vec![format!("compare tag, branch and remote by hand, then remove `{}`", path.display())]
            }
        }
    }
}

/// The folder of a repository's journal.
pub(super) fn folder(common_dir: &Path) -> PathBuf {
    common_dir.join("tminus")
}

/// The open journal, if there is one. Takes no lock and writes nothing.
pub fn peek(common_dir: &Path) -> Result<Option<Journal>, JournalError> {
    load(&folder(common_dir).join("journal.json"))
}

/// The record of a finished release by its tag, if this repository shipped it.
pub fn shipped(common_dir: &Path, tag: &str) -> Result<Option<Journal>, JournalError> {
    load(&shipped_path(&folder(common_dir), tag))
}

fn shipped_path(folder: &Path, tag: &str) -> PathBuf {
    let name: String = tag.chars().map(|c| if c == '/' { "%2F".to_owned() } else { c.to_string() }).collect();
    folder.join("shipped").join(format!("{name}.json"))
}

fn load(path: &Path) -> Result<Option<Journal>, JournalError> {
    let Some(bytes) = disk::read_if_there(path)? else { return Ok(None) };
    let damaged = |source| JournalError::Damaged { path: path.to_path_buf(), source };
    let value: serde_json::Value = serde_json::from_slice(&bytes).map_err(damaged)?;
    let schema = value.get("schema").and_then(serde_json::Value::as_str).unwrap_or_default();
    if schema != SCHEMA {
        return Err(JournalError::OtherVersion { path: path.to_path_buf(), schema: schema.chars().take(60).collect() });
    }
    serde_json::from_value(value).map(Some).map_err(damaged)
}

/// The journal, held by this run.
#[derive(Debug)]
pub struct JournalFile {
    folder: PathBuf,
    lock: Arc<Lock>,
}

impl JournalFile {
    /// Takes the lock, or says after a second who has it.
    pub fn take(common_dir: &Path) -> Result<Self, JournalError> {
        let folder = folder(common_dir);
        match Lock::take(&folder.join("lock")) {
            Ok(lock) => Ok(Self { folder, lock: Arc::new(lock) }),
            Err(LockError::Held { holder, .. }) => Err(JournalError::Busy { holder }),
            Err(other) => Err(JournalError::Lock(other)),
        }
    }

    /// The open journal, if there is one.
    pub fn read(&self) -> Result<Option<Journal>, JournalError> {
        load(&self.path())
    }

    /// Writes the journal whole, so that a crash leaves the old or the new one, and syncs it.
    pub fn write(&self, journal: &Journal) -> Result<(), JournalError> {
        Ok(write(&self.path(), journal)?)
    }

    /// Closes the journal; a release that arrived leaves its record.
    pub fn close(&self, journal: &Journal) -> Result<(), JournalError> {
        if journal.is_shipped() {
            write(&shipped_path(&self.folder, &journal.plan.tag.name), journal)?;
        }
        Ok(disk::remove(&self.path())?)
    }

    /// The lock, for git children to hold as well.
    pub fn lock(&self) -> &Arc<Lock> {
        &self.lock
    }

    fn path(&self) -> PathBuf {
        self.folder.join("journal.json")
    }
}

fn write(path: &Path, journal: &Journal) -> Result<(), DiskError> {
    let mut bytes = serde_json::to_vec_pretty(journal).expect("a journal has string keys and finite numbers alone");
    bytes.push(b'\n');
    disk::write(path, &bytes, Access::Private)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ship::{StepState, plan::tests::plan, record::Fact};

    fn opened() -> Journal {
        Journal::open(plan(), "/work".into(), "2026-01-05T09:00:00Z".into())
    }

    #[test]
    fn a_journal_reads_back_as_it_was_written() {
        let folder = disk::temporary_folder().unwrap();
        let file = JournalFile::take(folder.path()).unwrap();
        assert_eq!(file.read().unwrap(), None);
        let mut journal = opened();
        journal.records[0].state = StepState::Done;
        journal.records[0].fact = Some(Fact::Commit(journal.plan.to));
        journal.locks.push("index.lock".into());
        file.write(&journal).unwrap();
        assert_eq!(file.read().unwrap().as_ref(), Some(&journal));
        assert_eq!(peek(folder.path()).unwrap(), Some(journal));
    }

    #[test]
    fn two_runs_cannot_hold_it() {
        let folder = disk::temporary_folder().unwrap();
        let first = JournalFile::take(folder.path()).unwrap();
        let second = JournalFile::take(folder.path()).unwrap_err();
        assert!(matches!(second, JournalError::Busy { holder: Some(pid) } if pid == std::process::id()));
        assert_eq!(second.fault().exit_code(), 5);
        drop(first);
        JournalFile::take(folder.path()).unwrap();
    }

    #[test]
    fn only_a_release_that_arrived_leaves_a_record() {
        let folder = disk::temporary_folder().unwrap();
        let file = JournalFile::take(folder.path()).unwrap();
        let mut journal = opened();
        file.write(&journal).unwrap();
        file.close(&journal).unwrap();
        assert_eq!(peek(folder.path()).unwrap(), None);
        assert_eq!(shipped(folder.path(), "v1.5.0").unwrap(), None);
        for record in &mut journal.records {
            record.state = StepState::Done;
        }
        file.close(&journal).unwrap();
        assert_eq!(shipped(folder.path(), "v1.5.0").unwrap(), Some(journal));
    }

    #[test]
    fn a_journal_of_another_form_is_refused_and_kept() {
        let folder = disk::temporary_folder().unwrap();
        let path = folder.path().join("tminus/journal.json");
        disk::write(&path, br#"{"schema":"tminus.journal/9"}"#, Access::Private).unwrap();
        assert!(matches!(peek(folder.path()).unwrap_err(), JournalError::OtherVersion { .. }));
        disk::write(&path, b"{", Access::Private).unwrap();
        assert!(matches!(peek(folder.path()).unwrap_err(), JournalError::Damaged { .. }));
        assert!(path.exists());
    }
}
