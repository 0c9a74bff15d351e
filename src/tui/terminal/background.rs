//! What the terminal's background is like: asked once, answered among the keys.
//!
//! The question is `OSC 11 ; ?` (xterm's control sequences, "change VT100 text background color"). Nobody waits for the
//! answer, since a terminal may be slow or say nothing; it comes in as what looks like keys: `Alt-]`, the text
//! `11;rgb:RRRR/GGGG/BBBB`, and `Alt-\` or `Ctrl-G`. What only begins like it are keys that somebody pressed.

use crossterm::event::{KeyCode, KeyModifiers};

use crate::tui::{key::Key, theme::Appearance};

/// The question.
pub const QUESTION: &str = "\x1b]11;?\x1b\\";

/// What stands between the introducer and the colour.
const BEFORE_COLOUR: &str = "11;rgb:";
/// Three channels of four digits, and two slashes.
const LONGEST_COLOUR: usize = 14;

/// Sifts the answer out of the keys.
#[derive(Debug, Default)]
pub struct BackgroundSieve {
    held: Vec<Key>,
    text: String,
}

/// What became of a key.
#[derive(Debug, PartialEq, Eq)]
pub enum Sifted {
    /// It may be part of the answer: wait for the next.
    Held,
    /// These were pressed.
    Keys(Vec<Key>),
    /// The answer is complete; nothing where the colour makes no sense.
    Answer(Option<Appearance>),
}

impl BackgroundSieve {
    /// Takes the next key.
    pub fn sift(&mut self, key: Key) -> Sifted {
        if self.held.is_empty() {
            if !is(key, ']', KeyModifiers::ALT) {
                return Sifted::Keys(vec![key]);
            }
            self.held.push(key);
            return Sifted::Held;
        }
        self.held.push(key);
        let is_end = is(key, '\\', KeyModifiers::ALT) || is(key, 'g', KeyModifiers::CONTROL);
        if is_end && let Some(colour) = self.text.strip_prefix(BEFORE_COLOUR) {
            let appearance = appearance_of(colour);
            *self = Self::default();
            return Sifted::Answer(appearance);
        }
        match key.typed() {
            Some(character) if self.may_continue(character) => {
                self.text.push(character);
                Sifted::Held
            }
            _ => {
                self.text.clear();
                Sifted::Keys(std::mem::take(&mut self.held))
            }
        }
    }

    fn may_continue(&self, character: char) -> bool {
        match BEFORE_COLOUR.chars().nth(self.text.len()) {
            Some(expected) => character == expected,
            None => {
                self.text.len() < BEFORE_COLOUR.len() + LONGEST_COLOUR
                    && (character.is_ascii_hexdigit() || character == '/')
            }
        }
    }
}

fn is(key: Key, character: char, modifiers: KeyModifiers) -> bool {
    key.code == KeyCode::Char(character) && key.modifiers == modifiers
}

/// Light if the perceived lightness is over one half; weights of ITU-R BT.709.
fn appearance_of(colour: &str) -> Option<Appearance> {
    let mut channels = colour.split('/').map(|digits| {
        let value = u32::from_str_radix(digits, 16).ok()?;
        let most = 16_u32.pow(u32::try_from(digits.len()).ok()?) - 1;
        Some(f64::from(value) / f64::from(most))
    });
    let (red, green, blue) = (channels.next()??, channels.next()??, channels.next()??);
    if channels.next().is_some() {
        return None;
    }
    let lightness = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    Some(if lightness > 0.5 { Appearance::Light } else { Appearance::Dark })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Key> {
        text.chars().map(|character| Key::plain(KeyCode::Char(character))).collect()
    }

    fn with(character: char, modifiers: KeyModifiers) -> Key {
        Key { code: KeyCode::Char(character), modifiers }
    }

    fn answer(text: &str, end: Key) -> Vec<Key> {
        let mut all = vec![with(']', KeyModifiers::ALT)];
        all.extend(keys(text));
        all.push(end);
        all
    }

    fn sift_all(keys: impl IntoIterator<Item = Key>) -> (Vec<Key>, Option<Appearance>) {
        let mut sieve = BackgroundSieve::default();
        let (mut pressed, mut appearance) = (Vec::new(), None);
        for key in keys {
            match sieve.sift(key) {
                Sifted::Held => {}
                Sifted::Keys(keys) => pressed.extend(keys),
                Sifted::Answer(answered) => appearance = answered,
            }
        }
        (pressed, appearance)
    }

    #[test]
    fn an_answer_is_not_taken_for_keys() {
        let end = with('\\', KeyModifiers::ALT);
        assert_eq!(sift_all(answer("11;rgb:1010/1010/1010", end)), (vec![], Some(Appearance::Dark)));
        assert_eq!(sift_all(answer("11;rgb:ff/ff/f0", end)), (vec![], Some(Appearance::Light)));
    }

    #[test]
    fn an_answer_may_end_with_a_bell() {
        let end = with('g', KeyModifiers::CONTROL);
        assert_eq!(sift_all(answer("11;rgb:ffff/ffff/ffff", end)), (vec![], Some(Appearance::Light)));
    }

    #[test]
    fn keys_around_an_answer_are_kept_in_order() {
        let mut all = keys("j1");
        all.extend(answer("11;rgb:0000/0000/0000", with('\\', KeyModifiers::ALT)));
        all.extend(keys("q"));
        assert_eq!(sift_all(all), (keys("j1q"), Some(Appearance::Dark)));
    }

    #[test]
    fn what_only_begins_like_an_answer_was_pressed() {
        let mut all = vec![with(']', KeyModifiers::ALT)];
        all.extend(keys("11j"));
        assert_eq!(sift_all(all.clone()), (all, None));
    }

    #[test]
    fn a_colour_without_end_is_given_back() {
        let mut all = vec![with(']', KeyModifiers::ALT)];
        all.extend(keys("11;rgb:"));
        all.extend(keys(&"f".repeat(LONGEST_COLOUR + 1)));
        assert_eq!(sift_all(all.clone()), (all, None));
    }

    #[test]
    fn a_colour_that_makes_no_sense_is_no_appearance() {
        assert_eq!(appearance_of("12/34"), None);
        assert_eq!(appearance_of("1/2/3/4"), None);
        assert_eq!(appearance_of("//"), None);
    }
}
