//! What a commit changed, by file.

/// Sums over a commit's files, as `git log --no-renames --numstat` counts them with no attributes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Stats {
    /// Files changed, binary ones included.
    pub files: u32,
    /// Lines added.
    pub insertions: u32,
    /// Lines removed.
    pub deletions: u32,
    /// Files of `files` that are binary.
    pub binary: u32,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeStatus {
    /// It is new.
    Added,
    /// It is gone.
    Deleted,
    /// Its content or mode changed.
    Modified,
    /// It moved; `similarity` in percent.
    Renamed {
        /// How much of the content stayed, 0 to 100.
        similarity: u8,
    },
    /// A file became a symbolic link, or the like.
    TypeChanged,
}

/// What a tree entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// A file.
    File,
    /// A file that may be executed.
    Executable,
    /// A symbolic link.
    Link,
    /// A commit of another repository.
    Submodule,
}

/// One file of a commit's change against its first parent (or nothing, for a root commit).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// The path, new side (old side if deleted), as git stores it: bytes, `/`-separated.
    pub path: Box<[u8]>,
    /// Where it was, if it was renamed.
    pub old_path: Option<Box<[u8]>>,
    /// What became of it.
    pub status: ChangeStatus,
    /// Kind on the old side, if it was there.
    pub old_kind: Option<EntryKind>,
    /// Kind on the new side, if it is there.
    pub new_kind: Option<EntryKind>,
    /// Lines added; nothing if not counted or binary.
    pub insertions: Option<u32>,
    /// Lines removed; nothing if not counted or binary.
    pub deletions: Option<u32>,
    /// Whether git would call it binary.
    pub binary: bool,
}

impl FileChange {
    /// The path as text, with U+FFFD where it is not UTF-8.
    pub fn path_text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.path)
    }
}
