//! From an entry to its commits, and from a commit to an entry.

use super::{
    actions::Action,
    missing::Missing,
    model::{NotesScreen, Pane, Side},
    update::{Commands, act, written},
};
use crate::{
    notes::{Document, with_entry},
    tui::{
        overlays::{Ask, MenuItem},
        screen::{Command, Notice},
    },
};

pub(super) fn visit(screen: &mut NotesScreen) -> Commands {
    if let Some(commit) = screen.commit_at_cursor() {
        return act(screen, Action::VisitCommit(commit.to_string()));
    }
    if let (Pane::Side, Side::Missing, Some(Missing::Commit(commit, _))) =
        (screen.pane, screen.side, screen.missing.get(screen.side_row))
    {
        return act(screen, Action::VisitCommit(commit.to_string()));
    }
    let Some(loaded) = &screen.loaded else { return Vec::new() };
    let notes = &loaded.standing.notes;
    let place = notes.document.entry_at_line(screen.editor.cursor().0);
    let cited = place.map(|(section, entry)| {
        let span = notes.document.sections()[section].entries[entry].span.clone();
        notes.index.citations(&notes.text()[span]).commits
    });
    match cited.as_deref() {
        None | Some([]) => vec![Command::Say(Notice::hint("this line cites no commit"))],
        Some([only]) => act(screen, Action::VisitCommit(only.to_string())),
        Some(several) => {
            let subject =
                |id| loaded.commits.iter().find(|commit| commit.id == id).map(|commit| commit.subject.to_string());
            let items = several.iter().map(|commit| {
                MenuItem::new(
                    commit.short(),
                    subject(*commit).unwrap_or_default(),
                    Action::VisitCommit(commit.to_string()),
                )
            });
            vec![Command::Ask(Ask::Menu { title: "Which commit?".into(), items: items.collect(), cursor: 0 })]
        }
    }
}

/// Puts the cursor on the entry that tells the wanted commit; where none does, says why.
pub(super) fn visit_entry(screen: &mut NotesScreen) -> Commands {
    let Some(loaded) = &screen.loaded else { return Vec::new() };
    let Some(wanted) = screen.wanted.take() else { return Vec::new() };
    let notes = &loaded.standing.notes;
    let text = screen.editor.text();
    let document = Document::parse(text, &loaded.titles);
    let tells = |source: &str, words: &str| {
        let cited = notes.index.citations(source).commits;
        if cited.is_empty() { notes.index.by_sentence(words).contains(&wanted) } else { cited.contains(&wanted) }
    };
    let entries = document.sections().iter().flat_map(|section| &section.entries);
    let found = entries.into_iter().find(|entry| tells(&document.text()[entry.span.clone()], &document.words(entry)));
    let short = wanted.short();
    if let Some(entry) = found {
        screen.editor.go_to((document.line_of(entry.span.start), 0), false);
        screen.pane = Pane::Text;
        screen.typing = false;
        return vec![Command::Say(Notice::hint(format!("this entry tells {short}; o leads back to the commit")))];
    }
    let aside = notes.draft.set_aside.iter().find(|aside| aside.commits.contains(&wanted));
    let why = match aside {
        Some(aside) => format!("no entry tells {short}: {}", aside.reason),
        None => format!("no entry tells {short}; u lists what is not told"),
    };
    vec![Command::Say(Notice::hint(why))]
}

/// Sets an entry in for the chosen commit, or goes to the chosen problem.
pub(super) fn take(screen: &mut NotesScreen) -> Commands {
    let Some(loaded) = &screen.loaded else { return Vec::new() };
    match screen.missing.get(screen.side_row) {
        Some(Missing::Problem(_, Some(line))) => {
            screen.editor.go_to((*line, 0), false);
            screen.pane = Pane::Text;
            Vec::new()
        }
        Some(Missing::Commit(commit, _)) => {
            let notes = &loaded.standing.notes;
            let drafted = Document::parse(&*notes.drafted, &loaded.titles);
            let entry = drafted.sections().iter().find_map(|section| {
                let cites = |span: &std::ops::Range<usize>| {
                    notes.index.citations(&drafted.text()[span.clone()]).commits.contains(commit)
                };
                let entry = section.entries.iter().find(|entry| cites(&entry.span))?;
                Some((section.key?, drafted.text()[entry.span.clone()].to_owned()))
            });
            let Some((key, source)) = entry else {
                return vec![Command::Say(Notice::hint(
                    "the rules have no words for this commit; type an entry that cites it",
                ))];
            };
            let (text, at) = with_entry(&screen.editor.text(), key, &source, &loaded.titles);
            let line = text[..at].matches('\n').count();
            screen.editor.replace(&text);
            screen.editor.go_to((line, 0), false);
            written(screen)
        }
        _ => Vec::new(),
    }
}
