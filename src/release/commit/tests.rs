//! What a message for a staged change says, from what the change holds.

use super::*;
use crate::{
    config::Flags,
    release::Options,
    store::Environment,
    testkit::{Git as TestGit, Repo},
};

fn drafted(repo: &Repo) -> Result<String, Failure> {
    let environment = Environment::of(TestGit::environment(&repo.home()));
    let options = Options { path: Some(repo.path()), trust: true, offline: true, ..Options::default() };
    let opened = Opened::open(&options, &Flags::default(), &environment)?;
    draft_commit(&opened).map(|draft| draft.message)
}

fn project() -> Repo {
    let repo = Repo::new();
    repo.commit_file("src/net/client.rs", "pub fn open() {}\n", "feat(net): open a client");
    repo.commit_file("src/net/retry.rs", "fn retry() { wait(1) }\n", "feat(net): retry");
    repo.commit_file("docs/guide.md", "# Guide\n", "docs: begin a guide");
    repo
}

#[test]
fn what_was_added_names_the_subject_and_the_place_the_scope() {
    let repo = project();
    repo.write("src/net/client.rs", "pub fn open() {}\npub fn close() { shut(); }\n");
    repo.git(&["add", "--all"]);
    let before = repo.git(&["rev-parse", "HEAD"]);
    let message = drafted(&repo).unwrap();
    assert!(message.contains("(net): add `close`\n"), "{message}");
    assert_eq!(repo.git(&["rev-parse", "HEAD"]), before, "drafting commits nothing");
}

#[test]
fn what_breaks_is_declared() {
    let repo = project();
    repo.write("Cargo.toml", "[package]\nname = \"demo\"\nversion = \"1.0.0\"\nedition = \"2021\"\n");
    repo.write("src/lib.rs", "pub fn connect(url: &str) {}\npub fn close() {}\n");
    repo.git(&["add", "--all"]);
    repo.git(&["commit", "--quiet", "-m", "feat: begin"]);
    repo.write("src/lib.rs", "pub fn close() {}\n");
    repo.git(&["add", "--all"]);
    let message = drafted(&repo).unwrap();
    let (subject, rest) = message.split_once('\n').unwrap();
    assert!(subject.contains("!: remove `connect`"), "{message}");
    assert!(rest.contains("BREAKING CHANGE: "), "{message}");
}

#[test]
fn one_sort_of_files_says_the_kind() {
    let repo = project();
    repo.write("docs/guide.md", "# Guide\n\nMore.\n");
    repo.git(&["add", "--all"]);
    assert_eq!(drafted(&repo).unwrap(), "docs: update docs/guide.md\n");
    let repo = project();
    repo.write("package.json", "{\n  \"dependencies\": {\n    \"left-pad\": \"^1.0.0\"\n  }\n}\n");
    repo.git(&["add", "--all"]);
    repo.git(&["commit", "--quiet", "-m", "build: depend"]);
    repo.write("package.json", "{\n  \"dependencies\": {\n    \"left-pad\": \"^1.3.0\"\n  }\n}\n");
    repo.git(&["add", "--all"]);
    assert_eq!(drafted(&repo).unwrap(), "build: bump left-pad from 1.0.0 to 1.3.0\n");
}

#[test]
fn tickets_of_branches_and_sign_offs_by_habit_stand_below() {
    let repo = project();
    for number in 0..6 {
        repo.commit_file(
            "a.txt",
            &format!("{number}\n"),
            &format!("docs: a{number}\n\nSigned-off-by: A <a@b.example>"),
        );
    }
    repo.git(&["checkout", "--quiet", "-b", "feature/PROJ-12-stars"]);
    repo.write("docs/guide.md", "# Guide\n\nMore.\n");
    repo.git(&["add", "--all"]);
    let message = drafted(&repo).unwrap();
    assert!(message.contains("\n\nRefs: PROJ-12\n"), "{message}");
}

#[test]
fn nothing_staged_is_said() {
    let failure = drafted(&project()).unwrap_err();
    assert!(failure.message.contains("nothing is staged"), "{}", failure.message);
}

#[test]
fn the_first_commit_of_all_has_a_message_too() {
    let repo = Repo::new();
    repo.write("README.md", "# Hello\n");
    repo.git(&["add", "--all"]);
    assert_eq!(drafted(&repo).unwrap(), "docs: add README.md\n");
}
