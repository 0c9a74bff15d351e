//! Which commits of a range wrote the lines that wait in its changelog: those lines rest on them.

use std::collections::{HashMap, HashSet};

use crate::{
    analysis::{AnalysedCommit, Flags},
    history::{CommitId, ContentId, ContentReader},
    notes::{Case, Document, Markup, Titles},
};

/// A changelog that is longer is not one that people write.
const LONGEST: u64 = 16 * 1024 * 1024;
/// Older commits are not asked.
const ASKED: usize = 3_000;
/// Who writes more lines at once writes those of others.
const MOST_LINES: usize = 12;

/// The commits by the first lines of the waiting entries that they wrote. Looked for only where an entry is tied to nothing
/// else: it reads the changelog as it stood at many commits.
pub(super) fn writers(
    contents: &ContentReader,
    commits: &[AnalysedCommit],
    (path, markup): &(String, Markup),
    waiting: &str,
) -> HashMap<String, Vec<CommitId>> {
    let mut written: HashMap<String, Vec<CommitId>> = HashMap::new();
    let document = Document::parse(waiting, &Titles::new());
    let entries = document.sections().iter().flat_map(|section| &section.entries);
    let first = |source: &str| Case::key(source.trim_start().lines().next().unwrap_or_default());
    let wanted: HashSet<String> = entries.map(|entry| first(&document.text()[entry.span.clone()])).collect();
    let mut known: HashMap<CommitId, Option<ContentId>> = HashMap::new();
    let mut at = |commit: CommitId| {
        *known.entry(commit).or_insert_with(|| contents.at(commit, path).ok().flatten().map(|(_, id)| id))
    };
    let lines = |commit: CommitId| {
        let bytes = contents.file(commit, path, LONGEST).ok().flatten().unwrap_or_default();
        markup.to_markdown(&String::from_utf8_lossy(&bytes)).lines().map(Case::key).collect::<HashSet<String>>()
    };
    for commit in commits.iter().filter(|commit| !commit.flags.contains(Flags::MERGE)).take(ASKED) {
        let Some(parent) = commit.parents.first().copied() else { continue };
        if written.len() >= wanted.len() {
            break;
        }
        if at(commit.id) == at(parent) {
            continue;
        }
        let before = lines(parent);
        let added: Vec<String> =
            lines(commit.id).into_iter().filter(|line| wanted.contains(line) && !before.contains(line)).collect();
        if added.len() <= MOST_LINES {
            for line in added {
                written.entry(line).or_default().push(commit.id);
            }
        }
    }
    written
}
