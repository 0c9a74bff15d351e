//! What of a range a project would tell, by its habit: for each commit how likely, whether, and where.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    changes::{Units, changes},
    learnt::{Learnt, Weighed},
    measures::is_update,
    model::Model,
    past::Past,
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
}

/// What past notes do with updates of what the project depends on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Updates {
    /// There are too few to tell.
    #[default]
    Unknown,
    /// They are told, each for itself.
    Listed,
    /// They are hardly ever told.
    Untold,
}

/// So many past updates show what becomes of them; told are they where one in so many is.
const UPDATES: usize = 8;
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
}

impl Updates {
    fn of(past: &Past) -> Self {
        let units = past.releases.iter().flat_map(|release| &release.units);
        let updates: Vec<_> = units.filter(|past| is_update(&past.unit)).collect();
        let told = updates.iter().filter(|past| past.told || !past.sections.is_empty()).count();
        match updates.len() {
            ..UPDATES => Self::Unknown,
            all if told * TOLD_ONE_IN < all => Self::Untold,
            _ => Self::Listed,
        }
    }
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
        };
        for (weighed, places) in learnt.weigh(&units.all).into_iter().zip(&units.places) {
            let Weighed { told, chosen, section, breaking } = weighed;
            for at in places {
                choice.chosen.insert(changes[*at].id, Chosen { told, is_chosen: chosen, section, breaking });
            }
        }
        Ok(choice)
    }

    /// What was chosen before for these commits, in their order; nothing if it was for others.
    pub fn kept(kept: KeptChoice, commits: &[AnalysedCommit]) -> Option<Self> {
        let KeptChoice { chosen, has_past, is_past, knows_breaks, is_silent_on_breaks, updates } = kept;
        let known = chosen.len() == commits.len();
        let chosen = commits.iter().zip(chosen).filter_map(|(commit, chosen)| Some((commit.id, chosen?))).collect();
        known.then_some(Self { chosen, has_past, is_past, knows_breaks, is_silent_on_breaks, updates })
    }

    /// The same for keeping.
    pub fn keep(&self, commits: &[AnalysedCommit]) -> KeptChoice {
        let chosen = commits.iter().map(|commit| self.of(commit.id)).collect();
        let Self { has_past, is_past, knows_breaks, is_silent_on_breaks, updates, .. } = *self;
        KeptChoice { chosen, has_past, is_past, knows_breaks, is_silent_on_breaks, updates }
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

    fn updates(n_told: usize, n_all: usize) -> Updates {
        let unit = |at: usize| PastUnit {
            unit: Unit { title: format!("Bump serde to 1.0.{at}"), ..Unit::default() },
            sections: if at < n_told { vec![SectionKey::Internal] } else { Vec::new() },
            ..PastUnit::default()
        };
        let release = PastRelease { version: "1.0.0".into(), units: (0..n_all).map(unit).collect() };
        Updates::of(&Past { releases: vec![release], ..Past::default() })
    }

    #[test]
    fn past_notes_show_what_becomes_of_updates() {
        assert_eq!(updates(0, 3), Updates::Unknown);
        assert_eq!(updates(0, 20), Updates::Untold);
        assert_eq!(updates(9, 20), Updates::Listed);
    }
}
