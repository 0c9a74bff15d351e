//! The steps that the user's own git does: release commit, tag, push. Each can be recognised, done and undone.
//!
//! Git children hold the journal's lock, so that it is free only when none is left; what they print is foreign text.

mod commit;
mod push;
mod tag;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

pub(super) use commit::commit_arguments;
pub(super) use push::{Acceptance, Remote, push_line};
pub(super) use tag::tag_arguments;

use super::record::Trouble;
use crate::{
    history::CommitId,
    process::{Ended, Git, ProcessError, Program, Prompts},
    store::Lock,
};

/// How long a remote may say nothing before it is given up.
pub(super) const SILENCE: Duration = Duration::from_mins(1);
/// The same where a `pre-push` hook may be at work first.
pub(super) const SILENCE_WITH_HOOK: Duration = Duration::from_mins(15);

/// git in the work tree where the release is made.
pub struct ShipGit {
    git: Git,
    work_tree: PathBuf,
    prompts: Prompts,
    lock: Option<Arc<Lock>>,
}

impl ShipGit {
    /// git as the user set it up. `lock` is the journal's, once it is held.
    pub fn new(git: Git, work_tree: &Path, prompts: Prompts, lock: Option<Arc<Lock>>) -> Self {
        Self { git: git.prompting(prompts), work_tree: work_tree.to_path_buf(), prompts, lock }
    }

    /// The work tree's root.
    pub(super) fn work_tree(&self) -> &Path {
        &self.work_tree
    }

    /// Whether git may ask the user.
    pub(super) fn prompts(&self) -> Prompts {
        self.prompts
    }

    /// A command that writes.
    fn writing(&self, arguments: &[&str]) -> Program {
        self.held(self.git.program(arguments))
    }

    /// A command that talks to a remote.
    fn remote(&self, arguments: &[&str]) -> Program {
        self.held(self.git.remote(arguments))
    }

    fn held(&self, program: Program) -> Program {
        match &self.lock {
            Some(lock) => program.holding(lock),
            None => program,
        }
    }

    /// What a reading command prints; another exit code than 0 is an error.
    pub(super) fn read(&self, arguments: &[&str]) -> Result<String, ProcessError> {
        Ok(self.git.reading(arguments).prompting(Prompts::Never).run()?.text())
    }

    /// The same, any exit code being an answer.
    pub(super) fn read_any(&self, arguments: &[&str]) -> Result<Ended, ProcessError> {
        self.git.reading(arguments).prompting(Prompts::Never).run_any()
    }

    /// Headless, a refusal where signing would ask for a passphrase.
    pub(super) fn check_quiet_signing(&self) -> Result<(), Trouble> {
        self.git.check_quiet_signing().map_err(|error| local_trouble(&error))
    }

    /// What a ref or revision names, if anything.
    pub(super) fn resolve(&self, revision: &str) -> Result<Option<CommitId>, ProcessError> {
        let ended = self.read_any(&["rev-parse", "--verify", "--quiet", "--end-of-options", revision])?;
        Ok(if ended.is_success() { ended.text().parse().ok() } else { None })
    }

    /// A path below the git folder, as git finds it for this worktree.
    pub(super) fn git_path(&self, name: &str) -> Result<PathBuf, ProcessError> {
        let path = PathBuf::from(self.read(&["rev-parse", "--git-path", name])?);
        Ok(if path.is_absolute() { path } else { self.work_tree.join(path) })
    }
}

/// A local command that did not work: another git at work is waited for, everything else is final.
fn local_trouble(error: &ProcessError) -> Trouble {
    let why = one_line(error);
    match error {
        ProcessError::Cancelled { .. } | ProcessError::TimedOut { .. } => Trouble::unclear(why),
        _ if error.stderr().contains(".lock': File exists") => Trouble::passing(why),
        _ => Trouble::lasting(why),
    }
}

/// An error's words, causes included, with the noise of git's own advice left out.
fn one_line(error: &ProcessError) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    let kept: Vec<&str> = text.split(['\n', '\r']).map(str::trim).filter(|line| !is_noise(line)).collect();
    kept.join("; ").chars().take(1_000).collect()
}

/// Progress, and advice that would lead away from what helps here.
fn is_noise(line: &str) -> bool {
    const PROGRESS: &[&str] = &[
        "hint:",
        "Enumerating objects",
        "Counting objects",
        "Compressing objects",
        "Writing objects",
        "Delta ",
        "Total ",
    ];
    line.is_empty() || PROGRESS.iter().any(|words| line.trim_start_matches("remote: ").starts_with(words))
}

#[cfg(test)]
mod tests;
