//! Which entry of one text is which of another: by its bytes, then by the commits that it rests on, then by its words.

use std::collections::{HashMap, HashSet, VecDeque};

use super::piece::Piece;
use crate::history::CommitId;

/// Words are compared for so many pairs at most: what is changed beyond that is no longer a changed entry.
const MOST_PAIRS: usize = 100_000;
/// Entries that share as many of their words are one, changed.
const ALIKE: f64 = 0.5;

/// For each entry of the left side the one of the right side that it is, each at most once.
pub(super) fn pairs(left: &[Piece<'_>], right: &[Piece<'_>]) -> Vec<Option<usize>> {
    let mut matching = Matching { left, right, pairs: vec![None; left.len()], taken: vec![false; right.len()] };
    matching.by_bytes();
    matching.by_commits();
    matching.by_words();
    matching.pairs
}

struct Matching<'a> {
    left: &'a [Piece<'a>],
    right: &'a [Piece<'a>],
    pairs: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Matching<'_> {
    fn pair(&mut self, left: usize, right: usize) {
        self.pairs[left] = Some(right);
        self.taken[right] = true;
    }

    fn open_left(&self) -> Vec<usize> {
        (0..self.left.len()).filter(|at| self.pairs[*at].is_none()).collect()
    }

    fn open_right(&self) -> Vec<usize> {
        (0..self.right.len()).filter(|at| !self.taken[*at]).collect()
    }

    /// Those that nobody changed; within their section first.
    fn by_bytes(&mut self) {
        let mut known: HashMap<&str, VecDeque<usize>> = HashMap::new();
        for (at, piece) in self.right.iter().enumerate() {
            known.entry(&piece.key).or_default().push_back(at);
        }
        for in_section in [true, false] {
            for at in self.open_left() {
                let piece = &self.left[at];
                let Some(places) = known.get_mut(piece.key.as_str()) else { continue };
                let fits = |right: &usize| !in_section || self.right[*right].identity == piece.identity;
                let Some(found) = places.iter().position(fits) else { continue };
                if let Some(right) = places.remove(found) {
                    self.pair(at, right);
                }
            }
        }
    }

    /// Those that rest on the same commits: the largest share first.
    fn by_commits(&mut self) {
        let mut known: HashMap<CommitId, Vec<usize>> = HashMap::new();
        for right in self.open_right() {
            for commit in &self.right[right].commits {
                known.entry(*commit).or_default().push(right);
            }
        }
        let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
        for left in self.open_left() {
            let commits = &self.left[left].commits;
            let near: HashSet<usize> =
                commits.iter().filter_map(|commit| known.get(commit)).flatten().copied().collect();
            candidates.extend(near.into_iter().map(|right| (self.share_of_commits(left, right), left, right)));
        }
        self.take_best(candidates);
    }

    fn share_of_commits(&self, left: usize, right: usize) -> f64 {
        let (left, right) = (&self.left[left], &self.right[right]);
        let both = left.commits.iter().filter(|commit| right.commits.contains(commit)).count();
        let all = left.commits.len() + right.commits.len() - both;
        let same_section = if left.identity == right.identity { 0.01 } else { 0.0 };
        both as f64 / all.max(1) as f64 + same_section
    }

    /// Those of one section that say much the same, where commits tell nothing.
    fn by_words(&mut self) {
        let (left, right) = (self.open_left(), self.open_right());
        if left.len() * right.len() > MOST_PAIRS {
            return;
        }
        let words = |piece: &Piece<'_>| -> HashSet<String> {
            let words = piece.key.split(|character: char| !character.is_alphanumeric());
            words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
        };
        let right_words: Vec<HashSet<String>> = right.iter().map(|at| words(&self.right[*at])).collect();
        let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
        for left in left {
            let piece = &self.left[left];
            let left_words = words(piece);
            for (other, right) in right_words.iter().zip(&right) {
                let known = &self.right[*right];
                let open = piece.commits.is_empty() || known.commits.is_empty();
                let both = left_words.intersection(other).count();
                let share = 2.0 * both as f64 / (left_words.len() + other.len()).max(1) as f64;
                if open && piece.identity == known.identity && share >= ALIKE {
                    candidates.push((share, left, *right));
                }
            }
        }
        self.take_best(candidates);
    }

    fn take_best(&mut self, mut candidates: Vec<(f64, usize, usize)>) {
        candidates.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
        for (_, left, right) in candidates {
            if self.pairs[left].is_none() && !self.taken[right] {
                self.pair(left, right);
            }
        }
    }
}
