//! The two lines on top: what is released, how it stands; the screens, and what is going on.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{
    look::Look,
    model::{Model, Rooms},
    msg::Mouse,
    screens::ScreenId,
    shared::Facts,
    theme::Role,
};
use crate::{analysis::Level, text::Safe};

/// Draws the header.
pub(super) fn draw(model: &Model, look: &Look<'_>, frame: &mut Frame<'_>) {
    let area = Rooms::of(model.shared.size).header;
    for (index, row) in area.rows().enumerate() {
        // With one line alone, the line that answers the question stays.
        if index == 0 {
            draw_release(&model.shared.facts, look, row, frame);
        } else {
            draw_tabs(model, look, row, frame);
        }
    }
}

fn draw_release(facts: &Facts, look: &Look<'_>, row: Rect, frame: &mut Frame<'_>) {
    let left = release(facts, look);
    let right = standing(facts, look, usize::from(row.width).saturating_sub(left.width() + 1));
    let right_width = right.width();
    let left_width = usize::from(row.width).saturating_sub(right_width + 1);
    frame.render_widget(fit(left, left_width, look), row);
    let x = row.x + row.width.saturating_sub(right_width as u16);
    frame.render_widget(right, Rect { x, width: row.width - (x - row.x), ..row });
}

/// Repository, range, next version.
fn release(facts: &Facts, look: &Look<'_>) -> Line<'static> {
    let mut line = Line::from(vec![Span::raw(" "), look.span(Role::Title, "tminus"), Span::raw("  ")]);
    line.push_span(look.foreign(Role::Text, facts.repository.as_deref().unwrap_or("")));
    if let Some((from, to)) = &facts.range {
        line.push_span(Span::raw("   "));
        line.push_span(look.foreign(Role::Text, from.as_deref().unwrap_or("the beginning")));
        if let Some(words) = standstill(facts) {
            line.push_span(look.span(Role::Dim, format!("   {words}")));
            return line;
        }
        line.push_span(look.span(Role::Dim, format!(" {} ", look.glyphs.arrow)));
        match &facts.next {
            Some((version, bump)) if to == "HEAD" => {
                line.push_span(look.foreign(Role::Accent, version));
                line.push_span(look.foreign(Role::Dim, &format!(" {bump}")));
            }
            Some((version, bump)) => {
                line.push_span(look.foreign(Role::Text, to));
                line.push_span(look.foreign(Role::Dim, &format!(" as {version} {bump}")));
            }
            None => line.push_span(look.foreign(Role::Text, to)),
        }
    }
    line
}

/// Why there is no next version, where there is none.
fn standstill(facts: &Facts) -> Option<&'static str> {
    let (_, bump) = facts.next.as_ref()?;
    match (bump.as_str(), facts.commits) {
        ("none", Some(0)) => Some("nothing to release"),
        ("none", Some(_)) => Some("no new version"),
        _ => None,
    }
}

/// Counts, risk, gates: what does not fit leaves from the left.
fn standing(facts: &Facts, look: &Look<'_>, width: usize) -> Line<'static> {
    let dot = || look.span(Role::Dim, format!(" {} ", look.glyphs.bullet));
    let mut parts: Vec<Vec<Span<'static>>> = Vec::new();
    // Where nothing is released, neither risk nor gates answer a question that anyone has.
    if facts.commits == Some(0) && standstill(facts).is_some() {
        return Line::from(look.span(Role::Dim, "0 commits "));
    }
    if let Some(commits) = facts.commits {
        let noun = if commits == 1 { "commit" } else { "commits" };
        parts.push(vec![look.span(Role::Text, format!("{commits} {noun}")), dot()]);
    }
    if let Some(breaking) = facts.breaking {
        let role = if breaking > 0 { Role::Danger } else { Role::Dim };
        parts.push(vec![look.span(role, format!("{breaking} breaking")), dot()]);
    }
    if let Some(risk) = facts.risk {
        let level = Level::of(risk);
        parts.push(vec![look.span(Role::of_level(level), format!("risk {risk} {}", level.as_str())), Span::raw("   ")]);
    }
    if let Some((left, verdict)) = &facts.gates {
        let role = match verdict.as_str() {
            "GO" => Role::Ok,
            "HOLD" => Role::Warn,
            _ => Role::Danger,
        };
        parts.push(vec![look.span(role, format!("T-{left} {verdict}"))]);
    }
    let width_of = |parts: &[Vec<Span<'_>>]| parts.iter().flatten().map(Span::width).sum::<usize>();
    while parts.len() > 1 && width_of(&parts) + 1 > width {
        parts.remove(0);
    }
    let mut spans: Vec<_> = parts.into_iter().flatten().collect();
    while spans.last().is_some_and(|span| span.content.trim().is_empty() || span.content.trim() == look.glyphs.bullet) {
        spans.pop();
    }
    spans.push(Span::raw(" "));
    Line::from(spans)
}

fn fit(line: Line<'static>, width: usize, look: &Look<'_>) -> Line<'static> {
    if line.width() <= width {
        return line;
    }
    let mut fitted = Line::default();
    let mut room = width.saturating_sub(1);
    for span in line.spans {
        if span.width() <= room {
            room -= span.width();
            fitted.push_span(span);
        } else {
            let cut = crate::text::columns(&span.content, 0, room).into_owned();
            fitted.push_span(Span::styled(cut, span.style));
            fitted.push_span(look.span(Role::Dim, look.glyphs.ellipsis));
            break;
        }
    }
    fitted
}

fn tab_words(model: &Model, screen: ScreenId, with_badge: bool) -> String {
    let badge = model.screens.badge(screen).filter(|_| with_badge);
    let badge = badge.map_or_else(String::new, |badge| format!(" {}", Safe::line(&badge)));
    format!(" {} {}{badge} ", screen.digit(), screen.title())
}

/// The tabs with their places in the second header line.
fn tabs(model: &Model) -> Vec<(ScreenId, String, Rect)> {
    let header = Rooms::of(model.shared.size).header;
    let Some(row) = header.rows().nth(1) else { return Vec::new() };
    let width_of = |with_badge| {
        ScreenId::ALL.iter().map(|screen| crate::text::width(&tab_words(model, *screen, with_badge)) + 1).sum::<usize>()
    };
    let with_badge = width_of(true) <= usize::from(row.width);
    let only_digits = width_of(false) > usize::from(row.width);
    let mut x = row.x;
    let mut tabs = Vec::new();
    for screen in ScreenId::ALL.iter().copied() {
        let words = if only_digits && screen != model.current {
            format!(" {} ", screen.digit())
        } else {
            tab_words(model, screen, with_badge)
        };
        let width = (crate::text::width(&words) as u16).min(row.right().saturating_sub(x));
        tabs.push((screen, words, Rect { x, width, ..row }));
        x = x.saturating_add(width + 1).min(row.right());
    }
    tabs
}

fn draw_tabs(model: &Model, look: &Look<'_>, row: Rect, frame: &mut Frame<'_>) {
    let mut end = row.x;
    for (screen, words, area) in tabs(model) {
        let role = if screen == model.current { Role::Title } else { Role::Dim };
        frame.render_widget(Line::from(look.span(role, words)), area);
        end = area.right();
    }
    if let Some((name, done, of)) = &model.shared.facts.progress {
        let cells = if *of == 0 { 0 } else { (done * 7 / of).min(7) };
        let bar = look.glyphs.done.repeat(cells) + &look.glyphs.to_do.repeat(7 - cells);
        let count = if *of == 0 { format!("{done}") } else { format!("{done}/{of}") };
        let line = Line::from(vec![look.span(Role::Info, bar), look.span(Role::Dim, format!(" {name} {count} "))]);
        let width = line.width() as u16;
        if end + width < row.right() {
            frame.render_widget(line, Rect { x: row.right() - width, width, ..row });
        }
    }
}

/// The screen whose tab was clicked.
pub(super) fn clicked(model: &Model, mouse: Mouse) -> Option<ScreenId> {
    tabs(model).into_iter().find(|(_, _, area)| mouse.is_in(*area)).map(|(screen, ..)| screen)
}
