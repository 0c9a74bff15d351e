//! What a section's title promises: nothing that was taken away stands among what is new or mended, and no upkeep among what
//! is new, however the project's habit weighs its words.

use std::collections::HashSet;

use super::{placement::Placement, worded::bare};
use crate::{
    analysis::{AnalysedCommit, Flags, Kind},
    drafting,
    history::CommitId,
    notes::{
        Break, SectionKey,
        habit::{Choice, is_for_readers},
    },
};

/// What decides whether a commit fits where it was put.
pub(super) struct Fitting<'a> {
    pub(super) choice: &'a Choice,
    /// Commits that took away what could be called from outside.
    pub(super) gone: HashSet<CommitId>,
}

/// The commits that were found to take something away.
pub(super) fn gone(breaks: &[Break]) -> HashSet<CommitId> {
    let gone = breaks.iter().filter(|found| found.before.is_some() && found.after.is_none());
    gone.filter_map(|found| found.commit).collect()
}

impl Fitting<'_> {
    /// Moves what does not fit.
    pub(super) fn apply(&self, commits: &[AnalysedCommit], placements: &mut [Placement]) {
        for (commit, placement) in commits.iter().zip(placements) {
            match *placement {
                Placement::Told(key @ (SectionKey::Added | SectionKey::Fixed | SectionKey::Performance)) => {
                    *placement = self.placed(commit, key);
                }
                Placement::Told(SectionKey::Changed)
                    if mends(commit) && self.choice.uses.contains(&SectionKey::Fixed) =>
                {
                    *placement = Placement::Told(SectionKey::Fixed);
                }
                Placement::Told(SectionKey::Deprecated) => {
                    *placement = Placement::Told(self.first_used(&[SectionKey::Deprecated, SectionKey::Changed]));
                }
                _ => {}
            }
        }
    }

    fn placed(&self, commit: &AnalysedCommit, key: SectionKey) -> Placement {
        let says_so = takes_away(&commit.description) && (commit.kind.kind != Kind::Fix || key == SectionKey::Added);
        if says_so {
            return Placement::Told(self.first_used(&[SectionKey::Removed, SectionKey::Changed]));
        }
        if is_deprecation(commit) {
            return Placement::Told(self.first_used(&[SectionKey::Deprecated, SectionKey::Changed]));
        }
        // What brings more than it takes is news, and its entry names what is gone.
        let takes_more = commit.stats.is_none_or(|stats| stats.deletions > stats.insertions);
        if self.gone.contains(&commit.id) && takes_more {
            return Placement::Told(self.first_used(&[SectionKey::Changed, SectionKey::Removed, SectionKey::Breaking]));
        }
        let is_said_otherwise = match key {
            SectionKey::Fixed => commit.kind.kind == Kind::Fix && commit.kind.is_stated(),
            _ => matches!(commit.kind.kind, Kind::Feat | Kind::Perf),
        };
        if commit.flags.contains(Flags::DEPENDENCY) && !is_said_otherwise {
            return match self.choice.updates_in {
                Some(known) => Placement::Told(known),
                None => Placement::Dependency,
            };
        }
        let is_upkeep = commit.kind.is_stated()
            && matches!(
                commit.kind.kind,
                Kind::Refactor | Kind::Chore | Kind::Build | Kind::Style | Kind::Ci | Kind::Test
            );
        if is_upkeep && key == SectionKey::Added && self.choice.uses.contains(&SectionKey::Changed) {
            return Placement::Told(SectionKey::Changed);
        }
        let is_new = adds(commit) && self.choice.uses.contains(&SectionKey::Added);
        if key == SectionKey::Fixed && is_new && !commit.flags.contains(Flags::DEPENDENCY) {
            return Placement::Told(SectionKey::Added);
        }
        if key == SectionKey::Fixed && self.has_fixes_alone() {
            return Placement::Told(match commit.kind.kind {
                Kind::Fix => SectionKey::Fixed,
                Kind::Feat => SectionKey::Added,
                _ => SectionKey::Changed,
            });
        }
        Placement::Told(key)
    }

    /// Whether past notes told of nothing but fixes: then the heading says nothing of what is none.
    fn has_fixes_alone(&self) -> bool {
        let mut told = self.choice.uses.iter().filter(|key| is_for_readers(**key));
        told.next() == Some(&SectionKey::Fixed) && told.next().is_none()
    }

    /// The first of these that the project's notes have; what is changed, if they have none.
    fn first_used(&self, keys: &[SectionKey]) -> SectionKey {
        let is_used = |key: &&SectionKey| self.choice.uses.is_empty() || self.choice.uses.contains(key);
        keys.iter().find(is_used).copied().unwrap_or(SectionKey::Changed)
    }
}

/// Whether a subject says that something is to go later.
pub(super) fn is_deprecation(commit: &AnalysedCommit) -> bool {
    let lower = bare(commit).to_lowercase();
    let mut words = lower.split_whitespace();
    let says = match words.next() {
        Some("deprecate" | "deprecates" | "deprecated") => true,
        Some("deprecation") => words.next() == Some("of"),
        _ => false,
    };
    says && !matches!(commit.kind.kind, Kind::Docs | Kind::Test | Kind::Ci | Kind::Style)
}

/// Whether a subject begins by saying that it mends something, and updates nothing.
fn mends(commit: &AnalysedCommit) -> bool {
    let lower = bare(commit).to_lowercase();
    let first = lower.split_whitespace().next().unwrap_or_default();
    matches!(first, "fix" | "fixes" | "fixed") && !commit.flags.contains(Flags::DEPENDENCY)
}

/// Whether a subject says that something is there now that was not, and not that it was forgotten.
fn adds(commit: &AnalysedCommit) -> bool {
    let lower = bare(commit).to_lowercase();
    let mut words = lower.split_whitespace();
    let says = matches!(
        words.next(),
        Some("add" | "adds" | "added" | "introduce" | "introduces" | "implement" | "implements")
    );
    let is_of_a_fix = |word: &str| {
        [
            "missing",
            "check",
            "guard",
            "validat",
            "handling",
            "bound",
            "fallback",
            "workaround",
            "lock",
            "error",
            "proper",
            "correct",
        ]
        .iter()
        .any(|start| word.starts_with(start))
    };
    says && !(commit.kind.is_stated() && commit.kind.kind == Kind::Fix) && !words.take(6).any(is_of_a_fix)
}

/// Whether a subject says that something goes.
fn takes_away(description: &str) -> bool {
    let lower = drafting::sentence(description).to_lowercase();
    let first = lower.split_whitespace().next().unwrap_or_default();
    matches!(
        first,
        "remove" | "removes" | "removed" | "removing" | "drop" | "drops" | "dropped" | "delete" | "deletes" | "deleted"
    ) || lower.contains("no longer support")
        || lower.starts_with("stop supporting")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{history::Stats, notes::sample::commit};

    fn placed(subject: &str, key: SectionKey, uses: &[SectionKey], is_gone: bool) -> Placement {
        let choice = Choice::using(uses);
        let mut commit = commit("aaaaaa1", subject);
        commit.stats = Some(Stats { insertions: 1, deletions: 9, ..Stats::default() });
        let gone = is_gone.then_some(commit.id).into_iter().collect();
        let mut placements = [Placement::Told(key)];
        Fitting { choice: &choice, gone }.apply(&[commit], &mut placements);
        placements[0]
    }

    #[test]
    fn what_was_taken_away_is_nothing_new() {
        use SectionKey::{Added, Breaking, Changed, Fixed, Removed};
        let told = Placement::Told;
        assert_eq!(placed("Remove the old client", Added, &[Added, Fixed, Removed], false), told(Removed));
        assert_eq!(placed("Remove the old client", Fixed, &[Added, Fixed, Changed], false), told(Changed));
        assert_eq!(placed("feat: drop stars", Added, &[Added, Fixed], false), told(Changed));
        assert_eq!(placed("fix: remove a stray comma", Fixed, &[Fixed, Removed], false), told(Fixed));
        assert_eq!(placed("feat: a new client", Added, &[Added, Breaking], true), told(Breaking));
        assert_eq!(placed("feat: a new client", Added, &[Added, Breaking], false), told(Added));
    }

    #[test]
    fn a_deprecation_is_nothing_new_and_one_heading_is_not_for_all() {
        use SectionKey::{Added, Changed, Deprecated, Fixed};
        let told = Placement::Told;
        assert_eq!(placed("Deprecate `open`", Added, &[Added, Fixed], false), told(Changed));
        assert_eq!(placed("Deprecate `open`", Added, &[Added, Deprecated], false), told(Deprecated));
        assert_eq!(placed("feat: support stars", Fixed, &[Fixed], false), told(Added));
        assert_eq!(placed("fix: crash", Fixed, &[Fixed], false), told(Fixed));
        assert_eq!(placed("feat: support stars", Fixed, &[Fixed, Changed], false), told(Fixed));
    }

    #[test]
    fn what_says_that_it_adds_or_mends_stands_there() {
        use SectionKey::{Added, Changed, Fixed};
        let told = Placement::Told;
        assert_eq!(placed("sync: add `blocking_acquire`", Fixed, &[Added, Fixed], false), told(Added));
        assert_eq!(placed("sync: add `blocking_acquire`", Fixed, &[Fixed, Changed], false), told(Fixed));
        assert_eq!(placed("fix: add the port to the address", Fixed, &[Added, Fixed], false), told(Fixed));
        assert_eq!(placed("Add missing space", Fixed, &[Added, Fixed], false), told(Fixed));
        assert_eq!(placed("Fix a crash on start", Changed, &[Changed, Fixed], false), told(Fixed));
        assert_eq!(placed("Fix a crash on start", Changed, &[Changed], false), told(Changed));
    }

    #[test]
    fn upkeep_is_nothing_new_either() {
        use SectionKey::{Added, Changed};
        assert_eq!(placed("refactor: split it", Added, &[Added, Changed], false), Placement::Told(Changed));
        assert_eq!(placed("refactor: split it", Added, &[Added], false), Placement::Told(Added));
    }
}
