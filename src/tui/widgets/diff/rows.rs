//! How a file's lines become rows, one below the other or side by side.
//!
//! Rows are not stored. For each edit only the row it starts at is; everything else is found by halving, so that a diff of
//! any length answers for the rows on the screen at once.

use crate::history::diff::{Hunk, Side};

use super::shape::Shape;

/// How removed and added lines stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Layout {
    /// Removed above added.
    #[default]
    Unified,
    /// Old on the left, new on the right.
    SideBySide,
}

/// What one side of a row shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Half {
    /// A line, counted from 0.
    Line(u32),
    /// That the line above has no end.
    Unended,
    /// Nothing: the other side is longer.
    Nothing,
}

/// What a row of a file shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Row {
    /// The file's name and counts.
    Header,
    /// A sentence about the file, by number.
    Note(usize),
    /// The beginning of a hunk.
    Hunk(usize),
    /// A line that both sides have.
    Context {
        /// Its number in the old text.
        old: u32,
        /// Its number in the new text.
        new: u32,
    },
    /// A line that is gone.
    Removed {
        /// Its number in the old text.
        line: u32,
        /// The edit it belongs to.
        edit: usize,
    },
    /// A line that is new.
    Added {
        /// Its number in the new text.
        line: u32,
        /// The edit it belongs to.
        edit: usize,
    },
    /// That the line above has no end; nothing if both sides share that line.
    Unended(Option<Side>),
    /// A removed and an added line beside each other.
    Pair {
        /// The left.
        old: Half,
        /// The right.
        new: Half,
        /// The edit they belong to.
        edit: usize,
    },
    /// Air before the next file.
    Gap,
}

/// The rows of one file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    layout: Layout,
    notes: u32,
    hunks: Vec<Hunk>,
    hunk_starts: Vec<u32>,
    edit_starts: Vec<u32>,
    shape: Shape,
    total: u32,
}

impl Rows {
    /// A header and nothing else.
    pub(crate) fn folded() -> Self {
        Self { total: 1, ..Self::default() }
    }

    /// A header, `notes` sentences, the hunks of `shape`, and a gap.
    pub(crate) fn new(shape: Shape, notes: usize, context: u32, layout: Layout) -> Self {
        let hunks = shape.hunks(context);
        let mut rows = Self {
            layout,
            notes: notes as u32,
            hunk_starts: Vec::with_capacity(hunks.len()),
            edit_starts: Vec::with_capacity(shape.edits.len()),
            hunks,
            shape,
            total: 0,
        };
        let mut at = 1 + rows.notes;
        for hunk in &rows.hunks {
            rows.hunk_starts.push(at);
            at += 1;
            let mut next = hunk.new.start;
            for edit in hunk.edits.clone() {
                let range = &rows.shape.edits[edit].new;
                at += range.start - next;
                rows.edit_starts.push(at);
                at += rows.edit_height(edit);
                next = range.end;
            }
            at += hunk.new.end - next + u32::from(rows.ends_unended(hunk));
        }
        rows.total = at + 1;
        rows
    }

    /// How many rows there are; at least one.
    pub(crate) fn total(&self) -> u32 {
        self.total
    }

    /// The hunks.
    pub(crate) fn hunks(&self) -> &[Hunk] {
        &self.hunks
    }

    /// Where a hunk starts.
    pub(crate) fn hunk_start(&self, hunk: usize) -> Option<u32> {
        self.hunk_starts.get(hunk).copied()
    }

    /// The hunk that a row is part of.
    pub(crate) fn hunk_at(&self, row: u32) -> Option<usize> {
        if row + 1 >= self.total {
            return self.hunks.len().checked_sub(1);
        }
        self.hunk_starts.partition_point(|start| *start <= row).checked_sub(1)
    }

    /// What a row shows; beyond the end, the gap.
    pub(crate) fn row(&self, row: u32) -> Row {
        if row == 0 {
            return Row::Header;
        }
        if row + 1 >= self.total {
            return Row::Gap;
        }
        if row <= self.notes {
            return Row::Note(row as usize - 1);
        }
        let Some(hunk_index) = self.hunk_at(row) else { return Row::Gap };
        if self.hunk_starts[hunk_index] == row {
            return Row::Hunk(hunk_index);
        }
        self.row_in_hunk(row, hunk_index)
    }

    fn row_in_hunk(&self, row: u32, hunk_index: usize) -> Row {
        let hunk = &self.hunks[hunk_index];
        let after = self.edit_starts.partition_point(|start| *start <= row);
        // Before the hunk's first edit its lines count from the start of the hunk, later from the end of the last edit.
        let (offset, old, new) = if after <= hunk.edits.start {
            (row - self.hunk_starts[hunk_index] - 1, hunk.old.start, hunk.new.start)
        } else {
            let edit = after - 1;
            let offset = row - self.edit_starts[edit];
            let height = self.edit_height(edit);
            if offset < height {
                return self.row_in_edit(edit, offset);
            }
            let ranges = &self.shape.edits[edit];
            (offset - height, ranges.old.end, ranges.new.end)
        };
        if new + offset >= hunk.new.end {
            return Row::Unended(None);
        }
        Row::Context { old: old + offset, new: new + offset }
    }

    fn row_in_edit(&self, edit: usize, offset: u32) -> Row {
        let ranges = &self.shape.edits[edit];
        let (old_mark, new_mark) = self.marks(edit);
        let (old_height, new_height) = (ranges.old.len() as u32, ranges.new.len() as u32);
        let half = |start: u32, height: u32, mark: u32| match offset {
            _ if offset < height => Half::Line(start + offset),
            _ if offset < height + mark => Half::Unended,
            _ => Half::Nothing,
        };
        if self.layout == Layout::SideBySide {
            let old = half(ranges.old.start, old_height, old_mark);
            return Row::Pair { old, new: half(ranges.new.start, new_height, new_mark), edit };
        }
        if offset < old_height {
            return Row::Removed { line: ranges.old.start + offset, edit };
        }
        let offset = offset - old_height;
        if offset < old_mark {
            return Row::Unended(Some(Side::Old));
        }
        let offset = offset - old_mark;
        if offset < new_height {
            return Row::Added { line: ranges.new.start + offset, edit };
        }
        Row::Unended(Some(Side::New))
    }

    /// The row that shows a line of one side, or nothing if no hunk does.
    pub(crate) fn row_of(&self, side: Side, line: u32) -> Option<u32> {
        let range = |hunk: &Hunk| if side == Side::Old { hunk.old.clone() } else { hunk.new.clone() };
        let index = self.hunks.partition_point(|hunk| range(hunk).end <= line);
        let hunk = self.hunks.get(index).filter(|hunk| range(hunk).contains(&line))?;
        let of_edit = |edit: usize| {
            let edit = &self.shape.edits[edit];
            if side == Side::Old { edit.old.clone() } else { edit.new.clone() }
        };
        let edits = &self.shape.edits[hunk.edits.clone()];
        let before =
            edits.partition_point(|edit| (if side == Side::Old { edit.old.start } else { edit.new.start }) <= line);
        // An empty range may start at the line without holding it: the line is then the context after that edit.
        let Some(edit) = before.checked_sub(1).map(|edit| edit + hunk.edits.start) else {
            return Some(self.hunk_starts[index] + 1 + line - range(hunk).start);
        };
        let start = self.edit_starts[edit];
        if of_edit(edit).contains(&line) {
            let offset = line - of_edit(edit).start;
            let above = if side == Side::New && self.layout == Layout::Unified {
                self.shape.edits[edit].old.len() as u32 + self.marks(edit).0
            } else {
                0
            };
            return Some(start + above + offset);
        }
        Some(start + self.edit_height(edit) + line - of_edit(edit).end)
    }

    fn edit_height(&self, edit: usize) -> u32 {
        let ranges = &self.shape.edits[edit];
        let (old_mark, new_mark) = self.marks(edit);
        let (old, new) = (ranges.old.len() as u32 + old_mark, ranges.new.len() as u32 + new_mark);
        match self.layout {
            Layout::Unified => old + new,
            Layout::SideBySide => old.max(new),
        }
    }

    /// Whether an edit takes away, or puts there, a last line without an end.
    fn marks(&self, edit: usize) -> (u32, u32) {
        let ranges = &self.shape.edits[edit];
        let is_last = |range: &std::ops::Range<u32>, lines: u32| !range.is_empty() && range.end == lines;
        (
            u32::from(self.shape.unended.0 && is_last(&ranges.old, self.shape.lines.0)),
            u32::from(self.shape.unended.1 && is_last(&ranges.new, self.shape.lines.1)),
        )
    }

    /// Whether a hunk ends with a line of both sides that has no end.
    fn ends_unended(&self, hunk: &Hunk) -> bool {
        let last = &self.shape.edits[hunk.edits.end - 1];
        self.shape.unended.1 && hunk.new.end == self.shape.lines.1 && last.new.end < hunk.new.end
    }
}
