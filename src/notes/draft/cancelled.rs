//! What cancels out: a revert and what it takes back, also when the revert is taken back itself.

use std::collections::HashMap;

use super::Pulls;
use crate::analysis::{AnalysedCommit, Kind, ReferenceKind};

/// What the reverts of a range come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cancelled {
    /// For each commit the one that it cancels out with.
    with: Vec<Option<usize>>,
    /// Reverts that stand and take back something from before the range.
    told: Vec<bool>,
}

impl Cancelled {
    /// The commit that cancels out with the one at this place.
    pub(super) fn by(&self, at: usize) -> Option<usize> {
        self.with[at]
    }

    /// Whether it takes back something that users have already: that must be told.
    pub(super) fn reaches_before_the_range(&self, at: usize) -> bool {
        self.told[at]
    }

    /// Reads them, newest commit first. A revert has effect unless a later one, itself having effect, takes it back.
    pub(super) fn of_range(commits: &[AnalysedCommit], pulls: &Pulls) -> Self {
        let targets: Vec<Targets> = Finder::new(commits).all();
        let mut takers = vec![0_usize; commits.len()];
        for target in targets.iter().flat_map(|targets| &targets.within) {
            takers[*target] += 1;
        }
        let mut cancelled = Self { with: vec![None; commits.len()], told: vec![false; commits.len()] };
        let mut settled: Vec<usize> = (0..commits.len()).filter(|at| takers[*at] == 0).collect();
        while let Some(at) = settled.pop() {
            let stands = cancelled.with[at].is_none();
            for &target in &targets[at].within {
                if stands {
                    cancelled.with[target] = Some(at);
                }
                takers[target] -= 1;
                if takers[target] == 0 {
                    settled.push(target);
                }
            }
        }
        for (at, targets) in targets.iter().enumerate() {
            if cancelled.with[at].is_some() || targets.is_empty() {
                continue;
            }
            cancelled.told[at] = targets.outside;
            if !targets.outside {
                cancelled.with[at] = targets.within.first().copied();
            }
        }
        cancelled.spread_over_merges(commits, pulls);
        cancelled
    }

    /// A merge that is taken back takes all that it brought with it.
    fn spread_over_merges(&mut self, commits: &[AnalysedCommit], pulls: &Pulls) {
        for at in 0..commits.len() {
            let mut merge = pulls.merge_of(at);
            while let Some(outer) = merge {
                // A merge cancelled by a revert of it; a revert's own place never stands above commits.
                if self.with[at].is_none() && commits[outer].parents.len() > 1 && self.with[outer].is_some() {
                    self.with[at] = self.with[outer];
                }
                merge = pulls.merge_of(outer).filter(|next| *next != outer);
            }
        }
    }
}

#[derive(Debug, Clone, Default)]
struct Targets {
    within: Vec<usize>,
    outside: bool,
}

impl Targets {
    fn is_empty(&self) -> bool {
        self.within.is_empty() && !self.outside
    }
}

struct Finder<'a> {
    commits: &'a [AnalysedCommit],
    ids: Vec<(String, usize)>,
    subjects: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Finder<'a> {
    fn new(commits: &'a [AnalysedCommit]) -> Self {
        let mut ids: Vec<(String, usize)> =
            commits.iter().enumerate().map(|(at, commit)| (commit.id.to_string(), at)).collect();
        ids.sort_unstable();
        let mut subjects: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, commit) in commits.iter().enumerate() {
            subjects.entry(commit.subject.trim()).or_default().push(at);
        }
        Self { commits, ids, subjects }
    }

    fn all(&self) -> Vec<Targets> {
        (0..self.commits.len()).map(|at| self.targets(at)).collect()
    }

    fn targets(&self, at: usize) -> Targets {
        let commit = &self.commits[at];
        let mut targets = Targets::default();
        let mut named = false;
        for reference in commit.references.iter().filter(|reference| reference.kind == ReferenceKind::Reverts) {
            named = true;
            match self.by_id(&reference.id) {
                Some(found) if found != at => targets.within.push(found),
                Some(_) => {}
                None => targets.outside = true,
            }
        }
        if named || commit.kind.kind != Kind::Revert {
            return targets;
        }
        match reverted_subject(&commit.subject).map(|subject| self.by_subject(at, subject)) {
            Some(Some(found)) => targets.within.push(found),
            _ => targets.outside = true,
        }
        targets
    }

    fn by_id(&self, id: &str) -> Option<usize> {
        if id.len() < 7 {
            return None;
        }
        let id = id.to_ascii_lowercase();
        let from = self.ids.partition_point(|(known, _)| *known < id);
        self.ids.get(from).filter(|(known, _)| known.starts_with(&id)).map(|(_, at)| *at)
    }

    /// The nearest older commit (a later place) with that subject, with or without the `(#123)` of its pull request.
    fn by_subject(&self, at: usize, subject: &str) -> Option<usize> {
        let older = |subject: &str| self.subjects.get(subject)?.iter().copied().find(|found| *found > at);
        older(subject).or_else(|| {
            let found = self.commits.iter().enumerate().skip(at + 1).find(|(_, commit)| {
                commit.subject.strip_prefix(subject).is_some_and(|rest| rest.starts_with(" (#") && rest.ends_with(')'))
            });
            found.map(|(place, _)| place)
        })
    }
}

/// `Revert "X"`, `revert: X`, `Reapply "X"`: X.
fn reverted_subject(subject: &str) -> Option<&str> {
    let quoted = subject.find('"').zip(subject.rfind('"')).filter(|(first, last)| first < last);
    if let Some((first, last)) = quoted {
        return Some(&subject[first + 1..last]);
    }
    subject.split_once(": ").filter(|(head, _)| head.to_ascii_lowercase().starts_with("revert")).map(|(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::Flags,
        notes::sample::{commit, merge, revert, with_parents},
    };

    fn cancelled(commits: &[AnalysedCommit]) -> Vec<bool> {
        let found = Cancelled::of_range(commits, &Pulls::of_range(commits));
        (0..commits.len()).map(|at| found.by(at).is_some()).collect()
    }

    #[test]
    fn a_revert_and_what_it_takes_back_cancel_out() {
        let commits = [revert("aaaaaa2", "Revert \"feat: x\"", "aaaaaa1"), commit("aaaaaa1", "feat: x")];
        assert_eq!(cancelled(&commits), [true, true]);
    }

    #[test]
    fn a_revert_of_a_revert_lets_the_first_stand() {
        let commits = [
            revert("aaaaaa3", "Reapply \"feat: x\"", "aaaaaa2"),
            revert("aaaaaa2", "Revert \"feat: x\"", "aaaaaa1"),
            commit("aaaaaa1", "feat: x"),
        ];
        assert_eq!(cancelled(&commits), [true, true, false]);
    }

    #[test]
    fn three_reverts_take_it_back_again() {
        let commits = [
            revert("aaaaaa4", "Revert \"Reapply\"", "aaaaaa3"),
            revert("aaaaaa3", "Reapply \"feat: x\"", "aaaaaa2"),
            revert("aaaaaa2", "Revert \"feat: x\"", "aaaaaa1"),
            commit("aaaaaa1", "feat: x"),
        ];
        assert!(cancelled(&commits)[3]);
    }

    #[test]
    fn a_revert_of_what_is_released_stands_and_is_told() {
        let commits = [revert("aaaaaa2", "Revert \"feat: x\"", "cccccc1")];
        let found = Cancelled::of_range(&commits, &Pulls::of_range(&commits));
        assert_eq!((found.by(0), found.reaches_before_the_range(0)), (None, true));
    }

    #[test]
    fn without_an_id_the_subject_tells_what_is_taken_back() {
        let mut taken = revert("aaaaaa2", "Revert \"feat: x\"", "aaaaaa1");
        taken.references = Box::new([]);
        let commits = [taken, commit("aaaaaa1", "feat: x (#5)"), commit("aaaaaa0", "feat: x more")];
        assert_eq!(cancelled(&commits), [true, true, false]);
    }

    #[test]
    fn a_merge_taken_back_takes_its_commits_along() {
        let commits = [
            with_parents(revert("aaaaaa4", "Revert \"Merge it\"", "aaaaaa3"), &["aaaaaa3"], Flags::empty()),
            merge("aaaaaa3", "Merge it", &["aaaaaa1", "aaaaaa2"]),
            with_parents(commit("aaaaaa2", "feat: x"), &["aaaaaa1"], Flags::empty()),
            with_parents(commit("aaaaaa1", "feat: stays"), &[], Flags::empty()),
        ];
        assert_eq!(cancelled(&commits), [true, true, true, false]);
    }

    #[test]
    fn commits_that_claim_to_revert_each_other_do_no_harm() {
        let commits = [revert("aaaaaa2", "Revert \"a\"", "aaaaaa1"), revert("aaaaaa1", "Revert \"b\"", "aaaaaa2")];
        drop(cancelled(&commits));
    }
}
