//! Kinds, flags, scopes and audiences of commits as they are met.

use super::{Clues, Rules, audience, flags, judge_kind, scope};
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
    let clues = Clues { subject, message: &message, author: &author, shape: Some(&shape), is_merge: false };
    let kind = judge_kind(&clues, &Rules);
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
fn rules_know_the_common_ways_to_say_it() {
    for (subject, paths, kind) in [
        ("Fix crash when the list is empty", &["src/list.rs"][..], Kind::Fix),
        ("parser: handle empty input", &["src/parser.c"], Kind::Fix),
        ("Add support for IPv6", &["src/net.rs"], Kind::Feat),
        ("Implement streaming", &["src/stream.rs"], Kind::Feat),
        ("Fix typo in README", &["README.md"], Kind::Docs),
        ("Clarify what --from means", &["docs/usage.md"], Kind::Docs),
        ("Add tests for the parser", &["tests/parser.rs"], Kind::Test),
        ("Use newer runners", &[".github/workflows/ci.yml"], Kind::Ci),
        ("Bump serde from 1.0.1 to 1.0.2", &["Cargo.lock"], Kind::Chore),
        ("Simplify the loop", &["src/loop.rs"], Kind::Refactor),
        ("Speed up the loop", &["src/loop.rs"], Kind::Perf),
        ("rustfmt", &["src/loop.rs"], Kind::Style),
        ("Revert \"Add support for IPv6\"", &["src/net.rs"], Kind::Revert),
        ("🐛 Empty list", &["src/list.rs"], Kind::Fix),
        (":memo: Empty list", &["src/list.rs"], Kind::Docs),
        ("Release 1.2.3", &["Cargo.toml"], Kind::Chore),
        ("v1.2.3", &["package.json"], Kind::Chore),
        ("Git 2.47-rc1", &["GIT-VERSION-GEN"], Kind::Chore),
    ] {
        let found = judge(subject, "", paths).kind;
        assert_eq!((found.kind, found.source), (kind, KindSource::Rule), "{subject}");
        assert!((0.0..=1.0).contains(&found.confidence), "{subject}");
    }
}

#[test]
fn flags_are_told_from_words_and_paths() {
    for (subject, body, paths, expected) in [
        ("feat!: x", "", &["src/a.rs"][..], Flags::BREAKING),
        ("fix: prevent XSS in titles", "", &["src/a.rs"], Flags::SECURITY),
        ("fix: x", "CVE-2026-12345", &["src/a.rs"], Flags::SECURITY),
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
