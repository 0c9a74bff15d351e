//! The passes of an analysis, one after the other.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    Analysis, Control, Event, Grouping, Judged, Parts, Progress, Shaped, Storyteller, Told, Wants,
    before::Before,
    comparing,
    judging::{judge_all, judge_alone},
    kept::Kept,
    row::{self, Row},
    shaping::{self, Found},
};
use crate::{
    analysis::{
        AnalysedCommit, Flags,
        classify::{Classifier, Trained},
        group::{Candidate, Pulls, group},
        risk::release_risk,
        shape::Shape,
        story::{ReviewerNames, Story},
        version::{Bump, Demand, demand},
    },
    breaking::Breaking,
    history::{Commit, CommitId, Detail, HistoryError, Lineage},
    release::Workspace,
};

/// Commits in one event.
const BATCH: usize = 512;
/// Shapes in one event: a screen of them should not wait for long.
const SHAPED_BATCH: usize = 64;
/// Unreadable trees and contents are named one by one up to here.
const PROBLEMS_AT_MOST: usize = 20;

impl Workspace {
    /// Analyses the range, telling news as they come. A failure is one of reading commits; what else is missing is told as
    /// a warning.
    pub fn analyse(&self, parts: Parts, control: &Control, tell: &mut dyn FnMut(Event)) -> Result<(), HistoryError> {
        let tell = &mut |event| {
            if let (Some(watcher), Event::Progress(progress)) = (&self.watcher, &event) {
                watcher.hear(*progress);
            }
            tell(event);
        };
        let classifier = Trained::default();
        let mut run = Run {
            workspace: self,
            parts,
            control,
            kept: Kept::new(
                self.opened.folders.as_ref(),
                &self.repository().common_dir(),
                &self.settings().risk.sensitive,
                self.sensitive().rules().digest(),
            ),
            classifier: &classifier,
            commits: Vec::new(),
            rows: Vec::new(),
            newest: None,
            problems: 0,
            breaking: Breaking::default(),
            claims: Vec::new(),
        };
        for warning in &self.warnings {
            tell(Event::Warning(warning.clone()));
        }
        let result = run.passes(tell);
        self.repository().keep_what_was_learnt();
        match result {
            Err(HistoryError::Cancelled) => tell(Event::Finished { complete: false }),
            Err(error) => return Err(error),
            Ok(()) => tell(Event::Finished { complete: !control.is_cancelled() }),
        }
        Ok(())
    }

    /// Analyses the range to the end.
    pub fn analyse_whole(&self, parts: Parts) -> Result<Analysis, HistoryError> {
        let mut analysis = Analysis::default();
        self.analyse(parts, &Control::default(), &mut |event| analysis.apply(event))?;
        Ok(analysis)
    }
}

pub(super) struct Run<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) parts: Parts,
    pub(super) control: &'a Control,
    kept: Kept,
    pub(super) classifier: &'a dyn Classifier,
    pub(super) commits: Vec<AnalysedCommit>,
    pub(super) rows: Vec<Row>,
    newest: Option<Commit>,
    problems: usize,
    pub(super) breaking: Breaking,
    /// Rows whose header claims something that has to be looked into.
    pub(super) claims: Vec<u32>,
}

pub(super) type Tell<'a> = &'a mut dyn FnMut(Event);

impl Run<'_> {
    fn passes(&mut self, tell: Tell<'_>) -> Result<(), HistoryError> {
        self.list(tell)?;
        if self.parts.groups {
            self.group(tell);
        }
        self.tell_version(tell);
        let (workspace, control) = (self.workspace, self.control);
        std::thread::scope(|scope| {
            // Sources are compared beside the other passes.
            let comparing =
                self.parts.breaking.then(|| scope.spawn(|| workspace.find_breaking(&[], control.as_cancel())));
            self.later_passes(tell)?;
            if comparing.is_some() {
                tell(Event::Progress(Progress { part: "breaking", done: 0, of: None }));
            }
            if let Some(found) = comparing.and_then(|comparing| comparing.join().ok()) {
                self.take_in_breaking(found, tell);
            }
            Ok(())
        })
    }

    fn later_passes(&mut self, tell: Tell<'_>) -> Result<(), HistoryError> {
        if self.parts.lines || self.parts.risk {
            self.shape(tell);
            self.follow_habits(tell);
            if self.parts.groups && !self.control.is_cancelled() {
                self.group(tell);
            }
            // Kinds may have changed with what is known of paths.
            self.tell_version(tell);
        }
        if self.parts.risk && !self.control.is_cancelled() {
            self.judge(tell)?;
            tell(Event::ReleaseRisk(release_risk(&self.commits)));
        }
        if self.parts.story && !self.control.is_cancelled() {
            self.tell_stories(tell);
        }
        if self.parts.breaking {
            self.check_claims(tell);
        }
        Ok(())
    }

    /// What is told of each commit besides.
    fn tell_stories(&self, tell: Tell<'_>) {
        let mut teller = Storyteller::new(self.workspace, &self.commits, self.parts.history, self.control.as_cancel());
        let reviewers = self.parts.messages || self.parts.reviewers;
        let wants = Wants { reviewers, complexity: self.parts.complexity };
        let total = self.commits.len();
        let mut names = ReviewerNames::default();
        let mut batch = Vec::new();
        for row in 0..total {
            if self.control.is_cancelled() {
                return;
            }
            let story = teller.tell(row, wants);
            let outline = story.as_ref().map(Story::outline);
            let (story, reviewers) = match story {
                Some(story) if self.parts.messages => (Some(Box::new(story)), None),
                Some(story) if self.parts.reviewers => (None, Some(names.of(story.reviewers))),
                _ => (None, None),
            };
            batch.push(Told { row: row as u32, outline, story, reviewers });
            if batch.len() == BATCH || row + 1 == total {
                tell(Event::Told(std::mem::take(&mut batch)));
                tell(Event::Progress(Progress { part: "story", done: row as u32 + 1, of: Some(total as u32) }));
            }
        }
    }

    /// What was found by comparing sources; that they cannot be read is no end of the analysis.
    fn take_in_breaking(&mut self, found: Result<Breaking, HistoryError>, tell: Tell<'_>) {
        match found {
            Ok(breaking) => {
                for warning in comparing::warnings(&breaking, &self.commits) {
                    tell(Event::Warning(warning));
                }
                self.breaking = breaking.clone();
                tell(Event::Breaking(breaking));
                self.check_findings(tell);
                self.tell_version(tell);
            }
            Err(HistoryError::Cancelled) => {}
            Err(error) => tell(Event::Warning(format!("breaking changes are not known: {error}"))),
        }
    }

    /// The first pass: messages.
    fn list(&mut self, tell: Tell<'_>) -> Result<(), HistoryError> {
        let walk = self.workspace.repository().walk(&self.workspace.range, self.control.as_cancel())?;
        let of = walk.remaining().map(|remaining| remaining as u32);
        let mut told = 0;
        // The first rows are wanted at once, later ones in larger helpings.
        let mut batch = 64;
        let mut read: Vec<Commit> = Vec::new();
        for commit in walk {
            let commit = commit?;
            let corrected = self.workspace.overrides().kind_of(commit.id);
            let own = self.workspace.sensitive().rules();
            let (listed, row) = row::read(&commit, corrected, self.classifier, own, self.parts);
            self.commits.push(listed);
            self.rows.push(row);
            if self.newest.is_none() {
                self.newest = Some(commit.clone());
            }
            if self.parts.messages {
                read.push(commit);
            }
            if self.commits.len() - told >= batch {
                self.tell_listed(told, &mut read, of, tell);
                told = self.commits.len();
                batch = BATCH;
            }
        }
        self.tell_listed(told, &mut read, of, tell);
        tell(Event::AllListed);
        self.workspace.repository().keep_what_was_learnt();
        self.tell_why_empty(tell);
        Ok(())
    }

    /// A range without commits may be one that was asked for the wrong way round.
    fn tell_why_empty(&self, tell: Tell<'_>) {
        let range = &self.workspace.range;
        let (Some(from), Some(from_id)) = (&range.from, range.from_id) else { return };
        if self.commits.is_empty() && from_id != range.to_id {
            let to = &range.to;
            tell(Event::Warning(format!(
                "`{from}` already has all commits of `{to}`: the range is empty, or the wrong way round"
            )));
        }
    }

    fn tell_listed(&self, from: usize, read: &mut Vec<Commit>, of: Option<u32>, tell: Tell<'_>) {
        if !read.is_empty() {
            tell(Event::Read(std::mem::take(read)));
        }
        tell(Event::Listed(self.commits[from..].to_vec()));
        tell(Event::Progress(Progress { part: "commits", done: self.commits.len() as u32, of }));
    }

    /// Which commits belong together: by their messages, and by what they changed once that is known.
    fn group(&mut self, tell: Tell<'_>) {
        let candidates: Vec<Candidate<'_>> = self
            .commits
            .iter()
            .zip(&self.rows)
            .map(|(commit, row)| Candidate {
                commit,
                request: row::request_of(commit),
                hints: row.hints.as_deref(),
                touches: row.shape.as_deref().map_or(&[], |shape| &shape.touches),
                is_fix: row.is_fix,
            })
            .collect();
        let grouped = group(&candidates, &Pulls::of_range(&self.commits));
        let rows: BTreeSet<usize> = grouped.members.keys().copied().chain(grouped.cancelled.iter().copied()).collect();
        let of_row = |row| Grouping {
            row: row as u32,
            membership: grouped.members.get(&row).cloned(),
            cancelled: grouped.cancelled.contains(&row),
        };
        let news: Vec<Grouping> = rows.into_iter().map(of_row).collect();
        drop(candidates);
        for grouping in &news {
            grouping.write(&mut self.commits);
        }
        tell(Event::Grouped(news));
    }

    fn demand(&self) -> Demand {
        demand(&self.commits).and(Bump::Major, comparing::reasons(&self.breaking, &self.commits))
    }

    fn tell_version(&self, tell: Tell<'_>) {
        // A version that was asked for and cannot be is refused when the workspace is opened.
        if let Ok(version) = self.workspace.next_version(self.demand(), self.newest.as_ref()) {
            tell(Event::Version(version));
        }
    }

    /// The second pass: paths and lines, from the cache where it has them.
    fn shape(&mut self, tell: Tell<'_>) {
        let mut kept = self.kept.shapes();
        let detail = if self.parts.lines { Detail::Lines } else { Detail::Paths };
        let mut wanted: Vec<(usize, CommitId)> = Vec::new();
        let mut batch: Vec<Shaped> = Vec::new();
        for row in 0..self.commits.len() {
            let commit = &self.commits[row];
            if commit.flags.contains(Flags::MERGE) {
                batch.push(self.shaped(row, Shape::default()));
                continue;
            }
            match kept.remove(commit.id.as_bytes()) {
                Some(shape) if shape.counted || !self.parts.lines => {
                    let shaped = self.shaped(row, shape);
                    batch.push(shaped);
                }
                _ => wanted.push((row, commit.id)),
            }
        }
        if !batch.is_empty() {
            self.foresee(&batch, tell);
            tell(Event::Shaped(std::mem::take(&mut batch)));
        }
        let total = self.commits.len() as u32;
        let mut done = total - wanted.len() as u32;
        let workspace = self.workspace;
        let lineage = Arc::new(Lineage::of(
            self.commits.iter().zip(&self.rows).map(|(commit, row)| (commit.id, row.tree, &*commit.parents)),
        ));
        let differ = || workspace.repository().differ().knowing(Arc::clone(&lineage));
        shaping::shapes(&differ, &wanted, detail, workspace.sensitive(), self.control, |found| {
            done += 1;
            let shaped = self.take_in(found, tell);
            batch.push(shaped);
            let is_seen = batch.last().is_some_and(|shaped| self.control.looked_at().contains(&(shaped.row as usize)));
            if batch.len() >= SHAPED_BATCH || is_seen && batch.len() >= 8 {
                self.foresee(&batch, tell);
                tell(Event::Shaped(std::mem::take(&mut batch)));
                tell(Event::Progress(Progress { part: "lines", done, of: Some(total) }));
            }
        });
        if !batch.is_empty() {
            self.foresee(&batch, tell);
            tell(Event::Shaped(batch));
        }
        tell(Event::Progress(Progress { part: "lines", done, of: Some(total) }));
        if self.problems > PROBLEMS_AT_MOST {
            tell(Event::Warning(format!("and {} more that cannot be read", self.problems - PROBLEMS_AT_MOST)));
        }
        if !wanted.is_empty() {
            let shapes = self.commits.iter().zip(&self.rows).filter(|(commit, _)| !commit.flags.contains(Flags::MERGE));
            let shapes = shapes.filter_map(|(commit, row)| Some((commit.id, row.shape.as_deref()?)));
            // What could not be read whole may be there the next time.
            self.kept.keep_shapes(shapes.filter(|(_, shape)| shape.complete), &kept);
        }
    }

    fn take_in(&mut self, found: Found, tell: Tell<'_>) -> Shaped {
        for problem in &found.problems {
            self.problems += 1;
            if self.problems <= PROBLEMS_AT_MOST {
                let commit = self.commits[found.row].id.short();
                tell(Event::Warning(format!("{commit}: {problem}; its changes are incomplete")));
            }
        }
        let mut shape = match found.shape {
            Ok(shape) => shape,
            // The commit was read before; what is missing now is its parent, beyond the range's end.
            Err(error) => {
                tell(Event::Warning(format!(
                    "{}: {error}; its changes are not known",
                    self.commits[found.row].id.short()
                )));
                Shape::default()
            }
        };
        shape.complete = found.problems.is_empty() && shape.counted;
        self.shaped(found.row, shape)
    }

    fn shaped(&mut self, row: usize, shape: Shape) -> Shaped {
        let commit = &mut self.commits[row];
        if !commit.flags.contains(Flags::MERGE) {
            let words = self.rows[row].words.take().unwrap_or_default();
            self.rows[row].guess = row::look_again(commit, &words, &shape, self.classifier).map(Box::new);
        }
        commit.stats = self.parts.lines.then_some(shape.stats);
        self.rows[row].shape = Some(Box::new(shape));
        self.news_of(row)
    }

    pub(super) fn news_of(&self, row: usize) -> Shaped {
        let commit = &self.commits[row];
        Shaped {
            row: row as u32,
            stats: commit.stats,
            kind: commit.kind,
            scope: commit.scope.clone(),
            flags: commit.flags,
            audience: commit.audience,
        }
    }

    /// What people stated of some commits tells how the others are called here.
    fn follow_habits(&mut self, tell: Tell<'_>) {
        let habits = self.habits();
        let mut news = Vec::new();
        for row in 0..self.commits.len() {
            let Some(guess) = self.rows[row].guess.as_deref().filter(|_| !habits.is_empty()) else { continue };
            let commit = &mut self.commits[row];
            let named = self.classifier.name(guess, &habits);
            if let Some(shape) = self.rows[row].shape.as_deref().filter(|_| !commit.kind.is_stated())
                && named != commit.kind
            {
                row::name_again(commit, shape, named);
                news.push(self.news_of(row));
            }
        }
        if !news.is_empty() {
            tell(Event::Shaped(news));
        }
        self.claims = self.claiming();
    }

    /// Risks of rows by their changes alone, for whoever watches.
    fn foresee(&self, shaped: &[Shaped], tell: Tell<'_>) {
        if !self.parts.risk || !self.control.wants_early_risks() {
            return;
        }
        let own = self.workspace.sensitive().rules();
        let rows = shaped.iter().map(|shaped| shaped.row as usize);
        let counted = rows.filter(|row| !self.commits[*row].flags.contains(Flags::MERGE));
        let foreseen: Vec<Judged> = counted.map(|row| judge_alone(&self.commits, &self.rows, row, own)).collect();
        if !foreseen.is_empty() {
            tell(Event::Foreseen(foreseen));
        }
    }

    /// The last pass: risk, with all that was known before each commit.
    fn judge(&mut self, tell: Tell<'_>) -> Result<(), HistoryError> {
        let before = match self.parts.history.then(|| self.kept_before()).flatten() {
            Some(before) => before,
            None if self.parts.history => self.read_before(tell)?,
            None => Before::default(),
        };
        if self.control.is_cancelled() {
            return Ok(());
        }
        let judged = judge_all(&self.commits, &self.rows, &before, self.workspace.sensitive().rules());
        for news in &judged {
            self.commits[news.row as usize].risk = Some(news.risk.score());
        }
        for row in &mut self.rows {
            row.shape = None;
        }
        tell(Event::Judged(judged));
        Ok(())
    }

    fn kept_before(&self) -> Option<Before> {
        let limit = self.workspace.settings().risk.history;
        match self.workspace.range.from_id.filter(|_| limit > 0) {
            Some(from) => self.kept.before(from, limit),
            None => Some(Before::default()),
        }
    }

    fn read_before(&self, tell: Tell<'_>) -> Result<Before, HistoryError> {
        let limit = self.workspace.settings().risk.history;
        let Some(from) = self.workspace.range.from_id else { return Ok(Before::default()) };
        let progress = |done| tell(Event::Progress(Progress { part: "history", done, of: Some(limit) }));
        let before = Before::read(self.workspace.repository(), from, limit, self.control, progress)?;
        self.kept.keep_before(&before);
        Ok(before)
    }
}
