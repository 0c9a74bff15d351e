//! What a user can make the Notes screen do.

use crate::{notes::SectionKey, tui::action::Named};

/// What is to be written anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The whole notes.
    All,
    /// The section of the cursor.
    Section,
    /// The entry of the cursor.
    Entry,
}

/// What a user can make it do.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Type in the text.
    Type,
    /// Stop typing.
    Leave,
    /// Give the focus to the other pane.
    OtherPane,
    /// Show what is not told yet, and what is wrong.
    Missing,
    /// Show what the rules would write of this, as a diff.
    Redraft(Scope),
    /// Find out what asking the language model would send, and ask whether to.
    AskModel,
    /// Ask the model of this name.
    AskModelNow(String),
    /// Stop asking it.
    StopModel,
    /// Show the changelog as shipping would write it, or the page again.
    Changelog,
    /// Show a commit of the entry under the cursor.
    Visit,
    /// Show this commit.
    VisitCommit(String),
    /// Show the range's commits, those of the entry under the cursor lit.
    Commits,
    /// Add the chosen commit to the entry under the cursor; first show the commits to choose from.
    Cite,
    /// Go to the entry that tells the chosen commit.
    Entry,
    /// Split the entry where the cursor is.
    Split,
    /// Merge the entry with the next one.
    Join,
    /// Ask to which section the entry moves.
    Move,
    /// Move it there.
    MoveTo(SectionKey),
    /// Set the entry aside.
    SetAside,
    /// Put back what was set aside, asking which where there is more than one.
    PutBack,
    /// Put this one back.
    PutBackThis(usize),
    /// Take the last act back.
    Undo,
    /// Do it again.
    Redo,
    /// List other drafts of the repository.
    Drafts,
    /// Show what this one has, beside the text.
    OpenDraft(usize),
    /// Ask whether to share the draft.
    Share,
    /// Share it.
    ShareNow,
    /// Ask whether to fetch what others shared.
    Fetch,
    /// Fetch it.
    FetchNow,
    /// Edit in `$EDITOR`.
    External,
    /// Ask for words to search.
    Search,
    /// The next match.
    NextMatch,
    /// The match before.
    PreviousMatch,
    /// Copy the selection, or the whole notes.
    Copy,
    /// Cut the selection.
    Cut,
    /// Select everything.
    SelectAll,
    /// Take the chosen line of what is missing: set an entry in, or go to the problem.
    Take,
    /// Accept the whole proposal.
    Accept,
    /// Accept the piece under the cursor.
    AcceptPiece,
    /// Have both sides of the piece under the cursor.
    AcceptBoth,
    /// Refuse the piece under the cursor.
    RefusePiece,
    /// Refuse the proposal.
    Refuse,
    /// Ask whether to forget what was written.
    Discard,
    /// Forget it.
    DiscardNow,
}

/// Those that have names.
pub(super) fn named() -> Vec<Named<Action>> {
    let notes = |name, words, action| Named::new("notes", name, words, action);
    let missing = |name, words, action| Named::new("notes-missing", name, words, action);
    let commits = |name, words, action| Named::new("notes-commits", name, words, action);
    let proposal = |name, words, action| Named::new("notes-proposal", name, words, action);
    let typing = |name, words, action| Named::new("editor", name, words, action);
    vec![
        notes("type", "Type in the notes", Action::Type).hinted("type"),
        notes("other-pane", "Go to the other pane", Action::OtherPane).hinted("pane"),
        notes("missing", "Show what is not told yet and what is wrong", Action::Missing).hinted("not told"),
        notes("redraft", "Show what the rules would write, as a diff", Action::Redraft(Scope::All)).hinted("redraft"),
        notes("redraft-section", "Show what the rules would write of this section", Action::Redraft(Scope::Section)),
        notes("redraft-entry", "Show what the rules would write of this entry", Action::Redraft(Scope::Entry)),
        notes("model", "Ask the language model for other words", Action::AskModel),
        notes("stop-model", "Stop asking the model", Action::StopModel),
        notes("changelog", "Show the changelog as shipping would write it", Action::Changelog).hinted("changelog"),
        notes("visit", "Show a commit of the entry under the cursor", Action::Visit).hinted("commit"),
        notes("commits", "Show the commits; those of the entry under the cursor are lit", Action::Commits),
        notes("add-commit", "Add a commit to the entry under the cursor", Action::Cite),
        notes("split", "Split the entry where the cursor is", Action::Split),
        notes("merge-next", "Merge the entry with the next one", Action::Join),
        notes("move", "Move the entry to another section", Action::Move),
        notes("set-aside", "Set the entry aside", Action::SetAside),
        notes("put-back", "Put back an entry that was set aside", Action::PutBack),
        notes("undo", "Take the last change of the notes back", Action::Undo),
        notes("redo", "Do again what was taken back", Action::Redo),
        notes("drafts", "List the other drafts that are kept", Action::Drafts),
        notes("share-draft", "Share the draft with others, by a ref of the remote", Action::Share),
        notes("fetch-draft", "Fetch the draft that somebody shared", Action::Fetch),
        notes("external", "Edit the notes in $VISUAL or $EDITOR", Action::External),
        notes("search", "Search the notes", Action::Search),
        notes("next-match", "Go to the next match", Action::NextMatch),
        notes("previous-match", "Go to the match before", Action::PreviousMatch),
        notes("copy", "Copy the selection, or the whole notes", Action::Copy),
        notes("discard", "Forget what was written; the automatic draft is back", Action::Discard),
        missing("take", "Set an entry in for this commit, or go to the problem", Action::Take).hinted("take"),
        commits("add", "Add this commit to the entry under the text's cursor", Action::Cite).hinted("add to entry"),
        commits("entry", "Go to the entry that tells this commit", Action::Entry).hinted("entry"),
        proposal("accept", "Accept the whole proposal", Action::Accept).hinted("accept all"),
        proposal("accept-piece", "Accept this piece", Action::AcceptPiece).hinted("accept"),
        proposal("accept-both", "Have both: what stands and what is proposed", Action::AcceptBoth).hinted("both"),
        proposal("refuse-piece", "Refuse this piece", Action::RefusePiece).hinted("refuse"),
        proposal("refuse", "Refuse the proposal", Action::Refuse).hinted("refuse all"),
        typing("leave", "Stop typing", Action::Leave).hinted("stop typing"),
        typing("undo", "Take the last change back", Action::Undo).hinted("undo"),
        typing("redo", "Do again what was taken back", Action::Redo),
        typing("cut", "Cut the selection", Action::Cut),
        typing("copy", "Copy the selection, or the whole notes", Action::Copy),
        typing("select-all", "Select everything", Action::SelectAll),
    ]
}
