//! Points that add up, and a past that later commits do not change.

use proptest::prelude::*;

use super::{Assessment, Card, Code, Evidence, PastBuilder, RiskModel, Row, Seen};
use crate::analysis::{
    Flags, Kind,
    shape::{Sensitive, Shape, Touch},
};

fn sum(assessment: &Assessment) -> i32 {
    assessment.in_words().factors.iter().map(|factor| factor.points).sum()
}

fn seen(points: i8) -> Seen {
    Seen { code: Code::Size, points, numbers: (0, 0) }
}

proptest! {
    #[test]
    fn a_score_is_the_sum_of_its_factors(points in prop::collection::vec(-60_i8..=100, 0..40)) {
        let assessment = Assessment::of(points.iter().copied().map(seen).collect());
        prop_assert_eq!(sum(&assessment), i32::from(assessment.score()));
        prop_assert!(assessment.score() <= 100);
        prop_assert!(assessment.factors().iter().all(|seen| seen.points != 0));
        let whole: i32 = points.iter().map(|points| i32::from(*points)).sum();
        prop_assert_eq!(i32::from(assessment.score()), whole.clamp(0, 100));
    }
}

#[test]
fn what_is_over_a_hundred_is_told() {
    let risk = Assessment::of(vec![seen(90), seen(40)]).in_words();
    assert_eq!(risk.score, 100);
    let ceiling = risk.factors.iter().find(|factor| factor.name == "ceiling").unwrap();
    assert_eq!((ceiling.points, ceiling.evidence.as_str()), (-30, "the points add up to 130; a score ends at 100"));
}

fn assess(paths: &[(&str, u32, u32)], flags: Flags) -> Assessment {
    let files = paths
        .iter()
        .map(|(path, insertions, deletions)| crate::analysis::shape::tests::change(path, *insertions, *deletions))
        .collect();
    let shape = Shape::of(&crate::analysis::shape::tests::changes(files), &Sensitive::default());
    Card.assess(&Evidence { kind: Kind::Feat, flags, shape: &shape, past: None, revert_depth: 0 })
}

#[test]
fn larger_sensitive_untested_and_breaking_is_riskier() {
    let small = assess(&[("src/a.rs", 3, 1)], Flags::empty());
    let large = assess(&[("src/a.rs", 300, 100)], Flags::empty());
    let tested = assess(&[("src/a.rs", 300, 100), ("tests/a.rs", 40, 0)], Flags::empty());
    let sensitive = assess(&[("src/auth/a.rs", 300, 100)], Flags::empty());
    let breaking = assess(&[("src/auth/a.rs", 300, 100)], Flags::BREAKING);
    let docs = assess(&[("docs/a.md", 300, 100)], Flags::empty());
    assert!(small.score() < large.score());
    assert!(tested.score() < large.score());
    assert!(large.score() < sensitive.score());
    assert!(sensitive.score() < breaking.score());
    assert!(docs.score() <= small.score());
}

#[test]
fn a_merge_has_no_risk_of_its_own() {
    assert_eq!(assess(&[("src/a.rs", 300, 100)], Flags::MERGE), Assessment::default());
}

#[test]
fn only_ancestors_count_as_the_past() {
    let file = [Touch(7)];
    let row = |author, is_fix| Row { author, is_fix, touches: &file };
    let mut past = PastBuilder::default();
    past.before(&row(1, true));
    let first = past.within(&row(2, false));
    let side = past.within(&row(3, true));
    assert_eq!((first, side, past.n_before()), (1, 2, 1));
    let known = past.known(&row(2, false), &[0b01]);
    assert_eq!((known.changes, known.fixes, known.authors, known.experience, known.own_changes), (20, 10, 2, 1, 1));
    let both = past.known(&row(2, false), &[0b11]);
    assert_eq!((both.changes, both.fixes, both.known_commits), (30, 20, 3));
}

#[test]
fn a_culprit_counts_once_it_was_named() {
    let file = [Touch(7)];
    let row = Row { author: 1, is_fix: false, touches: &file };
    let mut past = PastBuilder::default();
    let culprit = past.within(&row);
    let fix = past.within(&row);
    past.names_culprit(fix, culprit);
    assert_eq!(past.known(&row, &[1 << culprit]).culprits, 0);
    assert_eq!(past.known(&row, &[1 << culprit | 1 << fix]).culprits, 1);
}
