//! The text of a dialog: wrapped, never cut, for it says exactly what will be done. What is longer than the room scrolls.

use ratatui::layout::Rect;

use super::{Ask, Asked};
use crate::{
    text::{self, Safe},
    tui::look::panel_inside,
};

/// The rows of a text that are seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// The rows.
    pub(super) rows: Vec<Safe>,
    /// How many rows are below.
    pub(super) below: usize,
}

/// All rows of a text in a dialog of this inner width.
pub(super) fn rows(text: &[String], width: usize) -> Vec<Safe> {
    text.iter().flat_map(|line| text::wrap(&Safe::line(line), width.saturating_sub(2))).collect()
}

/// Rows that the answer takes below the text, the empty one between them included.
pub(super) const fn reserve(asked: &Asked) -> usize {
    match asked.ask {
        Ask::TypeToConfirm { .. } => 3,
        _ => 2,
    }
}

/// What is seen of the text inside a dialog.
pub(super) fn seen(asked: &Asked, text: &[String], width: usize, height: usize) -> Seen {
    let rows = rows(text, width);
    let room = height.saturating_sub(reserve(asked));
    let first = asked.first.min(rows.len().saturating_sub(room));
    let below = rows.len().saturating_sub(first + room);
    Seen { rows: rows.into_iter().skip(first).take(room).collect(), below }
}

/// The row of the answer inside `area`, from its inside's top.
pub(super) fn answer_row(asked: &Asked, text: &[String], area: Rect, plain: bool) -> u16 {
    let inside = panel_inside(area, plain);
    seen(asked, text, usize::from(inside.width), usize::from(inside.height)).rows.len() as u16 + 1
}
