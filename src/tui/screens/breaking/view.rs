//! Draws the Breaking screen.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{
    detail::{Piece, Told, page, role_of},
    layout::Parts,
    list::{Order, Row},
    model::{BreakingScreen, Pane, State, Writing},
    work::{Found, Item, Maker},
};
use crate::{
    breaking::Certainty,
    text::{self, Safe},
    tui::{look::Look, shared::Shared, theme::Role, widgets::editor},
};

/// Draws it into `area`.
pub(super) fn view(screen: &BreakingScreen, look: &Look<'_>, shared: &Shared, area: Rect, frame: &mut Frame<'_>) {
    let parts = Parts::of(area, look.plain, screen.rows.len(), screen.pane);
    if !parts.sum.is_empty() {
        frame.render_widget(sum(screen, look, usize::from(parts.sum.width)), parts.sum);
    }
    if !parts.panes.list.is_empty() {
        list(screen, look, &parts, frame);
    }
    if !parts.panes.detail.is_empty() {
        match &screen.writing {
            Some(writing) => draw_writing(writing, look, parts.panes.detail, frame),
            None => detail(screen, look, shared, &parts, frame),
        }
    }
}

/// What all of it comes to: how many of which, and the version that they ask for.
fn sum(screen: &BreakingScreen, look: &Look<'_>, width: usize) -> Line<'static> {
    let Some(found) = &screen.found else { return Line::default() };
    let mut line = Line::from(Span::raw(" "));
    let mut room = width.saturating_sub(1);
    for (role, words) in summed(found) {
        let dot = if line.spans.len() > 1 { format!(" {} ", look.glyphs.bullet) } else { String::new() };
        let wanted = text::width(&dot) + text::width(&words);
        if wanted > room {
            break;
        }
        room -= wanted;
        line.push_span(look.span(Role::Dim, dot));
        line.push_span(look.foreign(role, &words));
    }
    line
}

fn summed(found: &Found) -> Vec<(Role, String)> {
    let counting = |certainty| {
        let of = |item: &&Item| item.finding.counts() && item.finding.certainty == certainty;
        found.items.iter().filter(of).count()
    };
    let (definite, likely) = (counting(Certainty::Definite), counting(Certainty::Likely));
    let with = |is: fn(&Item) -> bool| found.items.iter().filter(|item| is(item)).count();
    let mut parts = vec![match definite + likely {
        0 => (Role::Text, "nothing that counts".to_owned()),
        _ => (Role::Danger, format!("{definite} definite, {likely} likely")),
    }];
    let next = found.next.as_ref().filter(|(_, bump)| bump != "none");
    if let Some((next, bump)) = next {
        parts.push((Role::Accent, format!("asks for {next} {bump}")));
    }
    if let (Some((by_word, how)), Some((next, _))) = (&found.by_word, next)
        && by_word != next
    {
        let words =
            if how == "none" { "commits alone for none".to_owned() } else { format!("commits alone for {by_word}") };
        parts.push((Role::Warn, words));
    }
    let counted = [
        (Role::Warn, with(Item::is_undeclared), "not declared"),
        (Role::Dim, with(|item| item.finding.certainty == Certainty::Possible), "only possible"),
        (Role::Dim, with(|item| item.finding.is_dismissed()), "dismissed"),
    ];
    parts.extend(
        counted
            .into_iter()
            .filter(|(_, count, _)| *count > 0)
            .map(|(role, count, what)| (role, format!("{count} {what}"))),
    );
    parts
}

fn list(screen: &BreakingScreen, look: &Look<'_>, parts: &Parts, frame: &mut Frame<'_>) {
    let has_focus = screen.pane == Pane::List;
    look.panel(frame, parts.panes.list, title(screen, look), note(screen, look), has_focus);
    let Some(found) = screen.found.as_ref().filter(|_| !screen.rows.is_empty()) else {
        for (area, line) in parts.panes.rows.rows().zip(empty(screen, look, usize::from(parts.panes.rows.width))) {
            frame.render_widget(line, area);
        }
        return;
    };
    for (offset, area) in parts.panes.rows.rows().enumerate() {
        let index = screen.first + offset;
        let Some(row) = screen.rows.get(index) else { break };
        let cursor = (index == screen.cursor).then_some(has_focus);
        frame.render_widget(line_of(row, found, cursor, look, usize::from(area.width)), area);
    }
}

fn title(screen: &BreakingScreen, look: &Look<'_>) -> Line<'static> {
    let mut line = Line::from("Breaking");
    let filter = screen.filter.text();
    if !filter.is_empty() {
        line.push_span(Span::raw("  "));
        line.push_span(look.foreign(Role::Match, filter));
    }
    line
}

fn note(screen: &BreakingScreen, look: &Look<'_>) -> Line<'static> {
    let words = match &screen.state {
        State::Comparing => "comparing…",
        State::Failed(_) if screen.found.is_some() => "not up to date",
        _ if screen.order != Order::Package => screen.order.as_str(),
        _ => "",
    };
    Line::from(look.span(Role::Dim, words))
}

fn line_of(row: &Row, found: &Found, cursor: Option<bool>, look: &Look<'_>, width: usize) -> Line<'static> {
    let mark = if cursor.is_some() { look.glyphs.cursor } else { " " };
    let mut line = Line::from(look.span(Role::Accent, mark));
    let room = width.saturating_sub(1);
    match row {
        Row::Heading(words) => line.push_span(look.span(Role::Dim, Safe::line(words).fit_end(room).as_str())),
        Row::Finding(place) => {
            if let Some(item) = found.items.get(*place) {
                finding(item, look, room, &mut line);
            }
        }
        Row::Unshown(place) => {
            if let Some(maker) = found.unshown.get(*place) {
                unshown(maker, look, room, &mut line);
            }
        }
    }
    if let Some(has_focus) = cursor {
        line = line.patch_style(look.style(if has_focus { Role::Selection } else { Role::SelectionIdle }));
    }
    line
}

/// Marks, certainty, what breaks, and in what way where there is room.
fn finding(item: &Item, look: &Look<'_>, width: usize, line: &mut Line<'static>) {
    let finding = &item.finding;
    let (role, mark) = if finding.is_dismissed() {
        (Role::Dim, look.glyphs.cross)
    } else if finding.remark.acknowledged {
        (Role::Ok, look.glyphs.check)
    } else {
        (Role::Dim, " ")
    };
    line.push_span(look.span(role, mark));
    line.push_span(look.span(Role::Warn, if item.is_undeclared() { look.glyphs.warning } else { " " }));
    let certainty = if width < 44 { &finding.certainty.as_str()[..3] } else { finding.certainty.as_str() };
    let role = if finding.is_dismissed() { Role::Dim } else { role_of(finding.certainty) };
    let column = if width < 44 { 3 } else { 8 };
    line.push_span(look.span(role, format!(" {certainty:<column$} ")));
    let room = width.saturating_sub(2 + column + 2);
    let way = finding.rule.rsplit('/').next().unwrap_or_default();
    let way_width = if room >= 48 { text::width(way).min(room / 2) } else { 0 };
    let symbol_room = if way_width > 0 { room - way_width - 2 } else { room };
    let symbol = shortened(&finding.symbol, symbol_room);
    let role = if finding.is_dismissed() { Role::Dim } else { Role::Text };
    line.push_span(look.foreign(role, symbol.pad_end(symbol_room).as_str()));
    if way_width > 0 {
        line.push_span(Span::raw("  "));
        line.push_span(look.foreign(Role::Dim, Safe::line(way).fit_end(way_width).as_str()));
    }
}

/// A name that is too long loses its first parts: the last ones tell most.
fn shortened(symbol: &str, columns: usize) -> Safe {
    let whole = Safe::line(symbol);
    let mut rest = symbol;
    while text::width(rest) > columns {
        let Some(at) = rest.find(['.', ':', '/', '#']) else { break };
        rest = rest[at..].trim_start_matches(['.', ':', '/', '#']);
    }
    if rest.is_empty() || text::width(rest) > columns { whole.fit_middle(columns) } else { Safe::line(rest) }
}

fn unshown(maker: &Maker, look: &Look<'_>, width: usize, line: &mut Line<'static>) {
    line.push_span(look.span(Role::Dim, format!("   {}  ", maker.id.short())));
    let room = width.saturating_sub(12);
    line.push_span(look.foreign(Role::Text, Safe::line(&maker.subject).fit_end(room).as_str()));
}

/// What stands where there are no rows: what is going on, and what helps.
fn empty(screen: &BreakingScreen, look: &Look<'_>, width: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut say = |role, words: &str| {
        for row in text::wrap(&Safe::line(words), width.saturating_sub(2)) {
            lines.push(Line::from(look.foreign(role, &format!(" {row}"))));
        }
    };
    match (&screen.state, &screen.found) {
        (State::Failed(failure), None) => {
            say(Role::Danger, &failure.message);
            say(Role::Dim, "r looks again");
        }
        (_, None) => {
            say(Role::Text, "comparing the sources at both ends of the range…");
            say(Role::Dim, "only what changed is read; nothing is built or run");
        }
        (_, Some(found)) if !found.items.is_empty() => {
            say(Role::Text, "no finding passes the filter");
            say(Role::Dim, "esc shows all, / changes it");
        }
        (_, Some(found)) => {
            say(Role::Ok, "nothing was found to break");
            for sentence in super::asks::sentences(found) {
                say(Role::Dim, &sentence);
            }
            say(Role::Dim, "! tells all that was compared and what was not");
        }
    }
    lines
}

fn detail(screen: &BreakingScreen, look: &Look<'_>, shared: &Shared, parts: &Parts, frame: &mut Frame<'_>) {
    let has_focus = screen.pane == Pane::Detail;
    let lines = page(screen, usize::from(parts.panes.lines.width), parts.panes.is_beside(), shared.now);
    let below = lines.len().saturating_sub(screen.scroll + usize::from(parts.panes.lines.height));
    let note = if below > 0 { format!("{} {below} more", look.glyphs.down) } else { String::new() };
    let room = usize::from(parts.panes.detail.width).saturating_sub(20);
    let title = match (screen.current(), screen.unshown()) {
        (Some(item), _) => shortened(&item.finding.symbol, room),
        (None, Some(maker)) => Safe::line(&maker.id.short()),
        (None, None) => Safe::literal("What was compared"),
    };
    look.panel(
        frame,
        parts.panes.detail,
        Line::from(title.to_string()),
        Line::from(look.span(Role::Dim, note)),
        has_focus,
    );
    for (area, told) in parts.panes.lines.rows().zip(lines.iter().skip(screen.scroll)) {
        frame.render_widget(drawn(told, look), area);
    }
}

fn drawn(told: &Told, look: &Look<'_>) -> Line<'static> {
    let mut line = Line::default();
    for piece in told {
        match piece {
            Piece::Words(role, words) => line.push_span(look.span(*role, words)),
            Piece::Code(row) => line.spans.extend(row.spans(look)),
            Piece::Blank(columns) => line.push_span(Span::raw(" ".repeat(*columns))),
        }
    }
    line
}

fn draw_writing(writing: &Writing, look: &Look<'_>, area: Rect, frame: &mut Frame<'_>) {
    let room = usize::from(area.width).saturating_sub(24);
    let title = format!("How users move on: {}", shortened(&writing.finding.symbol, room));
    let note = Line::from(look.span(Role::Dim, "esc keeps it"));
    let inside = look.panel(frame, area, Line::from(title), note, true);
    editor::draw(&writing.editor, look, true, &|_| None, inside, frame);
}
