//! How the Breaking screen shares its room between what all of it comes to, the findings, and one finding.

use ratatui::layout::Rect;

use super::model::Pane;
use crate::tui::widgets::list_and_detail::{ListAndDetail, Share};

/// From how many rows on there is a line that says what all of it comes to.
const SUMMED: u16 = 10;
const SHARE: Share = Share { columns: |of| (of * 2 / 5).clamp(40, 80), rows: |wanted, of| wanted.clamp(4, of * 2 / 5) };

/// The parts of the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// What all of it comes to; empty where there is no room.
    pub(super) sum: Rect,
    /// The findings and one of them.
    pub(super) panes: ListAndDetail,
}

impl Parts {
    /// The parts of a screen that fills `body`, for this many rows.
    pub(super) fn of(body: Rect, plain: bool, n_rows: usize, focus: Pane) -> Self {
        let sum = Rect { height: u16::from(body.height >= SUMMED), ..body };
        let body = Rect { y: body.y + sum.height, height: body.height - sum.height, ..body };
        Self { sum, panes: ListAndDetail::of(body, plain, n_rows, SHARE, focus == Pane::List) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_has_a_line_where_there_is_room() {
        for height in 0..=40 {
            let body = Rect { x: 0, y: 2, width: 80, height };
            let parts = Parts::of(body, false, 9, Pane::List);
            assert_eq!(parts.sum.height, u16::from(height >= SUMMED));
            for part in [parts.sum, parts.panes.list, parts.panes.detail] {
                assert!(part.is_empty() || body.union(part) == body, "{height} {part:?}");
            }
            assert!(parts.sum.intersection(parts.panes.list).is_empty());
        }
    }
}
