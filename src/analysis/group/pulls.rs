//! Which pull request a commit came with: its own `(#123)`, or that of the merge that brought it.

use std::collections::HashMap;

use crate::{
    analysis::{AnalysedCommit, Reference, ReferenceKind},
    history::CommitId,
};

/// What of a commit tells by which request it came.
#[derive(Debug, Clone, Copy)]
pub struct Lineage<'a> {
    /// Its id.
    pub id: CommitId,
    /// Its parents.
    pub parents: &'a [CommitId],
    /// Its subject.
    pub subject: &'a str,
    /// What it refers to.
    pub references: &'a [Reference],
}

/// The pull requests of a range's commits, and the merges that brought them.
#[derive(Debug, Clone, Default)]
pub struct Pulls {
    own: Vec<Vec<String>>,
    numbers: Vec<Vec<String>>,
    brought_by: Vec<Option<usize>>,
}

impl Pulls {
    /// Reads them from the commits and their parents. What no merge with a number brought has none.
    pub fn of_range(commits: &[AnalysedCommit]) -> Self {
        fn lineage(commit: &AnalysedCommit) -> Lineage<'_> {
            let AnalysedCommit { id, parents, subject, references, .. } = commit;
            Lineage { id: *id, parents, subject, references }
        }
        Self::of_lineage(&commits.iter().map(lineage).collect::<Vec<_>>())
    }

    /// The same, of what tells it alone.
    pub fn of_lineage(commits: &[Lineage<'_>]) -> Self {
        let brought_by = brought_by(commits);
        let own: Vec<Vec<String>> = commits.iter().map(own_numbers).collect();
        let numbered = |at: usize| {
            let mut merge = brought_by[at].filter(|_| own[at].is_empty());
            while let Some(outer) = merge.filter(|outer| own[*outer].is_empty()) {
                merge = brought_by[outer];
            }
            own[merge.unwrap_or(at)].clone()
        };
        let numbers = (0..commits.len()).map(numbered).collect();
        Self { own, numbers, brought_by }
    }

    /// The numbers that the commit itself has in its subject.
    pub fn own(&self, at: usize) -> &[String] {
        self.own.get(at).map_or(&[], Vec::as_slice)
    }

    /// The numbers of the commit at this place of the range.
    pub fn of(&self, at: usize) -> &[String] {
        self.numbers.get(at).map_or(&[], Vec::as_slice)
    }

    /// The place of the merge that brought the commit at this place to the branch.
    pub fn merge_of(&self, at: usize) -> Option<usize> {
        self.brought_by.get(at).copied().flatten()
    }
}

fn own_numbers(commit: &Lineage<'_>) -> Vec<String> {
    let mut numbers: Vec<String> = Vec::new();
    for reference in commit.references {
        // A number that only the body mentions is often another project's, or an issue's.
        let is_own = is_numbered(commit.subject, &reference.id);
        if reference.kind == ReferenceKind::PullRequest && is_own && !numbers.contains(&reference.id) {
            numbers.push(reference.id.clone());
        }
    }
    numbers
}

fn is_numbered(subject: &str, number: &str) -> bool {
    let is_end = |rest: &str| !rest.starts_with(|next: char| next.is_ascii_digit());
    ['#', '!'].iter().any(|mark| {
        subject.match_indices(&format!("{mark}{number}")).any(|(at, found)| is_end(&subject[at + found.len()..]))
    })
}

struct Chain {
    /// Places of commits, newest first; taken from the end, so oldest first.
    left: Vec<usize>,
    merge: Option<usize>,
}

/// For each commit the innermost merge that brought it. Walks first-parent chains oldest first, so that what a branch took
/// over from the main line belongs to the main line.
fn brought_by(commits: &[Lineage<'_>]) -> Vec<Option<usize>> {
    let places: HashMap<CommitId, usize> = commits.iter().enumerate().map(|(at, commit)| (commit.id, at)).collect();
    let mut brought: Vec<Option<usize>> = vec![None; commits.len()];
    let mut seen = vec![false; commits.len()];
    let chain = |head: usize, merge: Option<usize>, seen: &mut [bool]| {
        let mut left = Vec::new();
        let mut next = Some(head);
        while let Some(at) = next.filter(|at| !seen[*at]) {
            seen[at] = true;
            left.push(at);
            next = commits[at].parents.first().and_then(|parent| places.get(parent).copied());
        }
        Chain { left, merge }
    };
    for head in 0..commits.len() {
        let mut open = vec![chain(head, None, &mut seen)];
        while let Some(current) = open.last_mut() {
            let Some(at) = current.left.pop() else {
                open.pop();
                continue;
            };
            brought[at] = current.merge;
            for parent in commits[at].parents.iter().skip(1) {
                if let Some(&side) = places.get(parent)
                    && !seen[side]
                {
                    open.push(chain(side, Some(at), &mut seen));
                }
            }
        }
    }
    brought
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::Flags,
        notes::sample::{commit, merge, with_parents},
    };

    #[test]
    fn a_merge_lends_its_number_to_what_it_brought() {
        let plain = |short, subject, parents: &[&str]| with_parents(commit(short, subject), parents, Flags::empty());
        let commits = [
            merge("a6", "Merge pull request (#7)", &["a5", "a4"]),
            plain("a5", "on main", &["a1"]),
            merge("a4", "Merge branch main", &["a3", "a2"]),
            plain("a3", "on the branch", &["a1"]),
            plain("a2", "older on main", &["a1"]),
            plain("a1", "before both", &["a0"]),
        ];
        let pulls = Pulls::of_range(&commits);
        assert_eq!(pulls.of(3), ["7"]);
        assert_eq!(pulls.of(1), [] as [&str; 0]);
        assert_eq!(pulls.of(5), [] as [&str; 0]);
        assert_eq!(pulls.merge_of(3), Some(0));
        assert_eq!(pulls.merge_of(4), Some(2), "what came by the inner merge belongs to that one");
    }

    #[test]
    fn a_commits_own_number_outranks_the_merges() {
        let commits = [
            merge("b3", "Merge (#7)", &["b1", "b2"]),
            with_parents(commit("b2", "fix: it (#5)"), &["b1"], Flags::empty()),
        ];
        assert_eq!(Pulls::of_range(&commits).of(1), ["5"]);
    }
}
