//! Draws the Gates screen.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{
    layout,
    lines::Page,
    model::{Gates, Pane, Row, State},
};
use crate::{
    gates::Verdict,
    text::Safe,
    tui::{look::Look, shared::Facts, theme::Role, widgets::list_and_detail::ListAndDetail},
};

/// Draws it into `area`.
pub(super) fn view(screen: &Gates, look: &Look<'_>, facts: &Facts, area: Rect, frame: &mut Frame<'_>) {
    let parts = layout::parts(area, look.plain, screen.rows.len(), screen.pane);
    if !parts.list.is_empty() {
        list(screen, look, facts, &parts, frame);
    }
    if !parts.detail.is_empty() {
        evidence(screen, look, &parts, frame);
    }
}

fn list(screen: &Gates, look: &Look<'_>, facts: &Facts, parts: &ListAndDetail, frame: &mut Frame<'_>) {
    let has_focus = screen.pane == Pane::List;
    look.panel(frame, parts.list, Line::from("Gates"), note(screen, look, facts), has_focus);
    if screen.rows.is_empty() {
        for (area, line) in parts.rows.rows().zip(empty(screen, look, usize::from(parts.rows.width))) {
            frame.render_widget(line, area);
        }
        return;
    }
    for (offset, area) in parts.rows.rows().enumerate() {
        let index = screen.first + offset;
        let Some(row) = screen.rows.get(index) else { break };
        let cursor = (index == screen.cursor).then_some(has_focus);
        frame.render_widget(line_of(row, cursor, look, usize::from(area.width)), area);
    }
}

/// The verdict over all, and how many gates are left; where nothing is released, that.
fn note(screen: &Gates, look: &Look<'_>, facts: &Facts) -> Line<'static> {
    match &screen.state {
        State::Failed(_) if !screen.rows.is_empty() => Line::from(look.span(Role::Warn, "not up to date")),
        State::Polling => Line::from(look.span(Role::Dim, "asking…")),
        State::Ready if facts.is_nothing_to_release() => Line::from(look.span(Role::Text, "nothing to release")),
        State::Ready if !screen.rows.is_empty() => {
            let verdict = screen.verdict();
            let left = look.span(Role::Dim, format!("T-{} ", screen.left()));
            Line::from(vec![left, look.span(role(verdict), verdict.as_str())])
        }
        _ => Line::default(),
    }
}

/// The colour of a verdict; the word stands beside it.
pub(super) const fn role(verdict: Verdict) -> Role {
    match verdict {
        Verdict::Go => Role::Ok,
        Verdict::Hold => Role::Warn,
        Verdict::NoGo => Role::Danger,
    }
}

fn line_of(row: &Row, cursor: Option<bool>, look: &Look<'_>, width: usize) -> Line<'static> {
    let word = match (row.is_running, row.verdict()) {
        (true, _) => look.span(Role::Dim, "…    "),
        (false, Some(verdict)) => look.span(role(verdict), format!("{verdict:<5}")),
        (false, None) => look.span(Role::Dim, format!("{:<5}", look.glyphs.nothing)),
    };
    let progress = row.gate.as_ref().and_then(|gate| gate.progress);
    let progress = progress.map_or_else(String::new, |(done, of)| format!("{done}/{of}"));
    let advice = if row.required { "" } else { "advice" };
    let tail = [progress.as_str(), advice].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let tail_width = if tail.is_empty() { 0 } else { tail.len() + 2 };
    let room = width.saturating_sub(1 + 5 + 2 + tail_width);
    let title = Safe::line(&row.title).pad_end(room);
    let style = if row.required { Role::Text } else { Role::Dim };
    let mark = if cursor.is_some() { look.glyphs.cursor } else { " " };
    let mut line = Line::from(vec![
        look.span(Role::Accent, mark),
        word,
        Span::raw("  "),
        look.foreign(style, title.as_str()),
        Span::raw(if tail.is_empty() { "" } else { "  " }),
        look.span(Role::Dim, tail),
    ]);
    if let Some(has_focus) = cursor {
        line = line.patch_style(look.style(if has_focus { Role::Selection } else { Role::SelectionIdle }));
    }
    line
}

/// What stands where there are no rows.
fn empty(screen: &Gates, look: &Look<'_>, width: usize) -> Vec<Line<'static>> {
    let say = |role, text: &str| Line::from(look.foreign(role, &format!(" {}", Safe::line(text).fit_end(width))));
    match &screen.state {
        State::Failed(failure) => {
            let mut lines = vec![say(Role::Danger, &failure.message)];
            lines.extend(failure.causes.iter().map(|cause| say(Role::Dim, &format!("because {cause}"))));
            lines.extend(failure.hints.iter().map(|hint| say(Role::Text, hint)));
            lines
        }
        _ => vec![say(Role::Dim, "reading what is released…")],
    }
}

fn evidence(screen: &Gates, look: &Look<'_>, parts: &ListAndDetail, frame: &mut Frame<'_>) {
    let has_focus = screen.pane == Pane::Evidence;
    let Some(row) = screen.current() else {
        look.panel(frame, parts.detail, Line::from("Evidence"), Line::default(), has_focus);
        return;
    };
    let title = Line::from(look.foreign(Role::Text, &row.title));
    let page = Page::of(row, usize::from(parts.lines.width), usize::from(parts.lines.height));
    let below = page.end().saturating_sub(screen.scroll);
    let verdict = row.verdict().filter(|_| !row.is_running);
    let mut note = Line::default();
    if below > 0 {
        note.push_span(look.span(Role::Dim, format!("{} {below} more ", look.glyphs.down)));
    }
    if let Some(verdict) = verdict {
        note.push_span(look.span(role(verdict), verdict.as_str()));
    }
    look.panel(frame, parts.detail, Line::from(title.to_string()), note, has_focus);
    let seen = page.scrolled.iter().skip(screen.scroll).take(page.rows);
    for (area, (role, text)) in parts.lines.rows().zip(seen) {
        frame.render_widget(Line::from(look.foreign(*role, text)), area);
    }
    let bottom = parts.lines.rows().skip(usize::from(parts.lines.height).saturating_sub(page.pinned.len()));
    for (area, (role, text)) in bottom.zip(&page.pinned) {
        frame.render_widget(Line::from(look.foreign(*role, text)), area);
    }
}
