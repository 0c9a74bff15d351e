//! What the Commits screen knows.

use std::collections::BTreeMap;

use super::{
    list::{List, Order},
    work::{Outcome, Place, Request},
};
use crate::{
    analysis::Kind,
    fault::Failure,
    history::CommitId,
    release::analysis::{Analysis, Control},
    tui::{
        action::Named,
        look::Look,
        screen::{Command, Event, Focus, Screen},
        shared::Shared,
        widgets::diff::{self, DiffAction, DiffModel},
        work::Job,
    },
};

/// The Commits screen.
#[derive(Debug, Default)]
pub struct Commits {
    /// The rows.
    pub(super) list: List,
    /// How the rows stand to the repository.
    pub(super) state: State,
    /// Steers the analysis that runs.
    pub(super) control: Control,
    /// What was found where the analysis was made: tells whether the repository moved since.
    pub(super) place: Option<Place>,
    /// An analysis that will take the place of the rows once it lists as much as they do.
    pub(super) incoming: Option<Analysis>,
    /// The commit that follows the cursor: the factors beside the list are its, and the diff.
    pub(super) followed: Option<CommitId>,
    /// The diff of that commit.
    pub(super) diff: DiffModel,
    /// Marks that are not known to be kept yet.
    pub(super) unkept: BTreeMap<CommitId, bool>,
    /// What has the focus.
    pub(super) pane: Pane,
    /// What the filter was before it was edited.
    pub(super) filter_before: String,
    /// When the work that goes on began.
    pub(super) began: i64,
    /// Whether a correction waits for what it teaches about the others.
    pub(super) taught: bool,
    /// What was told as not being as it should be.
    pub(super) warnings: usize,
}

/// How the rows stand to the repository.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum State {
    /// Nothing is known yet.
    #[default]
    Opening,
    /// Rows stream in.
    Listing,
    /// All rows are there; what they mean is being found out.
    Judging,
    /// All that can be known is.
    Ready,
    /// It cannot be read, or not any more. What rows there are stay.
    Failed(Failure),
}

/// A part of the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Pane {
    /// The list of commits.
    #[default]
    List,
    /// The diff of the commit under the cursor.
    Diff,
}

/// What a user can make it do.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Something of the diff.
    Diff(DiffAction),
    /// Give the focus to the diff.
    OpenDiff,
    /// Give the focus to the other pane.
    OtherPane,
    /// Mark the chosen commits as reviewed, or take that back.
    MarkReviewed,
    /// Show the record that the private marks would make, and ask.
    RecordReviews,
    /// It was confirmed: record these commits as reviewed.
    WriteReviews(Vec<CommitId>),
    /// Choose the row under the cursor, or let it go.
    Choose,
    /// Choose rows from here on.
    ChooseRange,
    /// Correct the kind of the chosen commits.
    CorrectKind,
    /// Make the kind of the chosen commits this; take a correction back.
    SetKind(Option<Kind>),
    /// The next order.
    NextOrder,
    /// Choose an order.
    PickOrder,
    /// This order.
    SortBy(Order),
    /// Edit the filter.
    Filter,
    /// Take the filter away.
    ClearFilter,
    /// Choose another range.
    PickRange,
    /// Type another range.
    TypeRange,
    /// This range.
    UseRange(Option<String>, Option<String>),
    /// Choose what to copy.
    Copy,
    /// Copy this: the text, and what it is.
    CopyText(String, String),
    /// All that is known of the commit.
    Detail,
    /// What the risk of the release is made of, and which commits carry it.
    ReleaseRisk,
    /// All factors of the release's risk.
    ReleaseFactors,
    /// All that was told as not being as it should be.
    Warnings,
    /// To this commit.
    Visit(CommitId),
    /// To its page on the forge, or to that of something that it refers to.
    Pages,
    /// Open this address.
    Browse(String),
    /// To the entry of the notes that tells it.
    Entry,
    /// To the next commit that wants a look: risky and not reviewed.
    NextToReview,
    /// To the one before.
    PreviousToReview,
}

/// Commits at or over this risk want a look, where no settings say otherwise.
pub(super) const THRESHOLD: u8 = 50;

impl Screen for Commits {
    type Action = Action;
    type Request = Request;
    type Outcome = Outcome;

    const NAME: &'static str = "commits";
    const TITLE: &'static str = "Commits";
    const WORDS: &'static str = "Go to Commits: what is in it, and what must I look at?";
    const DIGIT: char = '1';

    fn actions() -> Vec<Named<Action>> {
        let named = |name, words, action| Named::new("commits", name, words, action);
        let mut actions: Vec<_> = diff::actions().into_iter().map(|named| named.map(Action::Diff)).collect();
        actions.extend([
            named("open-diff", "Go to the diff of the commit", Action::OpenDiff).hinted("diff"),
            named("mark-reviewed", "Mark as reviewed, or take the mark back", Action::MarkReviewed).hinted("reviewed"),
            named("correct-kind", "Correct the kind", Action::CorrectKind).hinted("kind"),
            named("next-order", "Sort the next way; S lists them all", Action::NextOrder).hinted("sort"),
            named("filter", "Filter by words and fields", Action::Filter).hinted("filter"),
            named("detail", "Show all that is known of the commit", Action::Detail).hinted("open"),
            named("record-reviews", "Write your review marks down as a record", Action::RecordReviews),
            named("choose", "Choose the row, or let it go", Action::Choose),
            named("choose-range", "Choose rows from here on", Action::ChooseRange),
            named("next-to-review", "Go to the next risky commit that is not reviewed", Action::NextToReview)
                .hinted("next risky"),
            named("previous-to-review", "Go to the risky commit before", Action::PreviousToReview),
            named("range", "Choose another range or tag", Action::PickRange).hinted("range"),
            named("copy", "Copy the id, the subject or the message", Action::Copy).hinted("copy"),
            named("release-risk", "Show which commits carry the release's risk", Action::ReleaseRisk)
                .hinted("release risk"),
            named("entry", "Go to its entry in the notes", Action::Entry).hinted("entry"),
            named("browse", "Open its page, or what it refers to, on the web", Action::Pages).hinted("browser"),
            named("pick-order", "Choose how rows are sorted", Action::PickOrder),
            named("warnings", "List what is not as it should be", Action::Warnings),
            named("clear-filter", "Show all commits again", Action::ClearFilter),
            named("type-range", "Type a range, such as v1.0..main", Action::TypeRange),
            named("other-pane", "Go to the other pane", Action::OtherPane),
        ]);
        actions
    }

    fn badge(&self) -> Option<String> {
        let all = self.list.analysis.commits.len();
        (all > 0).then(|| format!("{}/{all}", self.list.n_reviewed()))
    }

    fn focus(&self) -> Focus {
        match (self.pane, self.diff.contexts().len()) {
            (Pane::List, _) => Focus::on(&["commits"]),
            (Pane::Diff, 1) => Focus::on(&["diff", "commits"]),
            (Pane::Diff, _) => Focus::on(&["diff-files", "diff", "commits"]),
        }
    }

    fn is_available(&self, action: &Action) -> bool {
        match action {
            Action::Warnings => !self.list.analysis.warnings.is_empty(),
            Action::ReleaseRisk | Action::ReleaseFactors => self.list.analysis.risk.is_some(),
            Action::ClearFilter => !self.list.filter().text().is_empty(),
            Action::Filter
            | Action::PickOrder
            | Action::NextOrder
            | Action::NextToReview
            | Action::PreviousToReview => !self.list.analysis.commits.is_empty(),
            Action::PickRange | Action::TypeRange => self.place.is_some() || matches!(self.state, State::Failed(_)),
            Action::RecordReviews => !self.list.reviewed.is_empty(),
            Action::OpenDiff => self.pane == Pane::List && self.list.current().is_some(),
            Action::OtherPane => true,
            Action::Diff(action) => self.pane == Pane::Diff && self.diff.is_available(action),
            _ => self.list.current().is_some(),
        }
    }

    fn is_settling(&self) -> bool {
        self.diff.is_settling()
    }

    fn failure(&self) -> Option<Failure> {
        match &self.state {
            State::Failed(failure) if self.list.analysis.commits.is_empty() => Some(failure.clone()),
            _ => None,
        }
    }

    fn update(&mut self, shared: &Shared, event: Event<Action, Outcome>) -> Vec<Command<Action, Request>> {
        super::update::update(self, shared, event)
    }

    fn view(&self, look: &Look<'_>, shared: &Shared, area: ratatui::layout::Rect, frame: &mut ratatui::Frame<'_>) {
        super::view::view(self, look, shared, area, frame);
    }

    fn keeps(request: &Request) -> bool {
        matches!(request, Request::Keep(..) | Request::CorrectKind(..) | Request::WriteReviews(..))
    }

    fn run(request: Request, job: &Job<Outcome>) {
        super::work::run(request, job);
    }
}

impl Commits {
    /// The row of the commit that follows the cursor.
    pub(super) fn followed_row(&self) -> Option<usize> {
        let id = self.followed?;
        let row = self.list.current_row()?;
        let commits = &self.list.analysis.commits;
        if commits[row].id == id {
            return Some(row);
        }
        commits.iter().position(|commit| commit.id == id)
    }
}
