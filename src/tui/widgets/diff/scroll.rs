//! Cursor and window: where they are, how they move, how they are kept where they belong.

use super::{
    document::{Document, Place},
    geometry::{Room, text_columns},
    line,
    rows::{Half, Row},
};
use crate::{
    history::diff::Side,
    tui::motion::{Motion, scrolled},
};

/// Columns of one step sideways.
const STEP: usize = 8;

/// Where the user is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct View {
    /// The row of the cursor.
    pub(crate) cursor: Place,
    /// The first row that is seen.
    pub(crate) top: Place,
    /// How many rows of a wrapped first line are above the window.
    pub(crate) hidden: usize,
    /// The first column that is seen.
    pub(crate) left: usize,
    /// Whether long lines are wrapped.
    pub(crate) wraps: bool,
}

impl View {
    /// Moves the cursor, or scrolls sideways.
    pub(crate) fn travel(&mut self, motion: Motion, document: &Document, room: Room) {
        match motion {
            Motion::Left => self.left = self.left.saturating_sub(STEP),
            Motion::Right if !self.wraps => self.left = self.rightmost(document, room).min(self.left + STEP),
            Motion::Right => {}
            Motion::Down if self.reads_on(document, room) => self.hidden += 1,
            Motion::Up if self.top == self.cursor && self.hidden > 0 => self.hidden -= 1,
            _ => {
                let total = document.total() as usize;
                let index = motion.apply(document.index(self.cursor) as usize, total, room.page() as usize);
                self.cursor = document.place(index as u64);
            }
        }
        self.settle(document, room);
    }

    /// Moves the window by so many rows; the cursor stays within it.
    pub(crate) fn roll(&mut self, rows: i64, document: &Document, room: Room) {
        let last = document.total().saturating_sub(room.page());
        let top = document.index(self.top).saturating_add_signed(rows).min(last);
        self.top = document.place(top);
        self.hidden = 0;
        let cursor = document.index(self.cursor).clamp(top, top + room.page() - 1);
        self.cursor = document.place(cursor);
        self.settle(document, room);
    }

    /// Goes to a row and shows it with what follows it.
    pub(crate) fn jump(&mut self, to: Place, document: &Document, room: Room) {
        self.cursor = to;
        let index = document.index(to);
        let top = document.index(self.top);
        if index < top || index + 3 >= top + room.page() {
            self.top = document.place(index.saturating_sub(room.page() / 4));
            self.hidden = 0;
        }
        self.settle(document, room);
    }

    /// Puts cursor and window back into the document, and the cursor into the window.
    pub(crate) fn settle(&mut self, document: &Document, room: Room) {
        let total = document.total();
        let cursor = document.index(self.cursor).min(total.saturating_sub(1));
        let top = document.index(self.top).min(total.saturating_sub(1));
        self.cursor = document.place(cursor);
        if self.wraps {
            self.left = 0;
            self.settle_wrapped(top, cursor, document, room);
        } else {
            let page = room.page() as usize;
            self.top = document.place(scrolled(top as usize, cursor as usize, total as usize, page) as u64);
            self.hidden = 0;
        }
    }

    fn settle_wrapped(&mut self, top: u64, cursor: u64, document: &Document, room: Room) {
        let page = room.page() as usize;
        if cursor < top {
            self.top = document.place(cursor);
            self.hidden = 0;
            return;
        }
        // From the cursor upwards, as much as fits.
        let own = height(document, self.cursor, room);
        let mut used = own.min(page);
        let mut first = cursor;
        while first > top {
            let above = height(document, document.place(first - 1), room);
            if used + above > page {
                break;
            }
            used += above;
            first -= 1;
        }
        let keeps_top = first == top;
        self.top = document.place(first);
        let most =
            if self.top == self.cursor { own.saturating_sub(page) } else { height(document, self.top, room) - 1 };
        self.hidden = if keeps_top { self.hidden.min(most) } else { 0 };
    }

    /// Whether the line of the cursor is higher than the window and goes on below it.
    fn reads_on(&self, document: &Document, room: Room) -> bool {
        self.wraps
            && self.top == self.cursor
            && height(document, self.cursor, room) > self.hidden + room.page() as usize
    }

    /// The farthest that scrolling sideways goes: the end of the longest line that is seen, with some air.
    fn rightmost(&self, document: &Document, room: Room) -> usize {
        let top = document.index(self.top);
        (top..top + room.page())
            .map(|index| document.place(index))
            .map(|place| longest(document, place).saturating_sub(columns(document, place, room) / 2))
            .max()
            .unwrap_or(0)
            .max(self.left)
    }
}

/// How many rows of the screen a row takes when lines are wrapped.
pub(crate) fn height(document: &Document, place: Place, room: Room) -> usize {
    let columns = columns(document, place, room);
    lines(document, place).into_iter().flatten().map(|line| line::wrap(line, columns).len()).max().unwrap_or(1)
}

/// Columns for text in a file's rows.
pub(crate) fn columns(document: &Document, place: Place, room: Room) -> usize {
    let lines = document.entry(place.file).map_or(0, super::entry::Entry::line_count);
    text_columns(document.form().layout, room.text().width, lines)
}

fn longest(document: &Document, place: Place) -> usize {
    lines(document, place).into_iter().flatten().map(line::columns).max().unwrap_or(0)
}

/// The lines that a row shows, if it shows any and they are there.
fn lines(document: &Document, place: Place) -> [Option<&[u8]>; 2] {
    let Some(text) = document.entry(place.file).and_then(super::entry::Entry::text) else { return [None; 2] };
    let line = |side: Side, line: u32| Some(text.side(side).line(line));
    let half = |side: Side, half: Half| match half {
        Half::Line(number) => line(side, number),
        _ => None,
    };
    match document.row(place) {
        Some(Row::Context { new, .. }) => [line(Side::New, new), None],
        Some(Row::Removed { line: number, .. }) => [line(Side::Old, number), None],
        Some(Row::Added { line: number, .. }) => [line(Side::New, number), None],
        Some(Row::Pair { old, new, .. }) => [half(Side::Old, old), half(Side::New, new)],
        _ => [None; 2],
    }
}
