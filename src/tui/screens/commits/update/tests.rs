//! The screen without a terminal: what is asked for, what is kept, what stays where.

use super::{super::samples::*, *};
use crate::{
    analysis::{AnalysedCommit, Kind},
    history::Range,
    release::analysis::Event as News_,
    tui::{msg::Ending, screen::Screen},
};

fn place(to: u32) -> Place {
    let range = Range { from: Some("v1.0.0".into()), from_id: Some(id(900)), to: "HEAD".into(), to_id: id(to) };
    Place { name: "acme/rocket".into(), range, threshold: 50 }
}

fn shared() -> Shared {
    let body = ratatui::layout::Rect { x: 0, y: 2, width: 80, height: 21 };
    Shared { size: (80, 24), body, now: NOON, ..Shared::default() }
}

fn sample(number: u32) -> AnalysedCommit {
    with(commit(&format!("fix: number {number}"), Kind::Fix), |commit| {
        commit.id = id(number);
        commit.risk = Some((number * 10) as u8);
    })
}

fn hear(commits: &mut Commits, event: Event<Action, Outcome>) -> Commands {
    commits.update(&shared(), event)
}

fn answer(commits: &mut Commits, outcome: Outcome) -> Commands {
    hear(commits, Event::Outcome(ANALYSIS, outcome))
}

fn news(commits: &mut Commits, event: News_) -> Commands {
    answer(commits, Outcome::Analysis(Box::new(event)))
}

/// A screen with ten commits, all that can be known known.
fn ready() -> Commits {
    let mut commits = Commits::default();
    hear(&mut commits, Event::Started);
    answer(&mut commits, Outcome::Found(place(0)));
    news(&mut commits, News_::Listed((0..10).map(sample).collect()));
    news(&mut commits, News_::AllListed);
    news(&mut commits, News_::Finished { complete: true });
    commits
}

fn act(commits: &mut Commits, action: Action) -> Commands {
    hear(commits, Event::Action(action))
}

fn requests(commands: &Commands) -> Vec<&Request> {
    commands
        .iter()
        .filter_map(|command| if let Command::Work(_, request) = command { Some(request) } else { None })
        .collect()
}

#[test]
fn it_analyses_as_soon_as_the_cockpit_is_up() {
    let mut commits = Commits::default();
    let commands = hear(&mut commits, Event::Started);
    assert!(matches!(requests(&commands)[..], [Request::Analyse { unless: None, .. }]));
    assert_eq!(commits.state, State::Opening);
}

#[test]
fn rows_are_seen_as_they_stream_in() {
    let mut commits = Commits::default();
    hear(&mut commits, Event::Started);
    answer(&mut commits, Outcome::Found(place(0)));
    news(&mut commits, News_::Listed(vec![sample(1)]));
    assert_eq!((commits.list.len(), commits.state.clone()), (1, State::Listing));
    news(&mut commits, News_::Listed(vec![sample(2)]));
    assert_eq!(commits.list.len(), 2);
}

#[test]
fn what_follows_the_cursor_waits_until_it_rests() {
    let mut commits = ready();
    assert_eq!(commits.followed, Some(id(0)));
    for _ in 0..3 {
        let commands = hear(&mut commits, Event::Motion(Motion::Down));
        assert_eq!(commands, [Command::After(FOLLOW, REST)]);
        assert_eq!(commits.followed, Some(id(0)));
    }
    hear(&mut commits, Event::Elapsed(FOLLOW));
    assert_eq!(commits.followed, Some(id(3)));
}

#[test]
fn a_mark_is_kept_at_once_and_the_cursor_goes_on() {
    let mut commits = ready();
    let commands = act(&mut commits, Action::MarkReviewed);
    assert!(matches!(requests(&commands)[..], [Request::Keep(_, changes)] if changes[..] == [(id(0), true)]));
    assert_eq!(commits.list.current().unwrap().id, id(1));
    let commands = act(&mut commits, Action::MarkReviewed);
    // The first is not known to be kept yet, and its request may be replaced by this one.
    assert!(matches!(requests(&commands)[..], [Request::Keep(_, changes)] if changes.len() == 2));
    answer(&mut commits, Outcome::Kept(vec![(id(0), true), (id(1), true)]));
    assert!(commits.unkept.is_empty());
    commits.list.put_cursor(0);
    let commands = act(&mut commits, Action::MarkReviewed);
    assert!(matches!(requests(&commands)[..], [Request::Keep(_, changes)] if changes[..] == [(id(0), false)]));
}

#[test]
fn marks_read_late_do_not_undo_what_was_just_marked() {
    let mut commits = ready();
    act(&mut commits, Action::MarkReviewed);
    answer(&mut commits, Outcome::Reviewed([id(5)].into()));
    assert!(commits.list.reviewed.contains(&id(0)) && commits.list.reviewed.contains(&id(5)));
}

#[test]
fn chosen_rows_are_marked_together() {
    let mut commits = ready();
    act(&mut commits, Action::ChooseRange);
    hear(&mut commits, Event::Motion(Motion::Down));
    hear(&mut commits, Event::Motion(Motion::Down));
    let commands = act(&mut commits, Action::MarkReviewed);
    assert!(matches!(requests(&commands)[..], [Request::Keep(_, changes)] if changes.len() == 3));
    assert_eq!(commits.list.n_chosen(), 0);
}

#[test]
fn the_filter_works_while_it_is_typed_and_leaving_it_brings_the_old_one_back() {
    let mut commits = ready();
    act(&mut commits, Action::Filter);
    hear(&mut commits, Event::Typing(asks::FILTER, "risk:>70".into()));
    assert_eq!(commits.list.len(), 2);
    hear(&mut commits, Event::Dropped(asks::FILTER));
    assert_eq!(commits.list.len(), 10);
}

#[test]
fn paths_are_looked_up_by_a_worker() {
    let mut commits = ready();
    let commands = hear(&mut commits, Event::Typing(asks::FILTER, "path:src".into()));
    assert!(
        matches!(requests(&commands)[..], [Request::Paths(_, parts, rows)] if parts[..] == ["src"] && rows.len() == 10)
    );
    answer(&mut commits, Outcome::Paths(vec![(4, true), (5, false)]));
    assert_eq!(commits.list.current().unwrap().id, id(4));
}

#[test]
fn a_repository_that_did_not_move_is_not_read_again() {
    let mut commits = ready();
    let commands = hear(&mut commits, Event::News(News::RepositoryMoved));
    assert!(matches!(requests(&commands)[..], [Request::Analyse { unless: Some(known), .. }] if *known == place(0)));
    answer(&mut commits, Outcome::Unmoved);
    assert_eq!((commits.list.len(), commits.state.clone()), (10, State::Ready));
}

#[test]
fn old_rows_stay_until_all_new_ones_are_known_and_the_cursor_stays_on_its_commit() {
    let mut commits = ready();
    commits.list.put_cursor(4);
    hear(&mut commits, Event::News(News::RepositoryMoved));
    answer(&mut commits, Outcome::Found(place(77)));
    news(&mut commits, News_::Listed(vec![sample(20), sample(21)]));
    news(&mut commits, News_::Listed((0..10).map(sample).collect()));
    assert_eq!(commits.list.len(), 10);
    news(&mut commits, News_::AllListed);
    news(&mut commits, News_::Finished { complete: true });
    assert_eq!(commits.list.len(), 12);
    assert_eq!(commits.list.current().unwrap().id, id(4));
}

#[test]
fn another_range_is_told_to_all_and_read_at_once() {
    let mut commits = ready();
    let commands = hear(&mut commits, Event::Typed(asks::RANGE, "v0.9..main".into()));
    let chosen = News::RangeChosen(Some("v0.9".into()), Some("main".into()));
    assert_eq!(commands[0], Command::Announce(chosen));
    assert!(matches!(requests(&commands)[..], [Request::Analyse { options, unless: None, .. }]
        if options.from.as_deref() == Some("v0.9") && options.to.as_deref() == Some("main")));
}

#[test]
fn what_cannot_be_read_is_told_and_old_rows_stay() {
    let failure = || crate::fault::Failure::new(crate::fault::Fault::Usage, "no git repository");
    let mut commits = ready();
    answer(&mut commits, Outcome::Unreadable(failure()));
    assert_eq!((commits.list.len(), commits.failure()), (10, None));
    let mut fresh = Commits::default();
    hear(&mut fresh, Event::Started);
    answer(&mut fresh, Outcome::Unreadable(failure()));
    assert_eq!(fresh.failure(), Some(failure()));
}

#[test]
fn work_that_died_is_not_waited_for() {
    let mut commits = Commits::default();
    hear(&mut commits, Event::Started);
    hear(&mut commits, Event::Ended(ANALYSIS, Ending::Panicked("x".into())));
    assert_eq!(commits.state, State::Ready);
}

#[test]
fn risky_commits_that_are_not_reviewed_are_found_in_turn() {
    let mut commits = ready();
    act(&mut commits, Action::NextToReview);
    assert_eq!(commits.list.current().unwrap().id, id(5));
    act(&mut commits, Action::MarkReviewed);
    commits.list.put_cursor(9);
    act(&mut commits, Action::NextToReview);
    assert_eq!(commits.list.current().unwrap().id, id(6));
    act(&mut commits, Action::PreviousToReview);
    assert_eq!(commits.list.current().unwrap().id, id(9));
}

#[test]
fn esc_leaves_step_by_step() {
    let esc = || Event::Key("esc".parse().unwrap());
    let mut commits = ready();
    hear(&mut commits, Event::Typed(asks::FILTER, "number".into()));
    act(&mut commits, Action::Choose);
    act(&mut commits, Action::OpenDiff);
    hear(&mut commits, esc());
    assert_eq!(commits.pane, Pane::List);
    hear(&mut commits, esc());
    assert_eq!(commits.list.n_chosen(), 0);
    assert!(!commits.list.filter().is_empty());
    hear(&mut commits, esc());
    assert!(commits.list.filter().is_empty());
}

#[test]
fn a_click_puts_the_cursor_on_its_row_and_the_wheel_moves_it() {
    let mut commits = ready();
    let mouse = |act, row| Event::Mouse(Mouse { act, column: 10, row });
    hear(&mut commits, mouse(MouseAct::Click, 3 + 2));
    assert_eq!(commits.list.cursor(), 2);
    hear(&mut commits, mouse(MouseAct::ScrollDown, 5));
    assert_eq!(commits.list.cursor(), 5);
}
