//! Where steps have their effects: the repository, the remote, the forge. A trait, so that the engine can be tested on a world
//! that fails when the test says so.

use std::path::PathBuf;

use super::{
    Journal, StepId,
    git::{Remote, ShipGit},
    inscription::{self, Desk},
    publish::Publisher,
    record::{Fact, Found, Trouble, Undoing},
};
use crate::{forge::Forge, ledger::Arrival};

/// What a run acts on.
pub trait World {
    /// Looks whether the step's effect is there.
    fn probe(&mut self, step: StepId, journal: &Journal) -> Result<Found, Trouble>;
    /// Makes it so. Only called after a probe found it absent.
    fn execute(&mut self, step: StepId, journal: &Journal) -> Result<Fact, Trouble>;
    /// Takes it back, whether or not it is there.
    fn undo(&mut self, step: StepId, journal: &Journal) -> Result<Undoing, Trouble>;
    /// Lock files that the step's children may leave behind should they be killed; those alone that are not there now.
    fn locks(&self, step: StepId, journal: &Journal) -> Vec<PathBuf>;
    /// Writes down that the run was aborted, as far as that was possible.
    fn conclude(&mut self, journal: &Journal) -> Result<(), Trouble>;
}

/// Hands the terminal to what is done within, where somebody else draws on it otherwise.
pub type Lend<'a> = &'a dyn Fn(&mut dyn FnMut());

/// The real one.
pub struct RealWorld<'a> {
    git: ShipGit,
    asking: Option<(ShipGit, Lend<'a>)>,
    forge: Option<Box<dyn Forge>>,
    desk: Desk<'a>,
}

impl<'a> RealWorld<'a> {
    /// The repository, its remote, and the forge where the plan has one. `asking` is a git that may ask the user, and how it
    /// gets the terminal: for what cannot be done without a passphrase or a password.
    pub fn new(
        git: ShipGit,
        asking: Option<(ShipGit, Lend<'a>)>,
        forge: Option<Box<dyn Forge>>,
        desk: Desk<'a>,
    ) -> Self {
        Self { git, asking, forge, desk }
    }

    /// Writes the record, as git signs; asks the user only where signing needs that.
    fn inscribe(&self, journal: &Journal, outcome: Arrival) -> Result<Fact, Trouble> {
        self.with_git(|git| inscription::write(&self.desk, journal, outcome, git.prompts()))
    }

    /// Does it with git, quietly first; where that needs a person, with the terminal.
    fn with_git<T>(&self, act: impl Fn(&ShipGit) -> Result<T, Trouble>) -> Result<T, Trouble> {
        let quiet = act(&self.git);
        let (Err(trouble), Some((git, lend))) = (&quiet, &self.asking) else { return quiet };
        if !trouble.wants_a_person() {
            return quiet;
        }
        let mut asked = None;
        lend(&mut || asked = Some(act(git)));
        asked.unwrap_or(quiet)
    }

    /// Asks the forge again whether the token is good.
    pub fn recheck(&self) -> Result<(), crate::forge::ForgeError> {
        self.forge.as_deref().map_or(Ok(()), Forge::check)
    }

    fn remote(step: StepId, journal: &Journal) -> Result<Remote<'_>, Trouble> {
        let push = journal.plan.push.as_ref().ok_or_else(|| not_planned(step))?;
        let commit = journal.target().ok_or_else(|| not_made("release commit"))?;
        let object = journal.tag_object().ok_or_else(|| not_made("tag"))?;
        let branch = push.branch.as_deref().map(|name| (name, commit));
        let tag = Some((journal.plan.tag.name.as_str(), object));
        Ok(match step {
            StepId::PushBranch => Remote { push, branch, tag: None },
            StepId::PushTag => Remote { push, branch: None, tag },
            _ => Remote { push, branch, tag },
        })
    }

    fn publisher<'j>(&'j self, step: StepId, journal: &'j Journal) -> Result<Publisher<'j>, Trouble> {
        let release = journal.plan.release.as_ref().ok_or_else(|| not_planned(step))?;
        let forge = self.forge.as_deref().ok_or_else(|| Trouble::lasting("there is no way to the forge"))?;
        Ok(Publisher { forge, plan: &journal.plan, release, id: journal.release().map(|(id, _)| id) })
    }
}

impl World for RealWorld<'_> {
    fn probe(&mut self, step: StepId, journal: &Journal) -> Result<Found, Trouble> {
        let plan = &journal.plan;
        match step {
            StepId::Commit => {
                let commit = plan.commit.as_ref().ok_or_else(|| not_planned(step))?;
                self.with_git(|git| git.find_commit(plan, commit))
            }
            StepId::Tag => self.git.find_tag(&plan.tag, journal.target().ok_or_else(|| not_made("release commit"))?),
            StepId::Push | StepId::PushBranch | StepId::PushTag => {
                let remote = Self::remote(step, journal)?;
                self.with_git(|git| git.find_pushed(&remote))
            }
            StepId::Draft => self.publisher(step, journal)?.find_draft(),
            StepId::Publish => self.publisher(step, journal)?.find_published(),
            StepId::Record => inscription::find(&self.desk, journal),
        }
    }

    fn execute(&mut self, step: StepId, journal: &Journal) -> Result<Fact, Trouble> {
        let plan = &journal.plan;
        let target = || journal.target().ok_or_else(|| not_made("release commit"));
        match step {
            StepId::Commit => {
                let commit = plan.commit.as_ref().ok_or_else(|| not_planned(step))?;
                self.with_git(|git| git.make_commit(plan, commit))
            }
            StepId::Tag => {
                let target = target()?;
                self.with_git(|git| git.make_tag(&plan.tag, target))
            }
            StepId::Push | StepId::PushBranch | StepId::PushTag => {
                let remote = Self::remote(step, journal)?;
                self.with_git(|git| git.push(&remote))
            }
            StepId::Draft => self.publisher(step, journal)?.make_draft(target()?),
            StepId::Publish => self.publisher(step, journal)?.publish(),
            StepId::Record => self.inscribe(journal, Arrival::Shipped),
        }
    }

    fn undo(&mut self, step: StepId, journal: &Journal) -> Result<Undoing, Trouble> {
        let plan = &journal.plan;
        match step {
            StepId::Commit => {
                let commit = plan.commit.as_ref().ok_or_else(|| not_planned(step))?;
                self.with_git(|git| git.undo_commit(plan, commit))
            }
            StepId::Tag => self.with_git(|git| git.undo_tag(&plan.tag, journal.target())),
            StepId::Push | StepId::PushBranch | StepId::PushTag => match Self::remote(step, journal) {
                Ok(remote) => self.with_git(|git| git.undo_push(&remote)),
                // Without commit and tag nothing can have been pushed.
                Err(_) => Ok(Undoing::Undone),
            },
            StepId::Draft => self.publisher(step, journal)?.undo_draft(),
            StepId::Publish => self.publisher(step, journal)?.undo_publish(),
            StepId::Record => inscription::undo(&self.desk, journal),
        }
    }

    fn locks(&self, step: StepId, journal: &Journal) -> Vec<PathBuf> {
        let mut locks = match step {
            StepId::Commit => {
                journal.plan.commit.as_ref().map(|commit| self.git.commit_locks(commit)).unwrap_or_default()
            }
            StepId::Tag => self.git.tag_locks(&journal.plan.tag),
            StepId::Push | StepId::PushBranch | StepId::PushTag => {
                Self::remote(step, journal).map(|remote| self.git.push_locks(&remote)).unwrap_or_default()
            }
            StepId::Draft | StepId::Publish => Vec::new(),
            StepId::Record => self.git.ledger_locks(),
        };
        locks.retain(|path| !crate::store::disk::exists(path));
        locks
    }

    fn conclude(&mut self, journal: &Journal) -> Result<(), Trouble> {
        if !journal.plan.is_recorded() {
            return Ok(());
        }
        self.inscribe(journal, Arrival::Aborted).map(drop)
    }
}

fn not_planned(step: StepId) -> Trouble {
    Trouble::lasting(format!("the plan has no step `{step}`"))
}

fn not_made(what: &str) -> Trouble {
    Trouble::lasting(format!("the {what} is not made yet"))
}
