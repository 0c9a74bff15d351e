//! What people call commits here, told by headers and corrections of the range and, since habits are older than a release, of
//! commits before it.

use super::run::Run;
use crate::{
    analysis::{
        Flags, Kind, KindSource,
        classify::{Clues, Guess, Habits, Sample, words},
        shape::Shape,
        wording::Message,
    },
    history::{Commit, Detail, Range},
};

/// So many stated kinds are enough to know habits by, and so many commits are looked through for them.
const ENOUGH: usize = 200;
const LOOKED_THROUGH: usize = 600;

impl Run<'_> {
    /// What is learnt of headers counts where they are no choice by kind; what a person corrected counts always.
    pub(super) fn habits(&self) -> Habits {
        let mut sample = Sample::default();
        // Oldest first, so that what was usual lately counts most.
        let mut within: Vec<(&Guess, Kind, KindSource)> = Vec::new();
        for (commit, row) in self.commits.iter().zip(&self.rows).rev() {
            let Some(guess) = row.guess.as_deref() else { continue };
            match commit.kind.source {
                KindSource::Header => sample.count(guess.promise, Some(commit.kind.kind)),
                KindSource::Model => sample.count(guess.promise, None),
                KindSource::Rule | KindSource::Override => {}
            }
            if commit.kind.is_stated() {
                within.push((guess, commit.kind.kind, commit.kind.source));
            }
        }
        let earlier = self.earlier_habits(within.len(), &mut sample);
        let is_fair = sample.is_fair();
        let counts = |source: KindSource| is_fair || source == KindSource::Override;
        let earlier = earlier.iter().filter(|_| is_fair).map(|(guess, kind)| (guess, *kind));
        let within = within.into_iter().filter(|(.., source)| counts(*source)).map(|(guess, kind, _)| (guess, kind));
        Habits::of(&earlier.chain(within).collect::<Vec<_>>())
    }

    /// The guesses and headers of commits before the range, oldest first; none if the range has `within` of its own and that is
    /// enough, or nothing that habits could be used for. What cannot be read is left out. All that is looked at counts in
    /// `sample`.
    fn earlier_habits(&self, within: usize, sample: &mut Sample) -> Vec<(Guess, Kind)> {
        let is_guessed = self
            .commits
            .iter()
            .any(|commit| commit.kind.source == KindSource::Model && !commit.flags.contains(Flags::MERGE));
        let Some(from) = self.workspace.range.from_id.filter(|_| self.parts.history && is_guessed && within < ENOUGH)
        else {
            return Vec::new();
        };
        let range = Range { from: None, from_id: None, to: from.to_string(), to_id: from };
        let repository = self.workspace.repository();
        let detail = if self.parts.lines { Detail::Lines } else { Detail::Paths };
        let Ok(walk) = repository.walk(&range, self.control.as_cancel()) else { return Vec::new() };
        let mut differ = repository.differ();
        let mut found = Vec::new();
        for commit in walk.take(LOOKED_THROUGH) {
            let Ok(commit) = commit else { break };
            let message = Message::read(&commit.subject.text, &commit.body.text);
            if commit.is_merge() {
                continue;
            }
            let Some(kind) = message.header.as_ref().and_then(|header| header.kind) else {
                with_clues(&commit, &message, None, |clues| {
                    if self.classifier.classify(clues).source == KindSource::Model {
                        sample.count(self.classifier.guess(clues).promise, None);
                    }
                });
                continue;
            };
            let Ok(changes) = differ.changes(commit.id, detail) else { continue };
            let shape = Shape::of(&changes, self.workspace.sensitive());
            let guess = with_clues(&commit, &message, Some(&shape), |clues| self.classifier.guess(clues));
            sample.count(guess.promise, Some(kind));
            found.push((guess, kind));
            if found.len() + within >= ENOUGH {
                break;
            }
        }
        found.reverse();
        found
    }
}

/// What `judge` makes of a commit and, where they are known, its changes.
fn with_clues<T>(commit: &Commit, message: &Message, shape: Option<&Shape>, judge: impl FnOnce(&Clues<'_>) -> T) -> T {
    let (subject, body) = (&commit.subject.text, &commit.body.text);
    let words = words(subject, body, message, &commit.author);
    judge(&Clues { subject, message, words: &words, author: &commit.author, shape, is_merge: false })
}
