//! What a person said about a repository and nobody else need see: a JSON file for each repository in the state folder, shared
//! by all its worktrees and by every tminus that runs on it.

use std::path::{Path, PathBuf};

use serde::{Serialize, de::DeserializeOwned};

use crate::{
    analysis::shape::Touch,
    fault::{Fault, Faulty},
    store::{
        DiskError, Folders, Lock, LockError,
        disk::{self, Access},
    },
};

/// What such a file holds, in words and in place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject {
    /// The folder below the state folder.
    pub(super) folder: &'static str,
    /// What it holds, for messages: a plural.
    pub(super) what: &'static str,
    /// What holds until a damaged file is mended.
    pub(super) meanwhile: &'static str,
}

/// The file of one repository, or of none where there is no home.
#[derive(Debug, Clone)]
pub(super) struct PrivateFile {
    subject: Subject,
    path: Option<PathBuf>,
}

/// Why what a person said cannot be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum PrivateFileError {
    /// The disk said no.
    #[error("{what} cannot be kept")]
    Disk {
        /// What the file holds.
        what: &'static str,
        /// Why.
        source: DiskError,
    },
    /// Somebody else is at it, or the disk said no.
    #[error("{what} cannot be written now")]
    Locked {
        /// What the file holds.
        what: &'static str,
        /// Why.
        source: LockError,
    },
    /// The file is not what it should be.
    #[error("{what} in `{}` cannot be read", file.display())]
    Damaged {
        /// What the file holds.
        what: &'static str,
        /// What holds until it is mended.
        meanwhile: &'static str,
        /// The file.
        file: PathBuf,
        /// Why.
        source: serde_json::Error,
    },
    /// There is no home to keep it in.
    #[error("there is no home folder to keep {what} in")]
    Homeless {
        /// What would be kept.
        what: &'static str,
    },
}

impl Faulty for PrivateFileError {
    fn fault(&self) -> Fault {
        Fault::Outside
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::Disk { source, .. } => source.hints(),
            Self::Locked { source, .. } => source.hints(),
            Self::Damaged { meanwhile, .. } => vec![format!("mend the file, or move it away: {meanwhile}")],
            Self::Homeless { .. } => vec!["set `HOME` or `XDG_STATE_HOME`".into()],
        }
    }
}

/// The name under which a repository's private files are kept, from the git folder that its worktrees share.
pub(super) fn repository_key(common_dir: &Path) -> String {
    format!("{:016x}", Touch::of(common_dir.as_os_str().as_encoded_bytes()).0)
}

impl PrivateFile {
    /// The file of the repository whose shared git folder is `common_dir`.
    pub(super) fn of(subject: Subject, folders: Option<&Folders>, common_dir: &Path) -> Self {
        let name = format!("{}.json", repository_key(common_dir));
        Self { subject, path: folders.map(|folders| folders.state().join(subject.folder).join(name)) }
    }

    /// What is kept; the default where nothing is.
    pub(super) fn read<T: Default + DeserializeOwned>(&self) -> Result<T, PrivateFileError> {
        let Some(path) = &self.path else { return Ok(T::default()) };
        let Some(bytes) = disk::read_if_there(path).map_err(|error| self.disk(error))? else { return Ok(T::default()) };
        let Subject { what, meanwhile, .. } = self.subject;
        serde_json::from_slice(&bytes).map_err(|source| PrivateFileError::Damaged {
            what,
            meanwhile,
            file: path.clone(),
            source,
        })
    }

    /// Changes what is kept, under a lock, and gives what then stands there: what another tminus wrote meanwhile stays.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut T)) -> Result<T, PrivateFileError>
    where
        T: Default + Serialize + DeserializeOwned,
    {
        let what = self.subject.what;
        let path = self.path.as_ref().ok_or(PrivateFileError::Homeless { what })?;
        if let Some(folder) = path.parent() {
            disk::create_folder(folder, Access::Private).map_err(|error| self.disk(error))?;
        }
        let _lock =
            Lock::take(&path.with_extension("lock")).map_err(|source| PrivateFileError::Locked { what, source })?;
        let mut value = self.read()?;
        change(&mut value);
        let bytes = serde_json::to_vec_pretty(&value).expect("ids and words are valid JSON");
        disk::write(path, &bytes, Access::Private).map_err(|error| self.disk(error))?;
        Ok(value)
    }

    fn disk(&self, source: DiskError) -> PrivateFileError {
        PrivateFileError::Disk { what: self.subject.what, source }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUBJECT: Subject = Subject { folder: "words", what: "words", meanwhile: "there are none" };

    fn file(home: &Path, repository: &str) -> PrivateFile {
        PrivateFile::of(SUBJECT, Some(&Folders::below(home)), Path::new(repository))
    }

    fn add(file: &PrivateFile, word: &str) -> Result<Vec<String>, PrivateFileError> {
        file.change(|words: &mut Vec<String>| words.push(word.into()))
    }

    #[test]
    fn what_two_of_us_say_is_all_kept_and_other_repositories_have_their_own() {
        let home = tempfile::tempdir().unwrap();
        let (one, other) = (file(home.path(), "/r/.git"), file(home.path(), "/r/.git"));
        add(&one, "a").unwrap();
        assert_eq!(add(&other, "b").unwrap(), ["a", "b"]);
        assert_eq!(one.read::<Vec<String>>().unwrap(), ["a", "b"]);
        assert_eq!(file(home.path(), "/other/.git").read::<Vec<String>>().unwrap(), [""; 0]);
    }

    #[test]
    fn a_damaged_file_is_told_and_never_written_over() {
        let home = tempfile::tempdir().unwrap();
        let file = file(home.path(), "/r");
        add(&file, "a").unwrap();
        let path = file.path.clone().unwrap();
        disk::write(&path, b"{", Access::Private).unwrap();
        assert!(matches!(add(&file, "b"), Err(PrivateFileError::Damaged { .. })));
        assert!(file.read::<Vec<String>>().is_err());
        assert_eq!(disk::read(&path).unwrap(), b"{");
    }

    #[test]
    fn without_a_home_nothing_is_there_and_nothing_can_be_kept() {
        let homeless = PrivateFile::of(SUBJECT, None, Path::new("/r"));
        assert!(homeless.read::<Vec<String>>().unwrap().is_empty());
        assert!(matches!(add(&homeless, "a"), Err(PrivateFileError::Homeless { .. })));
    }
}
