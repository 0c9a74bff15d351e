//! What the Commits screen knows.

use crate::tui::screens::commits::work::{Outcome, Request};
use crate::{
    fault::Failure,
    tui::{
        action::Named,
        look::Look,
        screen::{Command, Event, Focus, Screen},
        shared::Shared,
        work::Job,
    },
};

/// The Commits screen.
#[derive(Debug, Default)]
pub struct Commits {
    pub(super) failure: Option<Failure>,
    pub(super) name: Option<String>,
}

/// What a user can make it do.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Give the focus to the other pane.
    OtherPane,
}

impl Screen for Commits {
    type Action = Action;
    type Request = Request;
    type Outcome = Outcome;

    const NAME: &'static str = "commits";
    const TITLE: &'static str = "Commits";
    const WORDS: &'static str = "Go to Commits: what is in it, and what must I look at?";
    const DIGIT: char = '1';

    fn actions() -> Vec<Named<Action>> {
        vec![Named::new("commits", "other-pane", "Go to the other pane", Action::OtherPane)]
    }

    fn focus(&self) -> Focus {
        Focus::on(&["commits"])
    }

    fn update(&mut self, _shared: &Shared, event: Event<Action, Outcome>) -> Vec<Command<Action, Request>> {
        super::update::update(self, event)
    }

    fn view(&self, look: &Look<'_>, _shared: &Shared, area: ratatui::layout::Rect, frame: &mut ratatui::Frame<'_>) {
        super::view::view(self, look, area, frame);
    }

    fn run(request: Request, job: &Job<Outcome>) {
        super::work::run(&request, job);
    }
}
