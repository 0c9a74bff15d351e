//! Histories of reverts. Rows are written oldest first and turned round, as the range lists them newest first.

use proptest::prelude::*;

use super::{
    Bond, Candidate, Grouped, Hints, Pulls, Takeback, group,
    index::Index,
    reverts::{Reverting, Reverts},
};
use crate::{
    analysis::{
        AnalysedCommit, Flags,
        shape::Touch,
        wording::{Message, speaks_of_fix},
    },
    history::{CommitId, Time},
    notes::sample::{commit, merge, with_parents},
};

/// A commit of a range: what it is, its body, and the files that it touches.
struct Told(AnalysedCommit, &'static str, &'static [&'static str]);

/// Groups rows that are written newest first.
fn grouped(rows: &[Told]) -> Grouped {
    let hints: Vec<_> = rows
        .iter()
        .map(|Told(commit, body, _)| Hints::of(&Message::read(&commit.subject, body), &commit.subject, body))
        .collect();
    let touches: Vec<Vec<Touch>> = rows
        .iter()
        .map(|Told(_, _, paths)| {
            let mut touches: Vec<_> = paths.iter().map(|path| Touch::of(path.as_bytes())).collect();
            touches.sort_unstable();
            touches
        })
        .collect();
    let commits: Vec<_> = rows.iter().map(|row| row.0.clone()).collect();
    let pulls = Pulls::of_range(&commits);
    let candidates: Vec<_> = (0..rows.len())
        .map(|at| Candidate {
            commit: &commits[at],
            request: pulls.own(at).first().map(String::as_str),
            hints: hints[at].as_ref(),
            touches: &touches[at],
            is_fix: speaks_of_fix(&commits[at].subject),
        })
        .collect();
    group(&candidates, &pulls)
}

/// The reason of the group and of the tie of each row.
fn ties(rows: &[Told]) -> Vec<Option<(Bond, Option<Bond>)>> {
    let found = grouped(rows);
    (0..rows.len())
        .map(|at| found.members.get(&at).map(|member| (member.group.bond, member.link.as_ref().map(|link| link.bond))))
        .collect()
}

/// Many commits about other things, so that words and files are rare as they are in a real range.
fn filler() -> Vec<Told> {
    const SUBJECTS: [&str; 8] = [
        "paint windows",
        "count sheep slowly",
        "open doors",
        "brew coffee",
        "learn chess",
        "ride trains",
        "bake bread",
        "plant trees",
    ];
    (0..40).map(|at| Told(commit(&format!("eeee{at:03}"), SUBJECTS[at % 8]), "", &[])).collect()
}

fn id(number: usize) -> CommitId {
    format!("{number:040x}").parse().unwrap()
}

/// What each revert takes back and what is cancelled, by their place in `rows`, oldest first.
fn play(rows: &[(&str, String)]) -> (Vec<(usize, Vec<usize>)>, Vec<usize>) {
    let read: Vec<_> =
        rows.iter().map(|(subject, body)| Takeback::of(&Message::read(subject, body), subject)).collect();
    let last = rows.len().saturating_sub(1);
    let newest_first = || rows.iter().enumerate().rev();
    let reverting: Vec<_> =
        newest_first().map(|(number, _)| Reverting { request: None, takeback: read[number].as_ref() }).collect();
    let index = Index::new(newest_first().map(|(number, (subject, _))| (id(number), *subject, None)));
    let found = Reverts::of(&reverting, &index);
    let turned = |rows: &mut dyn Iterator<Item = usize>| {
        let mut rows: Vec<_> = rows.map(|row| last - row).collect();
        rows.sort_unstable();
        rows
    };
    let mut targets: Vec<_> =
        found.targets.iter().map(|(row, targets)| (last - row, turned(&mut targets.iter().copied()))).collect();
    targets.sort_unstable();
    (targets, turned(&mut found.cancelled.iter().copied()))
}

fn reverts(number: usize) -> String {
    format!("This reverts commit {number:040x}.")
}

#[test]
fn a_revert_and_what_it_reverts_cancel_out() {
    let rows = [("feat: x", String::new()), ("fix: y", String::new()), ("Revert \"feat: x\"", reverts(0))];
    assert_eq!(play(&rows), (vec![(2, vec![0])], vec![0, 2]));
}

#[test]
fn a_revert_of_a_revert_restores() {
    let rows = [("feat: x", String::new()), ("Revert \"feat: x\"", reverts(0)), ("Reapply \"feat: x\"", reverts(1))];
    assert_eq!(play(&rows), (vec![(1, vec![0]), (2, vec![1])], vec![1, 2]));
    let rows = [
        ("feat: x", String::new()),
        ("Revert \"feat: x\"", reverts(0)),
        ("Revert \"Revert \"feat: x\"\"", reverts(1)),
        ("Revert \"Revert \"Revert \"feat: x\"\"\"", reverts(2)),
    ];
    assert_eq!(play(&rows), (vec![(1, vec![0]), (2, vec![1]), (3, vec![2])], vec![0, 1, 2, 3]));
}

#[test]
fn a_revert_of_what_lies_before_the_range_stands_alone() {
    assert_eq!(play(&[("fix: y", String::new()), ("Revert \"feat: x\"", reverts(99))]), (vec![], vec![]));
    assert_eq!(play(&[("fix: y", String::new()), ("Revert \"feat: x\"", String::new())]), (vec![], vec![]));
}

#[test]
fn without_an_id_the_nearest_earlier_subject_is_meant() {
    let rows = [
        ("feat: x", String::new()),
        ("feat: x (#2)", String::new()),
        ("revert: feat: x", String::new()),
        ("feat: x", String::new()),
    ];
    assert_eq!(play(&rows), (vec![(2, vec![1])], vec![1, 2]));
    let rows =
        [("feat: x", String::new()), ("Revert \"feat: x\"", String::new()), ("Reapply \"feat: x\"", String::new())];
    assert_eq!(play(&rows), (vec![(1, vec![0]), (2, vec![1])], vec![1, 2]));
}

#[test]
fn a_revert_that_takes_back_more_than_the_range_has_is_still_told() {
    let rows = [("feat: x", String::new()), ("revert: x and y", format!("Refs: {:040x}, {:040x}", 0, 99))];
    assert_eq!(play(&rows), (vec![(1, vec![0])], vec![0]));
    let rows = [
        ("feat: x", String::new()),
        ("feat: y", String::new()),
        ("revert: both", format!("Refs: {:040x}, {:040x}", 0, 1)),
    ];
    assert_eq!(play(&rows), (vec![(2, vec![0, 1])], vec![0, 1, 2]));
}

#[test]
fn a_commit_reverted_twice_is_gone_once() {
    let rows = [("feat: x", String::new()), ("Revert \"feat: x\"", reverts(0)), ("Revert \"feat: x\"", reverts(0))];
    assert_eq!(play(&rows), (vec![(1, vec![0]), (2, vec![0])], vec![0, 1, 2]));
}

#[test]
fn reverts_that_name_each_other_twice_over_are_played_in_no_time() {
    let rows: Vec<_> = (0..80)
        .map(|number: usize| {
            let names = [number.saturating_sub(1), number.saturating_sub(2)].map(reverts);
            ("Revert \"x\"", names.join("\n"))
        })
        .collect();
    assert_eq!(play(&rows).0.len(), 79);
}

proptest! {
    #[test]
    fn any_reverts_come_to_an_end(names in prop::collection::vec((0_usize..12, any::<bool>()), 0..12)) {
        let rows: Vec<_> = names
            .iter()
            .map(|(number, short)| ("Revert \"x\"", if *short { format!("This reverts commit {number:07x}.") } else { reverts(*number) }))
            .collect();
        let (targets, cancelled) = play(&rows);
        for (row, targets) in &targets {
            prop_assert!(targets.iter().all(|target| target < row), "only what is older is taken back");
        }
        let all: Vec<usize> = targets.iter().flat_map(|(row, targets)| targets.iter().copied().chain([*row])).collect();
        prop_assert!(cancelled.iter().all(|row| all.contains(row)));
    }
}

#[test]
fn a_commit_that_says_what_it_mends_joins_it() {
    let rows = [
        Told(commit("aaaaaa4", "fixup! add stars"), "", &[]),
        Told(commit("aaaaaa3", "Stars: fix the glow"), "Follow-up to aaaaaa1.", &[]),
        Told(commit("aaaaaa2", "paint it"), "Goes on with nothing; see aaaaaa1", &[]),
        Told(commit("aaaaaa1", "add stars"), "", &[]),
    ];
    let fix = Some((Bond::Fix, Some(Bond::Fix)));
    assert_eq!(ties(&rows), [fix, fix, None, Some((Bond::Fix, None))]);
}

#[test]
fn a_mend_soon_after_with_the_same_rare_words_and_files_joins_it() {
    let mut rows = vec![
        Told(commit("aaaaaa3", "fix glow of falling stars"), "", &["sky/stars.rs"]),
        Told(commit("aaaaaa2", "fix glow of falling stars in the moonlight"), "", &["moon.rs"]),
    ];
    rows.extend(filler());
    rows.push(Told(commit("aaaaaa1", "let falling stars glow"), "", &["sky/stars.rs", "sky/mod.rs"]));
    let found = ties(&rows);
    assert_eq!(found[0], Some((Bond::Fix, Some(Bond::Fix))));
    assert_eq!(found[1], None, "words alone are not enough");
    rows[0].0.committed_at = Time { seconds: 40 * 86_400, offset_minutes: 0 };
    assert_eq!(ties(&rows)[0], None, "a month later it is another story");
}

#[test]
fn what_one_merge_brought_is_one_story_and_what_keeps_a_branch_up_to_date_is_not() {
    let plain = |short, subject, parents: &[&str]| with_parents(commit(short, subject), parents, Flags::empty());
    let rows = [
        Told(merge("a6", "Merge pull request #7 from ann/stars", &["a5", "a4"]), "", &[]),
        Told(plain("a5", "on main", &["a1"]), "", &[]),
        Told(merge("a4", "Merge branch 'main' into stars", &["a3", "a2"]), "", &[]),
        Told(plain("a3", "on the branch", &["a1"]), "", &[]),
        Told(plain("a2", "older on main", &["a1"]), "", &[]),
        Told(plain("a1", "before both", &["a0"]), "", &[]),
    ];
    let mut rows = rows;
    rows[0].0.references =
        Box::new([crate::analysis::Reference { kind: crate::analysis::ReferenceKind::PullRequest, id: "7".into() }]);
    let found = grouped(&rows);
    assert_eq!(found.members.keys().copied().collect::<Vec<_>>(), [0, 2, 3]);
    assert!(found.members.values().all(|member| member.group.bond == Bond::PullRequest));
}

#[test]
fn a_reverted_merge_takes_its_commits_along() {
    let rows = [
        Told(
            commit("a4", "Revert \"Merge branch 'stars'\""),
            "This reverts commit a300000000000000000000000000000000000000.",
            &[],
        ),
        Told(merge("a3", "Merge branch 'stars'", &["a1", "a2"]), "", &[]),
        Told(with_parents(commit("a2", "add stars"), &["a1"], Flags::empty()), "", &[]),
        Told(commit("a1", "begin"), "", &[]),
    ];
    let found = grouped(&rows);
    assert_eq!(found.cancelled.iter().copied().collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(found.members[&2].group.bond, Bond::Revert);
    assert!(!found.members.contains_key(&3));
}

#[test]
fn the_same_change_on_two_branches_is_one() {
    let rows =
        [Told(commit("aaaaaa2", "add stars"), "", &["a.rs"]), Told(commit("aaaaaa1", "add stars"), "", &["a.rs"])];
    assert_eq!(ties(&rows)[0], Some((Bond::CherryPick, Some(Bond::CherryPick))));
    let other =
        [Told(commit("aaaaaa2", "add stars"), "", &["a.rs"]), Told(commit("aaaaaa1", "add stars"), "", &["b.rs"])];
    assert_eq!(ties(&other), [None, None]);
}

#[test]
fn clocks_and_sizes_that_cannot_be_do_no_harm() {
    let mut rows = filler();
    rows.push(Told(commit("aaaaaa1", "fix glow of falling stars"), "", &["sky/stars.rs"]));
    rows.push(Told(
        commit("aaaaaa2", &format!("glow of falling stars {}", "star ".repeat(200_000))),
        "",
        &["sky/stars.rs"],
    ));
    for (at, row) in rows.iter_mut().enumerate() {
        let seconds = [i64::MIN, 0, 4_102_444_800, i64::MAX][at % 4];
        row.0.committed_at = Time { seconds, offset_minutes: 0 };
        row.0.authored_at = row.0.committed_at;
    }
    assert_eq!(ties(&rows).len(), rows.len());
}
