//! Words in the place of others: the one form in which notes are changed, so that all bytes around them stay.

use std::ops::Range;

/// Words that take the place of bytes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::notes) struct Splice {
    /// What goes.
    pub(in crate::notes) span: Range<usize>,
    /// What comes.
    pub(in crate::notes) words: String,
}

impl Splice {
    /// Words at a place, nothing gone.
    pub(in crate::notes) fn insert(at: usize, words: impl Into<String>) -> Self {
        Self { span: at..at, words: words.into() }
    }

    /// Bytes gone, nothing in their place.
    pub(in crate::notes) fn remove(span: Range<usize>) -> Self {
        Self { span, words: String::new() }
    }
}

/// The text with all of them made. Those at one place stand in the order in which they were asked for; what was already
/// replaced is not replaced again.
pub(in crate::notes) fn spliced(text: &str, mut splices: Vec<Splice>) -> String {
    splices.sort_by_key(|splice| (splice.span.start, !splice.span.is_empty()));
    let mut out = String::with_capacity(text.len() + 256);
    let mut at = 0;
    for splice in splices {
        out.push_str(&text[at..splice.span.start.max(at)]);
        out.push_str(&splice.words);
        at = splice.span.end.max(at);
    }
    out.push_str(&text[at..]);
    out
}

/// The line end that a text uses.
pub(in crate::notes) fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Words with the line ends of a text; of a last line end nothing is left.
pub(in crate::notes) fn with_line_ends(words: &str, line_end: &str) -> String {
    let plain = words.trim_end().replace("\r\n", "\n");
    if line_end == "\n" { plain } else { plain.replace('\n', line_end) }
}

/// The line end with which an entry closes, if any.
pub(in crate::notes) fn closing(source: &str) -> &'static str {
    if source.ends_with("\r\n") {
        "\r\n"
    } else if source.ends_with('\n') {
        "\n"
    } else {
        ""
    }
}

/// Other words for an entry, with the line ends of the text.
pub(in crate::notes) fn replaced(text: &str, span: &Range<usize>, words: &str) -> Splice {
    let old = &text[span.clone()];
    let marked = match (old.trim_start().chars().next(), words.strip_prefix(['-', '*', '+'])) {
        (Some(marker @ ('-' | '*' | '+')), Some(rest)) if rest.starts_with([' ', '\t']) => format!("{marker}{rest}"),
        _ => words.to_owned(),
    };
    Splice { span: span.clone(), words: with_line_ends(&marked, line_end(text)) + closing(old) }
}

/// An entry gone, with the blank line behind it where there is one before it too.
pub(in crate::notes) fn removal(text: &str, span: Range<usize>) -> Splice {
    let front = &text[..span.start];
    let is_apart = front.is_empty() || front.ends_with("\n\n") || front.ends_with("\n\r\n");
    let rest = &text[span.end..];
    let blank = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
    let end = if is_apart { span.end + blank } else { span.end };
    Splice::remove(span.start..end)
}
