//! Where things are in the diff's room: the list of files, line numbers, the columns of text.

use ratatui::layout::Rect;

use super::rows::Layout;
use crate::tui::look::panel_inside;

/// Below this width two texts beside each other cannot be read.
const NARROWEST_PAIR: u16 = 72;
/// From this width the list of files stands beside the text, else in its place.
const WIDE: u16 = 92;
/// How wide the list of files is beside the text.
const FILES: u16 = 34;

/// The room of the diff, frame included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Room {
    /// All of it.
    pub(crate) area: Rect,
    /// Whether there is no frame.
    pub(crate) plain: bool,
    /// Whether the list of files is open.
    pub(crate) lists_files: bool,
}

impl Room {
    /// Where the list of files is.
    pub(crate) fn files(self) -> Rect {
        let inside = panel_inside(self.area, self.plain);
        match (self.lists_files, inside.width >= WIDE) {
            (false, _) => Rect { width: 0, ..inside },
            (true, true) => Rect { width: FILES, ..inside },
            (true, false) => inside,
        }
    }

    /// Where the text is.
    pub(crate) fn text(self) -> Rect {
        let inside = panel_inside(self.area, self.plain);
        let taken = self.files().width;
        let taken = if taken > 0 && taken < inside.width { taken + 1 } else { taken };
        Rect { x: inside.x + taken, width: inside.width - taken, ..inside }
    }

    /// How many rows are seen; at least one.
    pub(crate) fn page(self) -> u64 {
        u64::from(self.text().height.max(1))
    }

    /// The layout that fits here.
    pub(crate) fn fitting(self, wanted: Layout) -> Layout {
        if self.plain || self.text().width < NARROWEST_PAIR { Layout::Unified } else { wanted }
    }
}

/// The columns before a line's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Gutter {
    /// Columns of one number.
    pub(crate) digits: usize,
    /// How many numbers there are.
    pub(crate) numbers: usize,
}

impl Gutter {
    /// What fits beside the text in `width` columns, for a file of so many lines.
    pub(crate) fn new(layout: Layout, width: u16, lines: u32) -> Self {
        let digits = (lines.max(1).ilog10() as usize + 1).max(3);
        let numbers = match (layout, width) {
            (Layout::SideBySide, _) | (Layout::Unified, 34..=59) => 1,
            (Layout::Unified, 60..) => 2,
            (Layout::Unified, _) => 0,
        };
        Self { digits, numbers }
    }

    /// Columns of cursor, numbers and sign together.
    pub(crate) fn width(self) -> usize {
        1 + self.numbers * (self.digits + 1) + 1
    }
}

/// How wide each half of a pair is.
pub(crate) fn half(width: u16) -> usize {
    usize::from(width.saturating_sub(1)) / 2
}

/// Columns of a line's text when the room is `width` wide.
pub(crate) fn text_columns(layout: Layout, width: u16, lines: u32) -> usize {
    let gutter = Gutter::new(layout, width, lines).width();
    let whole = if layout == Layout::SideBySide { half(width) } else { usize::from(width) };
    whole.saturating_sub(gutter).max(1)
}
