//! What the Gates screen knows.

use super::{
    update,
    work::{About, Outcome, Request},
};
use crate::{
    fault::Failure,
    gates::{Gate, Verdict},
    history::CommitId,
    ledger::DecisionKind,
    tui::{
        action::Named,
        look::Look,
        screen::{Command, Event, Focus, Screen},
        shared::Shared,
        work::Job,
    },
};

/// The Gates screen.
#[derive(Debug, Default)]
pub struct Gates {
    /// The gates, in their order.
    pub(super) rows: Vec<Row>,
    /// The row of the cursor.
    pub(super) cursor: usize,
    /// The first row that is seen.
    pub(super) first: usize,
    /// The first line of the evidence that is seen.
    pub(super) scroll: usize,
    /// What has the focus.
    pub(super) pane: Pane,
    /// How the answers stand to the repository.
    pub(super) state: State,
    /// What is decided on.
    pub(super) about: Option<About>,
    /// Whether the screen was ever seen: before that nothing is asked.
    pub(super) was_shown: bool,
    /// A decision that waits for its reason.
    pub(super) deciding: Option<DecisionKind>,
}

/// A gate as a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// Its name.
    pub(super) name: String,
    /// What it asks.
    pub(super) title: String,
    /// Whether its answer counts.
    pub(super) required: bool,
    /// Whether it runs a configured command.
    pub(super) is_command: bool,
    /// Its answer, once there is one.
    pub(super) gate: Option<Gate>,
    /// Whether it is being judged.
    pub(super) is_running: bool,
    /// What its command printed, while it runs.
    pub(super) output: Vec<String>,
}

/// How the answers stand to the repository.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum State {
    /// Nothing is known yet.
    #[default]
    Unknown,
    /// Answers come in.
    Polling,
    /// All that was asked is answered.
    Ready,
    /// It cannot be read, or not any more. What answers there are stay.
    Failed(Failure),
}

/// A part of the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Pane {
    /// The list of gates.
    #[default]
    List,
    /// The evidence of the gate under the cursor.
    Evidence,
}

/// What a user can make it do.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// To the next gate that is not GO.
    NextOpen,
    /// Give the focus to the other part.
    OtherPane,
    /// Ask this gate again.
    AskOne,
    /// Ask all gates, commands included.
    AskAll,
    /// Stop what runs.
    Stop,
    /// Go where this gate is mended.
    Mend,
    /// Say yes.
    Approve,
    /// Say no.
    Reject,
    /// It was confirmed: record it, with this reason.
    Decide(DecisionKind, Option<String>),
    /// Show the record that the private review marks would make, and ask.
    RecordReviews,
    /// It was confirmed: record these commits as reviewed.
    WriteReviews(Vec<CommitId>),
    /// Show what trusting the repository would allow.
    AskTrust,
    /// Trust it.
    Trust,
    /// Copy the evidence.
    Copy,
}

impl Gates {
    /// The row of the cursor.
    pub(super) fn current(&self) -> Option<&Row> {
        self.rows.get(self.cursor)
    }

    /// How many required gates are not GO; one that was not judged is not.
    pub(super) fn left(&self) -> usize {
        self.rows.iter().filter(|row| row.required && row.verdict() != Some(Verdict::Go)).count()
    }

    /// What the required gates make together; what was not judged holds.
    pub(super) fn verdict(&self) -> Verdict {
        let required = self.rows.iter().filter(|row| row.required);
        Verdict::together(required.map(|row| row.verdict().unwrap_or(Verdict::Hold)))
    }
}

impl Row {
    /// The answer.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        self.gate.as_ref().map(|gate| gate.verdict)
    }
}

impl Screen for Gates {
    type Action = Action;
    type Request = Request;
    type Outcome = Outcome;

    const NAME: &'static str = "gates";
    const TITLE: &'static str = "Gates";
    const WORDS: &'static str = "Go to Gates: may we go?";
    const DIGIT: char = '4';

    fn actions() -> Vec<Named<Action>> {
        let named = |name, words, action| Named::new("gates", name, words, action);
        vec![
            named("next-open", "Go to the next gate that is not GO", Action::NextOpen).hinted("next"),
            named("approve", "Approve what is released", Action::Approve).hinted("approve"),
            named("reject", "Reject this gate", Action::Reject).hinted("reject"),
            named("ask-one", "Ask this gate again", Action::AskOne).hinted("ask again"),
            named("ask-all", "Ask all gates, running their commands", Action::AskAll).hinted("run all"),
            named("stop", "Stop the commands that run", Action::Stop).hinted("stop"),
            named("mend", "Go where this gate is mended", Action::Mend).hinted("mend"),
            named("trust", "Trust this repository", Action::AskTrust).hinted("trust"),
            named("record-reviews", "Write your review marks down as a record", Action::RecordReviews),
            named("other-pane", "Go to the other part", Action::OtherPane).hinted("evidence"),
            named("copy", "Copy the evidence", Action::Copy),
        ]
    }

    fn badge(&self) -> Option<String> {
        let done = self.rows.iter().filter(|row| row.verdict() == Some(Verdict::Go)).count();
        (!self.rows.is_empty()).then(|| format!("{done}/{}", self.rows.len()))
    }

    fn focus(&self) -> Focus {
        Focus::on(&["gates"])
    }

    fn is_available(&self, action: &Action) -> bool {
        match action {
            Action::AskTrust => self.about.as_ref().is_some_and(|about| about.untrusted.is_some()),
            Action::RecordReviews => self.about.as_ref().is_some_and(|about| about.marks > 0),
            Action::Stop => self.rows.iter().any(|row| row.is_running),
            Action::Mend => self.current().is_some_and(|row| {
                row.gate.as_ref().is_some_and(|gate| gate.verdict != Verdict::Go && gate.place.is_some())
            }),
            Action::Approve | Action::Reject => self.about.is_some(),
            _ => !self.rows.is_empty(),
        }
    }

    fn update(&mut self, shared: &Shared, event: Event<Action, Outcome>) -> Vec<Command<Action, Request>> {
        update::update(self, shared, event)
    }

    fn view(&self, look: &Look<'_>, shared: &Shared, area: ratatui::layout::Rect, frame: &mut ratatui::Frame<'_>) {
        super::view::view(self, look, &shared.facts, area, frame);
    }

    fn keeps(request: &Request) -> bool {
        matches!(request, Request::Decide(..) | Request::WriteReviews(..) | Request::Trust(..))
    }

    fn run(request: Request, job: &Job<Outcome>) {
        super::work::run(request, job);
    }
}
