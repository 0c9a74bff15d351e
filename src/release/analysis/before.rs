//! What is known of files and authors from before the range, read once and kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Control, row::author_number, said::Said};
use crate::{
    analysis::{
        risk::{ChangeFacts, Course, Folders, Outlook, Ranked, Step},
        shape::Touch,
    },
    history::{CommitId, Detail, FileChange, HistoryError, Range, Repository},
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
    time: i64,
    files: u32,
    touches: Box<[Touch]>,
    folders: Folders,
    said: Said,
}

/// Later commits are compared with so many of the latest; of those before them nothing but their history is wanted.
const COMPARED: usize = 1200;
/// Files beyond this many say nothing more about a commit.
const TOUCHES_AT_MOST: usize = 256;

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
            before.rows.push(Earlier {
                id: bits(commit.id),
                author: author_number(&commit),
                time: commit.committed_at.seconds,
                files: changes.files.len() as u32,
                touches: changes.files.iter().take(TOUCHES_AT_MOST).map(|file| Touch::of(&file.path)).collect(),
                folders: folders(&changes.files),
                said: Said::before(&commit),
            });
            if before.rows.len().is_multiple_of(256) {
                progress(before.rows.len() as u32);
            }
        }
        Ok(before)
    }

    /// Who changed what, newest first: the beginning of a commit's id, its author, its files.
    pub(super) fn changes(&self) -> impl Iterator<Item = (u64, u32, impl Iterator<Item = Touch> + '_)> {
        self.rows.iter().map(|row| (row.id, row.author, row.touches.iter().copied()))
    }

    /// Feeds what was read, oldest first.
    pub(super) fn feed(&self, course: &mut Course, ids: &mut Ids) {
        let mut fed = Vec::with_capacity(self.rows.len());
        for (at, row) in self.rows.iter().enumerate().rev() {
            let step = row.step();
            let ranked: Ranked =
                if at < COMPARED { Outlook::ranked_of(course, &step, row.change(), &[]) } else { [f32::NAN; _] };
            let number = course.before(&step, ranked);
            ids.0.insert(row.id, number);
            fed.push((number, &row.said.blames));
        }
        for (by, blames) in fed {
            for culprit in blames.iter().filter_map(|prefix| ids.find(*prefix)) {
                course.names_culprit(by, culprit);
            }
        }
    }
}

impl Earlier {
    fn step(&self) -> Step<'_> {
        Step {
            author: self.author,
            time: self.time,
            is_fix: self.said.is_fix,
            is_merge: false,
            touches: &self.touches,
            folders: &self.folders.all,
            tops: &self.folders.tops,
            area: self.said.area,
        }
    }

    fn change(&self) -> ChangeFacts {
        ChangeFacts {
            top_folders: self.folders.tops.len() as f32,
            folders: self.folders.all.len() as f32,
            files: self.files as f32,
            explanation: f32::from(self.said.explanation),
            waiting: self.said.waiting,
            ..ChangeFacts::default()
        }
    }
}

fn folders(files: &[FileChange]) -> Folders {
    let paths: Vec<_> = files.iter().take(TOUCHES_AT_MOST).map(FileChange::path_text).collect();
    Folders::of(paths.iter().map(|path| &**path))
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
