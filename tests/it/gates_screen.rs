//! The poll in the cockpit: answers, commands, decisions.

use tminus::testkit::Repo;

use crate::cockpit::Start;

fn project(settings: &str) -> Repo {
    let repo = Repo::new();
    repo.commit_file("tminus.toml", settings, "feat: begin");
    repo.tag("v1.0.0");
    repo.commit_file("b.txt", "b\n", "feat: add b (#2)");
    repo.with_origin();
    repo
}

#[test]
fn a_release_is_approved_from_the_poll() {
    let repo = project("");
    let cockpit = Start::in_repo(&repo).args(&["--trust"]).open();
    cockpit.see("add b").press("4").see("Approval by a person").see("T-1 HOLD");
    cockpit.press("Enter").see("0 of 1 approval given");
    cockpit.press("a").see("Approve v1.1.0?").see("sha256:").press("Esc").gone("Approve v1.1.0?");
    cockpit.press("a").see("Approve v1.1.0?").press("y").see("T-0 GO");
    cockpit.press("q");
    assert_eq!(cockpit.ends(), (0, true));
    assert!(repo.git(&["log", "-1", "--format=%s", "refs/tminus/ledger"]).starts_with("tminus-record/1 approval"));
}

#[test]
fn commands_run_only_when_asked_and_their_output_is_the_evidence() {
    let repo = project("[[gates]]\nname = \"tests\"\ncommand = \"echo all 42 passed\"\n");
    let cockpit = Start::in_repo(&repo).args(&["--trust"]).open();
    cockpit.see("add b").press("4").see("T-2 HOLD");
    cockpit.press("Enter").see("Not run yet").press("e").see("all 42 passed").see("T-1 HOLD");
    cockpit.press("q");
    assert_eq!(cockpit.ends(), (0, true));
}

#[test]
fn trust_is_asked_for_where_it_is_needed() {
    let repo = project("[[gates]]\nname = \"tests\"\ncommand = \"echo all 42 passed\"\n");
    let cockpit = Start::in_repo(&repo).open();
    cockpit.see("add b").press("4").see("not trusted");
    cockpit.press("t").see("Trust this repository?").see("echo all 42 passed").press("y").see("trusted now");
    cockpit.press("E").see("T-1 HOLD").press("q");
    assert_eq!(cockpit.ends(), (0, true));
}
