//! What a message says that risk is judged by, small enough to keep of every commit.

use serde::{Deserialize, Serialize};

use super::before::Prefix;
use crate::{
    analysis::{
        risk::{Model, OwnRules, area_of, named_culprits, signs, speaks_of_tidying},
        wording::speaks_of_fix,
    },
    history::{Commit, Time},
};

/// What a message says.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Said {
    /// Whether it speaks of a fix.
    pub is_fix: bool,
    /// Whether its subject speaks of tidying up.
    pub is_tidying: bool,
    /// How long it explains itself.
    pub explanation: u16,
    /// What it is about.
    pub area: u32,
    /// Hours from writing to committing.
    pub waiting: f32,
    /// The ids that it names as the cause of a defect.
    pub blames: Box<[Prefix]>,
    /// The words of it that the model knows.
    pub words: Box<[u16]>,
    /// The rules of the project that its message meets, as bits.
    pub rules: u32,
}

impl Said {
    /// Of a commit that came before the range: what counts for later ones.
    pub(super) fn before(commit: &Commit) -> Self {
        let (subject, body) = (&commit.subject.text, &commit.body.text);
        Self::of(commit, &signs::explanation(body), subject, body)
    }

    /// Of a commit of the range.
    pub(super) fn within(commit: &Commit, own: &OwnRules) -> Self {
        let (subject, body) = (&commit.subject.text, &commit.body.text);
        let explanation = signs::explanation(body);
        Self {
            words: Model::built_in().words().of_message(subject, &explanation),
            rules: own.of_message(subject, body),
            ..Self::of(commit, &explanation, subject, body)
        }
    }

    fn of(commit: &Commit, explanation: &str, subject: &str, body: &str) -> Self {
        let blames = named_culprits(subject, body);
        Self {
            is_fix: speaks_of_fix(subject) || signs::speaks_of_fix(subject, explanation),
            is_tidying: speaks_of_tidying(subject),
            explanation: explanation.len() as u16,
            area: area_of(subject),
            waiting: hours(commit.authored_at, commit.committed_at),
            blames: blames.iter().filter_map(|id| Prefix::of(id)).collect(),
            ..Self::default()
        }
    }
}

/// Dates may be missing or absurd; then it did not wait.
fn hours(from: Time, to: Time) -> f32 {
    if from == Time::MISSING || to == Time::MISSING {
        return 0.0;
    }
    to.seconds.saturating_sub(from.seconds).max(0) as f32 / 3600.0
}
