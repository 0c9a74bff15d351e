//! The cockpit opens, answers keys, and leaves the terminal as it found it.

use tminus::testkit::Repo;

use crate::cockpit::Start;

fn repo_with_release() -> Repo {
    let repo = Repo::new();
    repo.commit_file("src/lib.rs", "pub fn one() {}\n", "feat: begin");
    repo.tag("v1.0.0");
    repo.commit_file("src/lib.rs", "pub fn one() {}\npub fn two() {}\n", "feat(api): add two");
    repo.commit_file("src/lib.rs", "pub fn one() {}\npub fn two() { one() }\n", "fix(api): let two call one");
    repo
}

#[test]
fn it_opens_and_quits_and_leaves_the_terminal_as_found() {
    let repo = repo_with_release();
    let cockpit = Start::in_repo(&repo).open();
    cockpit.see("1 Commits").press("q");
    assert_eq!(cockpit.ends(), (0, true));
}

#[test]
fn a_termination_signal_restores_the_terminal() {
    let repo = repo_with_release();
    let cockpit = Start::in_repo(&repo).open();
    cockpit.see("1 Commits").signal("TERM");
    assert_eq!(cockpit.ends(), (143, true));
}

#[test]
fn a_bug_restores_the_terminal_before_it_is_told() {
    let repo = repo_with_release();
    let cockpit = Start::in_repo(&repo).env("TESTKIT_PANICS", "1").open();
    cockpit.see("1 Commits").press("F9").see("a test wanted a panic");
    assert_eq!(cockpit.ends(), (101, true));
}

#[test]
fn no_size_is_too_small() {
    let repo = repo_with_release();
    let cockpit = Start::in_repo(&repo).size(1, 1).open();
    for (columns, rows) in [(2, 2), (40, 10), (10, 3), (300, 80), (80, 24)] {
        cockpit.resize(columns, rows);
    }
    cockpit.see("1 Commits").press("q");
    assert_eq!(cockpit.ends(), (0, true));
}

#[test]
fn help_and_palette_open_and_close() {
    let repo = repo_with_release();
    let cockpit = Start::in_repo(&repo).open();
    cockpit.see("1 Commits").press("?").see("commits.filter").press("Esc").gone("commits.filter");
    cockpit.press("Ctrl-P").type_text("quit").see("Quit").press("Enter");
    assert_eq!(cockpit.ends(), (0, true));
}
