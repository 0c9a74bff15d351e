//! What the Notes screen has done for it on a worker.

use std::sync::Arc;

use super::reading::{Reading, Unread};
use crate::{
    analysis::AnalysedCommit,
    config::Changelog,
    fault::{Failure, Fault},
    notes::{ReleaseFacts, SavedDrafts, Saving, Titles},
    process::Editor,
    release::{
        Options,
        analysis::{Part, Parts},
        notes::{Desk, Opening, Standing},
    },
    store::disk::{self, Access},
    tui::work::Job,
};

/// A changelog that is longer is not previewed.
const LONGEST: u64 = 16 * 1024 * 1024;

/// What the screen asks for.
#[derive(Debug, PartialEq)]
pub enum Request {
    /// The notes as they stand.
    Load(Options),
    /// Keep the draft: the automatic one, the text, and what was last seen on the disk.
    Save {
        /// Where.
        drafts: SavedDrafts,
        /// What the rules write.
        automatic: String,
        /// What the person wrote.
        text: String,
        /// What was last seen there.
        known: Option<String>,
    },
    /// Forget the draft.
    Discard(SavedDrafts),
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
    /// What the template knows of the release.
    pub facts: ReleaseFacts,
    /// What headings mean.
    pub titles: Titles,
    /// The changelog as it is, or nothing if none is written.
    pub changelog: Option<Arc<[u8]>>,
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
        Request::Save { drafts, automatic, text, known } => match drafts.save(&automatic, &text, known.as_deref()) {
            Ok(Saving::Done) => job.send(Outcome::Saved(text)),
            Ok(Saving::KeptOther(file)) => job.send(Outcome::KeptOther(text, file.display().to_string())),
            Err(error) => job.send(Outcome::NotSaved(error.into())),
        },
        Request::Discard(drafts) => match drafts.discard() {
            Ok(()) => job.send(Outcome::Discarded),
            Err(error) => job.send(Outcome::Failed(error.into())),
        },
        Request::Read(unread) => job.send(Outcome::Read(Box::new(unread.read()))),
        Request::Edit(text) => match edit(&text, job) {
            Ok(text) => job.send(Outcome::Edited(text)),
            Err(failure) => job.send(Outcome::Failed(failure)),
        },
    }
}

fn load(options: &Options, job: &Job<Outcome>) -> Result<Loaded, Failure> {
    let workspace = job.site().workspace(options)?;
    let analysis = workspace.analyse_whole(Parts::without(&[Part::Risk, Part::History]))?;
    let desk = Desk::open(&workspace, &analysis)?;
    let standing = desk.notes(&analysis.commits, Opening::AsWritten)?;
    let changelog = match &workspace.settings().release.changelog {
        Changelog::Off => None,
        Changelog::File(path) => {
            let path = path.to_string_lossy();
            let known = workspace.repository().contents().file(workspace.range.to_id, &path, LONGEST)?;
            Some(known.unwrap_or_default().into())
        }
    };
    Ok(Loaded {
        standing,
        commits: analysis.commits.into(),
        drafts: desk.saved_drafts().cloned(),
        facts: desk.facts().clone(),
        titles: desk.titles().clone(),
        changelog,
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
