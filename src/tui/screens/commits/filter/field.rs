//! The fields of a filter: what each is called, what values it has, and when it holds for a commit.

use super::Around;
use crate::analysis::{
    AnalysedCommit, Audience, Flags, Kind, KindSource, Level, ReferenceKind,
    group::Bond,
    story::{Difficulty, TestVerdict},
};

/// What is said of a value that cannot be; nothing where it is only not typed to its end.
type Wrong = Option<String>;

/// What can be asked of a commit.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Field {
    Kinds(Vec<Kind>),
    Source(KindSource),
    /// Whether whoever told the kind is sure of it.
    Sure(bool),
    Confidence(Comparison, f64),
    /// Another kind is suggested: any, or this one.
    Suggested(Option<Kind>),
    /// No other kind is suggested.
    NotSuggested,
    Risk(Comparison, f64),
    Level(Level),
    /// The chance of doing harm, in percent.
    Chance(Comparison, f64),
    /// A factor whose name has this in it.
    Factor(String),
    Audience(Audience),
    /// Whether it belongs with others.
    Grouped(bool),
    Bond(Bond),
    /// What it means for tests.
    Tests(TestVerdict),
    /// How hard it is to take back.
    Rollback(Difficulty),
    Lines(Comparison, f64),
    Files(Comparison, f64),
    Refers(ReferenceKind, String),
    Author(String),
    /// Somebody who could review it has this in the name, the address or the handle.
    Reviewer(String),
    /// Nobody is known who could review it.
    NoReviewer,
    Scope(String),
    Path(String),
    Id(String),
    Is(Quality),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Comparison {
    Over,
    AtLeast,
    Under,
    AtMost,
    Equal,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Quality {
    Flag(Flags),
    Reviewed,
    Corrected,
    Reverted,
}

/// The field of that name with that value: nothing if there is no such field, an error if it cannot have the value (with
/// what to say, unless it is only not typed to its end).
pub(super) fn field(name: &str, value: &str) -> Option<Result<Field, Wrong>> {
    let lower = value.to_lowercase();
    let given = |field: fn(String) -> Field| if value.is_empty() { Err(None) } else { Ok(field(lower.clone())) };
    let measured = |field: fn(Comparison, f64) -> Field| numbers(name, value).map(|(how, number)| field(how, number));
    let refers = |kind| {
        let id = lower.trim_start_matches(['#', '!']).to_owned();
        if id.is_empty() { Err(None) } else { Ok(Field::Refers(kind, id)) }
    };
    Some(match name {
        "kind" | "type" => kinds(value),
        "source" => one_of(name, &lower, &SOURCES).map(Field::Source),
        "sure" => one_of(name, &lower, &YES_NO).map(Field::Sure),
        "confidence" => measured(Field::Confidence),
        "suggested" | "looks-like" => suggested(&lower),
        "risk" => risk(value),
        "chance" | "probability" => measured(Field::Chance),
        "factor" => given(|part| Field::Factor(part.replace(' ', "-"))),
        "audience" | "for" => one_of(name, &lower, &AUDIENCES).map(Field::Audience),
        "group" => group(&lower),
        "tests" => one_of(name, &lower, &TESTS).map(Field::Tests),
        "rollback" => one_of(name, &lower, &ROLLBACKS).map(Field::Rollback),
        "lines" => measured(Field::Lines),
        "files" => measured(Field::Files),
        "pr" | "mr" | "pull" => refers(ReferenceKind::PullRequest),
        "issue" => refers(ReferenceKind::Issue),
        "author" => given(Field::Author),
        "reviewer" if lower == "none" => Ok(Field::NoReviewer),
        "reviewer" => given(Field::Reviewer),
        // Without a value it finds what has no scope.
        "scope" => Ok(Field::Scope(lower)),
        "path" | "file" => given(Field::Path),
        "sha" | "id" | "commit" => given(Field::Id),
        "is" => one_of(name, &lower, &QUALITIES).map(Field::Is),
        _ => return None,
    })
}

/// The fields, as one would call them.
const NAMES: [&str; 23] = [
    "kind",
    "type",
    "source",
    "sure",
    "confidence",
    "suggested",
    "risk",
    "chance",
    "factor",
    "audience",
    "group",
    "tests",
    "rollback",
    "lines",
    "files",
    "pull",
    "issue",
    "author",
    "reviewer",
    "scope",
    "path",
    "commit",
    "is",
];

/// The field that was meant by a name that is none; nothing where no field is like it, and words may be meant.
pub(super) fn meant(name: &str) -> Option<&'static str> {
    let is_a_word =
        name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_alphabetic()) && Kind::from_word(name).is_none();
    let alike = |known: &&str| strsim::osa_distance(name, known) == 1 || known.strip_suffix('s') == Some(name);
    if is_a_word { NAMES.into_iter().find(|known| alike(known)) } else { None }
}

const YES_NO: [(&str, bool); 2] = [("yes", true), ("no", false)];
const SOURCES: [(&str, KindSource); 4] = [
    ("header", KindSource::Header),
    ("model", KindSource::Model),
    ("rule", KindSource::Rule),
    ("override", KindSource::Override),
];
const AUDIENCES: [(&str, Audience); 3] =
    [("user", Audience::User), ("operator", Audience::Operator), ("developer", Audience::Developer)];
const BONDS: [(&str, Bond); 7] = [
    ("revert", Bond::Revert),
    ("pull_request", Bond::PullRequest),
    ("branch", Bond::Branch),
    ("fix", Bond::Fix),
    ("follow_up", Bond::FollowUp),
    ("cherry_pick", Bond::CherryPick),
    ("similar", Bond::Similar),
];
const TESTS: [(&str, TestVerdict); 5] = [
    ("missing", TestVerdict::Missing),
    ("beside", TestVerdict::Beside),
    ("same_file", TestVerdict::SameFile),
    ("tests_only", TestVerdict::TestsOnly),
    ("no_code", TestVerdict::NoCode),
];
const ROLLBACKS: [(&str, Difficulty); 3] =
    [("easy", Difficulty::Easy), ("moderate", Difficulty::Moderate), ("hard", Difficulty::Hard)];
const QUALITIES: [(&str, Quality); 8] = [
    ("breaking", Quality::Flag(Flags::BREAKING.union(Flags::FOUND))),
    ("security", Quality::Flag(Flags::SECURITY)),
    ("dependency", Quality::Flag(Flags::DEPENDENCY)),
    ("merge", Quality::Flag(Flags::MERGE)),
    ("reverted", Quality::Reverted),
    ("cancelled", Quality::Reverted),
    ("reviewed", Quality::Reviewed),
    ("corrected", Quality::Corrected),
];

/// The meaning of a word; what is unknown is told with the words that are known.
fn one_of<T: Copy>(name: &str, value: &str, known: &[(&str, T)]) -> Result<T, Wrong> {
    let value = value.replace('-', "_");
    match known.iter().find(|(word, _)| *word == value) {
        Some((_, meaning)) => Ok(*meaning),
        None if known.iter().any(|(word, _)| word.starts_with(&value)) => Err(None),
        None => {
            let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
            Err(Some(format!("`{name}:{value}` is unknown; `{name}:` is one of {}", words.join(", "))))
        }
    }
}

fn kinds(value: &str) -> Result<Field, Wrong> {
    let words: Vec<&str> = value.split(',').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Err(None);
    }
    words.into_iter().map(kind).collect::<Result<Vec<_>, _>>().map(Field::Kinds)
}

fn kind(word: &str) -> Result<Kind, Wrong> {
    Kind::from_word(word).ok_or_else(|| {
        let is_begun = Kind::ALL.iter().any(|kind| kind.as_str().starts_with(&word.to_lowercase()));
        (!is_begun).then(|| format!("`{word}` is no kind; kinds are feat, fix, docs, ... chore, revert"))
    })
}

fn suggested(value: &str) -> Result<Field, Wrong> {
    match value {
        "" => Err(None),
        "yes" => Ok(Field::Suggested(None)),
        "no" => Ok(Field::NotSuggested),
        other if "yes".starts_with(other) || "no".starts_with(other) => Err(None),
        other => kind(other).map(|kind| Field::Suggested(Some(kind))),
    }
}

fn group(value: &str) -> Result<Field, Wrong> {
    match value {
        "yes" => Ok(Field::Grouped(true)),
        "no" => Ok(Field::Grouped(false)),
        other if "yes".starts_with(other) || "no".starts_with(other) => Err(None),
        other => one_of("group", other, &BONDS).map(Field::Bond),
    }
}

/// `>50`, `<=3`, `7`: how to compare, and with what. A percent sign may follow.
fn numbers(name: &str, value: &str) -> Result<(Comparison, f64), Wrong> {
    let (comparison, number) = compared(value);
    if number.is_empty() {
        return Err(None);
    }
    let number = number.trim_end_matches('%').parse::<f64>().ok().filter(|number| number.is_finite());
    number.map(|number| (comparison, number)).ok_or_else(|| Some(format!("`{name}:{value}` is not like `{name}:>5`")))
}

fn compared(value: &str) -> (Comparison, &str) {
    [
        (">=", Comparison::AtLeast),
        ("<=", Comparison::AtMost),
        (">", Comparison::Over),
        ("<", Comparison::Under),
        ("=", Comparison::Equal),
    ]
    .into_iter()
    .find_map(|(sign, comparison)| value.strip_prefix(sign).map(|number| (comparison, number)))
    .unwrap_or((Comparison::Equal, value))
}

fn risk(value: &str) -> Result<Field, Wrong> {
    let (comparison, number) = compared(value);
    if number.is_empty() {
        return Err(None);
    }
    if let Ok(number) = number.parse::<u8>() {
        return Ok(Field::Risk(comparison, f64::from(number)));
    }
    let levels = [Level::Low, Level::Medium, Level::High, Level::Critical];
    match levels.into_iter().find(|level| level.as_str() == number.to_lowercase()) {
        Some(level) => Ok(Field::Level(level)),
        None if levels.iter().any(|level| level.as_str().starts_with(&number.to_lowercase())) => Err(None),
        None => Err(Some(format!("`risk:{value}` is neither like `risk:>50` nor like `risk:high`"))),
    }
}

/// A share of 1 in percent, to a tenth: what is kept in 32 bits is never exactly what was written.
fn percents(share: f32) -> f64 {
    (f64::from(share) * 1_000.0).round() / 10.0
}

impl Comparison {
    fn holds(self, value: f64, number: f64) -> bool {
        match self {
            Self::Over => value > number,
            Self::AtLeast => value >= number,
            Self::Under => value < number,
            Self::AtMost => value <= number,
            Self::Equal => (value - number).abs() < 0.5,
        }
    }
}

impl Field {
    /// Whether the answer may change when risks become known.
    pub(super) fn asks_risk(&self) -> bool {
        matches!(self, Self::Risk(..) | Self::Level(_) | Self::Chance(..) | Self::Factor(_))
    }

    /// Whether it holds; nothing while that is not known.
    pub(super) fn holds(&self, commit: &AnalysedCommit, around: Around<'_>) -> Option<bool> {
        let has = |text: &str, part: &str| text.to_lowercase().contains(part);
        let kind = &commit.kind;
        Some(match self {
            Self::Kinds(kinds) => kinds.contains(&kind.kind),
            Self::Source(source) => kind.source == *source,
            Self::Sure(wanted) => (kind.is_sure() || commit.flags.contains(Flags::MERGE)) == *wanted,
            Self::Confidence(how, percent) => how.holds(percents(kind.confidence), *percent),
            Self::Suggested(None) => kind.suggested.is_some(),
            Self::Suggested(wanted) => kind.suggested.map(|suggested| suggested.kind) == *wanted,
            Self::NotSuggested => kind.suggested.is_none(),
            Self::Risk(how, number) => how.holds(f64::from(commit.risk?), *number),
            Self::Level(level) => Level::of(commit.risk?) == *level,
            Self::Chance(how, percent) => how.holds(percents(around.assessment?.probability?), *percent),
            Self::Factor(part) => {
                around.assessment?.factors().any(|seen| seen.points > 0 && seen.code.name().contains(part.as_str()))
            }
            Self::Audience(audience) => commit.audience == *audience,
            Self::Grouped(wanted) => commit.group.is_some() == *wanted,
            Self::Bond(bond) => commit.group.as_ref().is_some_and(|membership| membership.group.bond == *bond),
            Self::Tests(wanted) => commit.story?.tests == *wanted,
            Self::Rollback(wanted) => commit.story?.rollback == *wanted,
            Self::Lines(how, number) => {
                let stats = commit.stats?;
                how.holds(f64::from(stats.insertions) + f64::from(stats.deletions), *number)
            }
            Self::Files(how, number) => how.holds(f64::from(commit.stats?.files), *number),
            Self::Refers(wanted, id) => commit
                .references
                .iter()
                .any(|reference| reference.kind == *wanted && reference.id.to_lowercase() == *id),
            Self::Author(part) => has(&commit.author.name.text, part) || has(&commit.author.email.text, part),
            Self::Reviewer(part) => around.reviewers?.iter().any(|reviewer| {
                let told = [Some(&reviewer.name), reviewer.email.as_ref(), reviewer.handle.as_ref()];
                told.into_iter().flatten().any(|text| has(text, part))
            }),
            Self::NoReviewer => around.reviewers?.is_empty(),
            Self::Scope(part) if part.is_empty() => commit.scope.is_none(),
            Self::Scope(part) => commit.scope.as_deref().is_some_and(|scope| has(scope, part)),
            Self::Path(_) => return around.path,
            Self::Id(part) => commit.id.to_string().starts_with(part.as_str()),
            Self::Is(Quality::Flag(flag)) => commit.flags.intersects(*flag),
            Self::Is(Quality::Reverted) => commit.flags.contains(Flags::CANCELLED),
            Self::Is(Quality::Reviewed) => around.is_reviewed,
            Self::Is(Quality::Corrected) => kind.source == KindSource::Override,
        })
    }
}
