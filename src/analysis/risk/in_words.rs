//! A risk as people and documents read it: a score that is the sum of its factors.

use serde::{Deserialize, Serialize};

use super::Level;

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
