//! Where the parts of the Breaking screen are: known to drawing, to clicks, and to how many rows fit.

use ratatui::layout::Rect;

use super::model::Pane;
use crate::tui::look::panel_inside;

/// From how many columns on the finding stands beside the list.
const WIDE: u16 = 100;
/// From how many rows on it stands under the list.
const TALL: u16 = 15;
/// From how many rows on there is a line that says what all of it comes to.
const SUMMED: u16 = 10;
/// The parts of the screen. Where there is room for one alone, it is the one with the focus.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// What all of it comes to; empty where there is no room.
    pub(super) sum: Rect,
    /// The list with its frame; empty where it is not seen.
    pub(super) list: Rect,
    /// Where its rows are.
    pub(super) rows: Rect,
    /// The finding with its frame; empty where it is not seen.
    pub(super) detail: Rect,
    /// Where its lines are.
    pub(super) lines: Rect,
}

impl Parts {
    /// The parts of a screen that fills `body`, for this many rows.
    pub(super) fn of(body: Rect, plain: bool, n_rows: usize, focus: Pane) -> Self {
        let sum = Rect { height: u16::from(body.height >= SUMMED), ..body };
        let body = Rect { y: body.y + sum.height, height: body.height - sum.height, ..body };
        let nothing = Rect { width: 0, height: 0, ..body };
        let (list, detail) = if body.width >= WIDE {
            let width = (body.width * 2 / 5).clamp(40, 80);
            (Rect { width, ..body }, Rect { x: body.x + width, width: body.width - width, ..body })
        } else if body.height >= TALL {
            let wanted = u16::try_from(n_rows).unwrap_or(u16::MAX).saturating_add(2);
            let height = wanted.clamp(4, body.height * 2 / 5);
            (Rect { height, ..body }, Rect { y: body.y + height, height: body.height - height, ..body })
        } else if focus == Pane::List {
            (body, nothing)
        } else {
            (nothing, body)
        };
        let inside = |area: Rect| if area.is_empty() { area } else { panel_inside(area, plain) };
        Self { sum, list, rows: inside(list), detail, lines: inside(detail) }
    }

    /// Whether before and after stand side by side.
    pub(super) const fn is_beside(&self) -> bool {
        self.list.width > 0 && self.detail.x > self.list.x
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stay_within_the_screen_and_apart_at_every_size() {
        for width in 0..=130 {
            for height in 0..=40 {
                for (plain, focus) in [(false, Pane::List), (true, Pane::Detail)] {
                    let body = Rect { x: 0, y: 2, width, height };
                    let parts = Parts::of(body, plain, 9, focus);
                    for part in [parts.sum, parts.list, parts.rows, parts.detail, parts.lines] {
                        assert!(part.is_empty() || body.union(part) == body, "{width}x{height} {part:?}");
                    }
                    assert!(parts.list.intersection(parts.detail).is_empty());
                    assert!(parts.sum.intersection(parts.list).is_empty());
                }
            }
        }
    }
}
