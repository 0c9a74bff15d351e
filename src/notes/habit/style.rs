//! How a project writes its notes: what it calls its sections, and in which mood its sentences begin.

use std::collections::BTreeMap;

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
}

/// Longer headings are sentences.
const LONGEST: usize = 40;
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
        Self { titles: titles.collect(), is_past: past > 4 && past > 3 * present }
    }
}
