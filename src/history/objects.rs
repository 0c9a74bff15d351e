//! Writing: commits of a few files, and references moved only from where they were expected to be.
//!
//! This is for the program's own records. What belongs to the user's branch is committed, tagged and pushed by the user's
//! `git`, so that hooks and signing work.

use gix::{
    ObjectId,
    bstr::ByteSlice,
    objs::{
        BlobRef, Tree,
        tree::{Entry, EntryKind as TreeEntryKind},
    },
};

use super::{
    CommitId, HistoryError, Repository, Time,
    parse::RawCommit,
    walk::read_commit,
    writer::{Move, Writer},
};

/// A commit as it is stored, with the entries of its tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCommit {
    /// Its parents, in their order.
    pub parents: Vec<CommitId>,
    /// Its message, as bytes.
    pub message: Vec<u8>,
    /// When it was committed.
    pub committed_at: Time,
    /// Whether it carries a signature.
    pub is_signed: bool,
    /// The entries of its tree.
    pub files: Vec<TreeFile>,
}

/// An entry of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeFile {
    /// Its name.
    pub name: Vec<u8>,
    /// What it holds; nothing if it is no plain file.
    pub content: Option<Vec<u8>>,
}

/// A commit to be written.
#[derive(Debug, Clone)]
pub struct NewCommit<'a> {
    /// Names and contents of all its files; they lie at the top.
    pub files: &'a [(&'a str, &'a [u8])],
    /// The commits that it stands on.
    pub parents: &'a [CommitId],
    /// Name and address of author and committer.
    pub person: (&'a str, &'a str),
    /// When.
    pub time: Time,
    /// The whole message.
    pub message: &'a str,
}

impl Repository {
    /// A commit and its files, for histories whose commits hold a few small files. Files over `largest` bytes are an error.
    pub fn stored_commit(&self, id: CommitId, largest: u64) -> Result<StoredCommit, HistoryError> {
        let local = self.local();
        let mut buffer = Vec::new();
        let commit = read_commit(&local, id, &mut buffer)?;
        let tree = commit.tree().ok_or_else(|| HistoryError::BrokenCommit { id, source: "it names no tree".into() })?;
        Ok(StoredCommit {
            parents: commit.parents().map(CommitId::from).collect(),
            // The reader keeps the empty line before the message.
            message: commit.message.strip_prefix(b"\n").unwrap_or(commit.message).to_vec(),
            committed_at: super::parse::Ident::new(commit.header(b"committer").unwrap_or_default()).time,
            is_signed: is_signed(&commit),
            files: self.files_of(&local, tree, largest)?,
        })
    }

    fn files_of(&self, local: &gix::Repository, tree: ObjectId, largest: u64) -> Result<Vec<TreeFile>, HistoryError> {
        let contents = self.contents();
        let missing = |kind, id: ObjectId, source: super::error::Source| HistoryError::MissingObject {
            kind,
            id: id.to_string(),
            source,
        };
        let tree = local.find_tree(tree).map_err(|error| missing("tree", tree, error.into()))?;
        let mut files = Vec::new();
        for entry in tree.iter() {
            let entry = entry.map_err(|error| missing("tree", tree.id, error.into()))?;
            let id = entry.object_id();
            let content = if entry.mode().kind() == TreeEntryKind::Blob {
                match contents.read(super::EntryKind::File, id.into(), largest) {
                    super::diff::Blob::Bytes(bytes) => Some(bytes),
                    super::diff::Blob::TooLarge(size) => {
                        return Err(missing("blob", id, format!("it has {size} bytes").into()));
                    }
                    _ => return Err(missing("blob", id, "it is not in the repository".into())),
                }
            } else {
                None
            };
            files.push(TreeFile { name: entry.filename().to_vec(), content });
        }
        Ok(files)
    }

    /// Writes the tree of a commit of a few files; its id, as git prints it.
    pub fn write_tree(&self, files: &[(&str, &[u8])]) -> Result<String, HistoryError> {
        write_files(&Writer::new(&self.local()), files).map(|id| id.to_string())
    }

    /// Writes an unsigned commit. No reference moves.
    pub fn write_commit(&self, commit: &NewCommit<'_>) -> Result<CommitId, HistoryError> {
        let local = self.local();
        let writer = Writer::new(&local);
        let tree = write_files(&writer, commit.files)?;
        let clean = |text: &str| text.replace(['<', '>', '\n', '\0'], "").trim().to_owned();
        let signature = gix::actor::Signature {
            name: clean(commit.person.0).into(),
            email: clean(commit.person.1).into(),
            time: gix::date::Time::new(commit.time.seconds, i32::from(commit.time.offset_minutes) * 60),
        };
        let object = gix::objs::Commit {
            tree,
            parents: commit.parents.iter().map(CommitId::object).collect(),
            author: signature.clone(),
            committer: signature,
            encoding: None,
            message: commit.message.into(),
            extra_headers: Vec::new(),
        };
        let id = writer.store(&object).map_err(|error| not_written("a commit", error))?;
        Ok(id.into())
    }

    /// Moves a reference, by its full name, from `old` (nothing: it must not exist) to `new`, and notes `why` in its log.
    /// False, and nothing done, if it was somewhere else.
    pub fn move_reference(
        &self,
        full_name: &str,
        old: Option<CommitId>,
        new: CommitId,
        why: &str,
    ) -> Result<bool, HistoryError> {
        let local = self.local();
        let step = Move { name: full_name, old, new, why: &why.replace(['\n', '\0'], " ") };
        match Writer::new(&local).move_reference(&step) {
            Ok(()) => Ok(true),
            Err(error) => {
                let now = local.try_find_reference(full_name).ok().flatten().and_then(|found| found.try_id());
                if now.map(|id| CommitId::from(id.detach())) == old {
                    Err(not_written(full_name, error))
                } else {
                    Ok(false)
                }
            }
        }
    }
}

fn write_files(writer: &Writer<'_>, files: &[(&str, &[u8])]) -> Result<ObjectId, HistoryError> {
    let mut entries = Vec::new();
    for (name, content) in files {
        let oid = writer.store(&BlobRef { data: content }).map_err(|error| not_written("a file", error))?;
        entries.push(Entry { mode: TreeEntryKind::Blob.into(), filename: (*name).into(), oid });
    }
    entries.sort();
    writer.store(&Tree { entries }).map_err(|error| not_written("a tree", error))
}

fn is_signed(commit: &RawCommit<'_>) -> bool {
    commit.header(b"gpgsig").or_else(|| commit.header(b"gpgsig-sha256")).is_some_and(|value| !value.trim().is_empty())
}

fn not_written(what: &str, source: super::error::Source) -> HistoryError {
    HistoryError::NotWritten { what: what.to_owned(), source }
}
