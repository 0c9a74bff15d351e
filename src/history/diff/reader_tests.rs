//! The diff of a commit, read from repositories.

use std::sync::Arc;

use super::*;
use crate::{
    history::{ChangeStatus, CommitId, Repository},
    testkit::Repo,
};

fn read(repo: &Repo, commit: &str) -> (ChangedFiles, Vec<FileDiff>) {
    let repository = Repository::open(&repo.path()).unwrap();
    let mut reader = DiffReader::new(&repository);
    let id: CommitId = repo.git(&["rev-parse", commit]).parse().unwrap();
    let changed = reader.files(Subject::Commit(id), || false).unwrap();
    let diffs = changed.files.iter().map(|file| reader.file(Arc::new(file.clone()), Whitespace::Counts)).collect();
    (changed, diffs)
}

/// git's own patch of a commit, without the lines that name contents.
fn gits_patch(repo: &Repo, commit: &str) -> String {
    let patch = repo.git(&["show", "--format=", "--no-ext-diff", "--no-textconv", "-M", "--first-parent", commit]);
    patch.lines().filter(|line| !line.starts_with("index ")).collect::<Vec<_>>().join("\n")
}

fn our_patch(diffs: &[FileDiff]) -> String {
    let patch: Vec<u8> = diffs.iter().flat_map(|diff| file_patch(diff, 3)).collect();
    String::from_utf8_lossy(&patch).trim_end().to_owned()
}

fn long_text(word: &str) -> String {
    (0..40).map(|line| format!("{word} line {line}\n")).collect::<Vec<_>>().concat()
}

#[test]
fn a_commit_reads_as_git_shows_it() {
    let repo = Repo::new();
    repo.write("kept", long_text("kept")).write("gone", "x\n").write("moved", long_text("moved")).write("bin", b"a\0b");
    repo.write("empty", "").write("run", "#!/bin/sh\n").write("dir/é \"q\"\t", "quoted\n");
    repo.commit("first");
    assert_eq!(our_patch(&read(&repo, "HEAD").1), gits_patch(&repo, "HEAD"));

    repo.write("kept", long_text("kept").replace("line 7\n", "line seven\n")).remove("gone").remove("moved");
    repo.write("to/moved", long_text("moved").replace("line 3\n", "")).write("bin", b"a\0c").remove("dir/é \"q\"\t");
    repo.write("end", "no newline");
    repo.command("chmod").args(["+x", "run"]).status().unwrap();
    repo.commit("second");
    assert_eq!(our_patch(&read(&repo, "HEAD").1), gits_patch(&repo, "HEAD"));
}

#[test]
fn a_moved_file_is_one_file_with_gits_similarity() {
    let repo = Repo::new();
    repo.write("a/one", long_text("one")).write("a/two", long_text("two")).write("a/three", "short\n");
    repo.commit("first");
    repo.remove("a/one").remove("a/two").remove("a/three");
    repo.write("b/one", long_text("one")).write("b/zwei", long_text("two").replace("two line 5", "changed here"));
    repo.write("b/new", "something else\n");
    repo.commit("second");
    let (changed, _) = read(&repo, "HEAD");
    let told: Vec<_> = changed
        .files
        .iter()
        .map(|file| match (file.status, &file.old_path) {
            (ChangeStatus::Renamed { similarity }, Some(old)) => {
                format!("R{similarity:03}\t{}\t{}", String::from_utf8_lossy(old), file.path_text())
            }
            (status, _) => format!("{}\t{}", &format!("{status:?}")[..1], file.path_text()),
        })
        .collect();
    let gits = repo.git(&["show", "--format=", "--name-status", "-M", "HEAD"]);
    assert!(gits.contains("R097\ta/two\tb/zwei"), "{gits}");
    assert_eq!(told, gits.lines().collect::<Vec<_>>());
}

#[test]
fn a_merge_is_shown_against_its_first_parent_and_says_so() {
    let repo = Repo::new();
    repo.commit_file("base", "base\n", "base");
    repo.git(&["checkout", "-q", "-b", "side"]);
    repo.commit_file("side", "side\n", "side");
    repo.git(&["checkout", "-q", "main"]);
    repo.commit_file("main", "main\n", "main");
    repo.git(&["merge", "-q", "--no-ff", "-m", "merge", "side"]);
    let (changed, diffs) = read(&repo, "HEAD");
    assert!(changed.is_merge);
    assert_eq!(diffs.iter().map(|diff| diff.change.path_text().into_owned()).collect::<Vec<_>>(), ["side"]);
}

#[test]
fn a_range_is_compared_whole() {
    let repo = Repo::new();
    let first = repo.commit_file("a", "1\n", "first");
    repo.commit_file("a", "2\n", "second");
    let last = repo.commit_file("a", "3\n", "third");
    let repository = Repository::open(&repo.path()).unwrap();
    let mut reader = DiffReader::new(&repository);
    let range = Subject::Range(Some(first.parse().unwrap()), last.parse().unwrap());
    let files = reader.files(range, || false).unwrap().files;
    let diff = reader.file(Arc::new(files[0].clone()), Whitespace::Counts);
    assert!(our_patch(&[diff]).ends_with("@@ -1 +1 @@\n-1\n+3"));
}

#[test]
fn symbolic_links_and_type_changes_are_read() {
    let repo = Repo::new();
    repo.write("file", "text\n");
    repo.commit("first");
    repo.remove("file");
    repo.command("ln").args(["-s", "target", "file"]).status().unwrap();
    repo.commit("second");
    let (changed, diffs) = read(&repo, "HEAD");
    assert_eq!(changed.files[0].status, ChangeStatus::TypeChanged);
    assert_eq!(diffs[0].line_counts(), (1, 1));
}

#[test]
fn a_content_that_is_gone_is_said_to_be_missing() {
    let repo = Repo::new();
    repo.commit_file("a", "one\n", "first");
    let blob = repo.git(&["rev-parse", "HEAD:a"]);
    repo.commit_file("a", "two\n", "second");
    let path = format!(".git/objects/{}/{}", &blob[..2], &blob[2..]);
    repo.remove(&path);
    let (_, diffs) = read(&repo, "HEAD");
    assert!(matches!(diffs[0].content, Content::Missing));
}
