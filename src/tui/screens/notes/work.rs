//! What the Notes screen has done for it on a worker.

use std::sync::Arc;

use super::{
    by_model::{self, ModelNews},
    reading::{Reading, Unread},
};
use crate::{
    analysis::AnalysedCommit,
    fault::{Failure, Fault},
    notes::{DraftWords, OtherDraft, ReleaseFacts, SavedDrafts, Saving, SetAsideEntry, Titles},
    process::Editor,
    release::{
        ChangelogPlace, Options,
        analysis::{Part, Parts},
        notes::{Desk, Opening, SharedDraft, SharedPlace, Sharing, Standing},
    },
    store::disk::{self, Access},
    tui::work::Job,
};

/// What the screen asks for.
#[derive(Debug, PartialEq)]
pub enum Request {
    /// The notes as they stand.
    Load(Options),
    /// Keep the draft: what the next merge begins with, the text, and what was last seen on the disk.
    Save {
        /// Where.
        drafts: SavedDrafts,
        /// What the next merge begins with.
        base: String,
        /// What the person wrote.
        text: String,
        /// What they set aside.
        set_aside: Vec<SetAsideEntry>,
        /// What was last seen there.
        known: Option<String>,
    },
    /// Forget the draft.
    Discard(SavedDrafts),
    /// All other drafts of the repository.
    ListDrafts(SavedDrafts),
    /// Share this text, which began with that one, with others.
    Share {
        /// With which repository.
        options: Options,
        /// Where.
        place: SharedPlace,
        /// The text.
        text: String,
        /// What it began with.
        base: String,
    },
    /// Fetch what others shared.
    Fetch(Options, SharedPlace),
    /// What asking the language model would send.
    PlanModel(Options),
    /// Ask it.
    AskModel(Options),
    /// Read the text: marks, what is missing, and what is seen beside it.
    Read(Box<Unread>),
    /// Let the user's editor change the text.
    Edit(String),
}

/// What it is answered.
#[derive(Debug)]
pub enum Outcome {
    /// The notes.
    Loaded(Box<Loaded>),
    /// They cannot be made.
    Unreadable(Failure),
    /// The draft is kept; the text that is there now.
    Saved(String),
    /// The draft is kept, and other words beside it in this file.
    KeptOther(String, String),
    /// The draft is not kept.
    NotSaved(Failure),
    /// The draft is forgotten.
    Discarded,
    /// Other drafts.
    Drafts(Vec<OtherDraft>),
    /// The draft is shared.
    Shared,
    /// What becomes of asking a language model.
    Model(ModelNews),
    /// It cannot be asked, or does not answer.
    ModelFailed(Failure),
    /// What others shared, if anybody did.
    Fetched(Option<SharedDraft>),
    /// What the text says.
    Read(Box<Reading>),
    /// What came back from the editor.
    Edited(String),
    /// It did not work.
    Failed(Failure),
}

/// All that the screen works on.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The notes, and where they come from.
    pub standing: Standing,
    /// The commits of the range.
    pub commits: Arc<[AnalysedCommit]>,
    /// Where the draft is kept, if there is a place.
    pub drafts: Option<SavedDrafts>,
    /// Where people share it, if the version is known.
    pub shared: Option<SharedPlace>,
    /// Of which repository and range they are.
    pub options: Options,
    /// What the template knows of the release.
    pub facts: ReleaseFacts,
    /// What headings mean.
    pub titles: Titles,
    /// The changelog as it is, where one is written.
    pub changelog: Arc<ChangelogPlace>,
    /// What is to be said.
    pub warnings: Vec<String>,
}

/// Does it.
pub(super) fn run(request: Request, job: &Job<Outcome>) {
    match request {
        Request::Load(options) => match load(&options, job) {
            Ok(loaded) => job.send(Outcome::Loaded(Box::new(loaded))),
            Err(failure) => job.send(Outcome::Unreadable(failure)),
        },
        Request::Save { drafts, base, text, set_aside, known } => {
            let words = DraftWords { base: &base, text: &text, set_aside: &set_aside };
            match drafts.save(&words, known.as_deref()) {
                Ok(Saving::Done) => job.send(Outcome::Saved(text)),
                Ok(Saving::KeptOther(file)) => job.send(Outcome::KeptOther(text, file.display().to_string())),
                Err(error) => job.send(Outcome::NotSaved(error.into())),
            }
        }
        Request::ListDrafts(drafts) => match drafts.others() {
            Ok(others) => job.send(Outcome::Drafts(others)),
            Err(error) => job.send(Outcome::Failed(error.into())),
        },
        Request::Discard(drafts) => match drafts.discard() {
            Ok(()) => job.send(Outcome::Discarded),
            Err(error) => job.send(Outcome::Failed(error.into())),
        },
        Request::Share { options, place, text, base } => {
            match with_sharing(&options, place, job, |sharing| sharing.share(&text, &base)) {
                Ok(()) => job.send(Outcome::Shared),
                Err(failure) => job.send(Outcome::Failed(failure)),
            }
        }
        Request::Fetch(options, place) => {
            #[expect(clippy::redundant_closure_for_method_calls, reason = "the method is of one lifetime, this of all")]
            let fetched = with_sharing(&options, place, job, |sharing| sharing.fetch());
            match fetched {
                Ok(found) => job.send(Outcome::Fetched(found)),
                Err(failure) => job.send(Outcome::Failed(failure)),
            }
        }
        Request::PlanModel(options) => tell_of_model(by_model::plan(&options, job), job),
        Request::AskModel(options) => tell_of_model(by_model::run(&options, job), job),
        Request::Read(unread) => job.send(Outcome::Read(Box::new(unread.read()))),
        Request::Edit(text) => match edit(&text, job) {
            Ok(text) => job.send(Outcome::Edited(text)),
            Err(failure) => job.send(Outcome::Failed(failure)),
        },
    }
}

fn tell_of_model(result: Result<ModelNews, Failure>, job: &Job<Outcome>) {
    match result {
        Ok(news) => job.send(Outcome::Model(news)),
        Err(failure) => job.send(Outcome::ModelFailed(failure)),
    }
}

fn with_sharing<T>(
    options: &Options,
    place: SharedPlace,
    job: &Job<Outcome>,
    act: impl FnOnce(&Sharing<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let workspace = job.site().workspace(options)?;
    act(&Sharing::at(&workspace, place)?)
}

fn load(options: &Options, job: &Job<Outcome>) -> Result<Loaded, Failure> {
    let workspace = job.site().workspace(options)?;
    let analysis = workspace.analyse_whole(Parts::without(&[Part::Risk, Part::History]))?;
    let desk = Desk::open(&workspace, &analysis)?;
    let standing = desk.notes(&analysis.commits, Opening::AsWritten)?;
    let changelog = ChangelogPlace::of(&workspace.opened, workspace.range.to_id)?;
    Ok(Loaded {
        standing,
        commits: analysis.commits.into(),
        drafts: desk.saved_drafts().cloned(),
        shared: SharedPlace::of(&workspace, desk.facts().version.as_deref()),
        options: options.clone(),
        facts: desk.facts().clone(),
        titles: desk.titles().clone(),
        changelog: changelog.into(),
        warnings: desk.warnings().to_vec(),
    })
}

fn edit(text: &str, job: &Job<Outcome>) -> Result<String, Failure> {
    let folder = disk::temporary_folder()?;
    let file = folder.path().join("RELEASE_NOTES.md");
    disk::write(&file, text.as_bytes(), Access::Private)?;
    let editor = Editor::of(&job.site().environment);
    job.with_terminal(|| editor.edit(&file))?;
    let bytes = disk::read(&file)?;
    String::from_utf8(bytes)
        .map_err(|_| Failure::new(Fault::Usage, "what the editor left is not UTF-8; the notes are as they were"))
}
