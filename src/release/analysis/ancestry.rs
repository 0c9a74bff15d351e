//! The order in which commits became known, and for each the set of those of the range that came before it.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
};

use crate::{analysis::AnalysedCommit, history::CommitId};

/// Visits rows, parents before children, older ones first. `visit` gets the row's place in that order, the row, and the
/// places of its ancestors as a set of bits. Rows that are no ancestor of another do not change what that one sees, nor
/// the order among those before it: so nothing that is merged later changes an earlier answer.
pub(super) fn oldest_first(commits: &[AnalysedCommit], mut visit: impl FnMut(u32, usize, &[u64])) {
    let rows: HashMap<CommitId, usize> = commits.iter().enumerate().map(|(row, commit)| (commit.id, row)).collect();
    let parents = |row: usize| commits[row].parents.iter().filter_map(|parent| rows.get(parent).copied());
    let mut children: Vec<Vec<u32>> = vec![Vec::new(); commits.len()];
    let mut missing: Vec<u32> = vec![0; commits.len()];
    for (row, missing) in missing.iter_mut().enumerate() {
        for parent in parents(row) {
            children[parent].push(row as u32);
            *missing += 1;
        }
    }
    let key = |row: usize| Reverse((commits[row].committed_at.seconds, commits[row].id, row));
    let mut ready: BinaryHeap<_> = (0..commits.len()).filter(|row| missing[*row] == 0).map(key).collect();
    let mut sets: HashMap<usize, (Vec<u64>, u32)> = HashMap::new();
    let mut place = 0;
    while let Some(Reverse((_, _, row))) = ready.pop() {
        let mut set: Vec<u64> = Vec::new();
        for parent in parents(row) {
            take_in(&mut set, &mut sets, parent);
        }
        visit(place, row, &set);
        if !children[row].is_empty() {
            insert(&mut set, place);
            sets.insert(row, (set, children[row].len() as u32));
        }
        for child in &children[row] {
            let child = *child as usize;
            missing[child] -= 1;
            if missing[child] == 0 {
                ready.push(key(child));
            }
        }
        place += 1;
    }
}

/// Joins a parent's set, which is let go with its last child: only as many sets live as there are open branches.
fn take_in(set: &mut Vec<u64>, sets: &mut HashMap<usize, (Vec<u64>, u32)>, parent: usize) {
    let Some((known, waiting)) = sets.get_mut(&parent) else { return };
    *waiting -= 1;
    if *waiting == 0 && set.is_empty() {
        *set = std::mem::take(known);
    } else {
        if set.len() < known.len() {
            set.resize(known.len(), 0);
        }
        for (word, other) in set.iter_mut().zip(known.iter()) {
            *word |= other;
        }
    }
    if *waiting == 0 {
        sets.remove(&parent);
    }
}

fn insert(set: &mut Vec<u64>, place: u32) {
    let word = place as usize / 64;
    if set.len() <= word {
        set.resize(word + 1, 0);
    }
    set[word] |= 1 << (place % 64);
}
