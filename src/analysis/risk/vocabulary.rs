//! The words that the card knows, and their points.

use std::collections::HashMap;

use super::{Place, signs};

/// Words with points.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    words: Vec<Word>,
    numbers: HashMap<u64, u16>,
}

/// A word that says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub place: Place,
    /// The word, in lower case.
    pub text: Box<str>,
    /// What it adds.
    pub points: i8,
}

impl Vocabulary {
    /// Of these words.
    pub fn new(words: impl IntoIterator<Item = Word>) -> Self {
        let mut vocabulary = Self::default();
        for word in words {
            let number = vocabulary.words.len() as u16;
            vocabulary.numbers.insert(key(word.place, &word.text), number);
            vocabulary.words.push(word);
        }
        vocabulary
    }

    /// The number of a word, if it is known.
    pub fn find(&self, place: Place, text: &str) -> Option<u16> {
        self.numbers.get(&key(place, text)).copied()
    }

    /// How many words are known.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The word of a number.
    pub fn word(&self, number: u16) -> Option<&Word> {
        self.words.get(usize::from(number))
    }

    /// The known words of a message, each once; `body` is that of [`signs::explanation`].
    pub fn of_message(&self, subject: &str, body: &str) -> Box<[u16]> {
        let mut found = Vec::new();
        signs::of_message(subject, body, |place, text| found.extend(self.find(place, text)));
        sorted(found)
    }

    /// The known words of paths, each once.
    pub fn of_paths<'a>(&self, paths: impl Iterator<Item = &'a str>) -> Box<[u16]> {
        let mut found = Vec::new();
        for path in paths.take(signs::FILES_AT_MOST) {
            signs::of_path(path, |place, text| found.extend(self.find(place, text)));
        }
        sorted(found)
    }
}

fn sorted(mut found: Vec<u16>) -> Box<[u16]> {
    found.sort_unstable();
    found.dedup();
    found.into()
}

fn key(place: Place, text: &str) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64 ^ place as u64;
    text.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
