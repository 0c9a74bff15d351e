//! Kinds by the trained model, and by rules where a rule is surer than any model.

use super::{
    Classifier, Clues, Guess, Habits,
    gitmoji::gitmoji,
    release_subject::is_release,
    scope::beside_area,
    weights::{KINDS, Weights, Words, marks_of, probabilities},
};
use crate::{
    analysis::{
        Kind, KindSource, KindVerdict,
        wording::{Form, Message, without_decoration},
    },
    history::Person,
};

/// A header is doubted where the model names another kind with at least this confidence,
const CONFIDENT: f32 = 0.55;
/// and gives the header's kind at most this.
const HARDLY: f32 = 0.05;

/// The classifier that the program uses.
#[derive(Debug, Clone, Copy)]
pub struct Trained {
    weights: &'static Weights,
}

impl Default for Trained {
    fn default() -> Self {
        Self { weights: Weights::embedded() }
    }
}

/// What a message weighs.
pub fn words(subject: &str, body: &str, message: &Message, author: &Person) -> Words {
    Weights::embedded().words(said_beside_area(subject, message), body, is_program(author))
}

impl Classifier for Trained {
    fn version(&self) -> u32 {
        4
    }

    fn classify(&self, clues: &Clues<'_>) -> KindVerdict {
        match by_rule(clues) {
            Some((kind, confidence)) => KindVerdict { kind, source: KindSource::Rule, confidence, suggested: None },
            None => self.name(&self.guess(clues), &Habits::default()),
        }
    }

    fn guess(&self, clues: &Clues<'_>) -> Guess {
        let places = clues.shape.map(|shape| &shape.places);
        let by_words = probabilities(&self.weights.logits(clues.words, None));
        Guess {
            logits: self.weights.logits(clues.words, places),
            marks: marks_of(clues.words, places),
            promise: by_words[Kind::Feat as usize] + by_words[Kind::Fix as usize],
        }
    }

    fn name(&self, guess: &Guess, habits: &Habits) -> KindVerdict {
        let logits = habits.applied(guess);
        let favour = self.weights.favour();
        let named = (0..KINDS)
            .max_by(|left, right| (logits[*left] + favour[*left]).total_cmp(&(logits[*right] + favour[*right])))
            .unwrap_or(Kind::Chore as usize);
        let confidence = (self.weights.confidence(probabilities(&logits)[named]) * 10_000.0).round() / 10_000.0;
        KindVerdict { kind: Kind::ALL[named], source: KindSource::Model, confidence, suggested: None }
    }

    fn doubt(&self, guess: &Guess, stated: Kind) -> Option<Kind> {
        let named = self.name(guess, &Habits::default());
        let hardly = probabilities(&guess.logits)[stated as usize] <= HARDLY;
        (hardly && named.kind != stated && named.confidence >= CONFIDENT).then_some(named.kind)
    }
}

/// What needs no model: what programs write, marks that stand for a kind, and what says nothing at all.
fn by_rule(clues: &Clues<'_>) -> Option<(Kind, f32)> {
    match &clues.message.form {
        Form::Revert { .. } => return Some((Kind::Revert, 0.99)),
        Form::Merge(_) if clues.is_merge && clues.message.header.is_none() => return Some((Kind::Chore, 0.6)),
        _ => {}
    }
    if let Some(kind) = gitmoji(clues.subject) {
        return Some((kind, 0.85));
    }
    if is_release(clues.subject) {
        return Some((Kind::Chore, 0.9));
    }
    let says_nothing = clues.message.description.trim().is_empty();
    (says_nothing && clues.shape.is_none_or(|shape| shape.n_files() == 0)).then_some((Kind::Chore, 0.3))
}

/// The subject as the model was trained to see it: without header, marks and keys.
pub fn undressed<'a>(subject: &'a str, message: &'a Message) -> &'a str {
    match (&message.header, &message.form) {
        (Some(header), _) if header.kind.is_some() => &header.description,
        (_, Form::Fixup { subject }) => subject,
        _ => without_decoration(subject.trim()),
    }
}

/// The subject as the model reads it: nor with the name of a place before a colon. Nearly all that it was trained with had
/// their place in the header, so what it knows of first words is of what comes after.
pub fn said_beside_area<'a>(subject: &'a str, message: &'a Message) -> &'a str {
    beside_area(undressed(subject, message))
}

/// Whether a commit was made by a program, as far as the name or the address tells.
fn is_program(author: &Person) -> bool {
    const NAMES: [&str; 5] = ["dependabot", "renovate", "github-actions", "greenkeeper", "pre-commit-ci"];
    let tells = |text: &str| {
        let lower = text.to_ascii_lowercase();
        lower.contains("[bot]")
            || NAMES.iter().any(|name| lower.contains(name))
            || lower.ends_with("-bot")
            || lower.ends_with(" bot")
            || lower.starts_with("bot@")
            || lower.contains("-bot@")
    };
    tells(&author.name.text) || tells(&author.email.text)
}
