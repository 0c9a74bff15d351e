//! The two lines on top: what is released, how it stands; the screens, and what is going on.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{
    action::{Action, CockpitAction},
    look::Look,
    model::{Model, Rooms},
    msg::Mouse,
    screens::{ScreenAction, ScreenId, commits},
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
    let (left, right) = first_line(facts, look, usize::from(row.width));
    let right_width = (right.width() as u16).min(row.width);
    frame.render_widget(fit(left, usize::from(row.width - right_width), look), row);
    frame.render_widget(right, Rect { x: row.right() - right_width, width: right_width, ..row });
}

/// What stands on the left and on the right of the first line.
fn first_line(facts: &Facts, look: &Look<'_>, width: usize) -> (Line<'static>, Line<'static>) {
    let fitting = |kept: &Kept| {
        let (left, right) = (release(facts, look, kept), standing(facts, look, kept));
        let fits = left.width() + usize::from(right.width() > 0) + right.width() <= width;
        (left, right, fits)
    };
    let mut kept = Kept::default();
    let mut line = fitting(&kept);
    for leave in Kept::LEAVING {
        if line.2 {
            break;
        }
        leave(&mut kept);
        line = fitting(&kept);
    }
    (line.0, line.1)
}

/// What of the first line there is room for.
#[derive(Debug, Clone, Copy)]
struct Kept {
    commits: bool,
    program: bool,
    breaking: bool,
    /// Columns for the repository's name.
    name: usize,
    bump: bool,
    level: bool,
    from: bool,
    risk: bool,
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            commits: true,
            program: true,
            breaking: true,
            name: usize::MAX,
            bump: true,
            level: true,
            from: true,
            risk: true,
        }
    }
}

impl Kept {
    /// What leaves, one after the other, until the rest fits. The tabs tell the counts, and who opened the program knows its
    /// name and the repository's; where to and how far it is stays to the end.
    const LEAVING: [fn(&mut Self); 10] = [
        |kept| kept.commits = false,
        |kept| kept.program = false,
        |kept| kept.name = 20,
        |kept| kept.breaking = false,
        |kept| kept.name = 12,
        |kept| kept.level = false,
        |kept| kept.name = 0,
        |kept| kept.bump = false,
        |kept| kept.from = false,
        |kept| kept.risk = false,
    ];
}

/// Repository, range, next version.
fn release(facts: &Facts, look: &Look<'_>, kept: &Kept) -> Line<'static> {
    let mut line = Line::from(Span::raw(" "));
    if kept.program {
        line.push_span(look.span(Role::Title, "tminus"));
        line.push_span(Span::raw("  "));
    }
    if kept.name > 0 {
        let name = Safe::line(facts.repository.as_deref().unwrap_or("")).fit_middle(kept.name);
        line.push_span(look.foreign(Role::Text, &name));
    }
    let Some((from, to)) = &facts.range else { return line };
    if line.width() > 1 {
        line.push_span(Span::raw("   "));
    }
    let words = standstill(facts);
    if kept.from || words.is_some() {
        line.push_span(look.foreign(Role::Text, from.as_deref().unwrap_or("the beginning")));
    }
    if let Some(words) = words {
        line.push_span(look.span(Role::Dim, format!("   {words}")));
        return line;
    }
    let arrow = look.glyphs.arrow;
    line.push_span(look.span(Role::Dim, if kept.from { format!(" {arrow} ") } else { format!("{arrow} ") }));
    let bump = |bump: &str| if kept.bump { format!(" {bump}") } else { String::new() };
    match &facts.next {
        Some((version, how)) if to == "HEAD" => {
            line.push_span(look.foreign(Role::Accent, version));
            line.push_span(look.foreign(Role::Dim, &bump(how)));
        }
        Some((version, how)) => {
            line.push_span(look.foreign(Role::Text, to));
            line.push_span(look.span(Role::Dim, " as "));
            line.push_span(look.foreign(Role::Accent, version));
            line.push_span(look.foreign(Role::Dim, &bump(how)));
        }
        None => line.push_span(look.foreign(Role::Text, to)),
    }
    line
}

/// Why there is no next version, where there is none.
fn standstill(facts: &Facts) -> Option<&'static str> {
    if facts.is_nothing_to_release() {
        return Some("nothing to release");
    }
    facts.next.as_ref().filter(|(_, bump)| bump == "none" && facts.commits.is_some()).map(|_| "no new version")
}

/// Counts, risk, gates.
fn standing(facts: &Facts, look: &Look<'_>, kept: &Kept) -> Line<'static> {
    // Where nothing is released, neither risk nor gates answer a question that anyone has.
    if facts.is_nothing_to_release() {
        return Line::from(look.span(Role::Dim, "0 commits "));
    }
    let mut counts: Vec<Span<'static>> = Vec::new();
    if let Some(commits) = facts.commits.filter(|_| kept.commits) {
        let noun = if commits == 1 { "commit" } else { "commits" };
        counts.push(look.span(Role::Text, format!("{commits} {noun}")));
    }
    if let Some(breaking) = facts.breaking.filter(|_| kept.breaking) {
        let role = if breaking > 0 { Role::Danger } else { Role::Dim };
        counts.push(look.span(role, format!("{breaking} breaking")));
    }
    if let Some(risk) = facts.risk.filter(|_| kept.risk) {
        let level = Level::of(risk);
        let word = if kept.level { format!(" {}", level.as_str()) } else { String::new() };
        counts.push(look.span(Role::of_level(level), format!("risk {risk}{word}")));
    }
    let mut line = Line::default();
    for (index, count) in counts.into_iter().enumerate() {
        if index > 0 {
            line.push_span(look.span(Role::Dim, format!(" {} ", look.glyphs.bullet)));
        }
        line.push_span(count);
    }
    if let Some((left, verdict)) = &facts.gates {
        let role = match verdict.as_str() {
            "GO" => Role::Ok,
            "HOLD" => Role::Warn,
            _ => Role::Danger,
        };
        if line.width() > 0 {
            line.push_span(Span::raw("   "));
        }
        line.push_span(look.span(role, format!("T-{left} {verdict}")));
    }
    if line.width() > 0 {
        line.push_span(Span::raw(" "));
    }
    line
}

fn fit(line: Line<'static>, width: usize, look: &Look<'_>) -> Line<'static> {
    if line.width() <= width {
        return line;
    }
    if width == 0 {
        return Line::default();
    }
    let mut fitted = Line::default();
    let mut room = width - 1;
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
    // Where nothing is released, the counts of what was released a moment ago answer nothing.
    let has_badge = with_badge && !model.shared.facts.is_nothing_to_release();
    let badge = model.screens.badge(screen).filter(|_| has_badge);
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

/// What a click on the header means: a tab is its screen, the gates left are the poll, the risk is which commits carry it.
pub(super) fn clicked(model: &Model, mouse: Mouse) -> Option<Action> {
    if let Some((screen, ..)) = tabs(model).into_iter().find(|(_, _, area)| mouse.is_in(*area)) {
        return Some(Action::Cockpit(CockpitAction::Show(screen)));
    }
    let row = Rooms::of(model.shared.size).header.rows().next().filter(|row| mouse.is_in(*row))?;
    let (_, right) = first_line(&model.shared.facts, &model.look(), usize::from(row.width));
    let mut x = usize::from(row.right()).saturating_sub(right.width());
    let span = right.spans.iter().find(|span| {
        let begin = x;
        x += span.width();
        (begin..x).contains(&usize::from(mouse.column))
    })?;
    if span.content.starts_with("T-") {
        return Some(Action::Cockpit(CockpitAction::Show(ScreenId::Gates)));
    }
    let is_risk = span.content.starts_with("risk");
    is_risk.then_some(Action::Screen(ScreenAction::Commits(commits::Action::ReleaseRisk)))
}
