//! The poll: all gates asked, in their order, each answered by evidence.
//!
//! What needs git children or commands is asked through [`World`]; all else is judged from [`Facts`]. The work tree is
//! looked at after the command gates, for they may leave something in it.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Mutex,
};

use super::{
    BuiltIn, Gate, Verdict,
    approval::{self, ApprovalState},
    breaking_told,
    command::{self, CommandEnd, Output},
    gate::{Finding, Voice},
    name::title_of,
    release_rules::{self, NextVersion, NotesState, ReviewState},
    tree_rules::{self, Branch, Remote, WorkTree},
};
use crate::{
    config::{GateSettings, Settings},
    history::CommitId,
    ledger::{Ledger, Signature, Subject},
};

/// All that is known of a release before anything is run.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The settings, layers joined.
    pub settings: Settings,
    /// What is decided, without a gate.
    pub subject: Subject,
    /// The exact body that is published.
    pub notes: Vec<u8>,
    /// Where `HEAD` and the range's end stand.
    pub branch: Branch,
    /// The version that is released.
    pub version: NextVersion,
    /// What the notes look like.
    pub notes_state: NotesState,
    /// Which commits want a review.
    pub reviews: ReviewState,
    /// The ledger, or why it cannot be read.
    pub ledger: Result<Ledger, String>,
    /// Addresses of the authors of the range's commits, lower case.
    pub authors: HashSet<String>,
    /// What is known of the signatures of decisions on this subject.
    pub signatures: BTreeMap<CommitId, Signature>,
}

/// What is asked of the world outside.
pub trait World: Sync {
    /// The state of the work tree.
    fn work_tree(&self) -> WorkTree;
    /// What stands on the remote.
    fn remote(&self) -> Remote;
    /// Runs a command gate's command, handing on each line that it prints.
    fn run(&self, command: &str, gate: &GateSettings, on_line: &mut dyn FnMut(&str)) -> CommandEnd;
}

/// What happens during a poll.
#[derive(Debug, Clone, PartialEq)]
pub enum PollEvent {
    /// A gate is being judged.
    Started(String),
    /// A command gate printed a line, which is clean.
    Printed(String, String),
    /// A gate was judged.
    Judged(Box<Gate>),
}

/// Which gates are asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    All,
    /// All that run no configured command.
    BuiltIn,
    /// One; after a command also the work tree, where it may have left something.
    One(String),
}

impl Scope {
    /// Whether a gate is asked.
    pub fn wants(&self, gate: &str) -> bool {
        match self {
            Self::All => true,
            Self::BuiltIn => BuiltIn::from_name(gate).is_some(),
            Self::One(name) => {
                let is_command = BuiltIn::from_name(name).is_none();
                gate == name || is_command && gate == BuiltIn::CleanWorkTree.name()
            }
        }
    }
}

/// A whole poll: every gate, judged at one moment.
#[derive(Debug, Clone)]
pub struct Poll {
    gates: Vec<Gate>,
    facts: Facts,
}

/// The gates of these settings, by name, title and whether they count, in the order in which they are polled.
pub fn roll(settings: &Settings) -> Vec<(String, String, bool)> {
    let change = |gate: BuiltIn| settings.gates.iter().find(|change| change.name == gate.name());
    let built_in = |gate: BuiltIn| {
        let change = change(gate);
        let title = change.and_then(|change| change.title.clone()).unwrap_or_else(|| gate.title().to_owned());
        (gate.name().to_owned(), title, change.is_none_or(|change| change.required))
    };
    let command = |gate: &GateSettings| {
        let title = gate.title.clone().unwrap_or_else(|| title_of(&gate.name));
        (gate.name.clone(), title, gate.required)
    };
    let (approval, before) = BuiltIn::ALL.split_last().expect("there are eight");
    let before = before.iter().map(|gate| built_in(*gate));
    before.chain(command_gates(settings).map(command)).chain([built_in(*approval)]).collect()
}

/// The configured command gates, in their order.
fn command_gates(settings: &Settings) -> impl Iterator<Item = &GateSettings> {
    settings.gates.iter().filter(|gate| BuiltIn::from_name(&gate.name).is_none() && gate.command.is_some())
}

impl Poll {
    /// Asks all gates. `on_event` hears each answer as soon as it is there, perhaps from another thread.
    pub fn take(facts: Facts, world: &dyn World, on_event: &(dyn Fn(PollEvent) + Sync)) -> Self {
        let judged = judge(&facts, world, on_event, &|_| true);
        Self { gates: judged, facts }
    }

    /// Asks some of the gates; their answers, in their order.
    pub fn ask(scope: &Scope, facts: &Facts, world: &dyn World, on_event: &(dyn Fn(PollEvent) + Sync)) -> Vec<Gate> {
        judge(facts, world, on_event, &|gate| scope.wants(gate))
    }

    /// The gates, in their order.
    pub fn gates(&self) -> &[Gate] {
        &self.gates
    }

    /// What was known when they were judged.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// What the required gates make together.
    pub fn verdict(&self) -> Verdict {
        verdict(&self.gates)
    }
}

/// What gates make together: advice does not count.
pub fn verdict(gates: &[Gate]) -> Verdict {
    Verdict::together(gates.iter().filter(|gate| gate.required).map(|gate| gate.verdict))
}

/// How many required gates are not GO: the T-minus count.
pub fn gates_left(gates: &[Gate]) -> usize {
    gates.iter().filter(|gate| gate.required && gate.verdict != Verdict::Go).count()
}

struct Judge<'a> {
    facts: &'a Facts,
    approvals: ApprovalState<'a>,
    roll: Vec<(String, String, bool)>,
    on_event: &'a (dyn Fn(PollEvent) + Sync),
    judged: Mutex<Vec<Gate>>,
}

impl Judge<'_> {
    fn start(&self, name: &str) {
        (self.on_event)(PollEvent::Started(name.to_owned()));
    }

    fn finish(&self, name: &str, finding: Finding) {
        let voices = self.approvals.voices(name);
        let finding = approval::rejected(name, &voices).map_or(finding.clone(), |no| with_evidence_of(no, finding));
        let gate = self.gate(name, finding, voices);
        (self.on_event)(PollEvent::Judged(Box::new(gate.clone())));
        self.judged.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(gate);
    }

    fn gate(&self, name: &str, finding: Finding, voices: Vec<Voice>) -> Gate {
        let known = self.roll.iter().find(|(known, _, _)| known == name);
        let (title, required) =
            known.map_or_else(|| (title_of(name), true), |(_, title, required)| (title.clone(), *required));
        let is_go = finding.verdict == Verdict::Go;
        Gate {
            name: name.to_owned(),
            title,
            verdict: finding.verdict,
            required,
            stale: !is_go && voices.iter().any(|voice| voice.stale),
            evidence: finding.evidence,
            remedy: finding.remedy.filter(|_| !is_go),
            waived: false,
            approvals: voices,
            progress: finding.progress,
            place: finding.place,
        }
    }

    /// What is judged from the facts alone.
    fn known(&self, gate: BuiltIn) -> Option<Finding> {
        let facts = self.facts;
        match gate {
            BuiltIn::ReleaseBranch => Some(tree_rules::release_branch(&facts.branch)),
            BuiltIn::BreakingTold => {
                Some(breaking_told::breaking_told(&facts.notes_state.breaking, facts.notes_state.breaking_line))
            }
            BuiltIn::NotesComplete => Some(release_rules::notes_complete(&facts.notes_state)),
            BuiltIn::RiskReviewed => Some(release_rules::risk_reviewed(&facts.reviews)),
            BuiltIn::Approval => Some(approval::approval(&self.approvals, &self.approvals.voices(gate.name()))),
            BuiltIn::CleanWorkTree | BuiltIn::UpToDate | BuiltIn::Version => None,
        }
    }

    fn of_remote(&self, world: &dyn World, wanted: &(dyn Fn(&str) -> bool + Sync)) {
        let (up_to_date, version) = (BuiltIn::UpToDate.name(), BuiltIn::Version.name());
        let asked: Vec<&str> = [up_to_date, version].into_iter().filter(|name| wanted(name)).collect();
        if asked.is_empty() {
            return;
        }
        for name in &asked {
            self.start(name);
        }
        let remote = world.remote();
        let name = &self.facts.settings.release.remote;
        for gate in asked {
            let finding = if gate == up_to_date {
                tree_rules::up_to_date(name, self.facts.branch.release.as_deref(), &remote)
            } else {
                release_rules::version(&self.facts.version, name, &remote)
            };
            self.finish(gate, finding);
        }
    }

    fn of_command(&self, world: &dyn World, gate: &GateSettings) {
        let Some(line) = &gate.command else { return };
        self.start(&gate.name);
        let mut output = Output::default();
        let end = world.run(line, gate, &mut |printed| {
            let clean = output.push(printed);
            (self.on_event)(PollEvent::Printed(gate.name.clone(), clean));
        });
        self.finish(&gate.name, command::judge(line, &end, &output));
    }
}

/// A rejection, with what the gate would have said after it.
fn with_evidence_of(mut no: Finding, finding: Finding) -> Finding {
    no.evidence.extend(finding.evidence);
    no.progress = finding.progress;
    no
}

fn judge(
    facts: &Facts,
    world: &dyn World,
    on_event: &(dyn Fn(PollEvent) + Sync),
    wanted: &(dyn Fn(&str) -> bool + Sync),
) -> Vec<Gate> {
    let approvals = ApprovalState {
        ledger: facts.ledger.as_ref().map_err(Clone::clone),
        subject: &facts.subject,
        required: facts.settings.approval.required,
        four_eyes: facts.settings.approval.four_eyes,
        authors: &facts.authors,
        signatures: &facts.signatures,
    };
    let judge = Judge { facts, approvals, roll: roll(&facts.settings), on_event, judged: Mutex::default() };
    for gate in BuiltIn::ALL.into_iter().filter(|gate| wanted(gate.name())) {
        if let Some(finding) = judge.known(gate) {
            judge.finish(gate.name(), finding);
        }
    }
    std::thread::scope(|scope| {
        // The remote is slow and knows nothing of the commands, which come one after the other: they share the work tree.
        scope.spawn(|| judge.of_remote(world, wanted));
        for gate in command_gates(&facts.settings).filter(|gate| wanted(&gate.name)) {
            judge.of_command(world, gate);
        }
        if wanted(BuiltIn::CleanWorkTree.name()) {
            judge.start(BuiltIn::CleanWorkTree.name());
            judge.finish(BuiltIn::CleanWorkTree.name(), tree_rules::clean_work_tree(&world.work_tree()));
        }
    });
    let mut gates = judge.judged.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let place = |gate: &Gate| judge.roll.iter().position(|(name, _, _)| *name == gate.name);
    gates.sort_by_key(place);
    gates
}
