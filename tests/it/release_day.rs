//! A release from the cockpit, as a release manager does it: look, decide, ship.

use tminus::testkit::Repo;

use crate::cockpit::Start;

/// A repository with one feature to release, level with its remote.
fn ready_to_release() -> Repo {
    let repo = Repo::new();
    repo.commit_file("src/lib.rs", "pub fn one() {}\n", "feat: begin");
    repo.tag("v1.0.0");
    repo.commit_file("src/lib.rs", "pub fn one() {}\npub fn two() {}\n", "feat(api): add two");
    repo.with_origin();
    repo
}

#[test]
fn approve_and_ship() {
    let repo = ready_to_release();
    let cockpit = Start::in_repo(&repo).args(&["--trust"]).size(100, 30).open();
    cockpit.see("1.0.0 → 1.1.0").see("T-1 HOLD");
    cockpit.press("4").see("Approval by a person").press("a").see("Approve v1.1.0?");
    cockpit.press("y").see("T-0 GO");
    cockpit.press("5").see("All gates are GO").press("S").see("Type 1.1.0");
    cockpit.type_text("1.1.0").press("Enter").see("v1.1.0 is shipped");
    cockpit.press("q");
    assert_eq!(cockpit.ends(), (0, true));

    let released = repo.git(&["rev-parse", "v1.1.0^{commit}"]);
    assert_eq!(
        repo.git(&["ls-remote", "origin", "refs/heads/main"]).split_whitespace().next(),
        Some(released.as_str())
    );
    assert!(repo.git(&["ls-remote", "origin", "refs/tags/v1.1.0"]).contains("refs/tags/v1.1.0"));
    assert!(repo.git(&["show", "v1.1.0:CHANGELOG.md"]).contains("## [1.1.0] - "));
    assert_eq!(repo.git(&["status", "--porcelain"]), "");
}

#[test]
fn a_wrong_version_ships_nothing() {
    let repo = ready_to_release();
    let cockpit = Start::in_repo(&repo).args(&["--trust"]).open();
    cockpit
        .see("T-1 HOLD")
        .press("4")
        .see("Approval by a person")
        .press("a")
        .see("Approve v1.1.0?")
        .press("y")
        .see("T-0 GO");
    cockpit.press("5").see("All gates are GO").press("S").see("Type 1.1.0");
    cockpit.type_text("1.0.1").press("Enter").see("Type 1.1.0").press("Esc").gone("Type 1.1.0").press("q");
    assert_eq!(cockpit.ends(), (0, true));
    assert_eq!(repo.git(&["tag"]), "v1.0.0");
}

#[test]
fn a_mark_made_just_before_quitting_is_kept() {
    let repo = ready_to_release();
    let cockpit = Start::in_repo(&repo).open();
    cockpit.see("add two").press("m q");
    assert_eq!(cockpit.ends(), (0, true));
    let again = Start::in_repo(&repo).open();
    again.see("1 Commits 1/1").press("q");
    assert_eq!(again.ends(), (0, true));
}

#[test]
fn a_suspended_cockpit_comes_back() {
    let repo = ready_to_release();
    let cockpit = Start::in_repo(&repo).open();
    cockpit.see("add two").press("Ctrl-z");
    cockpit.stopped().signal("CONT").see("add two").press("q");
    assert_eq!(cockpit.ends(), (0, true));
}

#[test]
fn hostile_text_does_not_reach_the_terminal() {
    let repo = ready_to_release();
    repo.commit("feat: \x1b]0;owned\x07\x1b[2J\u{202e}evil \u{9b}31mred");
    let cockpit = Start::in_repo(&repo).open();
    cockpit.see("evil").until("an untouched title", |terminal| !terminal.was_titled());
    assert!(!cockpit.lines().join("").contains('\u{202e}'));
    cockpit.press("q");
    assert_eq!(cockpit.ends(), (0, true));
}
