//! The command palette: every action by its name, found by a few of its letters.

use crossterm::event::{KeyCode, KeyModifiers};
use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{CaseMatching, Normalization, Pattern},
};

use super::{Heard, Input, input::Did};
use crate::tui::{action::Action, key::Key};

/// One action of the palette.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// What it does.
    pub(super) words: String,
    /// `context.name`.
    pub(super) name: String,
    /// Its keys, as they are shown.
    pub(super) keys: String,
    /// What it is.
    pub(super) action: Action,
}

/// The palette, what was typed, and what matches.
#[derive(Debug)]
pub struct Palette {
    entries: Vec<Entry>,
    pub(super) input: Input,
    matches: Vec<usize>,
    pub(super) cursor: usize,
}

impl Palette {
    pub(super) fn new(entries: Vec<(String, String, String, Action)>) -> Self {
        let entries: Vec<_> =
            entries.into_iter().map(|(words, name, keys, action)| Entry { words, name, keys, action }).collect();
        let matches = (0..entries.len()).collect();
        Self { entries, input: Input::default(), matches, cursor: 0 }
    }

    /// What matches, best first.
    pub(super) fn shown(&self) -> impl ExactSizeIterator<Item = &Entry> {
        self.matches.iter().map(|index| &self.entries[*index])
    }

    pub(super) fn key(&mut self, key: Key) -> Heard {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let last = self.matches.len().saturating_sub(1);
        match key.code {
            KeyCode::Down => self.cursor = (self.cursor + 1).min(last),
            KeyCode::Char('n') if control => self.cursor = (self.cursor + 1).min(last),
            KeyCode::Up => self.cursor = self.cursor.saturating_sub(1),
            KeyCode::Char('p') if control => self.cursor = self.cursor.saturating_sub(1),
            KeyCode::PageDown => self.cursor = (self.cursor + 10).min(last),
            KeyCode::PageUp => self.cursor = self.cursor.saturating_sub(10),
            _ => match self.input.key(key) {
                Did::Changed => self.search(),
                Did::Moved | Did::Nothing => {}
                Did::Left => return Heard::Close,
                Did::Entered => {
                    return self
                        .matches
                        .get(self.cursor)
                        .map_or(Heard::Say("no action has such a name".into()), |index| {
                            Heard::Do(self.entries[*index].action.clone())
                        });
                }
            },
        }
        Heard::Consumed
    }

    pub(super) fn paste(&mut self, text: &str) -> Heard {
        self.input.insert(text);
        self.search();
        Heard::Consumed
    }

    fn search(&mut self) {
        let pattern = Pattern::parse(self.input.text(), CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let mut scored: Vec<(u32, usize)> = self
            .entries
            .iter()
            .enumerate()
            .filter_map(|(index, entry)| {
                let haystack = format!("{} {}", entry.words, entry.name);
                pattern.score(Utf32Str::new(&haystack, &mut buffer), &mut matcher).map(|score| (score, index))
            })
            .collect();
        scored.sort_by_key(|(score, index)| (std::cmp::Reverse(*score), *index));
        self.matches = scored.into_iter().map(|(_, index)| index).collect();
        self.cursor = 0;
    }
}
