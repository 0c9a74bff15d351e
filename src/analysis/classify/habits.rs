//! What a repository calls things, learnt from the commits whose kind people stated.

use super::weights::{KINDS, probabilities};
use crate::analysis::{Kind, shape::Sort};

/// What the model says of a commit, before habits and before a kind is named.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guess {
    /// The logarithms of the kinds' probabilities, but for what they have in common.
    pub logits: [f32; KINDS],
    /// The sort of file with most of the lines; 255 where there is none.
    pub most: u8,
}

/// By how much the kinds of a repository are likelier here than elsewhere: in all, and by the sort of file that most of a
/// commit lies in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Habits {
    everywhere: [f32; KINDS],
    by_sort: Vec<[f32; KINDS]>,
    learnt: u32,
}

/// How far one commit moves what holds everywhere, and what holds for its sort of file.
const STEP_EVERYWHERE: f32 = 0.03;
const STEP_BY_SORT: f32 = 0.05;

impl Habits {
    /// Learns from a commit of which both the guess and the kind are known.
    pub fn learn(&mut self, guess: &Guess, kind: Kind) {
        self.by_sort.resize(Sort::COUNT + 1, [0.0; KINDS]);
        let probable = probabilities(&self.applied(guess));
        let sort = &mut self.by_sort[usize::from(guess.most).min(Sort::COUNT)];
        for at in 0..KINDS {
            let missed = f32::from(u8::from(at == kind as usize)) - probable[at];
            self.everywhere[at] += STEP_EVERYWHERE * missed;
            sort[at] += STEP_BY_SORT * missed;
        }
        self.learnt += 1;
    }

    /// Whether nothing was learnt.
    pub fn is_empty(&self) -> bool {
        self.learnt == 0
    }

    /// The guess, with what is usual here.
    pub fn applied(&self, guess: &Guess) -> [f32; KINDS] {
        let sort = self.by_sort.get(usize::from(guess.most).min(Sort::COUNT)).copied().unwrap_or_default();
        std::array::from_fn(|kind| guess.logits[kind] + self.everywhere[kind] + sort[kind])
    }
}
