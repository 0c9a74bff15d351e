//! How the Gates screen shares its room between the gates and the evidence of one.

use ratatui::layout::Rect;

use super::model::Pane;
use crate::tui::widgets::list_and_detail::{ListAndDetail, Share};

const SHARE: Share = Share { columns: |of| (of * 11 / 25).min(70), rows: |wanted, of| wanted.clamp(5, of * 3 / 5) };

/// The parts of a screen that fills `body`, for this many gates.
pub(super) fn parts(body: Rect, plain: bool, gates: usize, focus: Pane) -> ListAndDetail {
    ListAndDetail::of(body, plain, gates, SHARE, focus == Pane::List)
}
