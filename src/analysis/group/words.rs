//! The words of subjects that tell commits apart, and how rare they are in the range.

use std::collections::HashMap;

/// A subject's words beyond this many are not looked at.
const WORDS_AT_MOST: usize = 40;

/// Words that say nothing about what a change is about.
const COMMON: &[&str] = &[
    "the", "and", "for", "with", "from", "into", "that", "this", "when", "not", "fix", "fixes", "fixed", "fixing",
    "bug", "add", "adds", "added", "adding", "remove", "removes", "removed", "update", "updates", "updated", "use",
    "uses", "using", "make", "makes", "test", "tests", "docs", "doc", "error", "errors", "issue", "issues", "support",
    "change", "changes", "improve", "allow", "set", "get", "new", "more", "all", "some", "don", "can", "correct",
    "handle", "should", "only", "was", "are", "has", "have", "its", "code", "file", "files", "typo", "typos", "feat",
    "chore", "refactor", "build", "style", "perf", "revert", "merge", "branch", "version", "release", "prepare",
    "bump", "move", "rename", "clean", "cleanup", "minor", "small", "missing", "after", "before", "without", "instead",
    "also", "wrong", "properly", "ensure", "avoid", "prevent", "function", "method", "class", "value", "type", "types",
    "name", "names",
];

/// The telling words of one subject, as hashes, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Words(Vec<u64>);

impl Words {
    /// The words of a subject without its decoration.
    pub(super) fn of(text: &str) -> Self {
        let mut words: Vec<u64> = text
            .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .filter(|word| word.chars().nth(2).is_some() && !word.bytes().all(|byte| byte.is_ascii_digit()))
            .take(WORDS_AT_MOST)
            .map(str::to_lowercase)
            .filter(|word| !COMMON.contains(&word.as_str()))
            .map(|word| hash(stem(&word)))
            .collect();
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Those that both have.
    pub(super) fn shared<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = u64> + 'a {
        self.0.iter().copied().filter(|word| other.0.binary_search(word).is_ok())
    }

    /// The words.
    pub(super) fn iter(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.iter().copied()
    }
}

/// `connections` and `connection` are one word.
fn stem(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(rest) if rest.len() > 3 && !rest.ends_with('s') => rest,
        _ => word,
    }
}

fn hash(word: &str) -> u64 {
    crate::analysis::shape::Touch::of(word.as_bytes()).0
}

/// In how many of some sets each thing is.
#[derive(Debug, Default)]
pub(super) struct Frequencies {
    counts: HashMap<u64, u32>,
    sets: u32,
}

impl Frequencies {
    /// Counts one set.
    pub(super) fn add(&mut self, set: impl Iterator<Item = u64>) {
        self.sets += 1;
        for thing in set {
            *self.counts.entry(thing).or_default() += 1;
        }
    }

    /// How telling it is that two sets both have it: 0 for what all have, more the rarer it is.
    pub(super) fn weight(&self, thing: u64) -> f64 {
        let count = self.counts.get(&thing).copied().unwrap_or(1).max(1);
        (f64::from(self.sets.max(1)) / f64::from(count)).ln()
    }

    /// In how many sets it is.
    pub(super) fn count(&self, thing: u64) -> u32 {
        self.counts.get(&thing).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telling_words_are_kept_and_forms_of_one_word_are_one() {
        assert_eq!(Words::of("fix: Keep open connections"), Words::of("keeps OPEN connection (12)"));
        assert_eq!(Words::of("Fix the bug in 123").len(), 0);
    }

    #[test]
    fn rare_words_weigh_more() {
        let mut frequencies = Frequencies::default();
        let (parser, lexer) = (Words::of("parser"), Words::of("lexer"));
        for _ in 0..9 {
            frequencies.add(parser.iter());
        }
        frequencies.add(lexer.iter());
        assert!(frequencies.weight(lexer.iter().next().unwrap()) > frequencies.weight(parser.iter().next().unwrap()));
    }
}
