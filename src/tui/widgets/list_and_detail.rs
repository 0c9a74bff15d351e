//! A list and what its row under the cursor is about: beside each other, one under the other, or the one with the focus, as there
//! is room. Known to drawing, to clicks, and to how many rows fit.

use ratatui::layout::Rect;

use crate::tui::look::panel_inside;

/// From how many columns on the detail stands beside the list.
const WIDE: u16 = 100;
/// From how many rows on it stands under the list.
const TALL: u16 = 15;

/// How much of the room the list takes.
#[derive(Debug, Clone, Copy)]
pub struct Share {
    /// Its columns, of so many.
    pub columns: fn(u16) -> u16,
    /// Its rows with their frame, of so many, where so many are wanted.
    pub rows: fn(wanted: u16, of: u16) -> u16,
}

/// Where both are. Where there is room for one alone, it is the one with the focus.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ListAndDetail {
    /// The list with its frame; empty where it is not seen.
    pub list: Rect,
    /// Where its rows are.
    pub rows: Rect,
    /// The detail with its frame; empty where it is not seen.
    pub detail: Rect,
    /// Where its lines are.
    pub lines: Rect,
}

impl ListAndDetail {
    /// Both within `area`, for a list of `n_rows`.
    pub fn of(area: Rect, plain: bool, n_rows: usize, share: Share, list_has_focus: bool) -> Self {
        let nothing = Rect { width: 0, height: 0, ..area };
        let (list, detail) = if area.width >= WIDE {
            let width = (share.columns)(area.width);
            (Rect { width, ..area }, Rect { x: area.x + width, width: area.width - width, ..area })
        } else if area.height >= TALL {
            let wanted = u16::try_from(n_rows).unwrap_or(u16::MAX).saturating_add(2);
            let height = (share.rows)(wanted, area.height);
            (Rect { height, ..area }, Rect { y: area.y + height, height: area.height - height, ..area })
        } else if list_has_focus {
            (area, nothing)
        } else {
            (nothing, area)
        };
        let inside = |area: Rect| if area.is_empty() { area } else { panel_inside(area, plain) };
        Self { list, rows: inside(list), detail, lines: inside(detail) }
    }

    /// Whether the detail stands beside the list.
    pub const fn is_beside(&self) -> bool {
        self.list.width > 0 && self.detail.x > self.list.x
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_stay_within_the_screen_and_apart_at_every_size() {
        let share = Share { columns: |of| of / 2, rows: |wanted, of| wanted.clamp(4, of * 3 / 5) };
        for width in 0..=130 {
            for height in 0..=40 {
                for (plain, list_has_focus) in [(false, true), (true, false)] {
                    let body = Rect { x: 0, y: 2, width, height };
                    let parts = ListAndDetail::of(body, plain, 9, share, list_has_focus);
                    for part in [parts.list, parts.rows, parts.detail, parts.lines] {
                        assert!(part.is_empty() || body.union(part) == body, "{width}x{height} {part:?}");
                    }
                    assert!(parts.list.intersection(parts.detail).is_empty());
                }
            }
        }
    }
}
