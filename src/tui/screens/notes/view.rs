//! Draws the Notes screen.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{
    commits,
    missing::Missing,
    model::{NotesScreen, Pane, Phase, Rooms, Side},
    panel::Panel,
};
use crate::{
    notes::Change,
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
        Side::Commits => ("Commits", screen.loaded.as_ref().map_or(0, |loaded| loaded.commits.len()).to_string()),
        Side::Proposal => {
            let place = |panel: &Panel| {
                let conflict = if panel.is_at_conflict() { "both changed " } else { "" };
                format!("{conflict}{}/{}", panel.cursor + 1, panel.comparison.hunks.len())
            };
            let title = screen.proposal.as_ref().map_or("", |panel| panel.proposal.title.as_str());
            (title, screen.proposal.as_ref().map(place).unwrap_or_default())
        }
    };
    let inside = look.panel(
        frame,
        area,
        Line::from(Safe::line(title).as_str().to_owned()),
        Line::from(look.span(Role::Dim, note)),
        focus,
    );
    match (screen.side, &screen.proposal) {
        (Side::Missing, _) => draw_missing(screen, look, focus, inside, frame),
        (Side::Commits, _) => commits::draw(screen, look, focus, inside, frame),
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

fn draw_proposal(panel: &Panel, look: &Look<'_>, inside: Rect, frame: &mut Frame<'_>) {
    for (line, place) in panel.comparison.lines.iter().skip(panel.top).zip(inside.rows()) {
        let (mark, role, word) = match line.change {
            Change::Stays => (" ", Role::Dim, Role::Dim),
            Change::Comes => ("+", Role::DiffAdded, Role::DiffAddedWord),
            Change::Goes => ("-", Role::DiffRemoved, Role::DiffRemovedWord),
        };
        let here = line.hunk == Some(panel.cursor);
        let cursor = if here { look.span(Role::Accent, look.glyphs.cursor) } else { Span::raw(" ") };
        let mut spans = vec![cursor, look.span(role, format!("{mark} "))];
        let mut room = usize::from(place.width).saturating_sub(3);
        let mut at = 0;
        let mut say = |words: &str, role: Role, room: &mut usize| {
            let words = Safe::line(words).fit_end(*room);
            *room -= words.width().min(*room);
            spans.push(look.span(role, words.as_str()));
        };
        for marked in &line.marked {
            say(&line.words[at..marked.start], role, &mut room);
            say(&line.words[marked.clone()], word, &mut room);
            at = marked.end;
        }
        say(&line.words[at..], role, &mut room);
        frame.render_widget(Line::from(spans), place);
    }
}

/// The line below: what is not told, and what is wrong.
fn status(screen: &NotesScreen, look: &Look<'_>) -> Line<'static> {
    let problems = screen.missing.len() - screen.untold;
    let count = |number: usize, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
    let mut line = Line::from(" ");
    if let Some(asking) = &screen.asking {
        line.push_span(look.span(Role::Info, Safe::line(&asking.words()).as_str()));
        line.push_span(look.span(Role::Dim, " · Esc stops it"));
        return line;
    }
    if let Some(problem) = screen.problem_at_cursor() {
        line.push_span(look.span(Role::Warn, format!("{} ", look.glyphs.warning)));
        line.push_span(look.span(Role::Text, Safe::line(problem).as_str()));
        return line;
    }
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
    if screen.has_offer {
        line.push_span(look.span(Role::Dim, " · "));
        line.push_span(look.span(Role::Info, "new commits"));
    }
    if matches!(screen.phase, Phase::Loading) {
        line.push_span(look.span(Role::Dim, " · looking at the commits again…"));
    }
    line
}
