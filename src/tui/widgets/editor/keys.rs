//! What keys do to the text while it is typed in.

use crossterm::event::{KeyCode, KeyModifiers};
use unicode_segmentation::UnicodeSegmentation;

use super::{Editor, wrap};
use crate::tui::key::Key;

/// What became of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// The text changed.
    Changed,
    /// The cursor or the selection moved.
    Moved,
    /// It means nothing here.
    Nothing,
}

impl Editor {
    /// Does what a key asks for.
    pub fn key(&mut self, key: Key) -> Heard {
        let before = self.revision();
        let known = self.hear(key);
        if self.revision() != before {
            Heard::Changed
        } else if known {
            Heard::Moved
        } else {
            Heard::Nothing
        }
    }

    fn hear(&mut self, key: Key) -> bool {
        let shift = key.modifiers.contains(KeyModifiers::SHIFT);
        let by_word = key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        if let Some(character) = key.typed() {
            self.type_character(character);
            return true;
        }
        match key.code {
            KeyCode::Left if by_word => self.jump(self.word(false), shift),
            KeyCode::Right if by_word => self.jump(self.word(true), shift),
            KeyCode::Left => self.sideways(false, shift),
            KeyCode::Right => self.sideways(true, shift),
            KeyCode::Up if by_word => self.jump(self.paragraph(false), shift),
            KeyCode::Down if by_word => self.jump(self.paragraph(true), shift),
            KeyCode::Up => self.rows(-1, shift),
            KeyCode::Down => self.rows(1, shift),
            KeyCode::PageUp => self.rows(-self.page(), shift),
            KeyCode::PageDown => self.rows(self.page(), shift),
            KeyCode::Home if by_word => self.jump((0, 0), shift),
            KeyCode::End if by_word => self.jump(self.end(), shift),
            KeyCode::Home => self.jump((self.cursor().0, 0), shift),
            KeyCode::End => self.jump((self.cursor().0, usize::MAX), shift),
            KeyCode::Enter => self.break_line(),
            KeyCode::Tab if !shift => self.insert("  "),
            KeyCode::Backspace if by_word => self.remove_word(true),
            KeyCode::Delete if by_word => self.remove_word(false),
            KeyCode::Backspace => self.remove(true),
            KeyCode::Delete => self.remove(false),
            KeyCode::Char(character) if key.modifiers == KeyModifiers::CONTROL => return self.control(character),
            _ => return false,
        }
        true
    }

    /// The keys that shells and editors share.
    fn control(&mut self, character: char) -> bool {
        match character {
            'a' => self.jump((self.cursor().0, 0), false),
            'e' => self.jump((self.cursor().0, usize::MAX), false),
            'b' => self.sideways(false, false),
            'f' => self.sideways(true, false),
            'n' => self.rows(1, false),
            'd' => self.remove(false),
            'h' => self.remove(true),
            'k' => self.remove_line(false),
            'u' => self.remove_line(true),
            'w' => self.remove_word(true),
            _ => return false,
        }
        true
    }

    fn jump(&mut self, place: (usize, usize), selecting: bool) {
        self.goal = None;
        self.go_to(place, selecting);
    }

    fn page(&self) -> isize {
        isize::try_from(self.room.1.saturating_sub(1).max(1)).unwrap_or(1)
    }

    fn sideways(&mut self, right: bool, selecting: bool) {
        self.goal = None;
        if let (Some((start, end)), false) = (self.selection(), selecting) {
            self.go_to(if right { end } else { start }, false);
            return;
        }
        let (line, byte) = self.cursor();
        let text = &self.lines()[line];
        let target = if right {
            match text[byte..].graphemes(true).next() {
                Some(grapheme) => (line, byte + grapheme.len()),
                None if line + 1 < self.lines().len() => (line + 1, 0),
                None => (line, byte),
            }
        } else {
            match text[..byte].graphemes(true).next_back() {
                Some(grapheme) => (line, byte - grapheme.len()),
                None if line > 0 => (line - 1, self.lines()[line - 1].len()),
                None => (line, byte),
            }
        };
        self.go_to(target, selecting);
    }

    /// Goes up or down by rows as they are drawn, keeping to the column that it came from.
    pub fn rows(&mut self, count: isize, selecting: bool) {
        let columns = self.room.0;
        let (mut line, byte) = self.cursor();
        let mut rows = wrap::rows(&self.lines()[line], columns);
        let mut row = wrap::row_of(&rows, byte);
        let goal = self.goal.unwrap_or_else(|| wrap::column(&self.lines()[line], rows[row].start, byte));
        for _ in 0..count.unsigned_abs() {
            if count < 0 && row > 0 {
                row -= 1;
            } else if count > 0 && row + 1 < rows.len() {
                row += 1;
            } else if count < 0 && line > 0 {
                line -= 1;
                rows = wrap::rows(&self.lines()[line], columns);
                row = rows.len() - 1;
            } else if count > 0 && line + 1 < self.lines().len() {
                line += 1;
                rows = wrap::rows(&self.lines()[line], columns);
                row = 0;
            } else {
                break;
            }
        }
        let target = wrap::byte_at(&self.lines()[line], &rows[row], goal, row + 1 == rows.len());
        self.go_to((line, target), selecting);
        self.goal = Some(goal);
    }

    /// Puts the cursor where the room was clicked.
    pub fn click(&mut self, column: usize, row: usize) {
        let columns = self.room.0;
        let (mut line, mut part) = self.top;
        let mut rows = wrap::rows(&self.lines()[line], columns);
        for _ in 0..row {
            if part + 1 < rows.len() {
                part += 1;
            } else if line + 1 < self.lines().len() {
                line += 1;
                part = 0;
                rows = wrap::rows(&self.lines()[line], columns);
            } else {
                break;
            }
        }
        let byte = wrap::byte_at(&self.lines()[line], &rows[part], column, part + 1 == rows.len());
        self.goal = None;
        self.go_to((line, byte), false);
    }
}
