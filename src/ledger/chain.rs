//! The ledger as it was read: all records, newest first, and what is wrong with it. Ancestry decides, never clocks.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    Actor, Arrival, Digest, Record, RecordStore, StoreError, Subject,
    form::{CLOCK_SLACK_SECONDS, Flaw, read_record},
    record::{Content, Decision, DecisionKind},
};
use crate::history::CommitId;

/// All records that the ledger's head stands on.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    head: Option<CommitId>,
    records: Vec<Record>,
    index: HashMap<CommitId, usize>,
    flaws: Vec<(CommitId, Flaw)>,
}

/// What one person last said about one subject.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// The record that says it.
    pub record: &'a Record,
    /// What it says.
    pub decision: &'a Decision,
}

impl Ledger {
    /// Reads the whole ledger. `repository` is the id of the branch's root commit; without one (a shallow clone) records are
    /// not held against it. Commits of another form are listed as flaws, not passed over.
    pub fn read(store: &dyn RecordStore, repository: Option<CommitId>) -> Result<Self, StoreError> {
        let head = store.head()?;
        let mut ledger = Self { head, ..Self::default() };
        let mut found: HashMap<CommitId, Record> = HashMap::new();
        let mut seen: HashSet<CommitId> = head.into_iter().collect();
        let mut waiting: Vec<CommitId> = head.into_iter().collect();
        while let Some(id) = waiting.pop() {
            let commit = match store.read(id) {
                Ok(commit) => commit,
                Err(error) => {
                    ledger.flaws.push((id, Flaw::Unreadable(error.to_string())));
                    continue;
                }
            };
            waiting.extend(commit.parents.iter().copied().filter(|parent| seen.insert(*parent)));
            match read_record(&commit, repository) {
                Ok(record) => drop(found.insert(id, record)),
                Err(flaw) => ledger.flaws.push((id, flaw)),
            }
        }
        ledger.check_times(&found);
        ledger.order(head, found);
        Ok(ledger)
    }

    fn check_times(&mut self, found: &HashMap<CommitId, Record>) {
        let mut late: Vec<CommitId> = found
            .values()
            .filter(|record| {
                record
                    .parents
                    .iter()
                    .filter_map(|parent| found.get(parent))
                    .any(|parent| record.time.as_second() < parent.time.as_second() - CLOCK_SLACK_SECONDS)
            })
            .map(|record| record.id)
            .collect();
        late.sort_unstable();
        self.flaws.extend(late.into_iter().map(|id| (id, Flaw::Time)));
    }

    /// Newest first: no record before one that was written on it; among those free to go next, the latest.
    fn order(&mut self, head: Option<CommitId>, mut found: HashMap<CommitId, Record>) {
        let mut children: HashMap<CommitId, usize> = HashMap::new();
        for record in found.values() {
            for parent in &record.parents {
                *children.entry(*parent).or_default() += 1;
            }
        }
        let free =
            |id: &CommitId, children: &HashMap<CommitId, usize>| children.get(id).is_none_or(|count| *count == 0);
        let mut ready: BTreeMap<(i64, CommitId), CommitId> = BTreeMap::new();
        for record in found.values() {
            // Beside the head itself, a record may be free because the one written on it is flawed.
            if Some(record.id) == head || free(&record.id, &children) {
                ready.insert((record.time.as_second(), record.id), record.id);
            }
        }
        while let Some((_, id)) = ready.pop_last() {
            let Some(record) = found.remove(&id) else { continue };
            for parent in &record.parents {
                if let Some(count) = children.get_mut(parent) {
                    *count = count.saturating_sub(1);
                }
                if free(parent, &children)
                    && let Some(next) = found.get(parent)
                {
                    ready.insert((next.time.as_second(), next.id), next.id);
                }
            }
            self.index.insert(id, self.records.len());
            self.records.push(record);
        }
    }

    /// The commit that `refs/tminus/ledger` stands on; nothing if there is no ledger yet.
    pub fn head(&self) -> Option<CommitId> {
        self.head
    }

    /// The repository that the records say they belong to, if they agree.
    pub fn repository(&self) -> Option<CommitId> {
        let first = self.records.first()?.repository;
        self.records.iter().all(|record| record.repository == first).then_some(first)
    }

    /// All records of the right form, newest first.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// What is wrong, by commit. A ledger with flaws decides nothing.
    pub fn flaws(&self) -> &[(CommitId, Flaw)] {
        &self.flaws
    }

    /// Whether all of it is of the right form.
    pub fn is_valid(&self) -> bool {
        self.flaws.is_empty()
    }

    /// The record of this commit.
    pub fn record(&self, id: CommitId) -> Option<&Record> {
        self.index.get(&id).map(|index| &self.records[*index])
    }

    /// Whether `ancestor` is among the records that `descendant` was written on, directly or not.
    pub fn is_ancestor(&self, ancestor: CommitId, descendant: CommitId) -> bool {
        let mut seen = HashSet::new();
        let mut waiting = vec![descendant];
        while let Some(id) = waiting.pop() {
            for parent in self.record(id).map_or(&[][..], |record| &record.parents) {
                if *parent == ancestor {
                    return true;
                }
                if seen.insert(*parent) {
                    waiting.push(*parent);
                }
            }
        }
        false
    }

    /// All decisions, newest first.
    pub fn decisions(&self) -> impl Iterator<Item = Standing<'_>> {
        self.records.iter().filter_map(|record| match &record.content {
            Content::Decision(decision) => Some(Standing { record, decision }),
            _ => None,
        })
    }

    /// What each person's word on this subject is now: their last one, and of their concurrent ones the strictest.
    /// Words taken back are left out.
    pub fn standing(&self, subject: Digest) -> Vec<Standing<'_>> {
        let about: Vec<Standing<'_>> =
            self.decisions().filter(|standing| standing.record.subject == Some(subject)).collect();
        let mut by_person: BTreeMap<String, Standing<'_>> = BTreeMap::new();
        for word in &about {
            let superseded = about.iter().any(|later| {
                later.record.actor.is_same_person(&word.record.actor)
                    && self.is_ancestor(word.record.id, later.record.id)
            });
            if superseded {
                continue;
            }
            let kept = by_person.entry(word.record.actor.person()).or_insert(*word);
            if word.decision.kind > kept.decision.kind {
                *kept = *word;
            }
        }
        by_person.into_values().filter(|word| word.decision.kind != DecisionKind::Retraction).collect()
    }

    /// The newest proposal with exactly this subject (which has no gate).
    pub fn proposal(&self, subject: Digest) -> Option<&Record> {
        self.records
            .iter()
            .find(|record| matches!(record.content, Content::Proposal(_)) && record.subject == Some(subject))
    }

    /// Rejections of this release that were recorded since the ledger stood at `since`, or beside it, and that the same
    /// person has not taken back: each means that shipping must not go on. They count for the release however far it is,
    /// also where its own commit has moved the range's end meanwhile.
    pub fn stops(&self, release: &Subject, since: Option<CommitId>) -> Vec<Standing<'_>> {
        let before = since.map(|head| self.ancestry(head)).unwrap_or_default();
        let about: Vec<Standing<'_>> =
            self.decisions().filter(|word| word.decision.subject.same_release(release)).collect();
        let is_settled = |stop: &Standing<'_>| {
            about.iter().any(|later| {
                later.decision.subject.gate == stop.decision.subject.gate
                    && later.record.actor.is_same_person(&stop.record.actor)
                    && self.is_ancestor(stop.record.id, later.record.id)
            })
        };
        about
            .iter()
            .filter(|word| word.decision.kind == DecisionKind::Rejection && !before.contains(&word.record.id))
            .filter(|word| !is_settled(word))
            .copied()
            .collect()
    }

    /// A record and all that it was written on.
    fn ancestry(&self, head: CommitId) -> HashSet<CommitId> {
        let mut seen = HashSet::from([head]);
        let mut waiting = vec![head];
        while let Some(id) = waiting.pop() {
            let parents = self.record(id).map_or(&[][..], |record| &record.parents);
            waiting.extend(parents.iter().filter(|parent| seen.insert(**parent)));
        }
        seen
    }

    /// The record of what became of a plan, if it says that it ended so.
    pub fn shipment(&self, plan: &str, outcome: Arrival) -> Option<&Record> {
        self.records.iter().find(|record| {
            matches!(&record.content, Content::Shipment(shipment) if shipment.plan == plan && shipment.outcome == outcome)
        })
    }

    /// By whom commits were reviewed: the people of all review records, each once, oldest first.
    pub fn reviewers(&self) -> BTreeMap<CommitId, Vec<&Actor>> {
        let mut reviewers: BTreeMap<CommitId, Vec<&Actor>> = BTreeMap::new();
        for record in self.records.iter().rev() {
            let Content::Review(commits) = &record.content else { continue };
            for commit in commits {
                let known = reviewers.entry(*commit).or_default();
                if !known.iter().any(|actor| actor.is_same_person(&record.actor)) {
                    known.push(&record.actor);
                }
            }
        }
        reviewers
    }

    /// All commits that a review record lists, by any person.
    pub fn reviewed(&self) -> HashSet<CommitId> {
        self.records
            .iter()
            .filter_map(|record| match &record.content {
                Content::Review(commits) => Some(commits),
                _ => None,
            })
            .flatten()
            .copied()
            .collect()
    }
}
