//! A risk as it is kept: codes and small numbers, put into words when somebody looks.

use std::sync::Arc;

use super::{Code, Factor, Level, Model, OwnRules, Risk, Told};

/// One factor: what it is about, its points, and the two numbers that its evidence is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// What it is about.
    pub code: Code,
    /// What it adds; may be negative, never 0.
    pub points: i8,
    /// Numbers for the evidence; what they count is the code's affair.
    pub numbers: (u32, u32),
}

/// A score with its factors. The score is the sum of the points, always.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Assessment {
    score: u8,
    /// Ten thousands of assessments are kept at once, so their numbers, which are small mostly, take no more room than they need.
    factors: Box<[(Code, i8)]>,
    numbers: Box<[u8]>,
    /// The calibrated chance of being named later as the cause of a defect, from a model that can say it.
    pub probability: Option<f32>,
    own: Option<Arc<[Told]>>,
}

impl Assessment {
    /// Adds up factors to a score from 0 to 100. What is over 100 or under 0 is taken off or added by a factor that says
    /// so.
    pub fn of(mut factors: Vec<Seen>) -> Self {
        factors.retain(|seen| seen.points != 0);
        let whole: i32 = factors.iter().map(|seen| i32::from(seen.points)).sum();
        let (code, mut over) = if whole > 100 { (Code::Ceiling, 100 - whole) } else { (Code::Floor, (-whole).max(0)) };
        while over != 0 {
            let part = over.clamp(-127, 127);
            factors.push(Seen { code, points: part as i8, numbers: (whole.unsigned_abs(), 0) });
            over -= part;
        }
        // What says nothing of this commit stands last.
        let is_frame = |code| matches!(code, Code::Start | Code::Floor | Code::Ceiling);
        factors.sort_by_key(|seen| (is_frame(seen.code), std::cmp::Reverse(seen.points), seen.code));
        let mut numbers = Vec::with_capacity(factors.len() * 3);
        for seen in &factors {
            put(seen.numbers.0, &mut numbers);
            put(seen.numbers.1, &mut numbers);
        }
        Self {
            score: whole.clamp(0, 100) as u8,
            factors: factors.iter().map(|seen| (seen.code, seen.points)).collect(),
            numbers: numbers.into(),
            probability: None,
            own: None,
        }
    }

    /// With a chance, and with the rules that factors of the project's own are told by.
    #[must_use]
    pub fn with(self, probability: f64, own: &OwnRules) -> Self {
        let has_own = self.factors.iter().any(|(code, _)| *code == Code::OwnRule);
        Self { probability: Some(probability as f32), own: has_own.then(|| Arc::clone(own.told())), ..self }
    }

    /// 0 to 100.
    pub fn score(&self) -> u8 {
        self.score
    }

    /// The factors, most points first; where every commit starts and what is cut off stand last.
    pub fn factors(&self) -> impl Iterator<Item = Seen> + '_ {
        let mut numbers = &*self.numbers;
        let seen = move |(code, points): &(Code, i8)| Seen {
            code: *code,
            points: *points,
            numbers: (take(&mut numbers), take(&mut numbers)),
        };
        self.factors.iter().map(seen)
    }

    /// The same for people to read.
    pub fn in_words(&self) -> Risk {
        Risk {
            score: self.score,
            level: Level::of(self.score),
            probability: self.probability.map(|chance| (f64::from(chance) * 10_000.0).round() / 10_000.0),
            times_usual: self
                .probability
                .map(|chance| (Model::built_in().times_usual(f64::from(chance)) * 10.0).round() / 10.0),
            factors: self.factors().map(|seen| self.told(&seen)).collect(),
        }
    }

    fn told(&self, seen: &Seen) -> Factor {
        let own = self.own.as_ref().filter(|_| seen.code == Code::OwnRule);
        let (name, evidence) = match own.and_then(|own| own.get(seen.numbers.0 as usize)) {
            Some(told) => (told.name.clone(), told.evidence.clone()),
            None => (seen.code.name().to_owned(), seen.code.evidence(seen.numbers.0, seen.numbers.1)),
        };
        Factor { name, points: i32::from(seen.points), evidence }
    }
}

/// Writes a number in as few bytes as it needs: seven bits in each, the lowest first, and whether more follow.
fn put(mut number: u32, bytes: &mut Vec<u8>) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Takes the next number.
fn take(bytes: &mut &[u8]) -> u32 {
    let mut number = 0;
    let mut shift = 0;
    while let Some((byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= u32::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            break;
        }
    }
    number
}
