//! Where objects and references are written: git2, or gix where git2 cannot write to this repository as git would.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use git2::{Config, ConfigLevel, ErrorCode, ObjectFormat, ObjectType, Oid};
use gix::{
    ObjectId,
    objs::{Kind, WriteTo},
    refs::{
        Target,
        transaction::{Change, LogChange, PreviousValue, RefEdit, RefLog},
    },
};

use super::{CommitId, error::Source};
use crate::store::disk;

/// How long to wait between two looks at a lock that another holds.
const LOOK_INTERVAL: Duration = Duration::from_millis(5);
/// How long git waits for the lock of a reference unless told otherwise, in milliseconds.
const USUAL_PATIENCE: i64 = 100;
/// The longest wait for a lock that a setting may ask for, in milliseconds.
const LONGEST_PATIENCE: i64 = 60_000;

/// A reference's move.
pub(super) struct Move<'a> {
    /// Its full name.
    pub name: &'a str,
    /// Where it must be now; nothing: it must not exist.
    pub old: Option<CommitId>,
    /// Where it goes.
    pub new: CommitId,
    /// What its log says, in one line.
    pub why: &'a str,
}

/// Writes to one repository.
pub(super) struct Writer<'a> {
    local: &'a gix::Repository,
    by_git2: Option<git2::Repository>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(local: &'a gix::Repository) -> Self {
        Self { local, by_git2: open(local) }
    }

    /// Writes an object unless it is there.
    pub(super) fn store(&self, object: &impl WriteTo) -> Result<ObjectId, Source> {
        let Some(repository) = &self.by_git2 else {
            return Ok(self.local.write_object(object)?.detach());
        };
        let mut bytes = Vec::new();
        object.write_to(&mut bytes)?;
        let kind = match object.kind() {
            Kind::Blob => ObjectType::Blob,
            Kind::Tree => ObjectType::Tree,
            Kind::Commit => ObjectType::Commit,
            Kind::Tag => ObjectType::Tag,
        };
        let id = repository.odb().and_then(|objects| objects.write(kind, &bytes)).map_err(plain)?;
        Ok(ObjectId::try_from(id.as_bytes())?)
    }

    /// Moves a reference and writes its log; an error if it was somewhere else.
    pub(super) fn move_reference(&self, step: &Move<'_>) -> Result<(), Source> {
        match &self.by_git2 {
            Some(repository) => self.move_by_git2(repository, step),
            None => self.move_by_gix(step),
        }
    }

    fn move_by_git2(&self, repository: &git2::Repository, step: &Move<'_>) -> Result<(), Source> {
        let folder = disk::temporary_folder()?;
        self.log_always(repository, &folder.path().join("config"))?;
        let old = match step.old {
            Some(id) => Oid::from_bytes(id.as_bytes()).map_err(plain)?,
            // Compared under the lock, unlike the refusal to overwrite.
            None if repository.object_format() == ObjectFormat::Sha256 => Oid::ZERO_SHA256,
            None => Oid::ZERO_SHA1,
        };
        let new = Oid::from_bytes(step.new.as_bytes()).map_err(plain)?;
        let begun = Instant::now();
        let patience = self.patience();
        loop {
            match repository.reference_matching(step.name, new, true, old, step.why) {
                Ok(_) => return Ok(()),
                Err(error) if error.code() == ErrorCode::Locked && begun.elapsed() < patience => {
                    std::thread::park_timeout(LOOK_INTERVAL);
                }
                Err(error) => return Err(plain(error)),
            }
        }
    }

    /// Settings for this process alone: bare repositories keep no logs by themselves, and the log names whom git would name.
    fn log_always(&self, repository: &git2::Repository, file: &Path) -> Result<(), Source> {
        let person = self.local.committer().and_then(Result::ok);
        let mut settings = Config::open(file).map_err(plain)?;
        settings.set_str("core.logAllRefUpdates", "always").map_err(plain)?;
        if let Some(person) = person {
            settings.set_str("user.name", &without_brackets(person.name)).map_err(plain)?;
            settings.set_str("user.email", &without_brackets(person.email)).map_err(plain)?;
        }
        let mut all = repository.config().map_err(plain)?;
        all.add_file(file, ConfigLevel::App, true).map_err(plain)
    }

    fn patience(&self) -> Duration {
        let asked = self.local.config_snapshot().integer("core.filesRefLockTimeout").unwrap_or(USUAL_PATIENCE);
        // Below zero git waits for ever.
        let wait = if asked < 0 { LONGEST_PATIENCE } else { asked.min(LONGEST_PATIENCE) };
        Duration::from_millis(wait.unsigned_abs())
    }

    fn move_by_gix(&self, step: &Move<'_>) -> Result<(), Source> {
        let mut local = self.local.clone();
        local.refs.write_reflog = gix::refs::store::WriteReflog::Always;
        let _ = local.committer_or_set_generic_fallback()?;
        let target = |id: CommitId| Target::Object(id.object());
        let edit = RefEdit {
            change: Change::Update {
                log: LogChange { mode: RefLog::AndReference, force_create_reflog: true, message: step.why.into() },
                expected: step
                    .old
                    .map_or(PreviousValue::MustNotExist, |id| PreviousValue::MustExistAndMatch(target(id))),
                new: target(step.new),
            },
            name: step.name.try_into().map_err(|error: gix::validate::reference::name::Error| error.to_string())?,
            deref: false,
        };
        local.edit_reference(edit)?;
        Ok(())
    }
}

/// The same repository for git2, unless git2 does not know its form (a partial clone) or would write elsewhere than it is read
/// from, as where the environment moves the objects or sets a namespace.
fn open(local: &gix::Repository) -> Option<git2::Repository> {
    // Opened as bare it is not asked who owns it, and no work tree is looked at; linked work trees share all but their own
    // references all the same.
    let repository = git2::Repository::open_bare(local.git_dir()).ok()?;
    let is_same = |one: &Path, other: &Path| {
        let found = disk::canonical(one).ok();
        found.is_some() && found == disk::canonical(other).ok()
    };
    let format = match local.object_hash() {
        gix::hash::Kind::Sha1 => ObjectFormat::Sha1,
        gix::hash::Kind::Sha256 => ObjectFormat::Sha256,
        _ => return None,
    };
    let is_fit = repository.object_format() == format
        && local.namespace().is_none()
        && is_same(repository.commondir(), local.common_dir())
        && is_same(&repository.commondir().join("objects"), local.objects.store_ref().path());
    is_fit.then_some(repository)
}

/// What git2 said, without the names of its error classes.
#[expect(clippy::needless_pass_by_value, reason = "this is the form that `map_err` takes")]
fn plain(error: git2::Error) -> Source {
    error.message().into()
}

fn without_brackets(name: &gix::bstr::BStr) -> String {
    name.to_string().replace(['<', '>', '\n', '\0'], "")
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests look at the disk themselves")]
mod tests {
    use super::*;
    use crate::{
        history::{NewCommit, Repository, Time},
        testkit::Repo,
    };

    const LEDGER: &str = "refs/tminus/test";

    fn is_by_git2(repository: &Repository) -> bool {
        Writer::new(&repository.local()).by_git2.is_some()
    }

    fn commit(repository: &Repository, content: &str, parents: &[CommitId]) -> CommitId {
        repository
            .write_commit(&NewCommit {
                files: &[("record.json", content.as_bytes())],
                parents,
                person: ("Ann Archer", "ann@example.org"),
                time: Time { seconds: 1_767_603_600, offset_minutes: 0 },
                message: "a record\n",
            })
            .unwrap()
    }

    /// Two moves, the second from a packed reference, each with a line in the log.
    fn moves_and_logs(repo: &Repo, repository: &Repository) {
        let first = commit(repository, "1", &[]);
        let second = commit(repository, "2", &[first]);
        assert!(repository.move_reference(LEDGER, None, first, "first").unwrap());
        repo.git(&["pack-refs", "--all"]);
        assert!(!repository.move_reference(LEDGER, None, second, "must not exist").unwrap());
        assert!(repository.move_reference(LEDGER, Some(first), second, "second").unwrap());
        assert_eq!(repo.git(&["rev-parse", LEDGER]), second.to_string());
        let log = repo.git(&["log", "-g", "--format=%h %gs", "--abbrev=40", LEDGER]);
        assert_eq!(log, format!("{second:.40} second\n{first:.40} first"));
        assert!(!repo.git(&["log", "-1", "-g", "--format=%gn", LEDGER]).is_empty());
        repo.git(&["fsck", "--strict"]);
    }

    fn in_repository(settings: &[[&str; 2]], by_git2: bool) {
        let repo = Repo::new();
        repo.commit_file("a", "a\n", "feat: begin");
        for [key, value] in settings {
            repo.git(&["config", key, value]);
        }
        let repository = Repository::open(&repo.path()).unwrap();
        assert_eq!(is_by_git2(&repository), by_git2, "{settings:?}");
        moves_and_logs(&repo, &repository);
    }

    #[test]
    fn a_plain_repository_is_written_by_git2() {
        in_repository(&[], true);
    }

    #[test]
    fn the_log_is_kept_even_where_git_is_told_to_keep_none() {
        in_repository(&[["core.logAllRefUpdates", "false"]], true);
        in_repository(&[["core.bare", "true"], ["core.logAllRefUpdates", "false"]], true);
    }

    #[test]
    fn a_partial_clone_is_written_all_the_same() {
        in_repository(&[["core.repositoryFormatVersion", "1"], ["extensions.partialClone", "origin"]], false);
    }

    #[test]
    fn the_log_names_whom_git_would_name() {
        let repo = Repo::new();
        repo.commit_file("a", "a\n", "feat: begin");
        let repository = Repository::open(&repo.path()).unwrap();
        let local = repository.local();
        let git2 = open(&local).unwrap();
        let folder = disk::temporary_folder().unwrap();
        Writer::new(&local).log_always(&git2, &folder.path().join("config")).unwrap();
        let signature = git2.signature().unwrap();
        assert_eq!(repository.user(), Some((signature.name().unwrap().into(), signature.email().unwrap().into())));
        assert!(!repo.git(&["config", "--list", "--local"]).contains("always"));
    }

    #[test]
    fn a_linked_work_tree_writes_what_all_share() {
        let repo = Repo::new();
        repo.commit_file("a", "a\n", "feat: begin");
        let folder = disk::temporary_folder().unwrap();
        let linked = folder.path().join("linked");
        repo.git(&["worktree", "add", "--quiet", "-b", "other", linked.to_str().unwrap()]);
        let repository = Repository::open(&linked).unwrap();
        assert!(is_by_git2(&repository));
        moves_and_logs(&repo, &repository);
    }

    #[test]
    fn a_lock_is_waited_for_and_then_named() {
        let repo = Repo::new();
        repo.commit_file("a", "a\n", "feat: begin");
        let repository = Repository::open(&repo.path()).unwrap();
        let first = commit(&repository, "1", &[]);
        let lock = repository.common_dir().join("refs/tminus/test.lock");
        std::fs::create_dir_all(lock.parent().unwrap()).unwrap();
        std::fs::write(&lock, "").unwrap();
        let error = repository.move_reference(LEDGER, None, first, "first").unwrap_err();
        assert_eq!(error.to_string(), "cannot write `refs/tminus/test` to the repository");
        assert!(std::error::Error::source(&error).unwrap().to_string().contains("test.lock"));
        repo.git(&["config", "core.filesRefLockTimeout", "-1"]);
        let repository = Repository::open(&repo.path()).unwrap();
        std::thread::scope(|scope| {
            let moving = scope.spawn(|| repository.move_reference(LEDGER, None, first, "first").unwrap());
            std::fs::remove_file(&lock).unwrap();
            assert!(moving.join().unwrap());
        });
    }

    #[test]
    fn of_many_who_create_a_reference_one_succeeds() {
        let repo = Repo::new();
        repo.commit_file("a", "a\n", "feat: begin");
        let repository = Repository::open(&repo.path()).unwrap();
        let made: Vec<_> = (0..8).map(|number| commit(&repository, &number.to_string(), &[])).collect();
        let wins = std::thread::scope(|scope| {
            let running: Vec<_> = made
                .iter()
                .map(|id| scope.spawn(|| repository.move_reference(LEDGER, None, *id, "mine").unwrap()))
                .collect();
            running.into_iter().map(|thread| thread.join().unwrap()).filter(|won| *won).count()
        });
        assert_eq!(wins, 1);
    }
}
