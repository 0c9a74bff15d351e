//! For whom a document is written, and what of a release concerns them.

use std::{collections::HashMap, str::FromStr};

use crate::{
    analysis::{AnalysedCommit, Audience},
    history::CommitId,
    notes::ToldSection,
};

/// Entries of a section that those who decide are told of.
const FOR_DECIDERS: usize = 5;

/// For whom a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Those who use what is released.
    User,
    /// Those who run it.
    Operator,
    /// Those who work on it.
    Developer,
    /// Those who decide about it: the most telling of each section.
    Executive,
}

impl Readers {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::User, Self::Operator, Self::Developer, Self::Executive];

    /// The word for them.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Operator => "operator",
            Self::Developer => "developer",
            Self::Executive => "executive",
        }
    }

    /// What of the notes concerns them; sections without anything left are left out.
    pub(super) fn choose(self, told: Vec<ToldSection>, commits: &[AnalysedCommit]) -> Vec<ToldSection> {
        let audiences: HashMap<CommitId, Audience> =
            commits.iter().map(|commit| (commit.id, commit.audience)).collect();
        let concerns = |key: &str, commits: &[CommitId]| {
            let is_for = |audience: Audience| commits.iter().any(|id| audiences.get(id) == Some(&audience));
            // What a person wrote without citing anybody is for everybody.
            let is_everybodys = commits.is_empty() || matches!(key, "breaking" | "security");
            match self {
                Self::Developer => true,
                Self::User => is_everybodys || is_for(Audience::User),
                Self::Operator => {
                    is_everybodys
                        || is_for(Audience::Operator)
                        || matches!(key, "removed" | "deprecated" | "performance")
                }
                Self::Executive => !matches!(key, "docs" | "internal"),
            }
        };
        let chosen = told.into_iter().map(|mut section| {
            section.entries.retain(|entry| entry.breaking || concerns(&section.key, &entry.commits));
            if self == Self::Executive {
                section.entries.sort_by(|one, other| other.score.total_cmp(&one.score));
                section.entries.truncate(FOR_DECIDERS);
            }
            section
        });
        chosen.filter(|section| !section.entries.is_empty()).collect()
    }
}

/// A word that names no readers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is none of user, operator, developer, executive")]
pub struct UnknownReaders(String);

impl FromStr for Readers {
    type Err = UnknownReaders;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|readers| readers.as_str() == word).ok_or_else(|| UnknownReaders(word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::{EntryOrigin, ToldEntry, sample::commit};

    fn section(key: &str, entries: Vec<(&str, Vec<CommitId>, f64)>) -> ToldSection {
        let entries = entries.into_iter().map(|(text, commits, score)| ToldEntry {
            text: text.into(),
            commits,
            score,
            origin: EntryOrigin::Drafted,
            breaking: key == "breaking",
        });
        ToldSection { key: key.into(), title: key.into(), entries: entries.collect() }
    }

    fn chosen(readers: Readers) -> Vec<String> {
        let mut commits =
            [commit("aaaaaa1", "feat: stars"), commit("aaaaaa2", "ci: run"), commit("aaaaaa3", "fix: deploy")];
        commits[0].audience = Audience::User;
        commits[1].audience = Audience::Developer;
        commits[2].audience = Audience::Operator;
        let id = |at: usize| vec![commits[at].id];
        let told = vec![
            section("breaking", vec![("gone", id(1), 1.0)]),
            section("added", vec![("stars", id(0), 0.2), ("typed", vec![], 1.0)]),
            section("fixed", vec![("deploy", id(2), 0.3)]),
            section("internal", vec![("ci", id(1), 0.1)]),
        ];
        let chosen = readers.choose(told, &commits);
        chosen.into_iter().flat_map(|section| section.entries).map(|entry| entry.text).collect()
    }

    #[test]
    fn readers_are_told_what_concerns_them() {
        assert_eq!(chosen(Readers::User), ["gone", "stars", "typed"]);
        assert_eq!(chosen(Readers::Operator), ["gone", "typed", "deploy"]);
        assert_eq!(chosen(Readers::Developer), ["gone", "stars", "typed", "deploy", "ci"]);
        assert_eq!(chosen(Readers::Executive), ["gone", "typed", "stars", "deploy"]);
    }
}
