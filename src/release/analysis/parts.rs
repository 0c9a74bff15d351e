//! The parts of an analysis that can be left out for speed.

use std::str::FromStr;

/// One part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// Line counts.
    Lines,
    /// Risk and its factors.
    Risk,
    /// What was known of files and authors before.
    History,
    /// What belongs together: reverts, fixes, pull requests.
    Groups,
    /// Breaking changes found by comparing sources.
    Breaking,
    /// Tests, rollback, reviewers.
    Story,
}

impl Part {
    /// All parts, in the order in which help names them.
    pub const ALL: [Self; 6] = [Self::Lines, Self::Risk, Self::History, Self::Groups, Self::Breaking, Self::Story];

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::Risk => "risk",
            Self::History => "history",
            Self::Groups => "groups",
            Self::Breaking => "breaking",
            Self::Story => "story",
        }
    }
}

/// A word that names no part.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no part of an analysis")]
pub struct UnknownPart(pub String);

impl FromStr for Part {
    type Err = UnknownPart;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|part| part.as_str() == word).ok_or_else(|| UnknownPart(word.to_owned()))
    }
}

/// Which parts to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// Count lines.
    pub lines: bool,
    /// Judge risk.
    pub risk: bool,
    /// Read the history before the range.
    pub history: bool,
    /// Find what belongs together.
    pub groups: bool,
    /// Compare sources.
    pub breaking: bool,
    /// Tell of tests and rollback; with `messages` also of reviewers, and in full. Most callers do not need it.
    pub story: bool,
    /// Tell with it who could review each commit, and nothing more of the story.
    pub reviewers: bool,
    /// Tell how complexity moves, with stories in full. Every changed file is parsed twice, so that is done only if asked for.
    pub complexity: bool,
    /// Keep whole commits, bodies included, for documents that quote them.
    pub messages: bool,
}

impl Default for Parts {
    fn default() -> Self {
        Self {
            lines: true,
            risk: true,
            history: true,
            groups: true,
            breaking: true,
            story: false,
            reviewers: false,
            complexity: false,
            messages: false,
        }
    }
}

impl Parts {
    /// All parts but these.
    pub fn without(left_out: &[Part]) -> Self {
        let does = |part| !left_out.contains(&part);
        Self {
            lines: does(Part::Lines),
            risk: does(Part::Risk),
            history: does(Part::History),
            groups: does(Part::Groups),
            breaking: does(Part::Breaking),
            story: does(Part::Story),
            reviewers: false,
            complexity: false,
            messages: false,
        }
    }
}
