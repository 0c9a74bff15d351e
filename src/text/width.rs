//! Columns of text on a terminal, counted and cut by grapheme.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many columns a text takes.
pub fn width(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.len();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// At most `columns` wide, with `…` where the end was cut.
pub fn cut_end(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    if columns == 0 {
        return Cow::Borrowed("");
    }
    Cow::Owned(format!("{}…", head(text, columns - 1)))
}

/// At most `columns` wide, with `…` where the middle was cut. The end keeps a little more than the beginning.
pub fn cut_middle(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    if columns == 0 {
        return Cow::Borrowed("");
    }
    let left = (columns - 1) / 2;
    Cow::Owned(format!("{}…{}", head(text, left), tail(text, columns - 1 - left)))
}

/// The columns from `start` on, at most `columns` of them; half a wide character becomes a space.
pub fn columns(text: &str, start: usize, columns: usize) -> Cow<'_, str> {
    if start == 0 && width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let end = start.saturating_add(columns);
    let mut part = String::new();
    let mut column = 0;
    for grapheme in text.graphemes(true) {
        let next = column + UnicodeWidthStr::width(grapheme);
        if column >= end {
            break;
        }
        if column >= start && next <= end {
            part.push_str(grapheme);
        } else if next > start {
            let visible = next.min(end) - column.max(start);
            part.extend(std::iter::repeat_n(' ', visible));
        }
        column = next;
    }
    Cow::Owned(part)
}

fn head(text: &str, columns: usize) -> &str {
    let mut taken = 0;
    for (index, grapheme) in text.grapheme_indices(true) {
        taken += UnicodeWidthStr::width(grapheme);
        if taken > columns {
            return &text[..index];
        }
    }
    text
}

fn tail(text: &str, columns: usize) -> &str {
    let mut taken = 0;
    let mut start = text.len();
    for (index, grapheme) in text.grapheme_indices(true).rev() {
        taken += UnicodeWidthStr::width(grapheme);
        if taken > columns {
            break;
        }
        start = index;
    }
    &text[start..]
}
