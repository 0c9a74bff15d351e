//! The Ship screen as a person uses it: what it asks for, what it shows, what it refuses.

use ratatui::{Terminal, backend::TestBackend, layout::Rect};

use super::{
    model::{Action, Sheet, Ship, Stage},
    work::{Outcome, Request},
};
use crate::{
    fault::{Failure, Fault},
    ship::{self, Heading, Journal, Progress, StepId, StepState, sample_plan},
    tui::{
        look::{GLYPHS, Look},
        motion::Motion,
        overlays::Ask,
        screen::{Command, Event, Screen as _},
        shared::{News, Shared},
        theme::{Appearance, Depth, Shelf},
    },
};

type Commands = Vec<Command<Action, Request>>;

fn shared(columns: u16, rows: u16) -> Shared {
    Shared { size: (columns, rows), body: Rect::new(0, 0, columns, rows), ..Shared::default() }
}

fn journal() -> Journal {
    Journal::open(sample_plan(), "/work".into(), "2026-01-05T09:00:00Z".into())
}

fn sheet() -> Sheet {
    let journal = journal();
    Sheet { version: "1.5.0".into(), tag: "v1.5.0".into(), steps: journal.described() }
}

fn hear(ship: &mut Ship, event: Event<Action, Outcome>) -> Commands {
    ship.update(&shared(80, 20), event)
}

fn learn(ship: &mut Ship, outcome: Outcome) -> Commands {
    hear(ship, Event::Outcome("run", outcome))
}

fn act(ship: &mut Ship, action: Action) -> Commands {
    hear(ship, Event::Action(action))
}

fn planned() -> Ship {
    let mut ship = Ship::default();
    learn(&mut ship, Outcome::Planned { sheet: sheet(), notes: Vec::new() });
    ship
}

fn open() -> Ship {
    let mut ship = Ship::default();
    let mut sheet = sheet();
    for (index, state) in [StepState::Done, StepState::Done, StepState::Failed].into_iter().enumerate() {
        sheet.steps[index].state = state;
        sheet.steps[index].at = Some("2026-01-05T12:04:31Z".into());
    }
    sheet.steps[0].result = Some("1f2e3d4".into());
    sheet.steps[2].why = Some("the push was refused: refs/heads/main: [remote rejected] (frozen until monday)".into());
    learn(&mut ship, Outcome::Open { sheet });
    ship.cursor = 2;
    ship
}

fn screen(ship: &Ship, columns: u16, rows: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    let theme = Shelf::default().fitting(Appearance::Dark, Depth::True);
    let look = Look { theme: &theme, glyphs: &GLYPHS, plain: false };
    let shared = shared(columns, rows);
    terminal.draw(|frame| ship.view(&look, &shared, frame.area(), frame)).unwrap();
    terminal.backend().to_string()
}

#[test]
fn an_open_journal_is_looked_for_when_the_cockpit_opens_and_a_plan_only_when_it_is_seen() {
    let mut ship = Ship::default();
    let started = hear(&mut ship, Event::Started);
    assert!(matches!(started[..], [Command::Work("look", Request::Peek(_))]), "{started:?}");
    assert!(learn(&mut ship, Outcome::NothingOpen).is_empty());
    let shown = hear(&mut ship, Event::Shown);
    assert!(matches!(shown[..], [Command::Work("look", Request::Look(_))]), "{shown:?}");
    assert!(hear(&mut ship, Event::Shown).is_empty(), "once is enough");
    hear(&mut ship, Event::News(News::NotesChanged));
    assert!(!hear(&mut ship, Event::Shown).is_empty(), "unless something moved");
}

#[test]
fn what_moves_while_the_plan_is_made_does_not_leave_the_screen_without_one() {
    let mut ship = Ship::default();
    hear(&mut ship, Event::Shown);
    let moved = hear(&mut ship, Event::News(News::GatesChanged));
    assert!(matches!(moved[..], [Command::Work("look", Request::Peek(_))]), "{moved:?}");
    let again = learn(&mut ship, Outcome::NothingOpen);
    assert!(matches!(again[..], [Command::Work("look", Request::Look(_))]), "{again:?}");
}

#[test]
fn a_look_that_failed_is_not_tried_for_ever() {
    let mut ship = Ship::default();
    hear(&mut ship, Event::Started);
    let failure = Failure::new(Fault::Usage, "no git repository at `/nowhere` or above it");
    assert!(learn(&mut ship, Outcome::Failed(failure)).is_empty());
    let seen = screen(&ship, 80, 20);
    assert!(seen.contains("could not be made") && !seen.contains("making the plan"), "{seen}");
}

#[test]
fn shipping_wants_the_version_typed_and_shows_what_becomes_public() {
    let mut ship = planned();
    let begun = act(&mut ship, Action::Begin);
    assert!(begun.iter().any(|command| matches!(command, Command::Work("run", Request::Ship(_)))), "{begun:?}");
    assert!(act(&mut ship, Action::Begin).is_empty(), "not twice");
    let asked = learn(&mut ship, Outcome::Ready { sheet: sheet(), public: vec!["Push main and v1.5.0".into()] });
    let [Command::Ask(Ask::TypeToConfirm { text, expected, action, .. })] = asked.as_slice() else {
        panic!("{asked:?}")
    };
    assert_eq!((expected.as_str(), action), ("1.5.0", &Action::Confirmed));
    assert!(text.iter().any(|line| line.contains("Push main")));
    act(&mut ship, Action::Confirmed);
    assert_eq!(ship.stage, Stage::Running(Heading::Forward));
    assert!(ship.unsaved().is_some_and(|words| words.contains("v1.5.0")));
}

#[test]
fn nothing_is_confirmed_that_was_not_asked() {
    let mut ship = planned();
    assert!(act(&mut ship, Action::Confirmed).is_empty());
    assert!(act(&mut ship, Action::Abort).is_empty());
    assert!(act(&mut ship, Action::Resume).is_empty());
    assert_eq!(ship.stage, Stage::Planned);
}

#[test]
fn gates_in_the_way_are_told_and_nothing_begins() {
    let mut ship = planned();
    act(&mut ship, Action::Begin);
    learn(&mut ship, Outcome::Blocked(vec!["HOLD Approval: approve it".into()]));
    assert_eq!(ship.stage, Stage::Planned);
    assert!(screen(&ship, 80, 20).contains("HOLD Approval: approve it"));
}

#[test]
fn an_unfinished_release_is_resumed_or_aborted_after_a_question() {
    let mut ship = open();
    assert!(ship.is_available(&Action::Resume) && ship.is_available(&Action::AskAbort));
    assert!(!ship.is_available(&Action::Begin));
    let asked = act(&mut ship, Action::AskAbort);
    let [Command::Ask(Ask::Confirm { text, yes, .. })] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(yes.1, Action::Abort);
    assert!(text[0].starts_with("Tag v1.5.0") && text[1].starts_with("Commit"), "in the order of undoing: {text:?}");
    let resumed = act(&mut ship, Action::Resume);
    assert!(
        resumed.iter().any(|command| matches!(command, Command::Work("run", Request::TakeUp(_, Heading::Forward))))
    );
    assert!(act(&mut ship, Action::Resume).is_empty(), "not twice");
}

#[test]
fn progress_moves_the_cursor_and_the_end_is_announced() {
    let mut ship = planned();
    ship.stage = Stage::Running(Heading::Forward);
    let mut step = sheet().steps[1].clone();
    step.state = StepState::Running;
    learn(&mut ship, Outcome::Progress(Progress::Step(Box::new(step))));
    assert_eq!(ship.cursor, 1);
    let pause = std::time::Duration::from_secs(4);
    learn(&mut ship, Outcome::Progress(Progress::Retry { step: StepId::Tag, why: "busy".into(), pause }));
    assert!(screen(&ship, 80, 20).contains("busy; trying again in 4 s"));
    let ended = learn(&mut ship, Outcome::Ended { outcome: ship::Outcome::Shipped, sheet: sheet() });
    assert!(ended.contains(&Command::Announce(News::RepositoryMoved)));
    assert_eq!(ship.stage, Stage::Shipped);
}

#[test]
fn a_failure_says_why_and_what_to_do() {
    let mut ship = planned();
    act(&mut ship, Action::Begin);
    let failure = Failure::new(Fault::Usage, "there is no token").hint("set `GITHUB_TOKEN`");
    learn(&mut ship, Outcome::Failed(failure));
    let seen = screen(&ship, 80, 24);
    assert!(seen.contains("there is no token") && seen.contains("set `GITHUB_TOKEN`"), "{seen}");
    assert_eq!(ship.stage, Stage::Planned);
}

#[test]
fn the_command_under_the_cursor_is_copied() {
    let mut ship = planned();
    hear(&mut ship, Event::Motion(Motion::Down));
    let copied = act(&mut ship, Action::Copy);
    assert!(matches!(&copied[..], [Command::Copy { text, .. }] if text.starts_with("git tag -a v1.5.0")), "{copied:?}");
}

#[test]
fn the_plan_reads_in_words_with_its_commands() {
    insta::assert_snapshot!(screen(&planned(), 80, 20));
}

#[test]
fn a_failed_step_is_seen_with_its_reason() {
    insta::assert_snapshot!(screen(&open(), 80, 20));
}

#[test]
fn foreign_words_and_small_rooms_do_no_harm() {
    let mut ship = open();
    ship.sheet.as_mut().unwrap().steps[2].why = Some("\u{1b}[2Jremote\u{202e}words\r\n".repeat(40));
    ship.notes = vec!["x".repeat(5_000), "\u{1b}]0;title\u{7}".into()];
    for (columns, rows) in [(1, 1), (2, 3), (10, 2), (40, 10), (80, 24), (200, 60)] {
        let seen = screen(&ship, columns, rows);
        assert!(!seen.contains('\u{1b}') && !seen.contains('\u{202e}'));
    }
}
