//! What every command has in common: exit codes, the start folder, errors, closed pipes.

use tminus::testkit::Repo;

use crate::program::run;

#[test]
fn a_start_folder_that_is_not_there_is_a_usage_error() {
    let repo = Repo::without_git();
    let ran = run(&repo, &["-C", "no/such/folder", "doctor"]);
    assert!(ran.exits(2).stderr().starts_with("error: cannot find `no/such/folder`\n"), "{}", ran.stderr());
    assert_eq!(ran.stdout(), "");
}

#[test]
fn an_unknown_flag_is_a_usage_error() {
    let repo = Repo::without_git();
    run(&repo, &["--no-such-flag"]).exits(2);
    run(&repo, &["analyze", "--no-such-flag"]).exits(2);
}

#[test]
fn errors_have_no_escape_codes_when_nobody_looks() {
    let repo = Repo::without_git();
    let ran = run(&repo, &["-C", "bad\u{1b}[2Jname", "doctor"]);
    assert!(!ran.exits(2).stderr().contains('\u{1b}'));
}
