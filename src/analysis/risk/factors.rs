//! Which measures the card reads, and under which factor each is told.

use serde::{Deserialize, Serialize};

use super::{Code, Measure, Outlook};

/// How a measure is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// As it is.
    Value,
    /// As its rank among the latest commits.
    Rank,
}

impl By {
    /// What it reads of a commit.
    pub fn value(self, outlook: &Outlook, measure: Measure) -> f32 {
        match self {
            Self::Value => outlook.values[measure as usize],
            Self::Rank => outlook.ranks[measure as usize],
        }
    }
}

/// All of them, by factor.
pub const FACTORS: &[(Code, Measure, By)] = &[
    (Code::Size, Measure::Added, By::Value),
    (Code::Size, Measure::Added, By::Rank),
    (Code::Size, Measure::CodeLines, By::Value),
    (Code::Size, Measure::CodeLines, By::Rank),
    (Code::Size, Measure::Lines, By::Rank),
    (Code::Rewriting, Measure::Relative, By::Value),
    (Code::Rewriting, Measure::Relative, By::Rank),
    (Code::Growth, Measure::AddedShare, By::Value),
    (Code::Spread, Measure::Folders, By::Rank),
    (Code::Files, Measure::Files, By::Rank),
    (Code::Explanation, Measure::Explanation, By::Value),
    (Code::Explanation, Measure::Explanation, By::Rank),
    (Code::FormerCulprits, Measure::CulpritShare, By::Rank),
    (Code::FormerCulprits, Measure::Culprits, By::Rank),
    (Code::AuthorCulprits, Measure::AuthorCulpritShare, By::Rank),
    (Code::AuthorCulprits, Measure::AuthorCulprits, By::Rank),
    (Code::FragileFiles, Measure::Fixes, By::Rank),
    (Code::FragileFiles, Measure::FixShare, By::Rank),
    (Code::BusyFiles, Measure::LastChanges, By::Rank),
    (Code::BusyFiles, Measure::Lately, By::Rank),
    (Code::FileAge, Measure::Age, By::Rank),
    (Code::LongFiles, Measure::FileLength, By::Rank),
    (Code::NewAuthor, Measure::Experience, By::Rank),
    (Code::NewAuthor, Measure::RecentExperience, By::Rank),
    (Code::UnfamiliarParts, Measure::PartExperience, By::Rank),
    (Code::UnfamiliarFiles, Measure::OwnShare, By::Value),
    (Code::Waiting, Measure::Waiting, By::Rank),
    (Code::FileKinds, Measure::Mix, By::Value),
    (Code::Tidying, Measure::Tidying, By::Value),
    (Code::TroubledArea, Measure::AreaRecord, By::Value),
    (Code::TroubledFolder, Measure::FolderRecord, By::Value),
];
