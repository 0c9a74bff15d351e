//! A release on its way: begun after the gates were GO, resumed, or aborted.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use super::stop;
use crate::{
    config::Trusted,
    fault::{Failure, Fault},
    forge::{Forge, Github, Http, Token, TokenSearch},
    gates::Clearance,
    ledger,
    process::{self, Cancel, Git, Prompts},
    release::{Opened, desk::desk},
    ship::{
        self, Desk, Ending, Heading, Journal, JournalError, JournalFile, Lend, Plan, Progress, RealWorld, Run,
        ShipError, ShipGit, Signing, StepId, StepState,
    },
    store::{Lock, clock, disk},
};

/// How often it is looked whether what was left behind has ended.
const LOOK_INTERVAL: Duration = Duration::from_millis(50);

/// How releases are shipped here.
pub struct Shipping<'a> {
    /// The repository and its settings.
    pub opened: &'a Opened,
    /// Whether programs may ask the user.
    pub prompts: Prompts,
    /// How a program that has to ask gets the terminal, where somebody else draws on it.
    pub lend: Option<Lend<'a>>,
    /// What stops a run.
    pub cancel: Cancel,
    /// How long after its first failure a step is given up.
    pub give_up_after: Duration,
}

/// A plan whose preconditions all hold, to be begun soon.
pub struct Ready {
    /// The plan, with what the preconditions taught.
    pub plan: Plan,
    token: Option<Token>,
}

/// A journal that is held and ready to be driven.
pub struct Underway<'a> {
    opened: &'a Opened,
    file: JournalFile,
    world: RealWorld<'a>,
    /// The plan, and how far it is.
    pub journal: Journal,
    /// What was found and put in order before going on.
    pub notices: Vec<String>,
    cancel: Cancel,
    give_up_after: Duration,
}

impl<'a> Shipping<'a> {
    /// The open journal, if a release is unfinished.
    pub fn unfinished(&self) -> Result<Option<Journal>, ShipError> {
        Ok(ship::peek(&self.opened.repository.common_dir())?)
    }

    /// Fails where a release is unfinished. Writes nothing.
    pub fn check_nothing_open(&self) -> Result<(), ShipError> {
        self.unfinished()?.map_or(Ok(()), |journal| Err(open_error(&journal)))
    }

    /// Checks all that must hold before the first effect, and lets the plan know what was learned. Changes nothing.
    pub fn prepare(&self, mut plan: Plan) -> Result<Ready, Failure> {
        self.check_nothing_open()?;
        let folder = self.opened.folder();
        let token = self.token(&plan)?;
        let forge = self.forge(&plan, token.as_ref())?;
        let signing = Signing { record: plan.is_recorded() && ledger::signs(&self.opened.repository) };
        let git = self.git(folder, None, self.prompts)?;
        let mut checked = ship::preflight(&git, forge.as_deref(), &mut plan, signing);
        if let (Err(error), Some(lend)) = (&checked, self.lend)
            && error.wants_a_person()
        {
            let git = self.git(folder, None, Prompts::Terminal)?;
            lend(&mut || checked = ship::preflight(&git, forge.as_deref(), &mut plan, signing));
        }
        checked?;
        Ok(Ready { plan, token })
    }

    /// Opens the journal for a plan that was cleared. From here on a release is unfinished until its last step is done.
    pub fn begin(&self, ready: Ready, clearance: &Clearance) -> Result<Underway<'a>, Failure> {
        let Ready { plan, token } = ready;
        check_clearance(&plan, clearance)?;
        self.check_nothing_open()?;
        // The user may have been asked for a long time since the gates were judged.
        stop::check(self.opened, &plan)?;
        let file = JournalFile::take(&self.opened.repository.common_dir()).map_err(ShipError::from)?;
        if let Some(journal) = file.read().map_err(ShipError::from)? {
            return Err(open_error(&journal).into());
        }
        let folder = self.opened.folder().to_path_buf();
        let world = self.world(&folder, file.lock(), self.forge(&plan, token.as_ref())?, &plan)?;
        let journal = Journal::open(plan, folder.to_string_lossy().into_owned(), clock::now().to_string());
        file.write(&journal).map_err(ShipError::from)?;
        Ok(self.underway(file, world, journal, Vec::new()))
    }

    /// Takes an unfinished release up again: waits for git that was left behind, removes locks that the journal names.
    pub fn take_up(&self, heading: Heading) -> Result<Underway<'a>, Failure> {
        let common = self.opened.repository.common_dir();
        if self.unfinished()?.is_none() {
            return Err(ShipError::NothingOpen.into());
        }
        let mut notices = Vec::new();
        let file = self.wait_for_lock(&common, &mut notices)?;
        let Some(mut journal) = file.read().map_err(ShipError::from)? else {
            return Err(ShipError::NothingOpen.into());
        };
        for lock in std::mem::take(&mut journal.locks) {
            if disk::exists(Path::new(&lock)) {
                disk::remove(Path::new(&lock))?;
                notices.push(format!("removed `{lock}`, which a git of this release left behind"));
            }
        }
        let folder = self.folder_of(&journal);
        let forge = if needs_forge(&journal, heading) {
            self.forge(&journal.plan, self.token(&journal.plan)?.as_ref())?
        } else {
            None
        };
        let world = self.world(&folder, file.lock(), forge, &journal.plan)?;
        Ok(self.underway(file, world, journal, notices))
    }

    fn underway(
        &self,
        file: JournalFile,
        world: RealWorld<'a>,
        journal: Journal,
        notices: Vec<String>,
    ) -> Underway<'a> {
        Underway {
            opened: self.opened,
            file,
            world,
            journal,
            notices,
            cancel: self.cancel.clone(),
            give_up_after: self.give_up_after,
        }
    }

    /// The work tree that the release was begun in, or this one where that is gone.
    fn folder_of(&self, journal: &Journal) -> PathBuf {
        let begun_in = PathBuf::from(&journal.work_tree);
        if begun_in.is_dir() { begun_in } else { self.opened.folder().to_path_buf() }
    }

    /// Takes the lock. A live run keeps it; what a dead one left behind is waited for.
    fn wait_for_lock(&self, common: &Path, notices: &mut Vec<String>) -> Result<JournalFile, ShipError> {
        let started = Instant::now();
        loop {
            match JournalFile::take(common) {
                Err(JournalError::Busy { holder }) if !holder.is_some_and(process::is_alive) => {
                    if notices.is_empty() {
                        notices.push("waited for git that an earlier run left behind".to_owned());
                    }
                    if started.elapsed() >= self.give_up_after || self.cancel.is_cancelled() {
                        return Err(ShipError::StillAtWork(started.elapsed().as_secs()));
                    }
                    std::thread::park_timeout(LOOK_INTERVAL);
                }
                other => return Ok(other?),
            }
        }
    }

    fn trusted(&self) -> Result<&Trusted, Failure> {
        Ok(self.opened.trust().proof()?)
    }

    fn world(
        &self,
        folder: &Path,
        lock: &Arc<Lock>,
        forge: Option<Box<dyn Forge>>,
        plan: &Plan,
    ) -> Result<RealWorld<'a>, Failure> {
        let asking = match self.lend {
            Some(lend) => Some((self.git(folder, Some(lock), Prompts::Terminal)?, lend)),
            None => None,
        };
        let (opened, root) = (self.opened, plan.subject.as_ref().and_then(|subject| subject.repository));
        let desk: Desk<'a> = Box::new(move |prompts| match root {
            Some(root) => desk(opened, root, prompts),
            None => Err(Failure::new(Fault::Usage, "the repository's first commit is not known here")),
        });
        Ok(RealWorld::new(self.git(folder, Some(lock), self.prompts)?, asking, forge, desk))
    }

    fn git(&self, folder: &Path, lock: Option<&Arc<Lock>>, prompts: Prompts) -> Result<ShipGit, Failure> {
        let git = if folder == self.opened.folder() { self.opened.git()? } else { Git::at(folder, self.trusted()?) };
        Ok(ShipGit::new(git.cancelled_by(&self.cancel), folder, prompts, lock.cloned()))
    }

    /// The token for the forge, if the plan publishes there.
    pub fn token(&self, plan: &Plan) -> Result<Option<Token>, Failure> {
        let Some(release) = &plan.release else { return Ok(None) };
        let search = TokenSearch {
            source: self.opened.loaded.settings.forge.token.as_ref(),
            api: &release.api,
            environment: &self.opened.environment,
            folder: self.opened.folder(),
            git: &self.opened.git()?,
            trusted: self.trusted()?,
        };
        Ok(Some(search.find()?))
    }

    /// The way to the forge, if the plan publishes there.
    fn forge(&self, plan: &Plan, token: Option<&Token>) -> Result<Option<Box<dyn Forge>>, Failure> {
        let (Some(release), Some(token)) = (&plan.release, token) else { return Ok(None) };
        let http = Http::new(&release.api, token.clone(), &self.cancel)?;
        Ok(Some(Box::new(Github::new(http, release.repository.clone()))))
    }
}

impl Underway<'_> {
    /// Asks again for what must still hold before going on: that nobody stopped it, and what the outside must allow.
    pub fn recheck(&self) -> Result<(), Failure> {
        stop::check(self.opened, &self.journal.plan)?;
        Ok(self.world.recheck()?)
    }

    /// Drives the release in this direction, as far as it goes.
    pub fn drive(&mut self, heading: Heading, watch: &mut dyn FnMut(Progress)) -> Result<Ending, ShipError> {
        let mut run = Run {
            file: &self.file,
            world: &mut self.world,
            cancel: &self.cancel,
            give_up_after: self.give_up_after,
            watch,
        };
        Ok(run.drive(&mut self.journal, heading)?)
    }
}

/// Whether a step on the forge is left to do, or may have to be undone.
fn needs_forge(journal: &Journal, heading: Heading) -> bool {
    journal.records.iter().filter(|record| matches!(record.id, StepId::Draft | StepId::Publish)).any(|record| {
        match heading {
            Heading::Forward => record.state != StepState::Done,
            Heading::Back => record.state.may_have_happened() && record.state != StepState::Failed,
        }
    })
}

fn open_error(journal: &Journal) -> ShipError {
    let current = journal.current();
    ShipError::Open {
        tag: journal.plan.tag.name.clone(),
        step: current.map_or(StepId::Publish, |record| record.id),
        why: current.and_then(|record| record.why.clone()),
    }
}

/// What was cleared has to be what is shipped, to the byte.
fn check_clearance(plan: &Plan, clearance: &Clearance) -> Result<(), Failure> {
    let subject = clearance.subject();
    let is_same = subject.version.as_deref() == Some(&plan.version)
        && subject.tag.as_deref() == Some(&plan.tag.name)
        && subject.to_sha == Some(plan.to)
        && plan.release.as_ref().is_none_or(|release| release.body.as_bytes() == clearance.notes());
    if is_same { Ok(()) } else { Err(Failure::new(Fault::Bug, "the plan is not the release that was cleared")) }
}
