//! The steps of git on real repositories, with hooks, signatures and remotes that misbehave.

#![expect(clippy::disallowed_methods, reason = "tests look at the disk themselves")]

use std::path::Path;

use super::*;
use crate::{
    config::Trusted,
    ship::{Fact, Found, Plan, Push, ReleaseCommit, Retry, Undoing, plan::tests::plan},
    testkit::{Repo, executable},
};

struct Stage {
    repo: Repo,
    plan: Plan,
}

impl Stage {
    /// A repository with one commit, and a plan on it.
    fn new() -> Self {
        let repo = Repo::new();
        repo.commit_file("a", "a\n", "feat: begin");
        Self::on(repo)
    }

    fn on(repo: Repo) -> Self {
        repo.git(&["config", "user.name", "Ann Archer"]);
        repo.git(&["config", "user.email", "ann@example.org"]);
        let to = repo.git(&["rev-parse", "HEAD"]).parse().unwrap();
        Self { plan: Plan { to, ..plan() }, repo }
    }

    fn git(&self) -> ShipGit {
        let git = Git::at(&self.repo.path(), &Trusted::for_tests(&self.repo.path()));
        ShipGit::new(git, &self.repo.path(), Prompts::Never, None)
    }

    fn commit(&self) -> &ReleaseCommit {
        self.plan.commit.as_ref().unwrap()
    }

    fn make_commit(&self) -> Result<Fact, Trouble> {
        self.git().make_commit(&self.plan, self.commit())
    }

    fn state(&self) -> String {
        format!(
            "{}\n{}\n{}",
            self.repo.git(&["for-each-ref"]),
            self.repo.git(&["ls-files", "--stage"]),
            self.repo.git(&["status", "--porcelain", "--ignored"])
        )
    }

    fn remote(push: &Push, commit: CommitId, object: CommitId) -> Remote<'_> {
        Remote { push, branch: Some(("main", commit)), tag: Some(("v1.5.0", object)) }
    }

    fn hook(folder: &Path, name: &str, script: &str) {
        let path = folder.join("hooks").join(name);
        executable(&path, &format!("#!/bin/sh\n{script}\n"));
    }
}

fn id(fact: &Fact) -> CommitId {
    match fact {
        Fact::Commit(id) | Fact::Tag { object: id, .. } => *id,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_release_commit_holds_the_changelog_alone_and_leaves_the_rest() {
    let stage = Stage::new();
    stage.repo.write("staged", "s\n").git(&["add", "staged"]);
    stage.repo.write("a", "edited\n");
    let commit = id(&stage.make_commit().unwrap());
    assert_eq!(
        stage.repo.git(&["log", "-1", "--format=%P %s", "main"]),
        format!("{} chore(release): 1.5.0", stage.plan.to)
    );
    assert_eq!(stage.repo.git(&["show", "--format=", "--name-only", "main"]), "CHANGELOG.md");
    assert_eq!(stage.repo.git(&["status", "--porcelain"]), " M a\nA  staged");
    assert_eq!(stage.git().find_commit(&stage.plan, stage.commit()).unwrap(), Found::Ours(Fact::Commit(commit)));
}

#[test]
fn undoing_the_release_commit_leaves_no_trace() {
    for content in [None, Some("# Old\n")] {
        let repo = Repo::new();
        repo.commit_file("a", "a\n", "feat: begin");
        if let Some(content) = content {
            repo.commit_file("CHANGELOG.md", content, "docs: begin a changelog");
        }
        let mut stage = Stage::on(repo);
        stage.plan.commit.as_mut().unwrap().before = content.map(Into::into);
        let before = stage.state();
        stage.make_commit().unwrap();
        assert_eq!(stage.git().undo_commit(&stage.plan, stage.commit()).unwrap(), Undoing::Undone);
        assert_eq!(stage.state(), before);
        assert_eq!(stage.git().undo_commit(&stage.plan, stage.commit()).unwrap(), Undoing::Undone, "twice is fine");
        assert_eq!(stage.git().find_commit(&stage.plan, stage.commit()).unwrap(), Found::Absent);
    }
}

#[test]
fn a_changelog_that_was_written_but_not_committed_is_committed_or_undone() {
    let stage = Stage::new();
    let before = stage.state();
    stage.repo.write("CHANGELOG.md", &stage.commit().after);
    stage.repo.git(&["add", "--intent-to-add", "CHANGELOG.md"]);
    assert_eq!(stage.git().undo_commit(&stage.plan, stage.commit()).unwrap(), Undoing::Undone);
    assert_eq!(stage.state(), before);
    stage.repo.write("CHANGELOG.md", &stage.commit().after);
    stage.make_commit().unwrap();
}

#[test]
fn what_the_user_did_meanwhile_is_kept() {
    let stage = Stage::new();
    stage.make_commit().unwrap();
    let later = stage.repo.commit_file("b", "b\n", "feat: go on");
    assert!(matches!(stage.git().undo_commit(&stage.plan, stage.commit()).unwrap(), Undoing::Kept(_)));
    assert_eq!(stage.repo.git(&["rev-parse", "main"]), later);
    assert!(
        matches!(stage.git().find_commit(&stage.plan, stage.commit()).unwrap(), Found::Ours(_)),
        "it is still there"
    );

    let stage = Stage::new();
    stage.make_commit().unwrap();
    stage.repo.write("CHANGELOG.md", "mine\n");
    assert!(matches!(stage.git().undo_commit(&stage.plan, stage.commit()).unwrap(), Undoing::Kept(_)));
    assert_eq!(std::fs::read_to_string(stage.repo.path().join("CHANGELOG.md")).unwrap(), "mine\n");
}

#[test]
fn the_users_own_changelog_edits_are_not_taken_along() {
    let stage = Stage::new();
    stage.repo.write("CHANGELOG.md", "mine\n");
    let trouble = stage.make_commit().unwrap_err();
    assert!(trouble.why.contains("not committed"), "{}", trouble.why);
    assert_eq!(std::fs::read_to_string(stage.repo.path().join("CHANGELOG.md")).unwrap(), "mine\n");
}

#[test]
fn a_changelog_behind_a_link_is_refused() {
    let stage = Stage::new();
    let outside = stage.repo.beside("outside");
    std::fs::write(&outside, "precious\n").unwrap();
    std::os::unix::fs::symlink(&outside, stage.repo.path().join("CHANGELOG.md")).unwrap();
    assert!(stage.make_commit().unwrap_err().why.contains("symbolic link"));
    assert_eq!(std::fs::read_to_string(outside).unwrap(), "precious\n");
}

#[test]
fn another_commit_in_its_place_is_not_taken_for_it() {
    let stage = Stage::new();
    stage.repo.commit_file("CHANGELOG.md", "by hand\n", "docs: a changelog");
    assert!(matches!(stage.git().find_commit(&stage.plan, stage.commit()).unwrap(), Found::Foreign(_)));
    assert!(stage.make_commit().unwrap_err().why.contains("no longer points at"));
}

#[test]
fn a_hook_that_refuses_stops_the_commit_and_says_why() {
    let stage = Stage::new();
    Stage::hook(&stage.repo.path().join(".git"), "pre-commit", "echo the linter says no >&2; exit 1");
    let trouble = stage.make_commit().unwrap_err();
    assert!(trouble.why.contains("the linter says no") && trouble.retry == Retry::Never, "{}", trouble.why);
}

#[test]
fn a_hook_that_adds_more_spoils_the_commit_and_undoing_loses_nothing() {
    let stage = Stage::new();
    Stage::hook(&stage.repo.path().join(".git"), "pre-commit", "echo generated > a; git add a");
    let trouble = stage.make_commit().unwrap_err();
    assert!(trouble.why.contains("changes more than") && trouble.why.contains(": a;"), "{}", trouble.why);
    assert_eq!(stage.git().undo_commit(&stage.plan, stage.commit()).unwrap(), Undoing::Undone);
    assert_eq!(stage.repo.git(&["rev-parse", "main"]), stage.plan.to.to_string());
    assert_eq!(stage.repo.git(&["status", "--porcelain"]).trim(), "M a");
}

#[test]
fn a_hook_may_change_the_changelog_itself() {
    let stage = Stage::new();
    Stage::hook(&stage.repo.path().join(".git"), "pre-commit", "echo formatted >> CHANGELOG.md; git add CHANGELOG.md");
    let commit = id(&stage.make_commit().unwrap());
    assert_eq!(stage.git().find_commit(&stage.plan, stage.commit()).unwrap(), Found::Ours(Fact::Commit(commit)));
}

#[test]
fn a_lock_of_another_git_is_waited_for() {
    let stage = Stage::new();
    std::fs::write(stage.repo.path().join(".git/index.lock"), "").unwrap();
    let trouble = stage.make_commit().unwrap_err();
    assert_eq!(trouble.retry, Retry::After(None), "{}", trouble.why);
}

#[test]
fn a_tag_is_recognised_by_target_and_message_and_undone_by_its_id() {
    let stage = Stage::new();
    let (git, tag, to) = (stage.git(), &stage.plan.tag, stage.plan.to);
    let before = stage.state();
    assert_eq!(git.find_tag(tag, to).unwrap(), Found::Absent);
    let made = git.make_tag(tag, to).unwrap();
    assert_eq!(git.find_tag(tag, to).unwrap(), Found::Ours(made));
    assert_eq!(git.undo_tag(tag, Some(to)).unwrap(), Undoing::Undone);
    assert_eq!(stage.state(), before);
    for other in [&["tag", "v1.5.0"][..], &["tag", "-a", "-m", "by hand", "v1.5.0"]] {
        stage.repo.git(other);
        assert!(matches!(git.find_tag(tag, to).unwrap(), Found::Foreign(_)));
        assert!(git.make_tag(tag, to).is_err());
        git.undo_tag(tag, Some(to)).unwrap();
        stage.repo.git(&["tag", "-d", "v1.5.0"]);
    }
}

#[test]
fn trailers_stand_at_the_end_of_the_tags_message_as_they_were_written() {
    let mut stage = Stage::new();
    stage.plan.tag.message = "v1.5.0\n\nTminus-Ledger: abc\nTminus-Subject: sha256:def\n".into();
    stage.git().make_tag(&stage.plan.tag, stage.plan.to).unwrap();
    let text = stage.repo.git(&["for-each-ref", "--format=%(contents)", "refs/tags/v1.5.0"]);
    assert_eq!(text.trim_end(), stage.plan.tag.message.trim_end());
}

/// A stage with a bare remote; commit and tag are made.
fn with_remote() -> (Stage, PathBuf, CommitId, CommitId) {
    let repo = Repo::new();
    repo.commit_file("a", "a\n", "feat: begin");
    let bare = repo.with_origin();
    let stage = Stage::on(repo);
    let commit = id(&stage.make_commit().unwrap());
    let object = id(&stage.git().make_tag(&stage.plan.tag, commit).unwrap());
    (stage, bare, commit, object)
}

fn push() -> Push {
    Push { remote: "origin".into(), branch: Some("main".into()), atomic: true }
}

#[test]
fn branch_and_tag_arrive_together_and_stay() {
    let (stage, bare, commit, object) = with_remote();
    let (git, push) = (stage.git(), push());
    let remote = Stage::remote(&push, commit, object);
    assert_eq!(git.find_pushed(&remote).unwrap(), Found::Absent);
    assert_eq!(git.undo_push(&remote).unwrap(), Undoing::Undone);
    git.push(&remote).unwrap();
    assert_eq!(git.find_pushed(&remote).unwrap(), Found::Ours(Fact::Pushed));
    assert_eq!(git.undo_push(&remote).map(|undoing| matches!(undoing, Undoing::Kept(_))), Ok(true));
    let refs =
        stage.repo.git(&["--git-dir", bare.to_str().unwrap(), "for-each-ref", "--format=%(objectname) %(refname)"]);
    assert_eq!(refs, format!("{commit} refs/heads/main\n{object} refs/tags/v1.5.0"));
}

#[test]
fn a_remote_that_refuses_gets_neither_and_its_words_are_told() {
    let (stage, bare, commit, object) = with_remote();
    Stage::hook(&bare, "update", "case $1 in refs/tags/*) echo tags are frozen >&2; exit 1;; esac");
    let push = push();
    let remote = Stage::remote(&push, commit, object);
    let trouble = stage.git().push(&remote).unwrap_err();
    assert_eq!((trouble.retry, trouble.may_have_happened), (Retry::Never, false));
    assert!(trouble.why.contains("tags are frozen"), "{}", trouble.why);
    assert_eq!(stage.git().find_pushed(&remote).unwrap(), Found::Absent);
    let main = stage.repo.git(&["--git-dir", bare.to_str().unwrap(), "rev-parse", "main"]);
    assert_eq!(main, stage.plan.to.to_string(), "both or neither");
}

#[test]
fn a_remote_that_went_on_refuses_and_a_remote_that_is_gone_is_told() {
    let (stage, bare, commit, object) = with_remote();
    let clone = stage.repo.beside("other");
    stage.repo.git(&["clone", "--quiet", bare.to_str().unwrap(), clone.to_str().unwrap()]);
    let other = clone.to_str().unwrap();
    stage.repo.git(&["-C", other, "commit", "--quiet", "--allow-empty", "-m", "faster"]);
    stage.repo.git(&["-C", other, "push", "--quiet", "origin", "main"]);
    let push = push();
    let remote = Stage::remote(&push, commit, object);
    let trouble = stage.git().push(&remote).unwrap_err();
    assert!(trouble.why.contains("fetch first") && trouble.retry == Retry::Never, "{}", trouble.why);
    std::fs::rename(&bare, stage.repo.beside("away.git")).unwrap();
    for trouble in [stage.git().push(&remote).unwrap_err(), stage.git().find_pushed(&remote).unwrap_err()] {
        assert!(trouble.why.contains("does not appear to be a git repository"), "{}", trouble.why);
        assert!(!trouble.may_have_happened);
    }
}

#[test]
fn whether_the_server_takes_both_at_once_is_known_before_and_asking_sends_nothing() {
    let (stage, bare, commit, object) = with_remote();
    let before = stage.repo.git(&["--git-dir", bare.to_str().unwrap(), "for-each-ref"]);
    Stage::hook(&stage.repo.path().join(".git"), "pre-push", "echo the hook ran; exit 1");
    let push = push();
    let remote = Stage::remote(&push, commit, object);
    assert_eq!(stage.git().would_accept(&remote), Ok(Acceptance::Atomic));
    stage.repo.git(&["--git-dir", bare.to_str().unwrap(), "config", "receive.advertiseAtomic", "false"]);
    assert_eq!(stage.git().would_accept(&remote), Ok(Acceptance::InSteps));
    assert_eq!(stage.repo.git(&["--git-dir", bare.to_str().unwrap(), "for-each-ref"]), before);
    std::fs::remove_file(stage.repo.path().join(".git/hooks/pre-push")).unwrap();
    let apart = Push { atomic: false, ..push };
    let branch = Remote { push: &apart, branch: Some(("main", commit)), tag: None };
    let tag = Remote { push: &apart, branch: None, tag: Some(("v1.5.0", object)) };
    stage.git().push(&branch).unwrap();
    assert_eq!(stage.git().find_pushed(&branch).unwrap(), Found::Ours(Fact::Pushed));
    assert_eq!(stage.git().find_pushed(&tag).unwrap(), Found::Absent);
    stage.git().push(&tag).unwrap();
}

#[test]
fn another_tag_of_that_name_on_the_remote_is_not_taken_for_ours() {
    let (stage, bare, commit, object) = with_remote();
    let to = stage.plan.to.to_string();
    stage.repo.git(&["--git-dir", bare.to_str().unwrap(), "update-ref", "refs/tags/v1.5.0", &to]);
    let push = push();
    let remote = Stage::remote(&push, commit, object);
    assert!(matches!(stage.git().find_pushed(&remote).unwrap(), Found::Foreign(_)));
    assert_eq!(stage.git().push(&remote).unwrap_err().retry, Retry::Never);
}

#[test]
fn pushes_are_looked_for_where_they_go() {
    let (stage, bare, commit, object) = with_remote();
    stage.repo.git(&["config", "remote.origin.pushurl", bare.to_str().unwrap()]);
    stage.repo.git(&["config", "remote.origin.url", stage.repo.beside("mirror.git").to_str().unwrap()]);
    let push = push();
    let remote = Stage::remote(&push, commit, object);
    assert_eq!(stage.git().find_pushed(&remote).unwrap(), Found::Absent);
    stage.git().push(&remote).unwrap();
    assert_eq!(stage.git().find_pushed(&remote).unwrap(), Found::Ours(Fact::Pushed));
}
