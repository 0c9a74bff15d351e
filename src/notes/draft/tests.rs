//! What a draft tells, joins and sets aside.

use std::collections::HashSet;

use super::*;
use crate::{
    analysis::{
        Kind,
        group::{Candidate, Hints, group},
        wording::Message,
    },
    history::CommitId,
    notes::sample::{commit, merge, revert, with_parents},
};

fn told(commits: &[AnalysedCommit]) -> Vec<(SectionKey, Vec<String>)> {
    draft(commits)
        .sections
        .into_iter()
        .map(|section| (section.key, section.entries.into_iter().map(|entry| entry.text).collect()))
        .collect()
}

fn reason_of(draft: &Draft, commit: &AnalysedCommit) -> Option<String> {
    draft.set_aside.iter().find(|aside| aside.commits.contains(&commit.id)).map(|aside| aside.reason.clone())
}

fn with_flags(mut commit: AnalysedCommit, flags: Flags) -> AnalysedCommit {
    commit.flags |= flags;
    commit
}

#[test]
fn sections_come_with_what_hurts_first() {
    let commits = [
        commit("aaaaaa1", "fix: crash on empty input"),
        commit("aaaaaa2", "feat(api): add stars (#12)"),
        commit("aaaaaa3", "feat!: drop the old client"),
        with_flags(commit("aaaaaa4", "fix: escape names"), Flags::SECURITY),
    ];
    assert_eq!(
        told(&commits),
        [
            (SectionKey::Breaking, vec!["Drop the old client".to_owned()]),
            (SectionKey::Security, vec!["Escape names".to_owned()]),
            (SectionKey::Added, vec!["Add stars".to_owned()]),
            (SectionKey::Fixed, vec!["Crash on empty input".to_owned()]),
        ]
    );
}

#[test]
fn every_commit_is_ranked_once_and_told_or_set_aside_once() {
    let commits = [
        commit("aaaaaa1", "fix: crash on empty input"),
        revert("aaaaaa2", "Revert \"feat: x\"", "aaaaaa3"),
        commit("aaaaaa3", "feat: x"),
        commit("aaaaaa4", "fixup! fix: crash on empty input"),
        with_flags(commit("aaaaaa5", "chore(deps): bump serde from 1.0 to 1.1"), Flags::DEPENDENCY),
        merge("aaaaaa6", "Merge branch 'x'", &["a", "b"]),
        commit("aaaaaa7", ""),
    ];
    let draft = draft(&commits);
    let all: HashSet<CommitId> = commits.iter().map(|commit| commit.id).collect();
    let ranked: Vec<CommitId> = draft.ranking.iter().flat_map(|ranked| ranked.commits.clone()).collect();
    assert_eq!(ranked.len(), commits.len());
    assert_eq!(ranked.into_iter().collect::<HashSet<_>>(), all);
    let told = draft.sections.iter().flat_map(|section| &section.entries).flat_map(|entry| entry.commits.clone());
    let aside = draft.set_aside.iter().flat_map(|aside| aside.commits.clone());
    let mut placed: Vec<CommitId> = told.chain(aside).collect();
    assert_eq!(placed.len(), commits.len());
    placed.sort_unstable();
    placed.dedup();
    assert_eq!(placed.len(), commits.len());
}

#[test]
fn a_footer_becomes_the_way_on() {
    let mut breaking = commit("aaaaaa1", "feat!: drop connect(url)");
    breaking.breaking_text = Some("use Client::open\ninstead of connect(url)".into());
    let draft = draft(&[breaking]);
    let entry = &draft.sections[0].entries[0];
    assert_eq!(entry.migration.as_deref(), Some("Use `Client::open` instead of connect(url)"));
}

#[test]
fn a_break_that_only_repeats_its_subject_has_no_way_on() {
    let draft = draft(&[commit("aaaaaa1", "feat!: drop the client")]);
    assert_eq!(draft.sections[0].entries[0].migration, None);
}

#[test]
fn a_revert_of_a_released_change_is_told_in_its_words() {
    let commits = [revert("aaaaaa1", "Revert \"feat(api): add stars (#12)\"", "cccccc1")];
    assert_eq!(told(&commits), [(SectionKey::Changed, vec!["Revert “Add stars”".to_owned()])]);
}

#[test]
fn a_broken_change_that_is_taken_back_is_not_told() {
    let commits = [revert("aaaaaa2", "Revert \"feat!: x\"", "aaaaaa1"), commit("aaaaaa1", "feat!: x y")];
    let draft = draft(&commits);
    assert!(draft.sections.is_empty());
    assert_eq!(reason_of(&draft, &commits[1]).as_deref(), Some("cancels out with aaaaaa2"));
    assert_eq!(reason_of(&draft, &commits[0]).as_deref(), Some("cancels out with aaaaaa1"));
}

#[test]
fn dependencies_are_one_entry_with_the_versions_that_ship() {
    let bump = |short, subject| with_flags(commit(short, subject), Flags::DEPENDENCY);
    let commits = [
        bump("aaaaaa1", "build(deps): bump tokio from 1.1 to 1.2"),
        bump("aaaaaa2", "build(deps): bump serde from 1.0.1 to 1.0.2"),
        bump("aaaaaa3", "build(deps): bump tokio from 1.0 to 1.1"),
        bump("aaaaaa4", "chore(deps-dev): bump eslint from 8 to 9"),
    ];
    let draft = draft(&commits);
    assert_eq!(draft.sections[0].entries[0].text, "Update `serde` to 1.0.2 and `tokio` to 1.2");
    assert_eq!(draft.sections[0].entries[0].commits.len(), 2);
    let passed = "a later update of the same, aaaaaa1, brings it";
    assert_eq!(reason_of(&draft, &commits[2]).as_deref(), Some(passed));
    assert_eq!(reason_of(&draft, &commits[3]).as_deref(), Some("updates what only the development uses"));
}

#[test]
fn the_same_sentence_twice_is_one_entry() {
    let commits = [commit("aaaaaa1", "fix: crash on start (#2)"), commit("aaaaaa2", "fix: crash on start (#1)")];
    let draft = draft(&commits);
    assert_eq!(draft.sections[0].entries.len(), 1);
    assert_eq!(draft.sections[0].entries[0].pulls, ["2", "1"]);
}

#[test]
fn a_number_that_leads_to_one_commit_needs_no_id_beside_it() {
    let commits = [
        commit("aaaaaa1", "fix: crash on start (#1)"),
        commit("aaaaaa2", "fix: crash on stop (#2)"),
        commit("aaaaaa3", "feat: add stars (#2)"),
        commit("aaaaaa4", "feat: add moons"),
    ];
    let draft = draft(&commits);
    let by_id: HashSet<CommitId> = draft
        .sections
        .iter()
        .flat_map(|section| &section.entries)
        .flat_map(|entry| entry.cited_by_id.clone())
        .collect();
    assert_eq!(by_id, commits[1..].iter().map(|commit| commit.id).collect());
}

#[test]
fn a_merged_branchs_commit_is_cited_by_the_pull_request() {
    let commits = [
        merge("aaaaaa3", "Merge pull request (#9)", &["aaaaaa1", "aaaaaa2"]),
        with_parents(commit("aaaaaa2", "feat: add stars"), &["aaaaaa1"], Flags::empty()),
    ];
    let draft = draft(&commits);
    let entry = &draft.sections[0].entries[0];
    assert_eq!((entry.pulls.as_slice(), entry.cited_by_id.is_empty()), (["9".to_owned()].as_slice(), true));
}

#[test]
fn a_scope_is_told_where_the_author_wrote_it() {
    let draft = draft(&[commit("aaaaaa1", "fix(net): crash on start")]);
    assert_eq!(draft.sections[0].entries[0].scope.as_deref(), Some("net"));
}

#[test]
fn a_scope_is_not_said_twice_and_a_branch_is_none() {
    let mut area = commit("aaaaaa1", "_rg: add missing groups");
    area.kind.kind = Kind::Feat;
    area.scope = Some("_rg".into());
    let mut branch = commit("aaaaaa2", "13.x: introduce forwarding");
    branch.kind.kind = Kind::Feat;
    branch.scope = Some("13.x".into());
    let entries = draft(&[area, branch]).sections.remove(0).entries;
    let told: Vec<(Option<&str>, &str)> =
        entries.iter().map(|entry| (entry.scope.as_deref(), entry.text.as_str())).collect();
    assert_eq!(told, [(Some("\\_rg"), "Add missing groups"), (None, "Introduce forwarding")]);
}

#[test]
fn a_paragraph_as_a_subject_is_cut_at_a_word() {
    let entry = draft(&[commit("aaaaaa1", &format!("fix: crash {}", "on start ".repeat(60)))])
        .sections
        .remove(0)
        .entries
        .remove(0);
    assert!(entry.text.ends_with("start…") || entry.text.ends_with("on…"), "{}", entry.text);
    assert!(entry.text.chars().count() <= 181);
}

#[test]
fn a_number_that_only_the_body_mentions_is_not_cited() {
    let mut other = commit("aaaaaa1", "fix: crash on start");
    other.references =
        Box::new([crate::analysis::Reference { kind: crate::analysis::ReferenceKind::PullRequest, id: "97".into() }]);
    assert!(draft(&[other]).sections[0].entries[0].pulls.is_empty());
}

/// The commits with the groups that the analysis finds; each with the rest of its message.
fn grouped(rows: &[(AnalysedCommit, &str)]) -> Vec<AnalysedCommit> {
    let mut commits: Vec<AnalysedCommit> = rows.iter().map(|(commit, _)| commit.clone()).collect();
    let hints: Vec<_> = rows
        .iter()
        .map(|(commit, body)| Hints::of(&Message::read(&commit.subject, body), &commit.subject, body))
        .collect();
    let candidates: Vec<Candidate<'_>> = rows
        .iter()
        .zip(&hints)
        .map(|((commit, _), hints)| Candidate {
            commit,
            request: None,
            hints: hints.as_ref(),
            touches: &[],
            is_fix: commit.kind.kind == Kind::Fix,
        })
        .collect();
    let found = group(&candidates, &Pulls::of_range(&commits));
    for (row, membership) in found.members {
        commits[row].group = Some(membership);
    }
    commits
}

fn on(commit: AnalysedCommit, parents: &[&str]) -> AnalysedCommit {
    with_parents(commit, parents, Flags::empty())
}

#[test]
fn one_pull_request_is_one_entry_in_the_words_of_its_merge() {
    let commits = grouped(&[
        (merge("a5", "Let stars glow (#7)", &["a1", "a4"]), ""),
        (on(commit("a4", "test: glow"), &["a3"]), ""),
        (on(commit("a3", "feat: glow brightly"), &["a2"]), ""),
        (on(commit("a2", "fix: dim stars"), &["a1"]), ""),
        (on(commit("a1", "fix: other"), &[]), ""),
    ]);
    let draft = draft(&commits);
    assert_eq!(
        told(&commits),
        [(SectionKey::Added, vec!["Let stars glow".to_owned()]), (SectionKey::Fixed, vec!["Other".to_owned()])]
    );
    let entry = &draft.sections[0].entries[0];
    assert_eq!(entry.commits, [commits[1].id, commits[2].id, commits[3].id]);
    assert_eq!((entry.pulls.as_slice(), entry.cited_by_id.len()), (&["7".to_owned()][..], 0), "the number is enough");
}

#[test]
fn what_breaks_stands_alone_though_it_came_with_others() {
    let commits = grouped(&[
        (merge("a5", "Merge branch 'stars'", &["a1", "a4"]), ""),
        (on(commit("a4", "feat!: drop moons"), &["a3"]), ""),
        (on(commit("a3", "feat: glow brightly"), &["a2"]), ""),
        (on(commit("a2", "fix: dim stars"), &["a1"]), ""),
        (on(commit("a1", "chore: begin"), &[]), ""),
    ]);
    assert_eq!(
        told(&commits),
        [(SectionKey::Breaking, vec!["Drop moons".to_owned()]), (SectionKey::Added, vec!["Glow brightly".to_owned()])]
    );
}

#[test]
fn a_fix_of_what_is_not_released_yet_is_part_of_it() {
    let commits = grouped(&[
        (commit("aaaaaa3", "fix: stars flicker"), "Follow-up to aaaaaa1"),
        (commit("aaaaaa2", "fix: moons flicker"), "Follow-up to bbbbbb1"),
        (commit("aaaaaa1", "feat: let stars glow"), ""),
    ]);
    let draft = draft(&commits);
    assert_eq!(
        told(&commits),
        [(SectionKey::Added, vec!["Let stars glow".to_owned()]), (SectionKey::Fixed, vec!["Moons flicker".to_owned()])]
    );
    assert_eq!(draft.sections[0].entries[0].commits, [commits[0].id, commits[2].id]);
}

#[test]
fn requests_and_fixes_leave_each_commit_told_once_or_set_aside_once() {
    let commits = grouped(&[
        (commit("a9", "fix: stars flicker"), "Follow-up to a300000"),
        (merge("a5", "Merge pull request #7 from x/y", &["a1", "a4"]), ""),
        (on(commit("a4", "wip"), &["a3"]), ""),
        (on(commit("a3", "feat: glow"), &["a2"]), ""),
        (on(commit("a2", "chore: tidy"), &["a1"]), ""),
        (on(commit("a1", "fix: other"), &[]), ""),
    ]);
    let draft = draft(&commits);
    let told = draft.sections.iter().flat_map(|section| &section.entries).flat_map(|entry| entry.commits.clone());
    let mut placed: Vec<CommitId> =
        told.chain(draft.set_aside.iter().flat_map(|aside| aside.commits.clone())).collect();
    let n_placed = placed.len();
    placed.sort_unstable();
    placed.dedup();
    assert_eq!((n_placed, placed.len()), (commits.len(), commits.len()));
}

fn found(commit: Option<CommitId>, symbol: &str) -> Break {
    Break { commit, symbol: symbol.into(), message: format!("the function `{symbol}` is gone"), ..Break::default() }
}

#[test]
fn a_feature_that_was_found_to_break_is_told_among_what_breaks_once() {
    let commits = [commit("aaaaaa1", "feat: add ports (#12)"), commit("aaaaaa2", "fix: crash")];
    let breaks = [found(Some(commits[0].id), "demo::a"), found(Some(commits[0].id), "demo::b")];
    let draft = draft_with(&commits, &breaks, None);
    assert_eq!(draft.sections[0].key, SectionKey::Breaking);
    assert_eq!(draft.sections[0].entries.len(), 1);
    let entry = &draft.sections[0].entries[0];
    assert_eq!((entry.text.as_str(), &entry.commits[..]), ("Add ports", &[commits[0].id][..]));
    assert_eq!(entry.migration.as_deref(), Some("- The function `demo::a` is gone. Likewise `demo::b`."));
    assert_eq!(draft.sections.len(), 2, "it is not told among the features besides");
    let first = draft.ranking.iter().find(|ranked| ranked.commits == [commits[0].id]).unwrap();
    assert!(first.breaking > 0.9);
}

#[test]
fn upkeep_that_was_found_to_break_is_not_set_aside() {
    let commits = [commit("aaaaaa1", "refactor: tidy")];
    let draft = draft_with(&commits, &[found(Some(commits[0].id), "demo::a")], None);
    assert!(draft.set_aside.is_empty());
    assert_eq!(draft.sections[0].entries[0].text, "Tidy");
}

#[test]
fn a_break_that_no_commit_made_has_an_entry_of_its_own() {
    let commits = [commit("aaaaaa2", "chore: tidy"), commit("aaaaaa1", "chore: sweep")];
    let draft = draft_with(&commits, &[found(None, "demo::a")], None);
    let entry = &draft.sections[0].entries[0];
    assert_eq!(entry.text, "The function `demo::a` is gone (by no single commit)");
    assert_eq!(
        (&entry.commits[..], &entry.cited_by_id[..]),
        (&[commits[0].id][..], &[commits[0].id][..]),
        "as of the newest"
    );
    let draft = draft_with(&commits, &[found(None, "demo::a"), found(None, "demo::b")], None);
    assert_eq!(draft.sections[0].entries.len(), 1);
    let told = draft.sections[0].entries[0].migration.as_deref().unwrap();
    assert_eq!(told, "- The function `demo::a` is gone. Likewise `demo::b`.");
}

#[test]
fn the_same_words_are_told_once_whichever_section_they_would_be_in() {
    let commits = [commit("aaaaaa1", "feat: show the notice (#2)"), commit("aaaaaa2", "fix: show the notice (#1)")];
    let draft = draft(&commits);
    let told: Vec<_> = draft.sections.iter().flat_map(|section| &section.entries).collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].commits, [commits[0].id, commits[1].id]);
}

#[test]
fn a_second_go_at_the_same_is_told_with_it() {
    let commits = [commit("aaaaaa1", "feat: add stars: follow ups (#2)"), commit("aaaaaa2", "feat: add stars (#1)")];
    let draft = draft(&commits);
    let entry = &draft.sections[0].entries[0];
    assert_eq!(entry.commits, [commits[0].id, commits[1].id]);
    assert_eq!(entry.pulls, ["2", "1"]);
}

#[test]
fn what_an_earlier_release_has_is_not_told_again() {
    let commits = [commit("aaaaaa1", "fix: crash on start (#2)"), commit("aaaaaa2", "feat: add stars (#1)")];
    let released = HashSet::from([commits[0].id]);
    let draft = draft_by(&commits, &Guide { released: Some(&released), ..Guide::default() });
    assert_eq!(draft.sections.len(), 1);
    assert!(reason_of(&draft, &commits[0]).unwrap().starts_with("an earlier release has this change"));
}

#[test]
fn what_breaks_is_told_though_an_earlier_release_has_it() {
    let commits = [
        with_flags(commit("aaaaaa1", "feat!: drop the old client"), Flags::BREAKING),
        commit("aaaaaa2", "fix: crash on start"),
    ];
    let found = Break { commit: Some(commits[1].id), ..Break::default() };
    let released = HashSet::from([commits[0].id, commits[1].id]);
    let breaks = [found];
    let draft = draft_by(&commits, &Guide { breaks: &breaks, released: Some(&released), ..Guide::default() });
    assert!(draft.set_aside.is_empty());
    assert_eq!(draft.sections[0].key, SectionKey::Breaking);
    assert_eq!(draft.sections[0].entries.len(), 2);
}

#[test]
fn an_update_elsewhere_or_of_another_line_is_not_passed() {
    let passes = |newer: &str, older: &str| {
        let update = |short, subject: &str| with_flags(commit(short, subject), Flags::DEPENDENCY);
        let commits = [update("aaaaaa1", newer), update("aaaaaa2", older)];
        reason_of(&draft(&commits), &commits[1]).is_some()
    };
    assert!(passes(
        "build: bump lodash from 4.2 to 4.3 in /web (#2)",
        "build: bump lodash from 4.1 to 4.2 in /web (#1)"
    ));
    assert!(passes("build: update x digest to 1a2b3c4", "build: update x digest to 5d6e7f8"));
    assert!(!passes("build: bump lodash from 4.1 to 4.2 in /web", "build: bump lodash from 4.1 to 4.2 in /api"));
    assert!(!passes("build: bump lodash from 4.1 to 4.2", "build: bump lodash from 3.1 to 3.2"));
    assert!(!passes("build(web): bump lodash from 4.1 to 4.2", "build(api): bump lodash from 4.1 to 4.2"));
    assert!(!passes("build: pin py3 image at 1.2", "build: pin py2 image at 1.1"));
}

#[test]
fn what_a_rule_leaves_out_is_not_told_as_a_follow_up() {
    let commits = grouped(&[
        (commit("aaaaaa2", "feat: add stars: follow ups (#2)"), "Follow-up to aaaaaa1"),
        (commit("aaaaaa1", "feat: add stars (#1)"), ""),
    ]);
    let rules = BTreeMap::from([("aside".to_owned(), vec!["follow ups".to_owned()])]);
    let rules = CommitRules::new(&rules);
    let draft = draft_by(&commits, &Guide { rules: Some(&rules), ..Guide::default() });
    assert_eq!(draft.sections[0].entries[0].commits, [commits[1].id]);
    assert_eq!(draft.set_aside[0].commits, [commits[0].id]);
}
