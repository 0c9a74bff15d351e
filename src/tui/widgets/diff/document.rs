//! The files of a subject, one below the other.

use std::sync::Arc;

use super::{
    entry::{Compared, Entry},
    rows::{Layout, Row},
};
use crate::history::{
    FileChange,
    diff::{Side, Subject, Whitespace},
};

/// Texts are dropped when they cost more than this together, those far from the window first.
const BUDGET: usize = 8 << 20;

/// A row of the document, named by its file so that it stays when files above it come in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Which file.
    pub(crate) file: usize,
    /// Which row of it.
    pub(crate) row: u32,
}

/// How the document is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Form {
    /// Equal lines around changes.
    pub(crate) context: u32,
    /// How sides stand to each other.
    pub(crate) layout: Layout,
}

/// What is compared, and what came of it.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    /// What is compared.
    pub(crate) subject: Subject,
    /// Whether white space counted.
    pub(crate) whitespace: Whitespace,
    /// A merge, shown against its first parent.
    pub(crate) is_merge: bool,
    /// What could not be read.
    pub(crate) problems: Vec<String>,
    form: Form,
    entries: Vec<Entry>,
    /// Rows before each file, and after the last.
    starts: Vec<u64>,
}

impl Document {
    /// A document of files that are yet to be compared.
    pub(crate) fn new(subject: Subject, whitespace: Whitespace, files: Vec<Arc<FileChange>>, form: Form) -> Self {
        let mut document = Self {
            subject,
            whitespace,
            is_merge: false,
            problems: Vec::new(),
            form,
            entries: files.into_iter().map(Entry::new).collect(),
            starts: Vec::new(),
        };
        document.count_from(0);
        document
    }

    /// Its files.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// One file.
    pub(crate) fn entry(&self, file: usize) -> Option<&Entry> {
        self.entries.get(file)
    }

    /// One file, to be coloured or marked; whoever changes its rows uses [`Document::fold`].
    pub(crate) fn entry_mut(&mut self, file: usize) -> Option<&mut Entry> {
        self.entries.get_mut(file)
    }

    /// Takes in compared files.
    pub(crate) fn arrive(&mut self, files: Vec<(usize, Compared)>, near: usize) {
        let mut first = self.entries.len();
        for (file, compared) in files {
            let Some(entry) = self.entries.get_mut(file) else { continue };
            entry.arrive(compared);
            entry.lay_out(self.form.context, self.form.layout);
            first = first.min(file);
        }
        self.count_from(first);
        self.park_far_from(near);
    }

    /// Drops texts far from the file `near` until the budget is kept.
    fn park_far_from(&mut self, near: usize) {
        let mut cost: usize = self.entries.iter().map(Entry::cost).sum();
        if cost <= BUDGET {
            return;
        }
        let mut order: Vec<usize> = (0..self.entries.len()).filter(|file| self.entries[*file].is_ready()).collect();
        order.sort_by_key(|file| std::cmp::Reverse(file.abs_diff(near)));
        for file in order {
            if cost <= BUDGET || file.abs_diff(near) <= 1 {
                break;
            }
            cost -= self.entries[file].cost();
            self.entries[file].park();
        }
    }

    /// How it is laid out.
    pub(crate) fn form(&self) -> Form {
        self.form
    }

    /// Lays everything out anew.
    pub(crate) fn lay_out(&mut self, form: Form) {
        self.form = form;
        for entry in &mut self.entries {
            entry.lay_out(form.context, form.layout);
        }
        self.count_from(0);
    }

    /// Shows a file's header alone, or all of it.
    pub(crate) fn fold(&mut self, file: usize, folded: bool) {
        if let Some(entry) = self.entries.get_mut(file) {
            entry.folded = folded;
            entry.lay_out(self.form.context, self.form.layout);
            self.count_from(file);
        }
    }

    /// Shows all headers alone, or everything.
    pub(crate) fn fold_all(&mut self, folded: bool) {
        for entry in &mut self.entries {
            entry.folded = folded;
        }
        self.lay_out(self.form);
    }

    /// How many rows there are.
    pub(crate) fn total(&self) -> u64 {
        self.starts.last().copied().unwrap_or(0)
    }

    /// The number of a row.
    pub(crate) fn index(&self, place: Place) -> u64 {
        let Some(entry) = self.entries.get(place.file) else { return self.total().saturating_sub(1) };
        self.starts[place.file] + u64::from(place.row.min(entry.rows().total() - 1))
    }

    /// The row of a number; the last one beyond the end.
    pub(crate) fn place(&self, index: u64) -> Place {
        if self.entries.is_empty() {
            return Place::default();
        }
        let index = index.min(self.total() - 1);
        let file = self.starts.partition_point(|start| *start <= index) - 1;
        Place { file, row: (index - self.starts[file]) as u32 }
    }

    /// What a row shows.
    pub(crate) fn row(&self, place: Place) -> Option<Row> {
        Some(self.entries.get(place.file)?.rows().row(place.row))
    }

    /// The place of a line.
    pub(crate) fn place_of(&self, file: usize, side: Side, line: u32) -> Option<Place> {
        Some(Place { file, row: self.entries.get(file)?.rows().row_of(side, line)? })
    }

    /// Lines added and removed, as far as known, and whether all are.
    pub(crate) fn counts(&self) -> (u64, u64, bool) {
        self.entries.iter().fold((0, 0, true), |(added, removed, all), entry| match entry.counts() {
            Some((more, less)) => (added + u64::from(more), removed + u64::from(less), all),
            None => (added, removed, false),
        })
    }

    /// What its texts cost in memory, about.
    pub(crate) fn cost(&self) -> usize {
        self.entries.iter().map(Entry::cost).sum()
    }

    fn count_from(&mut self, file: usize) {
        self.starts.truncate(file);
        let mut at = match file.checked_sub(1) {
            Some(before) => self.starts[before] + u64::from(self.entries[before].rows().total()),
            None => 0,
        };
        for entry in &self.entries[file..] {
            self.starts.push(at);
            at += u64::from(entry.rows().total());
        }
        self.starts.push(at);
    }
}
