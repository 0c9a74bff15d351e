//! What of a range a project would tell, by its habit: for each commit how likely, whether, and where.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    changes::{Units, changes},
    learnt::{Learnt, Weighed},
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
    /// Whether its notes of several releases said of nothing that it breaks.
    pub is_silent_on_breaks: bool,
}

/// Past releases that say of nothing that it breaks make that a habit.
const SILENT_RELEASES: usize = 4;

/// A choice as it is kept: by the places of the commits.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct KeptChoice {
    chosen: Vec<Option<Chosen>>,
    has_past: bool,
    is_past: bool,
    is_silent_on_breaks: bool,
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
        let changes = changes(repository, range, usize::MAX, cancel)?;
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
            is_silent_on_breaks: !says_breaks && past.releases.len() >= SILENT_RELEASES,
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
        let KeptChoice { chosen, has_past, is_past, is_silent_on_breaks } = kept;
        let known = chosen.len() == commits.len();
        let chosen = commits.iter().zip(chosen).filter_map(|(commit, chosen)| Some((commit.id, chosen?))).collect();
        known.then_some(Self { chosen, has_past, is_past, is_silent_on_breaks })
    }

    /// The same for keeping.
    pub fn keep(&self, commits: &[AnalysedCommit]) -> KeptChoice {
        let chosen = commits.iter().map(|commit| self.of(commit.id)).collect();
        let Self { has_past, is_past, is_silent_on_breaks, .. } = *self;
        KeptChoice { chosen, has_past, is_past, is_silent_on_breaks }
    }

    /// What becomes of a commit; nothing of a merge, which tells nothing itself.
    pub fn of(&self, commit: CommitId) -> Option<Chosen> {
        self.chosen.get(&commit).copied()
    }
}
