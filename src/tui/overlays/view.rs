//! Draws what lies over the screen, and finds what a click on it means.

use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
    widgets::Clear,
};

use super::{Ask, Asked, Heard, Overlay, dialog, help::HelpLine};
use crate::{
    text::Safe,
    tui::{
        look::Look,
        motion,
        msg::{Mouse, MouseAct},
        theme::Role,
    },
};

/// Draws an overlay over `room`, which is the whole terminal but the footer.
pub fn draw(overlay: &Overlay, look: &Look<'_>, room: Rect, frame: &mut Frame<'_>) {
    let area = area_of(overlay, room);
    if area.is_empty() {
        return;
    }
    frame.render_widget(Clear, area);
    let note = Line::from(look.span(Role::Dim, "esc"));
    let inside = look.panel(frame, area, Line::from(title_of(overlay)), note, true);
    let lines = lines_of(overlay, look, inside);
    for (row, line) in inside.rows().zip(lines) {
        frame.render_widget(line, row);
    }
}

/// Where the terminal's cursor stands, if something is typed into.
pub fn cursor(overlay: &Overlay, room: Rect, plain: bool) -> Option<Position> {
    let inside = crate::tui::look::panel_inside(area_of(overlay, room), plain);
    let (row, column) = match overlay {
        Overlay::Palette(palette) => (0, 2 + palette.input.columns_before()),
        Overlay::Asked(asked) => match &asked.ask {
            Ask::Prompt { .. } => (0, 2 + asked.input.columns_before()),
            Ask::TypeToConfirm { text, .. } => {
                (dialog::answer_row(asked, text, area_of(overlay, room), plain) + 1, 2 + asked.input.columns_before())
            }
            _ => return None,
        },
        Overlay::Help(_) => return None,
    };
    let column = u16::try_from(column).unwrap_or(u16::MAX).min(inside.width.saturating_sub(1));
    (row < inside.height).then_some(Position { x: inside.x + column, y: inside.y + row })
}

fn title_of(overlay: &Overlay) -> String {
    let title = match overlay {
        Overlay::Help(_) => "Keys",
        Overlay::Palette(_) => "Commands",
        Overlay::Asked(asked) => match &asked.ask {
            Ask::Confirm { title, .. }
            | Ask::TypeToConfirm { title, .. }
            | Ask::Prompt { title, .. }
            | Ask::Menu { title, .. }
            | Ask::Page { title, .. } => title,
        },
    };
    Safe::line(title).as_str().to_owned()
}

/// How much room an overlay takes: as much as it has to say, in the middle.
fn area_of(overlay: &Overlay, room: Rect) -> Rect {
    let (width, height) = match overlay {
        Overlay::Help(help) => (76, help.lines.len() + 2),
        Overlay::Palette(_) => (76, 18),
        Overlay::Asked(asked) => match &asked.ask {
            Ask::Confirm { title, text, .. } | Ask::TypeToConfirm { title, text, .. } => {
                let width = widest(title, text).max(40);
                let inside = (width + 2).min(usize::from(room.width).saturating_sub(2));
                (width, dialog::rows(text, inside).len() + dialog::reserve(asked) + 2)
            }
            Ask::Prompt { title, hint, .. } => (widest(title, std::slice::from_ref(hint)).max(60), 4),
            Ask::Menu { title, items, .. } => {
                let rows: Vec<String> =
                    items.iter().map(|item| format!("     {}  {}", item.label, item.detail)).collect();
                (widest(title, &rows).max(30), items.len() + 2)
            }
            Ask::Page { .. } => (100, usize::MAX),
        },
    };
    let width = u16::try_from(width + 4).unwrap_or(u16::MAX).min(room.width);
    let height = u16::try_from(height).unwrap_or(u16::MAX).min(room.height);
    let at_top = matches!(overlay, Overlay::Palette(_));
    let top = if at_top { (room.height - height).min(2) } else { (room.height - height) / 2 };
    Rect { x: room.x + (room.width - width) / 2, y: room.y + top, width, height }
}

fn widest(title: &str, lines: &[String]) -> usize {
    lines.iter().map(|line| Safe::line(line).width()).chain([Safe::line(title).width() + 8]).max().unwrap_or(0)
}

fn lines_of(overlay: &Overlay, look: &Look<'_>, inside: Rect) -> Vec<Line<'static>> {
    let width = usize::from(inside.width);
    let height = usize::from(inside.height);
    match overlay {
        Overlay::Help(help) => {
            let first = help.first.min(help.lines.len().saturating_sub(height));
            help.lines.iter().skip(first).take(height).map(|line| help_line(line, look, width)).collect()
        }
        Overlay::Palette(palette) => {
            let mut lines = vec![typed_line(palette.input.text(), look), Line::default()];
            let rows = height.saturating_sub(2);
            let first = motion::scrolled(0, palette.cursor, palette.shown().len(), rows);
            for (index, entry) in palette.shown().enumerate().skip(first).take(rows) {
                let keys = Safe::line(&entry.keys);
                let left = width.saturating_sub(keys.width() + 3);
                let words = Safe::line(&format!("{}  {}", entry.words, entry.name)).pad_end(left);
                let row = format!(" {words} {} ", keys.as_str());
                lines.push(chosen(row, index == palette.cursor, look));
            }
            if palette.shown().len() == 0 {
                lines.push(Line::from(look.span(Role::Dim, " no action has such a name")));
            }
            lines
        }
        Overlay::Asked(asked) => asked_lines(asked, look, width, height),
    }
}

fn asked_lines(asked: &Asked, look: &Look<'_>, width: usize, height: usize) -> Vec<Line<'static>> {
    let said = |text: &[String]| -> Vec<Line<'static>> {
        let seen = dialog::seen(asked, text, width, height);
        let mut lines: Vec<_> = seen.rows.iter().map(|row| Line::from(format!(" {row}"))).collect();
        let below = if seen.below > 0 { format!(" {} {} more", look.glyphs.down, seen.below) } else { String::new() };
        lines.push(Line::from(look.span(Role::Dim, below)));
        lines
    };
    match &asked.ask {
        Ask::Confirm { text, yes, no, .. } => {
            let mut lines = said(text);
            let answer = |label: &str, here: bool| {
                let words = Safe::line(label);
                if here {
                    Span::styled(format!("[ {words} ]"), look.style(Role::Selection))
                } else {
                    Span::styled(format!("  {words}  "), look.style(Role::Text))
                }
            };
            lines.push(Line::from(vec![
                Span::raw(" "),
                answer(no, asked.cursor == 0),
                Span::raw("  "),
                answer(&yes.0, asked.cursor == 1),
            ]));
            lines
        }
        Ask::TypeToConfirm { text, expected, .. } => {
            let mut lines = said(text);
            let expected = Safe::line(expected);
            lines.push(Line::from(look.span(Role::Dim, format!(" type {expected} to go on, esc to leave it"))));
            lines.push(typed_line(asked.input.text(), look));
            lines
        }
        Ask::Prompt { hint, .. } => vec![
            typed_line(asked.input.text(), look),
            Line::from(look.span(Role::Dim, format!(" {}", Safe::line(hint).fit_end(width.saturating_sub(1))))),
        ],
        Ask::Menu { items, .. } => {
            let first = motion::scrolled(0, asked.cursor, items.len(), height);
            let widest = items.iter().map(|item| Safe::line(&item.label).width()).max().unwrap_or(0).min(width / 2);
            let shown = items.iter().enumerate().skip(first).take(height);
            shown
                .map(|(index, item)| {
                    let key = item.key.map_or(' ', |key| key);
                    let label = Safe::line(&item.label).pad_end(widest);
                    let row = Safe::line(&format!(" {key}  {label}  {}", item.detail)).pad_end(width);
                    chosen(row.as_str().to_owned(), index == asked.cursor, look)
                })
                .collect()
        }
        Ask::Page { lines, .. } => {
            let wrapped: Vec<Line<'static>> = lines.iter().flat_map(|line| page_line(line, look, width)).collect();
            let first = asked.first.min(wrapped.len().saturating_sub(height));
            wrapped.into_iter().skip(first).take(height).collect()
        }
    }
}

fn page_line(line: &str, look: &Look<'_>, width: usize) -> Vec<Line<'static>> {
    if let Some(heading) = line.strip_prefix("# ") {
        return vec![Line::from(look.foreign(Role::Heading, heading))];
    }
    let safe = Safe::line(line);
    let room = width.saturating_sub(1).max(1);
    let rows = safe.width().div_ceil(room).max(1);
    (0..rows).map(|row| Line::from(format!(" {}", safe.columns(row * room, room)))).collect()
}

fn help_line(line: &HelpLine, look: &Look<'_>, width: usize) -> Line<'static> {
    match line {
        HelpLine::Blank => Line::default(),
        HelpLine::Heading(text) => Line::from(look.span(Role::Heading, text.clone())),
        HelpLine::Action(keys, words, name) => {
            let shown: Vec<String> = keys.iter().map(|key| key.shown(look.glyphs.ascii)).collect();
            let keys = Safe::line(&shown.join(" ")).pad_end(16);
            // What an action does says more than its name where there is room for one alone.
            let name = Safe::line(if width < 72 { "" } else { name });
            let left = width.saturating_sub(name.width() + 20);
            let words = Safe::line(words).pad_end(left);
            Line::from(vec![
                look.span(Role::Key, format!(" {keys} ")),
                Span::styled(words.as_str().to_owned(), look.style(Role::Text)),
                look.span(Role::Dim, format!(" {name}")),
            ])
        }
    }
}

fn typed_line(text: &str, look: &Look<'_>) -> Line<'static> {
    Line::from(vec![look.span(Role::Accent, "> "), look.foreign(Role::Text, text)])
}

fn chosen(row: String, here: bool, look: &Look<'_>) -> Line<'static> {
    Line::from(Span::styled(row, look.style(if here { Role::Selection } else { Role::Text })))
}

/// What the mouse does to an overlay.
pub(super) fn mouse(overlay: &mut Overlay, mouse: Mouse, room: (u16, u16)) -> Heard {
    let room = Rect { x: 0, y: 0, width: room.0, height: room.1.saturating_sub(1) };
    let area = area_of(overlay, room);
    let step: isize = match mouse.act {
        MouseAct::ScrollUp => -3,
        MouseAct::ScrollDown => 3,
        MouseAct::Drag => return Heard::Consumed,
        MouseAct::Click if mouse.is_in(area) => return click(overlay, mouse, area),
        MouseAct::Click => return Heard::Close,
    };
    match overlay {
        Overlay::Help(help) => {
            help.first = help.first.saturating_add_signed(step).min(help.lines.len().saturating_sub(1));
        }
        Overlay::Palette(palette) => {
            let last = palette.shown().len().saturating_sub(1);
            palette.cursor = palette.cursor.saturating_add_signed(step.signum()).min(last);
        }
        Overlay::Asked(asked) => match &asked.ask {
            Ask::Menu { items, .. } => {
                asked.cursor = asked.cursor.saturating_add_signed(step.signum()).min(items.len().saturating_sub(1));
            }
            Ask::Page { lines, .. } => {
                asked.first = asked.first.saturating_add_signed(step).min(lines.len().saturating_sub(1));
            }
            Ask::Confirm { .. } | Ask::TypeToConfirm { .. } => asked.first = asked.first.saturating_add_signed(step),
            Ask::Prompt { .. } => {}
        },
    }
    Heard::Consumed
}

fn click(overlay: &mut Overlay, mouse: Mouse, area: Rect) -> Heard {
    let inside = area.inner(ratatui::layout::Margin::new(1, 1));
    if !mouse.is_in(inside) {
        return Heard::Consumed;
    }
    let row = usize::from(mouse.row - inside.y);
    let height = usize::from(inside.height);
    match overlay {
        Overlay::Palette(palette) if row >= 2 => {
            let first = motion::scrolled(0, palette.cursor, palette.shown().len(), height.saturating_sub(2));
            let action = palette.shown().nth(first + row - 2).map(|entry| entry.action.clone());
            action.map_or(Heard::Consumed, Heard::Do)
        }
        Overlay::Asked(asked) => match &asked.ask {
            Ask::Menu { items, .. } => {
                let first = motion::scrolled(0, asked.cursor, items.len(), height);
                items.get(first + row).map_or(Heard::Consumed, |item| Heard::Do(item.action.clone()))
            }
            Ask::Confirm { no, yes, text, .. } if row == usize::from(dialog::answer_row(asked, text, area, false)) => {
                let no_ends = inside.x + Safe::line(no).width() as u16 + 6;
                let yes_ends = no_ends + Safe::line(&yes.0).width() as u16 + 6;
                match mouse.column {
                    column if column < no_ends => Heard::Close,
                    column if column < yes_ends => Heard::Do(yes.1.clone()),
                    _ => Heard::Consumed,
                }
            }
            _ => Heard::Consumed,
        },
        _ => Heard::Consumed,
    }
}
