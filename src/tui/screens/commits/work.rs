//! What the Commits screen has done for it on a worker.

use std::collections::BTreeSet;

use super::browse;
use crate::{
    analysis::{AnalysedCommit, Kind, Reference, story::Story},
    fault::Failure,
    history::{CommitId, Detail as Depth, Range, Repository, VersionTag},
    ledger::LEDGER_REF,
    process::go_last,
    release::{
        self, Marks, Options, ReviewDraft, Reviewers, Workspace,
        analysis::{Control, Event, Parts, Storyteller, Wants},
    },
    tui::{review_sheet, widgets::diff, work::Job},
};

/// How many commits are looked at before those that pass are told.
const PATHS_BATCH: usize = 128;

/// What the screen asks for.
#[derive(Debug)]
pub enum Request {
    /// Analyse the range. `unless` it is still where it was.
    Analyse {
        /// Which repository and range.
        options: Options,
        /// Steers it.
        control: Control,
        /// What the rows on the screen were made from.
        unless: Option<Place>,
    },
    /// Keep these review marks.
    Keep(Options, Vec<(CommitId, bool)>),
    /// What records say of reviews.
    Reviews(Options),
    /// The record that these marks would make.
    DraftReviews(Options, Vec<CommitId>),
    /// Record that these commits are reviewed.
    WriteReviews(Options, Vec<CommitId>),
    /// Record a correction of kinds, or take it back.
    CorrectKind(Options, Vec<CommitId>, Option<Kind>),
    /// Which of these commits touch paths with all of these parts.
    Paths(Options, Vec<String>, Vec<(u32, CommitId)>),
    /// Version tags to begin a range at.
    Tags(Options),
    /// The whole message of a commit; with the commits of the range also its story, which is told beside them.
    Message(Options, CommitId, Option<Vec<AnalysedCommit>>),
    /// The pages of a commit and of what it refers to.
    Pages(Options, CommitId, Vec<Reference>),
    /// Open this address.
    Browse(String),
    /// Something of the diff.
    Diff(Options, diff::Request),
}

/// Where a range was found: as long as this is the same, so are its commits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The repository's name.
    pub name: String,
    /// The range.
    pub range: Range,
    /// Commits at or over it want a review.
    pub threshold: u8,
}

/// What it is answered.
#[derive(Debug)]
pub enum Outcome {
    /// The repository and the range were found; an analysis follows.
    Found(Place),
    /// They are where they were; no analysis follows.
    Unmoved,
    /// News of the analysis.
    Analysis(Box<Event>),
    /// Commits that the user marked as reviewed.
    Reviewed(BTreeSet<CommitId>),
    /// Commits that records list as reviewed, and by whom.
    Recorded(Reviewers),
    /// The record that marks would make.
    Draft(Box<ReviewDraft>),
    /// Marks became a record: what to say.
    Written(String),
    /// These marks are kept.
    Kept(Vec<(CommitId, bool)>),
    /// These corrections to this kind are recorded, or taken back.
    Corrected(Vec<CommitId>, Option<Kind>),
    /// Rows, and whether their paths are those that were asked for.
    Paths(Vec<(u32, bool)>),
    /// Version tags, highest first.
    Tags(Vec<String>),
    /// A commit's body, committer and times in words.
    Message(Box<Message>),
    /// Pages on the web.
    Pages(Vec<browse::Page>),
    /// An address was opened, or could not be.
    Browsed {
        /// The address.
        address: String,
        /// Whether it was opened.
        is_open: bool,
    },
    /// Something of the diff.
    Diff(diff::Outcome),
    /// The range cannot be read.
    Unreadable(Failure),
    /// Something else failed.
    Failed(Failure),
}

/// What of a commit is read only when it is looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// Which commit.
    pub id: CommitId,
    /// All after the subject.
    pub body: String,
    /// Who committed it: name and address.
    pub committer: String,
    /// When it was written, in RFC 3339.
    pub authored_at: Option<String>,
    /// When it was committed, in RFC 3339.
    pub committed_at: Option<String>,
    /// Tests, rollback, reviewers and complexity, where the range is not too long for that.
    pub story: Option<Story>,
    /// Its parents' ids, shortened.
    pub parents: Vec<String>,
}

impl PartialEq for Request {
    fn eq(&self, other: &Self) -> bool {
        format!("{self:?}") == format!("{other:?}")
    }
}

/// Does it.
pub(super) fn run(request: Request, job: &Job<Outcome>) {
    let done = match request {
        Request::Analyse { options, control, unless } => {
            if let Err(failure) = analyse(&options, &control, unless.as_ref(), job) {
                job.send(Outcome::Unreadable(failure));
            }
            return;
        }
        Request::Keep(options, changes) => keep(&options, changes, job),
        Request::Reviews(options) => reviews(&options, job),
        Request::DraftReviews(options, marks) => draft(&options, &marks, job),
        Request::WriteReviews(options, commits) => write_reviews(&options, &commits, job),
        Request::CorrectKind(options, commits, kind) => correct(&options, commits, kind, job),
        Request::Paths(options, parts, rows) => paths(&options, &parts, &rows, job),
        Request::Tags(options) => tags(&options, job),
        Request::Message(options, id, commits) => message(&options, id, commits, job),
        Request::Pages(options, id, references) => browse::find(&options, id, &references, job),
        Request::Browse(address) => {
            browse::open(address, job);
            return;
        }
        Request::Diff(options, request) => {
            diff::run(request, &options.path.unwrap_or_default(), &DiffDesk(job));
            return;
        }
    };
    if let Err(failure) = done {
        job.send(Outcome::Failed(failure));
    }
}

/// Where the answers about the diff go.
struct DiffDesk<'a>(&'a Job<Outcome>);

impl diff::Desk for DiffDesk<'_> {
    fn send(&self, outcome: diff::Outcome) {
        self.0.send(Outcome::Diff(outcome));
    }

    fn is_cancelled(&self) -> bool {
        self.0.is_cancelled()
    }
}

fn analyse(options: &Options, control: &Control, unless: Option<&Place>, job: &Job<Outcome>) -> Result<(), Failure> {
    let workspace = job.site().workspace(options)?;
    let place = Place {
        name: workspace.repository().name(),
        range: workspace.range.clone(),
        threshold: workspace.settings().risk.threshold,
    };
    if unless == Some(&place) {
        job.send(Outcome::Unmoved);
        tell_reviewed(&workspace, job);
        return Ok(());
    }
    job.send(Outcome::Found(place));
    tell_reviewed(&workspace, job);
    workspace.analyse(Parts { story: true, reviewers: true, ..Parts::default() }, control, &mut |event| {
        if job.is_cancelled() {
            control.cancel();
        }
        // The list is waited for; what follows it is not.
        if matches!(event, Event::AllListed) {
            go_last();
        }
        job.send(Outcome::Analysis(Box::new(event)));
    })?;
    Ok(())
}

fn marks(workspace: &Workspace) -> Result<Marks, Failure> {
    Ok(Marks::read(workspace.opened.folders.as_ref(), &workspace.repository().common_dir())?)
}

/// Marks that cannot be read are told, and the list goes on without them.
fn tell_reviewed(workspace: &Workspace, job: &Job<Outcome>) {
    match marks(workspace) {
        Ok(marks) => job.send(Outcome::Reviewed(marks.reviewed().clone())),
        Err(failure) => job.send(Outcome::Failed(failure)),
    }
}

fn keep(options: &Options, changes: Vec<(CommitId, bool)>, job: &Job<Outcome>) -> Result<(), Failure> {
    let mut marks = marks(&job.site().workspace(options)?)?;
    marks.set(changes.iter().copied())?;
    job.send(Outcome::Kept(changes));
    job.send(Outcome::Reviewed(marks.reviewed().clone()));
    Ok(())
}

fn reviews(options: &Options, job: &Job<Outcome>) -> Result<(), Failure> {
    // Most repositories have no ledger yet, and finding the range takes longer than seeing that.
    let recorded = if repository(options)?.has_reference(LEDGER_REF) {
        release::reviewers(&job.site().workspace(options)?)?
    } else {
        Reviewers::new()
    };
    job.send(Outcome::Recorded(recorded));
    Ok(())
}

fn draft(options: &Options, marks: &[CommitId], job: &Job<Outcome>) -> Result<(), Failure> {
    let workspace = job.site().workspace(options)?;
    job.send(Outcome::Draft(Box::new(ReviewDraft::of(&workspace, marks)?)));
    Ok(())
}

fn write_reviews(options: &Options, commits: &[CommitId], job: &Job<Outcome>) -> Result<(), Failure> {
    let workspace = job.site().workspace(options)?;
    job.send(Outcome::Written(review_sheet::write(&workspace, commits, job)?));
    Ok(())
}

fn correct(options: &Options, commits: Vec<CommitId>, kind: Option<Kind>, job: &Job<Outcome>) -> Result<(), Failure> {
    let mut workspace = job.site().workspace(options)?;
    for commit in &commits {
        workspace.correct_kind(*commit, kind)?;
    }
    job.send(Outcome::Corrected(commits, kind));
    Ok(())
}

fn paths(options: &Options, parts: &[String], rows: &[(u32, CommitId)], job: &Job<Outcome>) -> Result<(), Failure> {
    let repository = repository(options)?;
    let mut differ = repository.differ();
    for batch in rows.chunks(PATHS_BATCH) {
        if job.is_cancelled() {
            return Ok(());
        }
        let found = batch.iter().map(|(row, id)| {
            // What cannot be read touches nothing that is known.
            let passes = differ.changes(*id, Depth::Paths).is_ok_and(|changes| {
                parts.iter().all(|part| {
                    changes.files.iter().any(|file| file.path_text().to_lowercase().contains(part.as_str()))
                })
            });
            (*row, passes)
        });
        job.send(Outcome::Paths(found.collect()));
    }
    Ok(())
}

fn tags(options: &Options, job: &Job<Outcome>) -> Result<(), Failure> {
    let tags: Vec<VersionTag> = repository(options)?.version_tags(None)?;
    job.send(Outcome::Tags(tags.into_iter().map(|tag| tag.name).collect()));
    Ok(())
}

fn message(
    options: &Options,
    id: CommitId,
    commits: Option<Vec<AnalysedCommit>>,
    job: &Job<Outcome>,
) -> Result<(), Failure> {
    let story = commits.and_then(|commits| {
        let workspace = job.site().workspace(options).ok()?;
        let row = commits.iter().position(|commit| commit.id == id)?;
        Storyteller::new(&workspace, &commits, true, job.cancel())
            .tell(row, Wants { reviewers: true, complexity: true })
    });
    let commit = repository(options)?.reader().read(id)?;
    job.send(Outcome::Message(Box::new(Message {
        id,
        story,
        committer: format!("{} <{}>", commit.committer.name.text, commit.committer.email.text),
        authored_at: commit.authored_at.to_rfc3339(),
        committed_at: commit.committed_at.to_rfc3339(),
        parents: commit.parents.iter().map(CommitId::short).collect(),
        body: commit.body.text,
    })));
    Ok(())
}

fn repository(options: &Options) -> Result<Repository, Failure> {
    let folder = options.path.clone().unwrap_or_default();
    Ok(Repository::open(&folder)?)
}
