//! Acts on the entry under the cursor: cite, split, merge, move, set aside, put back.

use super::{
    actions::Action,
    model::{NotesScreen, Pane, Side},
    redraft::compared_again,
    update::{Commands, written},
};
use crate::{
    history::CommitId,
    notes::{
        Document, Edited, EntryPlace, Refusal, SectionKey, SetAsideEntry, merged_with_next, moved, put_back, set_aside,
        split, with_citation,
    },
    tui::{
        overlays::{Ask, MenuItem},
        screen::{Command, Notice},
    },
};

const NO_ENTRY: Refusal = "the cursor is on no entry";

/// Does an act on entries.
pub(super) fn act_on_entry(screen: &mut NotesScreen, action: &Action) -> Commands {
    let done = match action {
        Action::Cite => return cite(screen),
        Action::Move => return ask_where(screen),
        Action::PutBack => return ask_what(screen),
        Action::Split => with_entry_at(screen, split),
        Action::Join => with_entry_at(screen, |document, place, _| merged_with_next(document, place)),
        Action::MoveTo(key) => {
            let titles = screen.loaded.as_ref().map(|loaded| loaded.titles.clone()).unwrap_or_default();
            with_entry_at(screen, |document, place, _| moved(document, place, *key, &titles))
        }
        Action::SetAside => {
            let mut aside = None;
            let done = with_entry_at(screen, |document, place, _| {
                let (edited, entry) = set_aside(document, place)?;
                aside = Some(entry);
                Ok(edited)
            });
            screen.aside.extend(aside);
            done
        }
        Action::PutBackThis(at) if *at < screen.aside.len() => {
            let aside = screen.aside.remove(*at);
            Ok(put_back(&document(screen), &aside))
        }
        _ => return Vec::new(),
    };
    match done {
        Ok(edited) => {
            apply(screen, &edited);
            let mut commands = written(screen);
            if *action == Action::SetAside {
                commands.push(Command::Say(Notice::done("set aside; p puts it back, z undoes it")));
            }
            commands
        }
        Err(why) => vec![Command::Say(Notice::hint(why))],
    }
}

fn document(screen: &NotesScreen) -> Document {
    let titles = screen.loaded.as_ref().map(|loaded| loaded.titles.clone()).unwrap_or_default();
    Document::parse(screen.editor.text(), &titles)
}

/// The entry under the cursor, and the cursor's byte in the text.
fn with_entry_at(
    screen: &NotesScreen,
    act: impl FnOnce(&Document, EntryPlace, usize) -> Result<Edited, Refusal>,
) -> Result<Edited, Refusal> {
    let document = document(screen);
    let (line, byte) = screen.editor.cursor();
    let place = document.entry_at_line(line).ok_or(NO_ENTRY)?;
    act(&document, place, document.line_start(line) + byte)
}

/// Puts an act's text into the editor, as one step that undo takes back, and goes to what it was about.
fn apply(screen: &mut NotesScreen, edited: &Edited) {
    screen.editor.replace(&edited.text);
    let front = &edited.text[..edited.at];
    let line = front.matches('\n').count();
    let byte = front.len() - front.rfind('\n').map_or(0, |end| end + 1);
    screen.editor.go_to((line, byte), false);
    compared_again(screen);
}

/// Shows the commits to choose from; with one chosen, the entry cites it.
fn cite(screen: &mut NotesScreen) -> Commands {
    let Some(loaded) = &screen.loaded else { return Vec::new() };
    if (screen.pane, screen.side) != (Pane::Side, Side::Commits) {
        if document(screen).entry_at_line(screen.editor.cursor().0).is_none() {
            return vec![Command::Say(Notice::hint(NO_ENTRY))];
        }
        let coverage = loaded.standing.notes.coverage();
        let untold = loaded.commits.iter().position(|commit| !coverage.tells(commit.id));
        screen.proposal = None;
        (screen.side, screen.pane, screen.side_row) = (Side::Commits, Pane::Side, untold.unwrap_or(0));
        return Vec::new();
    }
    let Some(commit) = loaded.commits.get(screen.side_row).map(|commit| commit.id) else { return Vec::new() };
    let known = screen.told_at_cursor().is_some_and(|told| told.commits.contains(&commit));
    if known {
        return vec![Command::Say(Notice::hint(format!("the entry rests on {} already", commit.short())))];
    }
    let citation = citation(screen, commit);
    match with_entry_at(screen, |document, place, _| with_citation(document, place, &citation)) {
        Ok(edited) => {
            apply(screen, &edited);
            let mut commands = written(screen);
            commands.push(Command::Say(Notice::done(format!("the entry rests on {} too", commit.short()))));
            commands
        }
        Err(why) => vec![Command::Say(Notice::hint(why))],
    }
}

/// How a commit is cited here: with a link where the forge is known.
fn citation(screen: &NotesScreen, commit: CommitId) -> String {
    let links = screen.loaded.as_ref().and_then(|loaded| loaded.facts.links.as_ref());
    let short = commit.short();
    links.map_or_else(|| short.clone(), |links| format!("[{short}]({})", links.commit(&commit.to_string())))
}

fn ask_where(screen: &NotesScreen) -> Commands {
    let document = document(screen);
    let Some((at, _)) = document.entry_at_line(screen.editor.cursor().0) else {
        return vec![Command::Say(Notice::hint(NO_ENTRY))];
    };
    let own = |key: SectionKey| {
        let known = document.sections().iter().find(|section| section.key == Some(key));
        known.map_or_else(|| key.title().to_owned(), |section| section.title.clone())
    };
    let here = document.sections()[at].key;
    let others = SectionKey::ALL.into_iter().filter(|key| Some(*key) != here);
    let items = others.map(|key| {
        let is_there = document.sections().iter().any(|section| section.key == Some(key));
        MenuItem::new(own(key), if is_there { "" } else { "opens it" }, Action::MoveTo(key))
    });
    vec![Command::Ask(Ask::Menu {
        title: "Move the entry to which section?".into(),
        items: items.collect(),
        cursor: 0,
    })]
}

fn ask_what(screen: &mut NotesScreen) -> Commands {
    let text = screen.editor.text();
    // What undo brought back is no longer aside.
    screen.aside.retain(|entry| !text.contains(entry.source.trim()));
    if screen.aside.len() == 1 {
        return act_on_entry(screen, &Action::PutBackThis(0));
    }
    if screen.aside.is_empty() {
        return vec![Command::Say(Notice::hint("nothing was set aside; u lists what is not told"))];
    }
    let label = |entry: &SetAsideEntry| entry.source.trim().lines().next().unwrap_or_default().to_owned();
    let items = screen.aside.iter().enumerate().rev().map(|(at, entry)| {
        MenuItem::new(label(entry), entry.heading.trim_start_matches('#').trim(), Action::PutBackThis(at))
    });
    vec![Command::Ask(Ask::Menu { title: "Put back which entry?".into(), items: items.collect(), cursor: 0 })]
}
