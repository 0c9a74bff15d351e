//! The same change twice: picked from one branch to another, or done again in nearly the same words and files.

use std::collections::HashMap;

use super::{
    Bond, Candidate, Link,
    fixes::Guess,
    index::Index,
    words::{Frequencies, Words},
};
use crate::{
    analysis::{Flags, shape::Touch},
    history::Person,
};

/// Near-duplicates lie no further apart.
const WITHIN: u64 = 45 * 86_400;
/// Words of a subject that are hashed to find others like it.
const HASHES: usize = 8;
/// Commits of one bucket that are compared.
const BUCKET_AT_MOST: usize = 24;
/// Subjects that come again more often than this are a habit of the project, not one story.
const HABIT: usize = 6;

/// The earlier commit that a row was picked from.
pub(super) fn picked(rows: &[Candidate<'_>], index: &Index<'_>, at: usize) -> Option<(usize, Link)> {
    let hints = rows[at].hints?;
    // Where both are in the range the source may be listed before or after.
    let to = hints.picked.iter().find_map(|name| index.commit(name).filter(|to| *to != at))?;
    Some((to, link(rows, Bond::CherryPick, to, "its message says that it was picked from it")))
}

fn link(rows: &[Candidate<'_>], bond: Bond, to: usize, evidence: &str) -> Link {
    Link { bond, to: rows[to].commit.id, evidence: evidence.into() }
}

/// What was written by one person at one second under one subject is one change, however often it was committed.
pub(super) fn same_change<'a>(rows: &[Candidate<'a>]) -> Vec<(usize, usize, Link)> {
    let mut first: HashMap<(&'a Person, i64, &'a str), usize> = HashMap::new();
    let mut found = Vec::new();
    for (at, row) in rows.iter().enumerate().rev() {
        let commit = row.commit;
        if commit.flags.contains(Flags::MERGE) || commit.subject.is_empty() {
            continue;
        }
        let key = (&*commit.author, commit.authored_at.seconds, &*commit.subject);
        match first.get(&key) {
            // A series that a script writes within one second changes other files each time.
            Some(&to) if alike(row.touches, rows[to].touches) => {
                let evidence = "author, time, subject and files are the same";
                found.push((at, to, link(rows, Bond::CherryPick, to, evidence)));
            }
            Some(_) => {}
            None => {
                first.insert(key, at);
            }
        }
    }
    found
}

fn alike(one: &[Touch], other: &[Touch]) -> bool {
    !one.is_empty() && jaccard(one, other) >= 0.5
}

fn jaccard(one: &[Touch], other: &[Touch]) -> f64 {
    let shared = one.iter().filter(|touch| other.binary_search(touch).is_ok()).count();
    let all = one.len() + other.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

/// Rows much like an earlier one: nearly all words and most files the same.
pub(super) fn near_duplicates(rows: &[Candidate<'_>], guess: &Guess<'_>) -> Vec<(usize, usize, Link)> {
    let (words, frequencies) = guess.words();
    let mut buckets: HashMap<(usize, u64), Vec<usize>> = HashMap::new();
    let mut found = Vec::new();
    let mut same: HashMap<&Words, usize> = HashMap::new();
    for words in words {
        *same.entry(words).or_default() += 1;
    }
    for at in (0..rows.len()).rev() {
        let row = &rows[at];
        let is_habit = same.get(&words[at]).is_some_and(|times| *times > HABIT);
        if is_habit || row.commit.flags.intersects(Flags::MERGE | Flags::CANCELLED) || words[at].len() < 2 {
            continue;
        }
        let mut best: Option<usize> = None;
        for band in bands(&words[at]) {
            let bucket = buckets.entry(band).or_default();
            if bucket.len() >= BUCKET_AT_MOST {
                continue;
            }
            let like = bucket.iter().rev().copied().find(|other| {
                best.is_none_or(|known| *other < known) && is_near(rows, words, frequencies, guess, at, *other)
            });
            best = like.or(best);
            bucket.push(at);
        }
        if let Some(to) = best {
            found.push((at, to, link(rows, Bond::Similar, to, "nearly the same words and the same files")));
        }
    }
    found
}

/// Two pairs of the smallest hashes under several orders: subjects with most words in common share a pair.
fn bands(words: &Words) -> impl Iterator<Item = (usize, u64)> + '_ {
    let smallest = |order: usize| {
        let salt = (order as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        words.iter().map(|word| (word ^ salt).wrapping_mul(0xff51_afd7_ed55_8ccd)).min().unwrap_or_default()
    };
    (0..HASHES / 2).map(move |band| (band, smallest(band * 2).rotate_left(17) ^ smallest(band * 2 + 1)))
}

fn is_near(
    rows: &[Candidate<'_>],
    words: &[Words],
    frequencies: &Frequencies,
    guess: &Guess<'_>,
    at: usize,
    other: usize,
) -> bool {
    let (one, two) = (&words[at], &words[other]);
    let apart = rows[at].commit.committed_at.seconds.abs_diff(rows[other].commit.committed_at.seconds);
    let weight = |words: &Words| -> f64 { words.iter().map(|word| frequencies.weight(word)).sum() };
    let shared: f64 = one.shared(two).map(|word| frequencies.weight(word)).sum();
    let all = weight(one) + weight(two) - shared;
    let has_telling_file = rows[at]
        .touches
        .iter()
        .any(|touch| guess.is_telling(*touch) && rows[other].touches.binary_search(touch).is_ok());
    let is_dependency = rows[at].commit.flags.contains(Flags::DEPENDENCY);
    apart <= WITHIN
        && all > 0.0
        && shared / all >= 0.75
        && (has_telling_file || is_dependency)
        && jaccard(rows[at].touches, rows[other].touches) >= 0.5
}
