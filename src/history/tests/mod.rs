//! The real `git` is the oracle: what this module reads must be what git prints.

use std::{path::Path, sync::Arc};

use super::{Commit, Detail, Lineage, Range, RangeRequest, Repository};
use crate::{process::Cancel, testkit::Repo};

fn open(repo: &Repo) -> Repository {
    Repository::open(&repo.path()).unwrap()
}

fn whole(repository: &Repository) -> Range {
    repository.range(&RangeRequest::default()).unwrap()
}

fn commits(repository: &Repository, range: &Range) -> Vec<Commit> {
    repository.walk(range, &Cancel::new()).unwrap().map(Result::unwrap).collect()
}

/// Our rendering of `git log --format=%H%x00%s%x00%b%x00 --no-renames --numstat`.
fn rendered(repository: &Repository, range: &Range) -> Vec<String> {
    let all = commits(repository, range);
    let mut differ = repository.differ();
    let mut knowing = repository.differ().knowing(Arc::new(all.iter().collect::<Lineage>()));
    all.iter()
        .map(|commit| {
            let changes = differ.changes(commit.id, Detail::Lines).unwrap();
            // That commits were read before changes nothing.
            assert_eq!(knowing.changes(commit.id, Detail::Lines).unwrap().files, changes.files);
            let files: Vec<String> = changes
                .files
                .iter()
                .map(|file| {
                    let count = |lines: Option<u32>| lines.map_or("-".to_owned(), |lines| lines.to_string());
                    format!("{}\t{}\t{}", count(file.insertions), count(file.deletions), file.path_text())
                })
                .collect();
            format!("{}|{}|{}|{}", commit.id, commit.subject.text, commit.body.text, files.join("\n"))
        })
        .collect()
}

fn oracle(repo: &Repo, range: &str) -> Vec<String> {
    let log = repo.git(&[
        "log",
        "-z",
        "--format=%x01%H|%s|%b|",
        "--no-renames",
        "--numstat",
        "--no-ext-diff",
        "--no-textconv",
        range,
    ]);
    log.split('\u{1}')
        .skip(1)
        .map(|entry| {
            let (message, files) = entry.rsplit_once('|').unwrap();
            let files: Vec<&str> = files.split('\0').map(str::trim).filter(|line| !line.is_empty()).collect();
            format!("{message}|{}", files.join("\n"))
        })
        .collect()
}

#[test]
fn a_small_history_reads_as_git_prints_it() {
    let repo = Repo::new();
    repo.commit_file("a.txt", "one\ntwo\nthree\n", "feat: begin\n\nWith a body.\n\nAnd a footer: yes\n");
    repo.commit_file("a.txt", "one\n2\nthree", "fix: no newline at the end\n");
    repo.tag("v0.1.0");
    repo.write("bin", b"a\0b").write("dir/b.txt", "x\r\ny\r\n");
    repo.commit("a subject\nof two lines   \n\nbody");
    repo.remove("a.txt");
    repo.commit("\n\n  leading blank lines\n\n\n\nbody after three\n\n");
    let repository = open(&repo);
    let range = whole(&repository);
    assert_eq!(range.from.as_deref(), Some("v0.1.0"));
    assert_eq!(rendered(&repository, &range), oracle(&repo, "v0.1.0..HEAD"));
    let all = Range { from: None, from_id: None, ..range };
    assert_eq!(rendered(&repository, &all), oracle(&repo, "HEAD"));
}

#[test]
fn a_folder_without_a_repository_is_refused() {
    let repo = Repo::without_git();
    let error = Repository::open(&repo.path()).unwrap_err();
    assert!(matches!(error, super::HistoryError::NotARepository { .. }), "{error:?}");
    let error = Repository::open(Path::new("/does/not/exist")).unwrap_err();
    assert!(matches!(error, super::HistoryError::NotAFolder { .. }), "{error:?}");
}

mod nasty;
mod oracle;
mod tags;
mod writing;
