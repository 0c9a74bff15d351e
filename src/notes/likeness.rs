//! Which commit's own sentence a text nearly says: the tie of last resort between words that people typed and commits.
//!
//! A wrong tie is worse than none, so a commit is named only where it is alone in being near.

use std::collections::{HashMap, HashSet};

use crate::history::CommitId;

/// Texts that share so much of their words say the same.
const SAME: f64 = 0.6;
/// The next best must be that much further away.
const ALONE_BY: f64 = 0.12;
/// Fewer words in common than this prove nothing.
const FEWEST: usize = 2;

/// Words that tell no text from another.
const LITTLE: [&str; 50] = [
    "a", "an", "and", "any", "are", "as", "at", "be", "been", "breaking", "by", "can", "could", "do", "doe", "for",
    "from", "had", "has", "have", "in", "into", "is", "it", "its", "now", "of", "on", "or", "our", "some", "that",
    "the", "their", "them", "then", "there", "these", "they", "this", "to", "us", "was", "we", "were", "when", "which",
    "will", "with", "you",
];

/// The sentences of a range by their words.
#[derive(Debug, Clone, Default)]
pub(super) struct Likeness {
    sentences: Vec<Sentence>,
    by_word: HashMap<String, Vec<u32>>,
}

#[derive(Debug, Clone)]
struct Sentence {
    words: usize,
    /// The words with digits: where they differ, something else is said.
    numbers: Vec<String>,
    commits: Vec<CommitId>,
}

impl Likeness {
    /// Reads sentences, each with the commits that say it.
    pub(super) fn new(sentences: &HashMap<String, Vec<CommitId>>) -> Self {
        let mut likeness = Self::default();
        for (sentence, commits) in sentences {
            let words = words(sentence);
            let number = likeness.sentences.len() as u32;
            let known = Sentence { words: words.len(), numbers: numbers(&words), commits: commits.clone() };
            likeness.sentences.push(known);
            for word in words {
                likeness.by_word.entry(word).or_default().push(number);
            }
        }
        likeness
    }

    /// The commits of the one sentence that is near; none where several are, or none is.
    pub(super) fn nearest(&self, text: &str) -> &[CommitId] {
        let asked = words(&super::citation::normal(text));
        let mut shared: HashMap<u32, usize> = HashMap::new();
        for number in asked.iter().filter_map(|word| self.by_word.get(word)).flatten() {
            *shared.entry(*number).or_default() += 1;
        }
        let own_numbers = numbers(&asked);
        let near = |number: u32, shared: usize| {
            let sentence = &self.sentences[number as usize];
            let says_another = own_numbers.len() + sentence.numbers.len() > 0 && own_numbers != sentence.numbers;
            let all = sentence.words + asked.len() - shared;
            if says_another { 0.0 } else { shared as f64 / all.max(1) as f64 }
        };
        let mut best: Option<(f64, u32)> = None;
        let mut next = 0.0_f64;
        for (number, shared) in shared.into_iter().filter(|(_, shared)| *shared >= FEWEST) {
            let likeness = near(number, shared);
            match best {
                Some((known, _)) if known >= likeness => next = next.max(likeness),
                _ => {
                    next = best.map_or(next, |(known, _)| next.max(known));
                    best = Some((likeness, number));
                }
            }
        }
        match best {
            Some((likeness, number)) if likeness >= SAME && likeness - next >= ALONE_BY => {
                &self.sentences[number as usize].commits
            }
            _ => &[],
        }
    }
}

/// The words that tell a normal text from others, without their endings.
fn words(normal: &str) -> HashSet<String> {
    let telling = normal.split(' ').filter(|word| !word.is_empty() && !LITTLE.contains(word));
    telling.map(|word| stem(word).to_owned()).collect()
}

fn numbers(words: &HashSet<String>) -> Vec<String> {
    let mut numbers: Vec<String> =
        words.iter().filter(|word| word.bytes().any(|byte| byte.is_ascii_digit())).cloned().collect();
    numbers.sort_unstable();
    numbers
}

/// A word without the ending of its number or tense.
pub(super) fn stem(word: &str) -> &str {
    let cut = |end: &str, least: usize| word.strip_suffix(end).filter(|stem| stem.len() >= least && word.is_ascii());
    let stem = cut("ing", 4).or_else(|| cut("ed", 3)).or_else(|| cut("es", 3)).or_else(|| cut("s", 3)).unwrap_or(word);
    let stem = stem.strip_suffix('e').filter(|short| short.len() >= 3).unwrap_or(stem);
    // `dropped` and `drop`.
    match stem.as_bytes() {
        [.., one, other] if one == other && stem.len() > 3 && stem.is_ascii() && !b"lsaeiou".contains(one) => {
            &stem[..stem.len() - 1]
        }
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_any_number_and_tense_are_one() {
        for (one, other) in [("adds", "added"), ("dropped", "drop"), ("caching", "caches"), ("fixed", "fixes")] {
            assert_eq!(stem(one), stem(other), "{one} and {other}");
        }
        assert_eq!(stem("is"), "is");
        assert_eq!(stem("größes"), "größes");
    }
}
