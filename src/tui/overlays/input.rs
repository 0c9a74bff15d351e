//! One line of text being typed: by grapheme, with the keys that every line editor has.

use crossterm::event::{KeyCode, KeyModifiers};
use unicode_segmentation::UnicodeSegmentation;

use crate::{text::is_hostile, tui::key::Key};

/// The most that a line may hold, in bytes; what is pasted beyond is dropped.
const LONGEST: usize = 4_096;

/// The text and where the cursor stands in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    text: String,
    /// A byte offset, always between graphemes.
    cursor: usize,
}

/// What a key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Did {
    /// The text is another.
    Changed,
    /// The cursor moved.
    Moved,
    /// Nothing.
    Nothing,
    /// The line was accepted.
    Entered,
    /// The line was left.
    Left,
}

impl Input {
    /// This text, with the cursor at its end.
    pub fn new(text: &str) -> Self {
        let mut input = Self::default();
        input.insert(text);
        input
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many columns stand before the cursor.
    pub fn columns_before(&self) -> usize {
        crate::text::width(&self.text[..self.cursor])
    }

    /// Puts text at the cursor; line ends become spaces and other controls are dropped.
    pub fn insert(&mut self, text: &str) {
        let clean: String = text
            .trim_end_matches(['\r', '\n'])
            .chars()
            .map(|character| if character == '\n' || character == '\t' { ' ' } else { character })
            .filter(|character| !is_hostile(*character) || *character == '\u{200d}')
            .collect();
        let room = LONGEST.saturating_sub(self.text.len());
        let fitting =
            clean.grapheme_indices(true).map(|(at, grapheme)| at + grapheme.len()).take_while(|end| *end <= room);
        let end = fitting.last().unwrap_or(0);
        self.text.insert_str(self.cursor, &clean[..end]);
        self.cursor += end;
    }

    pub(super) fn key(&mut self, key: Key) -> Did {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Enter => Did::Entered,
            KeyCode::Esc => Did::Left,
            KeyCode::Char('c' | 'g') if control => Did::Left,
            KeyCode::Backspace => self.remove(self.before(), self.cursor),
            KeyCode::Char('h') if control => self.remove(self.before(), self.cursor),
            KeyCode::Delete => self.remove(self.cursor, self.after()),
            KeyCode::Char('d') if control => self.remove(self.cursor, self.after()),
            KeyCode::Char('u') if control => self.remove(0, self.cursor),
            KeyCode::Char('k') if control => self.remove(self.cursor, self.text.len()),
            KeyCode::Char('w') if control => self.remove(self.word_before(), self.cursor),
            KeyCode::Left => self.go(self.before()),
            KeyCode::Char('b') if control => self.go(self.before()),
            KeyCode::Right => self.go(self.after()),
            KeyCode::Char('f') if control => self.go(self.after()),
            KeyCode::Home => self.go(0),
            KeyCode::Char('a') if control => self.go(0),
            KeyCode::End => self.go(self.text.len()),
            KeyCode::Char('e') if control => self.go(self.text.len()),
            KeyCode::Char(character) if key.modifiers.is_empty() => {
                self.insert(character.encode_utf8(&mut [0; 4]));
                Did::Changed
            }
            _ => Did::Nothing,
        }
    }

    fn go(&mut self, to: usize) -> Did {
        self.cursor = to;
        Did::Moved
    }

    fn remove(&mut self, from: usize, to: usize) -> Did {
        if from == to {
            return Did::Nothing;
        }
        self.text.replace_range(from..to, "");
        self.cursor = from;
        Did::Changed
    }

    fn before(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        self.text[self.cursor..].graphemes(true).next().map_or(self.cursor, |grapheme| self.cursor + grapheme.len())
    }

    fn word_before(&self) -> usize {
        let head = self.text[..self.cursor].trim_end_matches(' ');
        head.rfind(' ').map_or(0, |space| space + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(start: &str, keys: &[&str]) -> String {
        let mut input = Input::new(start);
        for key in keys {
            input.key(key.parse().unwrap());
        }
        let (before, after) = input.text.split_at(input.cursor);
        format!("{before}|{after}")
    }

    #[test]
    fn a_line_is_edited_by_grapheme() {
        assert_eq!(typed("cafe\u{301}", &["backspace"]), "caf|");
        assert_eq!(typed("a👩‍🚀b", &["left", "left", "delete"]), "a|b");
        assert_eq!(typed("", &["a", "space", "b", "home", "x"]), "x|a b");
    }

    #[test]
    fn words_and_halves_are_removed_at_once() {
        assert_eq!(typed("kind:fix risk:>50 ", &["ctrl-w"]), "kind:fix |");
        assert_eq!(typed("one two", &["left", "ctrl-u"]), "|o");
        assert_eq!(typed("one two", &["home", "right", "ctrl-k"]), "o|");
    }

    #[test]
    fn pasted_controls_do_not_get_in() {
        assert_eq!(Input::new("a\x1b[31mb\nc\n").text(), "a[31mb c");
    }
}
