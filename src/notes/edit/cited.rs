//! The words of an entry and the group of citations behind them: `Words (#12, abc1234)`.

use std::ops::Range;

/// Where things stand in an entry's source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Anatomy {
    /// Its first paragraph, marker left out, up to the citations.
    pub(super) words: Range<usize>,
    /// What stands between the parentheses of its citations, if it has any.
    pub(super) group: Option<Range<usize>>,
    /// The end of the first paragraph, citations included.
    pub(super) head_end: usize,
}

/// Reads an entry's source.
pub(super) fn anatomy(source: &str) -> Anatomy {
    let start = marker_length(source);
    let head_end = start + head_length(&source[start..]);
    let group = group_at_end(&source[start..head_end]).map(|group| group.start + start..group.end + start);
    let words_end = group.as_ref().map_or(head_end, |group| group.start - 1);
    let words_end = start + source[start..words_end].trim_end().len();
    Anatomy { words: start..words_end, group, head_end }
}

/// The bytes of blank and list marker before an entry's words.
pub(super) fn marker_length(source: &str) -> usize {
    let trimmed = source.trim_start_matches([' ', '\t']);
    let blank = source.len() - trimmed.len();
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    let marker = match trimmed[digits..].bytes().next() {
        Some(b'.' | b')') if digits > 0 => digits + 1,
        Some(b'-' | b'*' | b'+') if digits == 0 => 1,
        _ => return blank,
    };
    let rest = &trimmed[marker..];
    let space = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    if space > 0 { blank + marker + space } else { blank }
}

/// The length of the first paragraph: up to a blank line, or to a line that begins something else.
fn head_length(words: &str) -> usize {
    let mut end = 0;
    for (at, line) in words.split_inclusive('\n').enumerate() {
        let bare = line.trim_start();
        let other = at > 0 && (marker_length(bare) > 0 || bare.starts_with(['>', '|']) || bare.starts_with("```"));
        if bare.is_empty() || other {
            break;
        }
        end += line.len();
    }
    words[..end].trim_end().len()
}

/// What stands between the parentheses at the end, where all of it cites.
fn group_at_end(head: &str) -> Option<Range<usize>> {
    let inner_end = head.strip_suffix(')')?.len();
    let mut depth = 0;
    let open = head.char_indices().rev().find_map(|(at, character)| {
        match character {
            ')' => depth += 1,
            '(' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })?;
    let is_link = head[..open].ends_with(']');
    let inner = open + 1..inner_end;
    (!is_link && head[inner.clone()].split(", ").all(cites)).then_some(inner)
}

/// Whether a word reads as a citation: `#12`, `abc1234`, or a link with such a word.
fn cites(word: &str) -> bool {
    let word = word.trim();
    let shown = word.strip_prefix('[').and_then(|rest| rest.split_once("](")).map_or(word, |(shown, _)| shown);
    let shown = shown.trim_matches('`');
    let number = shown.strip_prefix(['#', '!']).or_else(|| shown.strip_prefix("GH-"));
    match number {
        Some(number) => !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()),
        None => shown.len() >= 7 && shown.bytes().all(|byte| byte.is_ascii_hexdigit()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, words: &str, group: Option<&str>) {
        let found = anatomy(source);
        assert_eq!(&source[found.words], words, "of {source:?}");
        assert_eq!(found.group.map(|group| &source[group]), group, "of {source:?}");
    }

    #[test]
    fn citations_stand_behind_the_words() {
        check("- Stars (#12)\n", "Stars", Some("#12"));
        check("  1. Stars (see below)\n", "Stars (see below)", None);
        check(
            "* **net**: Stars ([#12](https://x/12), abc1234)\n",
            "**net**: Stars",
            Some("[#12](https://x/12), abc1234"),
        );
        check("- See [this](#12)\n", "See [this](#12)", None);
        check("- Stars\n  shine (#1)\n\n  More (#2)\n", "Stars\n  shine", Some("#1"));
        check("- Stars (#1)\n  - nested (#2)\n", "Stars", Some("#1"));
        check("- \n", "", None);
        check("", "", None);
        check("Prose é)\n", "Prose é)", None);
    }
}
