//! Joins what ties commits together into groups, the strongest ties first.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Bond, Group, Hints, Link, Membership, Pulls,
    fixes::{self, Guess},
    index::Index,
    reverts::{Reverting, Reverts},
    similar,
    topics::{self, Topic},
};
use crate::analysis::{AnalysedCommit, Flags, shape::Touch};

/// A group never grows beyond this by ties to single commits.
const MEMBERS_AT_MOST: usize = 120;

/// A commit of the range as grouping sees it. Rows stand newest first.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// The commit.
    pub commit: &'a AnalysedCommit,
    /// The request that it was merged by.
    pub request: Option<&'a str>,
    /// What its message says of others.
    pub hints: Option<&'a Hints>,
    /// The files that it touched, sorted; none while they are not known.
    pub touches: &'a [Touch],
    /// Whether it mends something.
    pub is_fix: bool,
}

/// What belongs together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grouped {
    /// Rows and their groups.
    pub members: BTreeMap<usize, Arc<Membership>>,
    /// Rows that add up to nothing with others: reverted, or reverting.
    pub cancelled: BTreeSet<usize>,
}

/// Groups the rows of a range.
pub fn group(rows: &[Candidate<'_>], pulls: &Pulls) -> Grouped {
    let index = Index::new(rows.iter().map(|row| (row.commit.id, &*row.commit.subject, row.request)));
    let reverting: Vec<Reverting<'_>> = rows
        .iter()
        .map(|row| Reverting { request: row.request, takeback: row.hints.and_then(|hints| hints.takeback.as_ref()) })
        .collect();
    let reverts = Reverts::of(&reverting, &index);
    let topics = topics::topics(rows, pulls);
    let mut clusters = Clusters::new(rows, &topics);
    for (row, targets) in &reverts.targets {
        clusters.tie_revert(*row, targets);
    }
    // From old to new, so that what is mended stands in its group already.
    for at in (0..rows.len()).rev() {
        if let Some((to, link)) = fixes::named(rows, &index, at).or_else(|| similar::picked(rows, &index, at)) {
            clusters.tie(at, to, link);
        }
    }
    if rows.iter().any(|row| !row.touches.is_empty()) {
        for (at, to, link) in similar::same_change(rows) {
            clusters.tie(at, to, link);
        }
        let guess = Guess::new(rows);
        for (at, to, link) in similar::near_duplicates(rows, &guess) {
            clusters.tie(at, to, link);
        }
        for at in (0..rows.len()).rev() {
            if let Some((to, link)) = guess.target(at) {
                clusters.tie(at, to, link);
            }
        }
    }
    let cancelled = with_what_merges_brought(reverts.cancelled, rows, pulls);
    Grouped { members: clusters.into_groups(&cancelled), cancelled }
}

/// A merge that is taken back takes along what it brought.
fn with_what_merges_brought(mut cancelled: BTreeSet<usize>, rows: &[Candidate<'_>], pulls: &Pulls) -> BTreeSet<usize> {
    if !cancelled.iter().any(|row| rows[*row].commit.flags.contains(Flags::MERGE)) {
        return cancelled;
    }
    for at in 0..rows.len() {
        // Merges are newer than what they brought, so the outer one is settled first.
        if pulls.merge_of(at).is_some_and(|merge| cancelled.contains(&merge)) {
            cancelled.insert(at);
        }
    }
    cancelled
}

/// Rows by the cluster that they are in, while ties join them.
struct Clusters<'a> {
    rows: &'a [Candidate<'a>],
    /// The cluster of each row.
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
    bonds: Vec<Option<Bond>>,
    /// How what is in a cluster came.
    came_by: Vec<Option<Bond>>,
    links: Vec<Option<Link>>,
}

impl<'a> Clusters<'a> {
    fn new(rows: &'a [Candidate<'a>], topics: &[Topic]) -> Self {
        let mut clusters = Self {
            rows,
            of: (0..rows.len()).collect(),
            members: (0..rows.len()).map(|row| vec![row]).collect(),
            bonds: vec![None; rows.len()],
            came_by: vec![None; rows.len()],
            links: vec![None; rows.len()],
        };
        for topic in topics {
            let home = topic.rows[0];
            for row in &topic.rows {
                clusters.move_to(*row, home);
                clusters.links[*row] = topics::describe(topic, rows, *row);
            }
            clusters.bonds[home] = Some(topic.bond);
            clusters.came_by[home] = Some(topic.bond);
        }
        clusters
    }

    fn move_to(&mut self, row: usize, cluster: usize) {
        let old = self.of[row];
        if old != cluster {
            self.members[old].retain(|member| *member != row);
            self.members[cluster].push(row);
            self.of[row] = cluster;
        }
    }

    fn is_merge(&self, row: usize) -> bool {
        self.rows[row].commit.flags.contains(Flags::MERGE)
    }

    /// Whether it is all of its cluster, but for merges.
    fn stands_alone(&self, row: usize) -> bool {
        self.members[self.of[row]].iter().all(|member| *member == row || self.is_merge(*member))
    }

    fn join(&mut self, cluster: usize, into: usize, bond: Bond) {
        for row in std::mem::take(&mut self.members[cluster]) {
            self.of[row] = into;
            self.members[into].push(row);
        }
        let bonds = [self.bonds[cluster].take(), self.bonds[into], Some(bond)];
        self.bonds[into] = bonds.into_iter().flatten().min();
    }

    /// A revert belongs to what it takes back, wherever it came from.
    fn tie_revert(&mut self, row: usize, targets: &[usize]) {
        let is_tied = |links: &[Option<Link>]| links[row].as_ref().is_some_and(|link| link.bond == Bond::Revert);
        for &target in targets {
            let (own, home) = (self.of[row], self.of[target]);
            if own != home {
                if self.members[home].len() >= MEMBERS_AT_MOST {
                    continue;
                }
                if is_tied(&self.links) || self.stands_alone(row) {
                    self.join(own, home, Bond::Revert);
                } else {
                    self.move_to(row, home);
                    self.bonds[home] = Some(Bond::Revert);
                }
            }
            if !is_tied(&self.links) {
                let to = self.rows[target].commit.id;
                self.links[row] = Some(Link { bond: Bond::Revert, to, evidence: "it takes it back".into() });
            }
        }
    }

    /// Ties a row to an earlier one. What came together with others stays with them.
    fn tie(&mut self, row: usize, to: usize, link: Link) {
        let (own, home) = (self.of[row], self.of[to]);
        let known = self.links[row].as_ref().map(|link| link.bond);
        let came = matches!(known, None | Some(Bond::PullRequest | Bond::Branch));
        if own == home {
            // Within a request it says more that one commit mends another.
            if came && row != to && matches!(link.bond, Bond::Fix | Bond::FollowUp) {
                self.links[row] = Some(link);
            }
            return;
        }
        let fits = self.members[own].len() + self.members[home].len() <= MEMBERS_AT_MOST;
        if came && fits && self.stands_alone(row) {
            self.join(own, home, link.bond);
            self.links[row] = Some(link);
        }
    }

    fn into_groups(self, cancelled: &BTreeSet<usize>) -> BTreeMap<usize, Arc<Membership>> {
        let mut found = BTreeMap::new();
        let Self { rows, members, bonds, came_by, mut links, .. } = self;
        let is_gone = |row: &usize| cancelled.contains(row) || rows[*row].commit.flags.contains(Flags::MERGE);
        for (cluster, mut members) in members.into_iter().enumerate() {
            let Some(mut bond) = bonds[cluster].filter(|_| members.len() > 1) else { continue };
            if bond == Bond::Revert && !members.iter().all(is_gone) {
                // Some of it stands: the group is about that.
                bond = came_by[cluster].unwrap_or(bond);
            }
            // Rows stand newest first.
            members.sort_unstable_by_key(|row| std::cmp::Reverse(*row));
            let ids = members.iter().map(|row| rows[*row].commit.id).collect();
            let group = Arc::new(Group { bond, members: ids });
            for row in members {
                let link = links[row].take();
                found.insert(row, Arc::new(Membership { group: Arc::clone(&group), link }));
            }
        }
        found
    }
}
