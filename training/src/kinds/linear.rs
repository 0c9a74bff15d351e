//! The learner: a linear model of many signs for eleven kinds, by gradient descent whose steps shrink for signs that were
//! met often. One thread and a fixed order, so that the same data give the same weights.

use tminus::analysis::classify::weights::{KINDS, probabilities};

use super::{
    examples::{Example, counts},
    random::Random,
};

/// How it learns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Settings {
    /// How large the first steps are.
    pub(super) rate: f32,
    /// Passes over the data.
    pub(super) passes: usize,
    /// How strongly weights are pulled to nothing.
    pub(super) pull: f32,
    /// The share of signs that is hidden at a time, so that none is relied on alone.
    pub(super) hidden: f32,
    /// The power of its count by which a kind's commits weigh less.
    pub(super) evened: f32,
    /// How much counts what holds for one organisation alone, and the share of times that it is hidden.
    pub(super) habit: f32,
    pub(super) habit_hidden: f32,
    /// Where chance begins.
    pub(super) seed: u64,
}

/// What was learnt: for each place a weight for each kind.
#[derive(Debug, Clone)]
pub(super) struct Linear {
    pub(super) weights: Vec<[f32; KINDS]>,
}

impl Linear {
    /// What the signs of an example add up to.
    pub(super) fn sums(&self, example: &Example) -> [f32; KINDS] {
        let mut sums = [0.0; KINDS];
        for (sign, worth) in example.signs.iter().zip(&example.worths) {
            for (sum, weight) in sums.iter_mut().zip(&self.weights[*sign as usize]) {
                *sum += weight * worth;
            }
        }
        sums
    }

    /// Learns from examples; `targets` says how likely each kind is for each of them.
    pub(super) fn learn(examples: &[&Example], targets: &[[f32; KINDS]], n_places: usize, settings: &Settings) -> Self {
        let n_all = n_places + if settings.habit > 0.0 { HABITS } else { 0 };
        let mut learner =
            Learner { weights: vec![[0.0; KINDS]; n_all], steps: vec![[1e-4; KINDS]; n_all], pull: settings.pull };
        let matter = matter(&counts(examples.iter().copied()), settings.evened);
        let mut random = Random::new(settings.seed);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut seen: Vec<(usize, f32)> = Vec::new();
        for pass in 0..settings.passes {
            random.shuffle(&mut order);
            let rate = settings.rate * (1.0 - 0.8 * pass as f32 / settings.passes as f32);
            for index in &order {
                let example = examples[*index];
                seen.clear();
                let grown = 1.0 / (1.0 - settings.hidden);
                let signs = example.signs.iter().zip(&example.worths);
                seen.extend(
                    signs
                        .filter(|_| random.unit() >= settings.hidden)
                        .map(|(sign, worth)| (*sign as usize, worth * grown)),
                );
                if settings.habit > 0.0 && random.unit() >= settings.habit_hidden {
                    seen.extend(example.marks.iter().map(|mark| (n_places + habit_of(*mark, example), settings.habit)));
                }
                learner.step(&seen, &targets[*index], matter[example.label], rate);
            }
        }
        // What was learnt of one organisation alone goes: it has taken its share of the blame, and no other has its habits.
        learner.weights.truncate(n_places);
        Self { weights: learner.weights }
    }
}

/// Places for what holds for one organisation alone.
const HABITS: usize = 1 << 20;

/// The place of a mark in the example's organisation.
fn habit_of(mark: u32, example: &Example) -> usize {
    let both = u64::from(mark) ^ ((example.organisation as u64) << 32);
    (both.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 44) as usize
}

struct Learner {
    weights: Vec<[f32; KINDS]>,
    steps: Vec<[f32; KINDS]>,
    pull: f32,
}

impl Learner {
    fn step(&mut self, seen: &[(usize, f32)], target: &[f32; KINDS], matter: f32, rate: f32) {
        let mut sums = [0.0; KINDS];
        for (sign, worth) in seen {
            for (sum, weight) in sums.iter_mut().zip(&self.weights[*sign]) {
                *sum += weight * worth;
            }
        }
        let mut error = probabilities(&sums);
        for (error, target) in error.iter_mut().zip(target) {
            *error = (*error - target) * matter;
        }
        for (sign, worth) in seen {
            let (weights, steps) = (&mut self.weights[*sign], &mut self.steps[*sign]);
            for kind in 0..KINDS {
                let slope = error[kind] * worth + self.pull * weights[kind];
                steps[kind] += slope * slope;
                weights[kind] -= rate * slope / steps[kind].sqrt();
            }
        }
    }
}

/// How much a commit of each kind matters: less where there are many, 1 on average.
fn matter(counts: &[f32; KINDS], evened: f32) -> [f32; KINDS] {
    let raw = counts.map(|count| count.max(1.0).powf(-evened));
    let all: f32 = counts.iter().sum();
    let mean: f32 = raw.iter().zip(counts).map(|(raw, count)| raw * count).sum::<f32>() / all;
    raw.map(|raw| raw / mean)
}
