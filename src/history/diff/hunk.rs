//! Differing ranges with the lines around them.

use std::ops::Range;

use super::{Edit, Text};

/// A stretch of both texts that is shown together: some edits and the equal lines around and between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// Its lines in the old text, counted from 0.
    pub old: Range<u32>,
    /// Its lines in the new text, counted from 0.
    pub new: Range<u32>,
    /// Which of the file's edits it shows.
    pub edits: Range<usize>,
}

/// Groups `edits` with up to `context` equal lines on both sides; edits that would share or touch their context are one
/// hunk, as in git. `lines` are the line counts of the old and the new text.
pub fn hunks(edits: &[Edit], lines: (u32, u32), context: u32) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    for (index, edit) in edits.iter().enumerate() {
        let reach = context.saturating_mul(2);
        match hunks.last_mut() {
            Some(hunk) if edit.old.start - edits[index - 1].old.end <= reach => {
                hunk.edits.end = index + 1;
            }
            _ => hunks.push(Hunk { old: 0..0, new: 0..0, edits: index..index + 1 }),
        }
    }
    for hunk in &mut hunks {
        let (first, last) = (&edits[hunk.edits.start], &edits[hunk.edits.end - 1]);
        let before = context.min(first.old.start).min(first.new.start);
        let after = context.min(lines.0 - last.old.end).min(lines.1 - last.new.end);
        hunk.old = first.old.start - before..last.old.end + after;
        hunk.new = first.new.start - before..last.new.end + after;
    }
    hunks
}

/// The line that git shows after `@@`: the nearest one above the hunk that starts with a letter, `_` or `$`. Looks at no
/// more than a few thousand lines.
pub fn heading<'a>(old: &'a Text, hunk: &Hunk) -> Option<&'a [u8]> {
    const FAR_ENOUGH: u32 = 4_000;
    (hunk.old.start.saturating_sub(FAR_ENOUGH)..hunk.old.start)
        .rev()
        .map(|line| old.line(line))
        .find(|line| line.first().is_some_and(|first| first.is_ascii_alphabetic() || matches!(first, b'_' | b'$')))
        .map(<[u8]>::trim_ascii_end)
}
