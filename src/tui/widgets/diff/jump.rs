//! Where a diff's jumps lead, and what the worker is asked for when the window has moved.

use std::sync::Arc;

use super::{
    document::{Document, Place},
    entry::Entry,
    model::DiffModel,
    request::{Canvas, FETCH, Hunt, PAINT, Request, SEARCH, Stretch, Wanted},
    rows::{Half, Row},
    search::Match,
    update::{DiffCommand, known},
};
use crate::{
    history::diff::Side,
    tui::screen::{Command, Notice},
};

impl DiffModel {
    /// To the beginning of a file; to the end of the last one if there is none.
    pub(super) fn go_to_file(&mut self, file: usize) {
        let Some(document) = &self.document else { return };
        let last = document.entries().len().saturating_sub(1);
        let to = Place { file: file.min(last), row: 0 };
        self.view.cursor = to;
        self.view.top = to;
        self.view.hidden = 0;
    }

    /// To the next hunk, or the one before; files without hunks count as one.
    pub(super) fn go_to_hunk(&mut self, forward: bool) {
        let Some(document) = &self.document else { return };
        let Some(to) = neighbour(document, self.view.cursor, forward) else { return };
        self.view.jump(to, document, self.room);
    }

    /// Searches again for what is searched for, from the beginning.
    pub(super) fn hunt(&mut self) -> Vec<DiffCommand> {
        let (Some(document), Some(search)) = (&self.document, &mut self.search) else { return Vec::new() };
        search.matches.clear();
        search.current = None;
        search.is_complete = false;
        self.busy.searching = true;
        let files = document.entries().iter().map(|entry| (Arc::clone(&entry.change), known(entry))).collect();
        let hunt = Hunt {
            needle: search.needle.clone(),
            context: document.form().context,
            whitespace: document.whitespace,
            files,
        };
        vec![Command::Work(SEARCH, Request::Search(hunt))]
    }

    /// To the first match that is not above the cursor, as soon as one is known.
    pub(super) fn go_to_match_from_here(&mut self) -> Vec<DiffCommand> {
        let (Some(document), Some(search)) = (&self.document, &self.search) else { return Vec::new() };
        let here = self.view.cursor;
        let next = search.matches.iter().position(|found| place_of(document, *found) >= here);
        next.map_or_else(Vec::new, |index| self.stand_on_match(index))
    }

    /// To the next match or the one before, round the ends.
    pub(super) fn go_to_match(&mut self, forward: bool) -> Vec<DiffCommand> {
        let Some(search) = &self.search else {
            return vec![Command::Say(Notice::hint("nothing is searched for yet"))];
        };
        let count = search.matches.len();
        if count == 0 {
            return Vec::new();
        }
        let step = if forward { 1 } else { count - 1 };
        let index = search.current.map_or(if forward { 0 } else { count - 1 }, |current| (current + step) % count);
        let wrapped = search.current.is_some_and(|current| if forward { index <= current } else { index >= current });
        let mut commands = self.stand_on_match(index);
        if wrapped && count > 1 {
            commands.push(Command::Say(Notice::hint("the search went round the end")));
        }
        commands
    }

    pub(super) fn stand_on_match(&mut self, index: usize) -> Vec<DiffCommand> {
        let (Some(document), Some(search)) = (&mut self.document, &mut self.search) else { return Vec::new() };
        search.current = Some(index);
        let found = search.matches[index];
        if found.line.is_some() && document.entry(found.file).is_some_and(|entry| entry.folded) {
            document.fold(found.file, false);
        }
        let to = place_of(document, found);
        self.view.jump(to, document, self.room);
        Vec::new()
    }

    /// Puts everything where it belongs after something happened, and asks for what the window lacks.
    pub(super) fn settle(&mut self) -> Vec<DiffCommand> {
        let form = self.form();
        let mut commands = Vec::new();
        let Some(document) = &mut self.document else { return commands };
        if document.form() != form {
            let line = super::copy::line_at(document, self.view.cursor);
            let file = self.view.cursor.file;
            let is_other_text = document.form().context != form.context;
            document.lay_out(form);
            let place = line.and_then(|(side, line)| document.place_of(file, side, line));
            self.view.jump(place.unwrap_or(Place { file, row: 0 }), document, self.room);
            if is_other_text && self.search.is_some() {
                commands.extend(self.hunt());
            }
        }
        let Some(document) = &self.document else { return commands };
        self.view.settle(document, self.room);
        self.files.settle(usize::from(self.room.files().height));
        if self.files.is_open && self.files.items().is_empty() && self.files.filter.is_empty() {
            self.files.list(document, Some(self.view.cursor.file));
        }
        commands.extend(self.fetch());
        commands.extend(self.paint());
        commands
    }

    /// Asks for files in and around the window whose text is not there.
    fn fetch(&mut self) -> Option<DiffCommand> {
        let document = self.document.as_ref().filter(|_| !self.busy.fetching)?;
        let page = self.room.page();
        let top = document.index(self.view.top);
        let first = document.place(top.saturating_sub(page)).file;
        let last = document.place(top + 2 * page).file;
        // The worker that opened the document brings files in order; what it is about to bring is not asked for twice.
        let coming = if self.busy.opening {
            let arrived = document.entries().iter().take_while(|entry| entry.is_compared()).count();
            arrived..arrived + 8
        } else {
            0..0
        };
        let wanted: Vec<_> = (first..=last)
            .filter(|file| !coming.contains(file))
            .filter_map(|file| document.entry(file).map(|entry| (file, entry)))
            .filter(|(_, entry)| !entry.is_ready() && !entry.folded)
            .map(|(file, entry)| (file, Arc::clone(&entry.change)))
            .take(64)
            .collect();
        if wanted.is_empty() {
            return None;
        }
        let whitespace = document.whitespace;
        self.busy.fetching = true;
        Some(Command::Work(FETCH, Request::Fetch(Wanted(wanted), whitespace)))
    }

    /// Whether what is seen waits for another text, or for its colours.
    pub fn is_settling(&self) -> bool {
        let Some(document) = &self.document else { return false };
        if self.busy.opening && !self.is_current() {
            return true;
        }
        let top = document.index(self.view.top);
        let bottom = top + self.room.page();
        let (first, last) = (document.place(top).file, document.place(bottom).file);
        let waits = |entry: &Entry| !entry.is_ready() && !entry.folded;
        (self.busy.opening || self.busy.fetching) && document.entries().iter().take(last + 1).skip(first).any(waits)
            || self.busy.painting && !canvases(document, top, bottom).is_empty()
    }

    /// Asks for the colours of what is seen, or else of what is near.
    fn paint(&mut self) -> Option<DiffCommand> {
        let document = self.document.as_ref().filter(|_| !self.busy.painting && !self.room.area.is_empty())?;
        let page = self.room.page();
        let top = document.index(self.view.top);
        let mut canvases = canvases(document, top, top + page);
        if canvases.is_empty() {
            canvases = self::canvases(document, top.saturating_sub(page), top + 2 * page);
        }
        if canvases.is_empty() {
            return None;
        }
        self.busy.painting = true;
        Some(Command::Work(PAINT, Request::Paint(canvases)))
    }
}

/// The next or the previous row that begins a hunk, or a file without hunks.
fn neighbour(document: &Document, from: Place, forward: bool) -> Option<Place> {
    let stops = |file: usize| -> Vec<u32> {
        let Some(rows) = document.entry(file).map(Entry::rows) else { return Vec::new() };
        let starts: Vec<u32> = (0..rows.hunks().len()).filter_map(|hunk| rows.hunk_start(hunk)).collect();
        if starts.is_empty() { vec![0] } else { starts }
    };
    let count = document.entries().len();
    if forward {
        let here = stops(from.file).into_iter().find(|row| *row > from.row).map(|row| Place { file: from.file, row });
        let next = (from.file + 1 < count).then(|| from.file + 1);
        here.or_else(|| next.and_then(|file| Some(Place { file, row: *stops(file).first()? })))
    } else {
        let here = stops(from.file).into_iter().rfind(|row| *row < from.row).map(|row| Place { file: from.file, row });
        let before = from.file.checked_sub(1);
        here.or_else(|| before.and_then(|file| Some(Place { file, row: *stops(file).last()? })))
    }
}

/// Where a match is; in a folded file, its header.
fn place_of(document: &Document, found: Match) -> Place {
    let line = found.line.and_then(|(side, line)| document.place_of(found.file, side, line));
    line.unwrap_or(Place { file: found.file, row: 0 })
}

/// What is not coloured yet between two rows.
fn canvases(document: &Document, first: u64, last: u64) -> Vec<Canvas> {
    let mut canvases: Vec<Canvas> = Vec::new();
    for index in first..last.min(document.total()) {
        let place = document.place(index);
        let Some(entry) = document.entry(place.file) else { break };
        let Some(text) = entry.text() else { continue };
        for (side, line) in lines(entry.rows().row(place.row)).into_iter().flatten() {
            if entry.paint(side, line).is_some() {
                continue;
            }
            if canvases.last().is_none_or(|canvas| canvas.file != place.file) {
                canvases.push(Canvas {
                    file: place.file,
                    change: Arc::clone(&entry.change),
                    text: text.clone(),
                    stretches: Vec::new(),
                });
            }
            let hunk = entry.rows().hunk_at(place.row).and_then(|hunk| entry.rows().hunks().get(hunk));
            let hunk_start = hunk.map_or(0, |hunk| if side == Side::Old { hunk.old.start } else { hunk.new.start });
            if let Some(canvas) = canvases.last_mut() {
                add(&mut canvas.stretches, side, line, hunk_start);
            }
        }
    }
    canvases
}

fn add(stretches: &mut Vec<Stretch>, side: Side, line: u32, hunk_start: u32) {
    // Pairs alternate between the sides, so the stretch that goes on may be the last but one.
    let from = stretches.len().saturating_sub(2);
    let goes_on = stretches[from..]
        .iter_mut()
        .find(|stretch| stretch.side == side && stretch.lines.end == line && stretch.hunk_start == hunk_start);
    match goes_on {
        Some(stretch) => stretch.lines.end = line + 1,
        None => stretches.push(Stretch { side, lines: line..line + 1, hunk_start }),
    }
}

/// The lines of a row that are coloured, context by its new side.
fn lines(row: Row) -> [Option<(Side, u32)>; 2] {
    let half = |side: Side, half: Half| match half {
        Half::Line(line) => Some((side, line)),
        _ => None,
    };
    match row {
        Row::Context { new, .. } => [Some((Side::New, new)), None],
        Row::Removed { line, .. } => [Some((Side::Old, line)), None],
        Row::Added { line, .. } => [Some((Side::New, line)), None],
        Row::Pair { old, new, .. } => [half(Side::Old, old), half(Side::New, new)],
        _ => [None, None],
    }
}
