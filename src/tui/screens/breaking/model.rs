//! What the Breaking screen knows.

use std::collections::BTreeMap;

use super::{
    filter::Filter,
    list::{Order, Row, rows},
    update,
    work::{Found, Item, Maker, Outcome, Request},
};
use crate::{
    breaking::{Finding, Remark},
    fault::Failure,
    tui::{
        action::Named,
        look::Look,
        screen::{Command, Event, Focus, Screen},
        shared::Shared,
        widgets::editor::Editor,
        work::Job,
    },
};

/// The Breaking screen.
#[derive(Debug, Default)]
pub struct BreakingScreen {
    /// What was found, once it is known; it stays while both ends are compared anew.
    pub(super) found: Option<Found>,
    /// How it stands to the repository.
    pub(super) state: State,
    /// The rows that are shown.
    pub(super) rows: Vec<Row>,
    /// What they are put together by.
    pub(super) order: Order,
    /// Which findings are shown.
    pub(super) filter: Filter,
    /// What the filter was before it was edited.
    pub(super) filter_before: String,
    /// The row of the cursor.
    pub(super) cursor: usize,
    /// The first row that is seen.
    pub(super) first: usize,
    /// The first line of the finding that is seen.
    pub(super) scroll: usize,
    /// What has the focus.
    pub(super) pane: Pane,
    /// The note that is being written.
    pub(super) writing: Option<Writing>,
    /// What was said about findings and is not known to be kept yet, by their fingerprints.
    pub(super) unkept: BTreeMap<String, (Finding, Remark)>,
    /// When the work that goes on began.
    pub(super) began: i64,
}

/// How what is shown stands to the repository.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum State {
    /// Nothing was asked yet.
    #[default]
    Unknown,
    /// Both ends are being compared.
    Comparing,
    /// All that can be known is.
    Ready,
    /// It cannot be read, or not any more.
    Failed(Failure),
}

/// A part of the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Pane {
    /// The list of findings.
    #[default]
    List,
    /// The finding under the cursor.
    Detail,
}

/// A note on how users move on, being written.
#[derive(Debug)]
pub(super) struct Writing {
    /// About what.
    pub(super) finding: Finding,
    /// The text.
    pub(super) editor: Editor,
    /// What stood there at first.
    pub(super) began_with: String,
}

/// What a user can make it do.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Give the focus to the other part.
    OtherPane,
    /// Go to the commit that made it.
    Visit,
    /// Go to that commit's diff.
    VisitDiff,
    /// Go to the entry of the notes that tells it.
    Entry,
    /// Say that it was looked at, or take that back.
    Acknowledge,
    /// Ask why it does not count, or let it count again.
    Dismiss,
    /// Write how users move on.
    Migrate,
    /// Stop writing, and keep it.
    Leave,
    /// Take the last change of the note back.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// To the next finding that nobody looked at.
    NextOpen,
    /// Put them together in the next way.
    NextOrder,
    /// Edit the filter.
    Filter,
    /// Show all again.
    ClearFilter,
    /// Show only those that are at least so sure: all, likely, definite.
    NextCertainty,
    /// Show only those of one ecosystem, then of the next.
    NextEcosystem,
    /// What was compared, and what was not.
    Compared,
    /// Copy the finding.
    Copy,
}

impl BreakingScreen {
    /// The row of the cursor.
    pub(super) fn row(&self) -> Option<&Row> {
        self.rows.get(self.cursor)
    }

    /// The finding under the cursor.
    pub(super) fn current(&self) -> Option<&Item> {
        match self.row()? {
            Row::Finding(place) => self.found.as_ref()?.items.get(*place),
            _ => None,
        }
    }

    /// The commit under the cursor that declares what the sources do not show.
    pub(super) fn unshown(&self) -> Option<&Maker> {
        match self.row()? {
            Row::Unshown(place) => self.found.as_ref()?.unshown.get(*place),
            _ => None,
        }
    }

    /// The commit that the row under the cursor is about.
    pub(super) fn maker(&self) -> Option<&Maker> {
        self.current().and_then(|item| item.maker.as_ref()).or_else(|| self.unshown())
    }

    /// Lists anew; the cursor stays on what it was on, or near.
    pub(super) fn list(&mut self) {
        let Some(found) = &self.found else {
            self.rows.clear();
            self.cursor = 0;
            return;
        };
        let before = self.row().cloned();
        self.rows = rows(found, &self.filter, self.order);
        let same = before.and_then(|before| self.rows.iter().position(|row| *row == before));
        self.cursor = same.unwrap_or(self.cursor).min(self.rows.len().saturating_sub(1));
        self.step_off_heading(true);
    }

    /// Moves from a heading to the nearest row below, or above.
    pub(super) fn step_off_heading(&mut self, down: bool) {
        let below = (self.cursor..self.rows.len()).find(|row| self.rows[*row].is_choosable());
        let above = (0..self.cursor.min(self.rows.len())).rev().find(|row| self.rows[*row].is_choosable());
        let target = if down { below.or(above) } else { above.or(below) };
        if self.row().is_some_and(|row| !row.is_choosable()) {
            self.cursor = target.unwrap_or(0);
        }
    }

    /// Whether nobody has looked at a finding that counts.
    pub(super) fn is_open(item: &Item) -> bool {
        item.finding.counts() && !item.finding.remark.acknowledged
    }
}

impl Screen for BreakingScreen {
    type Action = Action;
    type Request = Request;
    type Outcome = Outcome;

    const NAME: &'static str = "breaking";
    const TITLE: &'static str = "Breaking";
    const WORDS: &'static str = "Go to Breaking: whom does it hurt, and how do they move on?";
    const DIGIT: char = '2';

    fn actions() -> Vec<Named<Action>> {
        let named = |name, words, action| Named::new("breaking", name, words, action);
        let typing = |name, words, action| Named::new("breaking-editor", name, words, action);
        vec![
            named("visit", "Go to the commit that made it", Action::Visit).hinted("commit"),
            named("visit-diff", "Go to the diff of that commit", Action::VisitDiff).hinted("diff"),
            named("acknowledge", "Say that you looked at it, or take that back", Action::Acknowledge).hinted("seen"),
            named("dismiss", "Say why it does not count, or let it count again", Action::Dismiss).hinted("dismiss"),
            named("migrate", "Write how users move on", Action::Migrate).hinted("move on"),
            named("next-open", "Go to the next one that you have not looked at", Action::NextOpen).hinted("next"),
            named("filter", "Filter by words and fields", Action::Filter).hinted("filter"),
            named("next-order", "Put them together by package, certainty or commit", Action::NextOrder).hinted("sort"),
            named("entry", "Go to its entry in the notes", Action::Entry).hinted("entry"),
            named("compared", "Tell what was compared, and what was not", Action::Compared).hinted("compared"),
            named("next-certainty", "Show all, the likely, the definite ones", Action::NextCertainty),
            named("next-ecosystem", "Show one ecosystem after the other", Action::NextEcosystem),
            named("clear-filter", "Show all again", Action::ClearFilter),
            named("other-pane", "Go to the other part", Action::OtherPane),
            named("copy", "Copy the finding", Action::Copy),
            typing("leave", "Stop writing, and keep it", Action::Leave).hinted("keep it"),
            typing("undo", "Take the last change back", Action::Undo).hinted("undo"),
            typing("redo", "Do again what was taken back", Action::Redo),
        ]
    }

    fn badge(&self) -> Option<String> {
        let items = &self.found.as_ref()?.items;
        let counting = items.iter().filter(|item| item.finding.counts()).count();
        let seen = counting - items.iter().filter(|item| Self::is_open(item)).count();
        (counting > 0).then(|| format!("{seen}/{counting}"))
    }

    fn focus(&self) -> Focus {
        if self.writing.is_some() { Focus::typing(&["breaking-editor"]) } else { Focus::on(&["breaking"]) }
    }

    fn is_available(&self, action: &Action) -> bool {
        match action {
            Action::Leave => self.writing.is_some(),
            Action::Undo => self.writing.as_ref().is_some_and(|writing| writing.editor.history().0),
            Action::Redo => self.writing.as_ref().is_some_and(|writing| writing.editor.history().1),
            Action::Acknowledge | Action::Dismiss | Action::Migrate | Action::Copy => self.current().is_some(),
            Action::Visit | Action::VisitDiff | Action::Entry => self.maker().is_some(),
            Action::ClearFilter => !self.filter.text().is_empty(),
            Action::NextOpen => self.found.as_ref().is_some_and(|found| found.items.iter().any(Self::is_open)),
            Action::OtherPane | Action::Compared => self.found.is_some(),
            _ => self.found.as_ref().is_some_and(|found| !found.items.is_empty()),
        }
    }

    fn unsaved(&self) -> Option<String> {
        let writing = self.writing.as_ref()?;
        let is_changed = writing.editor.text() != writing.began_with;
        is_changed.then(|| "the note on how users move on is not kept yet: esc keeps it".to_owned())
    }

    fn update(&mut self, shared: &Shared, event: Event<Action, Outcome>) -> Vec<Command<Action, Request>> {
        update::update(self, shared, event)
    }

    fn view(&self, look: &Look<'_>, shared: &Shared, area: ratatui::layout::Rect, frame: &mut ratatui::Frame<'_>) {
        super::view::view(self, look, shared, area, frame);
    }

    fn keeps(request: &Request) -> bool {
        matches!(request, Request::Keep(..))
    }

    fn run(request: Request, job: &Job<Outcome>) {
        super::work::run(request, job);
    }
}
