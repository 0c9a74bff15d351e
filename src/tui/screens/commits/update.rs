//! What becomes of the Commits screen when something happens.

use std::time::Duration;

use crossterm::event::KeyCode;

use super::{
    answers::{end, learn},
    asks,
    filter::Filter,
    layout::Parts,
    model::{Action, Commits, Pane, State},
    release,
    work::{Outcome, Place, Request},
};
use crate::{
    history::{CommitId, diff::Subject},
    release::analysis::Control,
    tui::{
        motion::Motion,
        msg::{Mouse, MouseAct},
        overlays::Ask,
        screen::{Command, Event, Notice},
        screens::ScreenId,
        shared::{News, Shared},
        widgets::diff::{DiffCommand, DiffEvent},
    },
};

/// The slot of the analysis.
pub(super) const ANALYSIS: &str = "analysis";
/// The slot of what records say of reviews.
const REVIEWS: &str = "reviews";
/// The slot of writing marks down.
const RECORD: &str = "record";
/// What the names of the diff's own slots begin with.
const DIFF: &str = "diff";
/// How long the cursor must rest before what follows it is drawn: held keys draw it once.
const REST: Duration = Duration::from_millis(35);
/// In ranges of more commits a commit's page has no reviewers: it must open at once.
const STORY_AT_MOST: usize = 2_000;
/// The name of the rest.
pub(super) const FOLLOW: &str = "follow";

pub(super) type Commands = Vec<Command<Action, Request>>;

/// Takes an event in.
pub(super) fn update(commits: &mut Commits, shared: &Shared, event: Event<Action, Outcome>) -> Commands {
    match event {
        Event::Started => {
            let mut commands = fit(commits, shared);
            commands.extend(analyse(commits, shared, None));
            commands
        }
        Event::Resized | Event::Shown => fit(commits, shared),
        Event::Action(Action::Diff(action)) => to_diff(commits, shared, DiffEvent::Action(action)),
        Event::Action(action) => act(commits, shared, action),
        Event::Motion(motion) if commits.pane == Pane::Diff => to_diff(commits, shared, DiffEvent::Motion(motion)),
        Event::Motion(motion) => travel(commits, motion),
        Event::Key(key) if key.code == KeyCode::Esc => step_back(commits),
        Event::Mouse(mouse) => point(commits, shared, mouse),
        Event::Outcome(slot, Outcome::Diff(outcome)) => to_diff(commits, shared, DiffEvent::Outcome(slot, outcome)),
        Event::Outcome(_, outcome) => learn(commits, shared, outcome),
        Event::Ended(slot, ending) if slot.starts_with(DIFF) => {
            to_diff(commits, shared, DiffEvent::Ended(slot, ending))
        }
        Event::Ended(slot, ending) => end(commits, slot, &ending),
        Event::Elapsed(FOLLOW) => follow(commits, shared),
        Event::Typing(asks::FILTER, text) => narrow(commits, shared, &text),
        Event::Typed(asks::FILTER, text) => {
            let mut commands = narrow(commits, shared, &text);
            if let Some(problem) = commits.list.filter().problem() {
                commands.push(Command::Say(Notice::hint(problem)));
            }
            commands
        }
        Event::Dropped(asks::FILTER) => {
            let before = std::mem::take(&mut commits.filter_before);
            narrow(commits, shared, &before)
        }
        Event::Typed(asks::RANGE, text) => {
            asks::typed_range(&text).map_or_else(Vec::new, |(from, to)| use_range(commits, shared, from, to))
        }
        Event::Typing(name, text) => to_diff(commits, shared, DiffEvent::Typing(name, text)),
        Event::Typed(name, text) => to_diff(commits, shared, DiffEvent::Typed(name, text)),
        Event::Dropped(name) => to_diff(commits, shared, DiffEvent::Dropped(name)),
        Event::News(news) => hear(commits, shared, &news),
        _ => Vec::new(),
    }
}

pub(super) fn fit(commits: &mut Commits, shared: &Shared) -> Commands {
    let parts = Parts::of(shared.body, shared.plain);
    commits.list.fit(usize::from(parts.rows.height));
    commits.control.look_at(commits.list.looked_at());
    let mut commands = widened(shared, commits.diff.resize(parts.diff_area(), shared.plain));
    commands.extend(show_diff(commits, shared));
    commands
}

/// The diff's commands in this screen's terms.
fn widened(shared: &Shared, commands: Vec<DiffCommand>) -> Commands {
    let request = |request| Request::Diff(shared.options.clone(), request);
    commands.into_iter().map(|command| command.widen(Action::Diff, request)).collect()
}

fn to_diff(commits: &mut Commits, shared: &Shared, event: DiffEvent) -> Commands {
    widened(shared, commits.diff.update(event))
}

/// Shows the diff of the commit that is followed, if diffs are seen.
fn show_diff(commits: &mut Commits, shared: &Shared) -> Commands {
    if !Parts::of(shared.body, shared.plain).shows_diff(commits.pane) {
        return Vec::new();
    }
    let commands = match commits.followed {
        Some(id) => commits.diff.show(Subject::Commit(id)),
        None => commits.diff.leave(),
    };
    widened(shared, commands)
}

/// Begins an analysis: at once, or (`unless`) only if the repository moved.
pub(super) fn analyse(commits: &mut Commits, shared: &Shared, unless: Option<Place>) -> Commands {
    commits.control.cancel();
    commits.control = Control::watched();
    commits.control.look_at(commits.list.looked_at());
    commits.began = shared.now;
    let request = Request::Analyse { options: shared.options.clone(), control: commits.control.clone(), unless };
    vec![Command::Work(ANALYSIS, request)]
}

fn hear(commits: &mut Commits, shared: &Shared, news: &News) -> Commands {
    match news {
        // While an analysis runs it reads what is there; a second one would only begin anew.
        News::RepositoryMoved if matches!(commits.state, State::Ready | State::Failed(_)) => {
            let place = commits.place.clone().filter(|_| commits.state == State::Ready);
            analyse(commits, shared, place)
        }
        // Version, header, notes and gates follow from what counts.
        News::RangeChosen(..) | News::FindingsChanged => analyse(commits, shared, None),
        News::ReviewsChanged | News::GatesChanged if commits.state == State::Ready => read_reviews(shared),
        News::Visit(id) | News::VisitDiff(id) => {
            if let Ok(id) = id.parse::<CommitId>() {
                if !commits.list.go_to(id) {
                    commits.list.narrow(Filter::default());
                    commits.list.go_to(id);
                }
                commits.pane = if matches!(news, News::VisitDiff(_)) { Pane::Diff } else { Pane::List };
                return follow(commits, shared);
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn act(commits: &mut Commits, shared: &Shared, action: Action) -> Commands {
    match action {
        Action::OpenDiff => focus(commits, shared, Pane::Diff),
        Action::Diff(_) => Vec::new(),
        Action::OtherPane => {
            let other = if commits.pane == Pane::List { Pane::Diff } else { Pane::List };
            focus(commits, shared, other)
        }
        Action::MarkReviewed => mark(commits, shared),
        Action::RecordReviews => draft_reviews(commits, shared),
        Action::WriteReviews(ids) => vec![Command::Work(RECORD, Request::WriteReviews(shared.options.clone(), ids))],
        Action::Choose => {
            commits.list.toggle_chosen();
            travel(commits, Motion::Down)
        }
        Action::ChooseRange => {
            commits.list.toggle_range();
            Vec::new()
        }
        Action::CorrectKind => asks::kinds(commits).into_iter().map(Command::Ask).collect(),
        Action::SetKind(kind) => {
            let request = Request::CorrectKind(shared.options.clone(), commits.list.subjects(), kind);
            vec![Command::Work("kind", request)]
        }
        Action::NextOrder => sort(commits, commits.list.order().next()),
        Action::SortBy(order) => sort(commits, order),
        Action::PickOrder => vec![Command::Ask(asks::orders(commits))],
        Action::Filter => {
            commits.filter_before = commits.list.filter().text().to_owned();
            vec![Command::Ask(asks::filter(&commits.filter_before))]
        }
        Action::ClearFilter => narrow(commits, shared, ""),
        Action::PickRange => vec![Command::Work("tags", Request::Tags(shared.options.clone()))],
        Action::TypeRange => vec![Command::Ask(asks::range(commits))],
        Action::UseRange(from, to) => use_range(commits, shared, from, to),
        Action::Copy => asks::copies(commits).into_iter().map(Command::Ask).collect(),
        Action::CopyText(text, what) => vec![Command::Copy { text, what }],
        Action::Detail => commits.list.current().map(|commit| commit.id).map_or_else(Vec::new, |id| {
            let all = &commits.list.analysis.commits;
            let beside = (all.len() <= STORY_AT_MOST).then(|| all.clone());
            vec![Command::Work("message", Request::Message(shared.options.clone(), id, beside))]
        }),
        Action::ReleaseRisk => release::carriers(&commits.list.analysis).into_iter().map(Command::Ask).collect(),
        Action::ReleaseFactors => release::factors(&commits.list.analysis).into_iter().map(Command::Ask).collect(),
        Action::Warnings => {
            let lines = commits.list.analysis.warnings.clone();
            vec![Command::Ask(Ask::Page { title: "Warnings".into(), lines })]
        }
        Action::Visit(id) => hear(commits, shared, &News::Visit(id.to_string())),
        Action::Pages => commits.list.current().map_or_else(Vec::new, |commit| {
            let request = Request::Pages(shared.options.clone(), commit.id, commit.references.to_vec());
            vec![Command::Work("browse", request)]
        }),
        Action::Browse(address) => vec![Command::Work("browse", Request::Browse(address))],
        Action::Entry => commits.list.current().map_or_else(Vec::new, |commit| {
            vec![Command::Announce(News::VisitEntry(commit.id.to_string())), Command::Go(ScreenId::Notes)]
        }),
        Action::NextToReview => seek(commits, true),
        Action::PreviousToReview => seek(commits, false),
    }
}

fn focus(commits: &mut Commits, shared: &Shared, pane: Pane) -> Commands {
    commits.pane = pane;
    if pane == Pane::Diff { follow(commits, shared) } else { Vec::new() }
}

fn sort(commits: &mut Commits, order: super::list::Order) -> Commands {
    commits.list.sort(order);
    commits.control.look_at(commits.list.looked_at());
    Vec::new()
}

fn narrow(commits: &mut Commits, shared: &Shared, text: &str) -> Commands {
    commits.list.narrow(Filter::parse(text));
    let mut commands = moved(commits);
    let wanted = commits.list.wants_paths();
    if wanted.is_empty() {
        commands.push(Command::Cancel("paths"));
    } else {
        let parts = commits.list.filter().paths().into_iter().map(str::to_owned).collect();
        commands.push(Command::Work("paths", Request::Paths(shared.options.clone(), parts, wanted)));
    }
    commands
}

fn use_range(commits: &mut Commits, shared: &Shared, from: Option<String>, to: Option<String>) -> Commands {
    let mut chosen = shared.clone();
    chosen.options.from.clone_from(&from);
    chosen.options.to.clone_from(&to);
    let mut commands = vec![Command::Announce(News::RangeChosen(from, to))];
    commands.extend(analyse(commits, &chosen, None));
    commands
}

fn travel(commits: &mut Commits, motion: Motion) -> Commands {
    commits.list.travel(motion);
    moved(commits)
}

/// The cursor may be on another commit: what follows it does so when it rests.
pub(super) fn moved(commits: &mut Commits) -> Commands {
    commits.control.look_at(commits.list.looked_at());
    if commits.list.current().map(|commit| commit.id) == commits.followed {
        return vec![Command::Cancel(FOLLOW)];
    }
    vec![Command::After(FOLLOW, REST)]
}

pub(super) fn follow(commits: &mut Commits, shared: &Shared) -> Commands {
    commits.followed = commits.list.current().map(|commit| commit.id);
    show_diff(commits, shared)
}

/// Esc: out of the pane, then the chosen rows go, then the filter.
fn step_back(commits: &mut Commits) -> Commands {
    if commits.pane == Pane::Diff {
        if !commits.diff.back() {
            commits.pane = Pane::List;
        }
    } else if !commits.list.let_go() && !commits.list.filter().is_empty() {
        commits.list.narrow(Filter::default());
        return moved(commits);
    }
    Vec::new()
}

fn point(commits: &mut Commits, shared: &Shared, mouse: Mouse) -> Commands {
    let parts = Parts::of(shared.body, shared.plain);
    if parts.shows_diff(commits.pane) && mouse.is_in(parts.diff_area()) {
        let mut commands = Vec::new();
        if mouse.act == MouseAct::Click {
            commands = focus(commits, shared, Pane::Diff);
        }
        commands.extend(to_diff(commits, shared, DiffEvent::Mouse(mouse)));
        return commands;
    }
    match mouse.act {
        MouseAct::ScrollUp => commits.list.put_cursor(commits.list.cursor().saturating_sub(3)),
        MouseAct::ScrollDown => commits.list.put_cursor(commits.list.cursor() + 3),
        MouseAct::Click | MouseAct::Drag if mouse.is_in(parts.rows) => {
            let place = commits.list.first() + usize::from(mouse.row - parts.rows.y);
            if place < commits.list.len() {
                commits.list.put_cursor(place);
            }
            commits.pane = Pane::List;
        }
        MouseAct::Click => commits.pane = Pane::List,
        MouseAct::Drag => return Vec::new(),
    }
    moved(commits)
}

/// Marks the chosen commits, or takes the marks back if all have one.
fn mark(commits: &mut Commits, shared: &Shared) -> Commands {
    let chosen = commits.list.subjects();
    let subjects: Vec<CommitId> = chosen.iter().copied().filter(|id| !commits.list.recorded.contains_key(id)).collect();
    if subjects.is_empty() && !chosen.is_empty() {
        return vec![Command::Say(Notice::hint("a record says that it is reviewed, and records stay".to_owned()))];
    }
    let is_reviewed = !subjects.iter().all(|id| commits.list.reviewed.contains(id));
    for id in &subjects {
        if is_reviewed {
            commits.list.reviewed.insert(*id);
        } else {
            commits.list.reviewed.remove(id);
        }
        commits.unkept.insert(*id, is_reviewed);
    }
    let was_chosen = commits.list.let_go();
    let mut commands = keep(commits, shared);
    if !was_chosen && is_reviewed {
        commands.extend(travel(commits, Motion::Down));
    }
    if subjects.len() > 1 {
        let what = if is_reviewed { "marked as reviewed" } else { "no longer marked as reviewed" };
        commands.push(Command::Say(Notice::done(format!("{} commits {what}", subjects.len()))));
    }
    commands
}

/// Asks for the record that the private marks would make.
fn draft_reviews(commits: &Commits, shared: &Shared) -> Commands {
    let marks = commits.list.private_marks();
    if marks.is_empty() {
        return vec![Command::Say(Notice::hint("no mark is private: m marks what you have looked at".to_owned()))];
    }
    vec![Command::Work(RECORD, Request::DraftReviews(shared.options.clone(), marks))]
}

/// Reads what records say of reviews.
pub(super) fn read_reviews(shared: &Shared) -> Commands {
    vec![Command::Work(REVIEWS, Request::Reviews(shared.options.clone()))]
}

/// A later request takes the place of one that still waits, so each carries all that is not known to be kept.
fn keep(commits: &Commits, shared: &Shared) -> Commands {
    let changes = commits.unkept.iter().map(|(id, is_reviewed)| (*id, *is_reviewed)).collect();
    vec![Command::Work("marks", Request::Keep(shared.options.clone(), changes))]
}

fn seek(commits: &mut Commits, forward: bool) -> Commands {
    let threshold = commits.place.as_ref().map_or(super::model::THRESHOLD, |place| place.threshold);
    let list = &commits.list;
    let wants = |place: &usize| {
        list.at(*place).is_some_and(|(_, commit)| {
            commit.risk.is_some_and(|risk| risk >= threshold) && !list.is_reviewed(commit.id)
        })
    };
    let (cursor, length) = (list.cursor(), list.len());
    let found = if forward {
        (cursor + 1..length).chain(0..cursor.min(length)).find(wants)
    } else {
        (0..cursor.min(length)).rev().chain((cursor + 1..length).rev()).find(wants)
    };
    let Some(place) = found else {
        let said = format!("no other commit at risk {threshold} or more is waiting for a review");
        return vec![Command::Say(Notice::hint(said))];
    };
    commits.list.put_cursor(place);
    moved(commits)
}

#[cfg(test)]
mod tests;
