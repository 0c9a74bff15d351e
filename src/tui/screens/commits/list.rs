//! The rows of the list: all commits of the range, which of them are seen, in which order, and where the cursor is.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::filter::{Around, Filter};
use crate::{
    analysis::{AnalysedCommit, Flags, Kind, KindSource, KindVerdict},
    history::CommitId,
    release::{
        Reviewers,
        analysis::{Analysis, Event},
    },
    tui::motion::{Motion, scrolled},
};

/// What rows are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As `git log` lists them.
    #[default]
    Log,
    /// Riskiest first.
    Risk,
    /// Oldest first.
    Age,
    /// By the author's name.
    Author,
    /// By kind, in the order of the convention.
    Kind,
    /// Most lines first.
    Size,
    /// The least sure kinds first; what looks like another kind before all.
    Doubt,
    /// Those that matter to users first.
    Audience,
    /// The hardest to take back first.
    Rollback,
    /// By the name of who could review it best; those of whom nobody is known last.
    Reviewer,
    /// What belongs together stands together, at the place of its newest commit.
    Group,
}

impl Order {
    /// All of them, in the order in which a key goes through them.
    pub const ALL: [Self; 11] = [
        Self::Log,
        Self::Risk,
        Self::Age,
        Self::Author,
        Self::Kind,
        Self::Size,
        Self::Doubt,
        Self::Audience,
        Self::Rollback,
        Self::Reviewer,
        Self::Group,
    ];

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Log => "log order",
            Self::Risk => "risk",
            Self::Age => "oldest",
            Self::Author => "author",
            Self::Kind => "kind",
            Self::Size => "size",
            Self::Doubt => "least sure",
            Self::Audience => "audience",
            Self::Rollback => "rollback",
            Self::Reviewer => "reviewer",
            Self::Group => "group",
        }
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        let index = Self::ALL.iter().position(|order| *order == self).unwrap_or(0);
        Self::ALL[(index + 1) % Self::ALL.len()]
    }

    /// Whether rows may change their places when risks or sizes become known.
    const fn depends_on_results(self) -> bool {
        matches!(
            self,
            Self::Risk | Self::Size | Self::Doubt | Self::Audience | Self::Rollback | Self::Reviewer | Self::Group
        )
    }
}

/// The commits of a range as a list that is sorted, filtered and walked through.
#[derive(Debug, Default)]
pub struct List {
    /// What is known of the range.
    pub analysis: Analysis,
    /// What the user marked as reviewed.
    pub reviewed: BTreeSet<CommitId>,
    /// What review records list, and who wrote them.
    pub recorded: Reviewers,
    /// Rows in the order and selection that are seen.
    seen: Vec<u32>,
    order: Order,
    filter: Filter,
    /// For the `path:` of the filter: rows that have been looked at, and whether they pass.
    paths: HashMap<u32, bool>,
    /// Which of `seen` the cursor is on.
    cursor: usize,
    /// Which of `seen` is the first on the screen.
    first: usize,
    /// How many rows fit.
    page: usize,
    /// Rows chosen one by one.
    chosen: HashSet<u32>,
    /// Where a range of rows began, as a place in `seen`.
    anchor: Option<usize>,
}

impl List {
    /// A list that goes on where another was: same order, filter and room.
    #[must_use]
    pub fn after(&self, analysis: Analysis) -> Self {
        let mut list = Self {
            analysis,
            reviewed: self.reviewed.clone(),
            recorded: self.recorded.clone(),
            order: self.order,
            filter: self.filter.clone(),
            first: self.first,
            page: self.page,
            ..Self::default()
        };
        let at = self.current().map(|commit| commit.id);
        list.arrange();
        if let Some(id) = at {
            list.go_to(id);
        }
        list
    }

    /// Whether no row is seen.
    pub fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }

    /// How many rows are seen.
    pub fn len(&self) -> usize {
        self.seen.len()
    }

    /// The row at a place: its number and commit.
    pub fn at(&self, place: usize) -> Option<(usize, &AnalysedCommit)> {
        let row = *self.seen.get(place)? as usize;
        self.analysis.commits.get(row).map(|commit| (row, commit))
    }

    /// The commit under the cursor.
    pub fn current(&self) -> Option<&AnalysedCommit> {
        self.at(self.cursor).map(|(_, commit)| commit)
    }

    /// The row under the cursor.
    pub fn current_row(&self) -> Option<usize> {
        self.at(self.cursor).map(|(row, _)| row)
    }

    /// Where the cursor is.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The first place that is on the screen.
    pub fn first(&self) -> usize {
        self.first
    }

    /// How rows are ordered.
    pub fn order(&self) -> Order {
        self.order
    }

    /// What rows must pass.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Whether a commit was looked at: marked by the user, or listed in anybody's record.
    pub fn is_reviewed(&self, id: CommitId) -> bool {
        self.reviewed.contains(&id) || self.recorded.contains_key(&id)
    }

    /// How many commits of the range were looked at.
    pub fn n_reviewed(&self) -> usize {
        if self.reviewed.is_empty() && self.recorded.is_empty() {
            return 0;
        }
        self.analysis.commits.iter().filter(|commit| self.is_reviewed(commit.id)).count()
    }

    /// The commits of the range that the user marked and no record lists, in the order of the log.
    pub fn private_marks(&self) -> Vec<CommitId> {
        let ids = self.analysis.commits.iter().map(|commit| commit.id);
        ids.filter(|id| self.reviewed.contains(id) && !self.recorded.contains_key(id)).collect()
    }

    /// The rows on the screen, as numbers of the analysis. In log order they are one stretch; else the stretch that holds
    /// them all would be the whole range, so the cursor's own neighbourhood must do.
    pub fn looked_at(&self) -> std::ops::Range<usize> {
        let shown = self.seen.iter().skip(self.first).take(self.page).map(|row| *row as usize);
        match self.order {
            Order::Log => shown.clone().min().unwrap_or(0)..shown.max().map_or(0, |last| last + 1),
            _ => self.current_row().map_or(0..0, |row| row..row + 1),
        }
    }

    /// Takes in news of the analysis.
    pub fn apply(&mut self, event: Event) {
        let before = self.analysis.commits.len();
        let must_arrange = match &event {
            Event::Foreseen(_) | Event::Judged(_) => self.filter.asks_risk(),
            Event::Shaped(_) | Event::Grouped(_) | Event::Told(_) => !self.filter.is_empty(),
            Event::Finished { .. } => self.order.depends_on_results(),
            _ => false,
        };
        self.analysis.apply(event);
        let now = self.analysis.commits.len();
        if now > before && self.order == Order::Log && self.filter.is_empty() {
            self.seen.extend(before as u32..now as u32);
        } else if now > before || must_arrange {
            self.arrange();
        }
        self.keep_in_view();
    }

    /// Orders rows another way; the cursor stays on its commit.
    pub fn sort(&mut self, order: Order) {
        self.order = order;
        self.arrange();
    }

    /// Filters rows another way; the cursor stays on its commit if that is still seen.
    pub fn narrow(&mut self, filter: Filter) {
        if self.filter.paths() != filter.paths() {
            self.paths.clear();
        }
        self.filter = filter;
        self.arrange();
    }

    /// Rows whose paths the filter asks for and that have not been looked at.
    pub fn wants_paths(&self) -> Vec<(u32, CommitId)> {
        if self.filter.paths().is_empty() {
            return Vec::new();
        }
        let commits = self.analysis.commits.iter().enumerate();
        commits.map(|(row, commit)| (row as u32, commit.id)).filter(|(row, _)| !self.paths.contains_key(row)).collect()
    }

    /// Takes in which rows pass the `path:` of the filter.
    pub fn learn_paths(&mut self, found: impl IntoIterator<Item = (u32, bool)>) {
        self.paths.extend(found);
        self.arrange();
    }

    /// Shows a person's correction of kinds.
    pub fn correct(&mut self, ids: &[CommitId], kind: Kind) {
        for commit in self.analysis.commits.iter_mut().filter(|commit| ids.contains(&commit.id)) {
            commit.kind = KindVerdict { kind, source: KindSource::Override, confidence: 1.0, suggested: None };
        }
    }

    /// Moves the cursor.
    pub fn travel(&mut self, motion: Motion) {
        self.cursor = motion.apply(self.cursor, self.seen.len(), self.page);
        self.keep_in_view();
    }

    /// Puts the cursor on a place.
    pub fn put_cursor(&mut self, place: usize) {
        self.cursor = place.min(self.seen.len().saturating_sub(1));
        self.keep_in_view();
    }

    /// Puts the cursor on a commit, if it is seen.
    pub fn go_to(&mut self, id: CommitId) -> bool {
        let place = self.seen.iter().position(|row| self.analysis.commits[*row as usize].id == id);
        if let Some(place) = place {
            self.put_cursor(place);
        }
        place.is_some()
    }

    /// How many rows fit on the screen.
    pub fn fit(&mut self, page: usize) {
        self.page = page;
        self.keep_in_view();
    }

    /// Chooses the row under the cursor, or lets it go.
    pub fn toggle_chosen(&mut self) {
        if let Some(row) = self.seen.get(self.cursor).copied()
            && !self.chosen.remove(&row)
        {
            self.chosen.insert(row);
        }
    }

    /// Begins a range of rows at the cursor, or lets it go.
    pub fn toggle_range(&mut self) {
        self.anchor = if self.anchor.is_some() { None } else { Some(self.cursor) };
    }

    /// Whether the row at a place is chosen.
    pub fn is_chosen(&self, place: usize) -> bool {
        let in_range =
            self.anchor.is_some_and(|anchor| (anchor.min(self.cursor)..=anchor.max(self.cursor)).contains(&place));
        in_range || self.seen.get(place).is_some_and(|row| self.chosen.contains(row))
    }

    /// Lets all chosen rows go; whether there were any.
    pub fn let_go(&mut self) -> bool {
        let had = self.anchor.take().is_some() || !self.chosen.is_empty();
        self.chosen.clear();
        had
    }

    /// How many rows are chosen.
    pub fn n_chosen(&self) -> usize {
        if self.anchor.is_none() && self.chosen.is_empty() {
            return 0;
        }
        (0..self.seen.len()).filter(|place| self.is_chosen(*place)).count()
    }

    /// The commits that an action is about: the chosen ones, else the one under the cursor.
    pub fn subjects(&self) -> Vec<CommitId> {
        let chosen: Vec<CommitId> = match self.n_chosen() {
            0 => Vec::new(),
            _ => (0..self.seen.len())
                .filter(|place| self.is_chosen(*place))
                .filter_map(|place| self.at(place).map(|(_, commit)| commit.id))
                .collect(),
        };
        if chosen.is_empty() { self.current().map(|commit| commit.id).into_iter().collect() } else { chosen }
    }

    /// Works out which rows are seen and in which order. The cursor stays on its commit; if that is gone, on its place.
    fn arrange(&mut self) {
        let at = self.seen.get(self.cursor).copied();
        let offset = self.cursor.saturating_sub(self.first);
        let chosen_range: Vec<u32> = match self.anchor.take() {
            Some(_) => {
                (0..self.seen.len()).filter(|place| self.is_chosen(*place)).map(|place| self.seen[place]).collect()
            }
            None => Vec::new(),
        };
        self.chosen.extend(chosen_range);
        self.seen = self.passing();
        let commits = &self.analysis.commits;
        let key = |row: &u32| &commits[*row as usize];
        match self.order {
            Order::Log => {}
            Order::Risk => self.seen.sort_by_key(|row| std::cmp::Reverse(key(row).risk)),
            Order::Age => self.seen.sort_by_key(|row| key(row).committed_at.seconds),
            Order::Author => self.seen.sort_by_cached_key(|row| key(row).author.name.text.to_lowercase()),
            Order::Kind => self.seen.sort_by_key(|row| key(row).kind.kind),
            Order::Size => self.seen.sort_by_key(|row| {
                std::cmp::Reverse(key(row).stats.map(|stats| u64::from(stats.insertions) + u64::from(stats.deletions)))
            }),
            Order::Doubt => self.seen.sort_by_key(|row| doubt(key(row))),
            Order::Rollback => {
                self.seen.sort_by_key(|row| std::cmp::Reverse(key(row).story.map(|story| story.rollback)));
            }
            Order::Reviewer => {
                let first = |row: &u32| self.analysis.reviewers_of(*row as usize)?.first();
                self.seen.sort_by_cached_key(|row| {
                    let name = first(row).map(|reviewer| reviewer.name.to_lowercase());
                    (name.is_none(), name)
                });
            }
            Order::Audience => self.seen.sort_by_key(|row| key(row).audience as u8),
            Order::Group => {
                let places = places_of_groups(commits, &self.seen);
                self.seen.sort_by_key(|row| key(row).group.as_ref().map_or(*row, |its| places[&its.group.id()]));
            }
        }
        let place = at.and_then(|row| self.seen.iter().position(|other| *other == row));
        self.cursor = place.unwrap_or(self.cursor).min(self.seen.len().saturating_sub(1));
        self.first = self.cursor.saturating_sub(offset);
        self.keep_in_view();
    }

    fn passing(&self) -> Vec<u32> {
        let all = 0..self.analysis.commits.len() as u32;
        if self.filter.is_empty() {
            return all.collect();
        }
        let commit = |row: u32| &self.analysis.commits[row as usize];
        let fields: Vec<u32> = all
            .filter(|row| {
                let around = Around {
                    is_reviewed: self.is_reviewed(commit(*row).id),
                    path: self.paths.get(row).copied(),
                    assessment: self.analysis.assessment_of(*row as usize),
                    reviewers: self.analysis.reviewers_of(*row as usize),
                };
                self.filter.fields_pass(commit(*row), around)
            })
            .collect();
        let mut words = self.filter.words();
        if words.is_empty() {
            return fields;
        }
        let standing: Vec<u32> = fields.iter().copied().filter(|row| words.stand_in(commit(*row))).collect();
        if !standing.is_empty() {
            return standing;
        }
        fields.into_iter().filter(|row| words.are_hinted_at(commit(*row))).collect()
    }

    fn keep_in_view(&mut self) {
        self.cursor = self.cursor.min(self.seen.len().saturating_sub(1));
        self.first = scrolled(self.first, self.cursor, self.seen.len(), self.page);
    }
}

/// How doubtful a kind is: smaller is more so. Merges are not asked.
fn doubt(commit: &AnalysedCommit) -> (u8, u32) {
    let verdict = &commit.kind;
    let thousandths = (verdict.confidence.clamp(0.0, 1.0) * 1_000.0) as u32;
    let class = match () {
        () if commit.flags.contains(Flags::MERGE) => 3,
        () if verdict.suggested.is_some() => 0,
        () if !verdict.is_sure() => 1,
        () => 2,
    };
    (class, thousandths)
}

/// The first row of each group.
fn places_of_groups(commits: &[AnalysedCommit], rows: &[u32]) -> HashMap<CommitId, u32> {
    let mut places = HashMap::new();
    for row in rows {
        if let Some(its) = &commits[*row as usize].group {
            places.entry(its.group.id()).or_insert(*row);
        }
    }
    places
}

#[cfg(test)]
mod tests;
