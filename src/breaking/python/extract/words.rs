//! The text of syntax nodes: on one line, shortened, digested.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::syntax::Node;

/// The longest head or value that is kept.
const LONGEST: usize = 400;

/// The text of a node; empty where the bytes are not at character boundaries.
pub(super) fn text<'a>(node: Node<'_>, source: &'a str) -> &'a str {
    source.get(node.byte_range()).unwrap_or_default()
}

/// The 1-based line where a node begins.
pub(super) fn line(node: Node<'_>) -> u32 {
    u32::try_from(node.start_position().row).unwrap_or(u32::MAX - 1) + 1
}

/// A text on one line, without comments that stand at the end of a line, not longer than a screen or two.
pub(super) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(LONGEST));
    for word in text.lines().map(without_comment).flat_map(str::split_whitespace) {
        if out.len() > LONGEST {
            out.push('…');
            return out;
        }
        if !out.is_empty() && !out.ends_with(['(', '[']) && !word.starts_with([')', ']', ',']) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.replace(",)", ")").replace(",]", "]")
}

fn without_comment(line: &str) -> &str {
    let mut quote = None;
    for (index, character) in line.char_indices() {
        match (quote, character) {
            (None, '#') => return &line[..index],
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
    }
    line
}

/// A number that is the same for texts with the same words.
pub(super) fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    for word in text.split_whitespace() {
        word.hash(&mut hasher);
    }
    hasher.finish()
}
