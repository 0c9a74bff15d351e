//! Where a project keeps its notes: files and folders of a commit that are named as people name them.

use std::collections::VecDeque;

use crate::history::{CommitId, ContentId, EntryKind, FolderReader, HistoryError};

/// A file that may hold notes of past releases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NotesFile {
    /// Its path in the commit.
    pub(super) path: String,
    /// What it and its neighbours are one source of: its own path, or the folder that has one file a version.
    pub(super) source: String,
    /// Its content.
    pub(super) content: ContentId,
    /// What it is.
    pub(super) kind: EntryKind,
}

/// Names of notes, without ending, in lower case and without `-`, `_` and spaces.
const NAMES: [&str; 14] = [
    "changelog",
    "changes",
    "change",
    "history",
    "news",
    "releases",
    "release",
    "releasenotes",
    "relnotes",
    "whatsnew",
    "whatisnew",
    "releasehistory",
    "versionhistory",
    "updates",
];
/// What a file of notes ends with.
const ENDINGS: [&str; 8] = ["", "md", "markdown", "rst", "txt", "mdx", "adoc", "rdoc"];
/// Folders in which notes are looked for, besides those that are named after notes or the package.
const FOLDERS: [&str; 16] = [
    "doc",
    "docs",
    "documentation",
    "site",
    "website",
    "source",
    "src",
    "content",
    "en",
    "about",
    "packages",
    "crates",
    "libs",
    "pages",
    "guide",
    "community",
];
const DEEPEST: usize = 4;
const FOLDERS_AT_MOST: usize = 200;
const FILES_AT_MOST: usize = 600;

/// The files of a commit that may hold notes. `package` is the name that release tags have in front, if any.
pub(super) fn find(
    folders: &FolderReader,
    commit: CommitId,
    package: Option<&str>,
) -> Result<Vec<NotesFile>, HistoryError> {
    let package = package.map(str::to_lowercase);
    let mut found = Vec::new();
    let mut open =
        VecDeque::from([Folder { path: String::new(), id: folders.root(commit)?, depth: 0, of_notes: false }]);
    let mut read = 0;
    while let Some(folder) = open.pop_front() {
        read += 1;
        if read > FOLDERS_AT_MOST || found.len() > FILES_AT_MOST {
            break;
        }
        // A folder that cannot be read holds no notes that could be learnt from.
        let Ok(entries) = folders.list(folder.id) else { continue };
        for entry in entries {
            let name = String::from_utf8_lossy(&entry.name).into_owned();
            let path = if folder.path.is_empty() { name.clone() } else { format!("{}/{name}", folder.path) };
            match entry.kind {
                Some(kind @ (EntryKind::File | EntryKind::Executable)) => {
                    if let Some(source) = folder.source_of(&name, &path) {
                        found.push(NotesFile { path, source, content: entry.id, kind });
                    }
                }
                None if folder.depth < DEEPEST => {
                    let of_notes = is_named_as_notes(&name) || folder.of_notes;
                    let wanted = of_notes
                        || FOLDERS.contains(&name.to_lowercase().as_str())
                        || package.as_deref() == Some(name.to_lowercase().as_str());
                    if wanted {
                        open.push_back(Folder { path, id: entry.id, depth: folder.depth + 1, of_notes });
                    }
                }
                _ => {}
            }
        }
    }
    Ok(found)
}

struct Folder {
    path: String,
    id: ContentId,
    depth: usize,
    of_notes: bool,
}

impl Folder {
    /// The source that a file belongs to, if it may hold notes.
    fn source_of(&self, name: &str, path: &str) -> Option<String> {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let has_version_as_ending = ending.bytes().all(|byte| byte.is_ascii_digit());
        let (stem, ending) = if has_version_as_ending { (name, "") } else { (stem, ending) };
        if !ENDINGS.contains(&ending.to_lowercase().as_str()) {
            return None;
        }
        if self.of_notes {
            return Some(self.path.clone());
        }
        is_named_as_notes(stem).then(|| path.to_owned())
    }
}

fn is_named_as_notes(stem: &str) -> bool {
    let plain: String =
        stem.chars().filter(|character| character.is_alphabetic()).flat_map(char::to_lowercase).collect();
    NAMES.contains(&plain.as_str())
        || ["changelog", "whatsnew", "releasenotes"].iter().any(|name| plain.starts_with(name) || plain.ends_with(name))
}
