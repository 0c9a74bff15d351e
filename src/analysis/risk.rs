//! The shape of a risk: a score that is the sum of its factors.

use serde::{Deserialize, Serialize};

/// How much attention a score asks for: low < 25 <= medium < 50 <= high < 75 <= critical.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Under 25.
    Low,
    /// 25 to 49.
    Medium,
    /// 50 to 74.
    High,
    /// 75 and over.
    Critical,
}

impl Level {
    /// The level of a score.
    pub const fn of(score: u8) -> Self {
        match score {
            0..25 => Self::Low,
            25..50 => Self::Medium,
            50..75 => Self::High,
            _ => Self::Critical,
        }
    }

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

/// One reason for a score, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factor {
    /// Its stable name, such as `size` or `no-test-touched`.
    pub name: String,
    /// What it adds to the score; may be negative.
    pub points: i32,
    /// What was seen, such as `3 of the 4 files were fixed within 30 days`.
    pub evidence: String,
}

/// A score and all that it is made of. `score` is the sum of the factors' points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Risk {
    /// 0 to 100.
    pub score: u8,
    /// The level of the score.
    pub level: Level,
    /// The calibrated chance of being named later as the cause of a defect; nothing until a model says it.
    pub probability: Option<f64>,
    /// The factors, most points first.
    pub factors: Vec<Factor>,
}
