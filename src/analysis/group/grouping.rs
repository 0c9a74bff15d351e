//! Finds what each revert takes back, and plays the reverts in their order.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use crate::analysis::{
    Kind,
    wording::{Form, Message},
};
use crate::history::CommitId;

/// What a message says of taking back, kept until the whole range is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Takeback {
    /// Ids (full or abbreviated) and requests (`#12`) that it names.
    pub names: Vec<Box<str>>,
    /// The subject that it takes back.
    pub subject: Option<Box<str>>,
    /// How often the innermost subject is taken back.
    pub depth: u32,
}

impl Takeback {
    /// What a message takes back; nothing for most.
    pub fn of(message: &Message, subject: &str) -> Option<Self> {
        let names: Vec<Box<str>> = message.reverted().map(Into::into).collect();
        let (depth, taken) = match &message.form {
            Form::Revert { depth, subject: innermost } => (*depth, Some(one_less(subject, *depth, innermost))),
            _ => (
                1,
                message
                    .header
                    .as_ref()
                    .filter(|header| header.kind == Some(Kind::Revert))
                    .map(|header| header.description.clone()),
            ),
        };
        (taken.is_some() || !names.is_empty()).then_some(Self { names, subject: taken, depth })
    }
}

/// The subject that the outermost word takes back. `Reapply "x"` takes back `Revert "x"`.
fn one_less(subject: &str, depth: u32, innermost: &str) -> Box<str> {
    if depth == 1 {
        return innermost.into();
    }
    let subject = bare(subject);
    let quoted = subject.split_once('"').map_or("", |(_, rest)| rest.strip_suffix('"').unwrap_or(rest));
    if subject.starts_with("Reapply") { format!("Revert \"{quoted}\"").into() } else { quoted.into() }
}

/// A commit of the range as grouping sees it. Rows stand newest first.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// Its id.
    pub id: CommitId,
    /// git's subject.
    pub subject: &'a str,
    /// The request that it was merged by.
    pub request: Option<&'a str>,
    /// What it takes back.
    pub takeback: Option<&'a Takeback>,
}

/// Commits with their reverts, and the reverts of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The rows that belong together, oldest first.
    pub members: Vec<usize>,
    /// Those that notes and version need not look at: what was taken back, and what took it back or put it in again.
    pub cancelled: Vec<usize>,
}

/// Groups the rows of a range. A revert of what lies before the range belongs to no group.
pub fn group(rows: &[Candidate<'_>]) -> Vec<Group> {
    let finder = Finder::new(rows);
    let mut undoes: BTreeMap<usize, Found> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        if let Some(takeback) = row.takeback {
            let found = finder.find(index, takeback);
            if !found.targets.is_empty() {
                undoes.insert(index, found);
            }
        }
    }
    let mut leaders: HashMap<usize, usize> = HashMap::new();
    // A revert is newer than what it takes back, so going from old to new finds the target's group settled.
    for (index, found) in undoes.iter().rev() {
        let lowest = found.targets.iter().map(|target| leader(&leaders, *target)).max().unwrap_or(*index);
        for member in found.targets.iter().chain([index]) {
            let old = leader(&leaders, *member);
            if old != lowest {
                leaders.insert(old, lowest);
            }
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let all: BTreeSet<usize> =
        undoes.iter().flat_map(|(index, found)| found.targets.iter().copied().chain([*index])).collect();
    for row in all {
        members.entry(leader(&leaders, row)).or_default().push(row);
    }
    members.into_values().map(|rows| settle(rows, &undoes)).collect()
}

fn leader(leaders: &HashMap<usize, usize>, row: usize) -> usize {
    let mut row = row;
    while let Some(next) = leaders.get(&row) {
        row = *next;
    }
    row
}

/// Plays the reverts in the order in which they were made: each flips what it names, and so what that had flipped.
fn settle(mut members: Vec<usize>, undoes: &BTreeMap<usize, Found>) -> Group {
    members.sort_unstable_by_key(|row| Reverse(*row));
    let mut stands: HashMap<usize, bool> = HashMap::new();
    for row in &members {
        set(*row, true, undoes, &mut stands);
    }
    let is_cancelled = |row: &usize| match undoes.get(row) {
        // A revert that also takes back something else has more to tell.
        Some(found) => found.complete,
        None => !stands.get(row).copied().unwrap_or(true),
    };
    let cancelled = members.iter().copied().filter(is_cancelled).collect();
    Group { members, cancelled }
}

fn set(row: usize, is_standing: bool, undoes: &BTreeMap<usize, Found>, stands: &mut HashMap<usize, bool>) {
    stands.insert(row, is_standing);
    for target in undoes.get(&row).into_iter().flat_map(|found| &found.targets) {
        set(*target, !is_standing, undoes, stands);
    }
}

/// What a revert takes back, of the range.
#[derive(Debug, Default)]
struct Found {
    targets: Vec<usize>,
    /// Whether that is all that it names.
    complete: bool,
}

/// Finds rows by what reverts name.
struct Finder<'a> {
    rows: &'a [Candidate<'a>],
    by_id: Vec<(String, usize)>,
    by_subject: HashMap<&'a str, Vec<usize>>,
    by_request: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Finder<'a> {
    fn new(rows: &'a [Candidate<'a>]) -> Self {
        let wanted = rows.iter().any(|row| row.takeback.is_some());
        let mut finder = Self { rows, by_id: Vec::new(), by_subject: HashMap::new(), by_request: HashMap::new() };
        if !wanted {
            return finder;
        }
        for (index, row) in rows.iter().enumerate() {
            finder.by_id.push((row.id.to_string(), index));
            finder.by_subject.entry(row.subject).or_default().push(index);
            finder.by_subject.entry(bare(row.subject)).or_default().push(index);
            if let Some(request) = row.request {
                finder.by_request.entry(request).or_default().push(index);
            }
        }
        finder.by_id.sort_unstable();
        finder
    }

    /// The rows that a revert takes back: those that it names, else the nearest earlier one of that subject. Only rows
    /// further down are looked at, so that no chain of reverts can bite its tail.
    fn find(&self, index: usize, takeback: &Takeback) -> Found {
        if takeback.names.is_empty() {
            let target = takeback.subject.as_deref().and_then(|subject| {
                [subject, bare(subject)].iter().find_map(|subject| self.nearest(index, self.by_subject.get(subject)?))
            });
            return Found { complete: target.is_some(), targets: target.into_iter().collect() };
        }
        let named = takeback.names.iter().map(|name| match name.rsplit_once(['#', '!']) {
            Some((_, number)) => self.nearest(index, self.by_request.get(number)?),
            None => self.commit(name).filter(|target| *target > index),
        });
        let named: Vec<Option<usize>> = named.collect();
        let mut targets: Vec<usize> = named.iter().copied().flatten().collect();
        targets.sort_unstable();
        targets.dedup();
        // A request and its commit are often both named; one of them is enough.
        let complete = named.iter().all(Option::is_some) || takeback.names.iter().any(|name| name.contains(['#', '!']));
        Found { targets, complete }
    }

    fn commit(&self, prefix: &str) -> Option<usize> {
        let at = self.by_id.partition_point(|(id, _)| id.as_str() < prefix);
        let matches = |at: usize| self.by_id.get(at).is_some_and(|(id, _)| id.starts_with(prefix));
        (matches(at) && !matches(at + 1)).then(|| self.by_id[at].1)
    }

    /// Rows stand newest first, so the nearest earlier one has the smallest greater index.
    fn nearest(&self, index: usize, among: &[usize]) -> Option<usize> {
        let request = self.rows[index].request;
        among
            .iter()
            .copied()
            .find(|other| *other > index && (request.is_none() || self.rows[*other].request != request))
    }
}

/// A subject without the `(#12)` that forges add when they merge.
fn bare(subject: &str) -> &str {
    crate::analysis::wording::without_pull_request(subject)
}
