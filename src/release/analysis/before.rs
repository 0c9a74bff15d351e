//! What is known of files and authors from before the range, read once and kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Control, row::author_number};
use crate::{
    analysis::{
        ReferenceKind,
        risk::{PastBuilder, Row},
        shape::Touch,
        wording::{Message, speaks_of_fix},
    },
    history::{Commit, CommitId, Detail, HistoryError, Range, Repository},
};

/// Commits before a range, in the order in which they were read, as the cache keeps them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Before {
    /// The commit that the reading began at.
    pub(super) from: String,
    /// How many commits were asked for.
    pub(super) limit: u32,
    rows: Vec<Earlier>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Earlier {
    /// The first eight bytes of its id.
    id: u64,
    author: u32,
    is_fix: bool,
    touches: Vec<u64>,
    /// The ids that it names as the cause of a defect.
    blames: Vec<Prefix>,
}

/// The beginning of an id: its bits, and how many of them count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Prefix {
    bits: u64,
    known: u32,
}

/// Rows by their ids.
#[derive(Debug, Default)]
pub(super) struct Ids(BTreeMap<u64, u32>);

impl Before {
    /// Reads at most `limit` commits from `from` on. What is missing ends it early.
    pub(super) fn read(
        repository: &Repository,
        from: CommitId,
        limit: u32,
        control: &Control,
        mut progress: impl FnMut(u32),
    ) -> Result<Self, HistoryError> {
        let mut before = Self { from: from.to_string(), limit, rows: Vec::new() };
        let range = Range { from: None, from_id: None, to: before.from.clone(), to_id: from };
        let mut differ = repository.differ();
        for commit in repository.walk(&range, control.as_cancel())?.take(limit as usize) {
            let commit = match commit {
                Ok(commit) => commit,
                Err(HistoryError::Cancelled) => return Err(HistoryError::Cancelled),
                Err(_) => break,
            };
            if commit.is_merge() {
                continue;
            }
            let Ok(changes) = differ.changes(commit.id, Detail::Paths) else { break };
            let touches = changes.files.iter().take(256).map(|file| Touch::of(&file.path).0).collect();
            before.rows.push(Earlier {
                id: bits(commit.id),
                author: author_number(&commit),
                is_fix: speaks_of_fix(&commit.subject.text),
                touches,
                blames: blames(&commit),
            });
            if before.rows.len().is_multiple_of(256) {
                progress(before.rows.len() as u32);
            }
        }
        Ok(before)
    }

    /// Who changed what, newest first: the beginning of a commit's id, its author, its files.
    pub(super) fn changes(&self) -> impl Iterator<Item = (u64, u32, impl Iterator<Item = Touch> + '_)> {
        self.rows.iter().map(|row| (row.id, row.author, row.touches.iter().copied().map(Touch)))
    }

    /// Feeds what was read.
    pub(super) fn feed(&self, past: &mut PastBuilder, ids: &mut Ids) {
        let mut touches: Vec<Touch> = Vec::new();
        let mut fed = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            touches.clear();
            touches.extend(row.touches.iter().copied().map(Touch));
            let number = past.before(&Row { author: row.author, is_fix: row.is_fix, touches: &touches });
            ids.0.insert(row.id, number);
            fed.push(number);
        }
        for (row, by) in self.rows.iter().zip(fed) {
            for prefix in &row.blames {
                if let Some(culprit) = ids.find(*prefix) {
                    past.names_culprit(by, culprit);
                }
            }
        }
    }
}

impl Ids {
    /// Notes a commit of the range.
    pub(super) fn add(&mut self, id: CommitId, number: u32) {
        self.0.insert(bits(id), number);
    }

    /// The row whose id begins so.
    pub(super) fn find(&self, prefix: Prefix) -> Option<u32> {
        let rest = 1_u64.checked_shl(64 - prefix.known).map_or(0, |rest| rest - 1);
        self.0.range(prefix.bits..=prefix.bits | rest).next().map(|(_, number)| *number)
    }
}

impl Prefix {
    /// Of an id in hexadecimal digits, at least seven.
    pub(super) fn of(hex: &str) -> Option<Self> {
        let digits = hex.len().min(16);
        let bits = u64::from_str_radix(hex.get(..digits)?, 16).ok()?;
        let known = digits as u32 * 4;
        (digits >= 7).then(|| Self { bits: bits << (64 - known), known })
    }
}

fn bits(id: CommitId) -> u64 {
    id.as_bytes().iter().take(8).fold(0, |bits, byte| bits << 8 | u64::from(*byte))
}

/// `Fixes: <sha>`, and a revert: both say that an earlier commit did harm.
fn blames(commit: &Commit) -> Vec<Prefix> {
    let body = &commit.body.text;
    if !body.contains("Fixes:") && !body.contains("evert") {
        return Vec::new();
    }
    let message = Message::read(&commit.subject.text, body);
    blamed_by(&message.references)
}

/// The commits that references name as the cause of a defect.
pub(super) fn blamed_by(references: &[crate::analysis::Reference]) -> Vec<Prefix> {
    references
        .iter()
        .filter(|reference| matches!(reference.kind, ReferenceKind::Fixes | ReferenceKind::Reverts))
        .filter_map(|reference| Prefix::of(&reference.id))
        .collect()
}
