//! The commits beside the text: those of the entry under the cursor are lit, and so is the entry of a chosen commit.

use ratatui::{Frame, layout::Rect, text::Line};

use super::{
    model::{NotesScreen, Pane, Side},
    reading::Told,
    update::Commands,
};
use crate::{
    history::CommitId,
    text::Safe,
    tui::{
        look::Look,
        motion::scrolled,
        screen::{Command, Notice},
        theme::Role,
    },
};

impl NotesScreen {
    /// The entry under the text's cursor.
    pub(super) fn told_at_cursor(&self) -> Option<&Told> {
        let line = self.editor.cursor().0;
        self.told.iter().find(|told| told.lines.contains(&line))
    }

    /// The commit under the cursor of the list, where that has the focus.
    pub(super) fn commit_at_cursor(&self) -> Option<CommitId> {
        if (self.pane, self.side) != (Pane::Side, Side::Commits) {
            return None;
        }
        Some(self.loaded.as_ref()?.commits.get(self.side_row)?.id)
    }

    /// Whether a line begins an entry that tells the chosen commit.
    pub(super) fn is_lit(&self, line: usize) -> bool {
        let Some(commit) = self.commit_at_cursor() else { return false };
        self.told.iter().any(|told| told.lines.start == line && told.commits.contains(&commit))
    }
}

/// Goes to the entry that tells the chosen commit.
pub(super) fn go_to_entry(screen: &mut NotesScreen) -> Commands {
    let Some(commit) = screen.commit_at_cursor() else { return Vec::new() };
    let found = screen.told.iter().find(|told| told.commits.contains(&commit)).map(|told| told.lines.start);
    if let Some(line) = found {
        screen.editor.go_to((line, 0), false);
        screen.pane = Pane::Text;
        return Vec::new();
    }
    let aside = screen.loaded.as_ref().and_then(|loaded| {
        let mut aside = loaded.standing.notes.draft.set_aside.iter();
        aside.find(|aside| aside.commits.contains(&commit)).map(|aside| aside.reason.clone())
    });
    let why = aside.map_or_else(String::new, |reason| format!(": {reason}"));
    vec![Command::Say(Notice::hint(format!("no entry tells {}{why}", commit.short())))]
}

/// Draws the list.
pub(super) fn draw(screen: &NotesScreen, look: &Look<'_>, focus: bool, inside: Rect, frame: &mut Frame<'_>) {
    let Some(loaded) = &screen.loaded else { return };
    let lit: &[CommitId] = screen.told_at_cursor().map_or(&[], |told| &told.commits);
    let rows = usize::from(inside.height);
    let first_lit = loaded.commits.iter().position(|commit| lit.contains(&commit.id));
    // Without the focus the list follows the text.
    let wanted = if focus { screen.side_row } else { first_lit.unwrap_or(0) };
    let first = scrolled(0, wanted, loaded.commits.len(), rows);
    for (at, place) in (first..loaded.commits.len()).zip(inside.rows()) {
        let commit = &loaded.commits[at];
        let is_lit = lit.contains(&commit.id);
        let is_told = screen.told.iter().any(|told| told.commits.contains(&commit.id));
        let glyph = match (is_lit, is_told) {
            (true, _) => look.glyphs.cursor,
            (false, true) => look.glyphs.full_dot,
            (false, false) => look.glyphs.empty_dot,
        };
        let short = commit.id.short();
        let room = usize::from(place.width).saturating_sub(3 + short.len());
        let subject = Safe::line(commit.subject.as_ref()).fit_end(room);
        let role = if is_lit { Role::Accent } else { Role::Text };
        let glyph_role = if is_lit {
            Role::Accent
        } else if is_told {
            Role::Ok
        } else {
            Role::Dim
        };
        let mut line = Line::from(vec![
            look.span(glyph_role, format!("{glyph} ")),
            look.span(Role::Dim, format!("{short} ")),
            look.span(role, subject.as_str()),
        ]);
        if at == screen.side_row && focus {
            line = line.style(look.style(Role::Selection));
        }
        frame.render_widget(line, place);
    }
}
