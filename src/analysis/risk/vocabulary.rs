//! The words that the card knows, and their points.

use std::collections::HashMap;

use super::{Place, signs};

/// Words that join others and mean nothing by themselves: points for them would tell how somebody writes, and no reader
/// could make anything of it. The pieces of `don't` and its like are among them.
const EMPTY: &str = " a about above across after again all already also although always am among an and another any anyway are as at \
    away back be became because become been before being below between both but by came can cannot come comes could currently did \
    didn do does doesn doing don done due during each either else etc even ever every few for from full fully further gave get gets \
    getting give given gives go goes going gone got had has have haven having he hence her here him his how however ie if immediately in \
    indeed instead into is isn it its itself just know later latest let lets like ll longer made make makes making many may maybe \
    me might more moreover most mostly much must my need needed needs neither no non nor not nothing now of off often on once one ones \
    only onto or other others otherwise our out over own per perhaps properly put quite rather re really same say \
    says see seem seems she should shouldn simply since so some something still such sure than that the their them then \
    there therefore these they thing things this those though three through thus to together too two under unfortunately \
    until up upon us use used uses using usual various ve very via want was wasn way we well were what when where whereas \
    whether which while who whole whose why will with within without won would yes yet you your ";

/// Whether a word, in lower case, says something by itself.
pub fn says_something(word: &str) -> bool {
    !EMPTY.split_ascii_whitespace().any(|empty| empty == word)
}

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
