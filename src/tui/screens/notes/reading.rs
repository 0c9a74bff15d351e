//! Reads the text after it changed: marks, what is missing, and what is seen beside it.

use super::{
    missing::{Missing, missing},
    model::{Mark, NotesScreen, Side},
    work::Loaded,
};
use crate::{
    notes::{ChangelogRelease, insert},
    tui::{look::panel_inside, widgets::markdown::render},
};

/// Reads the text: marks, what is missing, and what is seen beside it.
pub(super) fn read(screen: &mut NotesScreen) {
    let Some(loaded) = &mut screen.loaded else { return };
    let text = screen.editor.text();
    let notes = &mut loaded.standing.notes;
    notes.set_text(&text);
    screen.missing = missing(notes, &loaded.commits);
    screen.untold = screen.missing.iter().filter(|missing| matches!(missing, Missing::Commit(..))).count();
    screen.side_row = match screen.side {
        Side::Missing => screen.side_row.min(screen.missing.len().saturating_sub(1)),
        _ => screen.side_row,
    };
    screen.marks = marks(screen.editor.lines().len(), loaded, &screen.missing);
    let room = if screen.rooms.side.is_empty() { screen.rooms.text } else { screen.rooms.side };
    let columns = usize::from(panel_inside(room, screen.rooms.plain).width);
    let shown = match (screen.side, &loaded.changelog) {
        (Side::Changelog, Some(existing)) => changelog(loaded, existing),
        (Side::Changelog, None) => "Shipping writes no changelog: `release.changelog` is `false`.".to_owned(),
        _ => text,
    };
    screen.page = render(&shown, columns);
    screen.read = Some(screen.editor.revision());
}

fn changelog(loaded: &Loaded, existing: &[u8]) -> String {
    let facts = &loaded.facts;
    let published = loaded.standing.notes.published();
    let release = ChangelogRelease {
        version: facts.version.as_deref().unwrap_or("0.0.0"),
        tag: facts.tag.as_deref().unwrap_or_default(),
        previous_tag: facts.previous_tag.as_deref(),
        date: facts.date.as_deref().unwrap_or_default(),
        notes: &published,
        titles: &loaded.titles,
        links: facts.links.as_ref(),
    };
    String::from_utf8_lossy(&insert(Some(existing), &release)).into_owned()
}

fn marks(lines: usize, loaded: &Loaded, missing: &[Missing]) -> Vec<Option<Mark>> {
    let notes = &loaded.standing.notes;
    let mut marks = vec![None; lines];
    let mut at = (0, 0);
    for entry in notes.document.sections().iter().flat_map(|section| &section.entries) {
        // Lines are counted on from the entry before.
        at = (at.0 + notes.text()[at.1..entry.span.start].matches('\n').count(), entry.span.start);
        let source = &notes.text()[entry.span.clone()];
        let cites = !notes.index.citations(source).commits.is_empty()
            || !notes.index.by_sentence(&notes.document.words(entry)).is_empty();
        if let Some(mark) = marks.get_mut(at.0) {
            *mark = Some(if cites { Mark::Cites } else { Mark::CitesNone });
        }
    }
    for problem in missing {
        if let Missing::Problem(_, Some(line)) = problem
            && let Some(mark) = marks.get_mut(*line)
        {
            *mark = Some(Mark::Wrong);
        }
    }
    marks
}
