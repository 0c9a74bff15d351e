//! Pairs of schemas, compared once however many operations use them: a graph of pairs, each with its own changes.

use std::{collections::HashMap, rc::Rc};

use super::super::{
    documents::Place,
    merge::Merging,
    schema::{Schema, Sum},
};
use crate::breaking::{Certainty, Rule};

/// Pairs of one comparison.
const PAIRS_AT_MOST: usize = 400_000;

/// Which way values go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Way {
    /// Callers send them: all that was allowed must be.
    Sent,
    /// Callers receive them: nothing may come that was not allowed.
    Received,
}

/// How values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Writing {
    /// As JSON: kinds can be told apart.
    Typed,
    /// As text: a number is a string, too.
    Text,
    /// Nobody says.
    Unsaid,
}

/// A change of one pair.
#[derive(Debug, Clone)]
pub(super) struct Change<'d> {
    pub(super) rule: &'static Rule,
    /// What changed below the pair, such as a property's name.
    pub(super) member: String,
    pub(super) detail: String,
    pub(super) at_most: Certainty,
    pub(super) old: Place<'d>,
    pub(super) new: Place<'d>,
    /// What stood and stands there.
    pub(super) texts: (String, String),
}

impl<'d> Change<'d> {
    /// A change between two places.
    pub(super) fn new(rule: &'static Rule, (old, new): (Place<'d>, Place<'d>)) -> Self {
        Self {
            rule,
            member: String::new(),
            detail: String::new(),
            at_most: Certainty::Definite,
            old,
            new,
            texts: (String::new(), String::new()),
        }
    }

    pub(super) fn member(mut self, name: &str) -> Self {
        name.clone_into(&mut self.member);
        self
    }

    pub(super) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    pub(super) fn at_most(mut self, certainty: Certainty) -> Self {
        self.at_most = self.at_most.min(certainty);
        self
    }

    pub(super) fn texts(mut self, old: impl Into<String>, new: impl Into<String>) -> Self {
        self.texts = (old.into(), new.into());
        self
    }
}

/// A pair of sums, by their addresses, and how it is looked at.
type Key = (Vec<usize>, Vec<usize>, Way, Writing);

/// A pair that was or will be compared.
#[derive(Default)]
struct Compared<'d> {
    changes: Vec<Change<'d>>,
    below: Vec<(String, usize)>,
}

/// All pairs.
pub(super) struct Schemas<'d> {
    pub(super) old: Merging<'d>,
    pub(super) new: Merging<'d>,
    known: HashMap<Key, usize>,
    pairs: Vec<Compared<'d>>,
    waiting: Vec<(usize, Sum<'d>, Sum<'d>, Way, Writing)>,
}

/// What is found while one pair is compared.
pub(super) struct Look<'a, 'd> {
    pub(super) old: &'a Schema<'d>,
    pub(super) new: &'a Schema<'d>,
    pub(super) way: Way,
    pub(super) writing: Writing,
    pub(super) merging: (&'a Merging<'d>, &'a Merging<'d>),
    pub(super) changes: Vec<Change<'d>>,
    pub(super) below: Vec<(String, Sum<'d>, Sum<'d>, Way)>,
}

impl<'d> Look<'_, 'd> {
    /// Notes a change of the schemas as such.
    pub(super) fn say(&mut self, change: Change<'d>) {
        self.changes.push(change);
    }

    /// Where both schemas stand.
    pub(super) const fn places(&self) -> (Place<'d>, Place<'d>) {
        (self.old.place, self.new.place)
    }

    /// Whether callers send it.
    pub(super) fn is_sent(&self) -> bool {
        self.way == Way::Sent
    }

    /// The narrower end and the wider one that must be covered: what could be there, and what may be there.
    pub(super) const fn could_and_may(&self) -> (&Schema<'d>, &Schema<'d>) {
        match self.way {
            Way::Sent => (self.old, self.new),
            Way::Received => (self.new, self.old),
        }
    }

    /// Goes on with what lies below.
    pub(super) fn descend(&mut self, label: impl Into<String>, old: Sum<'d>, new: Sum<'d>) {
        self.below.push((label.into(), old, new, self.way));
    }
}

impl<'d> Schemas<'d> {
    pub(super) fn new(old: Merging<'d>, new: Merging<'d>) -> Self {
        Self { old, new, known: HashMap::new(), pairs: Vec::new(), waiting: Vec::new() }
    }

    /// The pair of two sums, compared with all that lies below.
    pub(super) fn pair(&mut self, old: Sum<'d>, new: Sum<'d>, way: Way, writing: Writing) -> usize {
        let index = self.index(old, new, way, writing);
        while let Some((index, old, new, way, writing)) = self.waiting.pop() {
            self.compare(index, &old, &new, way, writing);
        }
        index
    }

    fn index(&mut self, old: Sum<'d>, new: Sum<'d>, way: Way, writing: Writing) -> usize {
        let addresses = |sum: &Sum<'d>| sum.iter().map(|place| place.address()).collect::<Vec<_>>();
        let key = (addresses(&old), addresses(&new), way, writing);
        if let Some(index) = self.known.get(&key) {
            return *index;
        }
        let index = self.pairs.len();
        self.pairs.push(Compared::default());
        self.known.insert(key, index);
        if index < PAIRS_AT_MOST {
            self.waiting.push((index, old, new, way, writing));
        }
        index
    }

    fn compare(&mut self, index: usize, old: &Sum<'d>, new: &Sum<'d>, way: Way, writing: Writing) {
        let (Some(old), Some(new)) = (self.old.schema(old), self.new.schema(new)) else { return };
        let (old, new): (Rc<Schema<'d>>, Rc<Schema<'d>>) = (old, new);
        if old.is_unknown || new.is_unknown {
            return;
        }
        let merging = (&self.old, &self.new);
        let mut look = Look { old: &old, new: &new, way, writing, merging, changes: Vec::new(), below: Vec::new() };
        look.kinds();
        look.values();
        look.limits();
        look.fields();
        look.groups();
        look.conditions();
        let Look { changes, below, .. } = look;
        // What lies in an object parameter is written as nobody says.
        let writing = if writing == Writing::Text { Writing::Unsaid } else { writing };
        let below =
            below.into_iter().map(|(label, old, new, way)| (label, self.index(old, new, way, writing))).collect();
        if let Some(pair) = self.pairs.get_mut(index) {
            *pair = Compared { changes, below };
        }
    }

    /// All changes of a pair and below, each with the names that lead to it, the nearest first; which pair has it comes with it.
    pub(super) fn changes(&self, index: usize) -> Vec<(Vec<&str>, usize, &Change<'d>)> {
        let mut found = Vec::new();
        let mut seen: HashMap<usize, Option<(usize, &str)>> = HashMap::from([(index, None)]);
        let mut queue = vec![index];
        let mut at = 0;
        while let Some(index) = queue.get(at).copied() {
            at += 1;
            let Some(pair) = self.pairs.get(index) else { continue };
            if !pair.changes.is_empty() {
                let names = names(&seen, index);
                found.extend(pair.changes.iter().map(|change| (names.clone(), index, change)));
            }
            for (label, below) in &pair.below {
                if !seen.contains_key(below) {
                    seen.insert(*below, Some((index, label)));
                    queue.push(*below);
                }
            }
        }
        found
    }

    /// Whether any pair has a change.
    pub(super) fn has_changes(&self) -> bool {
        self.pairs.iter().any(|pair| !pair.changes.is_empty())
    }
}

fn names<'a>(seen: &HashMap<usize, Option<(usize, &'a str)>>, mut index: usize) -> Vec<&'a str> {
    let mut names = Vec::new();
    while let Some(Some((above, label))) = seen.get(&index) {
        names.push(*label);
        index = *above;
    }
    names.reverse();
    names
}
