//! The panel in which a proposal is taken or refused, hunk by hunk.

use crate::notes::{Comparison, Proposal};

/// A proposal beside the text as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Panel {
    pub(super) proposal: Proposal,
    pub(super) comparison: Comparison,
    /// The hunk that the cursor is on.
    pub(super) cursor: usize,
    /// The first line on the screen.
    pub(super) top: usize,
}

impl Panel {
    /// Compares with the text; nothing where both are the same.
    pub(super) fn new(proposal: Proposal, text: &str) -> Option<Self> {
        let comparison = proposal.against(text)?;
        Some(Self { proposal, comparison, cursor: 0, top: 0 })
    }

    /// The same proposal for a text that changed meanwhile, the cursor where it was.
    pub(super) fn again(self, text: &str, rows: usize) -> Option<Self> {
        let comparison = self.proposal.against(text)?;
        let cursor = self.cursor.min(comparison.hunks.len().saturating_sub(1));
        let mut next = Self { comparison, cursor, ..self };
        next.show(rows);
        Some(next)
    }

    /// Whether both sides changed what the cursor is on.
    pub(super) fn is_at_conflict(&self) -> bool {
        self.comparison.hunks.get(self.cursor).is_some_and(|hunk| hunk.is_conflict)
    }

    /// Goes to the next hunk or the one before, and shows it in `rows`.
    pub(super) fn step(&mut self, forward: bool, rows: usize) {
        let last = self.comparison.hunks.len().saturating_sub(1);
        self.cursor = if forward { (self.cursor + 1).min(last) } else { self.cursor.saturating_sub(1) };
        self.show(rows);
    }

    /// Scrolls so that the hunk of the cursor is seen.
    pub(super) fn show(&mut self, rows: usize) {
        let lines = self.comparison.lines_of(self.cursor);
        let room = rows.max(1);
        if lines.start < self.top || lines.end > self.top + room {
            self.top = lines.start.saturating_sub(2).min(self.comparison.lines.len().saturating_sub(room));
        }
    }
}
