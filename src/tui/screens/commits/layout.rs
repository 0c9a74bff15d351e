//! Where the parts of the Commits screen are: known to drawing, to clicks, and to how many rows fit.

use ratatui::layout::Rect;

use super::model::Pane;
use crate::tui::look::panel_inside;

/// From how many columns on the diff stands beside the list.
const WIDE: u16 = 100;

/// The parts of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts {
    /// The list with its frame.
    pub(super) list: Rect,
    /// Where its rows are.
    pub(super) rows: Rect,
    /// The line that parts rows and factors; its frame included.
    pub(super) rule: Option<Rect>,
    /// Where the factors are.
    pub(super) why: Rect,
    /// The diff with its frame, where it stands beside the list.
    pub(super) diff: Option<Rect>,
}

impl Parts {
    /// The parts of a screen that fills `body`.
    pub(super) fn of(body: Rect, plain: bool) -> Self {
        let (list, diff) = if body.width >= WIDE && !plain {
            let width = (body.width * 12 / 25).clamp(48, 100);
            (Rect { width, ..body }, Some(Rect { x: body.x + width, width: body.width - width, ..body }))
        } else {
            (body, None)
        };
        let inside = panel_inside(list, plain);
        let factors = match inside.height {
            0..10 => 0,
            10..16 => 2,
            16..24 => 3,
            _ => 6,
        };
        if factors == 0 {
            return Self { list, rows: inside, rule: None, why: Rect::default(), diff };
        }
        let rows = Rect { height: inside.height - factors - 1, ..inside };
        let rule = Rect { x: list.x, y: rows.bottom(), width: list.width, height: 1 };
        let why = Rect { y: rule.bottom(), height: factors, ..inside };
        Self { list, rows, rule: Some(rule), why, diff }
    }

    /// Whether the list is seen when `pane` has the focus.
    pub(super) fn shows_list(&self, pane: Pane) -> bool {
        self.diff.is_some() || pane == Pane::List
    }

    /// Whether the diff is seen when `pane` has the focus.
    pub(super) fn shows_diff(&self, pane: Pane) -> bool {
        self.diff.is_some() || pane == Pane::Diff
    }

    /// Where the diff is drawn when it is.
    pub(super) fn diff_area(&self) -> Rect {
        self.diff.unwrap_or(self.list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stay_within_the_screen_and_apart_at_every_size() {
        for width in 0..=130 {
            for height in 0..=40 {
                for plain in [false, true] {
                    let body = Rect { x: 0, y: 2, width, height };
                    let parts = Parts::of(body, plain);
                    for part in [parts.list, parts.rows, parts.why, parts.rule.unwrap_or_default()] {
                        assert!(part.is_empty() || body.union(part) == body, "{width}x{height} {part:?}");
                    }
                    assert!(parts.rows.intersection(parts.why).is_empty());
                    if let Some(diff) = parts.diff {
                        assert!(parts.list.intersection(diff).is_empty() && body.union(diff) == body);
                    }
                }
            }
        }
    }

    #[test]
    fn the_diff_stands_beside_the_list_where_there_is_room() {
        let body = |width| Rect { x: 0, y: 2, width, height: 20 };
        assert!(Parts::of(body(99), false).diff.is_none());
        assert!(Parts::of(body(100), false).diff.is_some());
        assert!(Parts::of(body(100), true).diff.is_none());
    }
}
