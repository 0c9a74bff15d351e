//! Kinds, flags, scopes and audiences of commits as they are met.

use super::{
    Classifier as _, Clues, Guess, Habits, Sample, Trained, audience, flags, judge_kind, said_beside_area, scope, words,
};
use crate::{
    analysis::{
        Audience, Flags, Kind, KindSource, KindVerdict,
        shape::{
            Sensitive, Shape,
            tests::{change, changes},
        },
        wording::Message,
    },
    history::Person,
};

struct Judged {
    kind: KindVerdict,
    flags: Flags,
    scope: Option<String>,
    audience: Audience,
}

fn judge(subject: &str, body: &str, paths: &[&str]) -> Judged {
    let message = Message::read(subject, body);
    let files = paths.iter().map(|path| change(path, 10, 4)).collect();
    let shape = Shape::of(&changes(files), &Sensitive::default());
    let author = Person::default();
    let words = words(subject, body, &message, &author);
    let clues =
        Clues { subject, message: &message, words: &words, author: &author, shape: Some(&shape), is_merge: false };
    let kind = judge_kind(&clues, &Trained::default());
    let flags = flags(&clues);
    Judged { kind, flags, scope: scope(&clues).map(String::from), audience: audience(&clues, kind.kind, flags) }
}

#[test]
fn a_header_decides() {
    let found = judge("docs: fix crash", "", &["src/a.rs"]).kind;
    assert_eq!(found, KindVerdict { kind: Kind::Docs, source: KindSource::Header, confidence: 1.0, suggested: None });
}

#[test]
fn a_squashed_list_decides_where_the_subject_says_nothing() {
    let found = judge("Rocket engine (#12)", "* docs: say x\n* feat(api): add x\n* fix: y", &["src/a.rs"]).kind;
    assert_eq!((found.kind, found.source), (Kind::Feat, KindSource::Header));
}

#[test]
fn the_common_ways_to_say_it_are_known() {
    for (subject, paths, kind) in [
        ("Fix crash when the list is empty", &["src/list.rs"][..], Kind::Fix),
        ("parser: fix crash on empty input", &["src/parser.c"], Kind::Fix),
        ("PROJ-12: Fix crash on empty input", &["src/parser.c"], Kind::Fix),
        ("Add support for IPv6", &["src/net.rs"], Kind::Feat),
        ("Fix typo in README", &["README.md"], Kind::Docs),
        ("Add a test that lists may be empty", &["tests/parser.rs"], Kind::Test),
        ("Use newer runners", &[".github/workflows/ci.yml"], Kind::Ci),
        ("Refactor the loop", &["src/loop.rs"], Kind::Refactor),
        ("Improve performance of the loop", &["src/loop.rs"], Kind::Perf),
        ("исправить ошибку", &["docs/index.md"], Kind::Docs),
    ] {
        let found = judge(subject, "", paths).kind;
        assert_eq!((found.kind, found.source), (kind, KindSource::Model), "{subject} {}", found.confidence);
        assert!((0.0..=1.0).contains(&found.confidence), "{subject}");
    }
}

#[test]
fn names_of_places_before_a_colon_say_nothing_of_the_kind() {
    for (subject, bare) in [
        ("codec: support byte slices in LengthDelimitedCodec", "support byte slices in LengthDelimitedCodec"),
        ("net/http, crypto/tls: drop unused return value", "drop unused return value"),
        ("[parser] simplify the loop", "simplify the loop"),
    ] {
        let judge = |subject| judge(subject, "", &["src/a.rs", "src/b.rs"]).kind;
        assert_eq!(judge(subject), judge(bare), "{subject}");
    }
    let message = |subject| Message::read(subject, "");
    for kept in ["changelog: 15.2.0", "Known problem: it stops", "parser:", "see https://example.org: it stops"] {
        assert_eq!(said_beside_area(kept, &message(kept)), kept);
    }
}

#[test]
fn what_programs_and_conventions_write_needs_no_model() {
    for (subject, paths, kind) in [
        ("Revert \"Add support for IPv6\"", &["src/net.rs"][..], Kind::Revert),
        ("🐛 Empty list", &["src/list.rs"], Kind::Fix),
        (":memo: Empty list", &["src/list.rs"], Kind::Docs),
        ("Release 1.2.3", &["Cargo.toml"], Kind::Chore),
        ("v1.2.3", &["package.json"], Kind::Chore),
        ("Git 2.47-rc1", &["GIT-VERSION-GEN"], Kind::Chore),
        ("", &[], Kind::Chore),
    ] {
        let found = judge(subject, "", paths).kind;
        assert_eq!((found.kind, found.source), (kind, KindSource::Rule), "{subject}");
    }
}

#[test]
fn any_message_and_any_change_are_judged() {
    let long = "fix the list ".repeat(80_000);
    let many: Vec<String> = (0..5000).map(|number| format!("a/{number}.rs")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for (subject, body, paths) in [("", "", &many[..]), (&long, &long, &[]), ("\u{fffd}\u{0}", "\u{fffd}", &many[..1])]
    {
        assert!(judge(subject, body, paths).kind.confidence <= 1.0);
    }
}

#[test]
fn what_is_stated_here_makes_the_rest_likelier() {
    let of = |marks: &[u32]| Guess { logits: [0.0; 11], marks: marks.into(), promise: 0.0 };
    let (guess, elsewhere, unknown) = (of(&[1, 2, 3]), of(&[1, 4]), of(&[5]));
    assert!(Habits::default().is_empty());
    let habits = Habits::of(&vec![(&guess, Kind::Build); 50]);
    let named = |guess: &Guess| Trained::default().name(guess, &habits);
    assert_eq!(named(&guess).kind, Kind::Build);
    let of_build = |guess: &Guess| habits.applied(guess)[Kind::Build as usize];
    assert!(of_build(&guess) > of_build(&elsewhere), "what has the same marks is moved most");
    assert!(of_build(&elsewhere) > 0.0, "and the others, too");
    assert!(habits.applied(&unknown).iter().all(|logit| logit.abs() < 1e-9), "what has none of the marks stays");
}

#[test]
fn headers_that_are_chosen_by_kind_are_no_fair_sample() {
    let is_fair = |stated: &[(f32, Kind)], unstated: &[f32]| {
        let mut sample = Sample::default();
        for (promise, kind) in stated {
            sample.count(*promise, Some(*kind));
        }
        for promise in unstated {
            sample.count(*promise, None);
        }
        sample.is_fair()
    };
    let (feature, chore, docs) = ((0.9, Kind::Feat), (0.1, Kind::Chore), (0.1, Kind::Docs));
    assert!(is_fair(&[docs, docs], &[]), "every commit has a header");
    assert!(is_fair(&[feature, chore], &[0.6, 0.5]));
    assert!(!is_fair(&[docs, chore], &[0.6, 0.5]), "only housekeeping has headers");
    assert!(!is_fair(&[(0.5, Kind::Docs), (0.6, Kind::Ci)], &[0.6, 0.5]), "which may sound like the rest");
    assert!(!is_fair(&[feature, feature], &[0.4, 0.4]), "only what users see has headers");
}

#[test]
fn a_header_is_doubted_only_by_a_confident_model() {
    let doubt = |logit: f32| {
        let mut logits = [0.0; 11];
        logits[Kind::Feat as usize] = logit;
        Trained::default().doubt(&Guess { logits, marks: Box::default(), promise: 0.0 }, Kind::Chore)
    };
    assert_eq!(doubt(6.0), Some(Kind::Feat));
    assert_eq!(doubt(0.5), None);
    let mut logits = [0.0; 11];
    logits[Kind::Chore as usize] = 6.0;
    assert_eq!(Trained::default().doubt(&Guess { logits, marks: Box::default(), promise: 0.0 }, Kind::Chore), None);
}

#[test]
fn flags_are_told_from_words_and_paths() {
    for (subject, body, paths, expected) in [
        ("feat!: x", "", &["src/a.rs"][..], Flags::BREAKING),
        ("fix: prevent XSS in titles", "", &["src/a.rs"], Flags::SECURITY),
        ("fix: x", "CVE-2026-12345", &["src/a.rs"], Flags::SECURITY),
        ("Merge commit from fork (#12)", "* Cap the length", &["src/a.rs"], Flags::SECURITY),
        ("fix(security): x", "", &["src/a.rs"], Flags::SECURITY),
        ("chore(deps): bump x", "", &["Cargo.lock"], Flags::DEPENDENCY),
        ("Bump serde from 1.0.1 to 1.0.2", "", &["Cargo.toml", "Cargo.lock"], Flags::DEPENDENCY),
        ("Update dependency react to v19", "", &["package.json"], Flags::DEPENDENCY),
        ("Bump version to 1.2.3", "", &["Cargo.toml", "Cargo.lock"], Flags::empty()),
        ("Update the docs to 2.0", "", &["README.md"], Flags::empty()),
        ("feat: x", "", &["src/a.rs"], Flags::empty()),
    ] {
        assert_eq!(judge(subject, body, paths).flags, expected, "{subject}");
    }
}

#[test]
fn a_scope_is_the_headers_else_the_area() {
    for (subject, paths, expected) in [
        ("feat(api): x", &["src/net/a.rs"][..], Some("api")),
        ("parser: x", &["src/net/a.rs"], Some("parser")),
        ("net/http: x", &["src/a.c"], Some("net/http")),
        ("[ui] Add x", &["src/net/a.rs"], Some("ui")),
        ("Add x", &["src/net/a.rs", "src/net/b.rs"], Some("net")),
        ("wip: x", &["src/net/a.rs"], Some("net")),
        ("Note that this is quite odd: x", &["a.rs"], None),
        ("PROJ-12: Add x", &["a.rs"], None),
    ] {
        assert_eq!(judge(subject, "", paths).scope.as_deref(), expected, "{subject}");
    }
}

#[test]
fn an_audience_is_whom_it_matters_to() {
    for (subject, paths, expected) in [
        ("feat: x", &["src/a.rs"][..], Audience::User),
        ("refactor: x", &["src/a.rs"], Audience::Developer),
        ("refactor!: x", &["src/a.rs"], Audience::User),
        ("fix: x", &["tests/a.rs"], Audience::Developer),
        ("feat(docker): x", &["src/a.rs"], Audience::Operator),
        ("fix: x", &["db/migrations/1.sql"], Audience::Operator),
        ("docs: x", &["README.md"], Audience::User),
        ("docs: explain the pre-commit hook", &["docs/a.md"], Audience::Developer),
        ("fix(ci): x", &["src/a.rs"], Audience::Developer),
        ("fix: flaky test of sorting", &["src/a.rs"], Audience::Developer),
        ("fix: honour the environment variable NO_COLOR", &["src/a.rs"], Audience::Operator),
        ("feat!: drop the systemd unit", &["src/a.rs"], Audience::User),
        ("feat: undocker the window", &["src/a.rs"], Audience::User),
    ] {
        assert_eq!(judge(subject, "", paths).audience, expected, "{subject}");
    }
}
