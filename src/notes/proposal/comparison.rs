//! The text and what is proposed for it, line by line, in hunks that can be taken one by one.

use std::ops::Range;

use similar::{DiffOp, TextDiff};

use super::blocks::{Part, parts};
use crate::notes::Conflict;

/// Words within longer lines are not compared.
const LONGEST: usize = 4 * 1024;

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is on both sides.
    Stays,
    /// It would come.
    Comes,
    /// It would go.
    Goes,
}

/// One line of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedLine {
    /// Whether it stays, would come or would go.
    pub change: Change,
    /// Its words, without line end.
    pub words: String,
    /// Bytes of the words that the other side of the hunk has not.
    pub marked: Vec<Range<usize>>,
    /// The hunk that it belongs to, if it is not the same on both sides.
    pub hunk: Option<usize>,
    source: String,
}

/// Lines that are taken or refused together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hunk {
    /// Whether both sides changed it, so that a person must choose.
    pub is_conflict: bool,
}

/// What a proposal would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// All lines of both sides.
    pub lines: Vec<ComparedLine>,
    /// The hunks, in order; at least one.
    pub hunks: Vec<Hunk>,
}

impl Comparison {
    /// Compares; nothing where both are the same.
    pub(super) fn of(current: &str, proposed: &str, conflicts: &[Conflict]) -> Option<Self> {
        if current == proposed {
            return None;
        }
        let [old, new] = [current, proposed].map(|text| text.split_inclusive('\n').collect::<Vec<&str>>());
        let diff = TextDiff::from_slices(&old, &new);
        let mut made = Self { lines: Vec::new(), hunks: Vec::new() };
        let (mut goes, mut comes) = (0..0, 0..0);
        for op in diff.ops() {
            if let DiffOp::Equal { old_index, len, .. } = op {
                made.run(&old[goes.clone()], &new[comes.clone()], conflicts);
                for line in &old[*old_index..old_index + len] {
                    made.lines.push(compared(line, Change::Stays, None));
                }
                (goes, comes) = (op.old_range().end..op.old_range().end, op.new_range().end..op.new_range().end);
            } else {
                (goes.end, comes.end) = (op.old_range().end, op.new_range().end);
            }
        }
        made.run(&old[goes], &new[comes], conflicts);
        Some(made)
    }

    /// A run of lines that changed, in hunks.
    fn run(&mut self, goes: &[&str], comes: &[&str], conflicts: &[Conflict]) {
        if goes.is_empty() && comes.is_empty() {
            return;
        }
        for Part { goes: old, comes: new } in parts(goes, comes) {
            let (old, new) = (&goes[old], &comes[new]);
            let hunk = Some(self.hunks.len());
            let first = self.lines.len();
            self.lines.extend(old.iter().map(|line| compared(line, Change::Goes, hunk)));
            self.lines.extend(new.iter().map(|line| compared(line, Change::Comes, hunk)));
            mark(&mut self.lines[first..], old, new);
            self.hunks.push(Hunk { is_conflict: is_asked(conflicts, &old.concat(), &new.concat()) });
        }
    }

    /// The current text with one hunk taken.
    pub fn with(&self, hunk: usize) -> String {
        self.mixed(|at| at == hunk)
    }

    /// The current text with all hunks taken but those that a person must choose one by one.
    pub fn with_all(&self) -> String {
        self.mixed(|at| !self.hunks[at].is_conflict)
    }

    /// The proposed text without one hunk.
    pub fn without(&self, hunk: usize) -> String {
        self.mixed(|at| at != hunk)
    }

    /// Both sides of one hunk, the current one first; for all others `takes_rest` says which side stands.
    pub fn both(&self, hunk: usize, takes_rest: bool) -> String {
        let is_in = |line: &&ComparedLine| match line.change {
            Change::Stays => true,
            _ if line.hunk == Some(hunk) => true,
            Change::Comes => takes_rest,
            Change::Goes => !takes_rest,
        };
        let mut text = String::new();
        for line in self.lines.iter().filter(is_in) {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            text.push_str(&line.source);
        }
        text
    }

    /// The words of one side of a hunk.
    pub fn side(&self, hunk: usize, change: Change) -> String {
        let lines = self.lines.iter().filter(|line| line.hunk == Some(hunk) && line.change == change);
        lines.map(|line| line.source.as_str()).collect()
    }

    /// The lines of a hunk.
    pub fn lines_of(&self, hunk: usize) -> Range<usize> {
        let first = self.lines.iter().position(|line| line.hunk == Some(hunk)).unwrap_or(0);
        let last = self.lines.iter().rposition(|line| line.hunk == Some(hunk)).map_or(first, |last| last + 1);
        first..last
    }

    pub(super) fn mixed(&self, takes: impl Fn(usize) -> bool) -> String {
        let is_in = |line: &&ComparedLine| match line.change {
            Change::Stays => true,
            Change::Comes => line.hunk.is_some_and(&takes),
            Change::Goes => !line.hunk.is_some_and(&takes),
        };
        self.lines.iter().filter(is_in).map(|line| line.source.as_str()).collect()
    }
}

fn compared(source: &str, change: Change, hunk: Option<usize>) -> ComparedLine {
    let words = source.trim_end_matches(['\n', '\r']).to_owned();
    ComparedLine { change, words, marked: Vec::new(), hunk, source: source.to_owned() }
}

fn is_asked(conflicts: &[Conflict], old: &str, new: &str) -> bool {
    conflicts.iter().any(|conflict| {
        let theirs = conflict.theirs.as_deref().unwrap_or_default();
        plain(old).contains(&plain(&conflict.mine)) && plain(new).contains(&plain(theirs))
    })
}

fn plain(words: &str) -> String {
    words.trim().trim_start_matches(['-', '*', '+']).replace("\r\n", "\n")
}

/// Marks the words of a hunk's lines that the other side has not, where both sides have lines.
fn mark(lines: &mut [ComparedLine], old: &[&str], new: &[&str]) {
    let (old, new) = (old.concat(), new.concat());
    if old.is_empty() || new.is_empty() || old.len() + new.len() > LONGEST {
        return;
    }
    let diff = TextDiff::from_words(old.as_str(), new.as_str());
    let mut places = [(Change::Goes, 0), (Change::Comes, 0)];
    for change in diff.iter_all_changes() {
        let length = change.value().len();
        for (side, at) in &mut places {
            let is_here = match change.tag() {
                similar::ChangeTag::Equal => true,
                similar::ChangeTag::Delete => *side == Change::Goes,
                similar::ChangeTag::Insert => *side == Change::Comes,
            };
            if is_here {
                if change.tag() != similar::ChangeTag::Equal {
                    mark_bytes(lines, *side, *at..*at + length);
                }
                *at += length;
            }
        }
    }
}

/// Marks bytes of one side, counted over its lines.
fn mark_bytes(lines: &mut [ComparedLine], side: Change, bytes: Range<usize>) {
    let mut start = 0;
    for line in lines.iter_mut().filter(|line| line.change == side) {
        let here = bytes.start.max(start)..bytes.end.min(start + line.words.len());
        if here.start < here.end {
            line.marked.push(here.start - start..here.end - start);
        }
        start += line.source.len();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn compare(old: &str, new: &str) -> Option<Comparison> {
        Comparison::of(old, new, &[])
    }

    #[test]
    fn hunks_are_taken_one_by_one() {
        let found = compare("a\nb\nc\nd\n", "a\nB\nc\nd\ne\n").unwrap();
        assert_eq!(found.hunks.len(), 2);
        assert_eq!(found.with(0), "a\nB\nc\nd\n");
        assert_eq!(found.with(1), "a\nb\nc\nd\ne\n");
        assert_eq!(found.without(0), "a\nb\nc\nd\ne\n");
        assert_eq!(found.both(0, false), "a\nb\nB\nc\nd\n");
        assert_eq!(compare("a", "a"), None);
    }

    #[test]
    fn words_that_changed_are_marked() {
        let found = compare("- Crash on start (#1)\n", "- Crash at start (#1)\n").unwrap();
        let marked: Vec<&str> =
            found.lines.iter().flat_map(|line| line.marked.iter().map(|range| &line.words[range.clone()])).collect();
        assert_eq!(marked, ["on", "at"]);
    }

    #[test]
    fn what_both_sides_changed_is_not_taken_with_the_rest() {
        let conflict = Conflict { base: "- A".into(), mine: "- My A".into(), theirs: Some("- Their A".into()) };
        let found = Comparison::of("- My A\n", "- Their A\n- New\n", &[conflict]).unwrap();
        assert_eq!(found.hunks.iter().map(|hunk| hunk.is_conflict).collect::<Vec<_>>(), [true, false]);
        assert_eq!(found.with_all(), "- My A\n- New\n");
    }

    proptest! {
        #[test]
        fn all_hunks_taken_are_the_proposal(old in "[abc# \r\n-]{0,16}", new in "[abc# \r\n-]{0,16}") {
            if let Some(found) = compare(&old, &new) {
                prop_assert_eq!(found.mixed(|_| true), new);
                prop_assert_eq!(found.mixed(|_| false), old);
                prop_assert!(!found.hunks.is_empty());
            }
        }
    }
}
