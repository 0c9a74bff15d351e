//! What is kept between runs: shapes of commits, and what came before a range. Commits never change, so what is kept stays
//! true; whatever could change an answer is part of the file's version or name. All of it may be deleted at any time.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use super::before::Before;
use crate::{
    analysis::{
        classify::weights::Weights,
        risk::Model,
        shape::{Shape, Touch},
        story::Facts,
    },
    history::CommitId,
    store::{CacheFile, Folders},
};

/// Raised when the form or the meaning of what is kept changes.
const VERSION: u32 = 4;
/// The same for facts.
const FACTS_VERSION: u32 = 3;
/// Shapes beyond this many are let go, those that the last run did not use first.
const SHAPES_AT_MOST: usize = 60_000;

/// The cache of one repository.
#[derive(Debug)]
pub(super) struct Kept {
    folder: Option<PathBuf>,
}

impl Kept {
    /// The cache of the repository in that folder, for these sensitive globs and rules of risk, and for the card's words.
    /// Without folders nothing is kept.
    pub(super) fn new(folders: Option<&Folders>, common_dir: &Path, globs: &[String], rules: &str) -> Self {
        let (model, card) = (Weights::embedded().fingerprint(), Model::built_in().digest());
        let key = format!("{}\0{model:x}\0{card:x}\0{}\0\0{rules}", common_dir.display(), globs.join("\0"));
        let name = format!("{:016x}", Touch::of(key.as_bytes()).0);
        Self { folder: folders.map(|folders| folders.cache().join("analysis").join(name)) }
    }

    fn file(&self, name: &str) -> Option<CacheFile> {
        self.folder.as_ref().map(|folder| CacheFile::new(folder.join(name), VERSION))
    }

    /// All shapes that are kept.
    pub(super) fn shapes(&self) -> HashMap<Vec<u8>, Shape> {
        let kept: Vec<(Vec<u8>, Shape)> = self.file("shapes").and_then(|file| file.read()).unwrap_or_default();
        kept.into_iter().collect()
    }

    /// Keeps shapes: those of this run first, then what was kept before, as far as there is room. That it cannot be
    /// written is no failure: the next run is slower.
    pub(super) fn keep_shapes<'a>(
        &self,
        used: impl Iterator<Item = (CommitId, &'a Shape)>,
        unused: &HashMap<Vec<u8>, Shape>,
    ) {
        let Some(file) = self.file("shapes") else { return };
        let used: Vec<(CommitId, &Shape)> = used.take(SHAPES_AT_MOST).collect();
        let room = SHAPES_AT_MOST - used.len();
        let mut shapes: Vec<(&[u8], &Shape)> = used.iter().map(|(id, shape)| (id.as_bytes(), *shape)).collect();
        shapes.extend(unused.iter().map(|(id, shape)| (id.as_slice(), shape)).take(room));
        if let Err(error) = file.write(&shapes) {
            tracing::debug!(%error, "shapes are not kept");
        }
    }

    /// All facts of commits that are kept.
    pub(super) fn facts(&self) -> HashMap<Vec<u8>, Facts> {
        let kept: Vec<(Vec<u8>, Facts)> = self.facts_file().and_then(|file| file.read()).unwrap_or_default();
        kept.into_iter().collect()
    }

    /// Keeps facts of commits.
    pub(super) fn keep_facts(&self, facts: &HashMap<CommitId, Facts>) {
        let Some(file) = self.facts_file() else { return };
        let facts: Vec<(&[u8], &Facts)> =
            facts.iter().take(SHAPES_AT_MOST).map(|(id, facts)| (id.as_bytes(), facts)).collect();
        if let Err(error) = file.write(&facts) {
            tracing::debug!(%error, "facts are not kept");
        }
    }

    fn facts_file(&self) -> Option<CacheFile> {
        self.folder.as_ref().map(|folder| CacheFile::new(folder.join("facts"), FACTS_VERSION))
    }

    /// What came before that commit, if it was read before.
    pub(super) fn before(&self, from: CommitId, limit: u32) -> Option<Before> {
        let before: Before = self.file("before")?.read()?;
        (before.from == from.to_string() && before.limit == limit).then_some(before)
    }

    /// Keeps what came before a range.
    pub(super) fn keep_before(&self, before: &Before) {
        if let Some(file) = self.file("before")
            && let Err(error) = file.write(before)
        {
            tracing::debug!(%error, "the history before the range is not kept");
        }
    }
}
