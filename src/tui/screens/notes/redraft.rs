//! What the rules would write: shown beside the text, taken or refused.

use super::{
    actions::Action,
    model::{NotesScreen, Pane, Side},
    proposal::Proposal,
    update::{Commands, written},
};
use crate::tui::screen::{Command, Notice};

pub(super) fn redraft(screen: &mut NotesScreen) -> Commands {
    let Some(loaded) = &screen.loaded else { return Vec::new() };
    let proposed = screen.offer.as_ref().unwrap_or(&loaded.standing.automatic);
    match Proposal::new(&screen.editor.text(), proposed) {
        Some(proposal) => {
            screen.proposal = Some(proposal);
            screen.side = Side::Proposal;
            screen.pane = Pane::Side;
            Vec::new()
        }
        None => vec![Command::Say(Notice::hint("the rules would write the same"))],
    }
}

pub(super) fn decide(screen: &mut NotesScreen, action: &Action) -> Commands {
    let Some(proposal) = screen.proposal.take() else { return Vec::new() };
    let text = screen.editor.text();
    let (text, proposed) = match action {
        Action::Accept => (proposal.text.clone(), proposal.text.clone()),
        Action::AcceptPiece => (proposal.with_piece(proposal.cursor), proposal.text.clone()),
        Action::RefusePiece => (text.clone(), proposal.without_piece(proposal.cursor)),
        _ => (text.clone(), text.clone()),
    };
    screen.editor.replace(&text);
    screen.proposal = Proposal::new(&text, &proposed).map(|mut next| {
        next.cursor = proposal.cursor.min(next.pieces.saturating_sub(1));
        next.top = proposal.top;
        next.show(screen.rooms.side_rows());
        next
    });
    if screen.proposal.is_none() {
        screen.offer = None;
        screen.side = Side::Page;
        screen.pane = Pane::Text;
    }
    if matches!(action, Action::Accept | Action::AcceptPiece) { written(screen) } else { Vec::new() }
}
