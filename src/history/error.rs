//! What can go wrong with git, and whose fault that is.

use std::path::PathBuf;

use super::CommitId;
use crate::fault::{Fault, Faulty};

/// An error of a library below, kept as the cause.
pub(super) type Source = Box<dyn std::error::Error + Send + Sync>;

/// What helps with any revision that is not found.
const LIST_REVISIONS: &str =
    "`git tag` and `git log --oneline --all` list what can be named; `git fetch --tags` may bring more";

/// Why reading or writing a repository failed.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// There is no repository at the path or above it.
    #[error("no git repository at `{}` or above it", path.display())]
    NotARepository {
        /// Where the search began.
        path: PathBuf,
    },
    /// The path itself is not there, or is a file.
    #[error("`{}` is not a folder", path.display())]
    NotAFolder {
        /// The path.
        path: PathBuf,
    },
    /// There is one, of a form that tminus cannot read.
    #[error("the repository `{}` uses {what}, which tminus cannot read", path.display())]
    Unsupported {
        /// Its folder.
        path: PathBuf,
        /// The form.
        what: String,
    },
    /// There is one, but it cannot be opened.
    #[error("cannot open the repository `{}`", path.display())]
    Broken {
        /// Its folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: Source,
    },
    /// The branch that `HEAD` names has no commit yet.
    #[error("`{branch}` has no commits yet")]
    Unborn {
        /// The branch's short name.
        branch: String,
    },
    /// A revision that names nothing here.
    #[error("there is no tag, branch or commit `{revision}`")]
    UnknownRevision {
        /// What was asked for.
        revision: String,
        /// Tags and branches that are called nearly the same, nearest first.
        nearest: Vec<String>,
    },
    /// The beginning of more than one id.
    #[error("`{revision}` is the beginning of more than one object's id")]
    AmbiguousRevision {
        /// What was asked for.
        revision: String,
    },
    /// A revision that names something, which is no commit.
    #[error("`{revision}` names no commit")]
    NotACommit {
        /// What was asked for.
        revision: String,
        /// Why.
        #[source]
        source: Option<Source>,
    },
    /// A commit within the range that is not there.
    #[error("the commit `{id}` is missing from the repository")]
    MissingCommit {
        /// The commit.
        id: CommitId,
    },
    /// A commit that is there and cannot be read.
    #[error("the commit `{id}` cannot be read")]
    BrokenCommit {
        /// The commit.
        id: CommitId,
        /// Why.
        #[source]
        source: Source,
    },
    /// A tree or blob that is not there or cannot be read.
    #[error("the {kind} `{id}` cannot be read")]
    MissingObject {
        /// `tree` or `blob`.
        kind: &'static str,
        /// Its id.
        id: String,
        /// Why.
        #[source]
        source: Source,
    },
    /// References that cannot be read.
    #[error("cannot read {what}")]
    Refs {
        /// Which.
        what: String,
        /// Why.
        #[source]
        source: Source,
    },
    /// Something could not be written.
    #[error("cannot write `{what}` to the repository")]
    NotWritten {
        /// What.
        what: String,
        /// Why.
        #[source]
        source: Source,
    },
    /// It was told to stop.
    #[error("reading the history was cancelled")]
    Cancelled,
}

impl Faulty for HistoryError {
    fn fault(&self) -> Fault {
        match self {
            Self::MissingCommit { .. }
            | Self::BrokenCommit { .. }
            | Self::MissingObject { .. }
            | Self::NotWritten { .. } => Fault::Outside,
            Self::Cancelled => Fault::Signal(2),
            _ => Fault::Usage,
        }
    }

    fn hints(&self) -> Vec<String> {
        let hint = match self {
            Self::UnknownRevision { nearest, .. } if !nearest.is_empty() => {
                let named: Vec<String> = nearest.iter().map(|name| format!("`{name}`")).collect();
                return vec![format!("did you mean {}?", named.join(" or ")), LIST_REVISIONS.to_owned()];
            }
            Self::AmbiguousRevision { .. } => "give more of the id; `git log --oneline --all` lists what can be named",
            Self::NotARepository { .. } => "give the path of a repository, or run `git init` there",
            Self::NotAFolder { .. } => "give the path of a repository",
            Self::Unsupported { .. } => "`git refs migrate --ref-format=files` converts a reftable repository",
            Self::Broken { .. } | Self::Refs { .. } => "`git fsck` tells what is wrong with it",
            Self::Unborn { .. } => "make a first commit, or name another branch with `--to`",
            Self::UnknownRevision { .. } | Self::NotACommit { .. } => LIST_REVISIONS,
            Self::MissingCommit { .. } | Self::BrokenCommit { .. } | Self::MissingObject { .. } => {
                "`git fetch` may bring it back; `git fsck` tells what else is missing"
            }
            Self::NotWritten { .. } => "check the permissions of the repository, and that the disk is not full",
            Self::Cancelled => return Vec::new(),
        };
        vec![hint.to_owned()]
    }
}
