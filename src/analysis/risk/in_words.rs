//! A risk as people and documents read it: a score that is the sum of its factors.

use serde::{Deserialize, Serialize};

use super::Level;

/// One reason for a score, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factor {
    /// Its stable name, such as `size` or `new-author`.
    pub name: String,
    /// What it adds to the score; may be negative.
    pub points: i32,
    /// What was seen, such as `3 of the 4 files were fixed within 30 days`.
    pub evidence: String,
}

/// A score and all that it is made of. `score` is the sum of the factors' points.
#[derive(Debug, Clone, PartialEq)]
pub struct Risk {
    /// 0 to 100.
    pub score: u8,
    /// The level of the score.
    pub level: Level,
    /// The calibrated chance of being named later as the cause of a defect; nothing until a model says it.
    pub probability: Option<f64>,
    /// How many times the chance is what is usual over many repositories, in tenths of one.
    pub times_usual: Option<f64>,
    /// The factors, most points first.
    pub factors: Vec<Factor>,
}

impl Risk {
    /// The factors of most points either way, at most so many, in their order; and what the others add together: how many,
    /// and how much.
    pub fn strongest(&self, at_most: usize) -> (Vec<&Factor>, Option<(usize, i32)>) {
        let mut by_strength: Vec<usize> = (0..self.factors.len()).collect();
        by_strength.sort_by_key(|at| std::cmp::Reverse(self.factors[*at].points.abs()));
        let (strongest, others) = by_strength.split_at_mut(at_most.min(self.factors.len()));
        strongest.sort_unstable();
        let points = others.iter().map(|at| self.factors[*at].points).sum();
        let told = strongest.iter().map(|at| &self.factors[*at]).collect();
        (told, (!others.is_empty()).then_some((others.len(), points)))
    }

    /// The chance in words, such as `8 %, 3.3x the usual`.
    pub fn chance(&self) -> Option<String> {
        let (chance, times) = self.probability.zip(self.times_usual)?;
        let percent = chance * 100.0;
        let percent = if percent < 9.5 { format!("{percent:.1}") } else { format!("{percent:.0}") };
        let times = if times < 9.5 { format!("{times:.1}") } else { format!("{times:.0}") };
        Some(format!("{percent} %, {times}x the usual"))
    }
}
