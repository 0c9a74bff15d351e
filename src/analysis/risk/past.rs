//! What was known of files and authors before each commit: fed with commits, parents before children.
//!
//! Commits before the range are common to all; commits within the range count only for their descendants, so that work
//! merged later from the side does not change what was said before.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::analysis::shape::Touch;

/// More earlier commits of a file or a person than this say nothing new, and would cost time by their square.
const ENOUGH: usize = 1000;

/// What was known just before a commit. Means are in tenths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    /// Files that were seen before.
    pub known_files: u32,
    /// Earlier changes per file, in tenths.
    pub changes: u32,
    /// Earlier fixes per file, in tenths.
    pub fixes: u32,
    /// People who changed these files before.
    pub authors: u32,
    /// The author's earlier commits.
    pub experience: u32,
    /// The author's earlier changes to these files.
    pub own_changes: u32,
    /// Earlier commits on these files that had been named as the cause of a defect.
    pub culprits: u32,
    /// How many commits were known in all.
    pub known_commits: u32,
}

/// One commit, as the past of later ones.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Whoever wrote it: any number that means the same person throughout.
    pub author: u32,
    /// Whether its message speaks of a fix.
    pub is_fix: bool,
    /// The files it touched.
    pub touches: &'a [Touch],
}

/// Collects commits and answers what is known of files and authors at a point.
#[derive(Debug, Default)]
pub struct PastBuilder {
    rows: Vec<Kept>,
    files: HashMap<Touch, Vec<u32>>,
    authors: HashMap<u32, Vec<u32>>,
    /// How many of `rows` stand before the range.
    before: u32,
    /// Rows of `rows` that were named as culprits, by the rows that named them.
    named: HashMap<u32, Vec<u32>>,
}

#[derive(Debug, Clone, Copy)]
struct Kept {
    author: u32,
    is_fix: bool,
}

/// The commits of the range that come before one, as a set of bits by their order of feeding.
pub(crate) type Ancestors = [u64];

/// Whether a set of bits has one.
fn has(set: &Ancestors, index: u32) -> bool {
    set.get(index as usize / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
}

impl PastBuilder {
    /// Feeds a commit before the range; its number. Any order will do: all of them are known to every commit of the range.
    pub fn before(&mut self, row: &Row<'_>) -> u32 {
        debug_assert_eq!(self.before as usize, self.rows.len(), "history comes before the range");
        self.before += 1;
        self.keep(row)
    }

    /// Answers for a commit of the range. `ancestors` has the bits of those that [`Self::within`] was given before.
    pub fn known(&self, row: &Row<'_>, ancestors: &Ancestors) -> Past {
        let is_before = |index: u32| index < self.before || has(ancestors, index - self.before);
        let mut past = Past::default();
        let (mut changes, mut fixes) = (0_u32, 0_u32);
        let mut people: Vec<u32> = Vec::new();
        for touch in row.touches {
            let earlier = self.files.get(touch).map_or(&[][..], Vec::as_slice);
            let mut known = false;
            for index in earlier.iter().rev().copied().filter(|index| is_before(*index)).take(ENOUGH) {
                let kept = self.rows[index as usize];
                known = true;
                changes += 1;
                fixes += u32::from(kept.is_fix);
                past.own_changes += u32::from(kept.author == row.author);
                past.culprits += u32::from(self.named.get(&index).is_some_and(|by| by.iter().any(|by| is_before(*by))));
                if !people.contains(&kept.author) && people.len() < 64 {
                    people.push(kept.author);
                }
            }
            past.known_files += u32::from(known);
        }
        let n_files = row.touches.len().max(1) as u32;
        past.changes = changes * 10 / n_files;
        past.fixes = fixes * 10 / n_files;
        past.authors = people.len() as u32;
        let own = self.authors.get(&row.author).map_or(&[][..], Vec::as_slice);
        past.experience = own.iter().filter(|index| is_before(**index)).take(ENOUGH).count() as u32;
        past.known_commits = self.before + ancestors.iter().map(|word| word.count_ones()).sum::<u32>();
        past
    }

    /// Feeds a commit of the range; its number. Its bit in sets of ancestors is that less those before the range.
    pub fn within(&mut self, row: &Row<'_>) -> u32 {
        self.keep(row)
    }

    /// How many commits before the range were fed.
    pub fn n_before(&self) -> u32 {
        self.before
    }

    /// Notes that a row names another one as the cause of a defect; both by their number in order of feeding.
    pub fn names_culprit(&mut self, by: u32, culprit: u32) {
        self.named.entry(culprit).or_default().push(by);
    }

    /// How many rows have been fed.
    pub fn len(&self) -> u32 {
        self.rows.len() as u32
    }

    /// Whether nothing has been fed.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn keep(&mut self, row: &Row<'_>) -> u32 {
        let index = self.rows.len() as u32;
        self.rows.push(Kept { author: row.author, is_fix: row.is_fix });
        self.authors.entry(row.author).or_default().push(index);
        for touch in row.touches {
            self.files.entry(*touch).or_default().push(index);
        }
        index
    }
}
