//! What commits before the range were called: habits are older than a release.

use super::run::Run;
use crate::{
    analysis::{
        Flags, Kind, KindSource,
        classify::{Clues, Guess, words},
        shape::Shape,
        wording::Message,
    },
    history::{Commit, Detail, Range},
};

/// So many stated kinds are enough to know habits by, and so many commits are looked through for them.
const ENOUGH: usize = 200;
const LOOKED_THROUGH: usize = 600;

impl Run<'_> {
    /// The guesses and headers of commits before the range, oldest first; none if the range has `within` of its own and that is
    /// enough, or nothing that habits could be used for. What cannot be read is left out.
    pub(super) fn earlier_habits(&self, within: usize) -> Vec<(Guess, Kind)> {
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
            let Some(kind) = message.header.as_ref().and_then(|header| header.kind) else { continue };
            if commit.is_merge() {
                continue;
            }
            let Ok(changes) = differ.changes(commit.id, detail) else { continue };
            let shape = Shape::of(&changes, self.workspace.sensitive());
            found.push((self.guess(&commit, &message, &shape), kind));
            if found.len() + within >= ENOUGH {
                break;
            }
        }
        found.reverse();
        found
    }

    fn guess(&self, commit: &Commit, message: &Message, shape: &Shape) -> Guess {
        let (subject, body) = (&commit.subject.text, &commit.body.text);
        self.classifier.guess(&Clues {
            subject,
            message,
            words: &words(subject, body, message, &commit.author),
            author: &commit.author,
            shape: Some(shape),
            is_merge: false,
        })
    }
}
