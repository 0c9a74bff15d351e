//! What becomes of the model when something happens. Synchronous and total: no I/O, no clock, no waiting.

use std::{collections::VecDeque, time::Duration};

use super::{
    action::{Action, CockpitAction},
    footer, header,
    key::Key,
    model::Model,
    msg::{Effect, Ending, Exit, Mouse, MouseAct, Msg},
    overlays::{Ask, Heard, MenuItem, Overlay},
    screen::{Command, Event, Notice, Tone},
    screens::{Outcome, Request, ScreenAction, ScreenId},
    shared::News,
    ticket::{Slot, Ticket},
};
use crate::config::ChosenTheme;

/// How long a notice that is no error stays.
const NOTICE_STAYS: Duration = Duration::from_secs(6);
const NOTICE: Slot = Slot { screen: None, name: "notice" };

type ScreenEvent = Event<ScreenAction, Outcome>;

/// Takes a message in; gives back what the runtime is to do.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Started => {
            let mut effects = Vec::new();
            if let Some(notice) = model.notice.take() {
                say(model, notice, &mut effects);
            }
            effects.extend(to_all(model, || Event::Started));
            effects.extend(to_screen(model, model.current, Event::Shown));
            effects
        }
        Msg::Key(key) => hear_key(model, key),
        Msg::Paste(text) => hear_paste(model, text),
        Msg::Mouse(mouse) => hear_mouse(model, mouse),
        Msg::Resize(width, height) => {
            model.resize((width, height));
            to_all(model, || Event::Resized)
        }
        Msg::Focus(true) => to_all(model, || Event::News(News::RepositoryMoved)),
        Msg::Focus(false) => Vec::new(),
        Msg::Tick(now) => {
            // Ages are told by the minute; the first seconds of a new one are no reason to draw.
            model.is_dirty |= model.shared.now / 60 != now / 60;
            model.shared.now = now;
            Vec::new()
        }
        Msg::Done(ticket, outcome) => hear_answer(model, ticket, |slot| Event::Outcome(slot, outcome)),
        Msg::Ended(ticket, ending) => {
            let mut effects = Vec::new();
            if let Ending::Panicked(words) = &ending {
                say(model, Notice::error(format!("a bug in tminus: {words}")), &mut effects);
            }
            effects.extend(hear_answer(model, ticket, |slot| Event::Ended(slot, ending)));
            effects
        }
        Msg::Elapsed(ticket) if ticket.slot == NOTICE => {
            if model.tickets.is_current(ticket) {
                model.notice = None;
                model.is_dirty = true;
            }
            Vec::new()
        }
        Msg::Elapsed(ticket) => hear_answer(model, ticket, Event::Elapsed),
        Msg::Background(appearance) => {
            model.dress.background = Some(appearance);
            if model.follows_background() && model.dress.theme.appearance != appearance {
                model.dress.theme = model.dress.shelf.fitting(appearance, model.dress.depth);
                model.is_dirty = true;
            }
            Vec::new()
        }
        Msg::ThemeNotKept(failure) => {
            let mut effects = Vec::new();
            say(model, Notice::error(format!("the theme is not kept for the next time: {failure}")), &mut effects);
            effects
        }
        Msg::Signal(number) => vec![Effect::Quit(Exit::Signal(number))],
    }
}

/// The one place where answers that nobody waits for any more are dropped.
fn hear_answer(model: &mut Model, ticket: Ticket, event: impl FnOnce(&'static str) -> ScreenEvent) -> Vec<Effect> {
    match ticket.slot.screen {
        Some(screen) if model.tickets.is_current(ticket) => to_screen(model, screen, event(ticket.slot.name)),
        _ => Vec::new(),
    }
}

fn hear_key(model: &mut Model, key: Key) -> Vec<Effect> {
    let mut effects = Vec::new();
    let size = model.shared.size;
    if model.notice.as_ref().is_some_and(|notice| notice.tone == Tone::Error || footer::is_long(notice, size)) {
        model.notice = None;
        model.is_dirty = true;
    }
    let meaning = |model: &Model, focus| model.keymap.meaning(focus, key).map(|named| named.action.clone());
    if let Some(overlay) = model.overlays.last_mut() {
        let motion = match model.keymap.meaning(super::screen::Focus::on(&[]), key).map(|named| &named.action) {
            Some(Action::Motion(motion)) => Some(*motion),
            _ => None,
        };
        let heard = overlay.key(key, motion);
        return heard_by_overlay(model, heard);
    }
    let focus = model.focus();
    match meaning(model, focus) {
        Some(action) => {
            model.wrong = None;
            effects.extend(act(model, action));
        }
        None if focus.typing => effects.extend(to_screen(model, model.current, Event::Key(key))),
        None if key == Key::plain(crossterm::event::KeyCode::Esc) => {
            effects.extend(to_screen(model, model.current, Event::Key(key)));
        }
        None => tell_wrong_key(model, key, &mut effects),
    }
    effects
}

fn tell_wrong_key(model: &mut Model, key: Key, effects: &mut Vec<Effect>) {
    if model.wrong == Some(key) {
        return;
    }
    model.wrong = Some(key);
    let help = model
        .keymap
        .key_of(super::action::COCKPIT, "help")
        .map_or_else(String::new, |help| format!("; {} shows the keys that do", help.shown(model.shared.ascii)));
    say(model, Notice::hint(format!("{} does nothing here{help}", key.shown(model.shared.ascii))), effects);
}

fn hear_paste(model: &mut Model, text: String) -> Vec<Effect> {
    if let Some(overlay) = model.overlays.last_mut() {
        let heard = overlay.paste(&text);
        return heard_by_overlay(model, heard);
    }
    if model.focus().typing { to_screen(model, model.current, Event::Paste(text)) } else { Vec::new() }
}

fn hear_mouse(model: &mut Model, mouse: Mouse) -> Vec<Effect> {
    if mouse.act == MouseAct::Click
        && let Some(action) = footer::clicked(model, mouse)
    {
        return act(model, action);
    }
    if let Some(overlay) = model.overlays.last_mut() {
        let heard = overlay.mouse(mouse, model.shared.size);
        return heard_by_overlay(model, heard);
    }
    if mouse.act == MouseAct::Click
        && let Some(action) = header::clicked(model, mouse)
    {
        return act(model, action);
    }
    if mouse.is_in(model.shared.body) {
        return to_screen(model, model.current, Event::Mouse(mouse));
    }
    Vec::new()
}

fn heard_by_overlay(model: &mut Model, heard: Heard) -> Vec<Effect> {
    model.is_dirty = true;
    let owner = match model.overlays.last() {
        Some(Overlay::Asked(asked)) => asked.owner,
        _ => None,
    };
    let event = match heard {
        Heard::Consumed | Heard::Ignored => return Vec::new(),
        Heard::Say(text) => {
            let mut effects = Vec::new();
            say(model, Notice::hint(text), &mut effects);
            return effects;
        }
        Heard::Close => {
            model.overlays.pop();
            return Vec::new();
        }
        Heard::Do(action) => {
            model.overlays.pop();
            return act(model, action);
        }
        Heard::Typing(question, text) => Event::Typing(question, text),
        Heard::Typed(question, text) => {
            model.overlays.pop();
            Event::Typed(question, text)
        }
        Heard::Dropped(question) => {
            model.overlays.pop();
            Event::Dropped(question)
        }
    };
    owner.map_or_else(Vec::new, |screen| to_screen(model, screen, event))
}

fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    model.is_dirty = true;
    match action {
        Action::Motion(motion) => to_screen(model, model.current, Event::Motion(motion)),
        Action::Screen(action) => {
            let screen = action.screen();
            let mut effects = if screen == model.current { Vec::new() } else { show(model, screen) };
            effects.extend(to_screen(model, screen, Event::Action(action)));
            effects
        }
        Action::Cockpit(action) => act_cockpit(model, action),
    }
}

fn act_cockpit(model: &mut Model, action: CockpitAction) -> Vec<Effect> {
    match action {
        CockpitAction::Quit => return quit(model),
        CockpitAction::QuitAnyway => return vec![Effect::Quit(Exit::Quit)],
        CockpitAction::Help => {
            let help = Overlay::help(&model.keymap, model.focus(), model.current);
            model.overlays.push(help);
        }
        CockpitAction::Palette => {
            let palette = palette(model);
            model.overlays.push(palette);
        }
        CockpitAction::PickTheme => {
            let menu = theme_menu(model);
            model.overlays.push(Overlay::asked(None, menu));
        }
        CockpitAction::UseTheme(name) => return use_theme(model, &name),
        CockpitAction::FollowTerminal => return follow_terminal(model),
        CockpitAction::Suspend => return vec![Effect::Suspend],
        CockpitAction::Repaint => return vec![Effect::Repaint],
        CockpitAction::Refresh => return to_all(model, || Event::News(News::RepositoryMoved)),
        CockpitAction::Show(screen) => return show(model, screen),
        CockpitAction::NextScreen => return show(model, neighbour(model.current, 1)),
        CockpitAction::PreviousScreen => return show(model, neighbour(model.current, ScreenId::ALL.len() - 1)),
    }
    Vec::new()
}

fn neighbour(current: ScreenId, step: usize) -> ScreenId {
    let index = ScreenId::ALL.iter().position(|screen| *screen == current).unwrap_or(0);
    ScreenId::ALL[(index + step) % ScreenId::ALL.len()]
}

fn quit(model: &mut Model) -> Vec<Effect> {
    let mut effects = to_all(model, || Event::News(News::Leaving));
    let text = model.screens.unsaved();
    if text.is_empty() {
        effects.push(Effect::Quit(Exit::Quit));
        return effects;
    }
    let yes = ("quit anyway".to_owned(), Action::Cockpit(CockpitAction::QuitAnyway));
    let ask = Ask::Confirm { title: "Quit, though something would be lost?".into(), text, yes, no: "stay".into() };
    model.overlays.push(Overlay::asked(None, ask));
    effects
}

fn palette(model: &Model) -> Overlay {
    let entries = model.keymap.entries().filter(|(named, _)| {
        !matches!(named.action, Action::Motion(_) | Action::Cockpit(CockpitAction::Palette))
            && model.is_available(&named.action)
    });
    let ascii = model.shared.ascii;
    Overlay::palette(
        entries
            .map(|(named, keys)| {
                let keys: Vec<String> = keys.iter().map(|key| key.shown(ascii)).collect();
                let name = format!("{}.{}", named.context, named.name);
                (named.words.to_owned(), name, keys.join(" "), named.action.clone())
            })
            .collect(),
    )
}

fn theme_menu(model: &Model) -> Ask<Action> {
    let names = model.dress.shelf.names();
    let chosen = names.iter().position(|name| model.dress.is_chosen && *name == model.dress.theme.name);
    let cursor = chosen.map_or(0, |index| index + 1);
    let follow = Action::Cockpit(CockpitAction::FollowTerminal);
    let mut items = vec![MenuItem::new("as the terminal", "dark or light, as its background is", follow)];
    items.extend(
        names.iter().map(|name| MenuItem::new(*name, "", Action::Cockpit(CockpitAction::UseTheme((*name).to_owned())))),
    );
    Ask::Menu { title: "Theme".into(), items, cursor }
}

fn use_theme(model: &mut Model, name: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    match model.dress.shelf.find(name, model.dress.depth) {
        Some(Ok(theme)) => {
            model.dress.theme = theme;
            model.dress.is_chosen = true;
            effects.push(Effect::Repaint);
            say(model, Notice::done(format!("theme {name}, kept for the next time")), &mut effects);
            effects.push(keep_theme(model, Some(name.to_owned())));
        }
        Some(Err(error)) => say(model, Notice::error(error.to_string()), &mut effects),
        None => say(model, Notice::error(format!("there is no theme `{name}`")), &mut effects),
    }
    effects
}

/// The theme is the terminal's matter again.
fn follow_terminal(model: &mut Model) -> Vec<Effect> {
    model.dress.is_chosen = false;
    let background = model.dress.background.unwrap_or(model.dress.theme.appearance);
    model.dress.theme = model.dress.shelf.fitting(background, model.dress.depth);
    let mut effects = vec![Effect::Repaint];
    say(model, Notice::done("the theme follows the terminal's background"), &mut effects);
    effects.push(keep_theme(model, None));
    effects
}

fn keep_theme(model: &Model, theme: Option<String>) -> Effect {
    Effect::KeepTheme(ChosenTheme { theme, instead_of: model.dress.configured.clone() })
}

fn show(model: &mut Model, screen: ScreenId) -> Vec<Effect> {
    model.is_dirty = true;
    if model.current == screen {
        return Vec::new();
    }
    model.current = screen;
    to_screen(model, screen, Event::Shown)
}

fn say(model: &mut Model, notice: Notice, effects: &mut Vec<Effect>) {
    model.is_dirty = true;
    let ticket = model.tickets.issue(NOTICE);
    if notice.tone != Tone::Error {
        effects.push(Effect::After { ticket, delay: NOTICE_STAYS });
    }
    model.notice = Some(notice);
}

fn to_all(model: &mut Model, event: impl Fn() -> ScreenEvent) -> Vec<Effect> {
    ScreenId::ALL.iter().flat_map(|screen| to_screen(model, *screen, event())).collect()
}

/// Hands an event to a screen and carries out what it, and whoever hears its news, wants done.
fn to_screen(model: &mut Model, screen: ScreenId, event: ScreenEvent) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut wanted: VecDeque<(ScreenId, Command<ScreenAction, Request>)> =
        model.screens.update(screen, &model.shared, event).into_iter().map(|command| (screen, command)).collect();
    model.is_dirty = true;
    while let Some((screen, command)) = wanted.pop_front() {
        match command {
            Command::Announce(news) => {
                learn(model, &news);
                for other in ScreenId::ALL.iter().copied().filter(|other| *other != screen) {
                    let more = model.screens.update(other, &model.shared, Event::News(news.clone()));
                    wanted.extend(more.into_iter().map(|command| (other, command)));
                }
            }
            Command::Go(target) => {
                if model.current != target {
                    model.current = target;
                    let more = model.screens.update(target, &model.shared, Event::Shown);
                    wanted.extend(more.into_iter().map(|command| (target, command)));
                }
            }
            command => carry_out(model, screen, command, &mut effects),
        }
    }
    effects
}

fn learn(model: &mut Model, news: &News) {
    match news {
        News::Facts(facts) => model.shared.facts.learn(facts.clone()),
        News::Progress(progress) => model.shared.facts.progress.clone_from(progress),
        News::RangeChosen(from, to) => {
            model.shared.options.from.clone_from(from);
            model.shared.options.to.clone_from(to);
        }
        _ => {}
    }
}

fn carry_out(model: &mut Model, screen: ScreenId, command: Command<ScreenAction, Request>, effects: &mut Vec<Effect>) {
    let slot = |name| Slot { screen: Some(screen), name };
    match command {
        Command::Work(name, request) => {
            let ticket = model.tickets.issue(slot(name));
            effects.push(Effect::Work { ticket, request: Box::new(request) });
        }
        Command::Cancel(name) => {
            model.tickets.revoke(slot(name));
            effects.push(Effect::Cancel(slot(name)));
        }
        Command::After(name, delay) => {
            let ticket = model.tickets.issue(slot(name));
            effects.push(Effect::After { ticket, delay });
        }
        Command::Copy { text, what } => {
            effects.push(Effect::Copy(text));
            say(model, Notice::done(format!("copied {what}")), effects);
        }
        Command::Ask(ask) => model.overlays.push(Overlay::asked(Some(screen), ask.map(Action::Screen))),
        Command::Say(notice) => say(model, notice, effects),
        Command::Announce(_) | Command::Go(_) => {}
    }
}
