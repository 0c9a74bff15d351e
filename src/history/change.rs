//! What a commit changed, by file.

use super::ContentId;

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

impl EntryKind {
    /// Whether a change from one to the other leaves it what it is: plain files stay files when their mode changes.
    pub fn same_type(self, other: Self) -> bool {
        let is_file = |kind| matches!(kind, Self::File | Self::Executable);
        self == other || (is_file(self) && is_file(other))
    }
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
    /// Content on the old side (a submodule's commit), if it was there.
    pub old_id: Option<ContentId>,
    /// Content on the new side (a submodule's commit), if it is there.
    pub new_id: Option<ContentId>,
    /// Lines added; nothing if not counted or binary.
    pub insertions: Option<u32>,
    /// Lines removed; nothing if not counted or binary.
    pub deletions: Option<u32>,
    /// Lines that it had before; nothing if not counted or binary.
    pub lines_before: Option<u32>,
    /// Whether git would call it binary.
    pub binary: bool,
}

impl FileChange {
    /// The path as text, with U+FFFD where it is not UTF-8.
    pub fn path_text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.path)
    }
}
