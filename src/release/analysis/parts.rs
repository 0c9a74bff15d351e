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
    /// Reverts with what they revert.
    Groups,
    /// Breaking changes found by comparing sources.
    Breaking,
}

impl Part {
    /// All parts, in the order in which help names them.
    pub const ALL: [Self; 5] = [Self::Lines, Self::Risk, Self::History, Self::Groups, Self::Breaking];

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::Risk => "risk",
            Self::History => "history",
            Self::Groups => "groups",
            Self::Breaking => "breaking",
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
    /// Find reverts and what they revert.
    pub groups: bool,
    /// Compare sources.
    pub breaking: bool,
    /// Keep whole commits, bodies included, for documents that quote them.
    pub messages: bool,
}

impl Default for Parts {
    fn default() -> Self {
        Self { lines: true, risk: true, history: true, groups: true, breaking: true, messages: false }
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
            messages: false,
        }
    }
}
