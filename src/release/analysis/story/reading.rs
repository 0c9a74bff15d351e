//! Reads the facts of commits: those that are kept, and the others from the repository, on as many threads as help.

use std::{
    collections::HashMap,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use crate::{
    analysis::{AnalysedCommit, Flags, story::Facts},
    history::{CommitId, ContentReader, Detail, Differ, FileChange, Repository, diff::Blob},
    process::Cancel,
    release::analysis::kept::Kept,
};

/// Bytes of a step that changes data; a longer one is a dump.
const STEP_AT_MOST: u64 = 256 * 1024;
/// Commits that a thread takes at a time.
const AT_A_TIME: usize = 64;

/// The facts of all commits but merges. What cannot be read has none.
pub(super) fn facts(
    repository: &Repository,
    commits: &[AnalysedCommit],
    kept: &Kept,
    cancel: &Cancel,
) -> HashMap<CommitId, Facts> {
    let mut known = kept.facts();
    let mut found: HashMap<CommitId, Facts> = HashMap::with_capacity(commits.len());
    let mut wanted: Vec<CommitId> = Vec::new();
    for commit in commits.iter().filter(|commit| !commit.flags.contains(Flags::MERGE)) {
        match known.remove(commit.id.as_bytes()) {
            Some(facts) => drop(found.insert(commit.id, facts)),
            None => wanted.push(commit.id),
        }
    }
    if wanted.is_empty() {
        return found;
    }
    let next = AtomicUsize::new(0);
    let read = Mutex::new(Vec::with_capacity(wanted.len()));
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(4).min(wanted.len() / AT_A_TIME + 1);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| work(repository, &wanted, &next, &read, cancel));
        }
    });
    found.extend(read.into_inner().unwrap_or_default());
    if !cancel.is_cancelled() {
        kept.keep_facts(&found);
    }
    found
}

fn work(
    repository: &Repository,
    wanted: &[CommitId],
    next: &AtomicUsize,
    read: &Mutex<Vec<(CommitId, Facts)>>,
    cancel: &Cancel,
) {
    let (mut differ, contents) = (repository.differ(), repository.contents());
    loop {
        let start = next.fetch_add(AT_A_TIME, Ordering::Relaxed);
        if start >= wanted.len() || cancel.is_cancelled() {
            return;
        }
        let ids = &wanted[start..(start + AT_A_TIME).min(wanted.len())];
        let facts: Vec<_> = ids.iter().filter_map(|id| Some((*id, of_commit(&mut differ, &contents, *id)?))).collect();
        if let Ok(mut read) = read.lock() {
            read.extend(facts);
        }
    }
}

fn of_commit(differ: &mut Differ, contents: &ContentReader, id: CommitId) -> Option<Facts> {
    let changes = differ.changes(id, Detail::Paths).ok()?;
    Some(Facts::of(&changes.files, |file| sides(contents, file)))
}

fn sides(contents: &ContentReader, file: &FileChange) -> (Option<String>, Option<String>) {
    let side = |kind, id| match contents.read(kind?, id?, STEP_AT_MOST) {
        Blob::Bytes(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        _ => None,
    };
    (side(file.old_kind, file.old_id), side(file.new_kind, file.new_id))
}
