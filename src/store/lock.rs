//! A lock that one process holds: the system releases it when the process ends, however it ends; the file tells who holds it.

use std::{
    fs,
    io::{Read as _, Seek as _, Write as _},
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
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

/// How long a lock is asked for again: what is written under one takes milliseconds, and a child that was just begun by another
/// thread holds every open file until it runs its program.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long between two tries.
const PAUSE: Duration = Duration::from_millis(10);

/// A lock, held until it is dropped.
#[derive(Debug)]
pub struct Lock {
    file: fs::File,
    is_shared: AtomicBool,
}

impl Lock {
    /// Takes the lock, or says after a second who has it.
    pub fn take(path: &Path) -> Result<Self, LockError> {
        Self::take_within(PATIENCE, path)
    }

    #[expect(clippy::disallowed_methods, reason = "nobody tells when another process lets go")]
    fn take_within(patience: Duration, path: &Path) -> Result<Self, LockError> {
        let give_up = Instant::now() + patience;
        loop {
            match Self::try_take(path) {
                Err(LockError::Held { .. }) if Instant::now() < give_up => thread::sleep(PAUSE),
                taken => return taken,
            }
        }
    }

    fn try_take(path: &Path) -> Result<Self, LockError> {
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
        Ok(Self { file, is_shared: AtomicBool::new(false) })
    }

    /// Standard input for a child: there is nothing to read in it, and the lock is held until the child has ended, too.
    pub fn shared_with_child(&self) -> std::io::Result<std::process::Stdio> {
        self.is_shared.store(true, Ordering::Relaxed);
        Ok(self.file.try_clone()?.into())
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The name of a process that no longer holds it would only mislead.
        drop(self.file.set_len(0));
        // Closing the file is not enough where a child that has not run its program yet has it open, too.
        if !self.is_shared.load(Ordering::Relaxed) {
            drop(self.file.unlock());
        }
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
        let Err(LockError::Held { holder, .. }) = Lock::try_take(&path) else { panic!("taken twice") };
        assert_eq!(holder, Some(std::process::id()));
        drop(held);
        Lock::take(&path).unwrap();
    }

    #[test]
    fn a_lock_is_free_when_dropped_though_somebody_has_its_file_open() {
        let folder = disk::temporary_folder().unwrap();
        let path = folder.path().join("lock");
        let held = Lock::take(&path).unwrap();
        let same_file = held.file.try_clone().unwrap();
        drop(held);
        Lock::try_take(&path).unwrap();
        drop(same_file);
    }

    #[test]
    fn a_lock_that_a_child_was_given_is_held_until_the_child_ends() {
        let folder = disk::temporary_folder().unwrap();
        let path = folder.path().join("lock");
        let held = Lock::take(&path).unwrap();
        let childs = held.shared_with_child().unwrap();
        drop(held);
        assert!(matches!(Lock::try_take(&path), Err(LockError::Held { .. })));
        drop(childs);
        Lock::take(&path).unwrap();
    }

    #[test]
    fn a_lock_that_is_soon_free_is_waited_for() {
        let folder = disk::temporary_folder().unwrap();
        let path = folder.path().join("lock");
        let held = Lock::take(&path).unwrap();
        let asking = thread::spawn(move || Lock::take_within(Duration::from_mins(1), &path));
        drop(held);
        asking.join().unwrap().unwrap();
    }
}
