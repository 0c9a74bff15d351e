//! The release commit: the plan's changelog on top of the range's end, made by `git commit` so that hooks, filters and
//! signing are the user's. What hooks did is checked before anything is tagged.

use std::path::PathBuf;

use super::{ShipGit, local_trouble};
use crate::{
    history::CommitId,
    ship::{
        Plan, ReleaseCommit,
        record::{Fact, Found, Trouble, Undoing},
    },
    store::disk::{self, Access},
};

/// What a commit on top of the range's end is.
enum Kind {
    /// The release commit.
    Release,
    /// The release commit with more in it than the changelog: these paths.
    Spoiled(Vec<String>),
    /// Something else.
    Other,
}

impl ShipGit {
    /// Looks for the release commit on its branch.
    pub(in crate::ship) fn find_commit(&self, plan: &Plan, commit: &ReleaseCommit) -> Result<Found, Trouble> {
        let Some((id, kind)) = self.child_of_end(plan, commit)? else { return Ok(Found::Absent) };
        Ok(match kind {
            Kind::Release => Found::Ours(Fact::Commit(id)),
            Kind::Spoiled(paths) => Found::Foreign(format!(
                "commit {} changes more than `{}`: {}; a hook did that",
                id.short(),
                commit.path,
                paths.join(", ")
            )),
            Kind::Other => Found::Foreign(format!(
                "`{}` has moved on to {}, which is not the release commit",
                commit.branch,
                id.short()
            )),
        })
    }

    /// Makes the release commit.
    pub(in crate::ship) fn make_commit(&self, plan: &Plan, commit: &ReleaseCommit) -> Result<Fact, Trouble> {
        self.check_branch(plan, commit)?;
        self.check_changelog(commit)?;
        let signs = self.read_any(&["config", "--type=bool", "--get", "commit.gpgSign"]);
        if signs.map_err(|error| local_trouble(&error))?.text() == "true" {
            self.check_quiet_signing()?;
        }
        let file = self.changelog_file(commit)?;
        disk::remove_half_written(&file).map_err(|error| Trouble::lasting(told(&error)))?;
        disk::write(&file, &commit.after, Access::Usual).map_err(|error| Trouble::lasting(told(&error)))?;
        if commit.before.is_none() {
            let arguments = ["--literal-pathspecs", "add", "--intent-to-add", "--force", "--", &commit.path];
            self.writing(&arguments).run().map_err(|error| local_trouble(&error))?;
        }
        let arguments = commit_arguments(commit);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        self.writing(&arguments).run().map_err(|error| local_trouble(&error))?;
        match self.find_commit(plan, commit)? {
            Found::Ours(fact) => Ok(fact),
            Found::Absent => Err(Trouble::lasting(format!("git made no commit on `{}`", commit.branch))),
            Found::Foreign(why) => Err(Trouble::lasting(why)),
            Found::Lost(_, why) => Err(Trouble::lasting(why)),
        }
    }

    /// Takes the release commit back: the branch, where it still points at it, and the changelog in index and work tree.
    pub(in crate::ship) fn undo_commit(&self, plan: &Plan, commit: &ReleaseCommit) -> Result<Undoing, Trouble> {
        let told = |error: &_| local_trouble(error);
        let branch = format!("refs/heads/{}", commit.branch);
        let mut paths = vec![commit.path.clone()];
        if let Some((id, kind)) = self.child_of_end(plan, commit)? {
            match kind {
                Kind::Other => {}
                Kind::Release | Kind::Spoiled(_) => {
                    if self.resolve(&branch).map_err(|error| told(&error))? != Some(id) {
                        let why = format!("`{}` has moved on since; commit {} stays in it", commit.branch, id.short());
                        return Ok(Undoing::Kept(why));
                    }
                    let (to, id) = (plan.to.to_string(), id.to_string());
                    let arguments = ["update-ref", "-m", "tminus: abort the release", &branch, &to, &id];
                    self.writing(&arguments).run().map_err(|error| told(&error))?;
                    if let Kind::Spoiled(more) = kind {
                        paths.extend(more);
                    }
                }
            }
        }
        self.restore(plan, commit, &paths)
    }

    /// Lock files that a `git commit` may leave.
    pub(in crate::ship) fn commit_locks(&self, commit: &ReleaseCommit) -> Vec<PathBuf> {
        let names = ["index.lock".to_owned(), "HEAD.lock".to_owned(), format!("refs/heads/{}.lock", commit.branch)];
        names.iter().filter_map(|name| self.git_path(name).ok()).collect()
    }

    /// That the branch is checked out here and stands at the range's end.
    pub(in crate::ship) fn check_branch(&self, plan: &Plan, commit: &ReleaseCommit) -> Result<(), Trouble> {
        let branch = format!("refs/heads/{}", commit.branch);
        let head = self.read_any(&["symbolic-ref", "--quiet", "HEAD"]).map_err(|error| local_trouble(&error))?.text();
        if head != branch {
            let why = format!("`{}` is not checked out in `{}`", commit.branch, self.work_tree().display());
            return Err(Trouble::lasting(why));
        }
        match self.resolve(&branch).map_err(|error| local_trouble(&error))? {
            Some(tip) if tip == plan.to => Ok(()),
            _ => Err(Trouble::lasting(format!("`{}` no longer points at {}", commit.branch, plan.to.short()))),
        }
    }

    /// That the changelog in the work tree has nothing of the user's that the release commit would take along.
    pub(in crate::ship) fn check_changelog(&self, commit: &ReleaseCommit) -> Result<(), Trouble> {
        let file = self.changelog_file(commit)?;
        let now = disk::read_if_there(&file).map_err(|error| Trouble::lasting(told(&error)))?;
        let is_clean = match (&commit.before, now) {
            (_, Some(bytes)) if bytes == commit.after => true,
            (None, now) => now.is_none(),
            (Some(_), _) => {
                let arguments = ["--literal-pathspecs", "diff", "--quiet", "HEAD", "--", &commit.path];
                self.read_any(&arguments).map_err(|error| local_trouble(&error))?.is_success()
            }
        };
        let why =
            format!("`{}` has changes that are not committed; the release commit would take them along", commit.path);
        if is_clean { Ok(()) } else { Err(Trouble::lasting(why)) }
    }

    /// Where the changelog lies. A link could lead out of the repository, and git would not see what is written through it.
    fn changelog_file(&self, commit: &ReleaseCommit) -> Result<PathBuf, Trouble> {
        let mut path = self.work_tree().to_path_buf();
        for part in commit.path.split('/') {
            if part.is_empty() || part == "." || part == ".." {
                return Err(Trouble::lasting(format!("`{}` is not a path within the repository", commit.path)));
            }
            path.push(part);
            if path.is_symlink() {
                let why = format!("`{}` is reached through a symbolic link; name the file itself", commit.path);
                return Err(Trouble::lasting(why));
            }
        }
        Ok(path)
    }

    /// The first commit on top of the range's end, by first parents, and what it is.
    fn child_of_end(&self, plan: &Plan, commit: &ReleaseCommit) -> Result<Option<(CommitId, Kind)>, Trouble> {
        let told = |error: &_| local_trouble(error);
        let branch = format!("refs/heads/{}", commit.branch);
        let Some(tip) = self.resolve(&branch).map_err(|error| told(&error))? else {
            return Err(Trouble::lasting(format!("there is no branch `{}` any more", commit.branch)));
        };
        if tip == plan.to {
            return Ok(None);
        }
        let range = format!("{}..{tip}", plan.to);
        let listed = self.read(&["rev-list", "--first-parent", "--reverse", &range]).map_err(|error| told(&error))?;
        let Some(child) = listed.lines().next().and_then(|line| line.parse::<CommitId>().ok()) else {
            return Ok(Some((tip, Kind::Other)));
        };
        let kind = self.kind_of(child, plan, commit).map_err(|error| told(&error))?;
        Ok(Some((if matches!(kind, Kind::Other) { tip } else { child }, kind)))
    }

    fn kind_of(&self, id: CommitId, plan: &Plan, commit: &ReleaseCommit) -> Result<Kind, crate::process::ProcessError> {
        let id = id.to_string();
        let head = self.read(&["log", "-1", "--no-show-signature", "--format=%P%n%s", &id])?;
        let (parents, subject) = head.split_once('\n').unwrap_or((&head, ""));
        if parents != plan.to.to_string() {
            return Ok(Kind::Other);
        }
        let listed = self.read(&["diff-tree", "-r", "--no-renames", "--name-only", "-z", &plan.to.to_string(), &id])?;
        let (changelog, others): (Vec<&str>, Vec<&str>) =
            listed.split('\0').filter(|path| !path.is_empty()).partition(|path| *path == commit.path);
        let is_named_so = commit.message.lines().next() == Some(subject);
        if !others.is_empty() {
            let others = others.into_iter().map(str::to_owned).collect();
            return Ok(if is_named_so { Kind::Spoiled(others) } else { Kind::Other });
        }
        let blob = format!("{id}:{}", commit.path);
        let is_ours = !changelog.is_empty()
            && (is_named_so || self.read_any(&["cat-file", "blob", &blob])?.stdout == commit.after);
        Ok(if is_ours { Kind::Release } else { Kind::Other })
    }

    /// Puts the changelog in index and work tree back to the range's end. Other files of a spoiled commit go back in the index
    /// alone: what a hook made of them stays in the work tree, where the user sees it.
    fn restore(&self, plan: &Plan, commit: &ReleaseCommit, paths: &[String]) -> Result<Undoing, Trouble> {
        let to = plan.to.to_string();
        let file = self.changelog_file(commit)?;
        disk::remove_half_written(&file).map_err(|error| Trouble::lasting(told(&error)))?;
        let now = disk::read_if_there(&file).map_err(|error| Trouble::lasting(told(&error)))?;
        let is_ours = now.as_deref() == Some(commit.after.as_slice());
        let mut arguments = vec!["--literal-pathspecs", "reset", "--quiet", &to, "--"];
        arguments.extend(paths.iter().map(String::as_str));
        self.writing(&arguments).run().map_err(|error| local_trouble(&error))?;
        match &commit.before {
            None if is_ours => disk::remove(&file).map_err(|error| Trouble::lasting(told(&error)))?,
            Some(_) => {
                let is_before = || -> Result<bool, Trouble> {
                    let arguments = ["--literal-pathspecs", "diff", "--quiet", "--", &commit.path];
                    Ok(self.read_any(&arguments).map_err(|error| local_trouble(&error))?.is_success())
                };
                if is_ours {
                    let arguments = ["--literal-pathspecs", "checkout-index", "--force", "--", &commit.path];
                    self.writing(&arguments).run().map_err(|error| local_trouble(&error))?;
                } else if !is_before()? {
                    return Ok(Undoing::Kept(format!("`{}` was edited since; it is left as it is", commit.path)));
                }
            }
            None if now.is_none() => {}
            None => return Ok(Undoing::Kept(format!("`{}` was edited since; it is left as it is", commit.path))),
        }
        Ok(Undoing::Undone)
    }
}

/// The arguments of the `git commit` that makes it.
pub(in crate::ship) fn commit_arguments(commit: &ReleaseCommit) -> Vec<String> {
    let message = commit.message.trim_end();
    ["--literal-pathspecs", "commit", "--quiet", "--only", "-m", message, "--", &commit.path]
        .map(str::to_owned)
        .to_vec()
}

fn told(error: &crate::store::DiskError) -> String {
    crate::fault::Failure::new(crate::fault::Fault::Outside, error.to_string())
        .cause(std::error::Error::source(error).map(ToString::to_string).unwrap_or_default())
        .to_string()
}
