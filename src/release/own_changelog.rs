//! Where a project keeps its changelog: the file that the settings name, else its own, found by name and form.

use std::path::{Component, Path};

use super::Opened;
use crate::{
    config::Changelog,
    fault::{Failure, Fault},
    history::{CommitId, ContentId, EntryKind, FolderReader, HistoryError, Repository, TagPattern, diff::Blob},
    notes::{CandidateFile, Markup, Own, looks_like_one, own},
};

/// The file that is begun where a project has none.
const NEW: &str = "CHANGELOG.md";
/// Folders in which changelogs are kept, besides the repository's root.
const FOLDERS: [&str; 3] = ["docs", "doc", "documentation"];
/// Folders that hold packages.
const PACKAGES: [&str; 4] = ["", "crates/", "packages/", "libs/"];
/// A longer changelog is not one.
const LONGEST: u64 = 64 * 1024 * 1024;

/// Where a release is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangelogPlace {
    /// Nowhere: the settings say so.
    Off,
    /// In this file.
    File {
        /// Its path from the root, with `/`.
        path: String,
        /// Its content; nothing if it is new.
        bytes: Option<Vec<u8>>,
        /// How it is marked up.
        markup: Markup,
    },
    /// Nowhere, for the project's own file cannot be written into.
    Left {
        /// The file or folder.
        path: String,
        /// Why.
        why: &'static str,
    },
}

impl ChangelogPlace {
    /// The place for a release of this commit.
    pub fn of(opened: &Opened, commit: CommitId) -> Result<Self, Failure> {
        match &opened.loaded.settings.release.changelog {
            Changelog::Off => Ok(Self::Off),
            Changelog::File(file) => Self::named(&opened.repository, commit, file),
            Changelog::Own => {
                let pattern = opened.repository.tag_pattern()?;
                Ok(Self::found(&opened.repository, commit, Some(&pattern))?)
            }
        }
    }

    /// The same where the settings say that shipping writes none: the project may have one all the same.
    pub fn even_if_off(opened: &Opened, commit: CommitId) -> Result<Self, Failure> {
        match Self::of(opened, commit)? {
            Self::Off => Ok(Self::found(&opened.repository, commit, None)?),
            place => Ok(place),
        }
    }

    fn named(repository: &Repository, commit: CommitId, file: &Path) -> Result<Self, Failure> {
        let path = within(file).ok_or_else(|| {
            Failure::new(Fault::Usage, format!("`{}` is not a file within the repository", file.display()))
                .hint("give `[release] changelog` relative to the repository's root")
        })?;
        let bytes = repository.contents().file(commit, &path, LONGEST)?;
        let markup = Markup::of(&path, bytes.as_deref().unwrap_or_default()).unwrap_or(Markup::Markdown);
        Ok(Self::File { path, bytes, markup })
    }

    /// The project's own changelog in a commit; a new one where it has none. The package that tags name comes before the
    /// repository as a whole.
    pub fn found(
        repository: &Repository,
        commit: CommitId,
        pattern: Option<&TagPattern>,
    ) -> Result<Self, HistoryError> {
        let folders = repository.folders();
        let root = folders.root(commit)?;
        let package = pattern.and_then(|pattern| package_of(&pattern.to_string()));
        let of_package: Vec<String> =
            package.iter().flat_map(|package| PACKAGES.map(|folder| format!("{folder}{package}"))).collect();
        let mut left = None;
        for places in [of_package, std::iter::once("").chain(FOLDERS).map(str::to_owned).collect()] {
            let files = candidates(repository, &folders, root, &places)?;
            match own(&files) {
                Own::File(path) => {
                    let bytes = files.into_iter().find(|file| file.path == path).map(|file| file.bytes);
                    let markup = Markup::of(&path, bytes.as_deref().unwrap_or_default()).unwrap_or(Markup::Markdown);
                    return Ok(Self::File { path, bytes, markup });
                }
                Own::Left(path, why) => left = left.or(Some(Self::Left { path, why })),
                Own::Nowhere => {}
            }
        }
        if let Some(left) = left {
            return Ok(left);
        }
        Ok(match one_file_a_version(&folders, root)? {
            Some(path) => Self::Left { path, why: "it has one file for each version" },
            None => Self::File { path: NEW.into(), bytes: None, markup: Markup::Markdown },
        })
    }

    /// What there is to say where the project's own file is left alone.
    pub fn remark(&self) -> Option<String> {
        match self {
            Self::Left { path, why } => Some(format!(
                "no changelog is written: the project's own seems to be `{path}`, which a release is not written into, since {why}; \
                 `release.changelog` names another, or is `false`"
            )),
            Self::Off | Self::File { .. } => None,
        }
    }
}

/// The files of some folders that are named as changelogs are, the most usual first.
fn candidates(
    repository: &Repository,
    folders: &FolderReader,
    root: ContentId,
    places: &[String],
) -> Result<Vec<CandidateFile>, HistoryError> {
    let contents = repository.contents();
    let mut found = Vec::new();
    for (depth, place) in places.iter().enumerate() {
        let Some(folder) = folder_at(folders, root, place)? else { continue };
        for entry in folders.list(folder)? {
            let name = String::from_utf8_lossy(&entry.name).into_owned();
            let is_file = matches!(entry.kind, Some(EntryKind::File | EntryKind::Executable));
            if let (true, Some(rank)) = (is_file, looks_like_one(&name)) {
                let path = if place.is_empty() { name } else { format!("{place}/{name}") };
                found.push(((depth, rank), path, entry.kind.unwrap_or(EntryKind::File), entry.id));
            }
        }
    }
    found.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
    let read = |(_, path, kind, id): ((usize, usize), String, EntryKind, ContentId)| {
        let Blob::Bytes(bytes) = contents.read(kind, id, LONGEST) else { return None };
        Some(CandidateFile { path, bytes })
    };
    Ok(found.into_iter().filter_map(read).collect())
}

/// The folder at a path.
pub(super) fn folder_at(
    folders: &FolderReader,
    root: ContentId,
    path: &str,
) -> Result<Option<ContentId>, HistoryError> {
    let mut at = root;
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let entries = folders.list(at)?;
        let named = |name: &[u8]| name == part.as_bytes();
        match entries.iter().find(|entry| entry.kind.is_none() && named(&entry.name)) {
            Some(entry) => at = entry.id,
            None => return Ok(None),
        }
    }
    Ok(Some(at))
}

/// The folder that has one file of notes for each version, if there is one and nothing else.
fn one_file_a_version(folders: &FolderReader, root: ContentId) -> Result<Option<String>, HistoryError> {
    for place in std::iter::once("").chain(FOLDERS).chain(["Documentation"]) {
        let Some(folder) = folder_at(folders, root, place)? else { continue };
        for entry in folders.list(folder)?.into_iter().filter(|entry| entry.kind.is_none()) {
            let name = String::from_utf8_lossy(&entry.name).into_owned();
            let is_version = |name: &[u8]| {
                let name = String::from_utf8_lossy(name).to_lowercase();
                let name = name.trim_start_matches(['v', '_', '-']);
                name.starts_with(|first: char| first.is_ascii_digit()) && name.contains('.')
            };
            if looks_like_one(&name).is_some()
                && folders.list(entry.id)?.iter().filter(|file| is_version(&file.name)).take(2).count() == 2
            {
                return Ok(Some(if place.is_empty() { name } else { format!("{place}/{name}") }));
            }
        }
    }
    Ok(None)
}

/// The package that tags have in front of the version, as in `tokio-{version}`.
fn package_of(pattern: &str) -> Option<String> {
    let front = pattern.split('{').next()?;
    let name = front.trim_end_matches('v').trim_end_matches(['-', '_', '@', '/']);
    let name = name.rsplit(['/', '@']).next()?;
    (name.len() > 1 && front.len() > name.len()).then(|| name.to_owned())
}

/// The path with `/`, if it stays within the root.
fn within(file: &Path) -> Option<String> {
    let mut parts = Vec::new();
    for component in file.components() {
        match component {
            Component::Normal(part) => parts.push(part.to_str()?.to_owned()),
            Component::CurDir => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    let is_git = parts.first().is_some_and(|first| first.eq_ignore_ascii_case(".git"));
    (!parts.is_empty() && !is_git).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::Repo;

    fn found(repo: &Repo) -> ChangelogPlace {
        let repository = Repository::open(&repo.path()).unwrap();
        let head = repository.resolve("HEAD").unwrap();
        let pattern = repository.tag_pattern().unwrap();
        ChangelogPlace::found(&repository, head, Some(&pattern)).unwrap()
    }

    fn path_of(place: &ChangelogPlace) -> &str {
        match place {
            ChangelogPlace::File { path, .. } | ChangelogPlace::Left { path, .. } => path,
            ChangelogPlace::Off => "",
        }
    }

    #[test]
    fn a_changelog_stays_within_the_repository() {
        let check = |path: &str| within(Path::new(path));
        assert_eq!(check("CHANGELOG.md").as_deref(), Some("CHANGELOG.md"));
        assert_eq!(check("./docs//CHANGES.md").as_deref(), Some("docs/CHANGES.md"));
        for outside in ["/etc/passwd", "../x", "a/../../x", "", ".", ".git/config"] {
            assert_eq!(check(outside), None, "{outside}");
        }
    }

    #[test]
    fn the_projects_own_file_is_found_and_a_new_one_begun_where_there_is_none() {
        let repo = Repo::new();
        repo.commit_file("README.md", "x", "feat: a");
        assert_eq!(path_of(&found(&repo)), "CHANGELOG.md");
        repo.commit_file("docs/changes.rst", "1.0\n---\n\n- a\n", "docs: tell of it");
        assert_eq!(path_of(&found(&repo)), "docs/changes.rst");
        repo.commit_file("HISTORY.md", "## 1.1\n\n- a\n", "docs: tell more of it");
        assert_eq!(path_of(&found(&repo)), "HISTORY.md");
    }

    #[test]
    fn a_tagged_packages_own_file_comes_first() {
        let repo = Repo::new();
        repo.commit_file("CHANGELOG.md", "## 1.0.0\n", "feat: a");
        repo.tag("rocket-1.0.0");
        repo.commit_file("crates/rocket/CHANGELOG.md", "## 1.0.0\n", "feat: b");
        assert_eq!(path_of(&found(&repo)), "crates/rocket/CHANGELOG.md");
    }

    #[test]
    fn a_folder_with_one_file_a_version_is_left_alone() {
        let repo = Repo::new();
        repo.commit_file("docs/releases/1.0.md", "a", "feat: a");
        repo.commit_file("docs/releases/1.1.md", "a", "feat: b");
        let place = found(&repo);
        assert!(matches!(&place, ChangelogPlace::Left { path, .. } if path == "docs/releases"), "{place:?}");
        assert!(place.remark().unwrap().contains("`docs/releases`"));
    }
}
