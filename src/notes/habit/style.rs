//! How a project writes its notes: what it calls its sections, and in which mood its sentences begin.

use std::{collections::BTreeMap, sync::LazyLock};

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::entries::PastEntry;
use crate::notes::SectionKey;

/// See the module.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Style {
    /// What sections are called.
    pub titles: BTreeMap<SectionKey, String>,
    /// Whether sentences tell what was done (`Added`, `Fixed`), not what to do (`Add`, `Fix`).
    pub is_past: bool,
    /// Whether numbers of requests stand as they are (`#12`), not as links.
    pub has_plain_numbers: bool,
    /// What stands before the name of whoever made a change, where most entries name them: `by`, `thanks to`, or nothing.
    pub credit: Option<String>,
    /// Whether they thank those who contributed for the first time.
    pub thanks_newcomers: bool,
}

/// Entries that must show it before it is a habit.
const ENTRIES: usize = 5;

static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?P<before>\bby|\bthanks(?: to)?|\bthank you)?,?\s*\(?\[?@(?P<name>[A-Za-z0-9][\w-]*)")
        .expect("the pattern is a constant that a test compiles")
});

/// Longer headings are sentences.
const LONGEST: usize = 40;
/// The newest releases that show whom notes thank.
const THANKED: usize = 4;
/// Releases that a heading must stand in to be a habit.
const RELEASES: usize = 2;

impl Style {
    /// Reads it from the entries of releases, newest first.
    pub(super) fn of(releases: &[Vec<PastEntry>]) -> Self {
        let mut counts: BTreeMap<SectionKey, BTreeMap<&str, usize>> = BTreeMap::new();
        for entries in releases {
            let mut met: Vec<&str> = Vec::new();
            for entry in entries {
                let heading = entry.heading.trim_end_matches(':').trim();
                let fits =
                    !heading.is_empty() && heading.chars().count() <= LONGEST && !heading.contains(['[', '<', '`']);
                if let Some(key) = entry.section.filter(|_| fits && !met.contains(&heading)) {
                    met.push(heading);
                    *counts.entry(key).or_default().entry(heading).or_default() += 1;
                }
            }
        }
        let needed = RELEASES.min(releases.len());
        let titles = counts.into_iter().filter_map(|(key, headings)| {
            let (title, count) = headings.into_iter().max_by_key(|(_, count)| *count)?;
            (count >= needed).then(|| (key, title.to_owned()))
        });
        let firsts = releases.iter().flatten().filter_map(|entry| {
            let words = entry.words.trim_start_matches(|character: char| !character.is_alphabetic());
            words.split_whitespace().next().map(str::to_lowercase)
        });
        let (mut past, mut present) = (0, 0);
        for first in firsts {
            past += usize::from(
                ["added", "fixed", "changed", "removed", "improved", "updated", "made"].contains(&first.as_str()),
            );
            present +=
                usize::from(["add", "fix", "change", "remove", "improve", "update", "make"].contains(&first.as_str()));
        }
        let all: Vec<&PastEntry> = releases.iter().flatten().collect();
        Self {
            titles: titles.collect(),
            is_past: past > 4 && past > 3 * present,
            has_plain_numbers: has_plain_numbers(&all),
            credit: credit(&all),
            thanks_newcomers: releases.iter().take(THANKED).flatten().any(thanks_newcomers),
        }
    }
}

/// Whether an entry names somebody's first contribution, or stands where such people are named.
fn thanks_newcomers(entry: &PastEntry) -> bool {
    let heading = entry.heading.to_lowercase();
    ["new contributor", "first-time contributor", "first time contributor"].iter().any(|words| heading.contains(words))
        || entry.words.to_lowercase().contains("first contribution")
}

fn has_plain_numbers(entries: &[&PastEntry]) -> bool {
    let numbered = entries.iter().filter(|entry| !entry.numbers.is_empty());
    let (mut plain, mut linked) = (0, 0);
    for entry in numbered {
        let text = entry.lines.join("\n");
        let is_linked = text.contains("](") || text.contains("://") || text.contains("`_") || text.contains("[#");
        linked += usize::from(is_linked);
        plain += usize::from(!is_linked && text.contains('#'));
    }
    plain >= ENTRIES && plain > 4 * linked
}

/// What most entries have before the name of whoever made the change; nothing where most name nobody.
fn credit(entries: &[&PastEntry]) -> Option<String> {
    let mut forms: BTreeMap<String, usize> = BTreeMap::new();
    for entry in entries {
        let text = entry.lines.join(" ");
        if let Some(found) = CREDIT.captures_iter(&text).last() {
            let before = found.name("before").map_or("", |before| before.as_str()).to_lowercase();
            *forms.entry(before).or_default() += 1;
        }
    }
    let named: usize = forms.values().sum();
    let (form, _) = forms.into_iter().max_by_key(|(_, count)| *count)?;
    (named >= ENTRIES && named * 5 >= entries.len() * 3).then_some(form)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(lines: &[&str]) -> Style {
        let entries = lines.iter().map(|line| PastEntry {
            lines: vec![(*line).to_owned()],
            words: (*line).to_owned(),
            numbers: vec!["1".into()],
            ..PastEntry::default()
        });
        Style::of(&[entries.collect()])
    }

    #[test]
    fn numbers_and_names_stand_as_past_notes_have_them() {
        let plain = style(&["Add a (#1) by @ann"; 6]);
        assert!(plain.has_plain_numbers);
        assert_eq!(plain.credit.as_deref(), Some("by"));
        let linked = style(&["Add a ([#1](https://forge/pull/1))"; 6]);
        assert!(!linked.has_plain_numbers);
        assert_eq!(linked.credit, None);
        assert!(style(&["@ann made their first contribution in #1"]).thanks_newcomers);
        assert_eq!(style(&["Add a (@ann)"; 6]).credit.as_deref(), Some(""));
    }
}
