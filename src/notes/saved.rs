//! The draft that a person works on, kept in the user's state folder: written whole, synced, and never over words that
//! another window wrote meanwhile.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::{
    history::CommitId,
    store::{
        DiskError, Folders,
        disk::{self, Access},
    },
};

const SCHEMA: &str = "tminus.draft/1";

/// What is kept of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedDraft {
    schema: String,
    /// The repository's place, for people who look into the folder.
    repository: String,
    /// The automatic draft that the person began with.
    pub base: String,
    /// What the person made of it.
    pub text: String,
}

/// The drafts of one repository, one for each beginning of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedDrafts {
    folder: PathBuf,
    repository: String,
    file: String,
}

/// How saving went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saving {
    /// The draft is on the disk.
    Done,
    /// It is, and other words that were there are kept beside it, in this file.
    KeptOther(PathBuf),
}

impl SavedDrafts {
    /// The drafts of the repository whose common folder is `common`, for ranges that begin at `from`.
    pub fn of(folders: &Folders, common: &Path, from: Option<CommitId>, package: Option<&str>) -> Self {
        let place = disk::canonical(common).unwrap_or_else(|_| common.to_path_buf());
        let digest = Sha256::digest(place.as_os_str().as_encoded_bytes());
        let short = digest.iter().take(10).fold(String::new(), |short, byte| format!("{short}{byte:02x}"));
        let from = from.map_or_else(|| "beginning".to_owned(), |from| from.to_string());
        let package: String = package
            .map(|name| format!("-{}", name.replace(|character: char| !character.is_ascii_alphanumeric(), "_")))
            .unwrap_or_default();
        Self {
            folder: folders.state().join("drafts").join(short),
            repository: place.to_string_lossy().into_owned(),
            file: format!("{from}{package}"),
        }
    }

    /// The draft, if a person has one. A file that cannot be read as one is left there and is no draft.
    pub fn read(&self) -> Result<Option<SavedDraft>, DiskError> {
        let bytes = disk::read_if_there(&self.path("json"))?.unwrap_or_default();
        Ok(serde_json::from_slice(&bytes).ok().filter(|kept: &SavedDraft| kept.schema == SCHEMA))
    }

    /// Keeps a draft. `known` is the text that the caller last saw there: where other words stand now, they are kept beside.
    pub fn save(&self, base: &str, text: &str, known: Option<&str>) -> Result<Saving, DiskError> {
        disk::create_folder(&self.folder, Access::Private)?;
        let mut saving = Saving::Done;
        if let Some(there) = self.read()?
            && known != Some(there.text.as_str())
            && there.text != text
        {
            let mut number = 1;
            let mut other = self.path("other.md");
            while disk::exists(&other) {
                number += 1;
                other = self.path(&format!("other-{number}.md"));
            }
            disk::write(&other, there.text.as_bytes(), Access::Private)?;
            saving = Saving::KeptOther(other);
        }
        let draft = SavedDraft {
            schema: SCHEMA.to_owned(),
            repository: self.repository.clone(),
            base: base.to_owned(),
            text: text.to_owned(),
        };
        let bytes = serde_json::to_vec(&draft).expect("a draft is strings alone");
        disk::write(&self.path("json"), &bytes, Access::Private)?;
        Ok(saving)
    }

    /// Forgets the draft; the automatic one is back. What was there stays beside, once.
    pub fn discard(&self) -> Result<(), DiskError> {
        if !disk::exists(&self.path("json")) {
            return Ok(());
        }
        disk::rename(&self.path("json"), &self.path("discarded.json"))
    }

    fn path(&self, ending: &str) -> PathBuf {
        self.folder.join(format!("{}.{ending}", self.file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drafts() -> (tempfile::TempDir, SavedDrafts) {
        let folder = tempfile::tempdir().unwrap();
        let drafts = SavedDrafts::of(&Folders::below(folder.path()), Path::new("/srv/rocket"), None, None);
        (folder, drafts)
    }

    #[test]
    fn a_draft_is_given_back_as_it_was_written() {
        let (_folder, drafts) = drafts();
        assert_eq!(drafts.read().unwrap(), None);
        assert_eq!(drafts.save("base", "text \r\n\u{0}", None).unwrap(), Saving::Done);
        assert_eq!(drafts.read().unwrap().unwrap().text, "text \r\n\u{0}");
        drafts.discard().unwrap();
        assert_eq!(drafts.read().unwrap(), None);
    }

    #[test]
    fn words_of_another_window_are_kept_beside() {
        let (_folder, drafts) = drafts();
        drafts.save("base", "theirs", None).unwrap();
        let Saving::KeptOther(other) = drafts.save("base", "mine", Some("base")).unwrap() else { panic!("kept") };
        assert_eq!(disk::read_text(&other).unwrap(), "theirs");
        assert_eq!(drafts.read().unwrap().unwrap().text, "mine");
        assert_eq!(drafts.save("base", "mine, too", Some("mine")).unwrap(), Saving::Done);
    }

    #[test]
    fn repositories_and_ranges_have_drafts_of_their_own() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::below(folder.path());
        let one = SavedDrafts::of(&folders, Path::new("/srv/one"), None, None);
        let other = SavedDrafts::of(&folders, Path::new("/srv/other"), None, None);
        let package = SavedDrafts::of(&folders, Path::new("/srv/one"), None, Some("../x"));
        one.save("", "one", None).unwrap();
        assert_eq!(other.read().unwrap(), None);
        assert_eq!(package.read().unwrap(), None);
    }
}
