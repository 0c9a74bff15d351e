//! Commits for the tests of this screen.

use std::sync::Arc;

use crate::{
    analysis::{AnalysedCommit, Audience, Flags, Kind, KindSource, KindVerdict},
    history::{CommitId, Decoded, Person, Time},
};

/// When the sample commits were made: 2026-01-05 09:00 UTC.
pub(crate) const NOON: i64 = 1_767_603_600;

/// An id made of one number.
pub(crate) fn id(number: u32) -> CommitId {
    format!("{number:040x}").parse().unwrap()
}

/// A commit with that subject.
pub(crate) fn commit(subject: &str, kind: Kind) -> AnalysedCommit {
    let decoded = |text: &str| Decoded { text: text.to_owned(), raw: None };
    let time = Time { seconds: NOON, offset_minutes: 0 };
    let description = subject.split_once(": ").map_or(subject, |(_, rest)| rest);
    AnalysedCommit {
        id: id(1),
        parents: Box::default(),
        subject: subject.into(),
        description: description.into(),
        author: Arc::new(Person { name: decoded("Ann Archer"), email: decoded("ann@example.org") }),
        authored_at: time,
        committed_at: time,
        kind: KindVerdict { kind, source: KindSource::Header, confidence: 1.0, suggested: None },
        scope: None,
        flags: Flags::empty(),
        audience: Audience::User,
        references: Box::default(),
        breaking_text: None,
        stats: None,
        risk: None,
        group: None,
        story: None,
    }
}

/// The commit after a change.
pub(crate) fn with(mut commit: AnalysedCommit, change: impl FnOnce(&mut AnalysedCommit)) -> AnalysedCommit {
    change(&mut commit);
    commit
}
