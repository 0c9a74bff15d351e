//! Which entries a language model wrote: kept in the state folder by their words, so that notes tell it wherever they go on.

use std::collections::HashSet;

use crate::{
    notes::EntryDigest,
    release::{
        Workspace,
        private_file::{PrivateFile, Subject},
    },
};

/// Older ones are forgotten.
const MOST: usize = 20_000;
const SUBJECT: Subject =
    Subject { folder: "model-entries", what: "the entries that a model wrote", meanwhile: "they count as typed" };

/// See the module.
#[derive(Debug, Clone)]
pub(super) struct ModelEntries(PrivateFile);

impl ModelEntries {
    /// Those of a repository.
    pub(super) fn of(workspace: &Workspace) -> Self {
        let folders = workspace.opened.folders.as_ref();
        Self(PrivateFile::of(SUBJECT, folders, &workspace.repository().common_dir()))
    }

    /// What is known. That it cannot be read changes no words of the notes.
    pub(super) fn read(&self) -> HashSet<EntryDigest> {
        let kept: Vec<EntryDigest> = self.0.read().unwrap_or_else(|error| {
            tracing::debug!(%error, "who wrote entries is not known");
            Vec::new()
        });
        kept.into_iter().collect()
    }

    /// Adds what a model wrote just now.
    pub(super) fn add(&self, made: &[EntryDigest]) {
        let added = self.0.change(|kept: &mut Vec<EntryDigest>| {
            kept.retain(|known| !made.contains(known));
            kept.extend(made);
            let more = kept.len().saturating_sub(MOST);
            kept.drain(..more);
        });
        if let Err(error) = added {
            tracing::debug!(%error, "who wrote entries is not kept");
        }
    }
}
