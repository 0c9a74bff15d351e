//! What the Gates screen has done for it on a worker.

use crate::{
    config::Trust,
    fault::{Failure, Fault},
    gates::{self, BuiltIn, Gate, PollEvent, Remote, Scope},
    history::CommitId,
    ledger::{self, DecisionKind},
    process::{self, Prompts},
    release::{self, Candidate, Options, ReviewDraft, Word, Workspace, analysis::Control},
    tui::{review_sheet, work::Job},
};

/// What the screen asks for.
#[derive(Debug, PartialEq)]
pub enum Request {
    /// Ask gates.
    Poll(Options, Scope),
    /// Record a word on a gate, if it is still about this subject.
    Decide(Options, Word, String),
    /// The record that the private review marks would make.
    DraftReviews(Options),
    /// Record that these commits are reviewed.
    WriteReviews(Options, Vec<CommitId>),
    /// Trust the repository, as the user has seen it.
    Trust(Options, Vec<String>),
}

/// What it is answered.
#[derive(Debug)]
pub enum Outcome {
    /// The gates that there are: name, title, whether it counts.
    Roll(Vec<(String, String, bool)>),
    /// What is decided on.
    About(Box<About>),
    /// News of the poll.
    Poll(PollEvent),
    /// The record that marks would make.
    Draft(Box<ReviewDraft>),
    /// Marks became a record: what to say.
    Written(String),
    /// A decision was recorded, or had been: what to say.
    Recorded(String),
    /// The repository is trusted now.
    Trusted,
    /// It cannot be read.
    Unreadable(Failure),
    /// Something else failed.
    Failed(Failure),
}

/// What a decision is about, for the person who takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The tag, or the commit where there is none.
    pub what: String,
    /// The range and how many commits are in it.
    pub range: String,
    /// The subject of an approval, as a digest.
    pub subject: String,
    /// The subject without a gate, as a digest: tells whether a decision is still about what was seen.
    pub release: String,
    /// The digest of the notes, and their first lines.
    pub notes: (String, Vec<String>),
    /// How many review marks would be written down.
    pub marks: usize,
    /// Whether the record will be signed.
    pub signs: bool,
    /// Who decides: name and address.
    pub actor: Option<String>,
    /// What trusting the repository would allow, if it is not trusted.
    pub untrusted: Option<Vec<String>>,
}

/// Does it.
pub(super) fn run(request: Request, job: &Job<Outcome>) {
    match request {
        Request::Poll(options, scope) => {
            if let Err(failure) = poll(&options, &scope, job) {
                job.send(Outcome::Unreadable(failure));
            }
        }
        Request::Decide(options, word, release) => tell(decide(&options, &word, &release, job), job),
        Request::DraftReviews(options) => tell(draft(&options, job), job),
        Request::WriteReviews(options, commits) => tell(write_reviews(&options, &commits, job), job),
        Request::Trust(options, seen) => tell(trust(&options, &seen, job), job),
    }
}

fn tell(outcome: Result<Outcome, Failure>, job: &Job<Outcome>) {
    job.send(outcome.unwrap_or_else(Outcome::Failed));
}

fn poll(options: &Options, scope: &Scope, job: &Job<Outcome>) -> Result<(), Failure> {
    let workspace = job.site().workspace(options)?;
    job.send(Outcome::Roll(gates::roll(workspace.settings())));
    let candidate = Candidate::read_while(&workspace, &Control::cancelled_by(job.cancel()))?;
    job.send(Outcome::About(Box::new(about(&workspace, &candidate))));
    let answers = ask(&workspace, scope, &candidate, None, job);
    if is_attended(scope) && answers.iter().any(wants_a_person) {
        let lend = |act: &mut dyn FnMut()| job.with_terminal(act);
        let heard = workspace.hear_remote(&candidate, job.cancel(), &lend);
        for gate in REMOTE.into_iter().filter(|gate| scope.wants(gate.name())) {
            ask(&workspace, &Scope::One(gate.name().to_owned()), &candidate, heard.clone(), job);
        }
    }
    Ok(())
}

/// The gates that ask the remote.
const REMOTE: [BuiltIn; 2] = [BuiltIn::UpToDate, BuiltIn::Version];

/// Asks gates, telling each answer. Answers come from several threads; a job is sent from one.
fn ask(
    workspace: &Workspace,
    scope: &Scope,
    candidate: &Candidate,
    heard: Option<Remote>,
    job: &Job<Outcome>,
) -> Vec<Gate> {
    let (sender, events) = std::sync::mpsc::channel();
    std::thread::scope(|threads| {
        let cancel = job.cancel();
        let asking = threads.spawn(move || {
            let sender = std::sync::Mutex::new(sender);
            workspace.ask_gates(scope, candidate, heard, cancel, &|event| {
                if let Ok(sender) = sender.lock() {
                    sender.send(event).ok();
                }
            })
        });
        for event in events {
            job.send(Outcome::Poll(event));
        }
        asking.join().unwrap_or_default()
    })
}

/// Whether the user asked for just this, and so is there to give the remote a passphrase. What is asked all by itself must not
/// take the terminal away from what the user does.
fn is_attended(scope: &Scope) -> bool {
    *scope != Scope::BuiltIn && REMOTE.iter().any(|gate| scope.wants(gate.name()))
}

/// Whether the remote asked for what only a person can give.
fn wants_a_person(gate: &Gate) -> bool {
    gate.evidence
        .iter()
        .any(|evidence| process::wants_a_person(&evidence.summary) || process::wants_a_person(&evidence.detail))
}

fn about(workspace: &Workspace, candidate: &Candidate) -> About {
    let subject = &candidate.facts.subject;
    let release = release::decided_on(workspace, candidate);
    let range = &workspace.range;
    let from = range.from.as_deref().unwrap_or("the beginning");
    let notes = String::from_utf8_lossy(&candidate.facts.notes);
    About {
        what: release.tag.clone().unwrap_or_else(|| range.to_id.short()),
        range: format!("{} commits, {from} to {}", candidate.analysis.commits.len(), range.to_id.short()),
        subject: release.for_gate(Some(BuiltIn::Approval.name())).digest().to_string(),
        release: release.digest().to_string(),
        notes: (
            subject.notes_digest.map_or_else(String::new, |digest| digest.to_string()),
            notes.lines().filter(|line| !line.trim().is_empty()).take(6).map(str::to_owned).collect(),
        ),
        marks: candidate.unrecorded_marks().len(),
        signs: ledger::signs(workspace.repository()),
        actor: workspace.repository().user().map(|(name, email)| format!("{name} <{email}>")),
        untrusted: untrusted(workspace),
    }
}

fn untrusted(workspace: &Workspace) -> Option<Vec<String>> {
    let Trust::Untrusted(untrusted) = workspace.opened.trust() else { return None };
    let lines = untrusted.changes.iter().map(|change| match (&change.before, &change.after) {
        (None, Some(after)) => format!("{}: {after}", change.what),
        (Some(before), Some(after)) => format!("{}: {before}, now {after}", change.what),
        (_, None) => format!("{}: gone", change.what),
    });
    Some(lines.collect())
}

fn decide(options: &Options, word: &Word, release: &str, job: &Job<Outcome>) -> Result<Outcome, Failure> {
    let workspace = job.site().workspace(options)?;
    let candidate = Candidate::read_for_decision(&workspace)?;
    if release::decided_on(&workspace, &candidate).digest().to_string() != release {
        return Err(Failure::new(Fault::Hold, "what is released has changed since you saw it: nothing was recorded")
            .hint("look at the gates again, then decide"));
    }
    let act = |prompts| release::decide(&workspace, &candidate, word, prompts);
    let signs = ledger::signs(workspace.repository());
    let written = if signs { job.with_terminal(|| act(Prompts::Terminal))? } else { act(Prompts::Never)? };
    let what = match word.kind {
        DecisionKind::Approval => "approved",
        DecisionKind::Retraction => "taken back",
        DecisionKind::Rejection => "rejected",
    };
    Ok(Outcome::Recorded(match written.last() {
        Some(record) => format!("{what}: `{}`, recorded as {}", word.gate, record.id.short()),
        None => format!("{what} already: `{}`", word.gate),
    }))
}

fn draft(options: &Options, job: &Job<Outcome>) -> Result<Outcome, Failure> {
    let workspace = job.site().workspace(options)?;
    let candidate = Candidate::read_for_decision(&workspace)?;
    Ok(Outcome::Draft(Box::new(ReviewDraft::of(&workspace, &candidate.unrecorded_marks())?)))
}

fn write_reviews(options: &Options, commits: &[CommitId], job: &Job<Outcome>) -> Result<Outcome, Failure> {
    let workspace = job.site().workspace(options)?;
    Ok(Outcome::Written(review_sheet::write(&workspace, commits, job)?))
}

fn trust(options: &Options, seen: &[String], job: &Job<Outcome>) -> Result<Outcome, Failure> {
    let mut workspace = job.site().workspace(options)?;
    if untrusted(&workspace).is_some_and(|now| now != seen) {
        return Err(Failure::new(Fault::Hold, "what would be trusted has changed since you saw it")
            .hint("look at it again, then decide"));
    }
    workspace.opened.record_trust()?;
    Ok(Outcome::Trusted)
}
