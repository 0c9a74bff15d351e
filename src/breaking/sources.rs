//! Where files come from: a commit, or memory (examples, tests, fuzzing).

use std::{collections::BTreeMap, sync::Arc};

use crate::history::{
    CommitId, ContentId, ContentReader, EntryKind, FolderReader, HistoryError, Repository, diff::Blob,
};

/// Bytes of a commit that is read for its day.
const LARGEST_COMMIT: u64 = 1 << 20;

/// The files of one end. Cheap to clone, and shared by threads.
#[derive(Debug, Clone)]
pub enum Sources {
    /// As a commit has them.
    Commit(Repository, CommitId),
    /// As they are given: texts by path.
    Memory(Arc<BTreeMap<String, String>>),
}

/// An entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name; entries whose names are not UTF-8 are left out.
    pub name: Box<str>,
    /// Whether it is a folder; else it is a plain file. Links and submodules are left out.
    pub is_folder: bool,
    pub(super) id: ContentId,
}

/// Reads one end, on one thread.
pub(super) enum Reader {
    Commit(Box<CommitFiles>),
    Memory(Arc<BTreeMap<String, String>>),
}

/// The files of a commit.
pub(super) struct CommitFiles {
    folders: FolderReader,
    contents: ContentReader,
    root: ContentId,
    commit: (Repository, CommitId),
}

/// What reading a content gives.
pub(super) enum Content {
    Bytes(Vec<u8>),
    TooLarge,
    Missing,
}

impl Sources {
    /// Files given as texts by path.
    pub fn memory<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self::Memory(Arc::new(files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()))
    }

    pub(super) fn reader(&self) -> Result<Reader, HistoryError> {
        Ok(match self {
            Self::Commit(repository, commit) => {
                let folders = repository.folders();
                let root = folders.root(*commit)?;
                let commit = (repository.clone(), *commit);
                Reader::Commit(Box::new(CommitFiles { folders, contents: repository.contents(), root, commit }))
            }
            Self::Memory(files) => Reader::Memory(Arc::clone(files)),
        })
    }
}

impl Reader {
    /// The day of the commit: year, month and day.
    pub(super) fn day(&self) -> Option<(i16, i8, i8)> {
        match self {
            Self::Commit(files) => {
                let (repository, id) = &files.commit;
                repository.stored_commit(*id, LARGEST_COMMIT).ok()?.committed_at.date()
            }
            Self::Memory(_) => None,
        }
    }

    /// The entries of a folder; nothing where there is none.
    pub(super) fn list(&self, folder: Option<ContentId>, path: &str) -> Vec<Entry> {
        match self {
            Self::Commit(files) => {
                let id = if path.is_empty() { Some(files.root) } else { folder };
                let listed = id.and_then(|id| files.folders.list(id).ok()).unwrap_or_default();
                let entries = listed.into_iter().filter_map(|entry| {
                    let is_folder = entry.kind.is_none();
                    let is_file = matches!(entry.kind, Some(EntryKind::File | EntryKind::Executable));
                    let name = std::str::from_utf8(&entry.name).ok()?;
                    (is_folder || is_file).then(|| Entry { name: name.into(), is_folder, id: entry.id })
                });
                entries.collect()
            }
            Self::Memory(files) => list_memory(files, path),
        }
    }

    pub(super) fn read(&self, id: ContentId, path: &str, largest: u64) -> Content {
        match self {
            Self::Commit(files) => match files.contents.read(EntryKind::File, id, largest) {
                Blob::Bytes(bytes) => Content::Bytes(bytes),
                Blob::TooLarge(_) => Content::TooLarge,
                Blob::Missing | Blob::Submodule(_) => Content::Missing,
            },
            Self::Memory(files) => match files.get(path) {
                Some(text) if text.len() as u64 > largest => Content::TooLarge,
                Some(text) => Content::Bytes(text.clone().into_bytes()),
                None => Content::Missing,
            },
        }
    }
}

fn list_memory(files: &BTreeMap<String, String>, folder: &str) -> Vec<Entry> {
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let mut entries: Vec<Entry> = Vec::new();
    for (path, text) in files.range(prefix.clone()..).take_while(|(path, _)| path.starts_with(&prefix)) {
        let below = &path[prefix.len()..];
        let (name, is_folder) = below.split_once('/').map_or((below, false), |(name, _)| (name, true));
        if !entries.iter().any(|entry| &*entry.name == name) {
            let id = ContentId::of_text(if is_folder { b"" } else { text.as_bytes() });
            entries.push(Entry { name: name.into(), is_folder, id });
        }
    }
    entries
}
