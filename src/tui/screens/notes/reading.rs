//! Reads the text after it changed: marks, what is missing, and what is seen beside it.

use std::{fmt, ops::Range, sync::Arc};

use super::{
    missing::{Missing, missing},
    model::{Mark, NotesScreen, Side},
};
use crate::{
    analysis::AnalysedCommit,
    history::CommitId,
    notes::{ChangelogRelease, Markup, Notes, ReleaseFacts, Titles, insert},
    release::ChangelogPlace,
    tui::{
        look::panel_inside,
        widgets::markdown::{MarkdownRow, render},
    },
};

/// What a reading is made from: when any of it changed there is another one to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stand {
    /// The text's revision.
    pub(super) revision: u64,
    side: Side,
    columns: usize,
}

/// A text to be read, here or on a worker.
pub struct Unread {
    stand: Stand,
    text: String,
    notes: Notes,
    commits: Arc<[AnalysedCommit]>,
    changelog: Option<Box<(ReleaseFacts, Titles, Arc<ChangelogPlace>)>>,
}

/// Lines that tell commits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// The lines of an entry.
    pub(super) lines: Range<usize>,
    /// What it rests on.
    pub(super) commits: Vec<CommitId>,
}

/// What came of reading.
#[derive(Debug)]
pub struct Reading {
    stand: Stand,
    notes: Notes,
    missing: Vec<Missing>,
    marks: Vec<Option<Mark>>,
    told: Vec<Told>,
    page: Vec<MarkdownRow>,
}

impl PartialEq for Unread {
    fn eq(&self, other: &Self) -> bool {
        self.stand == other.stand
    }
}

impl fmt::Debug for Unread {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Unread").field("stand", &self.stand).finish_non_exhaustive()
    }
}

/// What a reading would be made from now.
pub(super) fn stand(screen: &NotesScreen) -> Stand {
    let room = if screen.rooms.side.is_empty() { screen.rooms.text } else { screen.rooms.side };
    let columns = usize::from(panel_inside(room, screen.rooms.plain).width);
    Stand { revision: screen.editor.revision(), side: screen.side, columns }
}

/// The text with all that reading it takes.
pub(super) fn unread(screen: &NotesScreen) -> Option<Unread> {
    let loaded = screen.loaded.as_ref()?;
    let changelog = (screen.side == Side::Changelog)
        .then(|| Box::new((loaded.facts.clone(), loaded.titles.clone(), Arc::clone(&loaded.changelog))));
    Some(Unread {
        stand: stand(screen),
        text: screen.editor.text(),
        // A text of thousands of lines is not copied for being read anew.
        notes: loaded.standing.notes.without_text(),
        commits: Arc::clone(&loaded.commits),
        changelog,
    })
}

impl Unread {
    /// Reads it: marks, what is missing, and what is seen beside it.
    pub(super) fn read(self) -> Reading {
        let Self { stand, text, mut notes, commits, changelog } = self;
        notes.set_text(&text);
        let missing = missing(&notes, &commits);
        let told = told(&notes);
        let marks = marks(text.split('\n').count(), &told, &missing);
        let shown = match changelog {
            Some(target) => {
                let (facts, titles, place) = *target;
                match &*place {
                    ChangelogPlace::Off => "Shipping writes no changelog: `release.changelog` is `false`.".to_owned(),
                    ChangelogPlace::Left { .. } => place.remark().unwrap_or_default(),
                    ChangelogPlace::File { bytes, markup, .. } => {
                        in_changelog(&notes, &facts, &titles, (bytes.as_deref(), *markup))
                    }
                }
            }
            None => text,
        };
        Reading { stand, notes, missing, marks, told, page: render(&shown, stand.columns) }
    }
}

/// Reads the text at once.
pub(super) fn read(screen: &mut NotesScreen) {
    if let Some(unread) = unread(screen) {
        take_in(screen, unread.read());
    }
}

/// Reads which lines tell which commits, for an act that asks for that now. What takes longer is left to the worker.
pub(super) fn places(screen: &mut NotesScreen) {
    let text = screen.editor.text();
    let Some(loaded) = &mut screen.loaded else { return };
    if !loaded.standing.notes.has_evidence() {
        read(screen);
        return;
    }
    loaded.standing.notes.set_text(&text);
    screen.told = told(&loaded.standing.notes);
}

/// Takes in what was read.
pub(super) fn take_in(screen: &mut NotesScreen, reading: Reading) {
    let Some(loaded) = &mut screen.loaded else { return };
    loaded.standing.notes = reading.notes;
    screen.missing = reading.missing;
    screen.untold = screen.missing.iter().filter(|missing| matches!(missing, Missing::Commit(..))).count();
    screen.side_row = match screen.side {
        Side::Missing => screen.side_row.min(screen.missing.len().saturating_sub(1)),
        _ => screen.side_row,
    };
    screen.marks = reading.marks;
    screen.told = reading.told;
    screen.page = reading.page;
    screen.read = Some(reading.stand);
    screen.asked = None;
}

/// Takes in what a worker read, unless something else is asked by now.
pub(super) fn answered(screen: &mut NotesScreen, reading: Reading) {
    if screen.asked == Some(reading.stand) {
        take_in(screen, reading);
    }
}

fn in_changelog(notes: &Notes, facts: &ReleaseFacts, titles: &Titles, file: (Option<&[u8]>, Markup)) -> String {
    let published = notes.published();
    let release = ChangelogRelease {
        version: facts.version.as_deref().unwrap_or("0.0.0"),
        tag: facts.tag.as_deref().unwrap_or_default(),
        previous_tag: facts.previous_tag.as_deref(),
        date: facts.date.as_deref().unwrap_or_default(),
        notes: &published,
        titles,
        markup: file.1,
        links: facts.links.as_ref(),
    };
    String::from_utf8_lossy(&insert(file.0, &release)).into_owned()
}

fn told(notes: &Notes) -> Vec<Told> {
    let text = notes.text();
    let (mut line, mut counted) = (0, 0);
    let entries = notes.document.entries().map(|entry| {
        // Lines are counted on from the entry before.
        line += text[counted..entry.span.start].matches('\n').count();
        counted = entry.span.start;
        let lines = line..line + text[entry.span.clone()].lines().count().max(1);
        Told { lines, commits: notes.document.commits(entry, &notes.index) }
    });
    entries.collect()
}

fn marks(lines: usize, told: &[Told], missing: &[Missing]) -> Vec<Option<Mark>> {
    let mut marks = vec![None; lines];
    for entry in told {
        if let Some(mark) = marks.get_mut(entry.lines.start) {
            *mark = Some(if entry.commits.is_empty() { Mark::CitesNone } else { Mark::Cites });
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
