//! Reviews in the cockpit: private marks, the record that a key makes of them, and what teammates recorded.

use tminus::testkit::Repo;

use crate::{cockpit::Start, program::run};

fn project() -> Repo {
    let repo = Repo::new();
    repo.commit_file("a.txt", "a\n", "feat: begin");
    repo.tag("v1.0.0");
    repo.commit_file("b.txt", "b\n", "feat: add b");
    repo.commit_file("c.txt", "c\n", "fix: mend c");
    repo
}

#[test]
fn marks_become_one_record_by_a_key_that_shows_it_first() {
    let repo = project();
    let cockpit = Start::in_repo(&repo).args(&["--trust", "--ascii"]).open();
    cockpit.see("mend c").press("m").see(">").press("m").see("2/2");
    cockpit
        .press("w")
        .see("Record 2 review marks?")
        .see("add b")
        .see("Ann Archer <ann@example.org>")
        .see("not set up to sign");
    cockpit.press("n").gone("Record 2 review marks?");
    assert!(!repo.command("git").args(["show-ref", "refs/tminus/ledger"]).output().unwrap().status.success());
    cockpit.press("w").see("Record 2 review marks?").press("y").see("recorded as");
    cockpit
        .until("both rows sealed", |terminal| terminal.lines().iter().filter(|line| line.contains('@')).count() == 2);
    let record = repo.git(&["show", "refs/tminus/ledger:record.json"]);
    assert_eq!(repo.git(&["rev-list", "--count", "refs/tminus/ledger"]), "1");
    for commit in ["HEAD", "HEAD~1"] {
        assert!(record.contains(&repo.git(&["rev-parse", commit])), "{record}");
    }
    cockpit.press("w").see("no mark is private");
    cockpit.press("g m").see("records stay");
    cockpit.press("q");
    assert_eq!(cockpit.ends(), (0, true));
}

#[test]
fn what_a_teammate_recorded_is_seen_with_their_name() {
    let repo = project();
    repo.as_author("Bob Baker", "bob@example.org");
    run(&repo, &["review", "HEAD"]).exits(0);
    let cockpit = Start::in_repo(&repo).args(&["--trust", "--ascii"]).open();
    cockpit.see("mend c").see("1/2");
    cockpit.press("o").see("recorded, by Bob Baker").press("Esc").gone("recorded, by");
    cockpit.press("j m").see("2/2");
    cockpit.press("q");
    assert_eq!(cockpit.ends(), (0, true));
}
