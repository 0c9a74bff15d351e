//! What is written must be what git reads.

use super::{commits, open, whole};
use crate::{
    history::{CommitId, Head, NewCommit, Time},
    testkit::Repo,
};

const LEDGER: &str = "refs/tminus/test";

fn note<'a>(files: &'a [(&'a str, &'a [u8])], parents: &'a [CommitId]) -> NewCommit<'a> {
    NewCommit {
        files,
        parents,
        person: ("Ann <Archer>\n", "ann@example.org"),
        time: Time { seconds: 1_767_603_600, offset_minutes: 90 },
        message: "a message\n\nof two parts\n",
    }
}

#[test]
fn a_written_commit_passes_fsck_and_reads_back() {
    for format in ["sha1", "sha256"] {
        let repo = Repo::without_git();
        repo.git(&["init", "--quiet", "--initial-branch=main", &format!("--object-format={format}")]);
        repo.commit_file("a", "a\n", "feat: begin");
        let repository = open(&repo);
        let id = repository.write_commit(&note(&[("record.json", b"{}\n"), ("notes.md", b"# x\n")], &[])).unwrap();
        assert!(repository.move_reference(LEDGER, None, id, "record: first\nline").unwrap());
        repo.git(&["fsck", "--strict"]);
        assert_eq!(
            repo.git(&["log", "-1", "--format=%an|%ae|%ad|%B", "--date=raw", LEDGER]),
            "Ann Archer|ann@example.org|1767603600 +0130|a message\n\nof two parts"
        );
        assert_eq!(repo.git(&["ls-tree", "--name-only", LEDGER]), "notes.md\nrecord.json");
        assert_eq!(repo.git(&["log", "-g", "--format=%gs", LEDGER]), "record: first line");
        let stored = repository.stored_commit(id, 1 << 20).unwrap();
        assert_eq!(stored.files[1].content.as_deref(), Some(&b"{}\n"[..]));
        assert!(!stored.is_signed);
        assert!(repository.stored_commit(id, 2).is_err());
    }
}

#[test]
fn a_reference_moves_only_from_where_it_was_expected() {
    let repo = Repo::new();
    repo.commit_file("a", "a\n", "feat: begin");
    let repository = open(&repo);
    let first = repository.write_commit(&note(&[("record.json", b"1")], &[])).unwrap();
    let second = repository.write_commit(&note(&[("record.json", b"2")], &[first])).unwrap();
    assert!(repository.move_reference(LEDGER, None, first, "first").unwrap());
    assert!(!repository.move_reference(LEDGER, None, second, "must not exist").unwrap());
    assert!(!repository.move_reference(LEDGER, Some(second), first, "was never there").unwrap());
    assert_eq!(repository.tip_of(LEDGER).unwrap(), Some(first));
    assert!(repository.move_reference(LEDGER, Some(first), second, "second").unwrap());
    assert_eq!(repo.git(&["rev-parse", LEDGER]), second.to_string());
    assert!(repository.move_reference("no good..name", None, first, "bad name").is_err());
}

#[test]
fn head_is_on_a_branch_detached_or_unborn() {
    let repo = Repo::new();
    let unborn = open(&repo);
    assert_eq!(unborn.head().unwrap(), Head::Branch { name: "main".into(), tip: None });
    let error = unborn.resolve("HEAD").unwrap_err();
    assert_eq!(error.to_string(), "`main` has no commits yet");
    let id: CommitId = repo.commit_file("a", "a\n", "feat: begin").parse().unwrap();
    let repository = open(&repo);
    assert_eq!(repository.head().unwrap(), Head::Branch { name: "main".into(), tip: Some(id) });
    repo.git(&["checkout", "--quiet", "--detach"]);
    assert_eq!(repository.head().unwrap(), Head::Detached(id));
}

#[test]
fn branches_tags_and_remotes_are_listed() {
    let repo = Repo::new();
    let id: CommitId = repo.commit_file("a", "a\n", "feat: begin").parse().unwrap();
    repo.tag("v1.0.0");
    repo.git(&["tag", "light"]);
    repo.git(&["tag", "of-a-tree", "HEAD^{tree}"]);
    repo.git(&["tag", "-a", "of-a-tag", "v1.0.0", "-m", "again"]);
    repo.git(&["branch", "other"]);
    repo.with_origin();
    repo.git(&["branch", "--quiet", "--set-upstream-to=origin/main"]);
    repo.git(&["config", "user.email", "ann@example.net"]);
    repo.git(&["remote", "add", "secret", "https://ann:password@example.org/owner/name.git"]);
    let repository = open(&repo);
    let branches: Vec<_> = repository.branches().unwrap().into_iter().map(|branch| branch.name).collect();
    assert_eq!(branches, ["main", "other", "origin/main"]);
    let tags = repository.tags().unwrap();
    let names: Vec<_> = tags.iter().map(|tag| (tag.name.as_str(), tag.is_annotated)).collect();
    assert_eq!(names, [("light", false), ("of-a-tag", true), ("v1.0.0", true)]);
    assert!(tags.iter().all(|tag| tag.commit == id));
    assert_eq!(tags[2].tagged_at.map(|time| time.seconds), Some(repo.now()));
    assert_eq!(repository.upstream_of("main"), Some(("origin".into(), "main".into())));
    let secret = repository.remotes().pop().unwrap();
    assert_eq!(secret.shown, "https://example.org/owner/name.git");
    assert!(secret.url.contains("password"));
    assert_eq!(repository.user().unwrap().1, "ann@example.net");
    assert!(!repository.is_set("commit.gpgSign"));
}

#[test]
fn the_fingerprint_changes_when_something_moves() {
    let repo = Repo::new();
    repo.commit_file("a", "a\n", "feat: begin");
    let repository = open(&repo);
    let mut before = repository.fingerprint();
    assert_eq!(before, repository.fingerprint());
    let steps: [&[&str]; 5] = [
        &["tag", "v1.0.0"],
        &["branch", "other"],
        &["checkout", "--quiet", "other"],
        &["pack-refs", "--all"],
        &["rm", "--quiet", "--cached", "a"],
    ];
    for step in steps {
        repo.git(step);
        let now = repository.fingerprint();
        assert_ne!(before, now, "after {step:?}");
        before = now;
    }
}

#[test]
fn what_came_before_the_range_is_read_newest_first() {
    let repo = Repo::new();
    for number in 0..6 {
        repo.commit_file(&format!("file-{number}"), "x\n", &format!("feat: step {number}"));
    }
    repo.tag("v1.0.0");
    repo.commit_file("later", "x\n", "feat: later");
    let repository = open(&repo);
    let range = whole(&repository);
    assert_eq!(commits(&repository, &range).len(), 1);
    let mut seen = Vec::new();
    repository
        .past(&range, 3, &crate::process::Cancel::new(), |past| {
            seen.push(format!("{} {}", past.commit.subject.text, past.files[0].path_text()));
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(seen, ["feat: step 5 file-5", "feat: step 4 file-4", "feat: step 3 file-3"]);
}
