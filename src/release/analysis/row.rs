//! What is kept of a commit between the passes, besides what is listed.

use super::{Parts, said::Said};
use crate::{
    analysis::{
        AnalysedCommit, Because, Flags, Kind, KindSource, KindVerdict, Suggestion,
        classify::{Classifier, Clues, Guess, Words, audience, flags, judge_kind, scope, words},
        group::Hints,
        risk::OwnRules,
        shape::Shape,
        wording::{Message, speaks_of_fix, without_pull_request},
    },
    history::{Commit, Person, TreeId},
};

/// A commit between the passes.
#[derive(Debug)]
pub(super) struct Row {
    /// The folder that it is of.
    pub tree: Option<TreeId>,
    /// Its author, as a number that means the same person throughout.
    pub author: u32,
    /// Whether its message speaks of a fix.
    pub is_fix: bool,
    /// What its message says that risk is judged by.
    pub said: Said,
    /// What its message says of others.
    pub hints: Option<Box<Hints>>,
    /// What its message weighs, until its changes are known.
    pub words: Option<Box<Words>>,
    /// What the model thinks of it, once its changes are known, where that counts.
    pub guess: Option<Box<Guess>>,
    /// What it changed, once known and while it is needed.
    pub shape: Option<Box<Shape>>,
}

/// Reads a commit's message: what can be listed of it, and what later passes want.
pub(super) fn read(
    commit: &Commit,
    corrected: Option<Kind>,
    classifier: &dyn Classifier,
    own: &OwnRules,
    parts: Parts,
) -> (AnalysedCommit, Row) {
    let (subject, body) = (&commit.subject.text, &commit.body.text);
    let message = Message::read(subject, body);
    let words = words(subject, body, &message, &commit.author);
    let clues = Clues {
        subject,
        message: &message,
        words: &words,
        author: &commit.author,
        shape: None,
        is_merge: commit.is_merge(),
    };
    let kind = corrected.map_or_else(|| judge_kind(&clues, classifier), overridden);
    let flags = flags(&clues);
    // What no later pass asks for is not looked for.
    let hints = if parts.groups { Hints::of(&message, subject, body).map(Box::new) } else { None };
    let said = if parts.risk { Said::within(commit, own) } else { Said::default() };
    let row = Row {
        tree: commit.tree,
        author: author_number(commit),
        is_fix: kind.kind == Kind::Fix && kind.is_stated() || speaks_of_fix(subject),
        said,
        hints,
        words: None,
        guess: None,
        shape: None,
    };
    let listed = AnalysedCommit {
        id: commit.id,
        parents: commit.parents.as_slice().into(),
        subject: subject.as_str().into(),
        scope: scope(&clues),
        audience: audience(&clues, kind.kind, flags),
        description: message.description,
        author: commit.author.clone(),
        authored_at: commit.authored_at,
        committed_at: commit.committed_at,
        kind,
        flags,
        references: message.references.into(),
        breaking_text: message.breaking,
        stats: None,
        risk: None,
        group: None,
        story: None,
    };
    (listed, Row { words: Some(Box::new(words)), ..row })
}

/// Looks again at a commit whose changes are known now. What the message alone decides stays. Gives what the model thinks,
/// where people said otherwise or nothing surer does.
pub(super) fn look_again(
    commit: &mut AnalysedCommit,
    words: &Words,
    shape: &Shape,
    classifier: &dyn Classifier,
) -> Option<Guess> {
    let mut message = Message::read(&commit.subject, "");
    message.references = commit.references.to_vec();
    message.breaking.clone_from(&commit.breaking_text);
    message.description.clone_from(&commit.description);
    let is_merge = commit.flags.contains(Flags::MERGE);
    let clues = Clues {
        subject: &commit.subject,
        message: &message,
        words,
        author: &commit.author,
        shape: Some(shape),
        is_merge,
    };
    if !commit.kind.is_stated() {
        commit.kind = judge_kind(&clues, classifier);
    }
    let guess = (commit.kind.is_stated() || commit.kind.source == KindSource::Model).then(|| classifier.guess(&clues));
    if commit.kind.source == KindSource::Header {
        let doubt = guess.as_ref().and_then(|guess| classifier.doubt(guess, commit.kind.kind));
        commit.kind.suggested = doubt.map(|kind| Suggestion { kind, because: Because::Words });
    }
    let dependency = flags(&clues) & Flags::DEPENDENCY;
    commit.flags = (commit.flags - Flags::DEPENDENCY) | dependency;
    commit.scope = scope(&clues);
    commit.audience = audience(&clues, commit.kind.kind, commit.flags);
    guess
}

/// Gives a commit another kind than before, and what follows from it.
pub(super) fn name_again(commit: &mut AnalysedCommit, shape: &Shape, kind: KindVerdict) {
    let message = Message::read(&commit.subject, "");
    let words = Words::default();
    let is_merge = commit.flags.contains(Flags::MERGE);
    let clues = Clues {
        subject: &commit.subject,
        message: &message,
        words: &words,
        author: &commit.author,
        shape: Some(shape),
        is_merge,
    };
    commit.kind = kind;
    commit.audience = audience(&clues, kind.kind, commit.flags);
}

/// A kind that a person chose.
pub(super) fn overridden(kind: Kind) -> KindVerdict {
    KindVerdict { kind, source: KindSource::Override, confidence: 1.0, suggested: None }
}

/// The request that merged a commit: the number at the end of its subject, else the only one that it names.
pub(super) fn request_of(commit: &AnalysedCommit) -> Option<&str> {
    let at_end = &commit.subject[without_pull_request(&commit.subject).len()..];
    let is_at_end = |id: &&str| at_end.contains(&format!("{id})"));
    let mut requests = commit
        .references
        .iter()
        .filter(|reference| reference.kind == crate::analysis::ReferenceKind::PullRequest)
        .map(|reference| reference.id.as_str());
    requests.clone().find(is_at_end).or_else(|| requests.next())
}

/// The same person has the same address, whatever the name; without an address the name must do.
pub(super) fn author_number(commit: &Commit) -> u32 {
    person_number(&commit.author)
}

/// The number of a person.
pub(super) fn person_number(person: &Person) -> u32 {
    let (name, email) = (&person.name.text, &person.email.text);
    let key = if email.is_empty() { name } else { email };
    let hash = crate::analysis::shape::Touch::of(key.to_lowercase().as_bytes()).0;
    (hash ^ (hash >> 32)) as u32
}
