//! The screen without a terminal: what is asked for, what is shown, what is decided.

use ratatui::{Terminal, backend::TestBackend, layout::Rect};

use super::{
    model::{Action, Gates},
    work::{About, Outcome, Request},
};
use crate::{
    gates::{Evidence, Gate, Place, PollEvent, Scope, Verdict},
    history::CommitId,
    ledger::DecisionKind,
    tui::{
        look::{GLYPHS, Look},
        motion::Motion,
        msg::Ending,
        overlays::Ask,
        screen::{Command, Event, Screen},
        shared::{Facts, News, Shared},
        theme::{Appearance, Depth, Shelf},
    },
};

type Commands = Vec<Command<Action, Request>>;

fn shared(width: u16, height: u16) -> Shared {
    let body = Rect { x: 0, y: 0, width, height };
    Shared { size: (width, height), body, ..Shared::default() }
}

fn hear(gates: &mut Gates, event: Event<Action, Outcome>) -> Commands {
    gates.update(&shared(80, 21), event)
}

fn answer(gates: &mut Gates, outcome: Outcome) -> Commands {
    hear(gates, Event::Outcome("poll", outcome))
}

fn act(gates: &mut Gates, action: Action) -> Commands {
    hear(gates, Event::Action(action))
}

fn gate(name: &str, verdict: Verdict) -> Gate {
    let is_go = verdict == Verdict::Go;
    Gate {
        name: name.into(),
        title: name.to_uppercase(),
        verdict,
        required: true,
        evidence: vec![Evidence::with_detail(format!("evidence of {name}"), "a detail\nanother")],
        remedy: (!is_go).then(|| "do something".into()),
        stale: false,
        waived: false,
        approvals: Vec::new(),
        progress: (!is_go).then_some((1, 3)),
        place: None,
    }
}

fn about() -> About {
    About {
        what: "v1.1.0".into(),
        range: "37 commits, v1.0.0 to abc1234".into(),
        subject: "sha256:5ab1ec7".into(),
        release: "sha256:4e1ea5e".into(),
        notes: ("sha256:0dd".into(), vec!["## Added".into()]),
        marks: 2,
        signs: false,
        actor: Some("Ann <ann@example.org>".into()),
        untrusted: None,
    }
}

/// A screen with four gates, one of them a command that was not run.
fn polled() -> Gates {
    let mut gates = Gates::default();
    hear(&mut gates, Event::Shown);
    let names = ["version", "risk-reviewed", "tests", "approval"];
    let roll = names.iter().map(|name| ((*name).to_owned(), name.to_uppercase(), true)).collect();
    answer(&mut gates, Outcome::Roll(roll));
    answer(&mut gates, Outcome::About(Box::new(about())));
    for (name, verdict) in [("version", Verdict::Go), ("risk-reviewed", Verdict::Hold), ("approval", Verdict::Hold)] {
        answer(&mut gates, Outcome::Poll(PollEvent::Judged(Box::new(gate(name, verdict)))));
    }
    hear(&mut gates, Event::Ended("poll", Ending::Finished));
    gates
}

fn screen(gates: &mut Gates, width: u16, height: u16) -> String {
    let shared = shared(width, height);
    gates.update(&shared, Event::Resized);
    let theme = Shelf::new(Vec::new()).fitting(Appearance::Dark, Depth::Mono);
    let look = Look { theme: &theme, glyphs: &GLYPHS, plain: false };
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| gates.view(&look, &shared, shared.body, frame)).unwrap();
    terminal.backend().to_string()
}

#[test]
fn it_asks_when_it_is_first_seen_and_runs_no_commands_unasked() {
    let mut gates = Gates::default();
    assert_eq!(hear(&mut gates, Event::Started), []);
    let asked = hear(&mut gates, Event::Shown);
    assert!(matches!(&asked[..], [Command::Work("poll", Request::Poll(_, Scope::BuiltIn))]));
    assert_eq!(hear(&mut gates, Event::Shown), []);
    let all = act(&mut gates, Action::AskAll);
    assert!(matches!(&all[..], [Command::Work("poll", Request::Poll(_, Scope::All))]));
}

#[test]
fn the_header_counts_what_is_not_go_and_what_was_not_asked() {
    let mut gates = polled();
    let told = answer(&mut gates, Outcome::Poll(PollEvent::Judged(Box::new(gate("approval", Verdict::Go)))));
    let facts = Facts { gates: Some((2, "HOLD".into())), ..Facts::default() };
    assert_eq!(told, [Command::Announce(News::Facts(facts))]);
}

#[test]
fn enter_walks_to_the_next_gate_that_is_not_go() {
    let mut gates = polled();
    for expected in ["risk-reviewed", "tests", "approval", "risk-reviewed"] {
        act(&mut gates, Action::NextOpen);
        assert_eq!(gates.current().unwrap().name, expected);
    }
}

#[test]
fn an_approval_shows_exactly_what_is_approved_and_stands_on_the_safe_answer() {
    let mut gates = polled();
    let asked = act(&mut gates, Action::Approve);
    let [Command::Ask(Ask::Confirm { title, text, yes, .. })] = &asked[..] else { panic!("{asked:?}") };
    assert_eq!(title, "Approve v1.1.0?");
    let text = text.join("\n");
    for part in ["approval", "37 commits", "sha256:5ab1ec7", "sha256:0dd", "## Added", "Ann", "2 review marks"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let done = act(&mut gates, yes.1.clone());
    let [Command::Work("decision", Request::Decide(_, word, release))] = &done[..] else { panic!("{done:?}") };
    assert_eq!((word.gate.as_str(), word.kind), ("approval", DecisionKind::Approval));
    assert_eq!(release, "sha256:4e1ea5e");
}

#[test]
fn a_rejection_is_of_the_gate_under_the_cursor_and_asks_why() {
    let mut gates = polled();
    assert!(matches!(&act(&mut gates, Action::Reject)[..], [Command::Ask(Ask::Prompt { .. })]));
    let asked = hear(&mut gates, Event::Typed("reason", " too early ".into()));
    let [Command::Ask(Ask::Confirm { yes, .. })] = &asked[..] else { panic!("{asked:?}") };
    assert_eq!(yes.1, Action::Decide(DecisionKind::Rejection, Some("too early".into())));
    let done = act(&mut gates, yes.1.clone());
    let [Command::Work(_, Request::Decide(_, word, _))] = &done[..] else { panic!("{done:?}") };
    assert_eq!(word.gate, "version");
}

#[test]
fn a_gate_leads_to_where_it_is_mended() {
    let mut gates = polled();
    let id: CommitId = "a".repeat(40).parse().unwrap();
    let risky = Gate { place: Some(Place::Commit(id)), ..gate("risk-reviewed", Verdict::Hold) };
    answer(&mut gates, Outcome::Poll(PollEvent::Judged(Box::new(risky))));
    act(&mut gates, Action::NextOpen);
    let went = act(&mut gates, Action::Mend);
    assert!(went.contains(&Command::Announce(News::Visit(id.to_string()))), "{went:?}");
}

#[test]
fn what_a_command_prints_streams_and_a_running_command_is_not_thrown_away() {
    let mut gates = polled();
    answer(&mut gates, Outcome::Poll(PollEvent::Started("tests".into())));
    answer(&mut gates, Outcome::Poll(PollEvent::Printed("tests".into(), "running 3 tests".into())));
    hear(&mut gates, Event::Motion(Motion::Down));
    hear(&mut gates, Event::Motion(Motion::Down));
    assert!(screen(&mut gates, 80, 21).contains("running 3 tests"));
    assert_eq!(hear(&mut gates, Event::News(News::RepositoryMoved)), []);
    let stopped = act(&mut gates, Action::Stop);
    assert!(stopped.contains(&Command::Cancel("poll")));
}

#[test]
fn trust_is_asked_for_with_all_that_it_would_allow() {
    let mut gates = polled();
    assert!(!gates.is_available(&Action::AskTrust));
    let untrusted = Some(vec!["gate tests: cargo test".to_owned()]);
    answer(&mut gates, Outcome::About(Box::new(About { untrusted: untrusted.clone(), ..about() })));
    let asked = act(&mut gates, Action::AskTrust);
    let [Command::Ask(Ask::Confirm { text, yes, .. })] = &asked[..] else { panic!("{asked:?}") };
    assert!(text.contains(&"gate tests: cargo test".to_owned()));
    let done = act(&mut gates, yes.1.clone());
    assert!(matches!(&done[..], [Command::Work(_, Request::Trust(_, seen))] if Some(seen) == untrusted.as_ref()));
}

#[test]
fn the_poll_at_80x21() {
    let mut gates = polled();
    act(&mut gates, Action::NextOpen);
    insta::assert_snapshot!(screen(&mut gates, 80, 21));
}

#[test]
fn the_poll_at_120x30() {
    let mut gates = polled();
    act(&mut gates, Action::NextOpen);
    insta::assert_snapshot!(screen(&mut gates, 120, 30));
}

#[test]
fn every_size_draws() {
    let mut gates = polled();
    for width in 0..60 {
        for height in 0..20 {
            screen(&mut gates, width.max(1), height.max(1));
            act(&mut gates, Action::OtherPane);
        }
    }
}

#[test]
fn long_evidence_is_wrapped_and_scrolls_while_its_remedy_stays() {
    let mut gates = polled();
    let words = (0..60).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ");
    let long = Gate {
        evidence: vec![Evidence::with_detail(words.clone(), format!("{words}\n{}", "x".repeat(300)))],
        ..gate("risk-reviewed", Verdict::Hold)
    };
    answer(&mut gates, Outcome::Poll(PollEvent::Judged(Box::new(long))));
    act(&mut gates, Action::NextOpen);
    act(&mut gates, Action::OtherPane);
    let mut seen = String::new();
    for _ in 0..40 {
        let shown = screen(&mut gates, 40, 10);
        assert!(shown.contains("Do something."), "the remedy is always there:\n{shown}");
        seen.push_str(&shown);
        gates.update(&shared(40, 10), Event::Motion(Motion::Down));
    }
    for number in 0..60 {
        assert!(seen.contains(&format!("word{number}")), "word{number} is never seen");
    }
    let letters = "x".repeat(30);
    assert!(seen.contains(&letters) && !screen(&mut gates, 40, 10).contains("more"), "the end is reached");
}
