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
fn text_typed_before_a_kill_is_there_again() {
    let repo = ready_to_release();
    let cockpit = Start::in_repo(&repo).open();
    cockpit.see("add two").press("3").see("## Added").press("i").see("stop typing");
    cockpit.type_text("Thanks to Ann. ").see("Thanks to Ann. ## Added").see("─ saved ╮");
    cockpit.kill();
    let again = Start::in_repo(&repo).open();
    again.see("add two").press("3").see("Thanks to Ann. ## Added").press("q");
    assert_eq!(again.ends(), (0, true));
}

#[test]
fn after_the_release_the_cockpit_says_that_nothing_is_to_be_released() {
    let repo = ready_to_release();
    repo.tag("v1.1.0");
    let cockpit = Start::in_repo(&repo).args(&["--trust"]).size(80, 24).open();
    cockpit
        .see("v1.1.0   nothing to release")
        .see("no commits since v1.1.0")
        .press("5")
        .see("There is nothing to ship.");
    assert!(!cockpit.lines()[0].contains("T-"), "{}", cockpit.lines()[0]);
    cockpit.press("q");
    assert_eq!(cockpit.ends(), (0, true));
}

#[test]
fn one_gate_left_is_told_as_one_and_each_step_with_its_undoing() {
    let repo = ready_to_release();
    let cockpit = Start::in_repo(&repo).args(&["--trust"]).size(100, 30).open();
    cockpit.see("T-1 HOLD").press("5").see("HOLD: 1 gate is not GO.").see("Undo: git update-ref").press("q");
    assert_eq!(cockpit.ends(), (0, true));
}

#[test]
fn a_dialog_shows_its_keys_though_something_was_just_said() {
    let repo = ready_to_release();
    let cockpit = Start::in_repo(&repo).open();
    cockpit.see("add two").press("c").see("Kind of this commit").press("x").see("the kind is corrected");
    cockpit.press("R").see("type a range").see("esc back").press("Esc").gone("type a range").press("q");
    assert_eq!(cockpit.ends(), (0, true));
}

#[test]
fn help_on_a_narrow_screen_says_what_keys_do() {
    let repo = ready_to_release();
    let cockpit = Start::in_repo(&repo).size(40, 10).open();
    cockpit.see("Commits").press("?").see("Correct the kind").press("Esc").gone("Correct the kind").press("q");
    assert_eq!(cockpit.ends(), (0, true));
}

#[test]
fn a_path_that_is_no_folder_ends_before_the_cockpit_opens() {
    let repo = ready_to_release();
    let cockpit = Start::in_repo(&repo).args(&["anlyze"]).open();
    cockpit.see("is not a folder").see("`tminus --help` lists the commands");
    assert_eq!(cockpit.ends().0, 2);
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
