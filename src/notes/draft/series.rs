//! Series: changes of one kind that people tell in one line, such as the parts of a port, or one theme after another.

use std::{collections::BTreeMap, sync::LazyLock};

use regex::Regex;

use super::placement::Placement;
use crate::{
    analysis::AnalysedCommit,
    drafting,
    notes::{SectionKey, likeness::stem},
};

/// So many like changes are a series; parts that are counted are one from the second on.
const LIKE: usize = 3;
const PARTS: usize = 2;
/// Words of a sentence that may be one of a series.
const WORDS: usize = 8;

static PART: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\\?\[(?P<name>[^\]\\]{2,40}?)[\s#-]*(?:PR|part|step)?[\s#-]*\d+(?:\s*/\s*\d+)?\\?\]\s*:?\s*|\s*[\(\[](?:part|step)?\s*\d+\s*(?:/|of)\s*\d+[\)\]]\s*$|,?\s+part\s+\d+\s*$")
        .expect("the pattern is a constant that a test compiles")
});

/// A sentence without what counts it among the parts of a series.
pub(super) fn without_mark(sentence: &str) -> String {
    let plain = PART.replace(sentence, "");
    if plain.trim().is_empty() { sentence.to_owned() } else { drafting::capitalised(plain.trim()) }
}

/// A sentence that goes on after another one: in lower case, unless it begins with a name.
pub(super) fn continued(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let Some(first) = letters.next() else { return String::new() };
    let is_name =
        sentence.split(' ').next().is_some_and(|word| word.chars().skip(1).any(|letter| !letter.is_lowercase()));
    if is_name { sentence.to_owned() } else { first.to_lowercase().chain(letters).collect() }
}

/// The series of a range, each newest first. `may` says which commits are free to be told with others.
pub(super) fn series(
    commits: &[AnalysedCommit],
    placements: &[Placement],
    may: impl Fn(usize) -> bool,
) -> Vec<Vec<usize>> {
    let mut parts: BTreeMap<(SectionKey, String), Vec<usize>> = BTreeMap::new();
    let mut alike: BTreeMap<(SectionKey, String), Vec<usize>> = BTreeMap::new();
    for (at, commit) in commits.iter().enumerate() {
        let Placement::Told(key) = placements[at] else { continue };
        if !may(at) {
            continue;
        }
        if let Some(name) = part_of(&commit.subject).or_else(|| part_of(&commit.description)) {
            parts.entry((key, name)).or_default().push(at);
        } else if let Some(what) = addition(commit) {
            alike.entry((key, what)).or_default().push(at);
        }
    }
    let parts = parts.into_values().filter(|places| places.len() >= PARTS);
    parts.chain(alike.into_values().filter(|places| places.len() >= LIKE)).collect()
}

/// Which whole a subject says that it is a part of.
fn part_of(subject: &str) -> Option<String> {
    let found = PART.captures(subject)?;
    let name = match found.name("name") {
        Some(name) => name.as_str().to_owned(),
        None => format!("{}{}", &subject[..found.get(0)?.start()], &subject[found.get(0)?.end()..]),
    };
    let name: String = name.to_lowercase().chars().filter(|letter| letter.is_alphabetic()).collect();
    (name.len() > 2).then_some(name)
}

/// What a short sentence adds one more of: `theme` of `feat(themes): add Vesper theme`.
fn addition(commit: &AnalysedCommit) -> Option<String> {
    let lower = drafting::sentence(&commit.description).to_lowercase();
    let words: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let (first, rest) = words.split_first()?;
    if stem(first) != "add" || words.len() > WORDS {
        return None;
    }
    let last = stem(rest.last()?);
    let scope = commit.scope.as_deref().map(str::to_lowercase);
    let scope = scope.as_deref().map(stem).filter(|scope| rest.iter().any(|word| stem(word) == *scope));
    let what = scope.unwrap_or(last);
    (what.len() > 3 && rest.len() > 1).then(|| what.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::{draft, sample::commit};

    fn told(subjects: &[&str]) -> Vec<String> {
        let commits: Vec<AnalysedCommit> =
            subjects.iter().enumerate().map(|(at, subject)| commit(&format!("aaaaaa{at}"), subject)).collect();
        let draft = draft(&commits);
        draft.sections.into_iter().flat_map(|section| section.entries).map(|entry| entry.text).collect()
    }

    #[test]
    fn one_more_of_the_same_again_and_again_is_told_once() {
        assert_eq!(
            told(&[
                "feat(themes): add night theme (#3)",
                "feat(themes): add Vesper theme (#2)",
                "feat: add ao theme (#1)",
                "feat: add stars"
            ]),
            ["Add ao theme; add Vesper theme; add night theme", "Add stars"]
        );
        assert_eq!(told(&["feat: add night theme", "feat: add stars"]).len(), 2);
    }

    #[test]
    fn parts_of_a_whole_are_told_once() {
        let told = told(&["feat: [Windows port PR3] split the daemon", "feat: [Windows port PR2] replace signals"]);
        assert_eq!(told, ["Replace signals; split the daemon"]);
    }

    #[test]
    fn other_numbers_count_no_parts() {
        assert_eq!(told(&["feat: read HTTP 2", "feat: read HTTP 3", "feat: take [2] of it"]).len(), 3);
    }
}
