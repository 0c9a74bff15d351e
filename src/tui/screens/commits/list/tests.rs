//! Rows never jump: the cursor stays on its commit, whatever the order and the filter.

use super::*;
use crate::{
    analysis::{Because, Kind, Suggestion},
    tui::screens::commits::samples::{commit, id, with},
};

fn list() -> List {
    let kinds = [Kind::Fix, Kind::Feat, Kind::Chore, Kind::Fix];
    let commits = kinds.into_iter().enumerate().map(|(index, kind)| {
        with(commit(&format!("subject {index}"), kind), |commit| {
            commit.id = id(index as u32);
            commit.risk = Some([10, 80, 30, 50][index]);
            commit.committed_at.seconds -= i64::try_from(index).unwrap();
        })
    });
    let mut list = List::default();
    list.fit(10);
    list.apply(Event::Listed(commits.collect()));
    list
}

fn rows(list: &List) -> Vec<usize> {
    (0..list.len()).map(|place| list.at(place).unwrap().0).collect()
}

#[test]
fn the_cursor_stays_on_its_commit_when_the_order_changes() {
    let mut list = list();
    list.put_cursor(2);
    list.sort(Order::Risk);
    assert_eq!(rows(&list), [1, 3, 2, 0]);
    assert_eq!(list.current().unwrap().id, id(2));
    list.sort(Order::Kind);
    assert_eq!(rows(&list), [1, 0, 3, 2]);
    assert_eq!(list.current().unwrap().id, id(2));
    list.sort(Order::Age);
    assert_eq!(rows(&list), [3, 2, 1, 0]);
}

#[test]
fn the_cursor_stays_on_its_commit_while_rows_stream_in() {
    let mut list = list();
    list.put_cursor(3);
    list.apply(Event::Listed(vec![with(commit("late", Kind::Fix), |commit| commit.id = id(9))]));
    assert_eq!(list.current().unwrap().id, id(3));
    assert_eq!(list.len(), 5);
}

#[test]
fn a_filter_keeps_the_cursor_on_its_commit_or_near_it() {
    let mut list = list();
    list.put_cursor(3);
    list.narrow(Filter::parse("kind:fix"));
    assert_eq!(rows(&list), [0, 3]);
    assert_eq!(list.current().unwrap().id, id(3));
    list.narrow(Filter::parse("kind:feat"));
    assert_eq!(list.current().unwrap().id, id(1));
    list.narrow(Filter::parse("kind:docs"));
    assert!(list.current().is_none());
    list.narrow(Filter::default());
    assert_eq!(list.len(), 4);
}

#[test]
fn words_that_stand_nowhere_are_looked_for_by_their_letters() {
    let mut list = list();
    list.narrow(Filter::parse("subject 2"));
    assert_eq!(rows(&list), [2]);
    list.narrow(Filter::parse("sbjct2"));
    assert_eq!(rows(&list), [2]);
}

#[test]
fn an_action_is_about_the_chosen_rows_else_about_the_cursor() {
    let mut list = list();
    assert_eq!(list.subjects(), [id(0)]);
    list.toggle_range();
    list.travel(Motion::Down);
    assert_eq!(list.subjects(), [id(0), id(1)]);
    list.toggle_range();
    assert_eq!(list.n_chosen(), 0, "a range that ended holds nothing by itself");
    list.put_cursor(3);
    list.toggle_chosen();
    list.put_cursor(0);
    assert_eq!(list.subjects(), [id(3)]);
    assert!(list.let_go());
    assert_eq!(list.subjects(), [id(0)]);
}

#[test]
fn a_new_analysis_takes_over_where_the_user_was() {
    let mut list = list();
    list.sort(Order::Risk);
    list.put_cursor(2);
    let mut fresh = Analysis::default();
    fresh.apply(Event::Listed(vec![
        with(commit("new", Kind::Feat), |commit| commit.id = id(7)),
        with(commit("subject 2", Kind::Chore), |commit| commit.id = id(2)),
    ]));
    let list = list.after(fresh);
    assert_eq!(list.order(), Order::Risk);
    assert_eq!(list.current().unwrap().id, id(2));
}

#[test]
fn paths_are_asked_for_once() {
    let mut list = list();
    assert!(list.wants_paths().is_empty());
    list.narrow(Filter::parse("path:src"));
    assert_eq!(list.wants_paths().len(), 4);
    assert_eq!(list.len(), 0);
    list.learn_paths([(0, false), (1, true)]);
    assert_eq!(rows(&list), [1]);
    assert_eq!(list.wants_paths().len(), 2);
    list.narrow(Filter::parse("path:lib"));
    assert_eq!(list.wants_paths().len(), 4);
}

#[test]
fn doubtful_kinds_come_first_and_groups_stand_together() {
    use crate::analysis::group::{Bond, Group, Membership};
    let mut list = list();
    let commits = &mut list.analysis.commits;
    commits[1].kind = KindVerdict { source: KindSource::Model, confidence: 0.35, ..commits[1].kind };
    commits[2].kind = KindVerdict { source: KindSource::Model, confidence: 0.3, ..commits[2].kind };
    commits[3].kind.suggested = Some(Suggestion { kind: Kind::Feat, because: Because::Words });
    let group = std::sync::Arc::new(Group { bond: Bond::Fix, members: [id(3), id(0)].into() });
    for row in [0, 3] {
        let membership = Membership { group: std::sync::Arc::clone(&group), link: None };
        commits[row].group = Some(std::sync::Arc::new(membership));
    }
    list.sort(Order::Doubt);
    assert_eq!(rows(&list), [3, 2, 1, 0]);
    list.sort(Order::Group);
    assert_eq!(rows(&list), [0, 3, 1, 2]);
}

#[test]
fn what_the_same_person_could_review_stands_together_and_what_nobody_could_last() {
    use crate::{analysis::story::ReviewerName, release::analysis::Told};
    let mut list = list();
    let could = |name: &str| std::sync::Arc::new(ReviewerName { name: name.into(), email: None, handle: None });
    let reviewers = [vec![], vec![could("bob")], vec![could("Ann"), could("bob")], vec![could("ann")]];
    let told = reviewers.into_iter().enumerate().map(|(row, reviewers)| Told {
        row: row as u32,
        outline: None,
        story: None,
        reviewers: Some(reviewers.into()),
    });
    list.apply(Event::Told(told.collect()));
    list.sort(Order::Reviewer);
    assert_eq!(rows(&list), [2, 3, 1, 0]);
    list.narrow(Filter::parse("reviewer:bob"));
    assert_eq!(rows(&list), [2, 1]);
}

#[test]
fn a_correction_is_seen_at_once() {
    let mut list = list();
    list.correct(&[id(2)], Kind::Perf);
    let kind = list.at(2).unwrap().1.kind;
    assert_eq!((kind.kind, kind.source), (Kind::Perf, KindSource::Override));
    assert_eq!(list.at(0).unwrap().1.kind.kind, Kind::Fix);
}
