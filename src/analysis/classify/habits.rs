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
    /// The chance of a feature or a fix by the message alone.
    pub promise: f32,
}

/// Of which commits people stated the kind. Where only some have a header, these may be chosen by kind: a project that writes
/// `docs:` and `ci:` as names of places, and names other places by other words, has no headers of features and fixes. What is
/// usual among such headers says nothing of the rest.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Sample {
    /// Promise, by the messages, of what has a kind.
    stated: Share,
    /// What of that is a feature or a fix as people say.
    called_so: Share,
    /// Promise of what has no kind.
    unstated: Share,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Share {
    sum: f32,
    count: usize,
}

impl Sample {
    /// Counts a commit, with the chance that its message alone gives to a feature or a fix, and its kind where that is stated.
    pub fn count(&mut self, promise: f32, stated: Option<Kind>) {
        let Some(kind) = stated else { return self.unstated.add(promise) };
        self.stated.add(promise);
        self.called_so.add(if matches!(kind, Kind::Feat | Kind::Fix) { 1.0 } else { 0.0 });
    }

    /// Whether what is stated is like what is not.
    pub fn is_fair(&self) -> bool {
        let unstated = self.unstated.mean();
        let is_like = |share: f32, least: f32| share >= least * unstated && 1.0 - share >= least * (1.0 - unstated);
        self.unstated.count == 0
            || is_like(self.stated.mean(), LEAST_LIKE) && is_like(self.called_so.mean(), LEAST_CALLED)
    }
}

impl Share {
    fn add(&mut self, part: f32) {
        self.sum += part;
        self.count += 1;
    }

    fn mean(&self) -> f32 {
        if self.count == 0 { 0.0 } else { self.sum / self.count as f32 }
    }
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
/// By how much features and fixes (or all else) may be rarer where kinds are stated than where they are not: as messages sound,
/// and as people call them, which is each project's own way and so may differ more. Of 52 projects with some headers, these
/// tell those that have them of housekeeping alone.
const LEAST_LIKE: f32 = 0.6;
const LEAST_CALLED: f32 = 0.3;

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
