//! One file of a change, compared.

use std::sync::Arc;

use super::{Edit, Hunk, LfsPointer, Text, Whitespace, compare, hunks};
use crate::history::{ChangeStatus, CommitId, EntryKind, FileChange};

/// Contents over this size are not compared: nobody reads them, and both sides would lie in memory.
const LARGEST: u64 = 64 << 20;

/// What stands at one side of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blob {
    /// A content that was read.
    Bytes(Vec<u8>),
    /// A content that was not read because of its size.
    TooLarge(u64),
    /// A commit of another repository.
    Submodule(CommitId),
    /// An object that is not in the repository (a partial clone, or a broken one).
    Missing,
}

/// One of the two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// Before the change.
    Old,
    /// After the change.
    New,
}

/// Two texts and where they differ.
#[derive(Debug, Clone)]
pub struct TextDiff {
    /// The text before; empty if the file is new.
    pub old: Arc<Text>,
    /// The text after; empty if the file is gone.
    pub new: Arc<Text>,
    /// Where they differ, in order.
    pub edits: Arc<[Edit]>,
}

/// What there is to show of a changed file.
#[derive(Debug, Clone)]
pub enum Content {
    /// Lines. Without edits only mode or name changed, or white space that was ignored.
    Text(TextDiff),
    /// Not text; sizes in bytes.
    Binary(Option<u64>, Option<u64>),
    /// Pointers to large files kept elsewhere.
    Lfs(Option<LfsPointer>, Option<LfsPointer>),
    /// Commits of another repository.
    Submodule(Option<CommitId>, Option<CommitId>),
    /// Larger than is compared; sizes in bytes.
    TooLarge(Option<u64>, Option<u64>),
    /// A side's object is not in the repository.
    Missing,
}

/// A changed file and what there is to show of it.
#[derive(Debug, Clone)]
pub struct FileDiff {
    /// What became of the file.
    pub change: Arc<FileChange>,
    /// What there is to show.
    pub content: Content,
}

impl FileDiff {
    /// The largest content that [`FileDiff::new`] compares; readers need not read more.
    pub const LARGEST: u64 = LARGEST;

    /// Compares the two sides of `change`.
    pub fn new(change: Arc<FileChange>, old: Option<Blob>, new: Option<Blob>, whitespace: Whitespace) -> Self {
        let content = content(&change, old, new, whitespace);
        Self { change, content }
    }

    /// Its hunks with `context` lines around them; none if it is not text.
    pub fn hunks(&self, context: u32) -> Vec<Hunk> {
        match &self.content {
            Content::Text(text) => text.hunks(context),
            _ => Vec::new(),
        }
    }

    /// Lines added and removed.
    pub fn line_counts(&self) -> (u32, u32) {
        match &self.content {
            Content::Text(text) => text.edits.iter().fold((0, 0), |(added, removed), edit| {
                (added + edit.new.len() as u32, removed + edit.old.len() as u32)
            }),
            _ => (0, 0),
        }
    }

    /// What this costs in memory, about.
    pub fn cost(&self) -> usize {
        match &self.content {
            Content::Text(text) => {
                text.old.cost() + text.new.cost() + text.edits.len() * size_of::<Edit>() + size_of::<Self>()
            }
            _ => size_of::<Self>(),
        }
    }
}

impl TextDiff {
    /// Hunks with `context` lines around them.
    pub fn hunks(&self, context: u32) -> Vec<Hunk> {
        hunks(&self.edits, (self.old.line_count(), self.new.line_count()), context)
    }

    /// The text of one side.
    pub fn side(&self, side: Side) -> &Text {
        match side {
            Side::Old => &self.old,
            Side::New => &self.new,
        }
    }
}

fn content(change: &FileChange, old: Option<Blob>, new: Option<Blob>, whitespace: Whitespace) -> Content {
    if old == Some(Blob::Missing) || new == Some(Blob::Missing) {
        return Content::Missing;
    }
    if let Some(pair) = submodules(old.as_ref(), new.as_ref()) {
        return pair;
    }
    let (old_size, new_size) = (old.as_ref().map(size), new.as_ref().map(size));
    if old_size.max(new_size) > Some(LARGEST) || is_unread(old.as_ref()) || is_unread(new.as_ref()) {
        return if change.binary { Content::Binary(old_size, new_size) } else { Content::TooLarge(old_size, new_size) };
    }
    let (old, new) = (old.map(bytes), new.map(bytes));
    if change.binary || old.as_deref().is_some_and(is_binary) || new.as_deref().is_some_and(is_binary) {
        return Content::Binary(old_size, new_size);
    }
    if let Some(pointers) = pointers(old.as_deref(), new.as_deref()) {
        return pointers;
    }
    let (old, new) = (Text::new(old.unwrap_or_default()), Text::new(new.unwrap_or_default()));
    let edits =
        if change.status == ChangeStatus::TypeChanged { whole(&old, &new) } else { compare(&old, &new, whitespace) };
    Content::Text(TextDiff { old: old.into(), new: new.into(), edits: edits.into() })
}

/// Both sides are submodules, or the one that is there is.
fn submodules(old: Option<&Blob>, new: Option<&Blob>) -> Option<Content> {
    match (old, new) {
        (None, Some(Blob::Submodule(new))) => Some(Content::Submodule(None, Some(*new))),
        (Some(Blob::Submodule(old)), None) => Some(Content::Submodule(Some(*old), None)),
        (Some(Blob::Submodule(old)), Some(Blob::Submodule(new))) => Some(Content::Submodule(Some(*old), Some(*new))),
        _ => None,
    }
}

/// The sides that are there are LFS pointers, at least one of them is, and none is a text that would be hidden by saying so.
fn pointers(old: Option<&[u8]>, new: Option<&[u8]>) -> Option<Content> {
    let (old_pointer, new_pointer) = (old.and_then(LfsPointer::parse), new.and_then(LfsPointer::parse));
    let told = |side: Option<&[u8]>, pointer: &Option<LfsPointer>| side.is_none() || pointer.is_some();
    let any = old_pointer.is_some() || new_pointer.is_some();
    (any && told(old, &old_pointer) && told(new, &new_pointer)).then_some(Content::Lfs(old_pointer, new_pointer))
}

/// A file that became another type of thing: nothing of it is the same, even where bytes agree.
fn whole(old: &Text, new: &Text) -> Vec<Edit> {
    let edit = Edit { old: 0..old.line_count(), new: 0..new.line_count() };
    if edit.old.is_empty() && edit.new.is_empty() { Vec::new() } else { vec![edit] }
}

fn size(blob: &Blob) -> u64 {
    match blob {
        Blob::Bytes(bytes) => bytes.len() as u64,
        Blob::TooLarge(size) => *size,
        Blob::Submodule(_) | Blob::Missing => 0,
    }
}

fn is_unread(blob: Option<&Blob>) -> bool {
    matches!(blob, Some(Blob::TooLarge(_)))
}

fn bytes(blob: Blob) -> Vec<u8> {
    match blob {
        Blob::Bytes(bytes) => bytes,
        // As git words it where a submodule becomes a file, or the other way round.
        Blob::Submodule(id) => format!("Subproject commit {id}\n").into_bytes(),
        Blob::TooLarge(_) | Blob::Missing => Vec::new(),
    }
}

/// git's own rule: a NUL among the first 8,000 bytes.
fn is_binary(bytes: &[u8]) -> bool {
    bytes.iter().take(8_000).any(|byte| *byte == 0)
}

/// The mode of a tree entry, as git writes it in patches.
pub(super) fn mode(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::File => "100644",
        EntryKind::Executable => "100755",
        EntryKind::Link => "120000",
        EntryKind::Submodule => "160000",
    }
}
