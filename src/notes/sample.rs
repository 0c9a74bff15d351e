//! Commits for the tests of notes, judged as plainly as a test needs.

use std::sync::Arc;

use crate::{
    analysis::{AnalysedCommit, Audience, Flags, Kind, KindSource, KindVerdict, Reference, ReferenceKind},
    history::{CommitId, Person, Time},
};

/// An id that begins with these digits.
pub(crate) fn id(short: &str) -> CommitId {
    format!("{short:0<40}").parse().expect("the digits are hexadecimal")
}

/// A commit as the analysis would give it: header, pull request and `!` are read.
pub(crate) fn commit(short: &str, subject: &str) -> AnalysedCommit {
    let (head, description) = subject.split_once(": ").unwrap_or(("", subject));
    let breaking = head.ends_with('!');
    let (word, scope) = head.trim_end_matches('!').split_once('(').unwrap_or((head.trim_end_matches('!'), ""));
    let kind = Kind::from_word(word);
    let description = if kind.is_some() { description } else { subject };
    let pull = subject.rsplit_once("(#").map(|(_, number)| number.trim_end_matches(')').to_owned());
    let description = description.rsplit_once(" (#").map_or(description, |(words, _)| words);
    AnalysedCommit {
        id: id(short),
        parents: Box::new([]),
        subject: subject.into(),
        description: description.into(),
        author: Arc::new(Person::default()),
        authored_at: Time::default(),
        committed_at: Time::default(),
        kind: KindVerdict {
            kind: kind.unwrap_or(Kind::Chore),
            source: if kind.is_some() { KindSource::Header } else { KindSource::Rule },
            confidence: 1.0,
            suggested: None,
        },
        scope: (!scope.is_empty() && kind.is_some()).then(|| scope.trim_end_matches(')').into()),
        flags: if breaking { Flags::BREAKING } else { Flags::empty() },
        audience: Audience::User,
        references: pull.map(|id| Reference { kind: ReferenceKind::PullRequest, id }).into_iter().collect(),
        breaking_text: breaking.then(|| description.into()),
        stats: None,
        risk: None,
        group: None,
        story: None,
    }
}

/// The same, taking another back.
pub(crate) fn revert(short: &str, subject: &str, of: &str) -> AnalysedCommit {
    let mut made = commit(short, subject);
    made.kind.kind = Kind::Revert;
    made.references = Box::new([Reference { kind: ReferenceKind::Reverts, id: id(of).to_string() }]);
    made
}

/// The same, as a merge.
pub(crate) fn merge(short: &str, subject: &str, parents: &[&str]) -> AnalysedCommit {
    with_parents(commit(short, subject), parents, Flags::MERGE)
}

/// The same, with parents.
pub(crate) fn with_parents(mut commit: AnalysedCommit, parents: &[&str], flags: Flags) -> AnalysedCommit {
    commit.parents = parents.iter().map(|parent| id(parent)).collect();
    commit.flags |= flags;
    commit
}
