//! Drops terminal escape sequences, as programs print them for colour, from text.

use std::borrow::Cow;

/// The text without escape sequences: CSI, OSC and the other strings, and two-character escapes. A sequence that is not
/// finished is left for [`super::Safe`] to spell out.
pub fn strip(text: &str) -> Cow<'_, str> {
    if !text.contains(['\u{1b}', '\u{9b}']) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\u{1b}', '\u{9b}']) {
        kept.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = sequence_length(rest).unwrap_or_else(|| {
            let first = rest.chars().next().map_or(0, char::len_utf8);
            kept.push_str(&rest[..first]);
            first
        });
        rest = &rest[length..];
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// Bytes of the finished sequence that `text` begins with.
fn sequence_length(text: &str) -> Option<usize> {
    let mut characters = text.char_indices();
    let (_, introducer) = characters.next()?;
    if introducer == '\u{9b}' {
        return csi_end(characters);
    }
    match characters.next()?.1 {
        '[' => csi_end(characters),
        ']' | 'P' | '^' | '_' | 'X' => string_end(text),
        ' '..='/' => characters.next().map(|(at, final_byte)| at + final_byte.len_utf8()),
        '0'..='~' => Some(2),
        _ => None,
    }
}

fn csi_end(characters: std::str::CharIndices<'_>) -> Option<usize> {
    for (at, character) in characters {
        match character {
            ' '..='?' => {}
            '@'..='~' => return Some(at + 1),
            _ => return None,
        }
    }
    None
}

fn string_end(text: &str) -> Option<usize> {
    let bell = text.find('\u{7}').map(|at| at + 1);
    let terminator = text[1..].find("\u{1b}\\").map(|at| at + 3);
    match (bell, terminator) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
