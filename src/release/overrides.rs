//! Kinds that a person corrected, kept privately for each repository.

use std::{collections::BTreeMap, path::Path};

use super::private_file::{PrivateFile, PrivateFileError, Subject};
use crate::{analysis::Kind, fault::Failure, history::CommitId, store::Folders};

const SUBJECT: Subject =
    Subject { folder: "kinds", what: "corrected kinds", meanwhile: "until then nothing is corrected" };

/// The corrections of one repository. The file is a JSON object of commit ids and kinds.
#[derive(Debug, Clone)]
pub struct Overrides {
    file: PrivateFile,
    kinds: BTreeMap<String, Kind>,
}

impl Default for Overrides {
    fn default() -> Self {
        Self { file: PrivateFile::of(SUBJECT, None, Path::new("")), kinds: BTreeMap::new() }
    }
}

impl Overrides {
    /// Reads the corrections of the repository in that folder. A damaged file reads as none, and is told.
    pub(super) fn read(folders: Option<&Folders>, common_dir: &Path) -> (Self, Option<String>) {
        let file = PrivateFile::of(SUBJECT, folders, common_dir);
        let (kinds, warning) = match file.read() {
            Ok(kinds) => (kinds, None),
            Err(error) => (BTreeMap::new(), Some(Failure::from(error).to_string())),
        };
        (Self { file, kinds }, warning)
    }

    /// The kind that a person chose for a commit.
    pub fn kind_of(&self, commit: CommitId) -> Option<Kind> {
        if self.kinds.is_empty() { None } else { self.kinds.get(&commit.to_string()).copied() }
    }

    /// Records a correction, or takes it back. What another tminus corrected meanwhile stays.
    pub fn set(&mut self, commit: CommitId, kind: Option<Kind>) -> Result<(), PrivateFileError> {
        self.kinds = self.file.change(|kinds: &mut BTreeMap<String, Kind>| {
            match kind {
                Some(kind) => kinds.insert(commit.to_string(), kind),
                None => kinds.remove(&commit.to_string()),
            };
        })?;
        Ok(())
    }
}
