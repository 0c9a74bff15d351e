//! Draws the model. No I/O, no change.

use ratatui::{Frame, buffer::Buffer, layout::Rect};

use super::{footer, header, model::Model, overlays, theme::Role};

/// Draws everything.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    let look = model.look();
    let whole = frame.area();
    // A frame of another size than the model knows is about to be followed by a message that says so.
    if (whole.width, whole.height) != model.shared.size || whole.is_empty() {
        return;
    }
    frame.buffer_mut().set_style(whole, look.style(Role::Text));
    header::draw(model, &look, frame);
    if !model.shared.body.is_empty() {
        model.screens.view(model.current, &look, &model.shared, model.shared.body, frame);
    }
    footer::draw(model, &look, frame);
    let room = Rect { height: whole.height.saturating_sub(1).max(1), ..whole };
    for overlay in &model.overlays {
        overlays::draw(overlay, &look, room, frame);
    }
    if look.glyphs.ascii {
        to_ascii(frame.buffer_mut());
    }
    if let Some(position) = model.overlays.last().and_then(|top| overlays::cursor(top, room, look.plain)) {
        frame.set_cursor_position(position);
    }
}

/// Replaces what tminus itself draws beyond ASCII: marks of cut text are made where nobody knows of glyphs. What others
/// wrote stays as they wrote it.
fn to_ascii(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let ascii = match cell.symbol() {
            "…" => "~",
            "·" => ".",
            "→" => ">",
            "↑" => "^",
            "↓" => "v",
            "│" => "|",
            "−" | "─" => "-",
            _ => continue,
        };
        cell.set_symbol(ascii);
    }
}
