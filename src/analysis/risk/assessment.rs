//! A risk as it is kept: codes and small numbers, put into words when somebody looks.

use serde::{Deserialize, Serialize};

use super::{Code, Factor, Level, Risk};

/// One factor: what it is about, its points, and the two numbers that its evidence is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// What it is about.
    pub code: Code,
    /// What it adds; may be negative, never 0.
    pub points: i8,
    /// Numbers for the evidence; what they count is the code's affair.
    pub numbers: (u32, u32),
}

/// A score with its factors. The score is the sum of the points, always.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    score: u8,
    factors: Box<[Seen]>,
    /// The calibrated chance of being named later as the cause of a defect, from a model that can say it.
    pub probability: Option<f32>,
}

impl Assessment {
    /// Adds up factors to a score from 0 to 100. What is over 100 is taken off again by a factor that says so; below 0
    /// the negative factors take off only what there is.
    pub fn of(mut factors: Vec<Seen>) -> Self {
        factors.retain(|seen| seen.points != 0);
        let mut sum: i32 = factors.iter().map(|seen| i32::from(seen.points)).sum();
        for seen in factors.iter_mut().rev().filter(|seen| seen.points < 0) {
            let missing = (-sum).clamp(0, -i32::from(seen.points));
            seen.points += missing as i8;
            sum += missing;
        }
        factors.retain(|seen| seen.points != 0);
        let whole = sum;
        while sum > 100 {
            let over = (sum - 100).min(127);
            factors.push(Seen { code: Code::Ceiling, points: -(over as i8), numbers: (whole as u32, 0) });
            sum -= over;
        }
        factors.sort_by_key(|seen| (std::cmp::Reverse(seen.points), seen.code));
        Self { score: sum as u8, factors: factors.into(), probability: None }
    }

    /// 0 to 100.
    pub fn score(&self) -> u8 {
        self.score
    }

    /// The factors, most points first.
    pub fn factors(&self) -> &[Seen] {
        &self.factors
    }

    /// The same for people to read.
    pub fn in_words(&self) -> Risk {
        let factor = |seen: &Seen| Factor {
            name: seen.code.name().to_owned(),
            points: i32::from(seen.points),
            evidence: seen.code.evidence(seen.numbers.0, seen.numbers.1),
        };
        Risk {
            score: self.score,
            level: Level::of(self.score),
            probability: self.probability.map(f64::from),
            factors: self.factors.iter().map(factor).collect(),
        }
    }
}
