//! What becomes of the Breaking screen when something happens.

use crossterm::event::KeyCode;

use super::{
    asks,
    detail::page,
    filter::Filter,
    layout::Parts,
    list::Row,
    model::{Action, BreakingScreen, Pane, State, Writing},
    work::{Found, Item, Outcome, Request},
};
use crate::{
    breaking::{Certainty, Finding, Remark},
    tui::{
        key::Key,
        motion::{Motion, scrolled},
        msg::{Ending, Mouse, MouseAct},
        screen::{Command, Event, Notice},
        screens::ScreenId,
        shared::{News, Shared},
        widgets::editor::Editor,
    },
};

/// The slot of the comparison.
const COMPARE: &str = "compare";
/// The slot of keeping what was said.
const KEEP: &str = "keep";

pub(super) type Commands = Vec<Command<Action, Request>>;

/// Takes an event in.
pub(super) fn update(screen: &mut BreakingScreen, shared: &Shared, event: Event<Action, Outcome>) -> Commands {
    let commands = hear(screen, shared, event);
    follow(screen, shared);
    commands
}

fn hear(screen: &mut BreakingScreen, shared: &Shared, event: Event<Action, Outcome>) -> Commands {
    match event {
        Event::Shown if matches!(screen.state, State::Unknown | State::Failed(_)) => compare(screen, shared),
        // The analysis has just compared both ends: what it found is kept and read again in no time.
        Event::News(News::Analysed) => compare(screen, shared),
        Event::News(News::RangeChosen(..)) => {
            screen.found = None;
            screen.list();
            screen.state = State::Unknown;
            Vec::new()
        }
        Event::Action(action) => act(screen, shared, &action),
        Event::Motion(motion) => {
            travel(screen, shared, motion);
            Vec::new()
        }
        Event::Key(key) => press(screen, shared, key),
        Event::Paste(text) => {
            if let Some(writing) = &mut screen.writing {
                writing.editor.insert(&text);
            }
            Vec::new()
        }
        Event::Mouse(mouse) => {
            point(screen, shared, mouse);
            Vec::new()
        }
        Event::Typing(asks::FILTER, text) => narrow(screen, &text),
        Event::Typed(asks::FILTER, text) => {
            let mut commands = narrow(screen, &text);
            commands.extend(screen.filter.problem().map(|problem| Command::Say(Notice::hint(problem))));
            commands
        }
        Event::Dropped(asks::FILTER) => {
            let before = std::mem::take(&mut screen.filter_before);
            narrow(screen, &before)
        }
        Event::Typed(asks::REASON, why) => dismiss(screen, shared, why.trim()),
        Event::Outcome(_, outcome) => learn(screen, outcome),
        Event::Ended(COMPARE, ending) => {
            if screen.state == State::Comparing {
                // Cancelled, or brought down: what was known stays.
                let is_known = screen.found.is_some() && ending == Ending::Finished;
                screen.state = if is_known { State::Ready } else { State::Unknown };
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn compare(screen: &mut BreakingScreen, shared: &Shared) -> Commands {
    screen.state = State::Comparing;
    screen.began = shared.now;
    vec![Command::Work(COMPARE, Request::Compare(shared.options.clone()))]
}

fn learn(screen: &mut BreakingScreen, outcome: Outcome) -> Commands {
    match outcome {
        Outcome::Found(found) => {
            take_in(screen, *found);
            Vec::new()
        }
        Outcome::Kept(changes) => {
            let mut moves_others = false;
            for (finding, remark) in changes {
                let fingerprint = finding.fingerprint();
                // An acknowledgement is nobody else's matter; the rest moves notes, gates and version.
                moves_others |=
                    (&finding.remark.dismissed, &finding.remark.migration) != (&remark.dismissed, &remark.migration);
                if screen.unkept.get(&fingerprint).is_some_and(|(_, said)| *said == remark) {
                    screen.unkept.remove(&fingerprint);
                }
            }
            if moves_others { vec![Command::Announce(News::FindingsChanged)] } else { Vec::new() }
        }
        Outcome::Unreadable(failure) => {
            screen.state = State::Failed(failure);
            Vec::new()
        }
        Outcome::Failed(failure) => {
            screen.unkept.clear();
            vec![Command::Say(Notice::error(failure.to_string()))]
        }
    }
}

/// Takes over what was found; the cursor stays on its finding.
fn take_in(screen: &mut BreakingScreen, mut found: Found) {
    for item in &mut found.items {
        if let Some((_, remark)) = screen.unkept.get(&item.finding.fingerprint()) {
            item.finding.remark = remark.clone();
        }
    }
    let before = screen.current().map(|item| item.finding.fingerprint());
    screen.found = Some(found);
    screen.state = State::Ready;
    screen.list();
    let Some(found) = &screen.found else { return };
    let place = before.and_then(|before| found.items.iter().position(|item| item.finding.fingerprint() == before));
    let row = place.and_then(|place| screen.rows.iter().position(|row| *row == Row::Finding(place)));
    screen.cursor = row.unwrap_or(screen.cursor);
}

fn act(screen: &mut BreakingScreen, shared: &Shared, action: &Action) -> Commands {
    match action {
        Action::OtherPane => {
            screen.pane = if screen.pane == Pane::List { Pane::Detail } else { Pane::List };
            Vec::new()
        }
        Action::Visit => visit(screen, News::Visit, ScreenId::Commits),
        Action::VisitDiff => visit(screen, News::VisitDiff, ScreenId::Commits),
        Action::Entry => visit(screen, News::VisitEntry, ScreenId::Notes),
        Action::Acknowledge => match screen.current() {
            Some(item) => {
                let remark = &item.finding.remark;
                let remark = Remark { acknowledged: !remark.acknowledged, ..remark.clone() };
                let mut commands = say(screen, shared, remark);
                if screen.current().is_some_and(|item| item.finding.remark.acknowledged) {
                    travel(screen, shared, Motion::Down);
                } else {
                    commands.push(Command::Say(Notice::done("not looked at, as before")));
                }
                commands
            }
            None => Vec::new(),
        },
        Action::Dismiss => match screen.current() {
            Some(item) if item.finding.is_dismissed() => {
                let remark = Remark { dismissed: None, ..item.finding.remark.clone() };
                let mut commands = say(screen, shared, remark);
                commands.push(Command::Say(Notice::done("it counts again")));
                commands
            }
            Some(item) => vec![Command::Ask(asks::reason(item))],
            None => Vec::new(),
        },
        Action::Migrate => {
            write(screen);
            Vec::new()
        }
        Action::Leave => leave(screen, shared),
        Action::Undo | Action::Redo => {
            if let Some(writing) = &mut screen.writing {
                if *action == Action::Undo {
                    writing.editor.undo()
                } else {
                    writing.editor.redo()
                };
            }
            Vec::new()
        }
        Action::NextOpen => seek(screen),
        Action::NextOrder => {
            screen.order = screen.order.next();
            relist(screen);
            Vec::new()
        }
        Action::Filter => {
            screen.filter_before = screen.filter.text().to_owned();
            vec![Command::Ask(asks::filter(&screen.filter_before))]
        }
        Action::ClearFilter => narrow(screen, ""),
        Action::NextCertainty => {
            let next = match screen.filter.field("certainty") {
                None => Some(Certainty::Likely.as_str()),
                Some("likely") => Some(Certainty::Definite.as_str()),
                Some(_) => None,
            };
            let text = screen.filter.with_field("certainty", next).text().to_owned();
            narrow(screen, &text)
        }
        Action::NextEcosystem => next_ecosystem(screen),
        Action::Compared => screen.found.iter().map(|found| Command::Ask(asks::compared(found))).collect(),
        Action::Copy => screen.current().map_or_else(Vec::new, |item| {
            vec![Command::Copy { text: asks::pasted(item), what: format!("what happened to {}", item.finding.symbol) }]
        }),
    }
}

fn visit(screen: &BreakingScreen, news: fn(String) -> News, target: ScreenId) -> Commands {
    match screen.maker() {
        Some(maker) => vec![Command::Announce(news(maker.id.to_string())), Command::Go(target)],
        None => vec![Command::Say(Notice::hint("no single commit of the range is known to have made it"))],
    }
}

/// Says something about the finding under the cursor: it is seen at once, and kept.
fn say(screen: &mut BreakingScreen, shared: &Shared, remark: Remark) -> Commands {
    let Some(finding) = screen.current().map(|item| item.finding.clone()) else { return Vec::new() };
    say_of(screen, shared, finding, remark)
}

fn say_of(screen: &mut BreakingScreen, shared: &Shared, finding: Finding, remark: Remark) -> Commands {
    let fingerprint = finding.fingerprint();
    if let Some(found) = &mut screen.found {
        for item in found.items.iter_mut().filter(|item| item.finding.fingerprint() == fingerprint) {
            item.finding.remark = remark.clone();
        }
    }
    screen.unkept.insert(fingerprint, (finding, remark));
    screen.list();
    let changes = screen.unkept.values().cloned().collect();
    vec![Command::Work(KEEP, Request::Keep(shared.options.clone(), changes))]
}

fn dismiss(screen: &mut BreakingScreen, shared: &Shared, why: &str) -> Commands {
    let Some(item) = screen.current() else { return Vec::new() };
    if why.is_empty() {
        return vec![Command::Say(Notice::hint("nothing was dismissed: a reason is what others go by"))];
    }
    let remark = Remark { dismissed: Some(why.to_owned()), ..item.finding.remark.clone() };
    let mut commands = say(screen, shared, remark);
    commands.push(Command::Say(Notice::done("dismissed, for you alone; x lets it count again")));
    commands
}

fn write(screen: &mut BreakingScreen) {
    let Some(finding) = screen.current().map(|item| item.finding.clone()) else { return };
    let text = finding.told_migration().unwrap_or_default().to_owned();
    let mut editor = Editor::new(&text);
    editor.go_to((usize::MAX, usize::MAX), false);
    screen.writing = Some(Writing { finding, editor, began_with: text });
    screen.pane = Pane::Detail;
}

/// Stops writing. What was changed is kept; an empty note gives the draft back.
fn leave(screen: &mut BreakingScreen, shared: &Shared) -> Commands {
    let Some(writing) = screen.writing.take() else { return Vec::new() };
    screen.pane = Pane::List;
    let text = writing.editor.text();
    if text == writing.began_with {
        return vec![Command::Say(Notice::hint("the note is as it was"))];
    }
    let text = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let told = if text.is_some() { "kept; it stands in the notes' draft" } else { "the draft is back" };
    let remark = Remark { migration: text, ..writing.finding.remark.clone() };
    let mut commands = say_of(screen, shared, writing.finding, remark);
    commands.push(Command::Say(Notice::done(told)));
    commands
}

fn seek(screen: &mut BreakingScreen) -> Commands {
    let Some(found) = &screen.found else { return Vec::new() };
    let is_open = |row: &usize| match screen.rows[*row] {
        Row::Finding(place) => found.items.get(place).is_some_and(BreakingScreen::is_open),
        _ => false,
    };
    let after = (screen.cursor + 1)..screen.rows.len();
    match after.chain(0..screen.cursor.min(screen.rows.len())).find(is_open) {
        Some(row) => {
            screen.cursor = row;
            screen.scroll = 0;
            Vec::new()
        }
        None => vec![Command::Say(Notice::hint("you have looked at all that counts"))],
    }
}

fn next_ecosystem(screen: &mut BreakingScreen) -> Commands {
    let Some(found) = &screen.found else { return Vec::new() };
    let mut known: Vec<String> = Vec::new();
    for Item { finding, .. } in &found.items {
        // A name of several words is no word of a filter; its first tells it.
        let name = finding.ecosystem.split(' ').next().unwrap_or_default().to_owned();
        if !known.contains(&name) {
            known.push(name);
        }
    }
    let next = match screen.filter.field("ecosystem") {
        None => known.first(),
        Some(current) => known.iter().position(|name| name == current).and_then(|at| known.get(at + 1)),
    };
    let text = screen.filter.with_field("ecosystem", next.map(String::as_str)).text().to_owned();
    narrow(screen, &text)
}

fn narrow(screen: &mut BreakingScreen, text: &str) -> Commands {
    screen.filter = Filter::parse(text);
    relist(screen);
    Vec::new()
}

/// Lists anew, with the cursor on its finding if that is still there.
fn relist(screen: &mut BreakingScreen) {
    let before = screen.row().cloned();
    screen.list();
    if screen.row() != before.as_ref() {
        screen.scroll = 0;
    }
}

fn press(screen: &mut BreakingScreen, _shared: &Shared, key: Key) -> Commands {
    if let Some(writing) = &mut screen.writing {
        writing.editor.key(key);
        return Vec::new();
    }
    if key.code == KeyCode::Esc {
        if screen.pane == Pane::Detail {
            screen.pane = Pane::List;
        } else if !screen.filter.text().is_empty() {
            return narrow(screen, "");
        }
    }
    Vec::new()
}

fn travel(screen: &mut BreakingScreen, shared: &Shared, motion: Motion) {
    let parts = parts(screen, shared);
    if screen.pane == Pane::Detail {
        let rows = usize::from(parts.panes.lines.height);
        screen.scroll = motion.apply(screen.scroll, n_lines(screen, shared).saturating_sub(rows) + 1, rows);
        return;
    }
    let before = screen.cursor;
    screen.cursor = motion.apply(screen.cursor, screen.rows.len(), usize::from(parts.panes.rows.height));
    let down = screen.cursor > before || screen.cursor == before && !matches!(motion, Motion::Up | Motion::First);
    screen.step_off_heading(down);
    if screen.cursor != before {
        screen.scroll = 0;
    }
}

fn point(screen: &mut BreakingScreen, shared: &Shared, mouse: Mouse) {
    let parts = parts(screen, shared);
    if let Some(writing) = &mut screen.writing {
        if mouse.act == MouseAct::Click && mouse.is_in(parts.panes.lines) {
            let column = usize::from(mouse.column.saturating_sub(parts.panes.lines.x + 2));
            writing.editor.click(column, usize::from(mouse.row.saturating_sub(parts.panes.lines.y)));
        }
        return;
    }
    if mouse.is_in(parts.panes.detail) {
        match mouse.act {
            MouseAct::ScrollUp => screen.scroll = screen.scroll.saturating_sub(3),
            MouseAct::ScrollDown => screen.scroll = screen.scroll.saturating_add(3),
            MouseAct::Click => screen.pane = Pane::Detail,
            MouseAct::Drag => {}
        }
    } else if mouse.is_in(parts.panes.list) {
        screen.pane = Pane::List;
        match mouse.act {
            MouseAct::ScrollUp => travel(screen, shared, Motion::Up),
            MouseAct::ScrollDown => travel(screen, shared, Motion::Down),
            MouseAct::Click | MouseAct::Drag => {
                let row = screen.first + usize::from(mouse.row.saturating_sub(parts.panes.rows.y));
                let is_choosable = screen.rows.get(row).is_some_and(Row::is_choosable);
                if mouse.is_in(parts.panes.rows) && is_choosable && row != screen.cursor {
                    screen.cursor = row;
                    screen.scroll = 0;
                }
            }
        }
    }
}

fn parts(screen: &BreakingScreen, shared: &Shared) -> Parts {
    Parts::of(shared.body, shared.plain, screen.rows.len(), screen.pane)
}

fn n_lines(screen: &BreakingScreen, shared: &Shared) -> usize {
    let parts = parts(screen, shared);
    page(screen, usize::from(parts.panes.lines.width), parts.panes.is_beside(), shared.now).len()
}

/// Keeps cursor and scroll within what there is.
fn follow(screen: &mut BreakingScreen, shared: &Shared) {
    let parts = parts(screen, shared);
    screen.cursor = screen.cursor.min(screen.rows.len().saturating_sub(1));
    // The heading above the first finding is seen with it.
    let seen_from = if screen.cursor == 1 { 0 } else { screen.first };
    screen.first = scrolled(seen_from, screen.cursor, screen.rows.len(), usize::from(parts.panes.rows.height));
    let rows = usize::from(parts.panes.lines.height);
    if screen.scroll > 0 {
        screen.scroll = screen.scroll.min(n_lines(screen, shared).saturating_sub(rows));
    }
    if let Some(writing) = &mut screen.writing {
        writing.editor.fit(Editor::columns_in(parts.panes.lines.width), rows);
    }
}
