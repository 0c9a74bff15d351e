//! What becomes of the Commits screen when something happens.

use super::{
    model::{Action, Commits},
    work::{Outcome, Request},
};
use crate::tui::{
    screen::{Command, Event},
    shared::{Facts, News},
};

/// Takes an event in.
pub(super) fn update(commits: &mut Commits, event: Event<Action, Outcome>) -> Vec<Command<Action, Request>> {
    match event {
        Event::Started => vec![Command::Work("open", Request::Open)],
        Event::Outcome(_, Outcome::Opened(name)) => {
            commits.name = Some(name.clone());
            vec![Command::Announce(News::Facts(Facts { repository: Some(name), ..Facts::default() }))]
        }
        Event::Outcome(_, Outcome::Failed(failure)) => {
            commits.failure = Some(failure);
            Vec::new()
        }
        _ => Vec::new(),
    }
}
