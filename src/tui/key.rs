//! One key press, normalised, with a spelling that people write in their configuration (`ctrl-p`, `G`, `space`).

use std::{fmt, str::FromStr};

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key with its modifiers. Shift is kept only where it does not already change the character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// Control, alt and, for keys without a character, shift.
    pub modifiers: KeyModifiers,
}

/// A word that spells no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a key; keys are written like `a`, `G`, `ctrl-p`, `alt-x`, `shift-tab`, `space`, `pgdn`, `f1`")]
pub struct NotAKey(pub String);

/// Spellings of the keys that have no character of their own. The first one of a key is the one that is shown.
const NAMES: [(&str, KeyCode); 20] = [
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("space", KeyCode::Char(' ')),
    ("tab", KeyCode::Tab),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
    ("return", KeyCode::Enter),
    ("escape", KeyCode::Esc),
    ("del", KeyCode::Delete),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
];

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, modifiers: KeyModifiers::NONE }
    }

    /// The key of a terminal event, or nothing for releases and for keys that mean nothing to us.
    pub fn from_event(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        Some(Self { code: event.code, modifiers: event.modifiers }.normalised())
    }

    /// The character that it types, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(character) if self.modifiers.is_empty() => Some(character),
            _ => None,
        }
    }

    fn normalised(self) -> Self {
        let known = KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT;
        let mut modifiers = self.modifiers & known;
        let code = match self.code {
            KeyCode::BackTab => {
                modifiers |= KeyModifiers::SHIFT;
                KeyCode::Tab
            }
            KeyCode::Char(character) => {
                let shifted = modifiers.contains(KeyModifiers::SHIFT);
                modifiers.remove(KeyModifiers::SHIFT);
                KeyCode::Char(if shifted { character.to_ascii_uppercase() } else { character })
            }
            code => code,
        };
        Self { code, modifiers }
    }

    /// The spelling on the screen: short, arrows as glyphs unless `ascii`.
    pub fn shown(self, ascii: bool) -> String {
        let glyph = match self.code {
            KeyCode::Up => '↑',
            KeyCode::Down => '↓',
            KeyCode::Left => '←',
            KeyCode::Right => '→',
            _ => return self.to_string(),
        };
        if ascii || !self.modifiers.is_empty() { self.to_string() } else { glyph.to_string() }
    }
}

impl FromStr for Key {
    type Err = NotAKey;

    fn from_str(spelling: &str) -> Result<Self, NotAKey> {
        let refuse = || NotAKey(spelling.chars().take(40).collect());
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = spelling;
        loop {
            let lower = rest.to_ascii_lowercase();
            let (length, modifier) = if lower.starts_with("ctrl-") || lower.starts_with("ctrl+") {
                (5, KeyModifiers::CONTROL)
            } else if lower.starts_with("alt-") || lower.starts_with("alt+") {
                (4, KeyModifiers::ALT)
            } else if lower.starts_with("shift-") || lower.starts_with("shift+") {
                (6, KeyModifiers::SHIFT)
            } else {
                break;
            };
            modifiers |= modifier;
            rest = &rest[length..];
        }
        let mut characters = rest.chars();
        let code = match (characters.next(), characters.next()) {
            (Some(character), None) if !character.is_control() => KeyCode::Char(character),
            _ => {
                let word = rest.to_ascii_lowercase();
                let function = word.strip_prefix('f').and_then(|number| number.parse().ok());
                NAMES
                    .iter()
                    .find(|(name, _)| *name == word)
                    .map(|(_, code)| *code)
                    .or(function.filter(|number| (1..=12).contains(number)).map(KeyCode::F))
                    .ok_or_else(refuse)?
            }
        };
        Ok(Self { code, modifiers }.normalised())
    }
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (modifier, name) in
            [(KeyModifiers::CONTROL, "ctrl-"), (KeyModifiers::ALT, "alt-"), (KeyModifiers::SHIFT, "shift-")]
        {
            if self.modifiers.contains(modifier) {
                formatter.write_str(name)?;
            }
        }
        if let Some((name, _)) = NAMES.iter().find(|(_, code)| *code == self.code) {
            return formatter.write_str(name);
        }
        match self.code {
            KeyCode::Char(character) => write!(formatter, "{character}"),
            KeyCode::F(number) => write!(formatter, "f{number}"),
            other => write!(formatter, "{other:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn shift_is_part_of_the_character_and_back_tab_is_shift_tab() {
        let press = |code, modifiers| Key::from_event(KeyEvent::new(code, modifiers)).unwrap().to_string();
        assert_eq!(press(KeyCode::Char('G'), KeyModifiers::SHIFT), "G");
        assert_eq!(press(KeyCode::Char('g'), KeyModifiers::SHIFT), "G");
        assert_eq!(press(KeyCode::BackTab, KeyModifiers::SHIFT), "shift-tab");
        assert_eq!(press(KeyCode::Char('p'), KeyModifiers::CONTROL), "ctrl-p");
    }

    #[test]
    fn a_word_that_is_no_key_is_refused() {
        for word in ["", "ctrl-", "banana", "f13", "hyper-x"] {
            assert!(word.parse::<Key>().is_err(), "{word}");
        }
    }

    proptest! {
        #[test]
        fn spelling_round_trips(character in proptest::char::range('!', '~'), control: bool, alt: bool) {
            let mut modifiers = KeyModifiers::NONE;
            modifiers.set(KeyModifiers::CONTROL, control);
            modifiers.set(KeyModifiers::ALT, alt);
            let key = Key { code: KeyCode::Char(character), modifiers };
            prop_assert_eq!(key.to_string().parse::<Key>(), Ok(key));
        }

        #[test]
        fn any_word_is_parsed_or_refused(word in ".{0,12}") {
            if let Ok(key) = word.parse::<Key>() {
                prop_assert_eq!(key.to_string().parse::<Key>(), Ok(key));
            }
        }
    }
}
