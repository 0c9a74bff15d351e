//! How sure a finding is.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How sure it is that a change breaks somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Certainty {
    /// It may, depending on what sources alone do not tell (inferred types, features, how it is used).
    Possible,
    /// It does for usual uses.
    Likely,
    /// It does for whoever uses it at all.
    Definite,
}

impl Certainty {
    /// All, the surest first.
    pub const ALL: [Self; 3] = [Self::Definite, Self::Likely, Self::Possible];

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Definite => "definite",
            Self::Likely => "likely",
            Self::Possible => "possible",
        }
    }
}

/// A word that says no certainty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no certainty: there are definite, likely, possible")]
pub struct UnknownCertainty(String);

impl FromStr for Certainty {
    type Err = UnknownCertainty;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|certainty| certainty.as_str() == word).ok_or_else(|| UnknownCertainty(word.into()))
    }
}
