//! The user's own review marks: private, until an approval or `tminus review` writes them down as a record.

use std::{
    collections::{BTreeSet, HashSet},
    path::PathBuf,
};

use serde::{Deserialize, Serialize};

use crate::{
    history::{CommitId, Repository},
    ledger::Digest,
    store::{
        DiskError, Folders, Lock, LockError,
        disk::{self, Access},
    },
    text::json,
};

const SCHEMA: &str = "tminus.marks/1";

/// The marks of one repository, kept in the user's state folder. All worktrees of a repository share them.
#[derive(Debug, Clone)]
pub struct ReviewMarks {
    file: PathBuf,
    repository: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    schema: String,
    repository: String,
    commits: BTreeSet<CommitId>,
}

impl ReviewMarks {
    /// The marks of this repository.
    pub fn of(folders: &Folders, repository: &Repository) -> Self {
        let common = repository.common_dir();
        let place = disk::canonical(&common).unwrap_or(common);
        let name = Digest::of(place.as_os_str().as_encoded_bytes()).to_string();
        let name = name.trim_start_matches("sha256:").chars().take(20).collect::<String>();
        Self {
            file: folders.state().join("reviews").join(format!("{name}.json")),
            repository: place.to_string_lossy().into_owned(),
        }
    }

    /// The commits that the user has marked. A file that is no such list holds no marks.
    pub fn read(&self) -> Result<HashSet<CommitId>, DiskError> {
        let bytes = disk::read_if_there(&self.file)?.unwrap_or_default();
        let kept: Option<Kept> = serde_json::from_slice(&bytes).ok().filter(|kept: &Kept| kept.schema == SCHEMA);
        Ok(kept.map(|kept| kept.commits.into_iter().collect()).unwrap_or_default())
    }

    /// Marks commits (`is_reviewed`) or takes their marks back; all marks after that.
    pub fn mark(&self, commits: &[CommitId], is_reviewed: bool) -> Result<HashSet<CommitId>, LockError> {
        let _lock = Lock::take(&self.file.with_extension("lock"))?;
        let mut marks = self.read()?;
        for commit in commits {
            if is_reviewed {
                marks.insert(*commit);
            } else {
                marks.remove(commit);
            }
        }
        let kept = Kept {
            schema: SCHEMA.to_owned(),
            repository: self.repository.clone(),
            commits: marks.iter().copied().collect(),
        };
        let text = json::to_pretty(&kept).expect("ids and texts always make JSON");
        disk::write(&self.file, text.as_bytes(), Access::Private)?;
        Ok(marks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::Repo;

    #[test]
    fn marks_are_kept_and_taken_back_and_belong_to_one_repository() {
        let (one, other) = (Repo::new(), Repo::new());
        let id: CommitId = one.commit_file("a", "a\n", "feat: begin").parse().unwrap();
        let folders = Folders::below(&one.home());
        let marks = |repo: &Repo| ReviewMarks::of(&folders, &Repository::open(&repo.path()).unwrap());
        assert_eq!(marks(&one).mark(&[id], true).unwrap(), [id].into());
        assert_eq!(marks(&one).read().unwrap(), [id].into());
        assert!(marks(&other).read().unwrap().is_empty());
        assert!(marks(&one).mark(&[id], false).unwrap().is_empty());
    }
}
