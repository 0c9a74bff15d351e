//! The filter of the list: words to be found, and fields (`kind:fix risk:>50 author:ann path:src/api sure:no`).
//!
//! Parsing never fails: what is no field is a word to be found; a field with a value that it cannot have is told.

use std::sync::Arc;

use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{CaseMatching, Normalization, Pattern},
};

mod field;

use field::{Field, field, meant};

use crate::analysis::{AnalysedCommit, risk::Assessment, story::ReviewerName};

/// A parsed filter. A commit passes if every term lets it pass.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// As it was typed.
    text: String,
    terms: Vec<Term>,
    /// Words to be found in what a row shows, lower case.
    words: Vec<String>,
    /// What was typed and cannot be meant.
    problem: Option<String>,
}

/// A field with what it must be; `negated` by a leading `-`.
#[derive(Debug, Clone, PartialEq)]
struct Term {
    negated: bool,
    field: Field,
}

/// What of a commit is not in the commit itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Around<'a> {
    /// Whether it is marked as reviewed.
    pub is_reviewed: bool,
    /// Whether one of its paths has what `path:` asks for; nothing while that is not known.
    pub path: Option<bool>,
    /// Its risk with its factors, once known.
    pub assessment: Option<&'a Assessment>,
    /// Who could review it, once known.
    pub reviewers: Option<&'a [Arc<ReviewerName>]>,
}

impl Filter {
    /// Reads what was typed.
    pub fn parse(text: &str) -> Self {
        let mut filter = Self { text: text.to_owned(), ..Self::default() };
        for word in words_of(text) {
            let (negated, rest) = match word.strip_prefix('-') {
                Some(rest) if rest.contains(':') => (true, rest),
                _ => (false, word.as_str()),
            };
            let named = rest.split_once(':').map(|(name, value)| (name.to_ascii_lowercase(), value));
            match named.as_ref().and_then(|(name, value)| field(name, value)) {
                Some(Ok(field)) => filter.terms.push(Term { negated, field }),
                // A field whose value is still to be typed filters nothing yet.
                Some(Err(problem)) => filter.problem = problem.or(filter.problem.take()),
                None => {
                    if let Some((name, nearest)) =
                        named.and_then(|(name, _)| meant(&name).map(|nearest| (name, nearest)))
                    {
                        filter.problem = Some(format!("`{name}:` is no field; did you mean `{nearest}:`?"));
                    }
                    filter.words.push(word.to_lowercase());
                }
            }
        }
        filter
    }

    /// As it was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether everything passes.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.words.is_empty()
    }

    /// What was typed and cannot be meant.
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// What `path:` asks for; several are joined, for each must be found.
    pub fn paths(&self) -> Vec<&str> {
        self.terms
            .iter()
            .filter_map(|term| if let Field::Path(path) = &term.field { Some(path.as_str()) } else { None })
            .collect()
    }

    /// Whether the answer may change when risks become known.
    pub fn asks_risk(&self) -> bool {
        self.terms.iter().any(|term| term.field.asks_risk())
    }

    /// Whether a commit passes all fields; words are asked by [`Words`].
    pub fn fields_pass(&self, commit: &AnalysedCommit, around: Around<'_>) -> bool {
        self.terms.iter().all(|term| {
            // What is not known yet lets nothing pass, negated or not: rows must not show up and vanish.
            term.field.holds(commit, around).is_some_and(|holds| holds != term.negated)
        })
    }

    /// A finder of the words.
    pub fn words(&self) -> Words {
        Words::new(&self.words)
    }
}

/// Finds words in rows: as they stand; or, where that finds nothing anywhere, by their letters in order.
pub struct Words {
    wanted: Vec<String>,
    pattern: Pattern,
    matcher: Matcher,
    buffer: Vec<char>,
}

impl Words {
    fn new(words: &[String]) -> Self {
        let pattern = Pattern::parse(&words.join(" "), CaseMatching::Ignore, Normalization::Smart);
        Self { wanted: words.to_vec(), pattern, matcher: Matcher::new(Config::DEFAULT), buffer: Vec::new() }
    }

    /// Whether there are any.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }

    /// Whether all words stand in the row, whatever their case.
    pub fn stand_in(&self, commit: &AnalysedCommit) -> bool {
        let haystack = haystack(commit).to_lowercase();
        self.wanted.iter().all(|word| haystack.contains(word))
    }

    /// Whether the letters of the words are found in the row in their order.
    pub fn are_hinted_at(&mut self, commit: &AnalysedCommit) -> bool {
        let haystack = haystack(commit);
        self.pattern.score(Utf32Str::new(&haystack, &mut self.buffer), &mut self.matcher).is_some()
    }
}

fn haystack(commit: &AnalysedCommit) -> String {
    format!("{} {} {}", commit.subject, commit.author.name.text, commit.id.short())
}

/// Words parted by white space; within double quotes white space is kept.
fn words_of(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut is_quoted = false;
    for character in text.chars() {
        match character {
            '"' => is_quoted = !is_quoted,
            space if space.is_whitespace() && !is_quoted => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            other => word.push(other),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests;
