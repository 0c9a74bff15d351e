//! `tminus commit`: what is drafted for a staged change, and that git makes the commit, with hooks.

use tminus::testkit::{Repo, executable};

use crate::program::run;

fn project() -> Repo {
    let repo = Repo::new();
    repo.commit_file("src/net/client.rs", "pub fn open() {}\n", "feat(net): open a client");
    repo.commit_file("src/net/retry.rs", "fn retry() { wait(1) }\n", "feat(net): retry");
    repo.write("src/net/client.rs", "pub fn open() {}\n\npub fn close() { shut(); }\n");
    repo.git(&["add", "--all"]);
    repo
}

#[test]
fn without_a_terminal_the_draft_is_printed_and_nothing_is_committed() {
    let repo = project();
    let head = repo.git(&["rev-parse", "HEAD"]);
    let ran = run(&repo, &["commit", "--trust"]);
    let message = ran.exits(0).stdout();
    assert!(message.contains("(net): add `close`\n"), "{message}");
    assert!(ran.stderr().contains("risk "), "{}", ran.stderr());
    assert_eq!(repo.git(&["rev-parse", "HEAD"]), head);
}

#[test]
fn yes_commits_through_git_with_hooks() {
    let repo = project();
    executable(
        &repo.path().join(".git/hooks/commit-msg"),
        "#!/bin/sh\necho 'Reviewed-by: the hook <hook@example.org>' >> \"$1\"\n",
    );
    run(&repo, &["commit", "--yes", "--trust"]).exits(0);
    let message = repo.git(&["log", "-1", "--format=%B"]);
    assert!(message.contains("(net): add `close`") && message.contains("the hook"), "{message}");
    assert_eq!(repo.git(&["status", "--porcelain"]), "");
    run(&repo, &["commit", "--yes", "--trust"]).exits(2);
}

#[test]
fn a_hook_that_refuses_is_told_and_leaves_what_is_staged() {
    let repo = project();
    executable(&repo.path().join(".git/hooks/pre-commit"), "#!/bin/sh\necho 'no tabs, please' >&2\nexit 1\n");
    let head = repo.git(&["rev-parse", "HEAD"]);
    let ran = run(&repo, &["commit", "--yes", "--trust"]);
    ran.exits(4);
    assert!(ran.stderr().contains("no tabs, please"), "{}", ran.stderr());
    assert_eq!(repo.git(&["rev-parse", "HEAD"]), head);
    assert_eq!(repo.git(&["diff", "--cached", "--name-only"]).trim(), "src/net/client.rs");
}

#[test]
fn nothing_staged_is_a_mistake_and_an_untrusted_repository_runs_nothing() {
    let repo = project();
    assert_eq!(run(&repo, &["commit"]).0.status.code(), Some(3), "it waits for trust");
    repo.git(&["reset", "--quiet", "--hard"]);
    let ran = run(&repo, &["commit", "--trust"]);
    ran.exits(2);
    assert!(ran.stderr().contains("nothing is staged"), "{}", ran.stderr());
}
