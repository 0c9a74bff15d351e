//! What the Ship screen knows.

use super::work::{Line, Outcome, Request};
use crate::{
    fault::Failure,
    ship::{Heading, Step},
    tui::{
        action::Named,
        look::Look,
        screen::{Command, Event, Focus, Screen},
        shared::Shared,
        work::Job,
    },
};

/// The slot of the one piece of work that ships, resumes or aborts.
pub(super) const RUN: &str = "run";
/// The slot of looking at the plan.
pub(super) const LOOK: &str = "look";
/// The slot of answering a question of the run.
pub(super) const ANSWER: &str = "answer";

/// The Ship screen.
#[derive(Debug, Default)]
pub struct Ship {
    pub(super) stage: Stage,
    /// The line to the run that is under way.
    pub(super) line: Option<Line>,
    /// The plan, and how far it is.
    pub(super) sheet: Option<Sheet>,
    /// What the user should know, and what was found on the way.
    pub(super) notes: Vec<String>,
    /// What did not work, and what to do next.
    pub(super) failure: Option<Failure>,
    /// The step under the cursor.
    pub(super) cursor: usize,
    /// Whether the screen was seen since the repository moved.
    pub(super) is_stale: bool,
}

/// Where things stand.
#[derive(Debug, Default, PartialEq)]
pub(super) enum Stage {
    /// Nothing is known yet.
    #[default]
    Unknown,
    /// It is being looked.
    Looking,
    /// A plan that could be begun.
    Planned,
    /// There is nothing to release.
    Nothing,
    /// Gates are judged and preconditions looked at.
    Preparing,
    /// All is ready; the user is asked.
    Asking,
    /// Steps are being done, or undone.
    Running(Heading),
    /// A release is unfinished.
    Open,
    /// All steps are done.
    Shipped,
    /// What can be undone is undone.
    Aborted,
}

/// The plan as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The version.
    pub version: String,
    /// The tag.
    pub tag: String,
    /// The steps.
    pub steps: Vec<Step>,
}

/// What a user can make it do.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Judge the gates, and ask for the version to be typed.
    Begin,
    /// The version was typed.
    Confirmed,
    /// Go on with an unfinished release.
    Resume,
    /// Ask whether to undo it.
    AskAbort,
    /// Undo it.
    Abort,
    /// Stop after the step at hand.
    Stop,
    /// Copy the command or request under the cursor.
    Copy,
}

impl Ship {
    /// Whether work is under way that must not be started twice.
    pub(super) fn is_busy(&self) -> bool {
        matches!(self.stage, Stage::Preparing | Stage::Asking | Stage::Running(_))
    }
}

impl Screen for Ship {
    type Action = Action;
    type Request = Request;
    type Outcome = Outcome;

    const NAME: &'static str = "ship";
    const TITLE: &'static str = "Ship";
    const WORDS: &'static str = "Go to Ship: what will happen, what has happened?";
    const DIGIT: char = '5';

    fn actions() -> Vec<Named<Action>> {
        vec![
            Named::new("ship", "begin", "Ship the release", Action::Begin).hinted("ship"),
            Named::new("ship", "resume", "Go on with the unfinished release", Action::Resume).hinted("resume"),
            Named::new("ship", "abort", "Undo what can be undone of the unfinished release", Action::AskAbort)
                .hinted("abort"),
            Named::new("ship", "stop", "Stop shipping; it can be resumed", Action::Stop).hinted("stop"),
            Named::new("ship", "copy", "Copy the command of this step", Action::Copy).hinted("copy"),
        ]
    }

    fn badge(&self) -> Option<String> {
        let sheet = self.sheet.as_ref()?;
        let done = sheet.steps.iter().filter(|step| step.state == crate::ship::StepState::Done).count();
        match self.stage {
            Stage::Open | Stage::Running(_) => Some(format!("{done}/{}", sheet.steps.len())),
            _ => None,
        }
    }

    fn focus(&self) -> Focus {
        Focus::on(&["ship"])
    }

    fn is_available(&self, action: &Action) -> bool {
        match action {
            Action::Begin => self.stage == Stage::Planned,
            Action::Resume | Action::AskAbort => self.stage == Stage::Open,
            Action::Stop => matches!(self.stage, Stage::Running(_) | Stage::Preparing),
            Action::Copy => self.sheet.as_ref().is_some_and(|sheet| !sheet.steps.is_empty()),
            Action::Confirmed | Action::Abort => false,
        }
    }

    fn unsaved(&self) -> Option<String> {
        let tag = self.sheet.as_ref().map_or("the release", |sheet| sheet.tag.as_str());
        match self.stage {
            Stage::Running(_) => Some(format!("{tag} is being shipped; it stops half-way and can be resumed")),
            _ => None,
        }
    }

    fn update(&mut self, shared: &Shared, event: Event<Action, Outcome>) -> Vec<Command<Action, Request>> {
        super::update::update(self, shared, event)
    }

    fn view(&self, look: &Look<'_>, shared: &Shared, area: ratatui::layout::Rect, frame: &mut ratatui::Frame<'_>) {
        super::view::view(self, look, shared, area, frame);
    }

    fn run(request: Request, job: &Job<Outcome>) {
        super::work::run(request, job);
    }
}
