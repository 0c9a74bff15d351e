//! Where the parts of the Gates screen are: known to drawing, to clicks, and to how many rows fit.

use ratatui::layout::Rect;

use super::model::Pane;
use crate::tui::look::panel_inside;

/// From how many columns on the evidence stands beside the list.
const WIDE: u16 = 100;
/// From how many rows on it stands under the list.
const TALL: u16 = 15;

/// The parts of the screen. Where there is room for one alone, it is the one with the focus.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// The list with its frame; empty where it is not seen.
    pub(super) list: Rect,
    /// Where its rows are.
    pub(super) rows: Rect,
    /// The evidence with its frame; empty where it is not seen.
    pub(super) evidence: Rect,
    /// Where its lines are.
    pub(super) lines: Rect,
}

impl Parts {
    /// The parts of a screen that fills `body`, for this many gates.
    pub(super) fn of(body: Rect, plain: bool, gates: usize, focus: Pane) -> Self {
        let nothing = Rect { width: 0, height: 0, ..body };
        let (list, evidence) = if body.width >= WIDE {
            let width = (body.width * 11 / 25).min(70);
            (Rect { width, ..body }, Rect { x: body.x + width, width: body.width - width, ..body })
        } else if body.height >= TALL {
            let wanted = u16::try_from(gates).unwrap_or(u16::MAX).saturating_add(2);
            let height = wanted.clamp(5, body.height * 3 / 5);
            (Rect { height, ..body }, Rect { y: body.y + height, height: body.height - height, ..body })
        } else if focus == Pane::List {
            (body, nothing)
        } else {
            (nothing, body)
        };
        let inside = |area: Rect| if area.is_empty() { area } else { panel_inside(area, plain) };
        Self { list, rows: inside(list), evidence, lines: inside(evidence) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stay_within_the_screen_and_apart_at_every_size() {
        for width in 0..=130 {
            for height in 0..=40 {
                for (plain, focus) in [(false, Pane::List), (true, Pane::Evidence)] {
                    let body = Rect { x: 0, y: 2, width, height };
                    let parts = Parts::of(body, plain, 9, focus);
                    for part in [parts.list, parts.rows, parts.evidence, parts.lines] {
                        assert!(part.is_empty() || body.union(part) == body, "{width}x{height} {part:?}");
                    }
                    assert!(parts.list.intersection(parts.evidence).is_empty());
                }
            }
        }
    }
}
