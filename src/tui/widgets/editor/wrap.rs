//! How a line is broken over rows, and what its graphemes look like.

use std::{borrow::Cow, ops::Range};

use unicode_segmentation::UnicodeSegmentation;

use crate::text::{Safe, is_hostile, width};

/// A grapheme as it is drawn: a tab as spaces, what would command the terminal spelt out.
pub(super) fn shown(grapheme: &str) -> Cow<'_, str> {
    if grapheme == "\t" {
        return Cow::Borrowed("    ");
    }
    if grapheme.chars().any(is_hostile) {
        Cow::Owned(Safe::line(grapheme).as_str().to_owned())
    } else {
        Cow::Borrowed(grapheme)
    }
}

/// The bytes of each row of a line; at least one row. Words are kept whole where they fit.
pub(super) fn rows(line: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(4);
    if line.len() <= columns && line.is_ascii() && !line.bytes().any(|byte| byte.is_ascii_control()) {
        return std::iter::once(0..line.len()).collect();
    }
    let mut rows = Vec::new();
    let mut start = 0;
    let mut used = 0;
    let mut after_space: Option<usize> = None;
    for (at, grapheme) in line.grapheme_indices(true) {
        let wide = width(&shown(grapheme));
        while used + wide > columns && at > start {
            let cut = after_space.take().filter(|cut| *cut > start).unwrap_or(at);
            rows.push(start..cut);
            start = cut;
            used = column(line, start, at);
        }
        used += wide;
        if grapheme == " " {
            after_space = Some(at + 1);
        }
    }
    rows.push(start..line.len());
    rows
}

/// The row of a line that a byte is in. The end of a row that is not the last belongs to the next.
pub(super) fn row_of(rows: &[Range<usize>], byte: usize) -> usize {
    rows.iter().rposition(|row| row.start <= byte).unwrap_or(0)
}

/// Columns from a row's start to a byte.
pub(super) fn column(line: &str, from: usize, byte: usize) -> usize {
    line[from..byte.max(from)].graphemes(true).map(|grapheme| width(&shown(grapheme))).sum()
}

/// The byte of the grapheme at a column of a row.
pub(super) fn byte_at(line: &str, row: &Range<usize>, column: usize, is_last: bool) -> usize {
    let mut used = 0;
    let mut last = row.start;
    for (at, grapheme) in line[row.clone()].grapheme_indices(true) {
        last = row.start + at;
        used += width(&shown(grapheme));
        if used > column {
            return last;
        }
    }
    if is_last { row.end } else { last }
}
