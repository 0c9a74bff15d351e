//! Upkeep that people tell in lists (`Update dependencies (#1, #2, #3)`), and whether these people do.

use std::{collections::BTreeMap, sync::LazyLock};

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::{
    learnt::{PastRelease, PastUnit},
    measures::is_update,
    unit::Unit,
};
use crate::{drafting::Bump, notes::SectionKey};

/// What upkeep is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Upkeep {
    /// Other versions of what the project depends on.
    Updates,
    /// Tests, and what runs them.
    Checks,
    /// Words about the project.
    Documentation,
    /// Its words in other languages.
    Translations,
}

/// Entries that tell so many units of one sort, in so many releases, are a habit where they tell more of it than others do.
const LIST: usize = 3;
const RELEASES: usize = 2;
/// So often must past notes have told another update of the same thing in a line of its own.
const REPEATED: usize = 2;

static TRANSLATES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:translat\w+|i18n|l10n|localis\w+|localiz\w+|crowdin|weblate|transifex)\b|(?:^|/)(?:locales?|translations?|i18n|lang)/")
        .expect("the pattern is a constant that a test compiles")
});

impl Upkeep {
    const ALL: [Self; 4] = [Self::Updates, Self::Checks, Self::Documentation, Self::Translations];

    /// What a unit keeps up; nothing of what does more than that.
    pub(super) fn of(unit: &Unit) -> Option<Self> {
        if unit.breaks {
            return None;
        }
        if is_update(unit) {
            return Some(Self::Updates);
        }
        let translates = |text: &str| TRANSLATES.is_match(text);
        if translates(&unit.title) && !unit.paths.is_empty() && unit.paths.iter().all(|path| translates(path)) {
            return Some(Self::Translations);
        }
        let of_kind = |kind: &String| match kind.trim_end_matches('?') {
            "ci" | "test" => Some(Self::Checks),
            "docs" => Some(Self::Documentation),
            _ => None,
        };
        let mut kinds = unit.kinds.iter().map(of_kind);
        let first = kinds.next()??;
        kinds.all(|kind| kind == Some(first)).then_some(first)
    }
}

/// What past notes tell in lists, and in which section.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lists {
    known: Vec<(Upkeep, SectionKey)>,
}

impl Lists {
    /// Reads it from past releases.
    pub(super) fn of(releases: &[PastRelease]) -> Self {
        let known = Upkeep::ALL.into_iter().filter_map(|upkeep| Some((upkeep, section(releases, upkeep)?)));
        Self { known: known.collect() }
    }

    /// Where a unit is told with its like, if these people tell it so.
    pub(super) fn holding(&self, unit: &Unit) -> Option<(Upkeep, SectionKey)> {
        if self.known.is_empty() {
            return None;
        }
        let upkeep = Upkeep::of(unit)?;
        self.known.iter().find(|(known, _)| *known == upkeep).copied()
    }
}

/// The section in which upkeep of this sort was mostly listed, if lists told most of it.
fn section(releases: &[PastRelease], upkeep: Upkeep) -> Option<SectionKey> {
    let (mut listed, mut alone, mut with_lists) = (0, 0, 0);
    let mut counts = [0_usize; SectionKey::ALL.len()];
    for release in releases {
        let mut entries: BTreeMap<u32, Vec<&PastUnit>> = BTreeMap::new();
        for past in release.units.iter().filter(|past| !past.sections.is_empty()) {
            match past.company {
                Some(entry) => entries.entry(entry).or_default().push(past),
                None => alone += usize::from(Upkeep::of(&past.unit) == Some(upkeep)),
            }
        }
        let is_list = |entry: &&Vec<&PastUnit>| {
            entry.len() >= LIST && entry.iter().all(|past| Upkeep::of(&past.unit) == Some(upkeep))
        };
        let lists: Vec<&Vec<&PastUnit>> = entries.values().filter(is_list).collect();
        with_lists += usize::from(!lists.is_empty());
        for past in lists.into_iter().flatten() {
            listed += 1;
            for (count, key) in counts.iter_mut().zip(SectionKey::ALL) {
                *count += usize::from(past.sections.contains(&key));
            }
        }
    }
    let (_, key) = counts.into_iter().zip(SectionKey::ALL).rev().max_by_key(|(count, _)| *count)?;
    let fits = !matches!(key, SectionKey::Breaking | SectionKey::Security);
    (with_lists >= RELEASES && listed > alone && fits).then_some(key)
}

/// Whether past notes told several updates of one thing each in a line of its own.
pub(super) fn repeats_updates(releases: &[PastRelease]) -> bool {
    let (mut apart, mut together) = (0, 0);
    for release in releases {
        let told = release.units.iter().filter(|past| !past.sections.is_empty() && is_update(&past.unit));
        let mut named: Vec<(String, Option<u32>)> = told
            .filter_map(|past| Some((Bump::of_title(&past.unit.title)?.name.to_lowercase(), past.company)))
            .collect();
        named.sort();
        for pair in named.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            if pair.iter().all(|(_, company)| company.is_none()) {
                apart += 1;
            } else {
                together += 1;
            }
        }
    }
    apart >= REPEATED && apart > together
}

#[cfg(test)]
mod tests {
    use super::*;

    fn past(title: &str, kind: &str, company: Option<u32>) -> PastUnit {
        let unit = Unit { title: title.into(), kinds: vec![kind.into()], ..Unit::default() };
        PastUnit { unit, sections: vec![SectionKey::Internal], company, ..PastUnit::default() }
    }

    fn release(units: impl Iterator<Item = PastUnit>) -> PastRelease {
        PastRelease { version: "1.0.0".into(), units: units.collect() }
    }

    fn listed() -> PastRelease {
        release((0..4).map(|at| past(&format!("Mend test {at}"), if at == 0 { "ci" } else { "test" }, Some(7))))
    }

    #[test]
    fn what_was_told_in_lists_is_told_so_again() {
        let known = Lists::of(&[listed(), listed()]);
        let unit = past("Mend the tests on Windows", "ci?", None).unit;
        assert_eq!(known.holding(&unit), Some((Upkeep::Checks, SectionKey::Internal)));
        assert_eq!(known.holding(&past("Add stars", "feat", None).unit), None);
        assert_eq!(known.holding(&past("Bump serde to 1.0.2", "chore", None).unit), None);
    }

    #[test]
    fn one_list_is_no_habit_nor_is_one_beside_what_was_told_alone() {
        assert_eq!(Lists::of(&[listed()]), Lists::default());
        let alone = || release((0..5).map(|at| past(&format!("Mend check {at}"), "ci", None)));
        assert_eq!(Lists::of(&[listed(), listed(), alone(), alone()]), Lists::default());
    }

    #[test]
    fn updates_of_one_thing_are_told_as_often_as_before() {
        let releases = |company| {
            let title = |at| format!("fix(deps): update dependency serde to v1.0.{at}");
            [release((0..3).map(|at| past(&title(at), "chore", company)))]
        };
        assert!(repeats_updates(&releases(None)));
        assert!(!repeats_updates(&releases(Some(0))));
        assert!(!repeats_updates(&[]));
    }
}
