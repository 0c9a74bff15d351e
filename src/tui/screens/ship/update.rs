//! What becomes of the Ship screen when something happens.

use super::{
    model::{ANSWER, Action, LOOK, RUN, Sheet, Ship, Stage},
    work::{Outcome, Request},
};
use crate::{
    ship::{self, Heading, Progress, Step, StepState},
    tui::{
        msg::{Ending, MouseAct},
        overlays::Ask,
        screen::{Command, Event, Notice},
        shared::{News, Shared},
    },
};

type Commands = Vec<Command<Action, Request>>;

/// Takes an event in.
pub(super) fn update(ship: &mut Ship, shared: &Shared, event: Event<Action, Outcome>) -> Commands {
    match event {
        Event::Started => vec![Command::Work(LOOK, Request::Peek(shared.options.clone()))],
        Event::Shown if ship.is_stale || ship.stage == Stage::Unknown => look(ship, shared),
        Event::Action(action) => act(ship, shared, &action),
        Event::Motion(motion) => {
            let length = ship.sheet.as_ref().map_or(0, |sheet| sheet.steps.len());
            ship.cursor = motion.apply(ship.cursor, length, usize::from(shared.body.height / 2).max(1));
            Vec::new()
        }
        Event::Mouse(mouse) => {
            let length = ship.sheet.as_ref().map_or(0, |sheet| sheet.steps.len());
            match mouse.act {
                MouseAct::ScrollUp => ship.cursor = ship.cursor.saturating_sub(1),
                MouseAct::ScrollDown => ship.cursor = (ship.cursor + 1).min(length.saturating_sub(1)),
                MouseAct::Click | MouseAct::Drag => {}
            }
            Vec::new()
        }
        Event::Outcome(_, outcome) => learn(ship, shared, outcome),
        Event::Ended(slot, Ending::Panicked(why)) => {
            ship.stage = Stage::Unknown;
            ship.is_stale = true;
            vec![Command::Say(Notice::error(format!("{slot} ended by a bug: {why}")))]
        }
        Event::News(News::RepositoryMoved | News::RangeChosen(..) | News::NotesChanged | News::GatesChanged) => {
            ship.is_stale = true;
            if ship.is_busy() { Vec::new() } else { vec![Command::Work(LOOK, Request::Peek(shared.options.clone()))] }
        }
        _ => Vec::new(),
    }
}

fn look(ship: &mut Ship, shared: &Shared) -> Commands {
    if ship.is_busy() {
        return Vec::new();
    }
    ship.is_stale = false;
    if ship.sheet.is_none() {
        ship.stage = Stage::Looking;
    }
    vec![Command::Work(LOOK, Request::Look(shared.options.clone()))]
}

fn act(ship: &mut Ship, shared: &Shared, action: &Action) -> Commands {
    match action {
        Action::Begin if ship.stage == Stage::Planned => {
            ship.stage = Stage::Preparing;
            ship.failure = None;
            vec![Command::Cancel(LOOK), Command::Work(RUN, Request::Ship(shared.options.clone()))]
        }
        Action::Confirmed if ship.stage == Stage::Asking => {
            ship.stage = Stage::Running(Heading::Forward);
            ship.line.clone().map(|line| Command::Work(ANSWER, Request::Answer(line))).into_iter().collect()
        }
        Action::Resume if ship.stage == Stage::Open => take_up(ship, shared, Heading::Forward),
        Action::AskAbort if ship.stage == Stage::Open => vec![Command::Ask(ask_abort(ship))],
        Action::Abort if ship.stage == Stage::Open => take_up(ship, shared, Heading::Back),
        Action::Stop if ship.is_busy() => {
            let stop = ship.line.clone().map(|line| Command::Work(ANSWER, Request::Stop(line)));
            let say = Command::Say(Notice::hint("stopping after the step at hand"));
            stop.into_iter().chain([say]).collect()
        }
        Action::Copy => {
            let step = ship.sheet.as_ref().and_then(|sheet| sheet.steps.get(ship.cursor));
            let copy = |step: &Step| Command::Copy {
                text: step.effect.clone(),
                what: format!("the command of `{}`", step.id),
            };
            step.map(copy).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn take_up(ship: &mut Ship, shared: &Shared, heading: Heading) -> Commands {
    ship.stage = Stage::Running(heading);
    ship.failure = None;
    ship.notes.clear();
    vec![Command::Cancel(LOOK), Command::Work(RUN, Request::TakeUp(shared.options.clone(), heading))]
}

fn ask_abort(ship: &Ship) -> Ask<Action> {
    let mut text = Vec::new();
    for step in ship.sheet.iter().flat_map(|sheet| sheet.steps.iter().rev()) {
        let may_have_happened = matches!(step.state, StepState::Done | StepState::Running | StepState::Unknown);
        if may_have_happened {
            text.push(format!("{}: {}", step.title, step.undo));
        }
    }
    if text.is_empty() {
        text.push("Nothing has happened yet: only the plan is dropped.".to_owned());
    }
    let tag = ship.sheet.as_ref().map_or("the release", |sheet| sheet.tag.as_str());
    Ask::Confirm {
        title: format!("Undo what can be undone of {tag}?"),
        text,
        yes: ("undo it".to_owned(), Action::Abort),
        no: "leave it".to_owned(),
    }
}

fn learn(ship: &mut Ship, shared: &Shared, outcome: Outcome) -> Commands {
    match outcome {
        Outcome::NothingOpen => {
            // A plan is only made when somebody looks: it takes the whole analysis.
            ship.is_stale = true;
            if matches!(ship.stage, Stage::Open) {
                ship.stage = Stage::Unknown;
                ship.sheet = None;
            }
            // Somebody looks and still waits: what moved meanwhile took the place of the plan that was being made.
            if ship.stage == Stage::Looking { look(ship, shared) } else { Vec::new() }
        }
        Outcome::Planned { sheet, notes } => {
            ship.stage = Stage::Planned;
            show(ship, sheet, notes);
            Vec::new()
        }
        Outcome::Nothing(why) => {
            ship.stage = Stage::Nothing;
            ship.sheet = None;
            ship.notes = vec![why];
            Vec::new()
        }
        Outcome::Open { sheet } => {
            ship.stage = Stage::Open;
            let notes = std::mem::take(&mut ship.notes);
            show(ship, sheet, notes);
            Vec::new()
        }
        Outcome::Begun(line) => {
            ship.line = Some(line);
            Vec::new()
        }
        Outcome::Ready { sheet, public } => {
            let question = Ask::TypeToConfirm {
                title: format!("Ship {}? Type {} to do it.", sheet.tag, sheet.version),
                text: public,
                expected: sheet.version.clone(),
                action: Action::Confirmed,
            };
            ship.stage = Stage::Asking;
            let notes = std::mem::take(&mut ship.notes);
            show(ship, sheet, notes);
            vec![Command::Ask(question)]
        }
        Outcome::Unanswered => {
            ship.stage = Stage::Planned;
            Vec::new()
        }
        Outcome::Blocked(reasons) => {
            ship.stage = Stage::Planned;
            ship.notes = reasons;
            vec![Command::Say(Notice::error("not all gates are GO")), Command::Announce(News::GatesChanged)]
        }
        Outcome::Progress(progress) => {
            advance(ship, progress);
            Vec::new()
        }
        Outcome::Notice(text) => {
            ship.notes.push(text);
            Vec::new()
        }
        Outcome::Ended { outcome, sheet } => ended(ship, outcome, sheet),
        Outcome::Failed(failure) => {
            ship.failure = Some(failure);
            let was_busy = ship.is_busy();
            if was_busy || ship.stage == Stage::Looking {
                ship.stage = if ship.sheet.is_some() { Stage::Planned } else { Stage::Unknown };
            }
            // What began to ship may have left a journal; a look that failed would only fail again.
            if was_busy { vec![Command::Work(LOOK, Request::Peek(shared.options.clone()))] } else { Vec::new() }
        }
    }
}

fn show(ship: &mut Ship, sheet: Sheet, notes: Vec<String>) {
    ship.cursor = ship.cursor.min(sheet.steps.len().saturating_sub(1));
    ship.sheet = Some(sheet);
    ship.notes = notes;
}

fn advance(ship: &mut Ship, progress: Progress) {
    match progress {
        Progress::Step(step) => {
            let Some(sheet) = &mut ship.sheet else { return };
            if let Some(index) = sheet.steps.iter().position(|known| known.id == step.id) {
                if matches!(step.state, StepState::Running | StepState::Failed | StepState::Unknown) {
                    ship.cursor = index;
                }
                sheet.steps[index] = *step;
            }
        }
        Progress::Retry { step, why, pause } => {
            let Some(sheet) = &mut ship.sheet else { return };
            if let Some(known) = sheet.steps.iter_mut().find(|known| known.id == step) {
                known.why = Some(format!("{why}; trying again in {} s", pause.as_secs()));
            }
        }
        Progress::Unrecorded { why } => ship.notes.push(format!("the ledger has no record of the abort: {why}")),
    }
}

fn ended(ship: &mut Ship, outcome: ship::Outcome, sheet: Sheet) -> Commands {
    let tag = sheet.tag.clone();
    let (stage, notice) = match outcome {
        ship::Outcome::Shipped => (Stage::Shipped, Notice::done(format!("{tag} is shipped"))),
        ship::Outcome::AlreadyShipped => (Stage::Shipped, Notice::hint(format!("{tag} was shipped already"))),
        ship::Outcome::Aborted => (Stage::Aborted, Notice::done(format!("{tag} is aborted"))),
        ship::Outcome::Stuck => (Stage::Open, Notice::error(format!("{tag} is not shipped: a step did not work"))),
        ship::Outcome::Interrupted => (Stage::Open, Notice::hint(format!("{tag} was stopped; it can be resumed"))),
    };
    ship.stage = stage;
    let notes = std::mem::take(&mut ship.notes);
    show(ship, sheet, notes);
    vec![Command::Say(notice), Command::Announce(News::RepositoryMoved)]
}
