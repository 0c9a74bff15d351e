//! Draws the Commits screen.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{
    columns::{self, Columns, Review, Row},
    layout::Parts,
    list::Order,
    model::{Commits, Pane, State},
    why,
};
use crate::{
    fault::Failure,
    history::CommitId,
    text::{self, Safe},
    tui::{look::Look, shared::Shared, theme::Role},
};

/// Draws it into `area`.
pub(super) fn view(commits: &Commits, look: &Look<'_>, shared: &Shared, area: Rect, frame: &mut Frame<'_>) {
    let parts = Parts::of(area, look.plain);
    if parts.shows_list(commits.pane) {
        list(commits, look, shared, &parts, frame);
    }
    if parts.shows_diff(commits.pane) {
        commits.diff.view(look, commits.pane == Pane::Diff, frame);
    }
}

fn list(commits: &Commits, look: &Look<'_>, shared: &Shared, parts: &Parts, frame: &mut Frame<'_>) {
    let has_focus = commits.pane == Pane::List;
    look.panel(frame, parts.list, title(commits, look), note(commits, look), has_focus);
    if commits.list.is_empty() {
        let lines = empty(commits, look, usize::from(parts.rows.width));
        for (row, line) in parts.rows.rows().zip(lines) {
            frame.render_widget(line, row);
        }
    } else {
        let columns = Columns::of(usize::from(parts.rows.width));
        for (offset, area) in parts.rows.rows().enumerate() {
            let place = commits.list.first() + offset;
            let Some((_, commit)) = commits.list.at(place) else { break };
            let row = Row {
                commit,
                cursor: (place == commits.list.cursor()).then_some(has_focus),
                is_chosen: commits.list.is_chosen(place),
                review: review(commits, commit.id),
                is_firm: commits.list.analysis.are_risks_firm,
                now: shared.now,
            };
            frame.render_widget(columns::line(&row, &columns, look), area);
        }
    }
    if let Some(rule) = parts.rule {
        draw_rule(commits, look, rule, has_focus, frame);
        for (row, line) in parts.why.rows().zip(why::lines(commits, look, parts.why)) {
            frame.render_widget(line, row);
        }
    }
}

fn review(commits: &Commits, id: CommitId) -> Review {
    if commits.list.recorded.contains_key(&id) {
        Review::Recorded
    } else if commits.list.reviewed.contains(&id) {
        Review::Marked
    } else {
        Review::Open
    }
}

/// The line between rows and factors, which joins the frame.
fn draw_rule(commits: &Commits, look: &Look<'_>, rule: Rect, has_focus: bool, frame: &mut Frame<'_>) {
    let said = why::title(commits, look, usize::from(rule.width).saturating_sub(4));
    if look.plain {
        frame.render_widget(said, rule);
        return;
    }
    let style = look.style(if has_focus { Role::BorderFocus } else { Role::Border });
    let (left, line, right) = if look.glyphs.ascii { ("+", "-", "+") } else { ("├", "─", "┤") };
    let rest = usize::from(rule.width).saturating_sub(said.width() + 2);
    let mut spans = vec![Span::styled(left, style)];
    spans.extend(said.spans);
    spans.push(Span::styled(line.repeat(rest), style));
    spans.push(Span::styled(right, style));
    frame.render_widget(Line::from(spans), rule);
}

fn title(commits: &Commits, look: &Look<'_>) -> Line<'static> {
    let mut line = Line::from("Commits");
    let filter = commits.list.filter().text();
    if !filter.is_empty() {
        line.push_span(Span::raw("  "));
        line.push_span(look.foreign(Role::Match, filter));
        line.push_span(look.span(Role::Dim, format!("  {}", commits.list.len())));
    }
    line
}

fn note(commits: &Commits, look: &Look<'_>) -> Line<'static> {
    let mut parts = Vec::new();
    let chosen = commits.list.n_chosen();
    if chosen > 0 {
        parts.push(format!("{chosen} chosen"));
    }
    if commits.list.order() != Order::Log {
        parts.push(format!("{} {}", commits.list.order().as_str(), look.glyphs.down));
    }
    if matches!(commits.state, State::Failed(_)) && !commits.list.is_empty() {
        parts.push("not up to date".to_owned());
    }
    Line::from(look.span(Role::Dim, parts.join(&format!(" {} ", look.glyphs.bullet))))
}

/// What stands where there are no rows: what is going on, and what helps.
fn empty(commits: &Commits, look: &Look<'_>, width: usize) -> Vec<Line<'static>> {
    let room = width.saturating_sub(2);
    let say = |role, text: &str| Line::from(look.foreign(role, &format!(" {}", Safe::line(text).fit_end(room))));
    match &commits.state {
        State::Opening => vec![say(Role::Dim, "opening the repository…")],
        State::Listing => vec![say(Role::Dim, "reading commits…")],
        State::Failed(failure) => failed(failure, look, room),
        State::Judging | State::Ready if !commits.list.analysis.commits.is_empty() => {
            vec![say(Role::Text, "no commit passes the filter"), say(Role::Dim, "esc shows all, / changes it")]
        }
        State::Judging | State::Ready => {
            let range = commits.place.as_ref().map(|place| &place.range);
            let since = range.and_then(|range| range.from.as_deref());
            let said = match since {
                Some(from) => format!("no commits since {from}"),
                None => "no commits yet".to_owned(),
            };
            vec![say(Role::Text, &said), say(Role::Dim, "R chooses another range, r looks again")]
        }
    }
}

fn failed(failure: &Failure, look: &Look<'_>, room: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut say = |role, text: &str| {
        for part in text::wrap(&Safe::line(text), room) {
            lines.push(Line::from(look.foreign(role, &format!(" {part}"))));
        }
    };
    say(Role::Danger, &failure.message);
    for cause in &failure.causes {
        say(Role::Dim, &format!("because {cause}"));
    }
    for hint in &failure.hints {
        say(Role::Text, hint);
    }
    say(Role::Dim, "r looks again, R chooses another range, q quits");
    lines
}
