//! What the Ship screen has done for it on a worker: plans, runs, and the answer to a run's one question.

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    time::Duration,
};

use super::model::Sheet;
use crate::{
    fault::Failure,
    gates::Verdict,
    process::{Cancel, Prompts},
    release::{
        Candidate, Opened, Options, Workspace,
        shipping::{Decided, Shipping, Underway, already_shipped, make_plan_of},
    },
    ship::{self, Ending, Heading, Journal, Plan, Progress},
    tui::work::Job,
};

/// How long after its first failure a step is given up.
const GIVE_UP_AFTER: Duration = Duration::from_mins(1);
/// How often a run that waits for an answer looks whether it is still wanted.
const LOOK_INTERVAL: Duration = Duration::from_millis(100);

/// What the screen asks for.
#[derive(Debug, PartialEq)]
pub enum Request {
    /// Is a release unfinished?
    Peek(Options),
    /// The unfinished release, else the plan of a new one.
    Look(Options),
    /// Judge, check, ask, ship.
    Ship(Options),
    /// The answer to the question of a run is yes.
    Answer(Line),
    /// Resume or abort.
    TakeUp(Options, Heading),
    /// Stop the run after the step at hand.
    Stop(Line),
}

/// The line to a run: by it the run gets its answer, and the wish to stop.
#[derive(Debug, Clone)]
pub struct Line(Arc<Ends>);

#[derive(Debug)]
struct Ends {
    answer: Sender<()>,
    stop: Cancel,
}

impl PartialEq for Line {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// What it is answered.
#[derive(Debug)]
pub enum Outcome {
    /// A run began; this is the line to it.
    Begun(Line),
    /// No release is unfinished.
    NothingOpen,
    /// The plan of a new release.
    Planned {
        /// The plan.
        sheet: Sheet,
        /// What the user should know.
        notes: Vec<String>,
    },
    /// There is nothing to release, and why.
    Nothing(String),
    /// A release is unfinished.
    Open {
        /// Its plan, and how far it is.
        sheet: Sheet,
    },
    /// All gates are GO and all preconditions hold: the user is to be asked.
    Ready {
        /// The plan, with what was learned.
        sheet: Sheet,
        /// What becomes public, line by line.
        public: Vec<String>,
    },
    /// The answer was not given.
    Unanswered,
    /// Gates are in the way.
    Blocked(Vec<String>),
    /// A run goes on.
    Progress(Progress),
    /// Something worth knowing happened.
    Notice(String),
    /// A run ended.
    Ended {
        /// How.
        outcome: ship::Outcome,
        /// The plan, and how far it is.
        sheet: Sheet,
    },
    /// It did not work.
    Failed(Failure),
}

/// Does it.
pub(super) fn run(request: Request, job: &Job<Outcome>) {
    match request {
        Request::Peek(options) => {
            let open = peek(job, &options);
            answer(job, open.map(|open| open.as_ref().map_or(Outcome::NothingOpen, open_outcome)));
        }
        Request::Look(options) => answer(job, look(job, &options)),
        // A run that is gone has no use for an answer.
        Request::Answer(line) => drop(line.0.answer.send(())),
        Request::Stop(line) => line.0.stop.cancel(),
        Request::Ship(options) => with_line(job, |stop, answers| begin(job, &options, stop, answers)),
        Request::TakeUp(options, heading) => with_line(job, |stop, _| take_up(job, &options, stop, heading)),
    }
}

fn answer(job: &Job<Outcome>, result: Result<Outcome, Failure>) {
    job.send(result.unwrap_or_else(Outcome::Failed));
}

/// Gives the screen a line to the run, and stops the run also when the cockpit no longer wants it.
fn with_line(job: &Job<Outcome>, run: impl FnOnce(&Cancel, &Receiver<()>) -> Result<Outcome, Failure>) {
    let (sender, answers) = channel();
    let stop = Cancel::new();
    job.send(Outcome::Begun(Line(Arc::new(Ends { answer: sender, stop: stop.clone() }))));
    let (wanted, is_over) = (job.cancel().clone(), Cancel::new());
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.is_cancelled() && !wanted.is_cancelled() {
                std::thread::park_timeout(LOOK_INTERVAL);
            }
            if wanted.is_cancelled() {
                stop.cancel();
            }
        });
        answer(job, run(&stop, &answers));
        is_over.cancel();
    });
}

fn open(job: &Job<Outcome>, options: &Options) -> Result<Opened, Failure> {
    Opened::open(options, &job.site().flags, &job.site().environment)
}

fn shipping<'a>(opened: &'a Opened, stop: &Cancel, lend: Option<ship::Lend<'a>>) -> Shipping<'a> {
    Shipping { opened, prompts: Prompts::Never, lend, cancel: stop.clone(), give_up_after: GIVE_UP_AFTER }
}

fn peek(job: &Job<Outcome>, options: &Options) -> Result<Option<Journal>, Failure> {
    Ok(shipping(&open(job, options)?, &Cancel::new(), None).unfinished()?)
}

fn open_outcome(journal: &Journal) -> Outcome {
    Outcome::Open { sheet: sheet_of(journal) }
}

fn sheet_of(journal: &Journal) -> Sheet {
    Sheet { version: journal.plan.version.clone(), tag: journal.plan.tag.name.clone(), steps: journal.described() }
}

fn sheet_of_plan(plan: &Plan) -> Sheet {
    Sheet { version: plan.version.clone(), tag: plan.tag.name.clone(), steps: plan.described() }
}

fn look(job: &Job<Outcome>, options: &Options) -> Result<Outcome, Failure> {
    if let Some(journal) = peek(job, options)? {
        return Ok(open_outcome(&journal));
    }
    let workspace = Workspace::of(open(job, options)?)?;
    if let Some(journal) = already_shipped(&workspace)? {
        return Ok(Outcome::Ended { outcome: ship::Outcome::AlreadyShipped, sheet: sheet_of(&journal) });
    }
    let candidate = Candidate::read(&workspace)?;
    Ok(match make_plan_of(&workspace, &candidate.facts)? {
        Some(plan) => Outcome::Planned { sheet: sheet_of_plan(&plan), notes: plan.warnings },
        None => Outcome::Nothing("The commits of the range ask for no release.".to_owned()),
    })
}

fn begin(job: &Job<Outcome>, options: &Options, stop: &Cancel, answers: &Receiver<()>) -> Result<Outcome, Failure> {
    let workspace = Workspace::of(open(job, options)?)?;
    let candidate = Candidate::read(&workspace)?;
    let warnings = candidate.warnings.clone();
    let lend = |act: &mut dyn FnMut()| job.with_terminal(act);
    let poll = workspace.poll_attended(candidate, stop, &lend, &|_| ());
    let decided = Decided::of(workspace, poll, warnings)?;
    let (Some(plan), Some(clearance)) = (decided.plan.clone(), decided.poll.clearance()) else {
        return Ok(Outcome::Blocked(in_the_way(&decided)));
    };
    let shipping = shipping(&decided.workspace.opened, stop, Some(&lend));
    let ready = shipping.prepare(plan)?;
    job.send(Outcome::Ready { sheet: sheet_of_plan(&ready.plan), public: public(&ready.plan) });
    if !is_answered(answers, stop) {
        return Ok(Outcome::Unanswered);
    }
    let underway = shipping.begin(ready, &clearance)?;
    drive(job, underway, Heading::Forward)
}

fn is_answered(answers: &Receiver<()>, stop: &Cancel) -> bool {
    loop {
        match answers.recv_timeout(LOOK_INTERVAL) {
            Ok(()) => return true,
            Err(RecvTimeoutError::Timeout) if !stop.is_cancelled() => {}
            Err(_) => return false,
        }
    }
}

fn take_up(job: &Job<Outcome>, options: &Options, stop: &Cancel, heading: Heading) -> Result<Outcome, Failure> {
    let opened = open(job, options)?;
    let lend = |act: &mut dyn FnMut()| job.with_terminal(act);
    let shipping = shipping(&opened, stop, Some(&lend));
    let underway = shipping.take_up(heading)?;
    for notice in &underway.notices {
        job.send(Outcome::Notice(notice.clone()));
    }
    if heading == Heading::Forward {
        underway.recheck()?;
    }
    drive(job, underway, heading)
}

fn drive(job: &Job<Outcome>, mut underway: Underway<'_>, heading: Heading) -> Result<Outcome, Failure> {
    let ending = underway.drive(heading, &mut |progress| job.send(Outcome::Progress(progress)))?;
    let outcome = match ending {
        Ending::Shipped => ship::Outcome::Shipped,
        Ending::Stuck(_) => ship::Outcome::Stuck,
        Ending::Interrupted => ship::Outcome::Interrupted,
        Ending::Aborted(_) => ship::Outcome::Aborted,
    };
    Ok(Outcome::Ended { outcome, sheet: sheet_of(&underway.journal) })
}

/// What others will see, in words and as commands: what the dialog repeats before it asks.
fn public(plan: &Plan) -> Vec<String> {
    let mut lines = Vec::new();
    for step in plan.described() {
        lines.push(step.title);
        lines.push(format!("  {}", step.effect));
    }
    lines.extend(plan.warnings.iter().map(|warning| format!("Note: {warning}")));
    lines
}

fn in_the_way(decided: &Decided) -> Vec<String> {
    let gates = decided.poll.gates().iter().filter(|gate| gate.required && gate.verdict != Verdict::Go);
    gates
        .map(|gate| {
            let remedy = gate.remedy.as_deref().unwrap_or_default();
            format!("{} {}: {remedy}", gate.verdict, gate.title)
        })
        .collect()
}
