//! Movement within whatever has the focus: the same keys everywhere.

/// A way to move. Horizontal moves scroll sideways or change the pane, as the screen sees fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Motion {
    /// One up.
    Up,
    /// One down.
    Down,
    /// One to the left.
    Left,
    /// One to the right.
    Right,
    /// Half a page up.
    HalfUp,
    /// Half a page down.
    HalfDown,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the beginning.
    First,
    /// To the end.
    Last,
}

impl Motion {
    /// Where a cursor at `index` of `length` rows goes when `page` rows are seen. Sideways moves leave it.
    pub fn apply(self, index: usize, length: usize, page: usize) -> usize {
        let last = length.saturating_sub(1);
        let page = page.max(1);
        let target = match self {
            Self::Up => index.saturating_sub(1),
            Self::Down => index.saturating_add(1),
            Self::Left | Self::Right => index,
            Self::HalfUp => index.saturating_sub((page / 2).max(1)),
            Self::HalfDown => index.saturating_add((page / 2).max(1)),
            Self::PageUp => index.saturating_sub(page.saturating_sub(1).max(1)),
            Self::PageDown => index.saturating_add(page.saturating_sub(1).max(1)),
            Self::First => 0,
            Self::Last => last,
        };
        target.min(last)
    }
}

/// The first row to show so that `cursor` is seen with some rows around it, moving as little as possible.
pub fn scrolled(first: usize, cursor: usize, length: usize, page: usize) -> usize {
    let page = page.max(1);
    let margin = (page / 4).min(2);
    let lowest = (cursor + margin + 1).saturating_sub(page);
    let highest = cursor.saturating_sub(margin);
    first.clamp(lowest.min(highest), highest.max(lowest)).min(length.saturating_sub(page))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [Motion; 10] = [
        Motion::Up,
        Motion::Down,
        Motion::Left,
        Motion::Right,
        Motion::HalfUp,
        Motion::HalfDown,
        Motion::PageUp,
        Motion::PageDown,
        Motion::First,
        Motion::Last,
    ];

    proptest! {
        #[test]
        fn a_motion_stays_within_the_rows(index in 0usize..50, length in 0usize..50, page in 0usize..20, which in 0usize..10) {
            let target = ALL[which].apply(index, length, page);
            prop_assert!(target == 0 || target < length);
        }

        #[test]
        fn the_cursor_is_always_seen(first in 0usize..60, cursor in 0usize..50, page in 1usize..20) {
            let first = scrolled(first, cursor, 50, page);
            prop_assert!(first <= cursor && cursor < first + page, "{first} {cursor} {page}");
        }
    }
}
