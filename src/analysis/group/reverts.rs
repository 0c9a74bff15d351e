//! Finds what each revert takes back, and plays the reverts in their order.

use std::collections::{BTreeMap, BTreeSet};

use super::index::Index;
use crate::analysis::{
    Kind,
    wording::{Form, Message},
};

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

/// A commit of the range as its reverts see it. Rows stand newest first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reverting<'a> {
    /// The request that it was merged by.
    pub request: Option<&'a str>,
    /// What it takes back.
    pub takeback: Option<&'a Takeback>,
}

/// What the reverts of a range come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Reverts {
    /// What each revert takes back, of the range.
    pub targets: BTreeMap<usize, Vec<usize>>,
    /// Those that notes and version need not look at: what was taken back, and what took it back or put it in again.
    pub cancelled: BTreeSet<usize>,
}

impl Reverts {
    /// Plays the reverts of a range: one has effect unless a later one, itself having effect, takes it back. A revert of
    /// what lies before the range is none of these.
    pub(super) fn of(rows: &[Reverting<'_>], index: &Index<'_>) -> Self {
        let mut reverts = Self::default();
        let mut takers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (row, reverting) in rows.iter().enumerate() {
            let Some(takeback) = reverting.takeback else { continue };
            let found = find(rows, index, row, takeback);
            if found.targets.is_empty() {
                continue;
            }
            for target in &found.targets {
                takers.entry(*target).or_default().push(row);
            }
            // A revert that also takes back something else has more to tell.
            if found.complete {
                reverts.cancelled.insert(row);
            }
            reverts.targets.insert(row, found.targets);
        }
        // Takers are newer than what they take, so they are settled first.
        let mut gone: BTreeSet<usize> = BTreeSet::new();
        for (row, takers) in takers {
            if takers.iter().any(|taker| !gone.contains(taker)) {
                gone.insert(row);
                if !reverts.targets.contains_key(&row) {
                    reverts.cancelled.insert(row);
                }
            }
        }
        reverts
    }
}

/// What a revert takes back, of the range.
#[derive(Debug, Default)]
struct Found {
    targets: Vec<usize>,
    /// Whether that is all that it names.
    complete: bool,
}

/// The rows that a revert takes back: those that it names, else the nearest earlier one of that subject. Only rows
/// further down are looked at, so that no chain of reverts can bite its tail.
fn find(rows: &[Reverting<'_>], index: &Index<'_>, row: usize, takeback: &Takeback) -> Found {
    let other_request = |other: &usize| rows[row].request.is_none() || rows[*other].request != rows[row].request;
    let nearest = |among: &[usize]| among.iter().copied().find(|other| *other > row && other_request(other));
    if takeback.names.is_empty() {
        let target = takeback
            .subject
            .as_deref()
            .and_then(|subject| [subject, bare(subject)].iter().find_map(|subject| nearest(index.of_subject(subject))));
        return Found { complete: target.is_some(), targets: target.into_iter().collect() };
    }
    let named = takeback.names.iter().map(|name| match name.rsplit_once(['#', '!']) {
        Some((_, number)) => nearest(index.of_request(number)),
        None => index.commit(name).filter(|target| *target > row),
    });
    let named: Vec<Option<usize>> = named.collect();
    let mut targets: Vec<usize> = named.iter().copied().flatten().collect();
    targets.sort_unstable();
    targets.dedup();
    // A request and its commit are often both named; one of them is enough.
    let complete = named.iter().all(Option::is_some) || takeback.names.iter().any(|name| name.contains(['#', '!']));
    Found { targets, complete }
}

/// A subject without the `(#12)` that forges add when they merge.
fn bare(subject: &str) -> &str {
    crate::analysis::wording::without_pull_request(subject)
}
