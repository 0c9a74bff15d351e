//! Contents of files as commits hold them, for the diff view and for what reads a file at a commit.

use gix::objs::Find as _;

use super::{
    CommitId, ContentId, EntryKind, FileChange, HistoryError, Repository,
    diff::{Blob, FileDiff},
    walk::read_commit,
};

/// Reads contents. Keep one for many files.
pub struct ContentReader {
    repository: gix::Repository,
}

impl Repository {
    /// Reads contents of files.
    pub fn contents(&self) -> ContentReader {
        ContentReader { repository: self.local() }
    }
}

impl ContentReader {
    /// Both sides of a change. What is larger than anybody compares is told by its size and not read.
    pub fn sides(&self, change: &FileChange) -> (Option<Blob>, Option<Blob>) {
        let side = |kind: Option<EntryKind>, id: Option<ContentId>| Some(self.read(kind?, id?, FileDiff::LARGEST));
        (side(change.old_kind, change.old_id), side(change.new_kind, change.new_id))
    }

    /// One content of at most `largest` bytes.
    pub fn read(&self, kind: EntryKind, id: ContentId, largest: u64) -> Blob {
        if kind == EntryKind::Submodule {
            return Blob::Submodule(id.object().into());
        }
        match self.size(id) {
            None => Blob::Missing,
            Some(size) if size > largest => Blob::TooLarge(size),
            Some(_) => {
                let mut bytes = Vec::new();
                match self.repository.objects.try_find(&id.object(), &mut bytes) {
                    Ok(Some(blob)) if blob.kind == gix::objs::Kind::Blob => {
                        let length = blob.data.len();
                        bytes.truncate(length);
                        Blob::Bytes(bytes)
                    }
                    _ => Blob::Missing,
                }
            }
        }
    }

    /// Bytes of a content, known without reading it; nothing if it is not there.
    pub fn size(&self, id: ContentId) -> Option<u64> {
        self.repository.find_header(id.object()).ok().map(|header| header.size())
    }

    /// What lies at a path in a commit: its kind and content id, nothing if there is no file.
    pub fn at(&self, commit: CommitId, path: &str) -> Result<Option<(EntryKind, ContentId)>, HistoryError> {
        let mut buffer = Vec::new();
        let tree = read_commit(&self.repository, commit, &mut buffer)?.tree();
        let broken = |source| HistoryError::MissingObject { kind: "tree", id: commit.to_string(), source };
        let Some(tree) = tree else { return Err(broken("the commit names no tree".into())) };
        let tree = self.repository.find_tree(tree).map_err(|error| broken(error.into()))?;
        let entry = tree.lookup_entry_by_path(path).map_err(|error| broken(error.into()))?;
        Ok(entry.and_then(|entry| Some((super::differ::kind_of(entry.mode())?, entry.object_id().into()))))
    }

    /// The text of a file in a commit, of at most `largest` bytes; nothing if there is no such file.
    pub fn file(&self, commit: CommitId, path: &str, largest: u64) -> Result<Option<Vec<u8>>, HistoryError> {
        let Some((kind, id)) = self.at(commit, path)? else { return Ok(None) };
        match self.read(kind, id, largest) {
            Blob::Bytes(bytes) => Ok(Some(bytes)),
            Blob::Submodule(_) => Ok(None),
            Blob::TooLarge(size) => Err(HistoryError::MissingObject {
                kind: "blob",
                id: id.to_string(),
                source: format!("it has {size} bytes").into(),
            }),
            Blob::Missing => Err(HistoryError::MissingObject {
                kind: "blob",
                id: id.to_string(),
                source: "it is not in the repository".into(),
            }),
        }
    }
}
