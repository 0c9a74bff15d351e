//! Whole screens, from answers that a script gives: at the usual size, a wide one and a tiny one; with their colours.

use crate::{
    analysis::{
        Flags, Kind, KindSource,
        risk::{Assessment, Code, Seen},
        version::{Bump, NextVersion},
    },
    history::Range,
    release::analysis::{Event, Judged},
    tui::{
        driver::Driver,
        model::Setup,
        screens::{
            Outcome, Request, ScreenId,
            commits::{self, Place, samples::*},
        },
        theme::Depth,
    },
};

const SUBJECTS: [(&str, Kind, u8); 6] = [
    ("feat(api)!: drop connect(url)", Kind::Feat, 82),
    ("fix(net): retry on 503 and on a closed connection, with a budget", Kind::Fix, 54),
    ("handle empty body", Kind::Fix, 31),
    ("chore(deps): bump tokio to 1.54", Kind::Chore, 12),
    ("Merge branch 'retries'", Kind::Chore, 0),
    ("docs: \u{202e}reversed\u{202c} and \x1b[31mred", Kind::Docs, 3),
];

fn rows() -> Vec<Event> {
    let commits = SUBJECTS.into_iter().enumerate().map(|(index, (subject, kind, _))| {
        with(commit(subject, kind), |commit| {
            let number = u32::try_from(index).unwrap();
            commit.id = id(number + 1);
            commit.committed_at.seconds -= i64::from(number) * 40_000;
            match index {
                0 => {
                    commit.flags = Flags::BREAKING;
                    commit.scope = Some("api".into());
                }
                1 => commit.scope = Some("net".into()),
                2 => {
                    commit.kind.source = KindSource::Rule;
                    commit.kind.confidence = 0.3;
                }
                3 => commit.flags = Flags::DEPENDENCY,
                4 => commit.flags = Flags::MERGE,
                _ => {}
            }
        })
    });
    let judged = SUBJECTS.into_iter().enumerate().filter(|(index, _)| *index != 4).map(|(index, (.., score))| {
        let half = i8::try_from(score / 2).unwrap();
        let rest = i8::try_from(score).unwrap() - half;
        let seen = |code, points| Seen { code, points, numbers: (3, 4) };
        Judged {
            row: u32::try_from(index).unwrap(),
            risk: Assessment::of(vec![seen(Code::Breaking, half), seen(Code::Size, rest)]),
        }
    });
    let version = NextVersion {
        current: Some("1.4.2".into()),
        next: "2.0.0".into(),
        bump: Bump::Major,
        reasons: vec!["it breaks".into()],
    };
    vec![
        Event::Listed(commits.collect()),
        Event::AllListed,
        Event::Judged(judged.collect()),
        Event::Version(version),
        Event::ReleaseRisk(Assessment::of(vec![Seen { code: Code::Breaking, points: 71, numbers: (1, 1) }])),
        Event::Finished { complete: true },
    ]
}

fn script(request: &Request) -> Vec<Outcome> {
    let Request::Commits(commits::Request::Analyse { .. }) = request else { return Vec::new() };
    let range = Range { from: Some("v1.4.2".into()), from_id: Some(id(9)), to: "HEAD".into(), to_id: id(1) };
    let found = commits::Outcome::Found(Place { name: "acme/rocket".into(), range, threshold: 50 });
    let reviewed = commits::Outcome::Reviewed([id(2)].into());
    let news = rows().into_iter().map(|event| commits::Outcome::Analysis(Box::new(event)));
    [found, reviewed].into_iter().chain(news).map(Outcome::Commits).collect()
}

fn cockpit(width: u16, height: u16) -> Driver {
    Driver::scripted(Setup { size: (width, height), now: NOON + 3_600, ..Setup::default() }, script)
}

/// The screen without the line of tabs, which has a test of its own and grows with every screen that is built.
fn seen(cockpit: &Driver) -> String {
    without_tabs(&cockpit.screen())
}

fn without_tabs(screen: &str) -> String {
    let lines = screen.lines().enumerate().filter(|(index, _)| *index != 1);
    lines.map(|(_, line)| format!("{line}\n")).collect::<Vec<_>>().concat()
}

#[test]
fn there_is_a_tab_for_every_screen_and_the_current_one_says_how_far_it_is() {
    let screen = cockpit(200, 24).screen();
    let tabs = screen.lines().nth(1).unwrap();
    assert!(tabs.starts_with(" 1 Commits 1/6"), "{tabs}");
    for screen in ScreenId::ALL {
        assert!(tabs.contains(&format!("{} {}", screen.digit(), screen.title())), "{tabs}");
    }
}

#[test]
fn commits_at_80x24() {
    insta::assert_snapshot!(seen(&cockpit(80, 24)));
}

#[test]
fn commits_at_120x40() {
    insta::assert_snapshot!(seen(&cockpit(120, 40)));
}

#[test]
fn commits_at_40x10() {
    insta::assert_snapshot!(seen(&cockpit(40, 10)));
}

#[test]
fn commits_in_colour() {
    let setup = Setup { size: (80, 14), now: NOON + 3_600, depth: Depth::Sixteen, ..Setup::default() };
    insta::assert_snapshot!(without_tabs(&Driver::scripted(setup, script).styles()));
}

#[test]
fn commits_without_colour() {
    let setup = Setup { size: (80, 14), now: NOON + 3_600, depth: Depth::Mono, ..Setup::default() };
    insta::assert_snapshot!(without_tabs(&Driver::scripted(setup, script).styles()));
}

#[test]
fn commits_in_ascii_have_ascii_alone() {
    let setup = Setup { size: (120, 24), now: NOON + 3_600, ascii: true, ..Setup::default() };
    let screen = seen(&Driver::scripted(setup, script));
    assert!(screen.is_ascii(), "{screen}");
    insta::assert_snapshot!(screen);
}

#[test]
fn plain_commits_are_lines_without_boxes() {
    let setup = Setup { size: (80, 24), now: NOON + 3_600, plain: true, ..Setup::default() };
    let screen = seen(&Driver::scripted(setup, script));
    assert!(!screen.contains(['│', '╭', '─', '├']), "{screen}");
    insta::assert_snapshot!(screen);
}

#[test]
fn the_help_is_made_from_the_keymap() {
    insta::assert_snapshot!(seen(cockpit(80, 24).press("?")));
}

#[test]
fn the_palette_finds_actions() {
    insta::assert_snapshot!(seen(cockpit(80, 24).press(":").type_text("kind")));
}

#[test]
fn a_menu_offers_kinds() {
    insta::assert_snapshot!(seen(cockpit(80, 24).press("c")));
}

#[test]
fn nothing_panics_at_any_size() {
    for width in [1, 2, 3, 7, 20, 39, 41, 99, 100, 201] {
        for height in [1, 2, 3, 4, 5, 8, 11, 13, 60] {
            let mut cockpit = cockpit(width, height);
            cockpit.press("j enter esc ? esc : esc c esc / x esc V j m R esc y esc S esc");
            cockpit.resize(height, width).press("j");
        }
    }
}

#[test]
fn no_control_character_of_a_commit_reaches_the_screen() {
    let screen = cockpit(120, 40).screen();
    assert!(!screen.chars().any(|character| character != '\n' && crate::text::is_hostile(character)), "{screen}");
}

#[test]
fn the_header_keeps_what_matters_at_every_width() {
    let first = |width| cockpit(width, 24).screen().lines().next().unwrap().to_owned();
    let all = first(120);
    for part in ["tminus  acme/rocket   v1.4.2 → 2.0.0 major", "6 commits · 1 breaking · risk 71 high"] {
        assert!(all.contains(part), "{all}");
    }
    for width in 16..120 {
        let line = first(width);
        assert!(line.contains("→ 2.0.0"), "{width}: {line}");
        assert!(width < 17 || line.contains("71"), "{width}: {line}");
        assert!(!line.contains('…') || width > 30, "nothing that stays is cut: {width}: {line}");
    }
    assert!(first(40).contains("v1.4.2 → 2.0.0 major"), "{}", first(40));
}
