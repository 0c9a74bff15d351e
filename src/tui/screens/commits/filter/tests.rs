//! Fields mean what they say, words are found, and nothing that is typed is an error of the program.

use proptest::prelude::*;

use super::*;
use crate::tui::screens::commits::samples::{commit, with};

use crate::analysis::{
    Because, Flags, Kind, KindSource, Reference, ReferenceKind, Suggestion,
    risk::{Assessment, Code, Seen},
    story::{Difficulty, Outline, ReviewerName, TestVerdict},
};

const AROUND: Around<'_> = Around { is_reviewed: false, path: None, assessment: None, reviewers: None };

fn passes(filter: &str, commit: &AnalysedCommit) -> bool {
    let filter = Filter::parse(filter);
    filter.fields_pass(commit, AROUND) && (filter.words().is_empty() || filter.words().stand_in(commit))
}

#[test]
fn a_kind_is_one_of_those_named() {
    let fix = commit("fix(net): retry", Kind::Fix);
    assert!(passes("kind:fix", &fix));
    assert!(passes("kind:feat,fix", &fix));
    assert!(passes("type:bugfix", &fix));
    assert!(!passes("kind:feat", &fix));
    assert!(!passes("-kind:fix", &fix));
}

#[test]
fn risks_are_compared_and_unknown_ones_pass_nothing() {
    let judged = with(commit("x", Kind::Fix), |commit| commit.risk = Some(50));
    for (filter, expected) in [
        ("risk:>50", false),
        ("risk:>=50", true),
        ("risk:<50", false),
        ("risk:<=50", true),
        ("risk:50", true),
        ("risk:=50", true),
        ("risk:high", true),
        ("risk:critical", false),
        ("-risk:>50", true),
    ] {
        assert_eq!(passes(filter, &judged), expected, "{filter}");
    }
    let unknown = commit("x", Kind::Fix);
    assert!(!passes("risk:<101", &unknown) && !passes("-risk:>50", &unknown));
}

#[test]
fn a_field_without_its_value_filters_nothing_while_it_is_typed() {
    let any = commit("x", Kind::Fix);
    for typed in [
        "sure:",
        "suggested:y",
        "group:f",
        "chance:>",
        "kind:",
        "kind:fe",
        "risk:",
        "risk:>",
        "risk:hi",
        "author:",
        "is:",
        "is:brea",
        "path:",
    ] {
        assert!(passes(typed, &any), "{typed}");
        assert_eq!(Filter::parse(typed).problem(), None, "{typed}");
    }
}

#[test]
fn a_value_that_cannot_be_is_told() {
    for typed in [
        "kind:banana",
        "risk:lots",
        "is:pretty",
        "sure:maybe",
        "chance:high",
        "group:none",
        "rollback:never",
        "tests:few",
        "source:ann",
    ] {
        assert!(Filter::parse(typed).problem().is_some(), "{typed}");
    }
}

#[test]
fn reviewers_are_found_by_name_address_and_handle_and_pass_nothing_before_they_are_known() {
    let any = commit("x", Kind::Fix);
    let ann = ReviewerName {
        name: "Ann Lee".into(),
        email: Some("lee@example.org".into()),
        handle: Some("@acme/core".into()),
    };
    let could = [Arc::new(ann)];
    let known = Around { reviewers: Some(could.as_slice()), ..AROUND };
    let nobody = Around { reviewers: Some(&[]), ..AROUND };
    for (filter, of_ann, of_nobody) in [
        ("reviewer:ann", true, false),
        ("reviewer:EXAMPLE", true, false),
        ("reviewer:@acme", true, false),
        ("reviewer:bob", false, false),
        ("-reviewer:bob", true, true),
        ("reviewer:none", false, true),
        ("-reviewer:none", true, false),
        ("reviewer:", true, true),
    ] {
        assert_eq!(Filter::parse(filter).fields_pass(&any, known), of_ann, "{filter}");
        assert_eq!(Filter::parse(filter).fields_pass(&any, nobody), of_nobody, "{filter}");
    }
    assert!(!passes("reviewer:ann", &any) && !passes("-reviewer:ann", &any) && !passes("reviewer:none", &any));
}

#[test]
fn an_empty_scope_finds_what_has_none() {
    let scoped = with(commit("x", Kind::Fix), |commit| commit.scope = Some("api".into()));
    assert!(passes("scope:ap", &scoped) && !passes("scope:", &scoped));
    assert!(passes("scope:", &commit("x", Kind::Fix)));
}

#[test]
fn qualities_are_flags_and_marks() {
    let breaking = with(commit("x", Kind::Fix), |commit| commit.flags = Flags::BREAKING);
    assert!(passes("is:breaking", &breaking) && !passes("-is:breaking", &breaking) && !passes("is:merge", &breaking));
    let reviewed = Around { is_reviewed: true, ..AROUND };
    assert!(Filter::parse("is:reviewed").fields_pass(&breaking, reviewed));
    assert!(!Filter::parse("-is:reviewed").fields_pass(&breaking, reviewed));
}

#[test]
fn what_is_not_sure_is_found_by_source_confidence_and_suggestion() {
    let guessed = with(commit("handle empty body", Kind::Fix), |commit| {
        commit.kind.source = KindSource::Model;
        commit.kind.confidence = 0.34;
    });
    let doubted = with(commit("docs: x", Kind::Docs), |commit| {
        commit.kind.suggested = Some(Suggestion { kind: Kind::Fix, because: Because::Words });
    });
    let stated = commit("fix: x", Kind::Fix);
    for (filter, expected) in [
        ("sure:no", [true, false, false]),
        ("sure:yes", [false, true, true]),
        ("source:model", [true, false, false]),
        ("confidence:<60", [true, false, false]),
        ("confidence:>=34%", [true, true, true]),
        ("suggested:yes", [false, true, false]),
        ("suggested:fix", [false, true, false]),
        ("suggested:feat", [false, false, false]),
        ("suggested:no", [true, false, true]),
    ] {
        assert_eq!([&guessed, &doubted, &stated].map(|commit| passes(filter, commit)), expected, "{filter}");
    }
}

#[test]
fn factors_and_chances_are_asked_of_the_assessment_and_pass_nothing_before() {
    let mut assessment = Assessment::of(vec![
        Seen { code: Code::FragileFiles, points: 20, numbers: (3, 4) },
        Seen { code: Code::FileKinds, points: -4, numbers: (1, 0) },
    ]);
    assessment.probability = Some(0.08);
    let any = commit("x", Kind::Fix);
    let known = Around { assessment: Some(&assessment), ..AROUND };
    for (filter, expected) in [
        ("factor:fragile", true),
        ("factor:size", false),
        ("factor:file-kinds", false),
        ("chance:>5", true),
        ("chance:>8%", false),
    ] {
        assert_eq!(Filter::parse(filter).fields_pass(&any, known), expected, "{filter}");
        assert!(!Filter::parse(filter).fields_pass(&any, AROUND), "{filter} before it is known");
        assert!(Filter::parse(filter).asks_risk());
    }
}

#[test]
fn the_rest_of_the_story_is_asked_for_by_name() {
    let told = with(commit("fix: x (#12)", Kind::Fix), |commit| {
        commit.references = [Reference { kind: ReferenceKind::PullRequest, id: "12".into() }].into();
        commit.story = Some(Outline { tests: TestVerdict::Missing, rollback: Difficulty::Hard });
        commit.stats = Some(crate::history::Stats { files: 3, insertions: 100, deletions: 20, binary: 0 });
    });
    for (filter, expected) in [
        ("rollback:hard", true),
        ("rollback:easy", false),
        ("tests:missing", true),
        ("tests:same-file", false),
        ("audience:user", true),
        ("for:developer", false),
        ("pr:12", true),
        ("pr:#12", true),
        ("issue:12", false),
        ("lines:>100", true),
        ("files:<3", false),
        ("files:3", true),
        ("group:no", true),
        ("group:fix", false),
    ] {
        assert_eq!(passes(filter, &told), expected, "{filter}");
    }
}

#[test]
fn paths_pass_only_once_they_are_known() {
    let filter = Filter::parse("path:src/api");
    assert_eq!(filter.paths(), ["src/api"]);
    let any = commit("x", Kind::Fix);
    assert!(!filter.fields_pass(&any, AROUND));
    assert!(filter.fields_pass(&any, Around { path: Some(true), ..AROUND }));
}

#[test]
fn words_stand_in_subject_author_or_id_and_a_colon_alone_is_no_field() {
    let fix = commit("fix: Retry on 503", Kind::Fix);
    assert!(passes("retry 503", &fix) && passes("RETRY", &fix) && passes("ann", &fix) && passes("fix:", &fix));
    assert!(!passes("retry 504", &fix));
    assert!(passes("\"on 503\"", &fix) && !passes("\"503 on\"", &fix));
}

#[test]
fn a_field_that_is_misspelt_is_told_and_a_subject_is_not() {
    let problem = Filter::parse("authr:ann").problem().map(str::to_owned);
    assert_eq!(problem.as_deref(), Some("`authr:` is no field; did you mean `author:`?"));
    for subject in ["test: add", "fix: x", "http://x", "api:", "12:30"] {
        assert_eq!(Filter::parse(subject).problem(), None, "{subject}");
    }
}

#[test]
fn letters_in_their_order_hint_at_a_row() {
    let fix = commit("fix: Retry on 503", Kind::Fix);
    assert!(Filter::parse("rty503").words().are_hinted_at(&fix));
    assert!(!Filter::parse("zzz").words().are_hinted_at(&fix));
}

proptest! {
    #[test]
    fn whatever_is_typed_is_read(text in ".{0,60}") {
        let filter = Filter::parse(&text);
        let any = commit("x", Kind::Fix);
        filter.fields_pass(&any, AROUND);
        filter.words().are_hinted_at(&any);
    }
}

#[test]
fn stories_are_found_by_tests_and_rollback_once_they_are_told() {
    let told = with(commit("x", Kind::Fix), |commit| {
        commit.story = Some(Outline { tests: TestVerdict::Missing, rollback: Difficulty::Hard });
    });
    for (filter, expected) in
        [("tests:missing", true), ("tests:beside", false), ("rollback:hard", true), ("-rollback:hard", false)]
    {
        assert_eq!(passes(filter, &told), expected, "{filter}");
    }
    let unknown = commit("x", Kind::Fix);
    assert!(!passes("tests:missing", &unknown) && !passes("-rollback:hard", &unknown));
}
