//! Histories of reverts. Rows are written oldest first and turned round, as the range lists them newest first.

use proptest::prelude::*;

use super::{Candidate, Group, Takeback, group};
use crate::{analysis::wording::Message, history::CommitId};

fn id(number: usize) -> CommitId {
    format!("{number:040x}").parse().unwrap()
}

/// Groups and cancelled rows, by their place in `rows`, oldest first.
fn play(rows: &[(&str, String)]) -> Vec<(Vec<usize>, Vec<usize>)> {
    let read: Vec<_> =
        rows.iter().map(|(subject, body)| Takeback::of(&Message::read(subject, body), subject)).collect();
    let last = rows.len().saturating_sub(1);
    let candidates: Vec<_> = rows
        .iter()
        .enumerate()
        .rev()
        .map(|(number, (subject, _))| Candidate {
            id: id(number),
            subject,
            request: None,
            takeback: read[number].as_ref(),
        })
        .collect();
    let turned = |rows: &[usize]| {
        let mut rows: Vec<_> = rows.iter().map(|row| last - row).collect();
        rows.sort_unstable();
        rows
    };
    group(&candidates).iter().map(|Group { members, cancelled }| (turned(members), turned(cancelled))).collect()
}

fn reverts(number: usize) -> String {
    format!("This reverts commit {number:040x}.")
}

#[test]
fn a_revert_and_what_it_reverts_cancel_out() {
    let rows = [("feat: x", String::new()), ("fix: y", String::new()), ("Revert \"feat: x\"", reverts(0))];
    assert_eq!(play(&rows), [(vec![0, 2], vec![0, 2])]);
}

#[test]
fn a_revert_of_a_revert_restores() {
    let rows = [("feat: x", String::new()), ("Revert \"feat: x\"", reverts(0)), ("Reapply \"feat: x\"", reverts(1))];
    assert_eq!(play(&rows), [(vec![0, 1, 2], vec![1, 2])]);
    let rows = [
        ("feat: x", String::new()),
        ("Revert \"feat: x\"", reverts(0)),
        ("Revert \"Revert \"feat: x\"\"", reverts(1)),
        ("Revert \"Revert \"Revert \"feat: x\"\"\"", reverts(2)),
    ];
    assert_eq!(play(&rows), [(vec![0, 1, 2, 3], vec![0, 1, 2, 3])]);
}

#[test]
fn a_revert_of_what_lies_before_the_range_stands_alone() {
    assert_eq!(play(&[("fix: y", String::new()), ("Revert \"feat: x\"", reverts(99))]), []);
    assert_eq!(play(&[("fix: y", String::new()), ("Revert \"feat: x\"", String::new())]), []);
}

#[test]
fn without_an_id_the_nearest_earlier_subject_is_meant() {
    let rows = [
        ("feat: x", String::new()),
        ("feat: x (#2)", String::new()),
        ("revert: feat: x", String::new()),
        ("feat: x", String::new()),
    ];
    assert_eq!(play(&rows), [(vec![1, 2], vec![1, 2])]);
    let rows =
        [("feat: x", String::new()), ("Revert \"feat: x\"", String::new()), ("Reapply \"feat: x\"", String::new())];
    assert_eq!(play(&rows), [(vec![0, 1, 2], vec![1, 2])]);
}

#[test]
fn a_revert_that_takes_back_more_than_the_range_has_is_still_told() {
    let rows = [("feat: x", String::new()), ("revert: x and y", format!("Refs: {:040x}, {:040x}", 0, 99))];
    assert_eq!(play(&rows), [(vec![0, 1], vec![0])]);
    let rows = [
        ("feat: x", String::new()),
        ("feat: y", String::new()),
        ("revert: both", format!("Refs: {:040x}, {:040x}", 0, 1)),
    ];
    assert_eq!(play(&rows), [(vec![0, 1, 2], vec![0, 1, 2])]);
}

#[test]
fn a_commit_reverted_twice_is_gone_once() {
    let rows = [("feat: x", String::new()), ("Revert \"feat: x\"", reverts(0)), ("Revert \"feat: x\"", reverts(0))];
    assert_eq!(play(&rows), [(vec![0, 1, 2], vec![0, 1, 2])]);
}

proptest! {
    #[test]
    fn any_reverts_come_to_an_end(names in prop::collection::vec((0_usize..12, any::<bool>()), 0..12)) {
        let rows: Vec<_> = names
            .iter()
            .map(|(number, short)| ("Revert \"x\"", if *short { format!("This reverts commit {number:07x}.") } else { reverts(*number) }))
            .collect();
        let mut seen = std::collections::BTreeSet::new();
        for (members, cancelled) in play(&rows) {
            prop_assert!(members.len() > 1);
            prop_assert!(cancelled.iter().all(|row| members.contains(row)));
            prop_assert!(members.iter().all(|row| seen.insert(*row)));
        }
    }
}
