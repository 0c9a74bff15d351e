//! The boundary behind which risk is judged.

use super::{Assessment, Past};
use crate::analysis::{Flags, Kind, shape::Shape};

/// All that a commit's risk can be told from. Nothing in it is later than the commit.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// Its kind.
    pub kind: Kind,
    /// Its flags.
    pub flags: Flags,
    /// What it changed.
    pub shape: &'a Shape,
    /// What was known of its files and its author before it; nothing if the history was left out.
    pub past: Option<&'a Past>,
    /// How often the innermost subject is taken back: 0 for no revert, even for what restores.
    pub revert_depth: u32,
}

/// Judges the risk of commits.
pub trait RiskModel: Send + Sync {
    /// Raised whenever an answer may differ from before, so that kept answers are not used.
    fn version(&self) -> u32;
    /// The score and what it is made of.
    fn assess(&self, evidence: &Evidence<'_>) -> Assessment;
}
