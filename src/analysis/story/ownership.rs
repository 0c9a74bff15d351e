//! Who changed which files, and when: what reviewers are suggested from, and what later commits were built upon.

use std::collections::{BTreeSet, HashMap};

use crate::analysis::shape::Touch;

/// Changes of one file that are kept, the newest.
const CHANGES_AT_MOST: usize = 32;
/// After so many later commits, what somebody knows of a file counts half.
const HALF_LIFE: f64 = 1_500.0;

/// One change of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The place of the commit, newest first from 0.
    pub place: u32,
    /// Its author, as a number that means the same person throughout.
    pub author: u32,
}

/// What one person did to some files.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Known {
    pub(super) author: u32,
    /// How many of the files they changed.
    pub(super) files: u32,
    /// How often.
    pub(super) changes: u32,
    /// The newest of these.
    pub(super) newest: u32,
    pub(super) weight: f64,
}

/// The changes of files, fed newest first.
#[derive(Debug, Clone, Default)]
pub struct Ownership {
    files: HashMap<Touch, Vec<Change>>,
    n_commits: u32,
}

impl Ownership {
    /// Feeds the next older commit; its place.
    pub fn add(&mut self, author: u32, touches: impl Iterator<Item = Touch>) -> u32 {
        let place = self.n_commits;
        self.n_commits += 1;
        for touch in touches {
            let changes = self.files.entry(touch).or_default();
            if changes.len() < CHANGES_AT_MOST {
                changes.push(Change { place, author });
            }
        }
        place
    }

    /// How many later commits change these files.
    pub fn later(&self, touches: &[Touch], place: u32) -> u32 {
        let changes = touches.iter().filter_map(|touch| self.files.get(touch)).flatten();
        let later: BTreeSet<u32> = changes.map(|change| change.place).filter(|other| *other < place).collect();
        later.len() as u32
    }

    /// Who knows these files, best first; the commit at `place` itself does not count.
    pub(super) fn known(&self, touches: &[Touch], place: u32) -> Vec<Known> {
        let mut people: HashMap<u32, Known> = HashMap::new();
        for touch in touches {
            let mut seen: BTreeSet<u32> = BTreeSet::new();
            for change in self.files.get(touch).into_iter().flatten().filter(|change| change.place != place) {
                let empty = Known { author: change.author, files: 0, changes: 0, newest: change.place, weight: 0.0 };
                let known = people.entry(change.author).or_insert(empty);
                known.files += u32::from(seen.insert(change.author));
                known.changes += 1;
                known.newest = known.newest.min(change.place);
                known.weight += (-f64::from(change.place) / HALF_LIFE * std::f64::consts::LN_2).exp();
            }
        }
        let mut known: Vec<Known> = people.into_values().collect();
        // Of equals the one with the smaller number, so that the answer does not depend on the order of a hash map.
        known.sort_by(|one, other| other.weight.total_cmp(&one.weight).then(one.author.cmp(&other.author)));
        known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_changed_more_of_it_lately_knows_it_better_and_the_commit_itself_does_not_count() {
        let mut ownership = Ownership::default();
        let touch = |name: &str| Touch::of(name.as_bytes());
        ownership.add(1, [touch("a"), touch("b")].into_iter());
        ownership.add(2, [touch("a")].into_iter());
        ownership.add(2, [touch("b")].into_iter());
        ownership.add(3, [touch("c")].into_iter());
        let known = ownership.known(&[touch("a"), touch("b")], 0);
        assert_eq!(
            known.iter().map(|known| (known.author, known.files, known.changes)).collect::<Vec<_>>(),
            [(2, 2, 2)]
        );
        assert_eq!(ownership.later(&[touch("a"), touch("b")], 2), 2);
        assert_eq!(ownership.later(&[touch("c")], 3), 0);
    }
}
