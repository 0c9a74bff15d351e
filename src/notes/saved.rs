//! The draft that a person works on, kept in the user's state folder: written whole, synced, and never over words that
//! another window wrote meanwhile.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::SetAsideEntry;
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
    /// Which release it is of, in words.
    #[serde(default)]
    pub release: Option<String>,
    /// Entries that were set aside.
    #[serde(default)]
    pub set_aside: Vec<SetAsideEntry>,
}

/// What is to be kept.
#[derive(Debug, Clone, Copy)]
pub struct DraftWords<'a> {
    /// What the next merge begins with.
    pub base: &'a str,
    /// What the person wrote.
    pub text: &'a str,
    /// Entries that were set aside.
    pub set_aside: &'a [SetAsideEntry],
}

/// Another draft of the repository: of another release, discarded, or of another window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherDraft {
    /// Which one it is, in words.
    pub title: String,
    /// Whether it is of the release at hand, so that both began with one text.
    pub is_of_this_release: bool,
    /// Its text.
    pub text: String,
}

/// The drafts of one repository, one for each beginning of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedDrafts {
    folder: PathBuf,
    repository: String,
    file: String,
    release: Option<String>,
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
            release: None,
        }
    }

    /// The same, for a release that is called this.
    #[must_use]
    pub fn of_release(self, release: Option<String>) -> Self {
        Self { release, ..self }
    }

    /// The draft, if a person has one. A file that cannot be read as one is left there and is no draft.
    pub fn read(&self) -> Result<Option<SavedDraft>, DiskError> {
        let bytes = disk::read_if_there(&self.path("json"))?.unwrap_or_default();
        Ok(serde_json::from_slice(&bytes).ok().filter(|kept: &SavedDraft| kept.schema == SCHEMA))
    }

    /// Keeps a draft. `known` is the text that the caller last saw there: where other words stand now, they are kept beside.
    pub fn save(&self, words: &DraftWords<'_>, known: Option<&str>) -> Result<Saving, DiskError> {
        disk::create_folder(&self.folder, Access::Private)?;
        let mut saving = Saving::Done;
        if let Some(there) = self.read()?
            && known != Some(there.text.as_str())
            && there.text != words.text
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
            base: words.base.to_owned(),
            text: words.text.to_owned(),
            release: self.release.clone(),
            set_aside: words.set_aside.to_vec(),
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

    /// All other drafts that are kept of the repository, those of this release first.
    pub fn others(&self) -> Result<Vec<OtherDraft>, DiskError> {
        if !disk::exists(&self.folder) {
            return Ok(Vec::new());
        }
        let mut names: Vec<String> =
            disk::list(&self.folder)?.iter().map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        let mut others = Vec::new();
        for name in names {
            let Some((file, ending)) = name.split_once('.') else { continue };
            let is_of_this_release = file == self.file;
            let bytes = disk::read_if_there(&self.folder.join(&name))?.unwrap_or_default();
            let other = match ending {
                "json" if is_of_this_release => None,
                "json" | "discarded.json" => serde_json::from_slice(&bytes).ok().map(|draft: SavedDraft| {
                    let release =
                        draft.release.unwrap_or_else(|| format!("the range from {}", file.get(..7).unwrap_or(file)));
                    let how = if ending == "json" { "draft of" } else { "discarded draft of" };
                    (format!("{how} {release}"), draft.text)
                }),
                _ if ending.starts_with("other") => {
                    let number = ending.trim_start_matches("other").trim_start_matches('-').trim_end_matches(".md");
                    let title = format!("what another window wrote {}", if number.is_empty() { "1" } else { number });
                    Some((title, String::from_utf8_lossy(&bytes).into_owned()))
                }
                _ => None,
            };
            others.extend(other.map(|(title, text)| OtherDraft { title, is_of_this_release, text }));
        }
        others.sort_by_key(|other| !other.is_of_this_release);
        Ok(others)
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

    fn words<'a>(base: &'a str, text: &'a str) -> DraftWords<'a> {
        DraftWords { base, text, set_aside: &[] }
    }

    #[test]
    fn a_draft_is_given_back_as_it_was_written() {
        let (_folder, drafts) = drafts();
        assert_eq!(drafts.read().unwrap(), None);
        assert_eq!(drafts.save(&words("base", "text \r\n\u{0}"), None).unwrap(), Saving::Done);
        assert_eq!(drafts.read().unwrap().unwrap().text, "text \r\n\u{0}");
        drafts.discard().unwrap();
        assert_eq!(drafts.read().unwrap(), None);
    }

    #[test]
    fn words_of_another_window_are_kept_beside() {
        let (_folder, drafts) = drafts();
        drafts.save(&words("base", "theirs"), None).unwrap();
        let Saving::KeptOther(other) = drafts.save(&words("base", "mine"), Some("base")).unwrap() else {
            panic!("kept")
        };
        assert_eq!(disk::read_text(&other).unwrap(), "theirs");
        assert_eq!(drafts.read().unwrap().unwrap().text, "mine");
        assert_eq!(drafts.save(&words("base", "mine, too"), Some("mine")).unwrap(), Saving::Done);
    }

    #[test]
    fn repositories_and_ranges_have_drafts_of_their_own() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::below(folder.path());
        let one = SavedDrafts::of(&folders, Path::new("/srv/one"), None, None);
        let other = SavedDrafts::of(&folders, Path::new("/srv/other"), None, None);
        let package = SavedDrafts::of(&folders, Path::new("/srv/one"), None, Some("../x"));
        one.save(&words("", "one"), None).unwrap();
        assert_eq!(other.read().unwrap(), None);
        assert_eq!(package.read().unwrap(), None);
    }
    #[test]
    fn other_drafts_are_listed_those_of_this_release_first() {
        let (folder, drafts) = drafts();
        let here = drafts.clone().of_release(Some("v2.0.0".into()));
        here.save(&words("base", "thrown away"), None).unwrap();
        here.discard().unwrap();
        here.save(&words("base", "theirs"), None).unwrap();
        here.save(&words("base", "mine"), None).unwrap();
        let folders = Folders::below(folder.path());
        let before = SavedDrafts::of(&folders, Path::new("/srv/rocket"), Some("a".repeat(40).parse().unwrap()), None);
        before.of_release(Some("v1.0.0".into())).save(&words("", "old"), None).unwrap();
        let told: Vec<_> = here.others().unwrap().into_iter().map(|other| (other.title, other.text)).collect();
        assert_eq!(
            told,
            [
                ("discarded draft of v2.0.0".to_owned(), "thrown away".to_owned()),
                ("what another window wrote 1".to_owned(), "theirs".to_owned()),
                ("draft of v1.0.0".to_owned(), "old".to_owned()),
            ]
        );
    }

    #[test]
    fn a_draft_of_an_older_program_is_read() {
        let (_folder, drafts) = drafts();
        disk::create_folder(&drafts.folder, Access::Private).unwrap();
        let old = r#"{"schema":"tminus.draft/1","repository":"/srv/rocket","base":"b","text":"t"}"#;
        disk::write(&drafts.path("json"), old.as_bytes(), Access::Private).unwrap();
        assert_eq!(drafts.read().unwrap().unwrap().text, "t");
    }
}
