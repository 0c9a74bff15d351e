//! The project's own rules for which commits are told where: patterns of subjects, from its settings. They outrank kinds and
//! habits; what breaks is told as such whatever they say.

use std::collections::BTreeMap;

use regex::RegexSet;

use super::placement::Placement;
use crate::{analysis::AnalysedCommit, notes::SectionKey};

/// Said of what a rule leaves out.
pub(super) const LEFT_OUT: &str = "a rule of the settings leaves it out (`notes.commits.aside`)";

/// See the module.
#[derive(Debug, Clone, Default)]
pub struct CommitRules {
    aside: RegexSet,
    told: Vec<(SectionKey, RegexSet)>,
}

impl CommitRules {
    /// Of patterns by the keys of sections, and by `aside`. A pattern that is none rules nothing: settings are checked before.
    pub fn new(patterns: &BTreeMap<String, Vec<String>>) -> Self {
        let set = |key: &str| RegexSet::new(patterns.get(key).map_or(&[][..], Vec::as_slice)).unwrap_or_default();
        let told = SectionKey::ALL.into_iter().map(|key| (key, set(key.as_str())));
        Self { aside: set("aside"), told: told.filter(|(_, patterns)| !patterns.is_empty()).collect() }
    }

    /// Changes the placements.
    pub(super) fn follow(&self, commits: &[AnalysedCommit], placements: &mut [Placement]) {
        if self.aside.is_empty() && self.told.is_empty() {
            return;
        }
        for (commit, placement) in commits.iter().zip(placements) {
            if matches!(placement, Placement::Told(SectionKey::Breaking) | Placement::Fixup) {
                continue;
            }
            if self.aside.is_match(&commit.subject) {
                *placement = Placement::Aside(LEFT_OUT);
            } else if let Some((key, _)) = self.told.iter().find(|(_, patterns)| patterns.is_match(&commit.subject)) {
                *placement = Placement::Told(*key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::{draft::Guide, draft::draft_by, sample::commit};

    #[test]
    fn rules_outrank_kinds_and_what_breaks_outranks_rules() {
        let rules = BTreeMap::from([
            ("aside".to_owned(), vec!["^feat".to_owned()]),
            ("changed".to_owned(), vec!["^chore".to_owned()]),
        ]);
        let rules = CommitRules::new(&rules);
        let commits = [
            commit("aaaaaa1", "feat: add stars"),
            commit("aaaaaa2", "chore: move the moons"),
            commit("aaaaaa3", "feat!: drop the suns"),
        ];
        let draft = draft_by(&commits, &Guide { rules: Some(&rules), ..Guide::default() });
        let told: Vec<SectionKey> = draft.sections.iter().map(|section| section.key).collect();
        assert_eq!(told, [SectionKey::Breaking, SectionKey::Changed]);
        assert_eq!(draft.set_aside[0].reason, LEFT_OUT);
    }
}
