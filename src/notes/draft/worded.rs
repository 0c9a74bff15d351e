//! The words of an entry: what a commit says as a sentence, the part of the project that its author named, what to do about
//! a break.

use std::sync::LazyLock;

use regex::Regex;

use super::trivia::without_tests;
use crate::{
    analysis::{AnalysedCommit, Kind},
    drafting,
    text::without_escapes,
};

/// Characters after which a sentence is cut.
pub(super) const LONGEST_SENTENCE: usize = 180;

static AGAIN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)[\s:,;(\[\-–—]+(?:follow[ -]?ups?|again|take two|second attempt|2nd attempt)[)\]]?$")
        .expect("the pattern is a constant that a test compiles")
});

static DEFECT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:ignores?|crash(?:es|ed)?|fails?|failed|panics?|hangs?|freezes?|leaks?|breaks?|loses|is (?:broken|ignored|wrong|missing|lost|not)|are (?:broken|ignored|wrong|missing|lost|not)|isn't|aren't|does(?:n't| not)|don't|cannot|can't|won't|not working|no longer works?)\b",
    )
    .expect("the pattern is a constant that a test compiles")
});
/// What refers to words that stand elsewhere.
static ABOVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\bthe above\b(?: mentioned)?|\bthe (?:above-mentioned|aforementioned)\b|,? as (?:described|mentioned|said|noted|stated|explained) above\b")
        .expect("the pattern is a constant that a test compiles")
});

static PART: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\w./*@-]{1,30}(?:\([^)]*\))?!?:\s+").expect("the pattern is a constant that a test compiles")
});

/// What a commit says, without the part of the project in front, known or not.
pub(super) fn bare(commit: &AnalysedCommit) -> String {
    drafting::sentence(&PART.replace(without_scope(commit).trim_start(), ""))
}

/// Whether a title says what was wrong, not what was done about it.
pub(super) fn states_defect(commit: &AnalysedCommit) -> bool {
    !is_asked(commit) && DEFECT.is_match(&commit.description)
}

/// Whether it says what to do: it begins with a verb.
pub(super) fn is_asked(commit: &AnalysedCommit) -> bool {
    let sentence = bare(commit);
    let first = sentence.split_whitespace().next().unwrap_or_default().to_lowercase();
    drafting::as_done(&sentence) != sentence
        || ["don't", "do", "never", "no", "always", "honor", "honour", "name"].contains(&first.as_str())
}

/// What a commit says, in the form in which others say the same: a second go at it is the same thing.
pub(super) fn said(commit: &AnalysedCommit) -> String {
    AGAIN.replace(&drafting::sentence(&commit.description), "").to_lowercase()
}

/// The description without the scope, where it still has it in front.
fn without_scope(commit: &AnalysedCommit) -> &str {
    let rest = commit.scope.as_deref().and_then(|scope| commit.description.strip_prefix(scope)?.strip_prefix(':'));
    rest.map_or(&commit.description, str::trim_start)
}

/// A sentence that a reader can take in: a whole paragraph as the subject is cut at a word.
fn shortened(sentence: &str) -> String {
    if sentence.chars().count() <= LONGEST_SENTENCE {
        return sentence.to_owned();
    }
    let end = sentence.char_indices().nth(LONGEST_SENTENCE).map_or(sentence.len(), |(at, _)| at);
    let mut cut = sentence[..end].rfind(' ').unwrap_or(end);
    // Code is told whole or not at all.
    if sentence[..cut].matches('`').count() % 2 == 1
        && let Some(open) = sentence[..cut].rfind('`').filter(|open| *open > 0)
    {
        cut = open;
    }
    format!("{}…", sentence[..cut].trim_end_matches([' ', ',', '-', ':']))
}

/// What it says, as Markdown.
pub(super) fn words(commit: &AnalysedCommit) -> String {
    let sentence = drafting::sentence(without_scope(commit));
    let sentence = shortened(&drafting::capitalised(without_tests(&sentence)));
    if commit.kind.kind == Kind::Revert {
        return drafting::markdown(&revert_words(commit, &sentence));
    }
    if sentence.is_empty() {
        return format!("Change of {}", commit.id.short());
    }
    drafting::markdown(&sentence)
}

/// `Revert "feat(api): add stars"` as `Revert: add stars`, whatever is left of the quotation by then.
fn revert_words(commit: &AnalysedCommit, sentence: &str) -> String {
    let subject = commit.subject.trim();
    let quoted = subject.find('"').zip(subject.rfind('"')).filter(|(first, last)| first < last);
    let Some((first, last)) = quoted else {
        return if sentence.to_lowercase().starts_with("re") {
            sentence.to_owned()
        } else {
            format!("Revert: {sentence}")
        };
    };
    let verb = if subject.starts_with("Reapply") { "Reapply" } else { "Revert" };
    let inner = &subject[first + 1..last];
    let inner = inner.split_once(": ").filter(|(head, _)| is_header(head)).map_or(inner, |(_, rest)| rest);
    format!("{verb} “{}”", drafting::sentence(inner))
}

fn is_header(head: &str) -> bool {
    let word = head.split(['(', '!']).next().unwrap_or_default();
    Kind::from_word(word).is_some()
}

/// The scope that the author wrote in the subject; one that the rules found is not the author's word.
pub(super) fn scope_of(commit: &AnalysedCommit) -> Option<String> {
    let named = commit.scope.as_deref().filter(|named| !named.trim().is_empty() && named.len() <= 40)?;
    let (head, _) = commit.subject.split_once(':')?;
    let lower = named.to_lowercase();
    if !head.to_lowercase().contains(&lower)
        || ["deps", "release", "main", "master"].contains(&lower.as_str())
        || is_branch(&lower)
        || Kind::from_word(&lower).is_some()
    {
        return None;
    }
    let words = drafting::markdown(&named.split_whitespace().collect::<Vec<_>>().join(" "));
    // It is set in bold, where code would not be.
    let bare = words.trim_matches('`');
    Some(if bare.starts_with('_') { format!("\\{bare}") } else { bare.to_owned() })
}

/// `13.x`, `v1.2`: the branch that a change was made for, which a reader of its release knows.
fn is_branch(scope: &str) -> bool {
    let number = scope.strip_prefix('v').unwrap_or(scope);
    number.starts_with(|first: char| first.is_ascii_digit())
        && number.chars().all(|character| character.is_ascii_digit() || character == '.' || character == 'x')
}

/// What the author says about the break, unless that is the subject once more.
pub(super) fn migration(commit: &AnalysedCommit) -> Option<String> {
    let text = without_escapes(commit.breaking_text.as_deref()?);
    // What was above stands nowhere here; the entry itself says what it was.
    let text = ABOVE.replace_all(
        text.trim(),
        |found: &regex::Captures<'_>| {
            if found[0].to_lowercase().contains(" as ") { "" } else { "this" }
        },
    );
    let text = text.trim();
    let same = drafting::sentence(text).to_lowercase() == drafting::sentence(&commit.description).to_lowercase();
    if text.is_empty() || same {
        return None;
    }
    let paragraphs: Vec<String> = text
        .split("\n\n")
        .map(|paragraph| {
            drafting::markdown(&drafting::capitalised(&paragraph.split_whitespace().collect::<Vec<_>>().join(" ")))
        })
        .map(|paragraph| paragraph.chars().filter(|character| !character.is_control()).collect())
        .filter(|paragraph: &String| !paragraph.is_empty())
        .collect();
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}
