//! Where steps have their effects: the repository, the remote, the forge. A trait, so that the engine can be tested on a world
//! that fails when the test says so.

use std::path::PathBuf;

use super::{
    Journal, StepId,
    git::{Remote, ShipGit},
    publish::Publisher,
    record::{Fact, Found, Trouble, Undoing},
};
use crate::forge::Forge;

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
}

/// The real one.
pub struct RealWorld {
    git: ShipGit,
    forge: Option<Box<dyn Forge>>,
}

impl RealWorld {
    /// The repository, its remote, and the forge where the plan has one.
    pub fn new(git: ShipGit, forge: Option<Box<dyn Forge>>) -> Self {
        Self { git, forge }
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

    fn publisher<'a>(&'a self, step: StepId, journal: &'a Journal) -> Result<Publisher<'a>, Trouble> {
        let release = journal.plan.release.as_ref().ok_or_else(|| not_planned(step))?;
        let forge = self.forge.as_deref().ok_or_else(|| Trouble::lasting("there is no way to the forge"))?;
        Ok(Publisher { forge, plan: &journal.plan, release, id: journal.release().map(|(id, _)| id) })
    }
}

impl World for RealWorld {
    fn probe(&mut self, step: StepId, journal: &Journal) -> Result<Found, Trouble> {
        let plan = &journal.plan;
        match step {
            StepId::Commit => {
                let commit = plan.commit.as_ref().ok_or_else(|| not_planned(step))?;
                self.git.find_commit(plan, commit)
            }
            StepId::Tag => self.git.find_tag(&plan.tag, journal.target().ok_or_else(|| not_made("release commit"))?),
            StepId::Push | StepId::PushBranch | StepId::PushTag => self.git.find_pushed(&Self::remote(step, journal)?),
            StepId::Draft => self.publisher(step, journal)?.find_draft(),
            StepId::Publish => self.publisher(step, journal)?.find_published(),
        }
    }

    fn execute(&mut self, step: StepId, journal: &Journal) -> Result<Fact, Trouble> {
        let plan = &journal.plan;
        let target = || journal.target().ok_or_else(|| not_made("release commit"));
        match step {
            StepId::Commit => {
                let commit = plan.commit.as_ref().ok_or_else(|| not_planned(step))?;
                self.git.make_commit(plan, commit)
            }
            StepId::Tag => self.git.make_tag(&plan.tag, target()?),
            StepId::Push | StepId::PushBranch | StepId::PushTag => self.git.push(&Self::remote(step, journal)?),
            StepId::Draft => self.publisher(step, journal)?.make_draft(target()?),
            StepId::Publish => self.publisher(step, journal)?.publish(),
        }
    }

    fn undo(&mut self, step: StepId, journal: &Journal) -> Result<Undoing, Trouble> {
        let plan = &journal.plan;
        match step {
            StepId::Commit => {
                let commit = plan.commit.as_ref().ok_or_else(|| not_planned(step))?;
                self.git.undo_commit(plan, commit)
            }
            StepId::Tag => self.git.undo_tag(&plan.tag, journal.target()),
            StepId::Push | StepId::PushBranch | StepId::PushTag => match Self::remote(step, journal) {
                Ok(remote) => self.git.undo_push(&remote),
                // Without commit and tag nothing can have been pushed.
                Err(_) => Ok(Undoing::Undone),
            },
            StepId::Draft => self.publisher(step, journal)?.undo_draft(),
            StepId::Publish => self.publisher(step, journal)?.undo_publish(),
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
        };
        locks.retain(|path| !crate::store::disk::exists(path));
        locks
    }
}

fn not_planned(step: StepId) -> Trouble {
    Trouble::lasting(format!("the plan has no step `{step}`"))
}

fn not_made(what: &str) -> Trouble {
    Trouble::lasting(format!("the {what} is not made yet"))
}
