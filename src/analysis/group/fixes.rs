//! Commits that mend or complete an earlier one of the range: those that say so, and those whose words and files do.

use std::collections::HashMap;

use super::{
    Bond, Candidate, Link,
    index::Index,
    words::{Frequencies, Words},
};
use crate::analysis::{Flags, shape::Touch};

/// A mend that does not say so comes soon: within these seconds and so many commits.
const SOON: u64 = 10 * 86_400;
const ROWS_BETWEEN: usize = 400;
/// Earlier changes of a file that are looked at.
const EARLIER_AT_MOST: usize = 6;
/// A file that more commits than this change, and a word that more subjects have, says little about what belongs together;
/// in long ranges one commit in so many.
const OFTEN: u32 = 6;
const ONE_IN: usize = 150;

/// What an earlier row is mended by, and why.
pub(super) fn named(rows: &[Candidate<'_>], index: &Index<'_>, at: usize) -> Option<(usize, Link)> {
    let hints = rows[at].hints?;
    let link = |bond, to: usize, evidence: String| {
        Some((to, Link { bond, to: rows[to].commit.id, evidence: evidence.into() }))
    };
    let stands = |to: &usize| *to > at && !rows[*to].commit.flags.contains(Flags::MERGE);
    if let Some(subject) = hints.fixup.as_deref()
        && let Some(to) = index.older_of_subject(at, subject).filter(stands)
    {
        return link(Bond::Fix, to, "its subject says that it is a fixup of it".to_owned());
    }
    for name in &hints.follows {
        let found = match name.strip_prefix('#') {
            Some(number) => oldest_first(index.of_request(number)).find(stands),
            None => index.commit(name).filter(stands),
        };
        if let Some(to) = found {
            let bond = if rows[at].is_fix { Bond::Fix } else { Bond::FollowUp };
            return link(bond, to, format!("its message says that it follows or mends {name}"));
        }
    }
    if !rows[at].is_fix {
        return None;
    }
    let touches = |to: &usize| rows[at].touches.is_empty() || overlap(rows[at].touches, rows[*to].touches) > 0;
    let to = hints.names.iter().find_map(|name| index.commit(name).filter(stands).filter(touches))?;
    link(
        Bond::Fix,
        to,
        format!("it is a fix, its message names {} and they change the same file", rows[to].commit.id.short()),
    )
}

fn oldest_first(rows: &[usize]) -> impl Iterator<Item = usize> + '_ {
    rows.iter().rev().copied()
}

fn overlap(one: &[Touch], other: &[Touch]) -> usize {
    one.iter().filter(|touch| other.binary_search(touch).is_ok()).count()
}

/// Finds fixes by their words and files. Files that most commits change, and words that most subjects have, do not count.
pub(super) struct Guess<'a> {
    rows: &'a [Candidate<'a>],
    words: Vec<Words>,
    of_words: Frequencies,
    of_files: Frequencies,
    /// Rows by the files that they change, newest first.
    changed: HashMap<Touch, Vec<u32>>,
}

impl<'a> Guess<'a> {
    /// Of rows whose files are known.
    pub(super) fn new(rows: &'a [Candidate<'a>]) -> Self {
        let words: Vec<Words> = rows.iter().map(|row| Words::of(&row.commit.description)).collect();
        let mut of_words = Frequencies::default();
        let mut of_files = Frequencies::default();
        let mut changed: HashMap<Touch, Vec<u32>> = HashMap::new();
        for (at, row) in rows.iter().enumerate() {
            of_words.add(words[at].iter());
            of_files.add(row.touches.iter().map(|touch| touch.0));
            for touch in row.touches {
                changed.entry(*touch).or_default().push(at as u32);
            }
        }
        Self { rows, words, of_words, of_files, changed }
    }

    /// The words of each row, and how rare words are.
    pub(super) fn words(&self) -> (&[Words], &Frequencies) {
        (&self.words, &self.of_words)
    }

    /// Whether a file is changed seldom enough to say what belongs together.
    pub(super) fn is_telling(&self, touch: Touch) -> bool {
        self.of_files.count(touch.0) <= self.often()
    }

    fn often(&self) -> u32 {
        OFTEN.max((self.rows.len() / ONE_IN) as u32)
    }

    /// The row that this one mends.
    pub(super) fn target(&self, at: usize) -> Option<(usize, Link)> {
        let row = &self.rows[at];
        if !row.is_fix || row.commit.flags.intersects(Flags::MERGE | Flags::DEPENDENCY | Flags::CANCELLED) {
            return None;
        }
        let telling: Vec<Touch> = row.touches.iter().copied().filter(|touch| self.is_telling(*touch)).collect();
        if telling.is_empty() || telling.len() > 20 {
            return None;
        }
        let mut best: Option<(f64, usize, usize)> = None;
        let mut seen: Vec<usize> = Vec::new();
        for touch in &telling {
            let earlier = self.changed.get(touch).map_or(&[][..], Vec::as_slice);
            let from = earlier.partition_point(|row| *row as usize <= at);
            for other in earlier[from..].iter().take(EARLIER_AT_MOST).map(|row| *row as usize) {
                if seen.contains(&other) || !self.is_soon(at, other) {
                    continue;
                }
                seen.push(other);
                let shared = overlap(&telling, self.rows[other].touches);
                let score = self.closeness(at, other, shared, telling.len());
                if score > 1.0 && best.is_none_or(|(known, ..)| score > known) {
                    best = Some((score, other, shared));
                }
            }
        }
        let (_, to, shared) = best?;
        let files = if shared == 1 { "a file".to_owned() } else { format!("{shared} files") };
        let evidence = format!("it is a fix soon after, with {files} and words in common");
        Some((to, Link { bond: Bond::Fix, to: self.rows[to].commit.id, evidence: evidence.into() }))
    }

    fn is_soon(&self, at: usize, other: usize) -> bool {
        let (one, other_row) = (self.rows[at].commit, self.rows[other].commit);
        let apart = one.committed_at.seconds.abs_diff(other_row.committed_at.seconds);
        let counts = !other_row.flags.intersects(Flags::MERGE | Flags::DEPENDENCY | Flags::CANCELLED);
        counts && apart <= SOON && other - at <= ROWS_BETWEEN
    }

    /// Over 1 if two commits are about one thing.
    fn closeness(&self, at: usize, other: usize, shared: usize, telling: usize) -> f64 {
        let (one, two) = (&self.words[at], &self.words[other]);
        let weight: f64 = one.shared(two).map(|word| self.of_words.weight(word)).sum();
        let whole: f64 = one.iter().map(|word| self.of_words.weight(word)).sum();
        let rare = one.shared(two).filter(|word| self.of_words.count(*word) <= self.often()).count();
        let covers = shared * 3 >= telling * 2;
        if !covers || rare < 2 || whole <= 0.0 {
            return 0.0;
        }
        let same_author = self.rows[at].commit.author == self.rows[other].commit.author;
        weight / whole * if same_author { 2.6 } else { 1.8 }
    }
}
