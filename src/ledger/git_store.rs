//! The ledger of a git repository: `refs/tminus/ledger`, read and written by library; signed by the user's own git.

use crate::{
    history::{self, CommitId, Repository, Time},
    process::{Git, ProcessError},
};

use super::{NewCommit, RecordStore, StoreError, StoredCommit, StoredFile};

/// Where the ledger's head stands.
pub const LEDGER_REF: &str = "refs/tminus/ledger";
/// The largest file of a record that is read; notes are far smaller.
const LARGEST_FILE: u64 = 16 * 1024 * 1024;

/// The records of one repository.
#[derive(Debug, Clone)]
pub struct GitStore {
    repository: Repository,
    git: Option<Git>,
}

impl GitStore {
    /// The ledger of this repository; `git`, which takes trust, is there for signing.
    pub fn new(repository: &Repository, git: Option<Git>) -> Self {
        Self { repository: repository.clone(), git }
    }

    /// The user's git makes the commit, so that it signs it as it signs everything else.
    fn write_signed(&self, git: &Git, commit: &NewCommit) -> Result<CommitId, StoreError> {
        git.check_quiet_signing().map_err(|error| StoreError::Sign { said: told(error) })?;
        let tree = self.repository.write_tree(&files(commit)).map_err(not_written)?;
        let mut arguments = vec!["-c", "i18n.commitEncoding=UTF-8", "commit-tree", &tree, "-S", "-m", &commit.message];
        let parents: Vec<String> = commit.parents.iter().map(ToString::to_string).collect();
        for parent in &parents {
            arguments.extend(["-p", parent]);
        }
        let date = format!("@{} +0000", commit.time);
        let mut program = git.program(&arguments);
        for (role, value) in [("NAME", &commit.actor.name), ("EMAIL", &commit.actor.email), ("DATE", &date)] {
            program = program.set(format!("GIT_AUTHOR_{role}"), value).set(format!("GIT_COMMITTER_{role}"), value);
        }
        let ended = program.run().map_err(|error| match error {
            ProcessError::Failed { stderr, .. } => StoreError::Sign { said: stderr },
            other => not_written(other),
        })?;
        ended.text().parse().map_err(not_written)
    }
}

impl RecordStore for GitStore {
    fn head(&self) -> Result<Option<CommitId>, StoreError> {
        self.repository.tip_of(LEDGER_REF).map_err(|error| not_read(LEDGER_REF.to_owned(), error))
    }

    fn read(&self, id: CommitId) -> Result<StoredCommit, StoreError> {
        let stored =
            self.repository.stored_commit(id, LARGEST_FILE).map_err(|error| not_read(id.to_string(), error))?;
        Ok(StoredCommit {
            id,
            message: stored.message,
            parents: stored.parents,
            committed_at: stored.committed_at.seconds,
            files: stored.files.into_iter().map(|file| StoredFile { name: file.name, content: file.content }).collect(),
            signed: stored.is_signed,
        })
    }

    fn write(&self, commit: &NewCommit, sign: bool) -> Result<CommitId, StoreError> {
        match &self.git {
            Some(git) if sign => self.write_signed(git, commit),
            None if sign => Err(StoreError::Sign { said: "git may not be run here".into() }),
            _ => self
                .repository
                .write_commit(&history::NewCommit {
                    files: &files(commit),
                    parents: &commit.parents,
                    person: (&commit.actor.name, &commit.actor.email),
                    time: Time { seconds: commit.time, offset_minutes: 0 },
                    message: &commit.message,
                })
                .map_err(not_written),
        }
    }

    fn advance(&self, from: Option<CommitId>, to: CommitId, why: &str) -> Result<bool, StoreError> {
        self.repository.move_reference(LEDGER_REF, from, to, why).map_err(not_written)
    }
}

fn told(error: ProcessError) -> String {
    match error {
        ProcessError::Failed { stderr, .. } => stderr,
        other => other.to_string(),
    }
}

fn files(commit: &NewCommit) -> Vec<(&str, &[u8])> {
    commit.files.iter().map(|(name, content)| (*name, content.as_slice())).collect()
}

fn not_read(what: String, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> StoreError {
    StoreError::Read { what, source: source.into() }
}

fn not_written(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> StoreError {
    StoreError::Write { source: source.into() }
}
