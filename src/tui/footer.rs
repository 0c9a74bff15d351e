//! The line at the bottom: the keys that work here, now; or what there is to say.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Clear,
};

use super::{
    action::{Action, COCKPIT},
    look::Look,
    model::{Model, Rooms},
    msg::Mouse,
    screen::{Notice, Tone},
    theme::Role,
};
use crate::text::{self, Safe};

/// The most lines of a notice.
const LINES: usize = 4;

/// A hint: a key, a word, what it does, and where it stands.
struct Hint {
    key: String,
    words: String,
    action: Option<Action>,
    area: Rect,
}

/// Draws the footer.
pub(super) fn draw(model: &Model, look: &Look<'_>, frame: &mut Frame<'_>) {
    let area = Rooms::of(model.shared.size).footer;
    if area.is_empty() {
        return;
    }
    if let Some(notice) = shown(model) {
        draw_notice(notice, model, look, frame);
        return;
    }
    for hint in hints(model) {
        let line = Line::from(vec![look.span(Role::Key, hint.key), Span::raw(" "), look.span(Role::Dim, hint.words)]);
        frame.render_widget(line, hint.area);
    }
}

/// A notice is read whole: what is longer than the line takes lines of the screen above it, for as long as it stays.
fn draw_notice(notice: &Notice, model: &Model, look: &Look<'_>, frame: &mut Frame<'_>) {
    let (role, mark) = match notice.tone {
        Tone::Done => (Role::Ok, look.glyphs.check),
        Tone::Hint => (Role::Text, look.glyphs.bullet),
        Tone::Error => (Role::Danger, look.glyphs.cross),
    };
    let text_role = if notice.tone == Tone::Error { Role::Danger } else { Role::Text };
    let lines = lines_of(notice, model.shared.size);
    let footer = Rooms::of(model.shared.size).footer;
    let top = footer.y + 1 - lines.len() as u16;
    let area = Rect { y: top, height: lines.len() as u16, ..footer };
    frame.render_widget(Clear, area);
    frame.buffer_mut().set_style(area, look.style(Role::Text));
    for (index, (row, text)) in area.rows().zip(lines).enumerate() {
        let mark = if index == 0 { look.span(role, format!(" {mark} ")) } else { Span::raw("   ") };
        frame.render_widget(Line::from(vec![mark, look.span(text_role, text.as_str())]), row);
    }
}

/// The lines of a notice on a terminal of this size: never more than half of the body.
fn lines_of(notice: &Notice, size: (u16, u16)) -> Vec<Safe> {
    let most = usize::from(Rooms::of(size).body.height / 2).clamp(1, LINES);
    let room = usize::from(size.0).saturating_sub(4);
    let mut lines = text::wrap(&Safe::line(&notice.text), room);
    if lines.len() > most {
        let rest: Safe = lines.drain(most - 1..).flat_map(|line| [line, Safe::literal(" ")]).collect();
        lines.push(rest.fit_end(room));
    }
    lines
}

/// Whether a notice covers more than its line: it then goes with the next key.
pub(super) fn is_long(notice: &Notice, size: (u16, u16)) -> bool {
    lines_of(notice, size).len() > 1
}

/// The notice, unless an overlay that it does not tell of wants its keys shown.
fn shown(model: &Model) -> Option<&Notice> {
    model.notice.as_ref().filter(|notice| model.overlays.is_empty() || notice.tone == Tone::Error)
}

/// The hints that fit: those of the focus from the left, those of the cockpit from the right.
fn hints(model: &Model) -> Vec<Hint> {
    let area = Rooms::of(model.shared.size).footer;
    let ascii = model.shared.ascii;
    if let Some(overlay) = model.overlays.last() {
        let named = |key: &str| if ascii { ascii_key(key) } else { key.to_owned() };
        let local = overlay.hints().into_iter().map(|(key, words)| (named(key), words, None)).collect();
        return place(area, local, Vec::new());
    }
    let focus = model.focus();
    let mut local = Vec::new();
    let mut global = Vec::new();
    for (named, keys) in model.keymap.heard(focus).filter(|(named, _)| model.is_available(&named.action)) {
        let (Some(words), Some(key)) = (named.hint, keys.first()) else { continue };
        let hint = (key.shown(ascii), words.to_owned(), Some(named.action.clone()));
        if named.context == COCKPIT { global.push(hint) } else { local.push(hint) }
    }
    place(area, local, global)
}

fn ascii_key(key: &str) -> String {
    key.replace('↑', "up").replace('↓', "down")
}

type Unplaced = (String, String, Option<Action>);

fn place(area: Rect, local: Vec<Unplaced>, global: Vec<Unplaced>) -> Vec<Hint> {
    let width_of = |hint: &Unplaced| (text::width(&hint.0) + text::width(&hint.1) + 1) as u16;
    let mut placed = Vec::new();
    // Help keeps its place, for it leads to all others.
    let mut right = area.right().saturating_sub(1);
    let spare = area.width / 2;
    let mut taken = 0;
    let fitting = global.into_iter().take_while(|hint| {
        taken += width_of(hint) + 2;
        taken <= spare
    });
    for hint in fitting.collect::<Vec<_>>().into_iter().rev() {
        let width = width_of(&hint);
        right = right.saturating_sub(width);
        placed.push(Hint { key: hint.0, words: hint.1, action: hint.2, area: Rect { x: right, width, ..area } });
        right = right.saturating_sub(2);
    }
    let mut x = area.x + 1;
    for hint in local {
        let width = width_of(&hint);
        if x + width > right {
            break;
        }
        placed.push(Hint { key: hint.0, words: hint.1, action: hint.2, area: Rect { x, width, ..area } });
        x += width + 2;
    }
    placed
}

/// The action whose hint was clicked.
pub(super) fn clicked(model: &Model, mouse: Mouse) -> Option<Action> {
    if shown(model).is_some() {
        return None;
    }
    hints(model).into_iter().find(|hint| mouse.is_in(hint.area)).and_then(|hint| hint.action)
}
