//! The filter of the list: words to be found, and fields (`kind:fix risk:>50 author:ann path:src/api is:breaking`).
//!
//! Parsing never fails: what is no field is a word to be found; a field with a value that it cannot have is told.

use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{CaseMatching, Normalization, Pattern},
};

use crate::analysis::{AnalysedCommit, Flags, Kind, KindSource, Level};

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

/// What can be asked of a commit.
#[derive(Debug, Clone, PartialEq)]
enum Field {
    Kinds(Vec<Kind>),
    Risk(Comparison, u8),
    Level(Level),
    Author(String),
    Scope(String),
    Path(String),
    Id(String),
    Is(Quality),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Comparison {
    Over,
    AtLeast,
    Under,
    AtMost,
    Equal,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Quality {
    Flag(Flags),
    Reviewed,
    Corrected,
    Reverted,
}

/// What of a commit is not in the commit itself.
#[derive(Debug, Clone, Copy)]
pub struct Around {
    /// Whether it is marked as reviewed.
    pub is_reviewed: bool,
    /// Whether one of its paths has what `path:` asks for; nothing while that is not known.
    pub path: Option<bool>,
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
            let known = rest.split_once(':').and_then(|(name, value)| field(&name.to_ascii_lowercase(), value));
            match known {
                Some(Ok(field)) => filter.terms.push(Term { negated, field }),
                // A field whose value is still to be typed filters nothing yet.
                Some(Err(problem)) => filter.problem = problem.or(filter.problem.take()),
                None => filter.words.push(word.to_lowercase()),
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
        self.terms.iter().any(|term| matches!(term.field, Field::Risk(..) | Field::Level(_)))
    }

    /// Whether a commit passes all fields; words are asked by [`Words`].
    pub fn fields_pass(&self, commit: &AnalysedCommit, around: Around) -> bool {
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

/// The field of that name with that value: nothing if there is no such field, an error if it cannot have the value (with
/// what to say, unless it is only not typed to its end).
fn field(name: &str, value: &str) -> Option<Result<Field, Option<String>>> {
    let text = || value.to_lowercase();
    let given = |field: fn(String) -> Field| if value.is_empty() { Err(None) } else { Ok(field(text())) };
    Some(match name {
        "kind" | "type" => kinds(value),
        "risk" => risk(value),
        "author" => given(Field::Author),
        // Without a value it finds what has no scope.
        "scope" => Ok(Field::Scope(text())),
        "path" | "file" => given(Field::Path),
        "sha" | "id" | "commit" => given(Field::Id),
        "is" => quality(value),
        _ => return None,
    })
}

fn kinds(value: &str) -> Result<Field, Option<String>> {
    let words: Vec<&str> = value.split(',').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Err(None);
    }
    let known = words.iter().map(|word| {
        Kind::from_word(word).ok_or_else(|| {
            let is_begun = Kind::ALL.iter().any(|kind| kind.as_str().starts_with(&word.to_lowercase()));
            (!is_begun).then(|| format!("`{word}` is no kind; kinds are feat, fix, docs, ... chore, revert"))
        })
    });
    known.collect::<Result<Vec<_>, _>>().map(Field::Kinds)
}

fn risk(value: &str) -> Result<Field, Option<String>> {
    let (comparison, number) = [
        (">=", Comparison::AtLeast),
        ("<=", Comparison::AtMost),
        (">", Comparison::Over),
        ("<", Comparison::Under),
        ("=", Comparison::Equal),
    ]
    .into_iter()
    .find_map(|(sign, comparison)| value.strip_prefix(sign).map(|number| (comparison, number)))
    .unwrap_or((Comparison::Equal, value));
    if number.is_empty() {
        return Err(None);
    }
    if let Ok(number) = number.parse() {
        return Ok(Field::Risk(comparison, number));
    }
    let levels = [Level::Low, Level::Medium, Level::High, Level::Critical];
    match levels.into_iter().find(|level| level.as_str() == number.to_lowercase()) {
        Some(level) => Ok(Field::Level(level)),
        None if levels.iter().any(|level| level.as_str().starts_with(&number.to_lowercase())) => Err(None),
        None => Err(Some(format!("`risk:{value}` is neither like `risk:>50` nor like `risk:high`"))),
    }
}

fn quality(value: &str) -> Result<Field, Option<String>> {
    const KNOWN: [(&str, Quality); 8] = [
        ("breaking", Quality::Flag(Flags::BREAKING)),
        ("security", Quality::Flag(Flags::SECURITY)),
        ("dependency", Quality::Flag(Flags::DEPENDENCY)),
        ("merge", Quality::Flag(Flags::MERGE)),
        ("cancelled", Quality::Reverted),
        ("reverted", Quality::Reverted),
        ("reviewed", Quality::Reviewed),
        ("corrected", Quality::Corrected),
    ];
    let value = value.to_lowercase();
    match KNOWN.iter().find(|(word, _)| *word == value) {
        Some((_, quality)) => Ok(Field::Is(*quality)),
        None if KNOWN.iter().any(|(word, _)| word.starts_with(&value)) => Err(None),
        None => Err(Some(format!("`is:{value}` is unknown; try is:breaking, is:security, is:reviewed, is:merge"))),
    }
}

impl Field {
    /// Whether it holds; nothing while that is not known.
    fn holds(&self, commit: &AnalysedCommit, around: Around) -> Option<bool> {
        let has = |text: &str, part: &str| text.to_lowercase().contains(part);
        Some(match self {
            Self::Kinds(kinds) => kinds.contains(&commit.kind.kind),
            Self::Risk(comparison, number) => {
                let risk = commit.risk?;
                match comparison {
                    Comparison::Over => risk > *number,
                    Comparison::AtLeast => risk >= *number,
                    Comparison::Under => risk < *number,
                    Comparison::AtMost => risk <= *number,
                    Comparison::Equal => risk == *number,
                }
            }
            Self::Level(level) => Level::of(commit.risk?) == *level,
            Self::Author(part) => has(&commit.author.name.text, part) || has(&commit.author.email.text, part),
            Self::Scope(part) if part.is_empty() => commit.scope.is_none(),
            Self::Scope(part) => commit.scope.as_deref().is_some_and(|scope| has(scope, part)),
            Self::Path(_) => return around.path,
            Self::Id(part) => commit.id.to_string().starts_with(part.as_str()),
            Self::Is(Quality::Flag(flag)) => commit.flags.contains(*flag),
            Self::Is(Quality::Reverted) => commit.flags.contains(Flags::CANCELLED),
            Self::Is(Quality::Reviewed) => around.is_reviewed,
            Self::Is(Quality::Corrected) => commit.kind.source == KindSource::Override,
        })
    }
}

#[cfg(test)]
mod tests;
