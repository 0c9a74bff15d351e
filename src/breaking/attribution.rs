//! Which commit made a finding, without reading every commit: only commits that touched its files come into question. Of many,
//! the finding's own texts mostly tell the one; where they do not, it is found by halving, with facts kept by content.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    Comparison, Finding, Sources,
    engine::{Ends, Engine},
    traces::Traces,
};
use crate::history::{CommitId, ContentId, Detail, Differ, HistoryError, Range};

/// More commits of a range are not looked through.
const COMMITS_AT_MOST: usize = 20_000;
/// Commits that are tried one by one where halving does not answer (histories with branches).
const TRIED_AT_MOST: usize = 12;
/// Comparisons that the search of one ecosystem's commits may take.
const COMPARISONS_AT_MOST: usize = 64;

/// The commits of the range and what they touched, read when first needed.
pub(super) struct Past<'a> {
    wanted: &'a Comparison<'a>,
    /// All files in question.
    files: BTreeSet<String>,
    touched: Option<Vec<Touched>>,
}

/// A commit that touched files in question.
#[derive(Debug, Clone)]
pub(super) struct Touched {
    commit: CommitId,
    parent: Option<CommitId>,
    pub(super) files: Vec<Touch>,
}

/// A file that a commit touched.
#[derive(Debug, Clone)]
pub(super) struct Touch {
    pub(super) path: String,
    /// Its content before, if it was there.
    pub(super) old: Option<ContentId>,
    /// Its content after, if it is there.
    pub(super) new: Option<ContentId>,
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
            let of_these: Vec<Touch> =
                touched.files.iter().filter(|touch| files.contains(&touch.path)).cloned().collect();
            (!of_these.is_empty()).then_some(Touched { files: of_these, ..*touched })
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
            let touches = changes.files.iter().filter_map(|file| {
                let path = std::str::from_utf8(&file.path).ok().filter(|path| self.files.contains(*path))?;
                Some(Touch { path: path.to_owned(), old: file.old_id, new: file.new_id })
            });
            let files: Vec<Touch> = touches.collect();
            if !files.is_empty() {
                let parent = reader.read(commit)?.parents.first().copied();
                found.push(Touched { commit, parent, files });
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
    let traces = Traces::new(Sources::Commit(past.wanted.repository.clone(), past.wanted.to).reader()?);
    let mut open: Vec<(&mut Finding, Vec<usize>)> = Vec::new();
    for finding in findings {
        let places: Vec<usize> = candidates(&commits, finding).collect();
        if places.len() < 2 {
            finding.commit = places.first().map(|place| commits[*place].commit);
            continue;
        }
        let told = traces.told(finding, &commits, &places);
        match told.sure {
            Some(place) => finding.commit = Some(commits[place].commit),
            None => open.push((finding, told.likely)),
        }
    }
    drop(traces);
    let files: BTreeSet<&str> = open.iter().flat_map(|(finding, _)| finding.files()).collect();
    let mut search = Search {
        engine,
        wanted: past.wanted,
        differ: past.wanted.repository.differ(),
        files: files.into_iter().map(str::to_owned).collect(),
        changed: HashMap::new(),
        commits: &commits,
        since_from: BTreeMap::new(),
        by_itself: BTreeMap::new(),
        comparisons: 0,
    };
    for (finding, likely) in open {
        if past.wanted.cancel.is_cancelled() {
            return Ok(());
        }
        finding.commit = search.commit_of(finding, &likely)?.map(|place| commits[place].commit);
    }
    Ok(())
}

/// The places of the commits that touched a finding's files.
fn candidates(commits: &[Touched], finding: &Finding) -> impl Iterator<Item = usize> {
    let files: BTreeSet<&str> = finding.files().collect();
    let touches = move |touched: &Touched| touched.files.iter().any(|touch| files.contains(touch.path.as_str()));
    (0..commits.len()).filter(move |place| touches(&commits[*place]))
}

type Keys = BTreeSet<(String, String)>;

struct Search<'a> {
    engine: &'a dyn Engine,
    wanted: &'a Comparison<'a>,
    differ: Differ,
    /// The files of all findings for which there is a choice of commits.
    files: Vec<String>,
    /// Which of these files differ between two commits.
    changed: HashMap<(CommitId, CommitId), BTreeSet<String>>,
    commits: &'a [Touched],
    /// What is found between the old end and a commit, by its place.
    since_from: BTreeMap<usize, Keys>,
    /// What is found between a commit's parent and itself.
    by_itself: BTreeMap<usize, Keys>,
    /// How many comparisons it took so far.
    comparisons: usize,
}

impl Search<'_> {
    fn commit_of(&mut self, finding: &Finding, likely: &[usize]) -> Result<Option<usize>, HistoryError> {
        let candidates: Vec<usize> = candidates(self.commits, finding).collect();
        let key = (finding.rule.clone(), finding.symbol.clone());
        for place in likely.iter().rev().take(2) {
            if self.makes(*place, &key)? {
                return Ok(Some(*place));
            }
        }
        if self.comparisons >= COMPARISONS_AT_MOST {
            return Ok(likely.last().copied());
        }
        // The finding is there after the last candidate; the first after which it is there is sought. Commits in between
        // leave these files as they are.
        let (mut low, mut high) = (0, candidates.len() - 1);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.is_there(candidates[middle], &key)? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        let halved = candidates[low];
        let before = low.checked_sub(1).map_or(self.wanted.from, |at| self.commits[candidates[at]].commit);
        if self.follows(before, halved, finding, &key)? || self.makes(halved, &key)? {
            return Ok(Some(halved));
        }
        for place in candidates.iter().rev().take(TRIED_AT_MOST) {
            if self.makes(*place, &key)? {
                return Ok(Some(*place));
            }
        }
        if self.comparisons > COMPARISONS_AT_MOST {
            return Ok(likely.last().copied());
        }
        // Several commits made it together: the one after which it is there.
        Ok(Some(halved))
    }

    /// Whether a commit began with a finding's files as they were where it is known not to be there, and left them as they
    /// are where it is known to be there: then nothing else can have made it. Histories with branches may answer no.
    fn follows(
        &mut self,
        before: CommitId,
        place: usize,
        finding: &Finding,
        key: &(String, String),
    ) -> Result<bool, HistoryError> {
        let touched = &self.commits[place];
        let Some(parent) = touched.parent else { return Ok(false) };
        if !self.leaves(before, parent, finding)? {
            return Ok(false);
        }
        let is_known = self.since_from.get(&place).is_some_and(|found| found.contains(key));
        Ok(is_known || self.leaves(touched.commit, self.wanted.to, finding)?)
    }

    /// Whether a finding's files are the same at two commits.
    fn leaves(&mut self, old: CommitId, new: CommitId, finding: &Finding) -> Result<bool, HistoryError> {
        if old == new {
            return Ok(true);
        }
        if !self.changed.contains_key(&(old, new)) {
            let changes = self.differ.between(Some(old), new, Detail::Paths)?;
            if !changes.problems.is_empty() {
                return Ok(false);
            }
            let paths = changes.files.iter().filter_map(|file| std::str::from_utf8(&file.path).ok());
            let paths = paths
                .filter(|path| self.files.binary_search_by(|file| file.as_str().cmp(path)).is_ok())
                .map(str::to_owned)
                .collect();
            self.changed.insert((old, new), paths);
        }
        let changed = self.changed.get(&(old, new));
        Ok(changed.is_some_and(|changed| !finding.files().any(|file| changed.contains(file))))
    }

    /// Whether it is found between the old end and the commit at a place.
    fn is_there(&mut self, place: usize, key: &(String, String)) -> Result<bool, HistoryError> {
        if !self.since_from.contains_key(&place) {
            let files = self.files.clone();
            let found = self.found(self.wanted.from, self.commits[place].commit, &files)?;
            self.since_from.insert(place, found);
        }
        Ok(self.since_from.get(&place).is_some_and(|found| found.contains(key)))
    }

    /// Whether it is found between a commit's parent and the commit.
    fn makes(&mut self, place: usize, key: &(String, String)) -> Result<bool, HistoryError> {
        if !self.by_itself.contains_key(&place) {
            let touched = &self.commits[place];
            let found = match touched.parent {
                Some(parent) => {
                    let files: Vec<String> = touched.files.iter().map(|touch| touch.path.clone()).collect();
                    self.found(parent, touched.commit, &files)?
                }
                None => Keys::new(),
            };
            self.by_itself.insert(place, found);
        }
        Ok(self.by_itself.get(&place).is_some_and(|found| found.contains(key)))
    }

    /// What is found between two commits in some files; nothing once that took too long.
    fn found(&mut self, old: CommitId, new: CommitId, files: &[String]) -> Result<Keys, HistoryError> {
        self.comparisons += 1;
        if self.comparisons > COMPARISONS_AT_MOST {
            return Ok(Keys::new());
        }
        let repository = self.wanted.repository;
        let old = Sources::Commit(repository.clone(), old);
        let new = Sources::Commit(repository.clone(), new);
        let ends = Ends { old: &old, new: &new, changed: files, cancel: self.wanted.cancel };
        let said = self.engine.compare(&ends)?;
        Ok(said.findings.into_iter().map(|finding| (finding.rule, finding.symbol)).collect())
    }
}
