//! What came together: the commits of one pull request, or of one merged branch.

use std::collections::BTreeMap;

use super::{Bond, Candidate, Link, Pulls};
use crate::analysis::{Flags, wording::Form};

/// More commits than this are a release train, not one story.
const REQUEST_AT_MOST: usize = 100;
const BRANCH_AT_MOST: usize = 40;
/// Commits that close one thing lie no further apart.
const CLOSES_WITHIN: u64 = 60 * 86_400;

/// Commits that came together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Topic {
    /// A pull request, or a branch.
    pub(super) bond: Bond,
    /// The rows, newest first.
    pub(super) rows: Vec<usize>,
    /// The merge that brought them.
    pub(super) merge: Option<usize>,
    /// What says so.
    pub(super) evidence: String,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    Request(&'a str),
    Merge(usize),
    Closes(&'a str),
}

/// The topics of a range; no row is in two.
pub(super) fn topics(rows: &[Candidate<'_>], pulls: &Pulls) -> Vec<Topic> {
    let mut keyed: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    for at in 0..rows.len() {
        if let Some(key) = key_of(rows, pulls, at) {
            keyed.entry(key).or_default().push(at);
        }
    }
    let topics = keyed.into_iter().filter_map(|(key, members)| topic(rows, &key, members));
    topics.collect()
}

fn key_of<'a>(rows: &[Candidate<'a>], pulls: &'a Pulls, at: usize) -> Option<Key<'a>> {
    let row = &rows[at];
    if let Some(number) = pulls.own(at).first() {
        return Some(Key::Request(number));
    }
    if let Some(merge) = std::iter::once(at)
        .filter(|_| row.commit.flags.contains(Flags::MERGE) && is_topic(&row.commit.subject))
        .chain(story_merge(rows, pulls, at))
        .next()
    {
        return Some(pulls.own(merge).first().map_or(Key::Merge(merge), |number| Key::Request(number)));
    }
    if row.commit.flags.contains(Flags::MERGE) {
        return None;
    }
    row.hints.and_then(|hints| hints.closes.first()).map(|number| Key::Closes(number))
}

/// The nearest merge around a commit that brought one story.
fn story_merge(rows: &[Candidate<'_>], pulls: &Pulls, at: usize) -> Option<usize> {
    let mut merge = pulls.merge_of(at);
    while let Some(outer) = merge {
        if !pulls.own(outer).is_empty() || is_topic(&rows[outer].commit.subject) {
            return Some(outer);
        }
        if branch_of(&rows[outer].commit.subject).is_some() {
            // It brought a branch up to date: what came with it is no part of that branch's story.
            return None;
        }
        merge = pulls.merge_of(outer);
    }
    None
}

fn topic(rows: &[Candidate<'_>], key: &Key<'_>, members: Vec<usize>) -> Option<Topic> {
    if members.len() < 2 {
        return None;
    }
    let merge = match key {
        Key::Merge(merge) => Some(*merge),
        _ => members.iter().copied().find(|at| rows[*at].commit.flags.contains(Flags::MERGE)),
    };
    let (bond, limit, evidence) = match key {
        Key::Request(number) => {
            let train = merge.is_some_and(|merge| brings_long_lived(&rows[merge].commit.subject));
            let limit = if train { BRANCH_AT_MOST / 2 } else { REQUEST_AT_MOST };
            (Bond::PullRequest, limit, format!("came by #{number}"))
        }
        Key::Merge(merge) => {
            let name = branch_of(&rows[*merge].commit.subject).unwrap_or_default();
            (Bond::Branch, BRANCH_AT_MOST, format!("came by the merge of `{name}`"))
        }
        Key::Closes(number) => (Bond::PullRequest, BRANCH_AT_MOST / 2, format!("both close #{number}")),
    };
    let times = || members.iter().map(|at| rows[*at].commit.committed_at.seconds);
    let is_long = matches!(key, Key::Closes(_))
        && times().max().zip(times().min()).is_some_and(|(last, first)| last.abs_diff(first) > CLOSES_WITHIN);
    (members.len() <= limit && !is_long).then_some(Topic { bond, rows: members, merge, evidence })
}

/// Whether a merge's subject names a branch for one thing.
fn is_topic(subject: &str) -> bool {
    matches!(Form::of(subject), Form::Merge(merge) if merge.pull_request.is_some())
        || branch_of(subject).is_some_and(|name| !is_long_lived(name))
}

/// The branch that a merge brought, by its subject: not a tag, nor what a forge numbered.
fn branch_of(subject: &str) -> Option<&str> {
    let rest = ["Merge branch '", "Merge remote-tracking branch '", "Merge remote branch '"]
        .iter()
        .find_map(|start| subject.strip_prefix(start))?;
    let (name, rest) = rest.split_once('\'')?;
    // What is merged into a branch of the same kind keeps that branch up to date.
    let is_pull = rest.starts_with(" of ") && !rest.contains(" into ");
    (!is_pull).then(|| name.strip_prefix("origin/").or_else(|| name.strip_prefix("upstream/")).unwrap_or(name))
}

fn brings_long_lived(subject: &str) -> bool {
    let branch = subject.split_once(" from ").map(|(_, branch)| branch.split_whitespace().next().unwrap_or_default());
    branch.and_then(|branch| branch.split_once('/')).is_some_and(|(_, name)| is_long_lived(name))
}

/// Branches that live longer than one change.
fn is_long_lived(name: &str) -> bool {
    const NAMES: [&str; 20] = [
        "main",
        "master",
        "develop",
        "development",
        "dev",
        "trunk",
        "next",
        "maint",
        "stable",
        "staging",
        "production",
        "release",
        "seen",
        "pu",
        "head",
        "canary",
        "beta",
        "nightly",
        "integration",
        "edge",
    ];
    let name = name.to_ascii_lowercase();
    let last = name.rsplit('/').next().unwrap_or_default();
    let first = name.split('/').next().unwrap_or_default();
    let is_version = |word: &str| {
        let word = word.strip_prefix('v').unwrap_or(word);
        word.starts_with(|letter: char| letter.is_ascii_digit())
            && word.chars().all(|letter| letter.is_ascii_digit() || ".x-_".contains(letter))
    };
    let words = || last.split(['-', '_', '.']);
    NAMES.contains(&last)
        || ["release", "releases", "hotfix-release", "maint", "stable"].contains(&first)
        || is_version(last)
        || words().any(|word| ["stable", "release", "maint"].contains(&word)) && words().any(is_version)
}

/// How a row is tied to what brought it.
pub(super) fn describe(topic: &Topic, rows: &[Candidate<'_>], at: usize) -> Option<Link> {
    let to = topic.merge.or_else(|| topic.rows.last().copied()).filter(|to| *to != at)?;
    Some(Link { bond: topic.bond, to: rows[to].commit.id, evidence: topic.evidence.as_str().into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branches_for_one_thing_are_told_from_those_that_stay() {
        for topic in
            ["Merge branch 'ab/topic'", "Merge branch 'fix-1.2-crash' into main", "Merge pull request #3 from a/b"]
        {
            assert!(is_topic(topic), "{topic}");
        }
        for other in [
            "Merge branch 'main' into feature",
            "Merge branch '11.x' into 12.x",
            "Merge branch '7-1-stable'",
            "Merge branch 'release-1.2' into main",
            "Merge branch 'topic' of https://example.org/x",
            "Merge tag 'v1'",
            "add stars",
        ] {
            assert!(!is_topic(other), "{other}");
        }
    }

    #[test]
    fn a_request_from_a_branch_that_stays_may_be_a_train() {
        assert!(brings_long_lived("Merge pull request #9 from acme/develop"));
        assert!(!brings_long_lived("Merge pull request #9 from acme/add-stars"));
    }
}
