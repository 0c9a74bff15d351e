//! Other drafts that are kept of the repository: of other releases, thrown away, or written in another window meanwhile.

use super::{actions::Action, model::NotesScreen, redraft::propose, update::Commands, work::Request};
use crate::{
    notes::{Origin, OtherDraft, Proposal, merge},
    release::notes::SharedDraft,
    tui::{
        overlays::{Ask, MenuItem},
        screen::{Command, Notice},
    },
};

/// Asks the disk for them.
pub(super) fn ask(screen: &NotesScreen) -> Commands {
    match screen.loaded.as_ref().and_then(|loaded| loaded.drafts.clone()) {
        Some(drafts) => vec![Command::Work("drafts", Request::ListDrafts(drafts))],
        None => vec![Command::Say(Notice::hint("there is no folder that drafts are kept in"))],
    }
}

/// Offers them by name.
pub(super) fn listed(screen: &mut NotesScreen, others: Vec<OtherDraft>) -> Commands {
    if others.is_empty() {
        return vec![Command::Say(Notice::hint("no other draft is kept of this repository"))];
    }
    let first_words =
        |other: &OtherDraft| other.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().to_owned();
    let items = others
        .iter()
        .enumerate()
        .map(|(at, other)| MenuItem::new(other.title.clone(), first_words(other), Action::OpenDraft(at)));
    let ask = Ask::Menu { title: "Show which draft beside the text?".into(), items: items.collect(), cursor: 0 };
    screen.others = others;
    vec![Command::Ask(ask)]
}

/// Shows what one of them has, to be taken hunk by hunk.
pub(super) fn open(screen: &mut NotesScreen, at: usize) -> Commands {
    let Some(other) = screen.others.get(at).cloned() else { return Vec::new() };
    let title = format!("The {}", other.title);
    if other.is_of_this_release {
        // Both began with one text: what only one of them changed is no question.
        let base = screen.base.clone();
        return propose_merged(screen, title, other.title, &base, &other.text);
    }
    propose(screen, Proposal::new(title, Origin::Person(other.title), other.text))
}

fn propose_merged(screen: &mut NotesScreen, title: String, who: String, base: &str, theirs: &str) -> Commands {
    let Some(loaded) = &screen.loaded else { return Vec::new() };
    let text = screen.editor.text();
    let merged = merge(&text, base, theirs, &loaded.titles, &loaded.standing.notes.index);
    let proposal = Proposal::new(title, Origin::Person(who), merged.theirs_preferred);
    propose(screen, Proposal { conflicts: merged.conflicts, ..proposal })
}

/// Shares the draft, or fetches what others shared, once the user has seen what that runs.
pub(super) fn exchange(screen: &NotesScreen, action: &Action) -> Commands {
    let Some(loaded) = &screen.loaded else { return Vec::new() };
    let Some(place) = loaded.shared.clone() else {
        return vec![Command::Say(Notice::hint("a draft is shared by its version, and that is not known yet"))];
    };
    let options = loaded.options.clone();
    match action {
        Action::Share => vec![Command::Ask(Ask::Confirm {
            title: "Share the draft with all who can read the remote?".into(),
            text: vec![place.push_line(), format!("Its words go to `{}`.", place.remote)],
            yes: ("Share it".into(), Action::ShareNow),
            no: "Keep it here".into(),
        })],
        Action::Fetch => vec![Command::Ask(Ask::Confirm {
            title: "Fetch the draft that was shared?".into(),
            text: vec![place.fetch_line(), "What it changes is shown beside your text.".into()],
            yes: ("Fetch it".into(), Action::FetchNow),
            no: "Leave it".into(),
        })],
        Action::ShareNow => {
            let (text, base) = (screen.editor.text(), screen.base.clone());
            vec![Command::Work("share", Request::Share { options, place, text, base })]
        }
        _ => vec![Command::Work("share", Request::Fetch(options, place))],
    }
}

/// Shows what somebody shared.
pub(super) fn fetched(screen: &mut NotesScreen, found: Option<SharedDraft>) -> Commands {
    match found {
        Some(found) => {
            let title = format!("What {} shared", found.who);
            propose_merged(screen, title, found.who, &found.base, &found.text)
        }
        None => vec![Command::Say(Notice::hint("nobody shared a draft of this release"))],
    }
}
