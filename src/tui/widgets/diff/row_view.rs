//! Draws the rows of a diff, each as one line of exactly its room's width.

use ratatui::{
    style::{Color, Modifier, Style},
    text::{Line, Span},
};

use super::{
    document::{Document, Place},
    entry::Entry,
    geometry::{Gutter, Room, half},
    line::{self, Marks, Mien},
    palette::Palette,
    rows::{Half, Layout, Row},
    scroll::View,
    search::Needle,
};
use crate::{
    history::{
        ChangeStatus,
        diff::{Side, Whitespace, heading},
    },
    text::Safe,
    tui::{
        look::Look,
        theme::{Depth, Role},
    },
};

/// What is needed to draw any row.
pub(super) struct Brush<'a> {
    pub(super) look: &'a Look<'a>,
    pub(super) document: &'a Document,
    pub(super) needle: Option<&'a Needle>,
    pub(super) view: View,
    pub(super) room: Room,
    pub(super) palette: &'static Palette,
}

/// Which row, and how it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    /// The row.
    pub(super) place: Place,
    /// Which part of it, where it is wrapped.
    pub(super) part: usize,
    /// Whether the cursor is on it, and if so whether the diff has the focus.
    pub(super) cursor: Option<bool>,
}

/// A line of one side, as it is to be drawn.
struct Strip {
    side: Side,
    line: u32,
    kind: Kind,
    numbers: [Option<u32>; 2],
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Same,
    Removed,
    Added,
}

impl Kind {
    const fn sign(self) -> char {
        match self {
            Self::Same => ' ',
            Self::Removed => '-',
            Self::Added => '+',
        }
    }
}

impl Brush<'_> {
    /// A row, or one part of it where it is wrapped.
    pub(super) fn row(&self, at: At) -> Line<'static> {
        let (Some(entry), Some(row)) = (self.document.entry(at.place.file), self.document.row(at.place)) else {
            return Line::default();
        };
        let gutter = self.gutter(entry);
        let width = usize::from(self.room.text().width);
        match row {
            Row::Header => self.whole(self.header(entry), at),
            Row::Note(note) => self.whole(self.note(entry, note), at),
            Row::Hunk(hunk) => self.whole(self.hunk(entry, hunk), at),
            Row::Gap => self.whole(Vec::new(), at),
            Row::Unended(_) => self.whole(self.unended(gutter), at),
            Row::Context { old, new } if self.document.form().layout == Layout::SideBySide => {
                self.pair(entry, [Half::Line(old), Half::Line(new)], Kind::Same, at)
            }
            Row::Pair { old, new, .. } => self.pair(entry, [old, new], Kind::Added, at),
            Row::Context { old, new } => {
                let strip = Strip { side: Side::New, line: new, kind: Kind::Same, numbers: [Some(old), Some(new)] };
                Line::from(self.strip(entry, &strip, width, at))
            }
            Row::Removed { line, .. } => {
                let strip = Strip { side: Side::Old, line, kind: Kind::Removed, numbers: [Some(line), None] };
                Line::from(self.strip(entry, &strip, width, at))
            }
            Row::Added { line, .. } => {
                let strip = Strip { side: Side::New, line, kind: Kind::Added, numbers: [None, Some(line)] };
                Line::from(self.strip(entry, &strip, width, at))
            }
        }
    }

    fn gutter(&self, entry: &Entry) -> Gutter {
        Gutter::new(self.document.form().layout, self.room.text().width, entry.line_count())
    }

    /// A row that is not a line of a file.
    fn whole(&self, spans: Vec<Span<'static>>, at: At) -> Line<'static> {
        let mut line = vec![self.mark(at)];
        line.extend(spans);
        let line = Line::from(line);
        match at.cursor {
            Some(focus) => line.style(self.cursor_style(focus)),
            None => line,
        }
    }

    fn cursor_style(&self, focus: bool) -> Style {
        self.look.style(if focus { Role::Selection } else { Role::SelectionIdle })
    }

    /// The first column: where the cursor is.
    fn mark(&self, at: At) -> Span<'static> {
        match at.cursor {
            Some(true) => self.look.span(Role::Accent, self.look.glyphs.cursor),
            _ => Span::raw(" "),
        }
    }

    fn header(&self, entry: &Entry) -> Vec<Span<'static>> {
        let ascii = self.look.glyphs.ascii;
        let fold = match (entry.folded, ascii) {
            (true, false) => "▸",
            (false, false) => "▾",
            (true, true) => "+",
            (false, true) => "-",
        };
        let mut tail = Vec::new();
        if let Some((added, removed)) = entry.counts().filter(|counts| *counts != (0, 0)) {
            tail.push(self.look.span(Role::Ok, format!("  +{added}")));
            tail.push(self.look.span(Role::Danger, format!(" {}{removed}", self.look.glyphs.minus)));
        }
        if entry.viewed {
            tail.push(self.look.span(Role::Dim, format!("  {} seen", self.look.glyphs.check)));
        }
        let taken: usize = tail.iter().map(Span::width).sum::<usize>() + 5;
        let path = Safe::line(&entry.change.path_text())
            .fit_middle(usize::from(self.room.text().width).saturating_sub(taken).max(6));
        let mut spans = vec![
            self.look.span(Role::Dim, format!("{fold} ")),
            self.look.span(status_role(entry.change.status), status_letter(entry.change.status)),
            Span::raw(" "),
            self.look.span(Role::DiffFile, path),
        ];
        spans.extend(tail);
        spans
    }

    fn note(&self, entry: &Entry, note: usize) -> Vec<Span<'static>> {
        let words = entry.notes().get(note).map_or("comparing…", String::as_str);
        let room = usize::from(self.room.text().width).saturating_sub(3);
        let text = Safe::line(words).fit_end(room);
        vec![Span::raw("  "), self.look.span(Role::Info, text)]
    }

    fn hunk(&self, entry: &Entry, hunk: usize) -> Vec<Span<'static>> {
        let Some(hunk) = entry.rows().hunks().get(hunk) else { return Vec::new() };
        let range = |lines: &std::ops::Range<u32>| match lines.len() {
            0 => format!("{},0", lines.start),
            1 => format!("{}", lines.start + 1),
            count => format!("{},{count}", lines.start + 1),
        };
        let words = format!("@@ -{} +{} @@", range(&hunk.old), range(&hunk.new));
        let mut spans = vec![self.look.span(Role::DiffHunk, &words)];
        if let Some(heading) = entry.text().and_then(|text| heading(&text.old, hunk)) {
            let room = usize::from(self.room.text().width).saturating_sub(words.len() + 2);
            let heading = String::from_utf8_lossy(&heading[..heading.len().min(400)]).into_owned();
            spans.push(self.look.span(Role::Dim, format!(" {}", Safe::line(&heading).fit_end(room))));
        }
        spans
    }

    fn unended(&self, gutter: Gutter) -> Vec<Span<'static>> {
        let blank = " ".repeat(gutter.width().saturating_sub(2));
        vec![Span::raw(blank), self.look.span(Role::Dim, "\\ no newline at the end of the file")]
    }

    fn pair(&self, entry: &Entry, halves: [Half; 2], changed: Kind, at: At) -> Line<'static> {
        let width = half(self.room.text().width);
        let right_width = usize::from(self.room.text().width).saturating_sub(width + 1);
        let kind = |side: Side| match (changed, side) {
            (Kind::Same, _) => Kind::Same,
            (_, Side::Old) => Kind::Removed,
            (_, Side::New) => Kind::Added,
        };
        let half = |half: Half, side: Side, width: usize| match half {
            Half::Line(line) => {
                // Of a line that both sides have, the new one's colours are known; where white space is ignored it may differ.
                let is_equal = changed == Kind::Same && self.document.whitespace == Whitespace::Counts;
                let other = match (is_equal, side, halves[1]) {
                    (true, Side::Old, Half::Line(new)) => Some((Side::New, new)),
                    _ => None,
                };
                let (from, number) = other.unwrap_or((side, line));
                let strip = Strip { side: from, line: number, kind: kind(side), numbers: [Some(line), None] };
                self.strip(entry, &strip, width, At { cursor: at.cursor.filter(|_| side == Side::Old), ..at })
            }
            Half::Unended => {
                let mut spans = vec![Span::raw(" ")];
                spans.extend(self.unended(self.gutter(entry)));
                fill(spans, width, Style::new())
            }
            Half::Nothing => {
                let mark = if side == Side::Old { self.mark(at) } else { Span::raw(" ") };
                fill(vec![mark], width, Style::new())
            }
        };
        let mut spans = half(halves[0], Side::Old, width);
        spans.push(self.look.span(Role::Border, self.look.glyphs.vertical));
        spans.extend(half(halves[1], Side::New, right_width));
        Line::from(spans)
    }

    /// Cursor, numbers, sign and text of one line, `width` columns in all.
    fn strip(&self, entry: &Entry, strip: &Strip, width: usize, at: At) -> Vec<Span<'static>> {
        let gutter = self.gutter(entry);
        let style = self.line_style(strip.kind);
        let numbers_style = match at.cursor {
            Some(focus) => self.look.style(Role::DiffGutter).patch(self.cursor_style(focus)),
            None => self.look.style(Role::DiffGutter),
        };
        let mut spans = vec![self.mark(at)];
        let shown: &[Option<u32>] = match gutter.numbers {
            0 => &[],
            1 => &[strip.numbers[1].or(strip.numbers[0])],
            _ => &strip.numbers,
        };
        for number in shown {
            let text = number.filter(|_| at.part == 0).map_or_else(String::new, |number| (number + 1).to_string());
            spans.push(Span::styled(format!("{text:>digits$} ", digits = gutter.digits), numbers_style));
        }
        let sign = if at.part == 0 { strip.kind.sign() } else { ' ' };
        spans.push(Span::styled(sign.to_string(), style.add_modifier(Modifier::BOLD)));
        let room = width.saturating_sub(gutter.width());
        spans.extend(self.text(entry, strip, room, at.part, style));
        fill(spans, width, style)
    }

    fn text(&self, entry: &Entry, strip: &Strip, room: usize, part: usize, style: Style) -> Vec<Span<'static>> {
        let Some(text) = entry.text() else { return Vec::new() };
        let bytes = text.side(strip.side).line(strip.line);
        let (first, room) = if self.view.wraps {
            let starts = line::wrap(bytes, room);
            let Some(&start) = starts.get(part) else { return Vec::new() };
            (start, starts.get(part + 1).map_or(room, |end| end - start))
        } else {
            (self.view.left, room)
        };
        let paint = entry.paint(strip.side, strip.line);
        let matched = self.needle.map(|needle| needle.find(line::seen(bytes))).unwrap_or_default();
        let marks = Marks {
            syntax: paint.map_or(&[], |paint| &paint.syntax),
            changed: paint.filter(|_| strip.kind != Kind::Same).map_or(&[], |paint| &paint.changed),
            matched: &matched,
        };
        line::pieces(bytes, &marks, first, room)
            .into_iter()
            .map(|piece| Span::styled(String::from(piece.text), self.piece_style(piece.mien, strip.kind, style)))
            .collect()
    }

    /// The style of a whole line. Without colours the sign says what became of it: reversed lines would drown their words.
    fn line_style(&self, kind: Kind) -> Style {
        if self.is_mono() {
            return Style::new();
        }
        match kind {
            Kind::Same => Style::new(),
            Kind::Removed => self.look.style(Role::DiffRemoved),
            Kind::Added => self.look.style(Role::DiffAdded),
        }
    }

    fn piece_style(&self, mien: Mien, kind: Kind, line: Style) -> Style {
        // Where the theme tells added from removed by the colour of the text, that colour is not painted over.
        let is_told_by_text = line.fg.is_some_and(|color| color != Color::Reset);
        let mut style = line;
        if !is_told_by_text && !self.is_mono() {
            let class = self.palette.style(mien.class);
            style = style.patch(self.look.theme.depth.reduce(class));
        }
        if mien.changed {
            style = style.patch(self.changed_style(kind));
        }
        if mien.odd {
            style = style.patch(self.look.style(Role::Warn));
        }
        if mien.matched {
            style = style.patch(self.look.style(Role::Match));
        }
        style
    }

    fn changed_style(&self, kind: Kind) -> Style {
        if self.is_mono() {
            return Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
        }
        self.look.style(if kind == Kind::Removed { Role::DiffRemovedWord } else { Role::DiffAddedWord })
    }

    fn is_mono(&self) -> bool {
        self.look.theme.depth == Depth::Mono
    }
}

/// Fills up with blanks, so that a line's background reaches the edge.
fn fill(mut spans: Vec<Span<'static>>, width: usize, style: Style) -> Vec<Span<'static>> {
    let used: usize = spans.iter().map(Span::width).sum();
    if used < width {
        spans.push(Span::styled(" ".repeat(width - used), style));
    }
    spans
}

/// One letter, as git's `--name-status`.
pub(super) const fn status_letter(status: ChangeStatus) -> &'static str {
    match status {
        ChangeStatus::Added => "A",
        ChangeStatus::Deleted => "D",
        ChangeStatus::Modified => "M",
        ChangeStatus::Renamed { .. } => "R",
        ChangeStatus::TypeChanged => "T",
    }
}

/// The colour of the letter.
pub(super) const fn status_role(status: ChangeStatus) -> Role {
    match status {
        ChangeStatus::Added => Role::Ok,
        ChangeStatus::Deleted => Role::Danger,
        ChangeStatus::Modified => Role::Accent,
        ChangeStatus::Renamed { .. } => Role::Info,
        ChangeStatus::TypeChanged => Role::Warn,
    }
}
