//! The screen without a terminal: what is asked for, what is shown, what is said about findings.

use super::{
    filter::Filter,
    model::{Action, BreakingScreen, Pane, State},
    work::{Found, Item, Maker, Outcome, Request},
};
use crate::{
    breaking::{self, ECOSYSTEMS, Sources, compare_sources},
    tui::{
        driver::Driver,
        model::Setup,
        motion::Motion,
        msg::Ending,
        overlays::Ask,
        screen::{Command, Event, Screen},
        screens::{
            self, ScreenId,
            commits::samples::{NOON, id},
        },
        shared::{News, Shared},
        widgets::code::Code,
    },
};

type Commands = Vec<Command<Action, Request>>;

const OLD: &str = "pub struct Client;\nimpl Client {\n    pub fn connect(url: &str) -> Client { Client }\n}\n\
    pub enum Error { Io(u8) }\npub fn is_allowed(token: &str, known: &[String]) -> bool { true }\n";
const NEW: &str = "pub struct Client;\npub enum Error { Io(u8), Url(String) }\n\
    pub fn is_allowed(token: &[u8], known: &[Vec<u8>]) -> bool { true }\n";

fn maker(number: u32, subject: &str, declares: bool) -> Maker {
    Maker { id: id(number), subject: subject.into(), author: "Ann Archer".into(), committed_at: NOON, declares }
}

/// Four findings of two ecosystems: of a commit that declares them, of one that does not, of none; and a commit that
/// declares what is not found.
fn found() -> Found {
    let manifest = ("Cargo.toml", "[package]\nname = \"ferry\"\nversion = \"1.0.0\"\nedition = \"2021\"\n");
    let python = ("pyproject.toml", "[project]\nname = \"ferry\"\nversion = \"1.0.0\"\n");
    let old = Sources::memory([manifest, python, ("src/lib.rs", OLD), ("ferry/__init__.py", "LIMIT = 1\n")]);
    let new = Sources::memory([manifest, python, ("src/lib.rs", NEW), ("ferry/__init__.py", "LIMIT = 2\n")]);
    let changed = ["ferry/__init__.py".to_owned(), "src/lib.rs".to_owned()];
    let mut breaking = compare_sources(&old, &new, &changed).unwrap();
    breaking.left_out.insert("vendor/a.rs".into(), "vendored".into());
    let items = breaking.findings.iter().map(|finding| {
        let rule = breaking::rule(&finding.rule).unwrap();
        let maker = match finding.symbol.rsplit(['.', ':']).next() {
            Some("is_allowed") => Some(maker(2, "fix(auth): compare tokens in constant time", false)),
            Some("LIMIT") => None,
            _ => Some(maker(1, "feat(client)!: configure a client before it connects (#41)", true)),
        };
        Item {
            maker,
            before: finding.before.as_deref().map(|code| Code::read("a.rs", code)),
            after: finding.after.as_deref().map(|code| Code::read("a.rs", code)),
            meaning: rule.meaning,
            why: rule.why,
            finding: finding.clone(),
        }
    });
    Found {
        items: items.collect(),
        unshown: vec![maker(3, "feat!: answer with another status", true)],
        ecosystems: ECOSYSTEMS.iter().map(|ecosystem| ecosystem.name).take(2).collect(),
        from: Some("v1.2.1".into()),
        next: Some(("2.0.0".into(), "major".into())),
        by_word: Some(("1.3.0".into(), "minor".into())),
        breaking,
    }
}

fn shared() -> Shared {
    let body = ratatui::layout::Rect { x: 0, y: 2, width: 80, height: 21 };
    Shared { size: (80, 24), body, now: NOON + 7_200, ..Shared::default() }
}

fn hear(screen: &mut BreakingScreen, event: Event<Action, Outcome>) -> Commands {
    screen.update(&shared(), event)
}

fn act(screen: &mut BreakingScreen, action: Action) -> Commands {
    hear(screen, Event::Action(action))
}

fn ready() -> BreakingScreen {
    let mut screen = BreakingScreen::default();
    hear(&mut screen, Event::Shown);
    hear(&mut screen, Event::Outcome("compare", Outcome::Found(Box::new(found()))));
    hear(&mut screen, Event::Ended("compare", Ending::Finished));
    screen
}

fn symbol(screen: &BreakingScreen) -> &str {
    &screen.current().unwrap().finding.symbol
}

fn kept(commands: &Commands) -> &[(breaking::Finding, breaking::Remark)] {
    let request = commands.iter().find_map(|command| match command {
        Command::Work("keep", Request::Keep(_, changes)) => Some(changes),
        _ => None,
    });
    request.expect("something is kept")
}

#[test]
fn it_compares_when_it_is_first_seen_and_when_the_commits_are_known() {
    let mut screen = BreakingScreen::default();
    assert_eq!(hear(&mut screen, Event::Started), []);
    assert!(matches!(&hear(&mut screen, Event::Shown)[..], [Command::Work("compare", Request::Compare(_))]));
    assert_eq!(hear(&mut screen, Event::Shown), [], "it is under way");
    let again = hear(&mut screen, Event::News(News::Analysed));
    assert!(matches!(&again[..], [Command::Work("compare", _)]));
    assert_eq!(screen.state, State::Comparing);
}

#[test]
fn the_badge_counts_what_counts_and_what_was_looked_at() {
    let mut screen = ready();
    assert_eq!(screen.badge().as_deref(), Some("0/3"), "what is only possible does not count");
    act(&mut screen, Action::Acknowledge);
    assert_eq!(screen.badge().as_deref(), Some("1/3"));
}

#[test]
fn the_cursor_stands_on_findings_and_never_on_headings() {
    let mut screen = ready();
    let mut seen = Vec::new();
    for _ in 0..12 {
        assert!(screen.row().is_some_and(super::list::Row::is_choosable));
        seen.push(screen.cursor);
        hear(&mut screen, Event::Motion(Motion::Down));
    }
    assert!(screen.unshown().is_some(), "the last row is what is declared and not shown");
    hear(&mut screen, Event::Motion(Motion::First));
    assert_eq!(screen.cursor, seen[0]);
}

#[test]
fn looking_at_a_finding_is_kept_and_leads_to_the_next() {
    let mut screen = ready();
    let first = symbol(&screen).to_owned();
    let commands = act(&mut screen, Action::Acknowledge);
    assert!(kept(&commands)[0].1.acknowledged);
    assert_ne!(symbol(&screen), first);
    let finished = hear(&mut screen, Event::Outcome("keep", Outcome::Kept(kept(&commands).to_vec())));
    assert_eq!(finished, [], "it changes nothing that others show");
    assert!(screen.unkept.is_empty());
}

#[test]
fn a_dismissal_wants_a_reason_and_is_told_to_all() {
    let mut screen = ready();
    assert!(matches!(&act(&mut screen, Action::Dismiss)[..], [Command::Ask(Ask::Prompt { .. })]));
    let nothing = hear(&mut screen, Event::Typed(super::asks::REASON, "  ".into()));
    assert!(matches!(&nothing[..], [Command::Say(_)]));
    assert!(!screen.current().unwrap().finding.is_dismissed());
    let commands = hear(&mut screen, Event::Typed(super::asks::REASON, "nobody calls it".into()));
    assert!(screen.current().unwrap().finding.is_dismissed(), "it is seen at once");
    // A comparison that began before does not take it back.
    hear(&mut screen, Event::Outcome("compare", Outcome::Found(Box::new(found()))));
    assert!(screen.current().unwrap().finding.is_dismissed());
    let changes = kept(&commands).to_vec();
    assert_eq!(changes[0].1.dismissed.as_deref(), Some("nobody calls it"));
    let told = hear(&mut screen, Event::Outcome("keep", Outcome::Kept(changes)));
    assert_eq!(told, [Command::Announce(News::FindingsChanged)]);
    assert_eq!(screen.badge().as_deref(), Some("0/2"));
    let back = act(&mut screen, Action::Dismiss);
    assert_eq!(kept(&back)[0].1.dismissed, None, "the same key lets it count again");
}

#[test]
fn a_note_begins_with_the_draft_and_is_kept_when_it_is_left() {
    let mut screen = ready();
    act(&mut screen, Action::Migrate);
    assert!(screen.focus().typing);
    let drafted = screen.writing.as_ref().unwrap().editor.text();
    assert!(drafted.contains(&screen.writing.as_ref().unwrap().finding.symbol) || !drafted.is_empty());
    assert_eq!(screen.unsaved(), None);
    hear(&mut screen, Event::Paste(" Then go on.".into()));
    assert!(screen.unsaved().is_some());
    let commands = act(&mut screen, Action::Leave);
    assert!(kept(&commands)[0].1.migration.as_ref().unwrap().ends_with("Then go on."));
    assert!(!screen.focus().typing && screen.pane == Pane::List);
    act(&mut screen, Action::Migrate);
    assert!(matches!(&act(&mut screen, Action::Leave)[..], [Command::Say(_)]), "what is as it was is not kept anew");
}

#[test]
fn commits_and_entries_are_a_key_away() {
    let mut screen = ready();
    let target = screen.maker().unwrap().id.to_string();
    for (action, news, place) in [
        (Action::Visit, News::Visit(target.clone()), ScreenId::Commits),
        (Action::VisitDiff, News::VisitDiff(target.clone()), ScreenId::Commits),
        (Action::Entry, News::VisitEntry(target), ScreenId::Notes),
    ] {
        assert_eq!(act(&mut screen, action), [Command::Announce(news), Command::Go(place)]);
    }
}

#[test]
fn a_filter_knows_words_and_fields() {
    let found = found();
    let passing = |text: &str| {
        let filter = Filter::parse(text);
        found.items.iter().filter(|item| filter.passes(item)).count()
    };
    for (text, expected) in [
        ("", 4),
        ("connect", 2),
        ("certainty:likely", 3),
        ("certainty:definite", 2),
        ("ecosystem:python", 1),
        ("package:ferry ecosystem:rust", 3),
        ("author:ann", 3),
        ("is:undeclared", 1),
        ("-is:counting", 1),
        ("rule:removed", 1),
        ("path:lib.rs", 3),
        ("ferry::Error", 1),
    ] {
        assert_eq!(passing(text), expected, "{text}");
    }
    assert!(Filter::parse("is:nice").problem().is_some());
    assert!(Filter::parse("certainty:sure").problem().is_some());
}

#[test]
fn keys_narrow_to_a_certainty_and_an_ecosystem_and_back() {
    let mut screen = ready();
    let mut after = |action: &Action| {
        act(&mut screen, action.clone());
        screen.filter.text().to_owned()
    };
    let certainties = [0, 1, 2].map(|_| after(&Action::NextCertainty));
    assert_eq!(certainties, ["certainty:likely", "certainty:definite", ""]);
    let ecosystems = [0, 1, 2].map(|_| after(&Action::NextEcosystem));
    assert_eq!(ecosystems, ["ecosystem:rust", "ecosystem:python", ""]);
}

fn cockpit(size: (u16, u16)) -> Driver {
    cockpit_with(size, found)
}

fn cockpit_with(size: (u16, u16), found: fn() -> Found) -> Driver {
    let setup = Setup { size, now: NOON + 7_200, ..Setup::default() };
    let mut cockpit = Driver::scripted(setup, move |request| match request {
        screens::Request::Breaking(Request::Compare(_)) => {
            vec![screens::Outcome::Breaking(Outcome::Found(Box::new(found())))]
        }
        screens::Request::Breaking(Request::Keep(_, changes)) => {
            vec![screens::Outcome::Breaking(Outcome::Kept(changes.clone()))]
        }
        _ => Vec::new(),
    });
    cockpit.press("2");
    cockpit
}

/// The screen without the tabs, which grow with every screen that is built.
fn seen(cockpit: &Driver) -> String {
    let screen = cockpit.screen();
    let lines = screen.lines().enumerate().filter(|(index, _)| *index != 1);
    lines.map(|(_, line)| format!("{line}\n")).collect::<Vec<_>>().concat()
}

#[test]
fn findings_at_80x24() {
    insta::assert_snapshot!(seen(&cockpit((80, 24))));
}

#[test]
fn findings_at_120x40() {
    insta::assert_snapshot!(seen(cockpit((120, 40)).press("j j")));
}

#[test]
fn findings_at_40x10() {
    insta::assert_snapshot!(seen(&cockpit((40, 10))));
    insta::assert_snapshot!("finding_at_40x10", seen(cockpit((40, 10)).press("tab")));
}

#[test]
fn a_note_is_written_at_80x24() {
    insta::assert_snapshot!(seen(cockpit((80, 24)).press("m")));
}

#[test]
fn nothing_found_says_what_was_compared_and_what_was_not() {
    let nothing = || {
        let mut found = found();
        found.items.clear();
        found.unshown.clear();
        found.breaking.findings.clear();
        found
    };
    insta::assert_snapshot!(seen(&cockpit_with((80, 24), nothing)));
    let mut cockpit = cockpit_with((80, 24), nothing);
    cockpit.press("!").see("vendor/a.rs").see("src/lib.rs");
}

#[test]
fn while_both_ends_are_compared_it_says_so() {
    let setup = Setup { size: (80, 24), now: NOON, ..Setup::default() };
    let mut cockpit = Driver::scripted(setup, |_| Vec::new());
    cockpit.press("2").see("comparing the sources");
}

#[test]
fn a_click_chooses_and_the_wheel_moves() {
    let mut cockpit = cockpit((120, 40));
    cockpit.click("is_allowed").see("does not declare that it breaks").press("y");
    assert!(cockpit.copied()[0].contains("ferry::is_allowed"), "{:?}", cockpit.copied());
}

#[test]
fn nothing_panics_at_any_size() {
    for width in [1, 2, 3, 7, 20, 39, 41, 79, 99, 100, 201] {
        for height in [1, 2, 3, 5, 8, 11, 13, 60] {
            let mut cockpit = cockpit((width, height));
            cockpit.press("j a tab j G esc s s c t / x esc m z esc x esc ! esc n");
            cockpit.resize(height, width).press("j");
        }
    }
}
