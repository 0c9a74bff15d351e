//! The form of a compared file without its text: enough to lay out rows and to count.

use std::sync::Arc;

use crate::history::diff::{Content, Edit, FileDiff, Hunk, hunks};

/// What remains known of a file when its text has been dropped to save memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Where the texts differ.
    pub(crate) edits: Arc<[Edit]>,
    /// Lines of the old and of the new text.
    pub(crate) lines: (u32, u32),
    /// Whether the last line of the old and of the new text lacks its end.
    pub(crate) unended: (bool, bool),
    /// Lines added and removed.
    pub(crate) counts: (u32, u32),
}

impl Shape {
    /// The form of `file`; empty if it is not text.
    pub(crate) fn of(file: &FileDiff) -> Self {
        let Content::Text(text) = &file.content else { return Self::default() };
        let lines = (text.old.line_count(), text.new.line_count());
        let lacks = |text: &crate::history::diff::Text| text.lacks_newline(text.line_count().saturating_sub(1));
        let unended = (lines.0 > 0 && lacks(&text.old), lines.1 > 0 && lacks(&text.new));
        Self { edits: Arc::clone(&text.edits), lines, unended, counts: file.line_counts() }
    }

    /// Hunks with `context` lines around them.
    pub(crate) fn hunks(&self, context: u32) -> Vec<Hunk> {
        hunks(&self.edits, self.lines, context)
    }
}
