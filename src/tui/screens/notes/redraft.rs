//! Other words for the notes: shown beside the text, taken or refused.

use super::{
    actions::{Action, Scope},
    model::{NotesScreen, Pane, Side},
    panel::Panel,
    update::{Commands, written},
};
use crate::{
    notes::{Change, Conflict, Document, Origin, Proposal, merge, settled},
    tui::screen::{Command, Notice},
};

/// Shows what the rules would write instead of a part of the notes; where commits came meanwhile, what they change.
pub(super) fn redraft(screen: &mut NotesScreen, scope: Scope) -> Commands {
    let offered = if screen.has_offer && scope == Scope::All { offer(screen) } else { redrafted(screen, scope) };
    match offered {
        Ok(proposal) => propose(screen, proposal),
        Err(why) => vec![Command::Say(Notice::hint(why))],
    }
}

/// Shows a proposal beside the text. One that grows, as a model's does, is shown again with each part that came.
pub(super) fn propose(screen: &mut NotesScreen, proposal: Proposal) -> Commands {
    let known = screen.proposal.take().filter(|known| known.proposal.origin == proposal.origin);
    let text = screen.editor.text();
    let rows = screen.rooms.side_rows();
    screen.proposal = match known {
        Some(known) => Panel { proposal, ..known }.again(&text, rows),
        None => Panel::new(proposal, &text),
    };
    if screen.proposal.is_some() {
        screen.side = Side::Proposal;
        screen.pane = Pane::Side;
        screen.typing = false;
        return Vec::new();
    }
    finished(screen);
    vec![Command::Say(Notice::hint("nothing else would be written"))]
}

/// The text changed while a proposal is seen: what it would change now.
pub(super) fn compared_again(screen: &mut NotesScreen) {
    let Some(panel) = screen.proposal.take() else { return };
    screen.proposal = panel.again(&screen.editor.text(), screen.rooms.side_rows());
    if screen.proposal.is_none() {
        finished(screen);
    }
}

/// What commits that came would change in the text as it is now.
fn offer(screen: &NotesScreen) -> Result<Proposal, &'static str> {
    let Some(loaded) = &screen.loaded else { return Err("the notes are not there yet") };
    let standing = &loaded.standing;
    let text = screen.editor.text();
    let merged = merge(&text, &screen.base, &standing.automatic, &loaded.titles, &standing.notes.index);
    let mut proposal = Proposal::new("New commits", Origin::Commits, merged.theirs_preferred);
    proposal.conflicts = merged.conflicts;
    Ok(without_refused(screen, proposal, &text))
}

/// The proposal without what was refused of it before.
pub(super) fn without_refused(screen: &NotesScreen, mut proposal: Proposal, text: &str) -> Proposal {
    while let Some(found) = proposal.against(text) {
        let refused = (0..found.hunks.len())
            .find(|hunk| screen.refused.contains(&(found.side(*hunk, Change::Goes), found.side(*hunk, Change::Comes))));
        let Some(hunk) = refused else { break };
        proposal.text = found.without(hunk);
    }
    proposal
}

/// What the rules would write.
fn redrafted(screen: &NotesScreen, scope: Scope) -> Result<Proposal, &'static str> {
    let Some(loaded) = &screen.loaded else { return Err("the notes are not there yet") };
    let automatic = &loaded.standing.automatic;
    if scope == Scope::All {
        return Ok(Proposal::new("What the rules would write", Origin::Rules, automatic.as_str()));
    }
    let index = &loaded.standing.notes.index;
    let written = Document::parse(screen.editor.text(), &loaded.titles);
    let drafted = Document::parse(automatic.as_str(), &loaded.titles);
    let line = screen.editor.cursor().0;
    if scope == Scope::Section {
        let at = written.section_at_line(line).ok_or("the cursor is in no section")?;
        let section = &written.sections()[at];
        let same = |known: &&crate::notes::Section| {
            if section.key.is_some() { known.key == section.key } else { known.title == section.title }
        };
        let found = drafted.sections().iter().find(same).ok_or("the rules write no section like this one")?;
        let old = &written.text()[section.span.clone()];
        let words = drafted.text()[found.span.clone()].trim_end();
        let words = format!("{words}{}", &old[old.trim_end().len()..]);
        let title = format!("What the rules would write of “{}”", section.title);
        return Ok(Proposal::of_section(title, Origin::Rules, &written, at, &words));
    }
    let place = written.entry_at_line(line).ok_or("the cursor is on no entry")?;
    let entry = written.entry(place).ok_or("the cursor is on no entry")?;
    let commits = written.commits(entry, index);
    let of_them =
        drafted.entries().filter(|known| drafted.commits(known, index).iter().any(|commit| commits.contains(commit)));
    let sources: Vec<&str> = of_them.map(|entry| drafted.text()[entry.span.clone()].trim_end()).collect();
    if sources.is_empty() {
        return Err("the rules have no words for the commits of this entry");
    }
    let words = format!("{}\n", sources.join("\n"));
    Ok(Proposal::of_entry("What the rules would write of this entry", Origin::Rules, &written, place, &words))
}

/// Takes or refuses.
pub(super) fn decide(screen: &mut NotesScreen, action: &Action) -> Commands {
    let Some(panel) = screen.proposal.take() else { return Vec::new() };
    let comparison = &panel.comparison;
    let hunk = panel.cursor;
    let text = screen.editor.text();
    let proposed = panel.proposal.text.clone();
    let (text, proposed) = match action {
        Action::Accept => (comparison.with_all(), proposed),
        Action::AcceptPiece => (comparison.with(hunk), proposed),
        Action::AcceptBoth => (comparison.both(hunk, false), comparison.both(hunk, true)),
        Action::RefusePiece => {
            let (goes, comes) = (comparison.side(hunk, Change::Goes), comparison.side(hunk, Change::Comes));
            screen.refused.push((goes, comes));
            (text, comparison.without(hunk))
        }
        _ => (text.clone(), text),
    };
    let asked = panel.is_at_conflict() && matches!(action, Action::AcceptBoth | Action::RefusePiece);
    if let Some(conflict) = conflict_at(&panel).filter(|_| asked) {
        let titles = screen.loaded.as_ref().map(|loaded| loaded.titles.clone()).unwrap_or_default();
        screen.base = settled(&screen.base, &conflict, &titles);
    }
    screen.editor.replace(&text);
    let left = Panel { proposal: Proposal { text: proposed, ..panel.proposal }, ..panel };
    let is_offer = left.proposal.origin == Origin::Commits;
    screen.proposal = left.again(&text, screen.rooms.side_rows());
    if screen.proposal.is_none() {
        if is_offer {
            answered(screen);
        }
        finished(screen);
        // What was refused is written down too: it does not come again.
        return written(screen);
    }
    let mut commands = match action {
        Action::RefusePiece | Action::Refuse => Vec::new(),
        _ => written(screen),
    };
    if *action == Action::Accept {
        commands.push(Command::Say(Notice::hint("both sides changed what is left: take it, refuse it or have both")));
    }
    commands
}

/// All that the new commits change is decided.
fn answered(screen: &mut NotesScreen) {
    if let Some(loaded) = &screen.loaded {
        screen.base.clone_from(&loaded.standing.automatic);
    }
    screen.has_offer = false;
    screen.refused.clear();
}

fn finished(screen: &mut NotesScreen) {
    if screen.side == Side::Proposal {
        screen.side = Side::Page;
        screen.pane = Pane::Text;
    }
}

fn conflict_at(panel: &Panel) -> Option<Conflict> {
    let mine = panel.comparison.side(panel.cursor, Change::Goes);
    panel.proposal.conflicts.iter().find(|conflict| mine.contains(conflict.mine.trim())).cloned()
}
