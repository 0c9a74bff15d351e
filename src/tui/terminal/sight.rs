//! What the terminal shows now, as far as it is known: cells that stay may be written again where that is shorter than going
//! around them.

use ratatui::{
    buffer::Cell,
    style::{Color, Modifier},
};

/// What the terminal draws with until told otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Ink {
    pub(super) fg: Color,
    pub(super) bg: Color,
    pub(super) modifier: Modifier,
}

/// What is seen of an ink where nothing is written.
pub(super) const SEEN_ON_BLANKS: Modifier =
    Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT).union(Modifier::SLOW_BLINK);

/// The terminal's own.
pub(super) const PLAIN: Ink = Ink { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

impl Ink {
    pub(super) fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }

    /// Whether a blank looks the same in both.
    pub(super) fn blanks_like(self, other: Self) -> bool {
        self.bg == other.bg && !(self.modifier | other.modifier).intersects(SEEN_ON_BLANKS)
    }
}

/// The cells of the screen; nothing where a cell is not one narrow character, or not known.
#[derive(Debug, Default)]
pub(super) struct Sight {
    cells: Vec<Option<(char, Ink)>>,
    width: usize,
}

impl Sight {
    /// A screen of this size, all blank.
    pub(super) fn blank(width: u16, height: u16) -> Self {
        let width = usize::from(width);
        Self { cells: vec![Some((' ', PLAIN)); width * usize::from(height)], width }
    }

    /// Nothing is known any more.
    pub(super) fn forget(&mut self) {
        self.cells.fill(None);
    }

    /// A cell of this many columns was written.
    pub(super) fn write(&mut self, x: u16, y: u16, columns: u16, cell: &Cell) {
        let mut letters = cell.symbol().chars();
        let known = match (letters.next(), letters.next(), columns) {
            (Some(letter), None, 1) => Some((letter, Ink::of(cell))),
            _ => None,
        };
        for column in 0..columns {
            if let Some(cell) = self.cells.get_mut(usize::from(y) * self.width + usize::from(x + column)) {
                *cell = known;
            }
        }
    }

    /// The text between two places of a row, if writing it in that ink changes nothing.
    pub(super) fn between(&self, row: u16, from: u16, to: u16, ink: Ink) -> Option<String> {
        let start = usize::from(row) * self.width;
        let cells = self.cells.get(start + usize::from(from)..start + usize::from(to))?;
        let letter = |cell: &Option<(char, Ink)>| match *cell {
            Some((letter, its)) if its == ink || letter == ' ' && its.blanks_like(ink) => Some(letter),
            _ => None,
        };
        cells.iter().map(letter).collect()
    }
}
