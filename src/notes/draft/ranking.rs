//! How much a reader of the notes would miss a commit, and how likely it breaks something for them.

use std::collections::HashSet;

use serde::Serialize;

use super::{SetAside, placement::Placement};
use crate::{
    analysis::{AnalysedCommit, Audience, Flags, Kind},
    history::CommitId,
    notes::{
        SectionKey,
        habit::{Choice, Chosen},
    },
};

/// A commit's place among all of the range.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Ranked {
    /// The commit.
    #[schemars(with = "Vec<String>")]
    pub commits: Vec<CommitId>,
    /// 0 to 1: how much a reader would miss it.
    pub score: f64,
    /// 0 to 1: how likely it breaks something for users.
    pub breaking: f64,
}

/// Every commit of the range once, most telling first.
pub(super) fn rank(
    commits: &[AnalysedCommit],
    placements: &[Placement],
    set_aside: &[SetAside],
    scores: Scores<'_>,
) -> Vec<Ranked> {
    let aside: HashSet<CommitId> = set_aside.iter().flat_map(|aside| aside.commits.iter().copied()).collect();
    let mut ranked: Vec<Ranked> = commits
        .iter()
        .zip(placements)
        .map(|(commit, placement)| Ranked {
            commits: vec![commit.id],
            score: rounded(match scores.of(commit) {
                Some(_) => scores.score(commit, *placement),
                None if aside.contains(&commit.id) => score(commit, *placement).min(0.15),
                None => score(commit, *placement),
            }),
            breaking: rounded(scores.breaking(commit, *placement)),
        })
        .collect();
    ranked.sort_by(|one, other| other.score.total_cmp(&one.score));
    ranked
}

/// Where scores come from: the project's habit where it is known, else rules.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scores<'a> {
    pub(super) choice: Option<&'a Choice>,
    /// The commits that were found to break something.
    pub(super) found: &'a HashSet<CommitId>,
}

/// What was found in sources makes it so much likelier, in log-odds, that people say it breaks.
const FOUND: f64 = 2.7;

/// The chance with a find as evidence.
pub(super) fn evident(chance: f64) -> f64 {
    let chance = chance.clamp(0.001, 0.999);
    let odds = (chance / (1.0 - chance)).ln() + FOUND;
    (1.0 / (1.0 + (-odds).exp())).min(0.95)
}

impl Scores<'_> {
    fn of(self, commit: &AnalysedCommit) -> Option<Chosen> {
        self.choice.and_then(|choice| choice.of(commit.id))
    }

    fn knows_past(self) -> bool {
        self.choice.is_some_and(|choice| choice.has_past)
    }

    /// The score of one commit, whether it is told or not.
    pub(super) fn score(self, commit: &AnalysedCommit, placement: Placement) -> f64 {
        match self.of(commit) {
            // What only its sources say breaks may be of a part that these notes never tell.
            Some(chosen) if self.knows_past() && !commit.flags.contains(Flags::BREAKING) => chosen.told,
            _ if placement == Placement::Told(SectionKey::Breaking) => 0.95,
            Some(chosen) => chosen.told,
            None => score(commit, placement),
        }
    }

    fn breaking(self, commit: &AnalysedCommit, placement: Placement) -> f64 {
        let is_found = self.found.contains(&commit.id);
        match self.of(commit) {
            Some(chosen) if is_found && !commit.flags.contains(Flags::BREAKING) => evident(chosen.breaking),
            Some(chosen) if placement != Placement::Told(SectionKey::Breaking) => chosen.breaking.min(0.8),
            _ => breaking(commit, placement),
        }
    }
}

fn rounded(value: f64) -> f64 {
    (value.clamp(0.0, 1.0) * 10_000.0).round() / 10_000.0
}

/// The score of one commit, whether it is told or not.
pub(super) fn score(commit: &AnalysedCommit, placement: Placement) -> f64 {
    let base = match placement {
        Placement::Told(SectionKey::Breaking) => 0.95,
        Placement::Told(SectionKey::Security) => 0.92,
        Placement::Told(SectionKey::Removed | SectionKey::Deprecated) => 0.85,
        Placement::Told(SectionKey::Added) => 0.8,
        Placement::Told(SectionKey::Changed) => 0.7,
        Placement::Told(SectionKey::Performance) => 0.65,
        Placement::Told(SectionKey::Fixed) => 0.6,
        Placement::Told(SectionKey::Docs) => 0.3,
        Placement::Told(SectionKey::Internal) | Placement::Dependency | Placement::Listed(..) => 0.2,
        Placement::Fixup => 0.02,
        Placement::Aside(_) => match commit.kind.kind {
            _ if commit.flags.contains(Flags::MERGE) => 0.02,
            Kind::Refactor | Kind::Build => 0.12,
            Kind::Docs | Kind::Chore => 0.08,
            _ => 0.05,
        },
    };
    let audience = match commit.audience {
        Audience::User => 0.03,
        Audience::Operator => 0.0,
        Audience::Developer => -0.05,
    };
    let lines = commit.stats.map_or(0, |stats| stats.insertions + stats.deletions);
    let size = f64::from(lines.min(1000) + 1).log10() / 3.0 * 0.06;
    let discussed = if commit.references.is_empty() { 0.0 } else { 0.02 };
    (base + audience + size + discussed).clamp(0.01, 1.0)
}

fn breaking(commit: &AnalysedCommit, placement: Placement) -> f64 {
    if commit.flags.contains(Flags::BREAKING) {
        return if commit.breaking_text.is_some() { 0.97 } else { 0.85 };
    }
    // It says nothing of it, and the sources show it.
    if placement == Placement::Told(SectionKey::Breaking) {
        return 0.95;
    }
    if commit.flags.contains(Flags::MERGE) {
        return 0.01;
    }
    let words = commit.description.to_lowercase();
    let takes_away = ["remove ", "drop ", "rename ", "delete ", "no longer ", "replace ", "require ", "disallow "]
        .iter()
        .any(|word| words.contains(word));
    let base: f64 = match commit.kind.kind {
        Kind::Feat | Kind::Revert => 0.08,
        Kind::Refactor | Kind::Perf => 0.06,
        Kind::Fix | Kind::Build => 0.04,
        Kind::Chore => 0.03,
        Kind::Docs | Kind::Style | Kind::Test | Kind::Ci => return 0.01,
    };
    let base = if takes_away { base + 0.2 } else { base };
    if commit.audience == Audience::Developer { base / 2.0 } else { base }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::sample::commit;

    #[test]
    fn what_breaks_outranks_what_is_new_and_that_what_is_mended() {
        let score_of = |subject| {
            let commit = commit("aaaaaa1", subject);
            score(&commit, super::super::placement::place(&commit, false))
        };
        assert!(score_of("feat!: x y") > score_of("feat: add stars"));
        assert!(score_of("feat: add stars") > score_of("fix: crash on start"));
        assert!(score_of("fix: crash on start") > score_of("chore: tidy the folder"));
    }

    #[test]
    fn a_declared_break_is_nearly_certain() {
        let chance = |subject| {
            let commit = commit("aaaaaa1", subject);
            breaking(&commit, super::super::placement::place(&commit, false))
        };
        assert!(chance("feat!: x y") > 0.9);
        assert!(chance("feat: remove x") > chance("feat: add x"));
    }
}
