//! The pass over paths and lines: what is looked at first, the rest in order, on as many threads as help.

use std::sync::{
    Mutex,
    mpsc::{Sender, channel},
};

use super::Control;
use crate::{
    analysis::shape::{Sensitive, Shape},
    history::{CommitId, Detail, Differ, HistoryError},
};

/// A commit's shape, or why it is not known, by row; and what could not be read of it.
pub(super) struct Found {
    pub(super) row: usize,
    pub(super) shape: Result<Shape, HistoryError>,
    pub(super) problems: Vec<HistoryError>,
}

/// Rows still to do.
pub(super) struct Queue<'a> {
    rows: &'a [(usize, CommitId)],
    taken: Vec<bool>,
    next: usize,
    control: &'a Control,
}

/// Rows of the screen that a worker takes at a time: few, so that all workers serve it.
const SEEN_AT_A_TIME: usize = 8;
/// Other rows that it takes: neighbours share trees and contents, but a new screen must not wait long.
const AT_A_TIME: usize = 32;
/// The same where nobody watches.
const UNWATCHED_AT_A_TIME: usize = 128;

impl<'a> Queue<'a> {
    /// All of `rows`, which are sorted by row.
    pub(super) fn new(rows: &'a [(usize, CommitId)], control: &'a Control) -> Self {
        Self { rows, taken: vec![false; rows.len()], next: 0, control }
    }

    /// The next helping: some of what is on the screen, else of the rest in order; nothing when all is taken, or it was
    /// cancelled.
    pub(super) fn take(&mut self) -> Vec<(usize, CommitId)> {
        let mut found = Vec::new();
        if self.control.is_cancelled() {
            return found;
        }
        let seen = self.control.looked_at();
        // Rows are sorted, so those on the screen lie together.
        let start = self.rows.partition_point(|(row, _)| *row < seen.start);
        let end = self.rows.partition_point(|(row, _)| *row < seen.end);
        for index in start..end {
            if found.len() < SEEN_AT_A_TIME {
                self.grab(index, &mut found);
            }
        }
        while found.is_empty() && self.next < self.rows.len() {
            let many = if seen.is_empty() { UNWATCHED_AT_A_TIME } else { AT_A_TIME };
            let end = (self.next + many).min(self.rows.len());
            for index in self.next..end {
                self.grab(index, &mut found);
            }
            self.next = end;
        }
        found
    }

    fn grab(&mut self, index: usize, found: &mut Vec<(usize, CommitId)>) {
        if !self.taken[index] {
            self.taken[index] = true;
            found.push(self.rows[index]);
        }
    }
}

/// Finds the shapes of `rows` (sorted by row), telling each as it comes. Ends early when cancelled.
pub(super) fn shapes(
    differ: &(impl Fn() -> Differ + Sync),
    rows: &[(usize, CommitId)],
    detail: Detail,
    sensitive: &Sensitive,
    control: &Control,
    mut tell: impl FnMut(Found),
) {
    let queue = Mutex::new(Queue::new(rows, control));
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(4).min(rows.len() / 32 + 1);
    let (sender, receiver) = channel();
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let sender = sender.clone();
            let queue = &queue;
            scope.spawn(move || work(differ(), queue, detail, sensitive, &sender));
        }
        drop(sender);
        for found in receiver {
            tell(found);
        }
    });
}

fn work(mut differ: Differ, queue: &Mutex<Queue<'_>>, detail: Detail, sensitive: &Sensitive, sender: &Sender<Found>) {
    loop {
        let rows = queue.lock().map(|mut queue| queue.take()).unwrap_or_default();
        if rows.is_empty() {
            return;
        }
        for (row, id) in rows {
            let (shape, problems) = match differ.changes(id, detail) {
                Ok(mut changes) => {
                    differ.find_renames(&mut changes);
                    (Ok(Shape::of(&changes, sensitive)), changes.problems)
                }
                Err(error) => (Err(error), Vec::new()),
            };
            if sender.send(Found { row, shape, problems }).is_err() {
                return;
            }
        }
    }
}
