//! A repository, opened once and shared: where it lies, what it is called, what it can be asked.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

use gix::bstr::ByteSlice;

use super::{
    CommitId, CommitReader, Differ, HistoryError, Range, Walk,
    ancestry::Ancestry,
    error::Source,
    pedigree::{self, PedigreeFile},
    revision,
};
use crate::{process::Cancel, store::CacheFile};

/// Extensions of the repository format that reading copes with.
const KNOWN_EXTENSIONS: [&str; 9] = [
    "noop",
    "noop-v1",
    "partialclone",
    "preciousobjects",
    "objectformat",
    "compatobjectformat",
    "refstorage",
    "worktreeconfig",
    "relativeworktrees",
];

/// An open repository. Cheap to clone, and shared by threads.
#[derive(Clone)]
pub struct Repository {
    shared: Arc<gix::ThreadSafeRepository>,
    pedigree: Option<Arc<PedigreeFile>>,
}

impl fmt::Debug for Repository {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Repository").field(&self.git_dir()).finish()
    }
}

impl Repository {
    /// Opens the repository that `path` lies in, or the one that `GIT_DIR` names. Nothing of it is executed, whoever owns it.
    pub fn open(path: &Path) -> Result<Self, HistoryError> {
        let options = gix::discover::upwards::Options { match_ceiling_dir_or_error: false, ..Default::default() };
        let lenient = || {
            // Objects that git would call big files fail to load instead of filling the memory.
            gix::open::Options::default().config_overrides(["gitoxide.objects.allocLimit=512m"])
        };
        let trust = gix::sec::trust::Mapping { full: lenient(), reduced: lenient() };
        let opened = gix::ThreadSafeRepository::discover_with_environment_overrides_opts(path, options, trust)
            .map_err(|error| not_opened(path, error.into()))?;
        let repository = Self { shared: Arc::new(opened), pedigree: None };
        repository.refuse_unknown_forms()?;
        Ok(repository)
    }

    /// The same, with dates and parents of commits kept in a file, so that they are not read again for every walk.
    /// Not where `refs/replace` shows other commits than there are: that can change.
    #[must_use]
    pub fn remembering(self, folder: &Path) -> Self {
        let local = self.local();
        let is_plain = local.objects.store_ref().replacements().next().is_none();
        let file = CacheFile::new(folder.join("pedigree"), pedigree::VERSION);
        let pedigree = is_plain.then(|| Arc::new(PedigreeFile::new(file, local.object_hash())));
        Self { pedigree, ..self }
    }

    /// Writes what was learnt since it was opened, where [`Self::remembering`] says.
    pub fn keep_what_was_learnt(&self) {
        if let Some(pedigree) = &self.pedigree {
            pedigree.keep();
        }
    }

    /// The folder with `HEAD` and the index (of this worktree).
    pub fn git_dir(&self) -> &Path {
        self.shared.git_dir()
    }

    /// The folder that all worktrees share: objects, branches, tags.
    pub fn common_dir(&self) -> PathBuf {
        self.local().common_dir().to_owned()
    }

    /// The work tree, if there is one.
    pub fn work_dir(&self) -> Option<&Path> {
        self.shared.work_dir()
    }

    /// `owner/name` from the remote's address, else the folder's name.
    pub fn name(&self) -> String {
        let local = self.local();
        let from_remote = || {
            let names = local.remote_names();
            let name = names.iter().find(|name| name.as_bstr() == "origin").or_else(|| names.iter().next())?;
            let remote = local.find_remote(name.as_bstr()).ok()?;
            let url = remote.url(gix::remote::Direction::Fetch)?;
            if url.scheme == gix::url::Scheme::File {
                return None;
            }
            owner_and_name(&url.path.to_str_lossy())
        };
        from_remote().unwrap_or_else(|| self.folder_name())
    }

    /// Where people look for it: the work tree, or the bare repository itself.
    pub fn path(&self) -> &Path {
        self.work_dir().unwrap_or_else(|| self.git_dir())
    }

    /// The commit that a revision names: a branch, tag, id or part of one, `HEAD~3`.
    pub fn resolve(&self, revision: &str) -> Result<CommitId, HistoryError> {
        let local = self.local();
        if revision == "HEAD" || revision == "@" {
            return head(&local);
        }
        let object = revision::parse(&local, revision)?;
        let commit = object
            .peel_to_commit()
            .map_err(|error| HistoryError::NotACommit { revision: revision.to_owned(), source: Some(error.into()) })?;
        Ok(commit.id.into())
    }

    /// The commits of a range, newest first. `cancel`, once raised, ends it with [`HistoryError::Cancelled`].
    pub fn walk(&self, range: &Range, cancel: &Cancel) -> Result<Walk, HistoryError> {
        Walk::new(self, range, cancel)
    }

    /// Reads single commits.
    pub fn reader(&self) -> CommitReader {
        CommitReader::new(self)
    }

    /// Compares commits with their first parents.
    pub fn differ(&self) -> Differ {
        Differ::new(self)
    }

    /// The oldest commit by first parents from this one: what stays when everything else is rewritten.
    pub fn root_of(&self, commit: CommitId) -> Result<CommitId, HistoryError> {
        super::ancestry::first_parent_root(&self.local(), commit)
    }

    /// Whether the history was cut when it was cloned.
    pub fn is_shallow(&self) -> bool {
        self.local().is_shallow().unwrap_or(false)
    }

    /// The ancestors of a commit, less those of another.
    pub(super) fn ancestry(&self, to: CommitId, from: Option<CommitId>) -> Result<Ancestry, HistoryError> {
        Ancestry::new(self.local(), self.pedigree.clone(), to.object(), from.map(|from| from.object()))
    }

    /// A handle for this thread.
    pub(super) fn local(&self) -> gix::Repository {
        self.shared.to_thread_local()
    }

    fn folder_name(&self) -> String {
        let absolute = self.path().canonicalize().unwrap_or_else(|_| self.path().to_owned());
        let name = absolute.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        match name.strip_suffix(".git") {
            Some("") => absolute
                .parent()
                .and_then(Path::file_name)
                .map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            Some(bare) => bare.to_owned(),
            None => name,
        }
    }

    fn refuse_unknown_forms(&self) -> Result<(), HistoryError> {
        let local = self.local();
        let config = local.config_snapshot();
        let unsupported = |what: String| HistoryError::Unsupported { path: self.path().to_owned(), what };
        let text = |key: &str| config.string(key).map(|value| value.to_str_lossy().to_lowercase());
        if let Some(format) = text("extensions.refStorage").filter(|format| format != "files") {
            return Err(unsupported(format!("the reference format `{format}`")));
        }
        let version = config.integer("core.repositoryFormatVersion").unwrap_or(0);
        if version > 1 {
            return Err(unsupported(format!("the repository format {version}")));
        }
        if version == 1
            && let Some(sections) = config.plumbing().sections_by_name("extensions")
        {
            for name in sections.flat_map(|section| section.value_names().collect::<Vec<_>>()) {
                if !KNOWN_EXTENSIONS.contains(&name.to_lowercase().as_str()) {
                    return Err(unsupported(format!("the extension `{name}`")));
                }
            }
        }
        Ok(())
    }
}

/// The commit that `HEAD` names.
fn head(local: &gix::Repository) -> Result<CommitId, HistoryError> {
    let broken = |source: Source| HistoryError::Refs { what: "`HEAD`".to_owned(), source };
    let mut head = local.head().map_err(|error| broken(error.into()))?;
    if head.is_unborn() {
        let branch = head.referent_name().map_or_else(|| "HEAD".to_owned(), |name| name.shorten().to_string());
        return Err(HistoryError::Unborn { branch });
    }
    let commit = head.peel_to_commit().map_err(|error| broken(error.into()))?;
    Ok(commit.id.into())
}

fn not_opened(path: &Path, source: Source) -> HistoryError {
    let text = source.to_string();
    if text.contains("Could not find a git repository") || text.contains("not appear to be a git repository") {
        return HistoryError::NotARepository { path: path.to_owned() };
    }
    if text.contains("Failed to access a directory") {
        return HistoryError::NotAFolder { path: path.to_owned() };
    }
    if text.to_lowercase().contains("reftable") {
        return HistoryError::Unsupported { path: path.to_owned(), what: "the reference format `reftable`".to_owned() };
    }
    HistoryError::Broken { path: path.to_owned(), source }
}

/// The last two parts of an address's path, without `.git`.
fn owner_and_name(path: &str) -> Option<String> {
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let mut parts = path.rsplit('/').filter(|part| !part.is_empty());
    let name = parts.next()?;
    Some(parts.next().map_or_else(|| name.to_owned(), |owner| format!("{owner}/{name}")))
}
