//! A lock that one process holds: the system releases it when the process ends, however it ends; the file tells who holds it.

use std::{
    fs,
    io::{Read as _, Seek as _, Write as _},
    path::{Path, PathBuf},
};

use super::disk::{self, Access, DiskError};
use crate::fault::{Fault, Faulty};

/// Why a lock was not taken.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another process has it.
    #[error("`{}` is held by another tminus{}", path.display(), holder.map(|pid| format!(" (process {pid})")).unwrap_or_default())]
    Held {
        /// The lock file.
        path: PathBuf,
        /// The process that wrote itself into it.
        holder: Option<u32>,
    },
    /// The file cannot be used.
    #[error("cannot lock `{}`", path.display())]
    Failed {
        /// The lock file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The folder cannot be made.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl Faulty for LockError {
    fn fault(&self) -> Fault {
        Fault::Outside
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::Held { .. } => vec!["wait until it is done, or stop it".into()],
            Self::Failed { source, .. } => disk::hints_of(source),
            Self::Disk(error) => error.hints(),
        }
    }
}

/// A lock, held until it is dropped.
#[derive(Debug)]
pub struct Lock {
    file: fs::File,
}

impl Lock {
    /// Takes the lock, or says who has it. Does not wait.
    pub fn take(path: &Path) -> Result<Self, LockError> {
        if let Some(folder) = path.parent() {
            disk::create_folder(folder, Access::Private)?;
        }
        let failed = |source| LockError::Failed { path: path.to_path_buf(), source };
        let mut options = fs::OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let holder = file.read_to_string(&mut holder).ok().and_then(|_| holder.trim().parse().ok());
                return Err(LockError::Held { path: path.to_path_buf(), holder });
            }
            Err(fs::TryLockError::Error(source)) => return Err(failed(source)),
        }
        file.set_len(0).and_then(|()| file.rewind()).map_err(failed)?;
        writeln!(file, "{}", std::process::id()).map_err(failed)?;
        Ok(Self { file })
    }

    /// Standard input for a child: there is nothing to read in it, and the lock is held until the child has ended, too.
    pub fn shared_with_child(&self) -> std::io::Result<std::process::Stdio> {
        Ok(self.file.try_clone()?.into())
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The name of a process that no longer holds it would only mislead; the system frees the lock itself.
        drop(self.file.set_len(0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_held_once_and_freed_when_dropped() {
        let folder = disk::temporary_folder().unwrap();
        let path = folder.path().join("deep/lock");
        let held = Lock::take(&path).unwrap();
        let Err(LockError::Held { holder, .. }) = Lock::take(&path) else { panic!("taken twice") };
        assert_eq!(holder, Some(std::process::id()));
        drop(held);
        Lock::take(&path).unwrap();
    }
}
