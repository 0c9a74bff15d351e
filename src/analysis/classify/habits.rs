//! What a repository calls things, learnt from the commits whose kind people stated.

use std::collections::HashMap;

use super::weights::{KINDS, probabilities};
use crate::analysis::Kind;

/// What the model says of a commit, before habits and before a kind is named.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// The logarithms of the kinds' probabilities, but for what they have in common.
    pub logits: [f32; KINDS],
    /// What habits may go by, each mark once: see [`crate::analysis::signs::marks`].
    pub marks: Box<[u32]>,
}

/// By how much the kinds of a repository are likelier here than elsewhere, by the marks of a commit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Habits {
    by_mark: HashMap<u32, [f32; KINDS]>,
}

/// How far one commit moves what holds for its marks, how strongly that is pulled back to nothing, and how often all of them
/// are gone through; found on organisations that were held apart.
const STEP: f32 = 0.05;
const PULL: f32 = 0.04;
const PASSES: usize = 4;
/// More commits, the latest, are not learnt from.
const ENOUGH: usize = 4000;

impl Habits {
    /// Learns from commits of which both the guess and the kind are known, in the order given, oldest first.
    pub fn of(known: &[(&Guess, Kind)]) -> Self {
        let known = &known[known.len().saturating_sub(ENOUGH)..];
        let mut habits = Self::default();
        for _ in 0..PASSES {
            for (guess, kind) in known {
                habits.learn(guess, *kind);
            }
        }
        habits
    }

    fn learn(&mut self, guess: &Guess, kind: Kind) {
        let mut missed = probabilities(&self.applied(guess)).map(|probable| -probable);
        missed[kind as usize] += 1.0;
        for mark in &guess.marks {
            let weights = self.by_mark.entry(*mark).or_default();
            for (weight, missed) in weights.iter_mut().zip(missed) {
                *weight += STEP * (missed - PULL * *weight);
            }
        }
    }

    /// Whether nothing was learnt.
    pub fn is_empty(&self) -> bool {
        self.by_mark.is_empty()
    }

    /// The guess, with what is usual here.
    pub fn applied(&self, guess: &Guess) -> [f32; KINDS] {
        let mut logits = guess.logits;
        for weights in guess.marks.iter().filter_map(|mark| self.by_mark.get(mark)) {
            for (logit, weight) in logits.iter_mut().zip(weights) {
                *logit += weight;
            }
        }
        logits
    }
}
