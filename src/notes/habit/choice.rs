//! What of a range a project would tell, by its habit: for each commit how likely, whether, and where.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    changes::{Units, changes},
    learnt::{Learnt, Weighed},
    measures::is_update,
    model::Model,
    past::Past,
    upkeep::{Lists, Upkeep, repeats_updates},
};
use crate::{
    analysis::AnalysedCommit,
    history::{CommitId, HistoryError, Range, Repository},
    notes::SectionKey,
    process::Cancel,
};

/// What becomes of one commit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Chosen {
    /// How likely people would tell it.
    pub told: f64,
    /// Whether that is enough.
    pub is_chosen: bool,
    /// Where they would tell it.
    pub section: SectionKey,
    /// How likely they would say that it breaks something.
    pub breaking: f64,
    /// With what else they would tell it in one line, and where.
    pub list: Option<(Upkeep, SectionKey)>,
}

/// The choice for all commits of a range.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Choice {
    chosen: HashMap<CommitId, Chosen>,
    /// Whether the project has notes that were learnt from.
    pub has_past: bool,
    /// Whether its sentences tell what was done, not what to do.
    pub is_past: bool,
    /// Whether its past notes are enough to show of what it says that it breaks.
    pub knows_breaks: bool,
    /// Whether its notes of several releases said of nothing that it breaks.
    pub is_silent_on_breaks: bool,
    /// What it does with updates of what it depends on.
    pub updates: Updates,
    /// Where it tells them, if it does.
    pub updates_in: Option<SectionKey>,
    /// The sections that its notes have; none where no past is known.
    pub uses: Vec<SectionKey>,
}

/// What past notes do with updates of what the project depends on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Updates {
    /// There are too few to tell.
    #[default]
    Unknown,
    /// They are told, in one line for each thing.
    Listed,
    /// Each is told in a line of its own, the next of the same thing too.
    Each,
    /// They are hardly ever told.
    Untold,
}

/// So many past updates show what becomes of them, or so many that were told; told are they where one in so many is.
const UPDATES: usize = 8;
const TOLD_UPDATES: usize = 3;
const TOLD_ONE_IN: usize = 8;

/// So many past releases show of what a project says that it breaks, be it of nothing.
const TELLING_RELEASES: usize = 4;

/// A choice as it is kept: by the places of the commits.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct KeptChoice {
    chosen: Vec<Option<Chosen>>,
    has_past: bool,
    is_past: bool,
    knows_breaks: bool,
    is_silent_on_breaks: bool,
    updates: Updates,
    updates_in: Option<SectionKey>,
    uses: Vec<SectionKey>,
}

impl Updates {
    fn of(past: &Past) -> Self {
        let units = past.releases.iter().flat_map(|release| &release.units);
        let updates: Vec<_> = units.filter(|past| is_update(&past.unit)).collect();
        let told = updates.iter().filter(|past| past.told || !past.sections.is_empty()).count();
        match updates.len() {
            ..UPDATES if told < TOLD_UPDATES => Self::Unknown,
            all if told * TOLD_ONE_IN < all => Self::Untold,
            _ if repeats_updates(&past.releases) => Self::Each,
            _ => Self::Listed,
        }
    }
}

/// The section in which past notes told most updates.
fn updates_in(past: &Past) -> Option<SectionKey> {
    let told = past.releases.iter().flat_map(|release| &release.units).filter(|past| is_update(&past.unit));
    let mut counts = [0_usize; SectionKey::ALL.len()];
    for key in told.flat_map(|past| &past.sections) {
        counts[SectionKey::ALL.iter().position(|known| known == key).unwrap_or_default()] += 1;
    }
    let (count, key) = counts.into_iter().zip(SectionKey::ALL).rev().max_by_key(|(count, _)| *count)?;
    (count > 0 && !matches!(key, SectionKey::Breaking | SectionKey::Security)).then_some(key)
}

impl Choice {
    /// Chooses, by what was learnt from the past.
    pub fn make(
        repository: &Repository,
        range: &Range,
        commits: &[AnalysedCommit],
        past: &Past,
        cancel: &Cancel,
    ) -> Result<Self, HistoryError> {
        let kinds = commits.iter().map(|commit| (commit.id, commit.kind)).collect();
        let changes = changes(repository, range, usize::MAX, &kinds, cancel)?;
        let mut units = Units::of(&changes);
        let lines: HashMap<CommitId, (u32, u32)> = commits
            .iter()
            .filter_map(|commit| commit.stats.map(|stats| (commit.id, (stats.insertions, stats.deletions))))
            .collect();
        for (unit, places) in units.all.iter_mut().zip(&units.places) {
            let counted: Option<Vec<(u32, u32)>> =
                places.iter().map(|at| lines.get(&changes[*at].id).copied()).collect();
            unit.lines = counted.map(|lines| {
                lines
                    .iter()
                    .fold((0_u32, 0_u32), |sum, lines| (sum.0.saturating_add(lines.0), sum.1.saturating_add(lines.1)))
            });
        }
        let learnt = Learnt::of(Model::embedded(), &past.releases);
        let says_breaks = past.releases.iter().flat_map(|release| &release.units).any(|unit| unit.breaking);
        let mut choice = Self {
            chosen: HashMap::new(),
            has_past: learnt.has_past(),
            is_past: past.style.is_past,
            knows_breaks: past.releases.len() >= TELLING_RELEASES,
            is_silent_on_breaks: !says_breaks && past.releases.len() >= TELLING_RELEASES,
            updates: Updates::of(past),
            updates_in: updates_in(past),
            uses: learnt.uses(),
        };
        let lists = Lists::of(&past.releases);
        for (at, (weighed, places)) in learnt.weigh(&units.all).into_iter().zip(&units.places).enumerate() {
            let Weighed { told, chosen, section, breaking } = weighed;
            let list = lists.holding(&units.all[at]);
            for at in places {
                choice.chosen.insert(changes[*at].id, Chosen { told, is_chosen: chosen, section, breaking, list });
            }
        }
        Ok(choice)
    }

    /// A choice of a project whose notes have these sections.
    #[cfg(test)]
    pub(crate) fn using(uses: &[SectionKey]) -> Self {
        Self { has_past: true, uses: uses.to_vec(), ..Self::default() }
    }

    /// What was chosen before for these commits, in their order; nothing if it was for others.
    pub fn kept(kept: KeptChoice, commits: &[AnalysedCommit]) -> Option<Self> {
        let KeptChoice { chosen, has_past, is_past, knows_breaks, is_silent_on_breaks, updates, updates_in, uses } =
            kept;
        let known = chosen.len() == commits.len();
        let chosen = commits.iter().zip(chosen).filter_map(|(commit, chosen)| Some((commit.id, chosen?))).collect();
        let choice = Self { chosen, has_past, is_past, knows_breaks, is_silent_on_breaks, updates, updates_in, uses };
        known.then_some(choice)
    }

    /// The same for keeping.
    pub fn keep(&self, commits: &[AnalysedCommit]) -> KeptChoice {
        let chosen = commits.iter().map(|commit| self.of(commit.id)).collect();
        let Self { has_past, is_past, knows_breaks, is_silent_on_breaks, updates, updates_in, .. } = *self;
        let uses = self.uses.clone();
        KeptChoice { chosen, has_past, is_past, knows_breaks, is_silent_on_breaks, updates, updates_in, uses }
    }

    /// What becomes of a commit; nothing of a merge, which tells nothing itself.
    pub fn of(&self, commit: CommitId) -> Option<Chosen> {
        self.chosen.get(&commit).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::habit::{PastRelease, PastUnit, Unit};

    fn updates(n_told: usize, n_all: usize, name: impl Fn(usize) -> String) -> Updates {
        let unit = |at: usize| PastUnit {
            unit: Unit { title: format!("Bump {} to 1.0.{at}", name(at)), ..Unit::default() },
            sections: if at < n_told { vec![SectionKey::Internal] } else { Vec::new() },
            ..PastUnit::default()
        };
        let release = PastRelease { version: "1.0.0".into(), units: (0..n_all).map(unit).collect() };
        Updates::of(&Past { releases: vec![release], ..Past::default() })
    }

    #[test]
    fn past_notes_show_what_becomes_of_updates() {
        let others = |at: usize| format!("serde{at}");
        assert_eq!(updates(0, 3, others), Updates::Unknown);
        assert_eq!(updates(0, 20, others), Updates::Untold);
        assert_eq!(updates(9, 20, others), Updates::Listed);
        assert_eq!(updates(9, 20, |_| "serde".to_owned()), Updates::Each);
    }
}
