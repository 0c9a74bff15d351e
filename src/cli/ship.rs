//! `tminus ship`: tag, push and publish; resume or abort what was begun.

mod progress;
mod render;

use std::{
    io::{IsTerminal as _, Write as _},
    time::Duration,
};

use clap::Args;

use self::progress::Talk;
use super::{Common, Outcome, Output, progress::Progress, signals};
use crate::{
    fault::{Failure, Fault},
    gates::{Gate, PollEvent, Verdict},
    process::{Cancel, Prompts},
    release::{
        Candidate, Opened, Workspace,
        shipping::{Decided, Shipping, Underway, already_shipped},
    },
    ship::{self, Ending, Heading, Plan, PlanDocument, StepState},
    store::Environment,
    text::Safe,
};

/// Flags of `tminus ship`.
#[derive(Debug, Args)]
pub struct ShipArgs {
    /// Show what would happen, and change nothing
    #[arg(long, group = "what")]
    dry_run: bool,
    /// Ship without asking
    #[arg(long)]
    yes: bool,
    /// Go on with the release that was begun
    #[arg(long, group = "what")]
    resume: bool,
    /// Undo what can be undone of the release that was begun
    #[arg(long, group = "what")]
    abort: bool,
    /// How the plan is printed
    #[arg(long, value_name = "FORMAT", default_value = "text", env = "TMINUS_FORMAT", hide_env = true)]
    format: Format,
    /// How many seconds after its first failure a step is given up
    #[arg(long, value_name = "SECONDS", default_value_t = 60, env = "TMINUS_GIVE_UP_AFTER", hide_env = true)]
    give_up_after: u64,
}

/// How the plan is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    #[value(alias = "table")]
    Text,
    /// `tminus.plan/1`.
    Json,
}

/// Runs the command.
pub(super) fn run(args: &ShipArgs, common: &Common) -> Result<Outcome, Failure> {
    let call = Call { args, common, talk: Talk::new(common) };
    match (args.resume, args.abort, args.dry_run) {
        (true, ..) => call.take_up(Heading::Forward),
        (_, true, _) => call.take_up(Heading::Back),
        (.., true) => call.show(),
        _ => call.ship(),
    }
}

struct Call<'a> {
    args: &'a ShipArgs,
    common: &'a Common,
    talk: Talk,
}

impl Call<'_> {
    /// `--dry-run`: the plan, whatever the gates say.
    fn show(&self) -> Result<Outcome, Failure> {
        let decided = self.decide(Workspace::of(self.common.open_asking()?)?)?;
        let shipping = self.shipping(&decided.workspace.opened, Cancel::new());
        let verdict = decided.poll.verdict();
        let mut warnings = decided.warnings.clone();
        if let Err(error) = shipping.check_nothing_open() {
            warnings.push(error.to_string());
        }
        if let Some(plan) = decided.plan.as_ref().filter(|_| decided.workspace.opened.trust().trusted().is_some())
            && let Err(failure) = shipping.token(plan)
        {
            warnings.extend(std::iter::once(failure.to_string()).chain(failure.hints));
        }
        let mut document = if let Some(plan) = &decided.plan {
            PlanDocument::of_plan(plan, Some(verdict.to_string()))
        } else {
            let to = (!decided.poll.facts().version.is_empty).then_some(decided.workspace.range.to_id);
            PlanDocument::empty(self.common.package.clone(), Some(verdict.to_string()), to)
        };
        document.warnings.extend(warnings);
        self.print(&document)?;
        self.tell_gates(decided.poll.gates());
        Ok(answer(verdict))
    }

    /// A plain `ship`.
    fn ship(&self) -> Result<Outcome, Failure> {
        let opened = self.common.open_asking()?;
        self.shipping(&opened, Cancel::new()).check_nothing_open()?;
        if !self.args.yes && prompts() == Prompts::Never {
            return Err(Failure::new(Fault::Usage, "shipping has to be confirmed, and there is no terminal to ask on")
                .hint("`tminus ship --dry-run` shows what would happen")
                .hint("`tminus ship --yes` ships without asking"));
        }
        let workspace = Workspace::of(opened)?;
        if let Some(journal) = already_shipped(&workspace)? {
            self.talk.say(&format!("`{}` was shipped already, and nothing is new since", journal.plan.tag.name));
            self.print(&PlanDocument::of_journal(&journal, Some(ship::Outcome::AlreadyShipped)))?;
            return Ok(Outcome::Done);
        }
        let decided = self.decide(workspace)?;
        let (Some(plan), Some(clearance)) = (decided.plan.clone(), decided.poll.clearance()) else {
            self.tell_gates(decided.poll.gates());
            let verdict = decided.poll.verdict();
            self.talk.say(&match decided.plan {
                None if verdict == Verdict::Go => "nothing was shipped: there is nothing to release".to_owned(),
                _ => format!("nothing was shipped: the gates say {verdict}"),
            });
            return Ok(match verdict {
                Verdict::Go => Outcome::Answer(Fault::No),
                verdict => answer(verdict),
            });
        };
        for warning in decided.warnings.iter().chain(&plan.warnings) {
            super::report::warn(warning, self.common);
        }
        let opened = &decided.workspace.opened;
        let ready = self.shipping(opened, Cancel::new()).prepare(plan)?;
        if !self.args.yes && !ask(&ready.plan)? {
            return Err(Failure::new(Fault::Hold, "the version was not typed: nothing was shipped"));
        }
        let shipping = self.shipping(opened, signals::ends_gracefully());
        let underway = shipping.begin(ready, &clearance)?;
        self.drive(underway, Heading::Forward)
    }

    /// `--resume` and `--abort`.
    fn take_up(&self, heading: Heading) -> Result<Outcome, Failure> {
        let opened = self.common.open_asking()?;
        let shipping = self.shipping(&opened, signals::ends_gracefully());
        let underway = shipping.take_up(heading)?;
        for notice in &underway.notices {
            self.talk.say(notice);
        }
        if heading == Heading::Forward {
            underway.recheck()?;
        }
        self.drive(underway, heading)
    }

    /// Drives a release and tells how it ended.
    fn drive(&self, mut underway: Underway<'_>, heading: Heading) -> Result<Outcome, Failure> {
        let ending = underway.drive(heading, &mut |progress| self.talk.tell(&progress));
        let ending = ending.map_err(|error| with_ways_on(error.into()))?;
        let outcome = match &ending {
            Ending::Shipped => ship::Outcome::Shipped,
            Ending::Stuck(_) => ship::Outcome::Stuck,
            Ending::Interrupted => ship::Outcome::Interrupted,
            Ending::Aborted(_) => ship::Outcome::Aborted,
        };
        self.print(&PlanDocument::of_journal(&underway.journal, Some(outcome)))?;
        match ending {
            Ending::Shipped | Ending::Aborted(_) => Ok(Outcome::Done),
            Ending::Interrupted => {
                Err(with_ways_on(Failure::new(Fault::Unfinished, "stopped before the release was done")))
            }
            Ending::Stuck(step) => {
                let record = underway.journal.record(step);
                let why = record.and_then(|record| record.why.clone()).unwrap_or_default();
                let message = match (heading, record.map(|record| record.state)) {
                    (Heading::Back, _) => format!("`{step}` could not be undone"),
                    (_, Some(StepState::Unknown)) => format!("nobody can say whether `{step}` happened"),
                    _ => format!("`{step}` did not work"),
                };
                Err(with_ways_on(Failure::new(Fault::Outside, message).cause(why)))
            }
        }
    }

    /// Range, notes, gates, plan.
    fn decide(&self, mut workspace: Workspace) -> Result<Decided, Failure> {
        let progress = Progress::begin("listing commits", self.common);
        workspace.watcher = progress.watcher();
        let candidate = Candidate::read(&workspace)?;
        drop(progress);
        let warnings = candidate.warnings.clone();
        let is_told = self.common.verbose > 0;
        let told = |event| {
            if let PollEvent::Printed(gate, line) = event
                && is_told
            {
                self.talk.say(&format!("{gate}: {line}"));
            }
        };
        let cancel = Cancel::new();
        let poll = match prompts() {
            Prompts::Terminal => workspace.poll_attended(candidate, &cancel, &|act| act(), &told),
            Prompts::Never => workspace.poll(candidate, &cancel, &told),
        };
        Decided::of(workspace, poll, warnings)
    }

    fn shipping<'a>(&self, opened: &'a Opened, cancel: Cancel) -> Shipping<'a> {
        let give_up_after = Duration::from_secs(self.args.give_up_after);
        Shipping { opened, prompts: prompts(), lend: None, cancel, give_up_after }
    }

    fn tell_gates(&self, gates: &[Gate]) {
        for gate in gates.iter().filter(|gate| gate.verdict != Verdict::Go) {
            let advice = if gate.required { "" } else { " (advice)" };
            let evidence = gate.evidence.first().map(|evidence| evidence.summary.as_str()).unwrap_or_default();
            self.talk.say(&format!("{:<6} {}{advice}: {evidence}", gate.verdict.to_string(), gate.name));
            if let Some(remedy) = &gate.remedy {
                self.talk.say(&format!("       {remedy}"));
            }
        }
    }

    fn print(&self, document: &PlanDocument) -> Result<(), Failure> {
        let mut output = Output::open(self.common)?;
        match self.args.format {
            Format::Json => output.json(document)?,
            Format::Text => {
                let text = render::plan(document, output.style());
                output.raw(text.as_bytes())?;
            }
        }
        output.finish()
    }
}

/// Whether somebody is there to answer.
fn prompts() -> Prompts {
    let is_terminal = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let in_ci = Environment::of_process().text("CI").is_some_and(|value| value != "false" && value != "0");
    if is_terminal && !in_ci { Prompts::Terminal } else { Prompts::Never }
}

/// Shows the plan and asks for the version to be typed.
fn ask(plan: &Plan) -> Result<bool, Failure> {
    let text = render::plan(&PlanDocument::of_plan(plan, None), super::style::Style::plain());
    let question = format!("\nType {} to ship it, anything else to leave it: ", Safe::line(&plan.version));
    let failed = |error: std::io::Error| Failure::new(Fault::Outside, "cannot ask on the terminal").cause(error);
    let mut stderr = std::io::stderr();
    stderr.write_all(format!("{text}{question}").as_bytes()).and_then(|()| stderr.flush()).map_err(failed)?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).map_err(failed)?;
    Ok(answer.trim() == plan.version)
}

fn answer(verdict: Verdict) -> Outcome {
    match verdict {
        Verdict::Go => Outcome::Done,
        Verdict::NoGo => Outcome::Answer(Fault::No),
        Verdict::Hold => Outcome::Answer(Fault::Hold),
    }
}

fn with_ways_on(failure: Failure) -> Failure {
    failure.hint("`tminus ship --resume` goes on with it").hint("`tminus ship --abort` undoes what can be undone")
}
