//! Which commit made a finding, without reading every commit: only commits that touched its files come into question, and of
//! many the one is found by halving, with facts kept by content.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Comparison, Finding, Sources,
    engine::{Ends, Engine},
};
use crate::history::{CommitId, Detail, HistoryError, Range};

/// More commits of a range are not looked through.
const COMMITS_AT_MOST: usize = 20_000;
/// Commits that are tried one by one where halving does not answer (histories with branches).
const TRIED_AT_MOST: usize = 48;

/// The commits of the range and what they touched, read when first needed.
pub(super) struct Past<'a> {
    wanted: &'a Comparison<'a>,
    /// All files in question.
    files: BTreeSet<String>,
    touched: Option<Vec<Touched>>,
}

/// A commit that touched files in question.
#[derive(Debug, Clone)]
struct Touched {
    commit: CommitId,
    parent: Option<CommitId>,
    files: Vec<String>,
}

impl<'a> Past<'a> {
    /// The past of the files that have a part in findings.
    pub(super) fn new(wanted: &'a Comparison<'a>, files: BTreeSet<String>) -> Self {
        Self { wanted, files, touched: None }
    }

    /// The commits that touched any of these files, oldest first.
    fn touched(&mut self, files: &BTreeSet<String>) -> Result<Vec<Touched>, HistoryError> {
        if self.touched.is_none() {
            self.touched = Some(self.read()?);
        }
        let narrowed = self.touched.iter().flatten().filter_map(|touched| {
            let paths: Vec<String> = touched.files.iter().filter(|path| files.contains(*path)).cloned().collect();
            (!paths.is_empty()).then(|| Touched { files: paths, ..touched.clone() })
        });
        Ok(narrowed.collect())
    }

    fn read(&self) -> Result<Vec<Touched>, HistoryError> {
        let wanted = self.wanted;
        let range =
            Range { from: Some(String::new()), from_id: Some(wanted.from), to: String::new(), to_id: wanted.to };
        let mut differ = wanted.repository.differ();
        let mut reader = wanted.repository.reader();
        let mut found = Vec::new();
        for commit in wanted.repository.walk(&range, wanted.cancel)?.ids().take(COMMITS_AT_MOST) {
            let commit = commit?;
            let Ok(changes) = differ.changes(commit, Detail::Paths) else { continue };
            let paths = changes.files.iter().filter_map(|file| std::str::from_utf8(&file.path).ok());
            let paths: Vec<String> = paths.filter(|path| self.files.contains(*path)).map(str::to_owned).collect();
            if !paths.is_empty() {
                let parent = reader.read(commit)?.parents.first().copied();
                found.push(Touched { commit, parent, files: paths });
            }
        }
        found.reverse();
        Ok(found)
    }
}

/// Names the commit of every finding for which it can be found out.
pub(super) fn attribute(
    engine: &dyn Engine,
    findings: &mut [Finding],
    past: &mut Past<'_>,
) -> Result<(), HistoryError> {
    if findings.is_empty() {
        return Ok(());
    }
    let files: BTreeSet<String> = findings.iter().flat_map(Finding::files).map(str::to_owned).collect();
    let commits = past.touched(&files)?;
    let mut search = Search {
        engine,
        wanted: past.wanted,
        files: files.into_iter().collect(),
        commits: &commits,
        since_from: BTreeMap::new(),
        by_itself: BTreeMap::new(),
    };
    for finding in findings {
        if past.wanted.cancel.is_cancelled() {
            return Ok(());
        }
        finding.commit = search.commit_of(finding)?.map(|place| commits[place].commit);
    }
    Ok(())
}

type Keys = BTreeSet<(String, String)>;

struct Search<'a> {
    engine: &'a dyn Engine,
    wanted: &'a Comparison<'a>,
    files: Vec<String>,
    commits: &'a [Touched],
    /// What is found between the old end and a commit, by its place.
    since_from: BTreeMap<usize, Keys>,
    /// What is found between a commit's parent and itself.
    by_itself: BTreeMap<usize, Keys>,
}

impl Search<'_> {
    fn commit_of(&mut self, finding: &Finding) -> Result<Option<usize>, HistoryError> {
        let files: BTreeSet<&str> = finding.files().collect();
        let touches = |touched: &Touched| touched.files.iter().any(|file| files.contains(file.as_str()));
        let candidates: Vec<usize> = (0..self.commits.len()).filter(|place| touches(&self.commits[*place])).collect();
        let [first, .., last] = candidates.as_slice() else { return Ok(candidates.first().copied()) };
        let key = (finding.rule.clone(), finding.symbol.clone());
        // The finding is there after the last candidate; the first after which it is there is sought.
        let (mut low, mut high) = (*first, *last);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.is_there(middle, &key)? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        // A commit between two candidates leaves these files as the candidate before it left them.
        let halved = candidates.iter().rev().find(|place| **place <= high).copied();
        if let Some(place) = halved
            && self.makes(place, &key)?
        {
            return Ok(Some(place));
        }
        for place in candidates.iter().rev().take(TRIED_AT_MOST) {
            if self.makes(*place, &key)? {
                return Ok(Some(*place));
            }
        }
        // Several commits made it together: the one after which it is there.
        Ok(halved)
    }

    /// Whether it is found between the old end and the commit at a place.
    fn is_there(&mut self, place: usize, key: &(String, String)) -> Result<bool, HistoryError> {
        if !self.since_from.contains_key(&place) {
            let found = self.found(self.wanted.from, self.commits[place].commit, &self.files)?;
            self.since_from.insert(place, found);
        }
        Ok(self.since_from.get(&place).is_some_and(|found| found.contains(key)))
    }

    /// Whether it is found between a commit's parent and the commit.
    fn makes(&mut self, place: usize, key: &(String, String)) -> Result<bool, HistoryError> {
        if !self.by_itself.contains_key(&place) {
            let touched = &self.commits[place];
            let found = match touched.parent {
                Some(parent) => self.found(parent, touched.commit, &touched.files)?,
                None => Keys::new(),
            };
            self.by_itself.insert(place, found);
        }
        Ok(self.by_itself.get(&place).is_some_and(|found| found.contains(key)))
    }

    fn found(&self, old: CommitId, new: CommitId, files: &[String]) -> Result<Keys, HistoryError> {
        let repository = self.wanted.repository;
        let old = Sources::Commit(repository.clone(), old);
        let new = Sources::Commit(repository.clone(), new);
        let ends = Ends { old: &old, new: &new, changed: files, cancel: self.wanted.cancel };
        let said = self.engine.compare(&ends)?;
        Ok(said.findings.into_iter().map(|finding| (finding.rule, finding.symbol)).collect())
    }
}
