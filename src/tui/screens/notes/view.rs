//! Draws the Notes screen.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{
    missing::Missing,
    model::{NotesScreen, Pane, Phase, Rooms, Side},
    proposal::{Change, Proposal},
};
use crate::{
    text::Safe,
    tui::{look::Look, motion::scrolled, theme::Role, widgets::editor},
};

/// Draws it into `area`.
pub(super) fn view(screen: &NotesScreen, look: &Look<'_>, area: Rect, frame: &mut Frame<'_>) {
    let rooms = Rooms::of(area, screen.pane, look.plain);
    if screen.loaded.is_none() {
        nothing_yet(screen, look, area, frame);
        return;
    }
    if !rooms.text.is_empty() {
        draw_text(screen, look, rooms.text, frame);
    }
    if !rooms.side.is_empty() {
        draw_side(screen, look, rooms.side, frame);
    }
    if !rooms.status.is_empty() {
        frame.render_widget(status(screen, look), rooms.status);
    }
}

fn nothing_yet(screen: &NotesScreen, look: &Look<'_>, area: Rect, frame: &mut Frame<'_>) {
    let inside = look.panel(frame, area, Line::from("Release notes"), Line::default(), true);
    let lines: Vec<Line<'static>> = match &screen.phase {
        Phase::Failed(failure) => {
            let mut lines = vec![Line::from(look.foreign(Role::Danger, &failure.to_string()))];
            lines.extend(failure.hints.iter().map(|hint| Line::from(look.foreign(Role::Dim, hint))));
            lines
        }
        _ => vec![Line::from(look.span(Role::Dim, "drafting from the commits…"))],
    };
    for (line, row) in lines.into_iter().zip(inside.rows()) {
        frame.render_widget(line, row);
    }
}

fn draw_text(screen: &NotesScreen, look: &Look<'_>, area: Rect, frame: &mut Frame<'_>) {
    let focus = screen.pane == Pane::Text;
    let title = Line::from(if screen.typing { "Release notes: typing" } else { "Release notes" });
    let role = if screen.saving.words() == "not saved" { Role::Danger } else { Role::Dim };
    let note = Line::from(look.span(role, screen.saving.words()));
    let inside = look.panel(frame, area, title, note, focus);
    editor::draw(&screen.editor, look, screen.typing, &|line| screen.margin(look, line), inside, frame);
}

fn draw_side(screen: &NotesScreen, look: &Look<'_>, area: Rect, frame: &mut Frame<'_>) {
    let focus = screen.pane == Pane::Side;
    let (title, note) = match screen.side {
        Side::Page => ("Page", String::new()),
        Side::Changelog => ("Changelog", String::new()),
        Side::Missing => ("Not told yet, or wrong", screen.missing.len().to_string()),
        Side::Proposal => {
            let place = screen.proposal.as_ref().map(|proposal| format!("{}/{}", proposal.cursor + 1, proposal.pieces));
            ("What the rules would write", place.unwrap_or_default())
        }
    };
    let inside = look.panel(frame, area, Line::from(title), Line::from(look.span(Role::Dim, note)), focus);
    match (screen.side, &screen.proposal) {
        (Side::Missing, _) => draw_missing(screen, look, focus, inside, frame),
        (Side::Proposal, Some(proposal)) => draw_proposal(proposal, look, inside, frame),
        _ => draw_page(screen, look, focus, inside, frame),
    }
}

fn draw_page(screen: &NotesScreen, look: &Look<'_>, focus: bool, inside: Rect, frame: &mut Frame<'_>) {
    // Without the focus the page follows the text.
    let first = if focus || screen.side == Side::Changelog {
        screen.side_row
    } else {
        let top = screen.editor.first_line();
        let found = screen.page.iter().position(|row| row.source >= top).unwrap_or(0);
        if top == 0 { 0 } else { found }
    };
    for (row, place) in screen.page.iter().skip(first).zip(inside.rows()) {
        frame.render_widget(row.line(look), place);
    }
}

fn draw_missing(screen: &NotesScreen, look: &Look<'_>, focus: bool, inside: Rect, frame: &mut Frame<'_>) {
    if screen.missing.is_empty() {
        frame.render_widget(Line::from(look.span(Role::Ok, "All is told, and nothing is wrong.")), inside);
        return;
    }
    let rows = usize::from(inside.height);
    let first = scrolled(0, screen.side_row, screen.missing.len(), rows);
    for (index, place) in (first..screen.missing.len()).zip(inside.rows()) {
        let (glyph, role, head, words) = match &screen.missing[index] {
            Missing::Problem(problem, _) => (look.glyphs.warning, Role::Warn, String::new(), problem.message.clone()),
            Missing::Commit(commit, subject) => {
                (look.glyphs.empty_dot, Role::Dim, format!("{} ", commit.short()), subject.clone())
            }
        };
        let room = usize::from(place.width).saturating_sub(2 + head.len());
        let mut line = Line::from(vec![
            look.span(role, format!("{glyph} ")),
            look.span(Role::Dim, head),
            look.span(Role::Text, Safe::line(&words).fit_end(room).as_str()),
        ]);
        if index == screen.side_row {
            line = line.style(look.style(if focus { Role::Selection } else { Role::SelectionIdle }));
        }
        frame.render_widget(line, place);
    }
}

fn draw_proposal(proposal: &Proposal, look: &Look<'_>, inside: Rect, frame: &mut Frame<'_>) {
    for (line, place) in proposal.lines.iter().skip(proposal.top).zip(inside.rows()) {
        let (mark, role) = match line.change {
            Change::Stays => (" ", Role::Dim),
            Change::Comes => ("+", Role::DiffAdded),
            Change::Goes => ("-", Role::DiffRemoved),
        };
        let here = line.piece == Some(proposal.cursor);
        let cursor = if here { look.span(Role::Accent, look.glyphs.cursor) } else { Span::raw(" ") };
        let room = usize::from(place.width).saturating_sub(3);
        let words = Safe::line(&line.words).fit_end(room);
        let spans = vec![cursor, look.span(role, format!("{mark} ")), look.span(role, words.as_str())];
        frame.render_widget(Line::from(spans), place);
    }
}

/// The line below: what is not told, and what is wrong.
fn status(screen: &NotesScreen, look: &Look<'_>) -> Line<'static> {
    let problems = screen.missing.len() - screen.untold;
    let count = |number: usize, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
    let mut line = Line::from(" ");
    if screen.untold == 0 {
        line.push_span(look.span(Role::Ok, "all commits worth telling are told"));
    } else {
        let words = count(screen.untold, "commit not told yet", "commits not told yet");
        line.push_span(look.span(Role::Warn, words));
    }
    if problems > 0 {
        line.push_span(look.span(Role::Dim, " · "));
        line.push_span(look.span(Role::Danger, count(problems, "problem", "problems")));
    }
    if screen.offer.is_some() {
        line.push_span(look.span(Role::Dim, " · "));
        line.push_span(look.span(Role::Info, "new commits"));
    }
    if matches!(screen.phase, Phase::Loading) {
        line.push_span(look.span(Role::Dim, " · looking at the commits again…"));
    }
    line
}
