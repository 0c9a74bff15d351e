//! Which lines differ.

use std::{
    hash::{Hash, Hasher},
    ops::Range,
};

use gix::diff::blob::{Algorithm, Diff, IndentHeuristic, IndentLevel, InternedInput, Interner};

use super::Text;

/// Lines of the old text that were replaced by lines of the new one; either may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Edit {
    /// Lines taken away, counted from 0.
    pub old: Range<u32>,
    /// Lines put there, counted from 0.
    pub new: Range<u32>,
}

/// Whether white space counts when lines are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Whitespace {
    /// Every byte counts.
    #[default]
    Counts,
    /// Lines that differ in white space alone are equal (git's `-w`).
    Ignored,
}

/// Texts that are larger together are not looked at where both ends are equal. Below it the result is git's own to the line:
/// its heuristics count how often a line occurs in the whole text.
const LARGE: usize = 8 << 20;

/// The ranges that differ, in order, as git's default algorithm and indent heuristic find them.
pub fn compare(old: &Text, new: &Text, whitespace: Whitespace) -> Vec<Edit> {
    let is_large = old.bytes().len() + new.bytes().len() > LARGE;
    let (head, tail) = if is_large && whitespace == Whitespace::Counts { common_ends(old, new) } else { (0, 0) };
    let old_lines = (head..old.line_count() - tail).map(|line| Line { bytes: old.line_with_end(line), whitespace });
    let new_lines = (head..new.line_count() - tail).map(|line| Line { bytes: new.line_with_end(line), whitespace });
    let (old_count, new_count) = (old_lines.len(), new_lines.len());
    let mut input = InternedInput {
        before: Vec::with_capacity(old_count),
        after: Vec::with_capacity(new_count),
        interner: Interner::new(old_count + new_count),
    };
    input.update_before(old_lines);
    input.update_after(new_lines);
    let mut diff = Diff::compute(Algorithm::Myers, &input);
    diff.postprocess_with_heuristic(
        &input,
        IndentHeuristic::new(|token| IndentLevel::for_ascii_line(input.interner[token].bytes.iter().copied(), 8)),
    );
    diff.hunks()
        .map(|hunk| Edit {
            old: hunk.before.start + head..hunk.before.end + head,
            new: hunk.after.start + head..hunk.after.end + head,
        })
        .collect()
}

/// How many lines at both ends are surely equal and need not be looked at. A margin of equal lines is left to the
/// algorithm, so that changes can slide to where they read best.
fn common_ends(old: &Text, new: &Text) -> (u32, u32) {
    const MARGIN: u32 = 100;
    let shorter = old.line_count().min(new.line_count());
    let head = (0..shorter).take_while(|&line| old.line_with_end(line) == new.line_with_end(line)).count() as u32;
    let tail = (1..=shorter - head)
        .take_while(|&back| old.line_with_end(old.line_count() - back) == new.line_with_end(new.line_count() - back))
        .count() as u32;
    (head.saturating_sub(MARGIN), tail.saturating_sub(MARGIN))
}

/// A line that equals another if they differ in nothing that counts.
struct Line<'a> {
    bytes: &'a [u8],
    whitespace: Whitespace,
}

impl<'a> Line<'a> {
    fn visible(&self) -> impl Iterator<Item = u8> + use<'a> {
        self.bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace() && *byte != 0x0b)
    }
}

impl PartialEq for Line<'_> {
    fn eq(&self, other: &Self) -> bool {
        match self.whitespace {
            Whitespace::Counts => self.bytes == other.bytes,
            Whitespace::Ignored => self.visible().eq(other.visible()),
        }
    }
}

impl Eq for Line<'_> {}

impl Hash for Line<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.whitespace {
            Whitespace::Counts => self.bytes.hash(state),
            Whitespace::Ignored => {
                let mut chunk = [0; 64];
                let mut used = 0;
                for byte in self.visible() {
                    chunk[used] = byte;
                    used += 1;
                    if used == chunk.len() {
                        state.write(&chunk);
                        used = 0;
                    }
                }
                state.write(&chunk[..used]);
            }
        }
    }
}
