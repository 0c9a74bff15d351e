//! A piece of source code on one line: its parts of speech are told on a worker, and it is wrapped and coloured when drawn.

use std::ops::Range;

use ratatui::{style::Style, text::Span};
use unicode_segmentation::UnicodeSegmentation;

use super::diff::{Class, Palette, classes_of};
use crate::{
    text::{self, Safe},
    tui::{
        look::Look,
        theme::{Depth, Role},
    },
};

/// Code that may be drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Code {
    text: String,
    /// Where each class ends, by byte.
    classes: Box<[(u32, Class)]>,
}

impl Code {
    /// Reads a line of a file of this name. Grammars take their time: to be called on a worker.
    pub fn read(path: &str, source: &str) -> Self {
        let text: String = Safe::line(source).into();
        Self { classes: classes_of(path, &text), text }
    }

    /// The code without colours, for a screen that has had no worker yet.
    pub fn plain(source: &str) -> Self {
        Self { text: Safe::line(source).into(), classes: Box::default() }
    }

    /// Its rows in this many columns; rows after the first are indented.
    pub fn rows(&self, columns: usize) -> Vec<CodeRow> {
        let mut rows = Vec::new();
        for (index, row) in self.ranges(columns).into_iter().enumerate() {
            let mut pieces = Vec::new();
            if index > 0 {
                pieces.push((Class::Plain, INDENT.to_owned()));
            }
            let mut at = row.start;
            for (end, class) in &self.classes {
                let end = (*end as usize).min(row.end);
                if end > at {
                    pieces.push((*class, self.text[at..end].to_owned()));
                    at = end;
                }
            }
            if at < row.end {
                pieces.push((Class::Plain, self.text[at..row.end].to_owned()));
            }
            rows.push(CodeRow(pieces));
        }
        rows
    }

    /// Where rows break: after a space or a comma where there is one, else anywhere.
    fn ranges(&self, columns: usize) -> Vec<Range<usize>> {
        let mut rows = Vec::new();
        let (mut start, mut taken, mut good) = (0, 0, 0);
        for (at, grapheme) in self.text.grapheme_indices(true) {
            let indent = if rows.is_empty() { 0 } else { INDENT.len() };
            let room = columns.saturating_sub(indent).max(1);
            taken += text::width(grapheme);
            if taken > room && at > start {
                let end = if good > start { good } else { at };
                rows.push(start..end);
                start = end;
                taken = text::width(&self.text[start..at + grapheme.len()]);
            }
            if [" ", ",", "("].contains(&grapheme) {
                good = at + grapheme.len();
            }
        }
        rows.push(start..self.text.len());
        rows
    }
}

/// One row of code, to be coloured.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeRow(Vec<(Class, String)>);

impl CodeRow {
    /// How many columns it takes.
    pub fn width(&self) -> usize {
        self.0.iter().map(|(_, words)| text::width(words)).sum()
    }

    /// It in the theme's colours.
    pub fn spans(&self, look: &Look<'_>) -> Vec<Span<'static>> {
        self.0.iter().map(|(class, words)| Span::styled(words.clone(), style(look, *class))).collect()
    }
}

/// What rows after the first begin with.
const INDENT: &str = "    ";

/// The style of a part of speech in the theme's colours.
pub(super) fn style(look: &Look<'_>, class: Class) -> Style {
    let plain = look.style(Role::Text);
    if look.theme.depth == Depth::Mono {
        return plain;
    }
    plain.patch(look.theme.depth.reduce(Palette::of(look.theme).style(class)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str, columns: usize) -> Vec<String> {
        let code = Code::plain(text);
        code.ranges(columns).into_iter().map(|row| code.text[row].to_owned()).collect()
    }

    #[test]
    fn long_code_breaks_where_it_reads() {
        assert_eq!(rows("fn a(b: u8)", 20), ["fn a(b: u8)"]);
        assert_eq!(rows("pub fn open(url: &str, port: u16)", 24), ["pub fn open(url: &str, ", "port: u16)"]);
    }

    #[test]
    fn words_of_a_language_have_classes() {
        let code = Code::read("a.rs", "pub fn open() -> u8");
        assert!(code.classes.len() > 3, "{code:?}");
        assert!(Code::read("a.nothing", "pub fn").classes.is_empty());
    }

    proptest! {
        #[test]
        fn nothing_is_lost_at_any_width(text in "[a-c (,日]{0,60}", columns in 1_usize..30) {
            prop_assert_eq!(rows(&text, columns).concat(), text);
        }
    }
}
