//! Which commit made a finding, without reading every commit: only commits that touched its files come into question. Of many,
//! the finding's own texts mostly tell the one; where they do not, it is found by halving, with facts kept by content.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use super::{
    Comparison, Finding, Sources,
    engine::{Ends, Engine},
    threads::{side_by_side, threads},
    traces::Traces,
};
use crate::history::{CommitId, ContentId, Detail, Differ, HistoryError, Range, Touch};

/// More commits of a range are not looked through.
const COMMITS_AT_MOST: usize = 20_000;
/// Commits that are tried one by one where halving does not answer (histories with branches).
const TRIED_AT_MOST: usize = 12;
/// Comparisons that the search of one ecosystem's commits may take.
const COMPARISONS_AT_MOST: usize = 64;

/// Commits that are worth a thread of their own.
const COMMITS_A_THREAD: usize = 256;

/// The commits of the range and what they touched, read when first needed.
pub(super) struct Past<'a> {
    wanted: &'a Comparison<'a>,
    /// All files in question.
    files: BTreeSet<String>,
    touched: Mutex<Option<Arc<[Touched]>>>,
    /// What failed on the way, for which nobody's sources are to blame.
    failures: Mutex<BTreeSet<String>>,
}

/// A commit that touched files in question.
#[derive(Debug, Clone)]
pub(super) struct Touched {
    commit: CommitId,
    parent: Option<CommitId>,
    pub(super) files: Vec<Touch>,
}

impl<'a> Past<'a> {
    /// The past of the files that have a part in findings.
    pub(super) fn new(wanted: &'a Comparison<'a>, files: BTreeSet<String>) -> Self {
        Self { wanted, files, touched: Mutex::default(), failures: Mutex::default() }
    }

    /// What failed: findings may stand without their commits, or with others.
    pub(super) fn failures(&self) -> Vec<String> {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    fn failed(&self, why: impl Into<String>) {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).insert(why.into());
    }

    /// The commits that touched any of these files, oldest first.
    fn touched(&self, files: &BTreeSet<String>) -> Result<Vec<Touched>, HistoryError> {
        let mut touched = self.touched.lock().unwrap_or_else(PoisonError::into_inner);
        let all = match &*touched {
            Some(all) => Arc::clone(all),
            None => Arc::clone(touched.insert(self.read()?.into())),
        };
        drop(touched);
        let narrowed = all.iter().filter_map(|touched| {
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
        let commits: Result<Vec<CommitId>, HistoryError> =
            wanted.repository.walk(&range, wanted.cancel)?.ids().take(COMMITS_AT_MOST).collect();
        let commits = commits?;
        let size = commits.len().div_ceil(threads()).max(COMMITS_A_THREAD);
        let parts = side_by_side(commits.chunks(size).collect(), |commits: &[CommitId]| {
            let mut reader = wanted.repository.touches(self.files.iter().map(String::as_str));
            let mut found = Vec::new();
            for commit in commits.iter().take_while(|_| !wanted.cancel.is_cancelled()) {
                // What cannot be read is asked for by nobody's name.
                let Ok(touches) = reader.of(*commit) else { continue };
                if !touches.files.is_empty() {
                    found.push(Touched { commit: *commit, parent: touches.parent, files: touches.files });
                }
            }
            found
        });
        let mut found: Vec<Touched> = Vec::new();
        for part in parts {
            match part {
                Ok(part) => found.extend(part),
                // Its commits are asked for by nobody's name.
                Err(panic) => self.failed(format!("reading what some commits touched: {panic}")),
            }
        }
        found.reverse();
        Ok(found)
    }
}

/// Names the commit of every finding for which it can be found out.
pub(super) fn attribute(engine: &dyn Engine, findings: &mut [Finding], past: &Past<'_>) -> Result<(), HistoryError> {
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
    let files: Vec<String> = files.into_iter().map(str::to_owned).collect();
    let mut search = Search {
        asking: Asking { engine, past, wanted: past.wanted, commits: &commits, files: &files },
        differ: past.wanted.repository.differ(),
        changed: HashMap::new(),
        answers: BTreeMap::new(),
    };
    // All findings ask what they need to know next; what they ask is answered at once, side by side.
    while !open.is_empty() && !past.wanted.cancel.is_cancelled() {
        let mut asked: Vec<Question> = Vec::new();
        let mut waiting = Vec::new();
        for (finding, likely) in open {
            match search.commit_of(finding, &likely) {
                Ok(place) => finding.commit = place.map(|place| commits[place].commit),
                Err(Stop::Asks(question)) => {
                    if !asked.contains(&question) {
                        asked.push(question);
                    }
                    waiting.push((finding, likely));
                }
                Err(Stop::Fails(error)) => return Err(error),
            }
        }
        search.answer(asked)?;
        open = waiting;
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

/// What a comparison answers, for all findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Question {
    /// What is found between the old end and the commit at a place?
    SinceFrom(usize),
    /// What is found between a commit's parent and itself?
    ByItself(usize),
}

/// Why the search for one finding does not go on.
enum Stop {
    /// A comparison is needed first.
    Asks(Question),
    Fails(HistoryError),
}

impl From<HistoryError> for Stop {
    fn from(error: HistoryError) -> Self {
        Self::Fails(error)
    }
}

/// What comparisons need.
struct Asking<'a> {
    engine: &'a dyn Engine,
    past: &'a Past<'a>,
    wanted: &'a Comparison<'a>,
    commits: &'a [Touched],
    /// The files of all findings for which there is a choice of commits, sorted.
    files: &'a [String],
}

impl Asking<'_> {
    fn ask(&self, question: Question) -> Result<Keys, HistoryError> {
        match question {
            Question::SinceFrom(place) => self.found(self.wanted.from, self.commits[place].commit, self.files),
            Question::ByItself(place) => {
                let touched = &self.commits[place];
                let Some(parent) = touched.parent else { return Ok(Keys::new()) };
                let is_open = |path: &&String| self.files.binary_search(path).is_ok();
                let files: Vec<String> =
                    touched.files.iter().map(|touch| &touch.path).filter(is_open).cloned().collect();
                self.found(parent, touched.commit, &files)
            }
        }
    }

    /// Reads what the commits that are asked about brought: comparisons that run side by side share most of it.
    fn read_ahead(&self, asked: &[Question]) -> Result<(), HistoryError> {
        let is_open = |path: &str| self.files.binary_search_by(|file| file.as_str().cmp(path)).is_ok();
        let mut contents: BTreeSet<(&str, ContentId)> = BTreeSet::new();
        for question in asked {
            let (place, is_parent_asked) = match question {
                Question::SinceFrom(place) => (*place, false),
                Question::ByItself(place) => (*place, true),
            };
            for touch in self.commits[place].files.iter().filter(|touch| is_open(&touch.path)) {
                let old = touch.old.filter(|_| is_parent_asked);
                contents.extend(old.into_iter().chain(touch.new).map(|id| (touch.path.as_str(), id)));
            }
        }
        let contents: Vec<(ContentId, &str)> = contents.into_iter().map(|(path, id)| (id, path)).collect();
        let sources = Sources::Commit(self.wanted.repository.clone(), self.wanted.to);
        self.engine.read_ahead(&sources, &contents, self.wanted.cancel)
    }

    /// What is found between two commits in some files.
    fn found(&self, old: CommitId, new: CommitId, files: &[String]) -> Result<Keys, HistoryError> {
        let repository = self.wanted.repository;
        let old = Sources::Commit(repository.clone(), old);
        let new = Sources::Commit(repository.clone(), new);
        let ends = Ends { old: &old, new: &new, changed: files, cancel: self.wanted.cancel };
        let said = self.engine.compare(&ends)?;
        if said.failed {
            let why = said.warnings.into_iter().find(|warning| warning.contains("failed"));
            self.past.failed(why.unwrap_or_else(|| "comparing single commits".to_owned()));
        }
        Ok(said.findings.into_iter().map(|finding| (finding.rule, finding.symbol)).collect())
    }
}

struct Search<'a> {
    asking: Asking<'a>,
    differ: Differ,
    /// Which of the files in question differ between two commits.
    changed: HashMap<(CommitId, CommitId), BTreeSet<String>>,
    answers: BTreeMap<Question, Keys>,
}

impl Search<'_> {
    /// Answers questions, as far as that does not take too long.
    fn answer(&mut self, mut asked: Vec<Question>) -> Result<(), HistoryError> {
        asked.truncate(COMPARISONS_AT_MOST.saturating_sub(self.answers.len()));
        let asking = &self.asking;
        asking.read_ahead(&asked)?;
        let answers = side_by_side(asked.clone(), |question| asking.ask(question));
        for (question, answer) in asked.into_iter().zip(answers) {
            let keys = match answer {
                Ok(keys) => keys?,
                // Nothing is known to be found there.
                Err(panic) => {
                    self.asking.past.failed(format!("comparing single commits: {panic}"));
                    Keys::new()
                }
            };
            self.answers.insert(question, keys);
        }
        Ok(())
    }

    /// Whether something is among what a question is answered with; nothing where it is answered no more.
    fn is_in(&self, question: Question, key: &(String, String)) -> Result<Option<bool>, Stop> {
        match self.answers.get(&question) {
            Some(found) => Ok(Some(found.contains(key))),
            None if self.answers.len() >= COMPARISONS_AT_MOST => Ok(None),
            None => Err(Stop::Asks(question)),
        }
    }

    fn commit_of(&mut self, finding: &Finding, likely: &[usize]) -> Result<Option<usize>, Stop> {
        let commits = self.asking.commits;
        let candidates: Vec<usize> = candidates(commits, finding).collect();
        let key = (finding.rule.clone(), finding.symbol.clone());
        for place in likely.iter().rev().take(2) {
            if self.is_in(Question::ByItself(*place), &key)? == Some(true) {
                return Ok(Some(*place));
            }
        }
        // The finding is there after the last candidate; the first after which it is there is sought. Commits in between
        // leave these files as they are.
        let (mut low, mut high) = (0, candidates.len() - 1);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.is_in(Question::SinceFrom(candidates[middle]), &key)? {
                Some(true) => high = middle,
                Some(false) => low = middle + 1,
                None => return Ok(likely.last().copied()),
            }
        }
        let halved = candidates[low];
        let before = low.checked_sub(1).map_or(self.asking.wanted.from, |at| commits[candidates[at]].commit);
        if self.follows(before, halved, finding, &key)? {
            return Ok(Some(halved));
        }
        for place in std::iter::once(&halved).chain(candidates.iter().rev().take(TRIED_AT_MOST)) {
            match self.is_in(Question::ByItself(*place), &key)? {
                Some(true) => return Ok(Some(*place)),
                Some(false) => {}
                None => return Ok(likely.last().copied()),
            }
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
        let touched = &self.asking.commits[place];
        let Some(parent) = touched.parent else { return Ok(false) };
        if !self.leaves(before, parent, finding)? {
            return Ok(false);
        }
        let is_known = self.answers.get(&Question::SinceFrom(place)).is_some_and(|found| found.contains(key));
        Ok(is_known || self.leaves(touched.commit, self.asking.wanted.to, finding)?)
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
            let files = self.asking.files;
            let paths = changes.files.iter().filter_map(|file| std::str::from_utf8(&file.path).ok());
            let paths = paths
                .filter(|path| files.binary_search_by(|file| file.as_str().cmp(path)).is_ok())
                .map(str::to_owned)
                .collect();
            self.changed.insert((old, new), paths);
        }
        let changed = self.changed.get(&(old, new));
        Ok(changed.is_some_and(|changed| !finding.files().any(|file| changed.contains(file))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        breaking::{ECOSYSTEMS, engine::Said, trial},
        history::Repository,
        process::Cancel,
        testkit::Repo,
    };

    /// An ecosystem that cannot compare.
    struct Failing;

    impl Engine for Failing {
        fn compare(&self, _: &Ends<'_>) -> Result<Said, HistoryError> {
            panic!("seven")
        }

        fn read_ahead(&self, _: &Sources, _: &[(ContentId, &str)], _: &Cancel) -> Result<(), HistoryError> {
            Ok(())
        }

        fn keep(&self) {}
    }

    #[test]
    fn what_fails_in_the_search_is_told() {
        let repo = Repo::new();
        let [from, _, to]: [CommitId; 3] = ["1", "2", "3"].map(|text| {
            let commit = repo.commit_file("src/lib.rs", text, "feat: a");
            commit.parse().unwrap()
        });
        let repository = Repository::open(&repo.path()).unwrap();
        let cancel = Cancel::new();
        let wanted = Comparison { repository: &repository, from, to, paths: &[], cache: None, cancel: &cancel };
        let past = Past::new(&wanted, BTreeSet::from(["src/lib.rs".to_owned()]));
        let rust = ECOSYSTEMS.iter().find(|known| known.name == "rust").unwrap();
        let mut findings = trial::found(rust, "pub fn a() {}", "pub fn b(c: u8) {}");
        assert!(past.failures().is_empty() && findings.len() == 1);
        attribute(&Failing, &mut findings, &past).unwrap();
        assert_eq!(past.failures(), ["comparing single commits: seven"]);
    }
}
