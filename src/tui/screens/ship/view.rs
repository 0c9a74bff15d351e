//! Draws the Ship screen: where things stand in one line, then each step in words with its exact effect under it.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::model::{Ship, Stage};
use crate::{
    ship::{Heading, Step, StepState},
    text::{Safe, redact},
    tui::{look::Look, motion::scrolled, shared::Shared, theme::Role},
};

/// Draws it into `area`.
pub(super) fn view(ship: &Ship, look: &Look<'_>, shared: &Shared, area: Rect, frame: &mut Frame<'_>) {
    let title = ship.sheet.as_ref().map_or_else(|| "Ship".to_owned(), |sheet| format!("Ship {}", sheet.tag));
    let title = Line::from(Safe::line(&title).as_str().to_owned());
    let inside = look.panel(frame, area, title, Line::default(), true);
    let width = usize::from(inside.width);
    let (head, tail) = (head(ship, look, shared), tail(ship, look, width));
    let rows = usize::from(inside.height);
    // The steps are what the screen is for: notes get what room is left, but never nothing.
    let most_tail = rows.saturating_sub(head.len() + 4).max(rows / 3);
    let tail_rows = tail.len().min(most_tail);
    let step_rows = rows.saturating_sub(head.len() + tail_rows);
    let (lines, at) = steps(ship, look, width);
    let first = scrolled(0, at, lines.len(), step_rows).min(lines.len().saturating_sub(1));
    let seen = lines.into_iter().skip(first).take(step_rows);
    let all = head.into_iter().chain(seen).chain(tail.into_iter().take(tail_rows));
    for (row, line) in all.enumerate().take(rows) {
        let y = inside.y + u16::try_from(row).unwrap_or(u16::MAX);
        frame.render_widget(line, Rect { y, height: 1, ..inside });
    }
}

/// The answer to the screen's question, in a line.
fn head(ship: &Ship, look: &Look<'_>, shared: &Shared) -> Vec<Line<'static>> {
    let (role, text) = match &ship.stage {
        Stage::Unknown if ship.failure.is_some() => (Role::Danger, "The plan could not be made.".to_owned()),
        Stage::Unknown | Stage::Looking => (Role::Dim, "making the plan…".to_owned()),
        Stage::Planned => match &shared.facts.gates {
            Some((0, _)) => (Role::Ok, "All gates are GO. Nothing has happened yet.".to_owned()),
            Some((left, verdict)) => {
                let verdict = Safe::line(verdict);
                let gates = if *left == 1 { "gate is" } else { "gates are" };
                (Role::Warn, format!("{verdict}: {left} {gates} not GO. Nothing has happened yet."))
            }
            None => (Role::Text, "Nothing has happened yet. This is what shipping does:".to_owned()),
        },
        Stage::Nothing => (Role::Dim, "There is nothing to ship.".to_owned()),
        Stage::Preparing => (Role::Accent, "Judging the gates, and looking at all that must hold…".to_owned()),
        Stage::Asking => (Role::Accent, "Ready. Nothing has happened yet.".to_owned()),
        Stage::Running(Heading::Forward) => (Role::Accent, "Shipping…".to_owned()),
        Stage::Running(Heading::Back) => (Role::Accent, "Undoing…".to_owned()),
        Stage::Open => (Role::Warn, "Unfinished: it can be resumed or aborted.".to_owned()),
        Stage::Shipped => (Role::Ok, "Shipped.".to_owned()),
        Stage::Aborted => (Role::Ok, "Aborted. What could be undone is undone.".to_owned()),
    };
    vec![Line::from(look.span(role, text)), Line::default()]
}

/// The lines of all steps, and the line that the cursor is on.
fn steps(ship: &Ship, look: &Look<'_>, width: usize) -> (Vec<Line<'static>>, usize) {
    let mut lines = Vec::new();
    let mut at = 0;
    for (index, step) in ship.sheet.iter().flat_map(|sheet| &sheet.steps).enumerate() {
        let is_here = index == ship.cursor;
        if is_here {
            at = lines.len() + 1;
        }
        lines.push(title_line(step, is_here, look, width));
        let (role, detail) = detail(step);
        let detail = Safe::line(&redact(&detail)).fit_end(width.saturating_sub(4));
        lines.push(Line::from(vec![Span::raw("    "), look.span(role, detail.as_str())]));
    }
    (lines, at)
}

fn title_line(step: &Step, is_here: bool, look: &Look<'_>, width: usize) -> Line<'static> {
    let (role, mark, word) = match step.state {
        StepState::Pending => (Role::Dim, look.glyphs.nothing, "pending"),
        StepState::Running => (Role::Accent, look.glyphs.arrow, "running"),
        StepState::Done => (Role::Ok, look.glyphs.check, "done"),
        StepState::Failed => (Role::Danger, look.glyphs.cross, "failed"),
        StepState::Unknown => (Role::Danger, "?", "unknown"),
        StepState::Skipped => (Role::Dim, look.glyphs.minus, "skipped"),
        StepState::Undone => (Role::Info, look.glyphs.minus, "undone"),
    };
    let time = step.at.as_deref().and_then(|at| at.get(11..19));
    let word = match (step.state, time) {
        (StepState::Done, Some(time)) => Safe::line(time),
        _ => Safe::line(&format!("{word:<8}")),
    };
    let cursor = if is_here { look.glyphs.cursor } else { " " };
    let title = Safe::line(&step.title).fit_end(width.saturating_sub(13));
    Line::from(vec![
        look.span(Role::Accent, cursor),
        look.span(role, mark),
        Span::raw(" "),
        look.span(role, word.as_str()),
        Span::raw(" "),
        look.span(if step.state == StepState::Pending { Role::Text } else { role }, title.as_str()),
    ])
}

/// What stands under a step: why, if something is wrong; what it left behind once done; else the exact effect.
fn detail(step: &Step) -> (Role, String) {
    match (step.state, &step.why, &step.result) {
        (StepState::Failed | StepState::Unknown, Some(why), _) => (Role::Danger, why.clone()),
        (_, Some(why), _) => (Role::Warn, why.clone()),
        (StepState::Done, None, Some(result)) => (Role::Dim, result.clone()),
        _ => (Role::Dim, step.effect.clone()),
    }
}

/// What is under the steps: why the step under the cursor is as it is, in full; failures; notes.
fn tail(ship: &Ship, look: &Look<'_>, width: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut add = |role: Role, text: &str| {
        for line in wrapped(text, width) {
            lines.push(Line::from(look.span(role, line)));
        }
    };
    if let Some(failure) = &ship.failure {
        add(Role::Danger, &failure.to_string());
        for hint in &failure.hints {
            add(Role::Text, hint);
        }
    }
    let here = ship.sheet.as_ref().and_then(|sheet| sheet.steps.get(ship.cursor));
    if let Some(step) = here {
        match (&step.why, step.state) {
            (Some(why), _) => add(Role::Text, why),
            (None, StepState::Pending) => {
                add(Role::Dim, &format!("Does: {}", step.effect));
                add(Role::Dim, &format!("Undo: {}", step.undo));
            }
            (None, _) => {}
        }
    }
    for note in &ship.notes {
        add(Role::Warn, note);
    }
    if !lines.is_empty() {
        lines.insert(0, Line::default());
    }
    lines
}

/// Foreign text in lines of this width, broken at spaces where there are any.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in Safe::block(&redact(text)) {
        let mut current = String::new();
        for word in line.as_str().split(' ') {
            let word = Safe::line(word).fit_end(width);
            let joined = if current.is_empty() { word.as_str().to_owned() } else { format!("{current} {word}") };
            if crate::text::width(&joined) <= width || current.is_empty() {
                current = joined;
            } else {
                lines.push(std::mem::replace(&mut current, word.as_str().to_owned()));
            }
        }
        lines.push(current);
    }
    lines
}
