//! Lines that changed, as pieces that make sense alone: an entry, a paragraph, a heading with its first entry.

use std::{collections::HashSet, ops::Range};

/// Blocks are compared for so many pairs at most; beyond that a run of changed lines is one piece.
const MOST_PAIRS: usize = 40_000;
/// Blocks that share as many of their words are one, changed.
const ALIKE: f64 = 0.4;

/// A piece of a run: lines that go and lines that come in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) goes: Range<usize>,
    pub(super) comes: Range<usize>,
}

/// The pieces of a run of changed lines. They follow each other and leave no line out.
pub(super) fn parts(goes: &[&str], comes: &[&str]) -> Vec<Part> {
    let (old, new) = (blocks(goes), blocks(comes));
    if old.is_empty() || new.is_empty() || old.len() * new.len() > MOST_PAIRS {
        return match (old.is_empty(), new.is_empty()) {
            (true, false) => new.into_iter().map(|comes| Part { goes: 0..0, comes }).collect(),
            (false, true) => old.into_iter().map(|goes| Part { goes, comes: 0..0 }).collect(),
            _ => vec![Part { goes: 0..goes.len(), comes: 0..comes.len() }],
        };
    }
    let mut parts = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    for (old_pair, new_pair) in aligned(&old, &new, goes, comes) {
        let next = (old[old_pair].start, new[new_pair].start);
        parts.extend(apart(&old[old_at..old_pair], &new[new_at..new_pair], next));
        parts.push(Part { goes: old[old_pair].clone(), comes: new[new_pair].clone() });
        (old_at, new_at) = (old_pair + 1, new_pair + 1);
    }
    parts.extend(apart(&old[old_at..], &new[new_at..], (goes.len(), comes.len())));
    parts
}

/// Blocks that have no counterpart: what goes, then what comes, each for itself. `next` is where both sides go on.
fn apart(old: &[Range<usize>], new: &[Range<usize>], next: (usize, usize)) -> Vec<Part> {
    let first_new = new.first().map_or(next.1, |block| block.start);
    let gone = old.iter().map(|block| Part { goes: block.clone(), comes: first_new..first_new });
    let come = new.iter().map(|block| Part { goes: next.0..next.0, comes: block.clone() });
    gone.chain(come).collect()
}

/// Where blocks begin: at an item, at a heading that has its first entry with it, after a blank line.
fn blocks(lines: &[&str]) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = Vec::new();
    let (mut headed, mut is_filled) = (false, false);
    for (at, line) in lines.iter().enumerate() {
        let is_blank = line.trim().is_empty();
        let is_heading = line.starts_with('#');
        let is_item = line.starts_with(['-', '*', '+']) && line[1..].starts_with([' ', '\t']);
        let after_blank = at > 0 && lines[at - 1].trim().is_empty() && !line.starts_with([' ', '\t']);
        let begins = is_filled && !is_blank && (is_heading || is_item || after_blank);
        if at == 0 || begins && (!headed || is_heading) {
            starts.push(at);
            is_filled = false;
        }
        // Blank lines at the front belong to what follows them.
        is_filled |= !is_blank;
        headed = is_heading || headed && is_blank;
    }
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Pairs of blocks that are one, changed, in an order that both sides have; the most alike altogether.
fn aligned(old: &[Range<usize>], new: &[Range<usize>], goes: &[&str], comes: &[&str]) -> Vec<(usize, usize)> {
    let old_words: Vec<HashSet<String>> = old.iter().map(|block| words(&goes[block.clone()])).collect();
    let new_words: Vec<HashSet<String>> = new.iter().map(|block| words(&comes[block.clone()])).collect();
    let share = |old_at: usize, new_at: usize| {
        let both = old_words[old_at].intersection(&new_words[new_at]).count();
        let share = 2.0 * both as f64 / (old_words[old_at].len() + new_words[new_at].len()).max(1) as f64;
        // One block for one is a change, however little stayed.
        if share >= ALIKE || old.len() == 1 && new.len() == 1 { share + 0.01 } else { 0.0 }
    };
    let width = new.len() + 1;
    let mut best = vec![0.0_f64; (old.len() + 1) * width];
    for old_at in (0..old.len()).rev() {
        for new_at in (0..new.len()).rev() {
            let found = share(old_at, new_at);
            let taken = if found > 0.0 { found + best[(old_at + 1) * width + new_at + 1] } else { 0.0 };
            let left = best[(old_at + 1) * width + new_at].max(best[old_at * width + new_at + 1]);
            best[old_at * width + new_at] = taken.max(left);
        }
    }
    let mut pairs = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    while old_at < old.len() && new_at < new.len() {
        let here = best[old_at * width + new_at];
        if here <= best[(old_at + 1) * width + new_at] {
            old_at += 1;
        } else if here <= best[old_at * width + new_at + 1] {
            new_at += 1;
        } else {
            pairs.push((old_at, new_at));
            (old_at, new_at) = (old_at + 1, new_at + 1);
        }
    }
    pairs
}

fn words(lines: &[&str]) -> HashSet<String> {
    let words = lines.iter().flat_map(|line| line.split(|character: char| !character.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(goes: &[&str], comes: &[&str], expected: &[(Range<usize>, Range<usize>)]) {
        let found: Vec<_> = parts(goes, comes).into_iter().map(|part| (part.goes, part.comes)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn each_entry_that_changed_is_a_piece() {
        check(
            &["- Stars shine\n", "- Moons rise\n"],
            &["- Stars shine now\n", "- Comets\n", "  with tails\n", "- Moons rise\n"],
            &[(0..1, 0..1), (1..1, 1..3), (1..2, 3..4)],
        );
    }

    #[test]
    fn a_heading_comes_with_its_first_entry() {
        check(&[], &["## Fixed\n", "\n", "- One\n", "- Two\n"], &[(0..0, 0..3), (0..0, 3..4)]);
    }

    #[test]
    fn a_blank_line_comes_with_what_follows_it() {
        check(&[], &["\n", "Bye.\n", "\n", "So long.\n"], &[(0..0, 0..3), (0..0, 3..4)]);
    }

    #[test]
    fn one_for_one_is_a_change() {
        check(&["a\n"], &["b\n"], &[(0..1, 0..1)]);
    }
}
