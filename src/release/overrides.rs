//! Kinds that a person corrected, kept privately for each repository.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use crate::{
    analysis::{Kind, shape::Touch},
    history::CommitId,
    store::{
        DiskError, Folders,
        disk::{self, Access},
    },
};

/// The corrections of one repository. The file is a JSON object of commit ids and kinds.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    file: Option<PathBuf>,
    kinds: BTreeMap<String, Kind>,
}

impl Overrides {
    /// Reads the corrections of the repository in that folder. A damaged file reads as none, and is told.
    pub(super) fn read(folders: Option<&Folders>, common_dir: &Path) -> (Self, Option<String>) {
        let Some(folders) = folders else { return (Self::default(), None) };
        let name = format!("{:016x}.json", Touch::of(common_dir.as_os_str().as_encoded_bytes()).0);
        let file = folders.state().join("kinds").join(name);
        let content = match disk::read_if_there(&file) {
            Ok(content) => content.unwrap_or_default(),
            Err(error) => return (Self::default(), Some(format!("corrected kinds cannot be read: {error}"))),
        };
        let kinds = if content.is_empty() { Ok(BTreeMap::new()) } else { serde_json::from_slice(&content) };
        let warning = kinds
            .as_ref()
            .err()
            .map(|error| format!("corrected kinds in `{}` cannot be read: {error}", file.display()));
        // A file that cannot be read is left alone: what is in it may still be mended by hand.
        let writable = if warning.is_some() { None } else { Some(file) };
        (Self { file: writable, kinds: kinds.unwrap_or_default() }, warning)
    }

    /// The kind that a person chose for a commit.
    pub fn kind_of(&self, commit: CommitId) -> Option<Kind> {
        if self.kinds.is_empty() { None } else { self.kinds.get(&commit.to_string()).copied() }
    }

    /// Records a correction, or takes it back.
    pub fn set(&mut self, commit: CommitId, kind: Option<Kind>) -> Result<(), DiskError> {
        match kind {
            Some(kind) => self.kinds.insert(commit.to_string(), kind),
            None => self.kinds.remove(&commit.to_string()),
        };
        let Some(file) = &self.file else { return Ok(()) };
        let content = serde_json::to_vec_pretty(&self.kinds).expect("strings and words are valid JSON");
        disk::write(file, &content, Access::Private)
    }
}
