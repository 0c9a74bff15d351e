//! Messages as people, git and forges write them.

use proptest::prelude::*;

use super::{Footer, Form, Header, Message};
use crate::analysis::{Kind, ReferenceKind};

type HeaderRow = (&'static str, Option<Kind>, Option<&'static str>, bool, &'static str);
type ReferenceRow = (&'static str, String, Vec<(ReferenceKind, &'static str)>);

fn header(subject: &str) -> Option<(Option<Kind>, Option<String>, bool, String)> {
    Header::read(subject)
        .map(|header| (header.kind, header.scope.map(String::from), header.breaking, header.description.into()))
}

fn references(subject: &str, body: &str) -> Vec<(ReferenceKind, String)> {
    Message::read(subject, body).references.into_iter().map(|reference| (reference.kind, reference.id)).collect()
}

fn breaks(subject: &str, body: &str) -> Option<String> {
    Message::read(subject, body).breaking.map(String::from)
}

#[test]
fn headers_are_read_whatever_their_case_and_dress() {
    let table: &[HeaderRow] = &[
        ("feat: add x", Some(Kind::Feat), None, false, "add x"),
        ("FEAT(API): add x", Some(Kind::Feat), Some("API"), false, "add x"),
        ("fix(net)!: drop x", Some(Kind::Fix), Some("net"), true, "drop x"),
        ("feat!: drop x", Some(Kind::Feat), None, true, "drop x"),
        ("docs(a/b, c): say x", Some(Kind::Docs), Some("a/b, c"), false, "say x"),
        ("feat(): add x", Some(Kind::Feat), None, false, "add x"),
        ("fix:no space", Some(Kind::Fix), None, false, "no space"),
        ("deps: bump x", Some(Kind::Build), None, false, "bump x"),
        ("✨ feat: add x", Some(Kind::Feat), None, false, "add x"),
        (":sparkles: feat(ui): add x", Some(Kind::Feat), Some("ui"), false, "add x"),
        ("[PROJ-12] feat: add x", Some(Kind::Feat), None, false, "add x"),
        ("PROJ-12 feat: add x", Some(Kind::Feat), None, false, "add x"),
        ("parser: handle x", None, None, false, "handle x"),
        ("security(api)!: drop x", None, Some("api"), true, "drop x"),
        ("net/http: handle x", None, None, false, "handle x"),
        ("feat: a: b", Some(Kind::Feat), None, false, "a: b"),
    ];
    for (subject, kind, scope, breaking, description) in table {
        let expected = (*kind, scope.map(str::to_owned), *breaking, (*description).to_owned());
        assert_eq!(header(subject), Some(expected), "{subject}");
    }
}

#[test]
fn what_only_looks_like_a_header_is_none() {
    for subject in [
        "",
        "feat",
        "feat:",
        "feat: ",
        ": x",
        "feat add x",
        "feat add: x",
        "https://example.org is down",
        "12: x",
        "C: x",
        "feat (api): x",
        "feat(api: x",
        "feat((a)): x",
        "See: that is:nothing(",
    ] {
        assert!(header(subject).is_none_or(|(kind, ..)| kind.is_none()), "{subject}");
    }
    assert_eq!(header("https://example.org is down"), None);
}

#[test]
fn a_breaking_footer_is_found_anywhere_at_the_start_of_a_line() {
    let table = [
        ("feat: x", "BREAKING CHANGE: no y any more", Some("no y any more")),
        ("feat: x", "Why.\n\nBREAKING-CHANGE: no y\nand no z\n\nSigned-off-by: a <a@b>", Some("no y\nand no z")),
        ("feat: x", "Why.\n\nReviewed-by: z\nBREAKING CHANGE: no y", Some("no y")),
        ("feat: x", "BREAKING CHANGE #12", Some("12")),
        ("feat: x", "BREAKING CHANGE: no y\n\nsecond paragraph\nRefs: #1", Some("no y\n\nsecond paragraph")),
        ("feat!: x", "", Some("x")),
        ("feat!: x (#3)", "", Some("x")),
        ("feat!: x", "BREAKING CHANGE: no y", Some("no y")),
        ("plain words", "BREAKING CHANGE: no y", Some("no y")),
        ("plain words", "* feat!: drop y\n* fix: z", Some("drop y")),
        ("feat: x", "breaking change: not in capitals", None),
        ("feat: x", "this is no BREAKING CHANGE: at all", None),
        ("feat: x", "BREAKING CHANGES are coming", None),
        ("feat: x", "BREAKING CHANGE: None", None),
        ("feat: x", "    BREAKING CHANGE: quoted", None),
        ("Revert \"feat!: x\"", "This reverts commit 1234567.", None),
    ];
    for (subject, body, expected) in table {
        assert_eq!(breaks(subject, body).as_deref(), expected, "{subject} / {body}");
    }
}

#[test]
fn a_breaking_footer_at_the_end_of_a_huge_body_is_found() {
    let body = format!("{}\n\nBREAKING CHANGE: no y\n", "word ".repeat(2_000_000));
    assert_eq!(breaks("feat: x", &body).as_deref(), Some("no y"));
}

#[test]
fn carriage_returns_do_not_hide_a_footer() {
    assert_eq!(breaks("feat: x", "Why.\r\n\r\nBREAKING CHANGE: no y\r\nRefs: #1\r\n").as_deref(), Some("no y"));
}

#[test]
fn forms_of_subjects_are_told_apart() {
    let revert = |depth, subject: &str| Form::Revert { depth, subject: subject.into() };
    let fixup = |subject: &str| Form::Fixup { subject: subject.into() };
    for (subject, expected) in [
        ("Revert \"feat: x\"", revert(1, "feat: x")),
        ("Revert \"feat: x (#1)\" (#2)", revert(1, "feat: x (#1)")),
        ("Revert \"Revert \"feat: x\"\"", revert(2, "feat: x")),
        ("Reapply \"feat: x\"", revert(2, "feat: x")),
        ("Revert \"Reapply \"feat: x\"\"", revert(3, "feat: x")),
        ("fixup! feat: x", fixup("feat: x")),
        ("squash! fixup! x", fixup("x")),
        ("amend! x", fixup("x")),
        ("revert: feat: x", Form::Plain),
        ("Reverting is hard", Form::Plain),
        ("Merge the two tables", Form::Plain),
    ] {
        assert_eq!(Form::of(subject), expected, "{subject}");
    }
    for (subject, number) in [
        ("Merge pull request #12 from a/b", Some("12")),
        ("Merged PR 123: feat: x", Some("123")),
        ("Merged in feature/x (pull request #5)", Some("5")),
        ("Merge branch 'x' into 'main'", None),
        ("Merge remote-tracking branch 'origin/main'", None),
        ("Merge tag 'v1.0'", None),
    ] {
        let Form::Merge(merge) = Form::of(subject) else { panic!("{subject}") };
        assert_eq!(merge.pull_request.as_deref(), number, "{subject}");
    }
}

#[test]
fn references_are_found_once_and_by_kind() {
    use ReferenceKind::{Advisory, CherryPick, Fixes, Issue, PullRequest, Reverts};
    let sha = "0123456789abcdef0123456789abcdef01234567";
    let table: Vec<ReferenceRow> = vec![
        ("feat: x (#12)", String::new(), vec![(PullRequest, "12")]),
        ("feat: x (!12)", String::new(), vec![(PullRequest, "12")]),
        ("fix #7: x", String::new(), vec![(Issue, "7")]),
        ("fix: x", "Closes #7, #8\nFixes: #9".into(), vec![(Issue, "7"), (Issue, "8"), (Issue, "9")]),
        ("fix: x", "Fixes acme/rocket#7".into(), vec![(Issue, "acme/rocket#7")]),
        ("fix: x", format!("Fixes: {sha} (\"feat: y\")"), vec![(Fixes, sha)]),
        ("fix: x", "Fixes: 0123456789ab (\"feat: y\")".into(), vec![(Fixes, "0123456789ab")]),
        ("Revert \"x\"", format!("This reverts commit {sha}."), vec![(Reverts, sha)]),
        ("revert: x", "Refs: 676104e, a215868".into(), vec![(Reverts, "676104e"), (Reverts, "a215868")]),
        ("feat: x", "Refs: 676104e".into(), vec![]),
        (
            "Revert \"x (#3)\" (#4)",
            "Reverts acme/rocket#3".into(),
            vec![(PullRequest, "3"), (PullRequest, "4"), (Reverts, "acme/rocket#3")],
        ),
        ("fix: x", format!("(cherry picked from commit {sha})"), vec![(CherryPick, sha)]),
        ("Merge pull request #12 from a/b", "fix: x".into(), vec![(PullRequest, "12")]),
        (
            "Merge branch 'x' into 'main'",
            "fix: x\n\nSee merge request acme/rocket!12".into(),
            vec![(PullRequest, "12")],
        ),
        ("deps: bump x", "PR-URL: https://github.com/a/b/pull/31".into(), vec![(PullRequest, "31")]),
        (
            "fix PROJ-7",
            "see CVE-2026-12345 and GHSA-2345-cfgh-jmpq".into(),
            vec![(Advisory, "CVE-2026-12345"), (Advisory, "GHSA-2345-cfgh-jmpq")],
        ),
        ("fix: read UTF-8, SHA-256 and ISO-8601", "&#39; a#1 x-PROJ-7 PROJ-0".into(), vec![]),
    ];
    for (subject, body, expected) in table {
        let mut expected: Vec<_> = expected.into_iter().map(|(kind, id)| (kind, id.to_owned())).collect();
        let mut found = references(subject, &body);
        if subject == "fix PROJ-7" {
            expected.push((Issue, "PROJ-7".into()));
        }
        found.sort_by_key(|(kind, id)| (*kind as u8, id.clone()));
        expected.sort_by_key(|(kind, id)| (*kind as u8, id.clone()));
        assert_eq!(found, expected, "{subject} / {body}");
    }
}

#[test]
fn descriptions_are_what_notes_would_say() {
    for (subject, body, expected) in [
        ("feat(api): add x (#12)", "", "add x"),
        ("✨ Add x", "", "Add x"),
        ("parser: handle x", "", "handle x"),
        ("Merge pull request #12 from a/b", "feat: add x (#11)\n\nWhy.", "add x"),
        ("Merge pull request #12 from a/b", "", "Merge pull request #12 from a/b"),
        (
            "Merge commit from fork",
            "* Cap the length of a chain\n\n* Add a changelog entry",
            "Cap the length of a chain",
        ),
        ("Merged PR 12: Add x", "", "Add x"),
        ("fixup! feat: add x", "", "add x"),
        ("Add x", "", "Add x"),
        ("(#12)", "", "(#12)"),
        ("", "", ""),
    ] {
        assert_eq!(&*Message::read(subject, body).description, expected, "{subject}");
    }
}

#[test]
fn co_authors_are_people_named_once() {
    let body = "Why.\n\nCo-authored-by: Ann Archer <ann@example.org>\nco-authored-by: Bob\nCo-Authored-By: Ann Archer <ann@example.org>";
    let expected = vec![("Ann Archer".to_owned(), "ann@example.org".to_owned()), ("Bob".to_owned(), String::new())];
    assert_eq!(Message::co_authors(body), expected);
}

proptest! {
    #[test]
    fn any_text_is_a_message(subject in "\\PC{0,60}", body in "(?s).{0,200}") {
        let message = Message::read(&subject, &body);
        prop_assert!(message.breaking.is_none() || !body.is_empty() || subject.contains('!'));
        Message::co_authors(&body);
    }

    #[test]
    fn text_made_of_marks_is_a_message(subject in "[:!#()\"' \\[\\]A-Ca-c1-3-]{0,40}", body in "[:!#()\"' \nA-Ca-c1-3-]{0,80}") {
        Message::read(&subject, &body);
        Message::read(&format!("Revert \"{subject}\""), &body);
        Message::read(&format!("fixup! {subject}"), &format!("BREAKING CHANGE{body}"));
    }

    #[test]
    fn a_written_header_is_read_back(
        word in prop::sample::select(vec!["feat", "fix", "docs", "Perf", "CI", "parser"]),
        scope in prop::option::of("[a-z][a-z0-9/_-]{0,8}"),
        breaking: bool,
        description in "[a-z][a-zA-Z0-9 .]{0,30}[a-z]",
    ) {
        let header = Header {
            word: word.into(),
            kind: Kind::from_word(word),
            scope: scope.map(Into::into),
            breaking,
            description: description.into(),
        };
        prop_assert_eq!(Header::read(&header.to_subject()), Some(header));
    }

    #[test]
    fn footers_agree_with_the_reference_grammar(
        prose in "[a-z ]{1,40}",
        footers in prop::collection::vec(("[A-Z][a-z]{1,8}(-by)?", "[a-z0-9 ]{0,12}[a-z0-9]"), 1..5),
    ) {
        let lines: Vec<_> = footers.iter().map(|(token, value)| format!("{token}: {value}")).collect();
        let body = format!("{prose}\n\n{}", lines.join("\n"));
        let whole = format!("feat: x\n\n{body}");
        let known = git_conventional::Commit::parse(&whole).unwrap();
        let known: Vec<_> = known.footers().iter().map(|f| (f.token().as_str().to_owned(), f.value().trim().to_owned())).collect();
        let ours: Vec<_> = Footer::all(&body).iter().map(|f| (f.token.to_owned(), f.value.to_owned())).collect();
        prop_assert_eq!(ours, known);
    }
}

#[test]
fn what_a_squash_says_of_a_break_ends_at_its_next_commit() {
    let body = "* feat: join addresses\n\nBREAKING CHANGE: addresses are joined now\nin all adapters.\n\n* fix: typo\n\n* chore: tidy\n\n---------\n\nCo-authored-by: A <a@b>";
    let message = Message::read("feat: join addresses (#7)", body);
    assert_eq!(message.breaking.as_deref(), Some("addresses are joined now\nin all adapters."));
    let listed = Message::read("feat!: x", "BREAKING CHANGE: gone are\n* the old name\n* the old path");
    assert_eq!(listed.breaking.as_deref(), Some("gone are\n* the old name\n* the old path"));
}
