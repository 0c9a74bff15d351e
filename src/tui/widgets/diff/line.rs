//! One line of a file as pieces for the screen: made safe, cut to the window, each piece of one look.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::class::Class;
use crate::text::{Bounds, Safe};

/// Columns between tab stops.
const TAB: usize = 4;
/// How much of a line is looked at when it is not plain ASCII throughout.
const LONGEST: usize = 16 << 10;
/// How much of a plain line is looked at: a column is a byte there.
const LONGEST_PLAIN: usize = 100_000;

/// What marks the bytes of a line. Ranges of each kind rise and do not overlap.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Marks<'a> {
    /// Syntax: where each class ends.
    pub(crate) syntax: &'a [(u32, Class)],
    /// What changed within the line.
    pub(crate) changed: &'a [Range<usize>],
    /// What was searched for.
    pub(crate) matched: &'a [Range<usize>],
}

/// How a piece looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Mien {
    /// Its part of speech.
    pub(crate) class: Class,
    /// It changed.
    pub(crate) changed: bool,
    /// It was searched for.
    pub(crate) matched: bool,
    /// It stands for something that cannot be shown as it is.
    pub(crate) odd: bool,
}

/// Text of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The text.
    pub(crate) text: Safe,
    /// Its look.
    pub(crate) mien: Mien,
}

/// The bytes of a line that are looked at: all, unless it is very long.
pub(crate) fn seen(line: &[u8]) -> &[u8] {
    if line.len() <= LONGEST {
        return line;
    }
    let longest = line.len().min(LONGEST_PLAIN);
    if line[..longest].iter().all(|byte| is_plain(*byte)) {
        return &line[..longest];
    }
    let mut end = LONGEST;
    while end > LONGEST - 4 && line[end] & 0xc0 == 0x80 {
        end -= 1;
    }
    &line[..end]
}

/// How many columns the seen part of a line takes.
pub(crate) fn columns(line: &[u8]) -> usize {
    let part = seen(line);
    let more = more(line).map_or(0, |text| text.width());
    if part.iter().all(|byte| is_plain(*byte)) {
        return part.len() + more;
    }
    let mut column = 0;
    walk(part, |_, atom| {
        column += atom_width(&atom, column);
        true
    });
    column + more
}

/// The columns at which the rows of a wrapped line begin, each at most `room` wide; at least one.
pub(crate) fn wrap(line: &[u8], room: usize) -> Vec<usize> {
    let part = seen(line);
    let room = room.max(2);
    if part.iter().all(|byte| is_plain(*byte)) {
        return (0..columns(line).max(1)).step_by(room).collect();
    }
    let mut starts = vec![0];
    let mut column = 0;
    walk(part, |_, atom| {
        let width = atom_width(&atom, column);
        if let Atom::Control(text) = atom {
            let spelt = Safe::line(text);
            let mut at = column;
            for grapheme in spelt.graphemes(true) {
                let wide = crate::text::width(grapheme);
                if at + wide > starts[starts.len() - 1] + room {
                    starts.push(at);
                }
                at += wide;
            }
        } else if matches!(atom, Atom::Plain(_) | Atom::Tab) {
            // What is made of single columns is cut anywhere.
            while column + width > starts[starts.len() - 1] + room {
                starts.push(starts[starts.len() - 1] + room);
            }
        } else if column + width > starts[starts.len() - 1] + room {
            starts.push(column);
        }
        column += width;
        true
    });
    if let Some(more) = more(line)
        && column + more.width() > starts[starts.len() - 1] + room
    {
        starts.push(column);
    }
    starts
}

/// The pieces of a line from column `first` on, at most `room` columns wide.
pub(crate) fn pieces(line: &[u8], marks: &Marks<'_>, first: usize, room: usize) -> Vec<Piece> {
    let part = seen(line);
    let end = first.saturating_add(room);
    // In a long plain line a column is a byte, so what is outside the window needs no look.
    let window = if part.len() > LONGEST { first.min(part.len())..end.min(part.len()) } else { 0..part.len() };
    let mut writer = Writer { column: window.start, window: first..end, ..Writer::default() };
    let mut lookup = Lookup::new(marks);
    walk(&part[window.clone()], |offset, atom| {
        let offset = offset + window.start;
        if let Atom::Plain(text) = atom {
            let mut at = 0;
            while at < text.len() {
                let mien = lookup.at(offset + at);
                let reach = lookup.reach(offset + at).saturating_sub(offset).clamp(at + 1, text.len());
                writer.plain(&text[at..reach], mien);
                at = reach;
            }
        } else {
            writer.other(&atom, lookup.at(offset));
        }
        writer.column < end
    });
    if window.end == part.len()
        && let Some(more) = more(line)
    {
        writer.put(&more, Mien { odd: true, ..Mien::default() });
    }
    writer.finish()
}

/// Collects what is inside the window, joined where it looks alike.
#[derive(Default)]
struct Writer {
    pieces: Vec<Piece>,
    run: String,
    mien: Mien,
    column: usize,
    window: Range<usize>,
}

impl Writer {
    fn plain(&mut self, text: &str, mien: Mien) {
        let start = self.window.start.saturating_sub(self.column).min(text.len());
        let end = self.window.end.saturating_sub(self.column).clamp(start, text.len());
        self.look(mien);
        self.run.push_str(&text[start..end]);
        self.column += text.len();
    }

    fn other(&mut self, atom: &Atom<'_>, mien: Mien) {
        match atom {
            Atom::Tab => self.put(&Safe::literal("    ").columns(0, TAB - self.column % TAB), mien),
            Atom::Invalid => self.put(&Safe::literal("\u{fffd}"), Mien { odd: true, ..mien }),
            Atom::Control(text) => self.put(&Safe::line(text), Mien { odd: true, ..mien }),
            Atom::Grapheme(text) | Atom::Plain(text) => self.put(&Safe::line(text), mien),
        }
    }

    fn put(&mut self, text: &Safe, mien: Mien) {
        let width = text.width();
        let visible =
            self.window.start.saturating_sub(self.column)..self.window.end.saturating_sub(self.column).min(width);
        self.look(mien);
        if visible == (0..width) {
            self.run.push_str(text);
        } else if visible.start < visible.end {
            self.run.push_str(&text.columns(visible.start, visible.len()));
        }
        self.column += width;
    }

    fn look(&mut self, mien: Mien) {
        if mien != self.mien {
            self.flush();
            self.mien = mien;
        }
    }

    fn flush(&mut self) {
        if !self.run.is_empty() {
            let text = Safe::bounded(&self.run, Bounds { tab: TAB, characters: usize::MAX });
            self.pieces.push(Piece { text, mien: self.mien });
            self.run.clear();
        }
    }

    fn finish(mut self) -> Vec<Piece> {
        self.flush();
        self.pieces
    }
}

/// What stands for the bytes that are not looked at.
fn more(line: &[u8]) -> Option<Safe> {
    let hidden = line.len() - seen(line).len();
    (hidden > 0).then(|| Safe::line(&format!(" … {hidden} more bytes")))
}

fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

/// What a line is walked through by.
enum Atom<'a> {
    /// Characters without need of care, each one column wide.
    Plain(&'a str),
    /// Another grapheme.
    Grapheme(&'a str),
    /// A tab.
    Tab,
    /// A grapheme that would command the terminal or hide.
    Control(&'a str),
    /// Bytes that are not UTF-8.
    Invalid,
}

fn atom_width(atom: &Atom<'_>, column: usize) -> usize {
    match atom {
        Atom::Plain(text) => text.len(),
        Atom::Tab => TAB - column % TAB,
        Atom::Invalid => 1,
        Atom::Grapheme(text) | Atom::Control(text) => Safe::line(text).width(),
    }
}

fn walk<'a>(bytes: &'a [u8], mut visit: impl FnMut(usize, Atom<'a>) -> bool) {
    let mut offset = 0;
    for chunk in bytes.utf8_chunks() {
        if !walk_text(chunk.valid(), offset, &mut visit) {
            return;
        }
        offset += chunk.valid().len();
        if !chunk.invalid().is_empty() && !visit(offset, Atom::Invalid) {
            return;
        }
        offset += chunk.invalid().len();
    }
}

fn walk_text<'a>(text: &'a str, base: usize, visit: &mut impl FnMut(usize, Atom<'a>) -> bool) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        // The last plain character may carry marks of what follows, so it stays with that.
        let plain = bytes[at..].iter().take_while(|byte| is_plain(**byte)).count();
        let alone =
            if bytes.get(at + plain).is_some_and(|next| !next.is_ascii()) { plain.saturating_sub(1) } else { plain };
        if alone > 0 {
            if !visit(base + at, Atom::Plain(&text[at..at + alone])) {
                return false;
            }
            at += alone;
            continue;
        }
        let end = bytes[at + 1..].iter().position(|byte| is_plain(*byte)).map_or(bytes.len(), |found| at + 1 + found);
        for (index, grapheme) in text[at..end].grapheme_indices(true) {
            let atom = match grapheme {
                "\t" => Atom::Tab,
                control if control.chars().any(crate::text::is_hostile) => Atom::Control(control),
                other => Atom::Grapheme(other),
            };
            if !visit(base + at + index, atom) {
                return false;
            }
        }
        at = end;
    }
    true
}

/// Finds the look of rising offsets without starting over.
struct Lookup<'a> {
    syntax: &'a [(u32, Class)],
    changed: &'a [Range<usize>],
    matched: &'a [Range<usize>],
}

impl<'a> Lookup<'a> {
    fn new(marks: &Marks<'a>) -> Self {
        Self { syntax: marks.syntax, changed: marks.changed, matched: marks.matched }
    }

    fn at(&mut self, offset: usize) -> Mien {
        while self.syntax.first().is_some_and(|(end, _)| *end as usize <= offset) {
            self.syntax = &self.syntax[1..];
        }
        let inside = |ranges: &mut &'a [Range<usize>]| {
            while ranges.first().is_some_and(|range| range.end <= offset) {
                *ranges = &ranges[1..];
            }
            ranges.first().is_some_and(|range| range.contains(&offset))
        };
        Mien {
            class: self.syntax.first().map_or(Class::Plain, |(_, class)| *class),
            changed: inside(&mut self.changed),
            matched: inside(&mut self.matched),
            odd: false,
        }
    }

    /// How far the look of `offset` surely reaches.
    fn reach(&self, offset: usize) -> usize {
        let of = |ranges: &[Range<usize>]| {
            ranges.first().map_or(usize::MAX, |range| if range.start > offset { range.start } else { range.end })
        };
        let syntax = self.syntax.first().map_or(usize::MAX, |(end, _)| *end as usize);
        syntax.min(of(self.changed)).min(of(self.matched))
    }
}
