//! A linear model over signs: logistic, taught by steps that shrink as a sign is met (`AdaGrad`), in a fixed order of examples.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::signs::{Sign, Sort};

/// A sign as a number; equal signs have equal numbers, in every run and on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mark {
    /// Its sort.
    pub sort: Sort,
    /// Its number.
    pub number: u64,
}

impl From<&Sign> for Mark {
    fn from(sign: &Sign) -> Self {
        // FNV-1a: short words, no adversary whose collisions would gain anything.
        let bytes = std::iter::once(sign.sort as u8).chain(sign.word.bytes());
        let number =
            bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self { sort: sign.sort, number }
    }
}

/// What each sign weighs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Linear {
    weights: HashMap<u64, f32>,
}

/// One example to learn from.
#[derive(Debug, Clone)]
pub struct Example<'a> {
    /// Its signs.
    pub marks: &'a [Mark],
    /// Whether it is what the model shall find.
    pub holds: bool,
    /// What is known of it beforehand, as log-odds.
    pub known: f32,
    /// How much it counts.
    pub weight: f32,
}

/// How a model is taught.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Teaching {
    /// How often each example is looked at.
    pub rounds: usize,
    /// How far a step goes.
    pub rate: f32,
    /// How strongly weights are drawn to nothing.
    pub decay: f32,
}

impl Teaching {
    /// For few examples of one project, on top of what is known.
    pub const OF_PROJECT: Self = Self { rounds: 4, rate: 0.12, decay: 3e-3 };
    /// The same for sections: of each there are fewer examples still.
    pub const OF_SECTIONS: Self = Self { rounds: 4, rate: 0.07, decay: 3e-3 };
    /// For many examples of many projects.
    pub const OF_ALL: Self = Self { rounds: 6, rate: 0.15, decay: 1e-4 };
}

impl Linear {
    /// A model of these weights.
    pub fn of(weights: impl IntoIterator<Item = (Mark, f32)>) -> Self {
        Self { weights: weights.into_iter().map(|(mark, weight)| (mark.number, weight)).collect() }
    }

    /// The weight of a sign.
    pub fn weight(&self, mark: Mark) -> f32 {
        self.weights.get(&mark.number).copied().unwrap_or(0.0)
    }

    /// The log-odds that the signs come to.
    pub fn sum(&self, marks: &[Mark]) -> f32 {
        marks.iter().map(|mark| self.weight(*mark)).sum()
    }

    /// Teaches a model the signs that `keeps` lets through.
    pub fn taught(examples: &[Example<'_>], teaching: Teaching, keeps: impl Fn(Sort) -> bool) -> Self {
        let mut numbers: HashMap<u64, u32> = HashMap::new();
        let rows: Vec<Vec<u32>> = examples
            .iter()
            .map(|example| {
                let kept = example.marks.iter().filter(|mark| keeps(mark.sort));
                kept.map(|mark| {
                    let next = numbers.len() as u32;
                    *numbers.entry(mark.number).or_insert(next)
                })
                .collect()
            })
            .collect();
        let mut weights = vec![0.0_f32; numbers.len()];
        let mut gathered = vec![1e-2_f32; numbers.len()];
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut random = Shuffler(7);
        for _ in 0..teaching.rounds {
            random.shuffle(&mut order);
            for &at in &order {
                let example = &examples[at];
                let sum = example.known + rows[at].iter().map(|number| weights[*number as usize]).sum::<f32>();
                let chance = 1.0 / (1.0 + (-sum.clamp(-30.0, 30.0)).exp());
                let error = (chance - f32::from(u8::from(example.holds))) * example.weight;
                for &number in &rows[at] {
                    let number = number as usize;
                    let slope = error + teaching.decay * weights[number];
                    gathered[number] += slope * slope;
                    weights[number] -= teaching.rate * slope / gathered[number].sqrt();
                }
            }
        }
        Self { weights: numbers.into_iter().map(|(number, at)| (number, weights[at as usize])).collect() }
    }
}

/// A fixed order that looks like chance (xorshift).
struct Shuffler(u64);

impl Shuffler {
    fn shuffle(&mut self, order: &mut [usize]) {
        for at in (1..order.len()).rev() {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            order.swap(at, (self.0 % (at as u64 + 1)) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(word: &str) -> Mark {
        Mark::from(&Sign { sort: Sort::Word, word: word.into() })
    }

    #[test]
    fn what_is_taught_is_known_again() {
        let (add, bump) = ([mark("add"), mark("it")], [mark("bump"), mark("it")]);
        let rows = [
            Example { marks: &add, holds: true, known: 0.0, weight: 1.0 },
            Example { marks: &bump, holds: false, known: 0.0, weight: 1.0 },
        ];
        let examples: Vec<Example<'_>> = (0..40).map(|at| rows[at % 2].clone()).collect();
        let model = Linear::taught(&examples, Teaching::OF_ALL, |_| true);
        assert!(model.sum(&add) > 1.0 && model.sum(&bump) < -1.0);
        assert_eq!(model, Linear::taught(&examples, Teaching::OF_ALL, |_| true));
        let none = Linear::taught(&examples, Teaching::OF_ALL, |_| false);
        assert!(none.sum(&add).abs() < 1e-6);
    }
}
