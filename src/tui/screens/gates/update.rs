//! What becomes of the Gates screen when something happens.

use super::{
    asks, layout,
    lines::{self, Page},
    model::{Action, Gates, Pane, Row, State},
    work::{About, Outcome, Request},
};
use crate::{
    fault::Failure,
    gates::{BuiltIn, Place, PollEvent, Scope, Verdict},
    ledger::DecisionKind,
    release::Word,
    tui::{
        motion::{Motion, scrolled},
        msg::{Ending, Mouse, MouseAct},
        review_sheet,
        screen::{Command, Event, Notice},
        screens::ScreenId,
        shared::{Facts, News, Shared},
        widgets::list_and_detail::ListAndDetail,
    },
};

/// The slot of the poll.
const POLL: &str = "poll";
/// The slot of decisions.
const DECISION: &str = "decision";
/// Lines of a running command that are kept.
const OUTPUT_KEPT: usize = 500;
/// Ranges of at most so many commits are polled for the header before anybody looks.
const SMALL: usize = 2_000;

pub(super) type Commands = Vec<Command<Action, Request>>;

/// Takes an event in.
pub(super) fn update(screen: &mut Gates, shared: &Shared, event: Event<Action, Outcome>) -> Commands {
    match event {
        Event::Shown => {
            let is_first = !std::mem::replace(&mut screen.was_shown, true);
            let asks = is_first && matches!(screen.state, State::Unknown | State::Failed(_));
            if asks { poll(screen, shared, Scope::BuiltIn) } else { Vec::new() }
        }
        Event::Action(action) => act(screen, shared, action),
        Event::Motion(motion) => {
            travel(screen, shared, motion);
            Vec::new()
        }
        Event::Mouse(mouse) => {
            point(screen, shared, mouse);
            Vec::new()
        }
        Event::Resized => {
            follow(screen, shared);
            Vec::new()
        }
        Event::Key(_) => {
            screen.pane = Pane::List;
            Vec::new()
        }
        Event::Typed(asks::REASON, why) => {
            let kind = screen.deciding.take().unwrap_or(DecisionKind::Rejection);
            let why = Some(why.trim().to_owned()).filter(|why| !why.is_empty());
            asks::decision(screen, kind, why).into_iter().map(Command::Ask).collect()
        }
        Event::Outcome(_, outcome) => learn(screen, shared, outcome),
        Event::Ended(POLL, ending) => end(screen, &ending),
        Event::News(news) => hear(screen, shared, &news),
        _ => Vec::new(),
    }
}

fn poll(screen: &mut Gates, shared: &Shared, scope: Scope) -> Commands {
    screen.state = State::Polling;
    for row in &mut screen.rows {
        row.is_running = false;
    }
    vec![Command::Work(POLL, Request::Poll(shared.options.clone(), scope))]
}

fn hear(screen: &mut Gates, shared: &Shared, news: &News) -> Commands {
    let is_known = !matches!(screen.state, State::Unknown);
    match news {
        News::RangeChosen(..) => {
            screen.rows.clear();
            screen.about = None;
            if is_known { poll(screen, shared, Scope::BuiltIn) } else { Vec::new() }
        }
        News::Analysed if !is_known && shared.facts.commits.is_some_and(|commits| commits <= SMALL) => {
            poll(screen, shared, Scope::BuiltIn)
        }
        // A command that runs is not thrown away because the window got the focus.
        _ if screen.rows.iter().any(|row| row.is_running && row.is_command) => Vec::new(),
        News::RepositoryMoved if is_known && shared.facts.commits.is_some_and(|commits| commits <= SMALL) => {
            poll(screen, shared, Scope::BuiltIn)
        }
        News::Analysed | News::ReviewsChanged | News::NotesChanged if is_known => poll(screen, shared, Scope::BuiltIn),
        _ => Vec::new(),
    }
}

fn learn(screen: &mut Gates, shared: &Shared, outcome: Outcome) -> Commands {
    match outcome {
        Outcome::Roll(roll) => {
            enrol(screen, roll);
            follow(screen, shared);
            Vec::new()
        }
        Outcome::About(about) => {
            forget_what_changed(screen, &about);
            screen.about = Some(*about);
            Vec::new()
        }
        Outcome::Poll(event) => hear_poll(screen, shared, event),
        Outcome::Recorded(said) => {
            let mut commands = vec![Command::Say(Notice::done(said)), Command::Announce(News::GatesChanged)];
            commands.extend(poll(screen, shared, Scope::BuiltIn));
            commands
        }
        Outcome::Draft(draft) => match review_sheet::ask(&draft, Action::WriteReviews) {
            Some(ask) => vec![Command::Ask(ask)],
            None => vec![Command::Say(Notice::hint("there are no marks that no record lists yet".to_owned()))],
        },
        Outcome::Written(said) => {
            let mut commands = vec![Command::Say(Notice::done(said)), Command::Announce(News::ReviewsChanged)];
            commands.extend(poll(screen, shared, Scope::BuiltIn));
            commands
        }
        Outcome::Trusted => {
            let mut commands = vec![Command::Say(Notice::done("this repository is trusted now"))];
            commands.extend(poll(screen, shared, Scope::BuiltIn));
            commands
        }
        Outcome::Unreadable(failure) => {
            screen.state = State::Failed(failure);
            Vec::new()
        }
        Outcome::Failed(failure) => vec![Command::Say(Notice::error(in_words(&failure)))],
    }
}

fn in_words(failure: &Failure) -> String {
    match failure.hints.first() {
        Some(hint) => format!("{failure}; {hint}"),
        None => failure.to_string(),
    }
}

/// Takes over which gates there are; answers of those that stay are kept.
fn enrol(screen: &mut Gates, roll: Vec<(String, String, bool)>) {
    let current = screen.current().map(|row| row.name.clone());
    let mut old = std::mem::take(&mut screen.rows);
    screen.rows = roll
        .into_iter()
        .map(|(name, title, required)| {
            let known = old.iter().position(|row| row.name == name).map(|index| old.swap_remove(index));
            let is_command = BuiltIn::from_name(&name).is_none();
            let fresh = Row {
                name: name.clone(),
                title: title.clone(),
                required,
                is_command,
                gate: None,
                is_running: false,
                output: Vec::new(),
            };
            Row { title, required, ..known.unwrap_or(fresh) }
        })
        .collect();
    screen.cursor = screen.rows.iter().position(|row| Some(&row.name) == current.as_ref()).unwrap_or(0);
}

/// What a command answered of something else that was released is no answer now.
fn forget_what_changed(screen: &mut Gates, about: &About) {
    let is_same = screen.about.as_ref().is_none_or(|known| known.range == about.range && known.what == about.what);
    if !is_same {
        for row in screen.rows.iter_mut().filter(|row| row.is_command) {
            row.gate = None;
        }
    }
}

fn hear_poll(screen: &mut Gates, shared: &Shared, event: PollEvent) -> Commands {
    match event {
        PollEvent::Started(name) => {
            if let Some(row) = screen.rows.iter_mut().find(|row| row.name == name) {
                row.is_running = true;
                row.output.clear();
            }
            Vec::new()
        }
        PollEvent::Printed(name, line) => {
            if let Some(row) = screen.rows.iter_mut().find(|row| row.name == name) {
                if row.output.len() == OUTPUT_KEPT {
                    row.output.remove(0);
                }
                row.output.push(line);
            }
            // What is printed now is at the end.
            if screen.current().is_some_and(|row| row.name == name && row.is_running) {
                screen.scroll = usize::MAX;
                follow(screen, shared);
            }
            Vec::new()
        }
        PollEvent::Judged(gate) => {
            if let Some(row) = screen.rows.iter_mut().find(|row| row.name == gate.name) {
                row.is_running = false;
                row.gate = Some(*gate);
            }
            follow(screen, shared);
            let facts = Facts { gates: Some((screen.left(), screen.verdict().to_string())), ..Facts::default() };
            vec![Command::Announce(News::Facts(facts))]
        }
    }
}

fn end(screen: &mut Gates, ending: &Ending) -> Commands {
    for row in &mut screen.rows {
        row.is_running = false;
    }
    if screen.state == State::Polling {
        screen.state = State::Ready;
    }
    match ending {
        Ending::Finished => vec![Command::Announce(News::GatesChanged)],
        Ending::Panicked(_) => Vec::new(),
    }
}

fn act(screen: &mut Gates, shared: &Shared, action: Action) -> Commands {
    match action {
        Action::NextOpen => next_open(screen, shared),
        Action::OtherPane => {
            screen.pane = if screen.pane == Pane::List { Pane::Evidence } else { Pane::List };
            follow(screen, shared);
            Vec::new()
        }
        Action::AskOne => {
            let scope = screen.current().map(|row| Scope::One(row.name.clone()));
            scope.map_or_else(Vec::new, |scope| poll(screen, shared, scope))
        }
        Action::AskAll => poll(screen, shared, Scope::All),
        Action::Stop => {
            for row in &mut screen.rows {
                row.is_running = false;
            }
            screen.state = State::Ready;
            vec![Command::Cancel(POLL), Command::Say(Notice::hint("stopped"))]
        }
        Action::Mend => mend(screen, shared),
        Action::Approve => asks::decision(screen, DecisionKind::Approval, None).into_iter().map(Command::Ask).collect(),
        Action::Reject => {
            screen.deciding = Some(DecisionKind::Rejection);
            let gate = asks::gate_of(screen, DecisionKind::Rejection);
            vec![Command::Ask(asks::reason(&gate))]
        }
        Action::Decide(kind, reason) => {
            let Some(about) = &screen.about else { return Vec::new() };
            let word = Word { gate: asks::gate_of(screen, kind), kind, reason };
            vec![Command::Work(DECISION, Request::Decide(shared.options.clone(), word, about.release.clone()))]
        }
        Action::RecordReviews => {
            vec![Command::Work(DECISION, Request::DraftReviews(shared.options.clone()))]
        }
        Action::WriteReviews(ids) => {
            vec![Command::Work(DECISION, Request::WriteReviews(shared.options.clone(), ids))]
        }
        Action::AskTrust => screen.about.as_ref().and_then(asks::trust).into_iter().map(Command::Ask).collect(),
        Action::Trust => {
            let seen = screen.about.as_ref().and_then(|about| about.untrusted.clone()).unwrap_or_default();
            vec![Command::Work(DECISION, Request::Trust(shared.options.clone(), seen))]
        }
        Action::Copy => screen.current().map_or_else(Vec::new, |row| {
            vec![Command::Copy { text: lines::plain(row), what: format!("the evidence of {}", row.name) }]
        }),
    }
}

fn next_open(screen: &mut Gates, shared: &Shared) -> Commands {
    let length = screen.rows.len();
    let order = (screen.cursor + 1..length).chain(0..length.min(screen.cursor + 1));
    let open = order.into_iter().find(|index| screen.rows[*index].verdict() != Some(Verdict::Go));
    let Some(index) = open else {
        return vec![Command::Say(Notice::done("every gate is GO"))];
    };
    screen.cursor = index;
    screen.scroll = 0;
    follow(screen, shared);
    Vec::new()
}

fn mend(screen: &mut Gates, shared: &Shared) -> Commands {
    let place = screen.current().and_then(|row| row.gate.as_ref()).and_then(|gate| gate.place.clone());
    match place {
        Some(Place::Commit(id)) => {
            vec![Command::Go(ScreenId::Commits), Command::Announce(News::Visit(id.to_string()))]
        }
        Some(Place::NotesLine(line)) => match ScreenId::ALL.iter().find(|screen| screen.name() == "notes") {
            Some(notes) => vec![Command::Go(*notes)],
            None => vec![Command::Say(Notice::hint(format!(
                "line {} of the notes; `tminus notes --edit` opens them",
                line + 1
            )))],
        },
        Some(Place::Decision) => act(screen, shared, Action::Approve),
        None => Vec::new(),
    }
}

fn travel(screen: &mut Gates, shared: &Shared, motion: Motion) {
    let parts = parts(screen, shared);
    if screen.pane == Pane::Evidence {
        let page = page(screen, parts);
        screen.scroll = motion.apply(screen.scroll, page.end() + 1, page.rows);
    } else {
        let target = motion.apply(screen.cursor, screen.rows.len(), usize::from(parts.rows.height));
        if target != screen.cursor {
            screen.cursor = target;
            screen.scroll = 0;
        }
    }
    follow(screen, shared);
}

fn point(screen: &mut Gates, shared: &Shared, mouse: Mouse) {
    let parts = parts(screen, shared);
    if mouse.is_in(parts.detail) {
        match mouse.act {
            MouseAct::ScrollUp => screen.scroll = screen.scroll.saturating_sub(3),
            MouseAct::ScrollDown => screen.scroll = screen.scroll.saturating_add(3),
            MouseAct::Click => screen.pane = Pane::Evidence,
            MouseAct::Drag => {}
        }
    } else if mouse.is_in(parts.list) {
        match mouse.act {
            MouseAct::ScrollUp => screen.cursor = screen.cursor.saturating_sub(1),
            MouseAct::ScrollDown => screen.cursor = (screen.cursor + 1).min(screen.rows.len().saturating_sub(1)),
            MouseAct::Click | MouseAct::Drag => {
                screen.pane = Pane::List;
                let row = screen.first + usize::from(mouse.row.saturating_sub(parts.rows.y));
                if mouse.is_in(parts.rows) && row < screen.rows.len() && row != screen.cursor {
                    screen.cursor = row;
                    screen.scroll = 0;
                }
            }
        }
    }
    follow(screen, shared);
}

fn parts(screen: &Gates, shared: &Shared) -> ListAndDetail {
    layout::parts(shared.body, shared.plain, screen.rows.len(), screen.pane)
}

fn page(screen: &Gates, parts: ListAndDetail) -> Page {
    let (width, height) = (usize::from(parts.lines.width), usize::from(parts.lines.height));
    screen.current().map_or_else(Page::default, |row| Page::of(row, width, height))
}

/// Keeps cursor and scroll within what there is.
fn follow(screen: &mut Gates, shared: &Shared) {
    let parts = parts(screen, shared);
    screen.cursor = screen.cursor.min(screen.rows.len().saturating_sub(1));
    screen.first = scrolled(screen.first, screen.cursor, screen.rows.len(), usize::from(parts.rows.height));
    screen.scroll = screen.scroll.min(page(screen, parts).end());
}
