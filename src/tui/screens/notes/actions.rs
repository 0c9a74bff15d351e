//! What a user can make the Notes screen do.

use crate::tui::action::Named;

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
    /// Show what the rules would write, as a diff.
    Redraft,
    /// Show the changelog as shipping would write it, or the page again.
    Changelog,
    /// Show a commit of the entry under the cursor.
    Visit,
    /// Show this commit.
    VisitCommit(String),
    /// Take the last act back.
    Undo,
    /// Do it again.
    Redo,
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
    let proposal = |name, words, action| Named::new("notes-proposal", name, words, action);
    let typing = |name, words, action| Named::new("editor", name, words, action);
    vec![
        notes("type", "Type in the notes", Action::Type).hinted("type"),
        notes("other-pane", "Go to the other pane", Action::OtherPane).hinted("pane"),
        notes("missing", "Show what is not told yet and what is wrong", Action::Missing).hinted("not told"),
        notes("redraft", "Show what the rules would write, as a diff", Action::Redraft).hinted("redraft"),
        notes("changelog", "Show the changelog as shipping would write it", Action::Changelog).hinted("changelog"),
        notes("visit", "Show a commit of the entry under the cursor", Action::Visit).hinted("commit"),
        notes("undo", "Take the last change of the notes back", Action::Undo),
        notes("redo", "Do again what was taken back", Action::Redo),
        notes("external", "Edit the notes in $VISUAL or $EDITOR", Action::External),
        notes("search", "Search the notes", Action::Search),
        notes("next-match", "Go to the next match", Action::NextMatch),
        notes("previous-match", "Go to the match before", Action::PreviousMatch),
        notes("copy", "Copy the selection, or the whole notes", Action::Copy),
        notes("discard", "Forget what was written; the automatic draft is back", Action::Discard),
        missing("take", "Set an entry in for this commit, or go to the problem", Action::Take).hinted("take"),
        proposal("accept", "Accept the whole proposal", Action::Accept).hinted("accept all"),
        proposal("accept-piece", "Accept this piece", Action::AcceptPiece).hinted("accept"),
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
