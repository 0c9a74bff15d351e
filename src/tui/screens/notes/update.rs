//! What becomes of the Notes screen when something happens.

use std::time::Duration;

use super::{
    actions::Action,
    acts::act_on_entry,
    by_model,
    commits::go_to_entry,
    drafts,
    entries::{take, visit, visit_entry},
    model::{NotesScreen, Pane, Phase, Rooms, Side},
    reading::{self, read},
    redraft::{compared_again, decide, redraft},
    work::{Loaded, Outcome, Request},
};
use crate::{
    notes::merge,
    tui::{
        key::Key,
        look::panel_inside,
        motion::Motion,
        msg::{Ending, Mouse, MouseAct},
        overlays::Ask,
        screen::{Command, Event, Notice},
        screens::ScreenId,
        shared::{News, Shared},
        widgets::editor::{Editor, Heard},
    },
};

/// The draft is kept so long after the last key.
const REST: Duration = Duration::from_millis(400);
/// Texts longer than this are read by a worker, when the keys rest: a key must not wait for it.
const READ_AT_ONCE: usize = 8 * 1024;
const READ_LATER: Duration = Duration::from_millis(80);
const SEARCH: &str = "notes-search";

pub(super) type Commands = Vec<Command<Action, Request>>;

/// Takes an event in.
pub(super) fn update(screen: &mut NotesScreen, shared: &Shared, event: Event<Action, Outcome>) -> Commands {
    let before = screen.editor.revision();
    let mut commands = hear(screen, shared, event);
    screen.rooms = Rooms::of(shared.body, screen.pane, shared.plain);
    let room = panel_inside(screen.rooms.text, shared.plain);
    if !room.is_empty() {
        screen.editor.fit(Editor::columns_in(room.width), usize::from(room.height));
    }
    let now = reading::stand(screen);
    if screen.loaded.is_none() || screen.read == Some(now) || screen.asked == Some(now) {
        return commands;
    }
    let has_evidence = screen.loaded.as_ref().is_some_and(|loaded| loaded.standing.notes.has_evidence());
    if !has_evidence && is_short(&screen.editor) {
        read(screen);
    } else if before != now.revision {
        screen.is_being_written = true;
        commands.push(Command::After("read", READ_LATER));
    } else if let Some(unread) = reading::unread(screen).filter(|_| !screen.is_being_written) {
        screen.asked = Some(now);
        commands.push(Command::Work("read", Request::Read(Box::new(unread))));
    }
    commands
}

/// Whether a text is read within a key. Code in it is not: grammars take their time.
fn is_short(editor: &Editor) -> bool {
    let mut left = READ_AT_ONCE;
    editor.lines().iter().all(|line| {
        // A long text is known for one after its first lines.
        left = left.saturating_sub(line.len() + 1);
        left > 0 && !line.contains("```")
    })
}

fn hear(screen: &mut NotesScreen, shared: &Shared, event: Event<Action, Outcome>) -> Commands {
    match event {
        Event::Shown if screen.loaded.is_none() => load(screen, shared),
        Event::News(News::RangeChosen(..)) if screen.loaded.is_some() => {
            let mut commands = save_now(screen);
            screen.loaded = None;
            screen.editor = Editor::default();
            screen.proposal = None;
            screen.has_offer = false;
            screen.refused.clear();
            screen.typing = false;
            commands.extend(by_model::stop(screen));
            commands.extend(load(screen, shared));
            commands
        }
        Event::News(News::Analysed | News::RepositoryMoved) if screen.loaded.is_some() => load(screen, shared),
        Event::News(News::VisitEntry(commit)) => {
            screen.wanted = commit.parse().ok();
            visit_entry(screen)
        }
        Event::Outcome(_, outcome) => answered(screen, outcome),
        Event::Elapsed("read") => {
            screen.is_being_written = false;
            Vec::new()
        }
        Event::Ended("load", Ending::Panicked(_)) => {
            screen.phase = Phase::Ready;
            Vec::new()
        }
        Event::Elapsed("save") | Event::News(News::Leaving) => save_now(screen),
        Event::Elapsed(by_model::CLOCK) => by_model::tick(screen),
        Event::Ended(by_model::SLOT, Ending::Panicked(_)) => by_model::stop(screen),
        Event::Action(action) => act(screen, action),
        Event::Motion(motion) => {
            moved(screen, motion);
            Vec::new()
        }
        Event::Key(key) => key_pressed(screen, key),
        Event::Paste(text) if screen.typing => {
            screen.editor.insert(&text);
            written(screen)
        }
        Event::Mouse(mouse) => mouse_used(screen, mouse),
        Event::Typing(SEARCH, words) | Event::Typed(SEARCH, words) => searched(screen, &words),
        Event::Dropped(SEARCH) => searched(screen, ""),
        _ => Vec::new(),
    }
}

fn load(screen: &mut NotesScreen, shared: &Shared) -> Commands {
    screen.phase = Phase::Loading;
    vec![Command::Work("load", Request::Load(shared.options.clone()))]
}

fn answered(screen: &mut NotesScreen, outcome: Outcome) -> Commands {
    match outcome {
        Outcome::Loaded(loaded) => arrived(screen, *loaded),
        Outcome::Unreadable(failure) => {
            screen.phase = Phase::Failed(failure);
            Vec::new()
        }
        Outcome::Saved(text) => kept(screen, text),
        Outcome::KeptOther(text, file) => {
            let mut commands = kept(screen, text);
            let words = format!("another window had written; D lists its words, kept in {file}");
            commands.push(Command::Say(Notice::hint(words)));
            commands
        }
        Outcome::NotSaved(failure) => {
            screen.saving = super::saving::Saving::Failed(failure.to_string());
            vec![Command::Say(Notice::error(format!("the notes are not saved: {failure}")))]
        }
        Outcome::Discarded => {
            if let Some(loaded) = &mut screen.loaded {
                loaded.standing.saved = None;
                screen.editor.replace(&loaded.standing.automatic);
                screen.base.clone_from(&loaded.standing.automatic);
                screen.has_offer = false;
            }
            vec![Command::Say(Notice::done("the automatic draft is back")), Command::Announce(News::NotesChanged)]
        }
        Outcome::Model(news) => by_model::heard(screen, news),
        Outcome::ModelFailed(failure) => by_model::failed(screen, &failure),
        Outcome::Drafts(others) => drafts::listed(screen, others),
        Outcome::Shared => vec![Command::Say(Notice::done("the draft is shared"))],
        Outcome::Fetched(found) => drafts::fetched(screen, found),
        Outcome::Read(read) => {
            reading::answered(screen, *read);
            Vec::new()
        }
        Outcome::Edited(text) => {
            screen.editor.replace(&text);
            written(screen)
        }
        Outcome::Failed(failure) => vec![Command::Say(Notice::error(failure.to_string()))],
    }
}

/// New notes: shown where nothing is, offered where a person has written since.
fn arrived(screen: &mut NotesScreen, loaded: Loaded) -> Commands {
    screen.phase = Phase::Ready;
    let standing = &loaded.standing;
    let mut commands: Commands = loaded.warnings.iter().map(|warning| Command::Say(Notice::hint(warning))).collect();
    let mut is_taken = false;
    match &screen.loaded {
        None => {
            screen.editor = Editor::new(standing.saved.as_deref().unwrap_or(&standing.automatic));
            screen.editor.replace(standing.notes.text());
            screen.base.clone_from(&standing.merged.base);
            screen.aside.clone_from(&standing.set_aside);
            let merged = &standing.merged;
            if !merged.added.is_empty() {
                let count = merged.added.len();
                let words = format!("{count} entries came with new commits; undo takes them out again");
                commands.push(Command::Say(Notice::hint(words)));
            }
            screen.has_offer = !merged.conflicts.is_empty();
        }
        Some(known) => {
            let text = screen.editor.text();
            let new = &standing.automatic;
            let seen = known.standing.saved.as_ref().unwrap_or(&known.standing.automatic);
            let is_elsewhere = standing.saved.is_some() && standing.saved != known.standing.saved;
            if is_elsewhere && text == *seen && !screen.saving.is_behind() {
                // Nothing was written here since: what another program wrote is taken, as a step that undo takes back.
                screen.editor.replace(standing.notes.text());
                screen.base.clone_from(&standing.merged.base);
                screen.aside.clone_from(&standing.set_aside);
                screen.has_offer = !standing.merged.conflicts.is_empty();
                is_taken = true;
                commands.push(Command::Say(Notice::hint(
                    "the draft was written elsewhere; undo brings back what was here",
                )));
            } else if text == known.standing.automatic {
                screen.editor.replace(new);
                screen.base.clone_from(new);
                screen.has_offer = false;
            } else if *new != known.standing.automatic {
                let merged = merge(&text, &screen.base, new, &loaded.titles, &standing.notes.index);
                screen.has_offer = merged.theirs_preferred != text;
                if !screen.has_offer {
                    screen.base = merged.base;
                }
            }
        }
    }
    if screen.has_offer {
        commands.push(Command::Say(Notice::hint("the commits changed: a redraft shows what that changes here")));
    }
    // What was last seen on the disk stays what saving expects there, or another window's words would be written over.
    let saved = screen.loaded.as_ref().map(|known| known.standing.saved.clone());
    screen.loaded = Some(loaded);
    if let (false, Some(saved), Some(loaded)) = (is_taken, saved, &mut screen.loaded) {
        loaded.standing.saved = saved;
    }
    (screen.read, screen.asked) = (None, None);
    commands.extend(visit_entry(screen));
    commands
}

/// Does what the user asks for.
pub(super) fn act(screen: &mut NotesScreen, action: Action) -> Commands {
    let asks_for_places = matches!(action, Action::Visit | Action::Take | Action::Cite | Action::Entry);
    if asks_for_places && screen.read.is_some_and(|read| read.revision != screen.editor.revision()) {
        reading::places(screen);
    }
    match action {
        Action::Type => {
            screen.typing = true;
            screen.pane = Pane::Text;
            screen.proposal = None;
            if screen.side == Side::Proposal {
                screen.side = Side::Page;
            }
            Vec::new()
        }
        Action::Leave => leave(screen),
        Action::OtherPane => {
            screen.pane = if screen.pane == Pane::Text { Pane::Side } else { Pane::Text };
            screen.side_row = 0;
            Vec::new()
        }
        Action::Missing => side(screen, Side::Missing),
        Action::Changelog => side(screen, Side::Changelog),
        Action::Commits => side(screen, Side::Commits),
        Action::Entry => go_to_entry(screen),
        Action::Cite
        | Action::Split
        | Action::Join
        | Action::Move
        | Action::MoveTo(_)
        | Action::SetAside
        | Action::PutBack
        | Action::PutBackThis(_) => act_on_entry(screen, &action),
        Action::Redraft(scope) => redraft(screen, scope),
        Action::AskModel => by_model::prepare(screen),
        Action::AskModelNow(name) => by_model::ask(screen, name),
        Action::StopModel => by_model::stop(screen),
        Action::Visit => visit(screen),
        Action::VisitCommit(commit) => vec![Command::Announce(News::Visit(commit)), Command::Go(ScreenId::Commits)],
        Action::Undo => {
            if screen.editor.undo() {
                compared_again(screen);
                written(screen)
            } else {
                Vec::new()
            }
        }
        Action::Redo => {
            if screen.editor.redo() {
                compared_again(screen);
                written(screen)
            } else {
                Vec::new()
            }
        }
        Action::Drafts => drafts::ask(screen),
        Action::OpenDraft(at) => drafts::open(screen, at),
        Action::Share | Action::ShareNow | Action::Fetch | Action::FetchNow => drafts::exchange(screen, &action),
        Action::External => vec![Command::Work("edit", Request::Edit(screen.editor.text()))],
        Action::Search => vec![Command::Ask(Ask::Prompt {
            question: SEARCH,
            title: "Search the notes".into(),
            value: String::new(),
            hint: "a regular expression; small letters find capitals too".into(),
        })],
        Action::NextMatch | Action::PreviousMatch => {
            screen.pane = Pane::Text;
            let found = screen.editor.next_match(action == Action::NextMatch);
            if found { Vec::new() } else { vec![Command::Say(Notice::hint("nothing found"))] }
        }
        Action::Copy => vec![copy(screen)],
        Action::Cut => {
            let copied = copy(screen);
            screen.editor.remove(true);
            let mut commands = written(screen);
            commands.push(copied);
            commands
        }
        Action::SelectAll => {
            screen.editor.select_all();
            Vec::new()
        }
        Action::Take => take(screen),
        Action::Accept | Action::AcceptPiece | Action::AcceptBoth | Action::RefusePiece | Action::Refuse => {
            decide(screen, &action)
        }
        Action::Discard => vec![Command::Ask(Ask::Confirm {
            title: "Forget what was written in these notes?".into(),
            text: vec!["The automatic draft is back. What was written stays on the disk once, as `discarded`.".into()],
            yes: ("Forget it".into(), Action::DiscardNow),
            no: "Keep it".into(),
        })],
        Action::DiscardNow => match screen.loaded.as_ref().and_then(|loaded| loaded.drafts.clone()) {
            Some(drafts) => vec![Command::Work("discard", Request::Discard(drafts))],
            None => Vec::new(),
        },
    }
}

fn leave(screen: &mut NotesScreen) -> Commands {
    screen.typing = false;
    screen.editor.unselect();
    save_now(screen)
}

/// Shows something beside the text; asked again, the page is back.
fn side(screen: &mut NotesScreen, wanted: Side) -> Commands {
    screen.proposal = None;
    screen.side_row = 0;
    if screen.side == wanted && screen.pane == Pane::Side {
        screen.side = Side::Page;
        screen.pane = Pane::Text;
    } else {
        screen.side = wanted;
        screen.pane = Pane::Side;
    }
    Vec::new()
}

fn copy(screen: &NotesScreen) -> Command<Action, Request> {
    match screen.editor.selected() {
        Some(text) => Command::Copy { text, what: "the selection".into() },
        None => Command::Copy { text: screen.editor.text(), what: "the notes".into() },
    }
}

fn searched(screen: &mut NotesScreen, words: &str) -> Commands {
    // A pattern is often wrong while it is typed; the matches of before stay until it is right.
    if screen.editor.search(words).is_ok() && !words.is_empty() {
        screen.pane = Pane::Text;
        screen.editor.next_match(true);
    }
    Vec::new()
}

fn key_pressed(screen: &mut NotesScreen, key: Key) -> Commands {
    if screen.typing {
        return if screen.editor.key(key) == Heard::Changed { written(screen) } else { Vec::new() };
    }
    if screen.asking.is_some() {
        return by_model::stop(screen);
    }
    // Escape leads back, from whatever is beside the text to the page, and from there to the text.
    screen.proposal = None;
    screen.side = Side::Page;
    screen.pane = Pane::Text;
    Vec::new()
}

fn moved(screen: &mut NotesScreen, motion: Motion) {
    let rows = screen.rooms.side_rows();
    match (screen.pane, screen.side) {
        (Pane::Text, _) => {
            let page = isize::try_from(screen.editor.lines().len().min(20)).unwrap_or(20);
            match motion {
                Motion::Up => screen.editor.rows(-1, false),
                Motion::Down => screen.editor.rows(1, false),
                Motion::HalfUp => screen.editor.rows(-page / 2, false),
                Motion::HalfDown => screen.editor.rows(page / 2, false),
                Motion::PageUp => screen.editor.rows(-page, false),
                Motion::PageDown => screen.editor.rows(page, false),
                Motion::First => screen.editor.go_to((0, 0), false),
                Motion::Last => screen.editor.go_to((screen.editor.lines().len(), 0), false),
                Motion::Left | Motion::Right => {}
            }
        }
        (Pane::Side, Side::Missing) => screen.side_row = motion.apply(screen.side_row, screen.missing.len(), rows),
        (Pane::Side, Side::Commits) => {
            let count = screen.loaded.as_ref().map_or(0, |loaded| loaded.commits.len());
            screen.side_row = motion.apply(screen.side_row, count, rows);
        }
        (Pane::Side, Side::Proposal) => {
            if let Some(proposal) = &mut screen.proposal {
                match motion {
                    Motion::Up | Motion::Down => proposal.step(motion == Motion::Down, rows),
                    _ => {
                        proposal.top =
                            motion.apply(proposal.top, proposal.comparison.lines.len().saturating_sub(rows) + 1, rows);
                    }
                }
            }
        }
        (Pane::Side, Side::Page | Side::Changelog) => {
            screen.side_row = motion.apply(screen.side_row, screen.page.len().saturating_sub(rows) + 1, rows);
        }
    }
}

fn mouse_used(screen: &mut NotesScreen, mouse: Mouse) -> Commands {
    let over_text = mouse.is_in(screen.rooms.text);
    match mouse.act {
        MouseAct::Click if over_text => {
            screen.pane = Pane::Text;
            let inside = panel_inside(screen.rooms.text, screen.rooms.plain);
            let column = usize::from(mouse.column.saturating_sub(inside.x + 2));
            screen.editor.click(column, usize::from(mouse.row.saturating_sub(inside.y)));
        }
        MouseAct::Click if mouse.is_in(screen.rooms.side) => {
            screen.pane = Pane::Side;
            screen.typing = false;
        }
        MouseAct::ScrollUp | MouseAct::ScrollDown => {
            let down = mouse.act == MouseAct::ScrollDown;
            let pane = std::mem::replace(&mut screen.pane, if over_text { Pane::Text } else { Pane::Side });
            for _ in 0..3 {
                moved(screen, if down { Motion::Down } else { Motion::Up });
            }
            screen.pane = pane;
        }
        _ => {}
    }
    Vec::new()
}

/// The text changed: it is kept when the keys rest.
pub(super) fn written(screen: &mut NotesScreen) -> Commands {
    if screen.saving.written() { vec![Command::After("save", REST)] } else { Vec::new() }
}

fn save_now(screen: &mut NotesScreen) -> Commands {
    let Some(loaded) = &screen.loaded else { return Vec::new() };
    let Some(drafts) = loaded.drafts.clone() else {
        screen.saving = super::saving::Saving::Failed("there is no folder to keep it in".into());
        return Vec::new();
    };
    if !screen.saving.rested() {
        return Vec::new();
    }
    let request = Request::Save {
        drafts,
        base: screen.base.clone(),
        text: screen.editor.text(),
        set_aside: screen.aside.clone(),
        known: loaded.standing.saved.clone(),
    };
    vec![Command::Work("save", request)]
}

fn kept(screen: &mut NotesScreen, text: String) -> Commands {
    if let Some(loaded) = &mut screen.loaded {
        loaded.standing.saved = Some(text);
    }
    let mut commands = vec![Command::Announce(News::NotesChanged)];
    if screen.saving.kept() {
        commands.push(Command::After("save", REST));
    }
    commands
}
