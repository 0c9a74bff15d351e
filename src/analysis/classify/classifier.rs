//! The boundary behind which kinds are guessed.

use super::{Guess, Habits, Words};
use crate::{
    analysis::{Kind, KindSource, KindVerdict, shape::Shape, wording::Message},
    history::Person,
};

/// All that a kind can be told from.
#[derive(Debug, Clone, Copy)]
pub struct Clues<'a> {
    /// git's subject.
    pub subject: &'a str,
    /// The message, read; of one that is looked at again once its paths are known, the subject alone, and the references.
    pub message: &'a Message,
    /// What the message weighs.
    pub words: &'a Words,
    /// Who wrote it.
    pub author: &'a Person,
    /// What it changed, once known.
    pub shape: Option<&'a Shape>,
    /// Whether it has more than one parent.
    pub is_merge: bool,
}

/// Says what kind a commit is that does not say so itself.
pub trait Classifier: Send + Sync {
    /// Raised whenever an answer may differ from before, so that kept answers are not used.
    fn version(&self) -> u32;
    /// The kind and how sure that is.
    fn classify(&self, clues: &Clues<'_>) -> KindVerdict;
    /// What it thinks of a commit, rules and headers left aside.
    fn guess(&self, clues: &Clues<'_>) -> Guess;
    /// The kind that a guess comes to in a repository of these habits.
    fn name(&self, guess: &Guess, habits: &Habits) -> KindVerdict;
    /// The kind that it would give a commit whose stated kind it strongly doubts.
    fn doubt(&self, guess: &Guess, stated: Kind) -> Option<Kind>;
}

/// The kind of a commit: its header's, else that of a squashed list, else the classifier's.
pub fn judge_kind(clues: &Clues<'_>, classifier: &dyn Classifier) -> KindVerdict {
    let message = clues.message;
    let stated = message.header.as_ref().and_then(|header| header.kind);
    match stated.or_else(|| strongest(message)) {
        Some(kind) => {
            let confidence = if stated.is_some() { 1.0 } else { 0.9 };
            KindVerdict { kind, source: KindSource::Header, confidence, suggested: None }
        }
        None => classifier.classify(clues),
    }
}

/// Of the headers in a squash's list, the one that matters most to users. A list of a single line is no squash.
fn strongest(message: &Message) -> Option<Kind> {
    const ORDER: [Kind; 11] = [
        Kind::Feat,
        Kind::Fix,
        Kind::Perf,
        Kind::Revert,
        Kind::Refactor,
        Kind::Build,
        Kind::Ci,
        Kind::Test,
        Kind::Docs,
        Kind::Style,
        Kind::Chore,
    ];
    if message.header.is_some() || message.squashed.len() < 2 {
        return None;
    }
    ORDER.into_iter().find(|kind| message.squashed.iter().any(|header| header.kind == Some(*kind)))
}
