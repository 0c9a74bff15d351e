//! Where records are kept, as the ledger sees it: commits that are read, written, and stood on.

use super::{Digest, Record};
use crate::{
    fault::{Fault, Faulty},
    history::CommitId,
};

/// A commit as it is stored, before anybody says that it is a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCommit {
    /// Its id.
    pub id: CommitId,
    /// Its message, as bytes.
    pub message: Vec<u8>,
    /// Its parents, in their order.
    pub parents: Vec<CommitId>,
    /// The committer's time, seconds since 1970-01-01 UTC.
    pub committed_at: i64,
    /// The entries of its tree.
    pub files: Vec<StoredFile>,
    /// Whether it carries a signature.
    pub signed: bool,
}

/// An entry of a record's tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// Its name.
    pub name: Vec<u8>,
    /// Its content; nothing if it is no plain file.
    pub content: Option<Vec<u8>>,
}

/// A commit to be written: a record's files and who writes it.
#[derive(Debug, Clone)]
pub struct NewCommit {
    /// The message.
    pub message: String,
    /// The commits that it stands on.
    pub parents: Vec<CommitId>,
    /// Author's and committer's time, seconds since 1970-01-01 UTC.
    pub time: i64,
    /// Name and address of author and committer.
    pub actor: super::Actor,
    /// Names and contents of its files.
    pub files: Vec<(&'static str, Vec<u8>)>,
}

/// A failure of the place where records are kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Reading failed.
    #[error("cannot read `{what}` of the ledger")]
    Read {
        /// What was read.
        what: String,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Writing failed.
    #[error("cannot write to the ledger")]
    Write {
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Signing failed, with what the signing program said.
    #[error("git could not sign the record: {said}")]
    Sign {
        /// What git said, not yet safe for a terminal.
        said: String,
    },
}

impl Faulty for StoreError {
    fn fault(&self) -> Fault {
        Fault::Outside
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::Sign { .. } => vec![
                "sign something by hand to see more: `git tag -s -m test tminus-signing-test`, then `git tag -d tminus-signing-test`".into(),
                "`user.signingKey`, `gpg.format` and `commit.gpgSign` say how git signs".into(),
            ],
            Self::Write { .. } => vec!["check the permissions of the repository, and that the disk is not full".into()],
            Self::Read { .. } => Vec::new(),
        }
    }
}

/// Reads and writes the commits of the ledger.
pub trait RecordStore {
    /// What `refs/tminus/ledger` stands on.
    fn head(&self) -> Result<Option<CommitId>, StoreError>;
    /// A commit with its files.
    fn read(&self, id: CommitId) -> Result<StoredCommit, StoreError>;
    /// Writes a commit, signed where `sign` says so; the ref stays where it is.
    fn write(&self, commit: &NewCommit, sign: bool) -> Result<CommitId, StoreError>;
    /// Moves the ref from `from` to `to`, noting why in its log; false if it was no longer at `from`.
    fn advance(&self, from: Option<CommitId>, to: CommitId, why: &str) -> Result<bool, StoreError>;
}

/// The exact notes of a proposal, read from its commit.
pub fn proposal_notes(store: &dyn RecordStore, proposal: &Record) -> Result<Option<Vec<u8>>, StoreError> {
    let commit = store.read(proposal.id)?;
    let notes = commit.files.into_iter().find(|file| file.name == super::form::NOTES_FILE.as_bytes());
    let wanted = match &proposal.content {
        super::Content::Proposal(subject) => subject.notes_digest,
        _ => None,
    };
    Ok(notes.and_then(|file| file.content).filter(|notes| Some(Digest::of(notes)) == wanted))
}
