//! The project's habit with notes, learnt once for each beginning of a range and kept.

use serde::{Deserialize, Serialize};

use crate::{
    analysis::{AnalysedCommit, KindSource},
    history::ContentId,
    notes::habit::{Choice, KeptChoice, Past, past},
    process::Cancel,
    release::Workspace,
    store::CacheFile,
};

/// Raised when the form or the meaning of what is kept changes.
const VERSION: u32 = 4;

/// What was chosen for a range, whose end it was.
#[derive(Serialize, Deserialize)]
struct KeptRange {
    to: String,
    choice: KeptChoice,
}

/// What the notes that stood at the range's beginning show. That they cannot be read is no failure: then nothing is known.
pub(super) fn known(workspace: &Workspace) -> Past {
    let range = &workspace.range;
    let Some(from) = range.from_id else { return Past::default() };
    let file = file(workspace, "past");
    if let Some(known) = file.as_ref().and_then(CacheFile::read) {
        return known;
    }
    let tag = range.from.as_deref().map(|from| from.strip_prefix("refs/tags/").unwrap_or(from));
    let known = match past(workspace.repository(), from, tag, &workspace.tags, &Cancel::new()) {
        Ok(known) => known,
        Err(error) => {
            tracing::debug!(%error, "past notes are not learnt from");
            return Past::default();
        }
    };
    keep(file, &known);
    known
}

/// What of the range is told by that habit; nothing where the range cannot be read once more.
pub(super) fn choice(workspace: &Workspace, commits: &[AnalysedCommit], known: &Past) -> Option<Choice> {
    let to = format!("{} {}", workspace.range.to_id, corrections(commits));
    let file = file(workspace, "choice");
    let kept: Option<KeptRange> = file.as_ref().and_then(CacheFile::read);
    if let Some(choice) = kept.filter(|kept| kept.to == to).and_then(|kept| Choice::kept(kept.choice, commits)) {
        return Some(choice);
    }
    match Choice::make(workspace.repository(), &workspace.range, commits, known, &Cancel::new()) {
        Ok(choice) => {
            keep(file, &KeptRange { to, choice: choice.keep(commits) });
            Some(choice)
        }
        Err(error) => {
            tracing::debug!(%error, "the draft follows rules alone");
            None
        }
    }
}

/// What people said of kinds: it decides where a commit is told, too.
fn corrections(commits: &[AnalysedCommit]) -> String {
    let corrected = commits.iter().filter(|commit| commit.kind.source == KindSource::Override);
    corrected.map(|commit| format!("{}={}", commit.id, commit.kind.kind.as_str())).collect::<Vec<_>>().join(" ")
}

/// Where something is kept for ranges that begin here. Another build may know other things, so it keeps its own.
pub(super) fn file(workspace: &Workspace, what: &str) -> Option<CacheFile> {
    let range = &workspace.range;
    let folders = workspace.opened.folders.as_ref()?;
    let place = workspace.repository().common_dir();
    let from = range.from.as_deref().unwrap_or_default();
    let from_id = range.from_id.map(|id| id.to_string()).unwrap_or_default();
    let key = format!("{}\0{from}\0{from_id}\0{}\0{}", place.display(), workspace.tags, crate::notes::habit::digest());
    let key = ContentId::of_text(key.as_bytes());
    let name = key.as_bytes().iter().take(8).fold(0_u64, |name, byte| name << 8 | u64::from(*byte));
    Some(CacheFile::new(folders.cache().join("habits").join(format!("{name:016x}-{what}")), VERSION))
}

/// Writes it there.
pub(super) fn keep(file: Option<CacheFile>, value: &impl Serialize) {
    if let Some(file) = file
        && let Err(error) = file.write(value)
    {
        tracing::debug!(%error, "habits are not kept");
    }
}
