//! What the Notes screen knows.

use ratatui::{Frame, layout::Rect};

use super::{
    actions::{self, Action},
    by_model::Asking,
    missing::Missing,
    panel::Panel,
    reading::{Stand, Told},
    saving::Saving,
    work::{Loaded, Outcome, Request},
};
use crate::{
    fault::Failure,
    history::CommitId,
    notes::{OtherDraft, SetAsideEntry},
    tui::{
        action::Named,
        look::Look,
        screen::{Command, Event, Focus, Screen},
        shared::Shared,
        theme::Role,
        widgets::{editor::Editor, markdown::MarkdownRow},
        work::Job,
    },
};

/// The Notes screen.
#[derive(Debug, Default)]
pub struct NotesScreen {
    pub(super) phase: Phase,
    pub(super) loaded: Option<Loaded>,
    pub(super) editor: Editor,
    /// What marks, page and list were made from.
    pub(super) read: Option<Stand>,
    /// What a worker makes them from now.
    pub(super) asked: Option<Stand>,
    /// Whether keys fall so fast that a long text is read later.
    pub(super) is_being_written: bool,
    pub(super) marks: Vec<Option<Mark>>,
    pub(super) missing: Vec<Missing>,
    pub(super) untold: usize,
    pub(super) page: Vec<MarkdownRow>,
    pub(super) side: Side,
    pub(super) pane: Pane,
    pub(super) typing: bool,
    /// The first row of the page, or the cursor of the list, where that pane has the focus.
    pub(super) side_row: usize,
    pub(super) proposal: Option<Panel>,
    /// What a merge with commits that come begins with.
    pub(super) base: String,
    /// Whether commits came that change something here, or that both sides changed something is not decided yet.
    pub(super) has_offer: bool,
    /// Entries that were set aside, the last one last.
    pub(super) aside: Vec<SetAsideEntry>,
    /// Other drafts of the repository, as they were last listed.
    pub(super) others: Vec<OtherDraft>,
    /// Which lines tell which commits.
    pub(super) told: Vec<Told>,
    /// What was refused of that: what would go and what would come.
    pub(super) refused: Vec<(String, String)>,
    /// The language model that is being asked.
    pub(super) asking: Option<Asking>,
    pub(super) saving: Saving,
    pub(super) rooms: Rooms,
    /// The commit whose entry is wanted, until the notes are there.
    pub(super) wanted: Option<CommitId>,
}

/// How far the notes are.
#[derive(Debug, Default)]
pub(super) enum Phase {
    /// Nobody asked yet.
    #[default]
    Idle,
    /// They are being made; what was there is still shown.
    Loading,
    /// They are there.
    Ready,
    /// They cannot be made.
    Failed(Failure),
}

/// What a line's margin tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// An entry that cites commits.
    Cites,
    /// One that cites none.
    CitesNone,
    /// One that is wrong.
    Wrong,
}

/// What is beside the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Side {
    /// The page as readers see it.
    #[default]
    Page,
    /// The changelog as shipping would write it.
    Changelog,
    /// What is not told.
    Missing,
    /// What is proposed.
    Proposal,
    /// The commits of the range.
    Commits,
}

/// Which pane has the focus.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Pane {
    /// The text.
    #[default]
    Text,
    /// What is beside it.
    Side,
}

/// Where things are drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Rooms {
    /// The text's panel; empty where there is room for one alone and the other is seen.
    pub(super) text: Rect,
    /// The panel beside it.
    pub(super) side: Rect,
    /// The line below.
    pub(super) status: Rect,
    /// Whether panels have frames.
    pub(super) plain: bool,
}

impl Rooms {
    /// From this many columns on both panes are seen.
    pub(super) const WIDE: u16 = 100;

    /// The division of the screen's room.
    pub(super) fn of(body: Rect, pane: Pane, plain: bool) -> Self {
        let status_height = u16::from(body.height >= 6);
        let height = body.height - status_height;
        let status = Rect { y: body.y + height, height: status_height, ..body };
        let whole = Rect { height, ..body };
        let none = Rect { width: 0, height: 0, ..body };
        let (text, side) = if body.width >= Self::WIDE {
            let left = body.width / 2;
            (Rect { width: left, ..whole }, Rect { x: body.x + left, width: body.width - left, ..whole })
        } else if pane == Pane::Text {
            (whole, none)
        } else {
            (none, whole)
        };
        Self { text, side, status, plain }
    }

    /// Rows inside the side panel.
    pub(super) fn side_rows(&self) -> usize {
        usize::from(crate::tui::look::panel_inside(self.side, self.plain).height)
    }
}

impl NotesScreen {
    /// The margin's glyph of a line.
    pub(super) fn margin(&self, look: &Look<'_>, line: usize) -> Option<(Role, &'static str)> {
        if self.is_lit(line) {
            return Some((Role::Accent, look.glyphs.cursor));
        }
        Some(match self.marks.get(line).copied().flatten()? {
            Mark::Cites => (Role::Ok, look.glyphs.full_dot),
            Mark::CitesNone => (Role::Dim, look.glyphs.empty_dot),
            Mark::Wrong => (Role::Warn, look.glyphs.warning),
        })
    }
}

impl Screen for NotesScreen {
    type Action = Action;
    type Request = Request;
    type Outcome = Outcome;

    const NAME: &'static str = "notes";
    const TITLE: &'static str = "Notes";
    const WORDS: &'static str = "Go to Notes: what do we tell, and is it true?";
    const DIGIT: char = '3';

    fn actions() -> Vec<Named<Action>> {
        actions::named()
    }

    fn badge(&self) -> Option<String> {
        let loaded = self.loaded.as_ref()?;
        let told = loaded.standing.notes.draft.for_readers().filter(|(_, entry)| !entry.commits.is_empty()).count();
        let covered = told - self.untold.min(told);
        Some(format!("{}%", (covered * 100).checked_div(told).unwrap_or(100)))
    }

    fn focus(&self) -> Focus {
        match (self.typing, self.pane, self.side) {
            (true, ..) => Focus::typing(&["editor"]),
            (false, Pane::Side, Side::Missing) => Focus::on(&["notes-missing", "notes"]),
            (false, Pane::Side, Side::Commits) => Focus::on(&["notes-commits", "notes"]),
            (false, Pane::Side, Side::Proposal) => Focus::on(&["notes-proposal", "notes"]),
            _ => Focus::on(&["notes"]),
        }
    }

    fn is_available(&self, action: &Action) -> bool {
        if self.loaded.is_none() {
            return false;
        }
        match action {
            Action::Undo => self.editor.history().0,
            Action::Redo => self.editor.history().1,
            Action::Cut => self.editor.selection().is_some(),
            Action::Accept | Action::AcceptPiece | Action::RefusePiece | Action::Refuse => self.proposal.is_some(),
            Action::AcceptBoth => self.proposal.as_ref().is_some_and(Panel::is_at_conflict),
            Action::PutBack => !self.aside.is_empty(),
            Action::AskModel => self.asking.is_none(),
            Action::StopModel => self.asking.is_some(),
            Action::Take => !self.missing.is_empty(),
            _ => true,
        }
    }

    fn unsaved(&self) -> Option<String> {
        self.saving.is_behind().then(|| "the last words of the notes are not saved yet".to_owned())
    }

    fn update(&mut self, shared: &Shared, event: Event<Action, Outcome>) -> Vec<Command<Action, Request>> {
        super::update::update(self, shared, event)
    }

    fn view(&self, look: &Look<'_>, _shared: &Shared, area: Rect, frame: &mut Frame<'_>) {
        super::view::view(self, look, area, frame);
    }

    fn keeps(request: &Request) -> bool {
        matches!(request, Request::Save { .. } | Request::Discard(_))
    }

    fn run(request: Request, job: &Job<Outcome>) {
        super::work::run(request, job);
    }
}
