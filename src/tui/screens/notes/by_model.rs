//! A language model's words for the notes: asked for once the user has seen what that sends, seen as they come, and taken or
//! refused like any proposal.

use std::time::{Duration, Instant};

use super::{
    actions::Action,
    model::NotesScreen,
    redraft::{propose, without_refused},
    update::Commands,
    work::{Outcome, Request},
};
use crate::{
    assistant::{Progress, Reuse, Spent},
    config::Amount,
    fault::Failure,
    notes::{Origin, Proposal, merge},
    release::{
        Options,
        analysis::{Part, Parts},
        notes::{Desk, ModelDesk, Opening, assistant},
    },
    tui::{
        overlays::Ask,
        screen::{Command, Notice},
        work::Job,
    },
};

/// The worker that asks.
pub(super) const SLOT: &str = "model";
/// The timer beside it.
pub(super) const CLOCK: &str = "model-clock";
const SECOND: Duration = Duration::from_secs(1);
/// News of an answer that comes word by word are told no more often.
const NEWS_INTERVAL: Duration = Duration::from_millis(120);

/// A model that is being asked.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Asking {
    /// Its name and host.
    pub(super) name: String,
    /// Since when, in seconds.
    pub(super) seconds: u64,
    /// What it took so far.
    pub(super) spent: Spent,
    /// What that cost, where prices are known.
    pub(super) cost: Option<Amount>,
    /// What it is doing besides answering.
    pub(super) doing: Option<String>,
}

impl Asking {
    /// `llama3.1 at localhost: 12 s, 1,200 tokens in, 80 out`.
    pub(super) fn words(&self) -> String {
        let (tokens_in, tokens_out) = (self.spent.tokens_in, self.spent.tokens_out);
        let cost = self.cost.map_or(String::new(), |cost| format!(", cost {cost}"));
        let doing = self.doing.as_ref().map_or(String::new(), |doing| format!("; {doing}"));
        format!("{}: {} s, {tokens_in} tokens in, {tokens_out} out{cost}{doing}", self.name, self.seconds)
    }
}

/// What a worker tells about a model.
#[derive(Debug, Clone, PartialEq)]
pub enum ModelNews {
    /// It can be asked.
    Ready(Box<ModelPlan>),
    /// Words came.
    Words(Spent, Option<Amount>),
    /// It does something else.
    Doing(String),
    /// The rules' notes with what it has written so far.
    SoFar(String),
    /// The rules' notes in its words.
    Done {
        /// The notes.
        text: String,
        /// What it took.
        took: String,
        /// What is to be said.
        warnings: Vec<String>,
    },
}

/// What asking a model would mean.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ModelPlan {
    /// Its name and host.
    name: String,
    /// Where requests go.
    address: String,
    /// How many there are at first.
    requests: usize,
    /// About how many tokens they have.
    tokens: u64,
}

/// Finds out what would be sent.
pub(super) fn prepare(screen: &NotesScreen) -> Commands {
    match &screen.loaded {
        Some(loaded) if screen.asking.is_none() => {
            let looking = Notice::hint("looking at what a model would be sent…");
            vec![Command::Work(SLOT, Request::PlanModel(loaded.options.clone())), Command::Say(looking)]
        }
        Some(_) => vec![Command::Say(Notice::hint("a model is asked already; Esc stops it"))],
        None => Vec::new(),
    }
}

/// The user agreed: it is asked now.
pub(super) fn ask(screen: &mut NotesScreen, name: String) -> Commands {
    let Some(loaded) = &screen.loaded else { return Vec::new() };
    let request = Request::AskModel(loaded.options.clone());
    screen.asking = Some(Asking { name, ..Asking::default() });
    vec![Command::Work(SLOT, request), Command::After(CLOCK, SECOND)]
}

/// Stops it, if it is asked.
pub(super) fn stop(screen: &mut NotesScreen) -> Commands {
    match screen.asking.take() {
        Some(_) => {
            vec![Command::Cancel(SLOT), Command::Say(Notice::done("the model is stopped; what came is kept beside"))]
        }
        None => Vec::new(),
    }
}

/// A second is over.
pub(super) fn tick(screen: &mut NotesScreen) -> Commands {
    match &mut screen.asking {
        Some(asking) => {
            asking.seconds += 1;
            vec![Command::After(CLOCK, SECOND)]
        }
        None => Vec::new(),
    }
}

/// It cannot be asked, or does not answer.
pub(super) fn failed(screen: &mut NotesScreen, failure: &Failure) -> Commands {
    screen.asking = None;
    let hint = failure.hints.first().map_or(String::new(), |hint| format!("; {hint}"));
    vec![Command::Say(Notice::error(format!("{failure}{hint}")))]
}

/// Takes news in.
pub(super) fn heard(screen: &mut NotesScreen, news: ModelNews) -> Commands {
    match news {
        ModelNews::Ready(plan) => vec![Command::Ask(question(&plan))],
        ModelNews::Words(spent, cost) => {
            if let Some(asking) = &mut screen.asking {
                (asking.spent, asking.cost, asking.doing) = (spent, cost, None);
            }
            Vec::new()
        }
        ModelNews::Doing(words) => {
            if let Some(asking) = &mut screen.asking {
                asking.doing = Some(words);
            }
            Vec::new()
        }
        ModelNews::SoFar(text) => offer(screen, &text, false),
        ModelNews::Done { text, took, warnings } => {
            let mut commands = offer(screen, &text, true);
            screen.asking = None;
            commands.extend(warnings.into_iter().map(|warning| Command::Say(Notice::hint(warning))));
            commands.push(Command::Say(Notice::done(took)));
            commands
        }
    }
}

fn question(plan: &ModelPlan) -> Ask<Action> {
    let requests = if plan.requests == 1 { "1 request".to_owned() } else { format!("{} requests", plan.requests) };
    Ask::Confirm {
        title: format!("Ask {} for other words?", plan.name),
        text: vec![
            format!("POST {}", plan.address),
            format!(
                "{requests} with about {} tokens: commits and diffs, secrets and excluded paths taken out",
                plan.tokens
            ),
            "`tminus notes --show-prompt` prints every byte of it.".into(),
        ],
        yes: ("Send it".into(), Action::AskModelNow(plan.name.clone())),
        no: "Send nothing".into(),
    }
}

/// Shows what the model has written so far, brought together with what was typed.
fn offer(screen: &mut NotesScreen, automatic: &str, is_whole: bool) -> Commands {
    let Some(loaded) = &screen.loaded else { return Vec::new() };
    let name = screen.asking.as_ref().map(|asking| asking.name.clone()).unwrap_or_default();
    let text = screen.editor.text();
    let merged = merge(&text, &screen.base, automatic, &loaded.titles, &loaded.standing.notes.index);
    let proposal = Proposal::new(format!("What {name} would write"), Origin::Model(name), merged.theirs_preferred);
    let proposal = without_refused(screen, Proposal { conflicts: merged.conflicts, ..proposal }, &text);
    if !is_whole && proposal.against(&text).is_none() {
        return Vec::new();
    }
    let was_typing = screen.typing;
    let pane = screen.pane;
    let is_new = screen.proposal.is_none();
    let commands = propose(screen, proposal);
    if !is_new || was_typing {
        // Who is at work in the text meanwhile is not torn out of it.
        (screen.typing, screen.pane) = (was_typing, pane);
    }
    commands
}

/// Finds out on a worker what would be sent.
pub(super) fn plan(options: &Options, job: &Job<Outcome>) -> Result<ModelNews, Failure> {
    with_desk(options, job, |model| {
        let assistant = assistant(&model.workspace.opened)?;
        if options.offline {
            return Err(crate::assistant::AssistantError::Offline.into());
        }
        let standing = model.desk.notes(&model.analysis.commits, model.opening)?;
        let preview = model.preview(&assistant, &standing)?;
        let (requests, tokens) = (preview.bodies.len(), preview.tokens);
        let plan = ModelPlan { name: assistant.name(), address: preview.address, requests, tokens };
        Ok(ModelNews::Ready(Box::new(plan)))
    })
}

/// Asks on a worker.
pub(super) fn run(options: &Options, job: &Job<Outcome>) -> Result<ModelNews, Failure> {
    with_desk(options, job, |model| {
        let assistant = assistant(&model.workspace.opened)?;
        let standing = model.desk.notes(&model.analysis.commits, model.opening)?;
        let tell = |news: ModelNews| job.send(Outcome::Model(news));
        let mut told: Option<Instant> = None;
        let mut heard = |progress: Progress| {
            let is_time = told.is_none_or(|told| told.elapsed() >= NEWS_INTERVAL);
            match progress {
                Progress::Words { spent, cost } if is_time => {
                    told = Some(Instant::now());
                    tell(ModelNews::Words(spent, cost));
                }
                Progress::Entries(entries) => {
                    if let Ok(text) = model.so_far(&entries) {
                        tell(ModelNews::SoFar(text));
                    }
                }
                Progress::Asking { part, parts } if parts > 1 => {
                    tell(ModelNews::Doing(format!("part {part} of {parts}")));
                }
                Progress::Words { .. } | Progress::Asking { .. } => {}
                Progress::Waiting { time, why } => {
                    tell(ModelNews::Doing(format!("{why}; asking again in {:.0} s", time.as_secs_f64().ceil())));
                }
                Progress::Mending(count) => {
                    tell(ModelNews::Doing(format!("{count} entries fail a check: written again")));
                }
            }
        };
        let made = model.draft(&assistant, &standing, Reuse::Kept, job.cancel(), &mut heard)?;
        let problems = made.problems.iter().map(|problem| format!("{}: {}", problem.entry, problem.message));
        let warnings = made.warnings.iter().cloned().chain(problems).collect();
        Ok(ModelNews::Done { text: made.standing.automatic, took: made.took, warnings })
    })
}

fn with_desk<T>(
    options: &Options,
    job: &Job<Outcome>,
    act: impl FnOnce(&ModelDesk<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let workspace = job.site().workspace(options)?;
    let analysis = workspace.analyse_whole(Parts::without(&[Part::Story]))?;
    let desk = Desk::open(&workspace, &analysis)?;
    act(&ModelDesk { workspace: &workspace, analysis: &analysis, desk: &desk, opening: Opening::AsWritten })
}
