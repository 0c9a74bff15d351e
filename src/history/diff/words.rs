//! What changed within a line.

use std::ops::Range;

use gix::diff::blob::{Algorithm, Diff, InternedInput};
use unicode_segmentation::UnicodeSegmentation as _;

use super::{Edit, TextDiff};

/// Beyond this many bytes a line is not cut into words; only its common ends are found.
const LONGEST_BY_WORD: usize = 4 << 10;
/// Beyond this many bytes nothing within a line is looked for.
const LONGEST: usize = 64 << 10;
/// Edits with more lines than this on a side are paired only when both sides have as many.
const MOST_TO_PAIR: usize = 200;
/// How far ahead a partner is looked for.
const REACH: u32 = 8;

/// The bytes of a removed line and of the added line beside it that differ.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Emphasis {
    /// Ranges of the removed line.
    pub old: Vec<Range<usize>>,
    /// Ranges of the added line.
    pub new: Vec<Range<usize>>,
}

/// The words that differ, or nothing where so much does that pointing at it helps nobody. Ranges lie on the boundaries of
/// graphemes (of bytes, where they are not UTF-8).
pub fn changed_words(old: &[u8], new: &[u8]) -> Option<Emphasis> {
    if old.len().max(new.len()) > LONGEST || old == new {
        return None;
    }
    let emphasis = if old.len().max(new.len()) > LONGEST_BY_WORD { by_ends(old, new) } else { by_words(old, new) };
    let visible = |line: &[u8], ranges: &[Range<usize>]| {
        let count = |bytes: &[u8]| bytes.iter().filter(|byte| !byte.is_ascii_whitespace()).count();
        (ranges.iter().map(|range| count(&line[range.clone()])).sum::<usize>(), count(line))
    };
    let (old_changed, old_all) = visible(old, &emphasis.old);
    let (new_changed, new_all) = visible(new, &emphasis.new);
    // Two lines that share less than about a third are better read as two lines.
    let shared = old_all - old_changed + new_all - new_changed;
    (shared * 3 >= old_all + new_all && shared > 0).then_some(emphasis)
}

/// Which removed line of an edit became which added one, as offsets into the edit's sides; both rise.
pub fn pair_lines(text: &TextDiff, edit: &Edit) -> Vec<(u32, u32)> {
    let (old_count, new_count) = (edit.old.len() as u32, edit.new.len() as u32);
    if old_count == new_count {
        return (0..old_count).map(|line| (line, line)).collect();
    }
    if edit.old.len().max(edit.new.len()) > MOST_TO_PAIR {
        return Vec::new();
    }
    let mut pairs = Vec::new();
    let mut next = 0;
    for old in 0..old_count {
        let old_line = text.old.line(edit.old.start + old);
        let partner =
            (next..new_count.min(next + REACH)).find(|new| are_alike(old_line, text.new.line(edit.new.start + new)));
        if let Some(new) = partner {
            pairs.push((old, new));
            next = new + 1;
        }
    }
    pairs
}

/// Whether the common ends of two lines are at least half of the longer one.
fn are_alike(old: &[u8], new: &[u8]) -> bool {
    let (old, new) = (old.trim_ascii(), new.trim_ascii());
    let longer = old.len().max(new.len());
    let (head, tail) = common_ends(old, new);
    longer > 0 && longer <= LONGEST_BY_WORD && (head + tail) * 2 >= longer
}

fn common_ends(old: &[u8], new: &[u8]) -> (usize, usize) {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    (head, tail)
}

/// Everything between the common head and the common tail.
fn by_ends(old: &[u8], new: &[u8]) -> Emphasis {
    let (mut head, mut tail) = common_ends(old, new);
    let is_inside = |line: &[u8], at: usize| line.get(at).is_some_and(|byte| byte & 0xc0 == 0x80);
    while head > 0 && (is_inside(old, head) || is_inside(new, head)) {
        head -= 1;
    }
    while tail > 0 && (is_inside(old, old.len() - tail) || is_inside(new, new.len() - tail)) {
        tail -= 1;
    }
    let middle = |line: &[u8]| {
        let range = head..line.len() - tail;
        if range.is_empty() { Vec::new() } else { vec![range] }
    };
    Emphasis { old: middle(old), new: middle(new) }
}

fn by_words(old: &[u8], new: &[u8]) -> Emphasis {
    let (old_words, new_words) = (words(old), words(new));
    let mut input = InternedInput::default();
    input.update_before(old_words.iter().map(|word| &old[word.clone()]));
    input.update_after(new_words.iter().map(|word| &new[word.clone()]));
    let mut diff = Diff::compute(Algorithm::Myers, &input);
    diff.postprocess_no_heuristic(&input);
    let mut emphasis = Emphasis::default();
    for hunk in diff.hunks() {
        add(&mut emphasis.old, &old_words, hunk.before, old);
        add(&mut emphasis.new, &new_words, hunk.after, new);
    }
    emphasis
}

/// Adds the bytes of some words, joined to the range before them if only blanks are between.
fn add(ranges: &mut Vec<Range<usize>>, words: &[Range<usize>], which: Range<u32>, line: &[u8]) {
    if which.is_empty() {
        return;
    }
    let bytes = words[which.start as usize].start..words[which.end as usize - 1].end;
    match ranges.last_mut() {
        Some(last) if line[last.end..bytes.start].iter().all(u8::is_ascii_whitespace) => last.end = bytes.end,
        _ => ranges.push(bytes),
    }
}

/// Cuts a line into words: letters, digits and `_` together, blanks together, anything else by grapheme.
fn words(line: &[u8]) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    let mut last = Class::Single;
    let mut push = |bytes: usize, class: Class| {
        match words.last_mut() {
            Some(word) if class == last && class != Class::Single => word.end += bytes,
            _ => words.push(at..at + bytes),
        }
        at += bytes;
        last = class;
    };
    for chunk in line.utf8_chunks() {
        for grapheme in chunk.valid().graphemes(true) {
            push(grapheme.len(), Class::of(grapheme));
        }
        if !chunk.invalid().is_empty() {
            push(chunk.invalid().len(), Class::Single);
        }
    }
    words
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Blank,
    Single,
}

impl Class {
    fn of(grapheme: &str) -> Self {
        match grapheme.chars().next() {
            Some(' ' | '\t') => Self::Blank,
            // Scripts that write without blanks would make one word of a whole sentence.
            Some(first) if first == '_' || (first.is_alphanumeric() && (first as u32) < 0x2e80) => Self::Word,
            _ => Self::Single,
        }
    }
}
