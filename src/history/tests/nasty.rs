//! Repositories that are cut, broken, or of a form that not every program reads.

use super::{commits, open, rendered, whole};
use crate::{
    fault::{Fault, Faulty},
    history::{CommitId, Detail, HistoryError, Range, RangeRequest, Repository, Time},
    process::Cancel,
    testkit::Repo,
};

fn three_commits() -> Repo {
    let repo = Repo::new();
    repo.commit_file("a", "1\n", "feat: one");
    repo.commit_file("a", "2\n", "feat: two");
    repo.commit_file("a", "3\n", "feat: three");
    repo
}

/// Where a loose object lies.
fn loose(object: &str) -> String {
    format!(".git/objects/{}/{}", &object[..2], &object[2..])
}

/// Removes a loose object.
fn lose(repo: &Repo, object: &str) {
    repo.remove(&loose(object));
}

fn subjects(repository: &Repository) -> Vec<String> {
    commits(repository, &whole(repository)).into_iter().map(|commit| commit.subject.text).collect()
}

#[test]
fn sha256_is_read_as_sha1_is() {
    let repo = Repo::without_git();
    repo.git(&["init", "--quiet", "--initial-branch=main", "--object-format=sha256"]);
    repo.commit_file("a", "1\n", "feat: one");
    repo.tag("v1.0.0");
    repo.commit_file("a", "1\n2\n", "feat: two");
    let repository = open(&repo);
    let range = whole(&repository);
    assert_eq!(range.from.as_deref(), Some("v1.0.0"));
    assert_eq!(rendered(&repository, &range), super::oracle(&repo, "v1.0.0..HEAD"));
}

#[test]
fn reftable_and_unknown_extensions_are_refused_plainly() {
    let repo = Repo::without_git();
    repo.git(&["init", "--quiet", "--ref-format=reftable"]);
    let error = Repository::open(&repo.path()).unwrap_err();
    assert_eq!(error.fault(), Fault::Usage);
    assert!(error.to_string().contains("reftable"), "{error}");
    let repo = three_commits();
    repo.git(&["config", "core.repositoryFormatVersion", "1"]);
    repo.git(&["config", "extensions.noSuchThing", "true"]);
    let error = Repository::open(&repo.path()).unwrap_err();
    assert!(error.to_string().contains("noSuchThing"), "{error}");
    let repo = three_commits();
    repo.git(&["config", "core.repositoryFormatVersion", "7"]);
    let error = Repository::open(&repo.path()).unwrap_err();
    assert_eq!(error.fault(), Fault::Usage, "{error:?}");
}

#[test]
fn bare_repositories_worktrees_submodules_and_folders_inside_are_found() {
    let repo = three_commits();
    repo.write("deep/er/file", "x\n");
    let inside = Repository::open(&repo.path().join("deep/er")).unwrap();
    assert_eq!(inside.work_dir(), Some(repo.path().as_path()));
    let bare = repo.beside("bare.git");
    repo.git(&["clone", "--quiet", "--bare", ".", bare.to_str().unwrap()]);
    let bare = Repository::open(&bare).unwrap();
    assert_eq!((bare.work_dir(), bare.name().as_str()), (None, "bare"));
    assert_eq!(subjects(&bare).len(), 3);
    let linked = repo.beside("linked");
    repo.git(&["worktree", "add", "--quiet", linked.to_str().unwrap(), "HEAD~1"]);
    let linked = Repository::open(&linked).unwrap();
    assert_eq!(subjects(&linked), ["feat: two", "feat: one"]);
    assert_eq!(linked.common_dir().canonicalize().unwrap(), repo.path().join(".git").canonicalize().unwrap());
    let outer = Repo::new();
    outer.git(&[
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        repo.path().to_str().unwrap(),
        "sub",
    ]);
    let submodule = Repository::open(&outer.path().join("sub")).unwrap();
    assert_eq!(subjects(&submodule).len(), 3);
}

#[test]
fn a_shallow_history_ends_at_its_boundary_as_git_shows_it() {
    let repo = three_commits();
    let shallow = Repo::without_git();
    let url = format!("file://{}", repo.path().display());
    shallow.git(&["clone", "--quiet", "--depth=2", &url, "."]);
    let repository = open(&shallow);
    let range = whole(&repository);
    assert_eq!(rendered(&repository, &range), super::oracle(&shallow, "HEAD"));
    let boundary = commits(&repository, &range).pop().unwrap();
    assert_eq!((boundary.subject.text.as_str(), boundary.parents.len()), ("feat: two", 0));
    assert!(repository.is_shallow());
}

#[test]
fn a_partial_clone_is_read_and_what_it_lacks_is_told() {
    let repo = three_commits();
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    let partial = Repo::without_git();
    let url = format!("file://{}", repo.path().display());
    partial.git(&["clone", "--quiet", "--no-checkout", "--filter=blob:none", &url, "."]);
    let repository = open(&partial);
    let range = whole(&repository);
    let all = commits(&repository, &range);
    assert_eq!(all.len(), 3);
    let changes = repository.differ().changes(all[0].id, Detail::Lines).unwrap();
    assert_eq!((changes.stats.files, changes.stats.insertions, changes.problems.len()), (1, 0, 1));
    assert!(changes.problems[0].to_string().starts_with("the blob `"), "{}", changes.problems[0]);
}

#[test]
fn a_commit_missing_within_the_range_is_named() {
    let repo = three_commits();
    let missing = repo.git(&["rev-parse", "HEAD~1"]);
    lose(&repo, &missing);
    let repository = open(&repo);
    let walk = repository.walk(&whole(&repository), &Cancel::new());
    let error = walk.and_then(Iterator::collect::<Result<Vec<_>, _>>).unwrap_err();
    assert_eq!(error.to_string(), format!("the commit `{missing}` is missing from the repository"));
    assert_eq!(error.fault(), Fault::Outside);
}

#[test]
fn a_commit_missing_before_the_range_harms_nobody() {
    let repo = three_commits();
    repo.git(&["tag", "v1.0.0", "HEAD~1"]);
    lose(&repo, &repo.git(&["rev-parse", "HEAD~2"]));
    let repository = open(&repo);
    assert_eq!(subjects(&repository), ["feat: three"]);
    repository.past(&whole(&repository), 100, &Cancel::new(), |_| std::ops::ControlFlow::Continue(())).unwrap();
}

#[test]
fn a_missing_tree_or_a_broken_object_is_a_problem_of_its_commit_alone() {
    let repo = three_commits();
    lose(&repo, &repo.git(&["rev-parse", "HEAD~1^{tree}"]));
    let blob = repo.git(&["rev-parse", "HEAD:a"]);
    lose(&repo, &blob);
    repo.write(&loose(&blob), b"not zlib at all");
    let repository = open(&repo);
    let mut differ = repository.differ();
    let problems: Vec<usize> = commits(&repository, &whole(&repository))
        .iter()
        .map(|commit| differ.changes(commit.id, Detail::Lines).unwrap().problems.len())
        .collect();
    assert_eq!(problems, [1, 1, 0]);
}

#[test]
fn head_and_branches_that_cannot_be_read_are_usage_failures() {
    let repo = three_commits();
    lose(&repo, &repo.git(&["rev-parse", "HEAD"]));
    let error = open(&repo).range(&RangeRequest::default()).unwrap_err();
    assert_eq!(error.fault(), Fault::Usage, "{error:?}");
    let repo = three_commits();
    repo.write(".git/refs/heads/main", "nonsense\n");
    let error = Repository::open(&repo.path()).and_then(|opened| opened.range(&RangeRequest::default())).unwrap_err();
    assert_eq!(error.fault(), Fault::Usage, "{error:?}");
    let repo = three_commits();
    repo.write(".git/HEAD", "nonsense\n");
    let error = Repository::open(&repo.path()).and_then(|opened| opened.range(&RangeRequest::default())).unwrap_err();
    assert_eq!(error.fault(), Fault::Usage, "{error:?}");
}

#[test]
fn revisions_are_resolved_as_git_does_or_refused() {
    let repo = three_commits();
    repo.tag("v1.0.0");
    repo.git(&["tag", "-a", "nested", "v1.0.0", "-m", "x"]);
    repo.git(&["tag", "file", "HEAD:a"]);
    repo.git(&["branch", "same", "HEAD~1"]);
    repo.git(&["tag", "same", "HEAD~2"]);
    let repository = open(&repo);
    let short = repo.git(&["rev-parse", "--short", "HEAD~1"]);
    for revision in
        ["HEAD", "@", "HEAD~2", "v1.0.0", "nested", "main^", "same", "heads/same", &short, "refs/tags/nested"]
    {
        let gits = repo.git(&["rev-parse", &format!("{revision}^{{commit}}")]);
        assert_eq!(repository.resolve(revision).unwrap().to_string(), gits, "{revision}");
    }
    for revision in
        ["", "nope", "HEAD~9", "v1..main", "--all", "file", "0000000000000000000000000000000000000000", "\u{1b}[31m"]
    {
        let error = repository.resolve(revision).unwrap_err();
        assert_eq!(error.fault(), Fault::Usage, "{revision}: {error}");
    }
}

#[test]
fn part_of_an_id_that_a_file_begins_with_too_is_the_commit() {
    let repo = three_commits();
    let commit = repo.git(&["rev-parse", "HEAD"]);
    let part = &commit[..4];
    let alike = (0_u32..10_000_000)
        .map(|number| number.to_string())
        .find(|content| {
            let id = gix::objs::compute_hash(gix::hash::Kind::Sha1, gix::objs::Kind::Blob, content.as_bytes());
            id.unwrap().to_string().starts_with(part)
        })
        .unwrap();
    repo.write("alike", alike);
    let blob = repo.git(&["hash-object", "-w", "alike"]);
    assert!(blob.starts_with(part));
    assert_eq!(open(&repo).resolve(part).unwrap().to_string(), commit);
}

#[test]
fn a_reversed_or_empty_range_has_what_git_log_says() {
    let repo = three_commits();
    repo.tag("v1.0.0");
    let repository = open(&repo);
    assert!(subjects(&repository).is_empty());
    let request = |from: &str, to: &str| RangeRequest {
        from: Some(from.to_owned()),
        to: Some(to.to_owned()),
        ..RangeRequest::default()
    };
    let reversed = repository.range(&request("HEAD", "HEAD~2")).unwrap();
    assert!(commits(&repository, &reversed).is_empty());
}

/// Writes a commit that no porcelain would, on top of nothing; its id.
fn odd_commit(repo: &Repo, author: &str, rest: &str) -> CommitId {
    let tree = repo.git(&["rev-parse", "HEAD^{tree}"]);
    let text = format!("tree {tree}\nauthor {author}\ncommitter Bo <bo@example.org> 1700000000 +0000\n{rest}");
    repo.write("raw", text);
    let id = repo.git(&["hash-object", "-t", "commit", "-w", "--literally", "raw"]);
    repo.remove("raw");
    id.parse().unwrap()
}

#[test]
fn odd_people_dates_and_headers_are_read_as_git_reads_them() {
    let repo = three_commits();
    let authors = [
        "Ann <ann@example.org> 1700000000 +0100",
        "Ann <ann@example.org>",
        "Ann <ann@example.org> nonsense",
        "<> 1700000000 -0730",
        "Ann ann@example.org 1700000000 +0000",
        "A <b> C <d@e> 1700000000 +0000",
        "Ann <<ann@example.org>> 12 +0000",
        "  Ann   <ann@example.org> 1700000000",
        "Ann <ann@example.org> 99999999999999999999999 +0000",
        "",
    ];
    for author in authors {
        for rest in ["\nsubject\n", "gpgsig -----BEGIN\n x\n \n -----END\nmergetag object\n\nsubject\n\nbody", "", "\n"]
        {
            let id = odd_commit(&repo, author, rest);
            let repository = open(&repo);
            let commit = repository.reader().read(id).unwrap();
            let gits = repo.git(&["log", "-1", "--no-show-signature", "--format=%an|%ae|%s|%b|", &id.to_string()]);
            let text = format!(
                "{}|{}|{}|{}|",
                commit.author.name.text, commit.author.email.text, commit.subject.text, commit.body.text
            );
            assert_eq!(text, gits, "{author:?} {rest:?}");
        }
    }
    let repository = open(&repo);
    let time = |author: &str| repository.reader().read(odd_commit(&repo, author, "\nx\n")).unwrap().authored_at;
    assert_eq!(time(authors[3]).to_rfc3339().unwrap(), "2023-11-14T14:43:20-07:30");
    assert_eq!(time(authors[1]), Time::MISSING);
    assert_eq!((time(authors[1]).to_rfc3339(), time(authors[8]).to_rfc3339()), (None, None));
}

#[test]
fn text_that_is_not_what_it_says_keeps_its_bytes() {
    let repo = three_commits();
    let repository = open(&repo);
    let tree = repo.git(&["rev-parse", "HEAD^{tree}"]);
    let read = |encoding: &str, subject: &[u8]| {
        let person = "Ann <a@b> 1700000000 +0000";
        let mut raw = format!("tree {tree}\nauthor {person}\ncommitter {person}\n{encoding}\n").into_bytes();
        raw.extend_from_slice(subject);
        repo.write("raw", raw);
        let id = repo.git(&["hash-object", "-t", "commit", "-w", "raw"]);
        repository.reader().read(id.parse().unwrap()).unwrap().subject
    };
    assert_eq!(read("", b"caf\xe9").text, "caf\u{fffd}");
    assert_eq!(read("", b"caf\xe9").raw.as_deref(), Some(&b"caf\xe9"[..]));
    assert_eq!(read("encoding ISO-8859-1\n", b"caf\xe9 \x85").text, "caf\u{e9} \u{85}");
    assert_eq!(read("encoding cp1251\n", b"\xcf").text, "\u{41f}");
    assert_eq!(read("encoding Shift_JIS\n", b"\x93\xfa").text, "\u{65e5}");
    assert!(read("encoding no-such-thing\n", b"\xe9").raw.is_some());
    assert_eq!(read("encoding no-such-thing\n", b"plain").raw, None);
}

#[test]
fn a_message_of_ten_megabytes_is_read() {
    let repo = three_commits();
    let tree = repo.git(&["rev-parse", "HEAD^{tree}"]);
    let person = "Ann <a@b> 1700000000 +0000";
    repo.write(
        "raw",
        format!("tree {tree}\nauthor {person}\ncommitter {person}\n\nsubject\n\n{}", "word ".repeat(2 << 20)),
    );
    let id: CommitId = repo.git(&["hash-object", "-t", "commit", "-w", "raw"]).parse().unwrap();
    let commit = open(&repo).reader().read(id).unwrap();
    assert_eq!(commit.body.text.len(), 10 << 20);
}

#[test]
fn a_raised_flag_ends_the_walk() {
    let repo = three_commits();
    let repository = open(&repo);
    let cancel = Cancel::new();
    let mut walk = repository.walk(&whole(&repository), &cancel).unwrap();
    walk.next().unwrap().unwrap();
    cancel.cancel();
    assert!(matches!(walk.next(), Some(Err(HistoryError::Cancelled))));
    assert!(walk.next().is_none());
}

#[test]
fn people_are_those_of_the_mailmap() {
    let repo = three_commits();
    repo.write(
        ".mailmap",
        "Ann Proper <ann@proper.org> <ANN@example.org>\nOnly Name <bo@example.org>\n<new@x.org> <old@x.org>\nBoth <b@x.org> Old Name <shared@x.org>\n",
    );
    for (name, email) in [
        ("Ann", "ann@example.org"),
        ("Bo", "Bo@example.org"),
        ("Cy", "old@x.org"),
        ("old name", "shared@x.org"),
        ("Di", "shared@x.org"),
    ] {
        repo.as_author(name, email);
        repo.commit("chore: nothing");
    }
    let repository = open(&repo);
    let ours: Vec<String> = commits(&repository, &whole(&repository))
        .iter()
        .map(|commit| format!("{} <{}>", commit.author.name.text, commit.author.email.text))
        .collect();
    assert_eq!(ours.join("\n"), repo.git(&["log", "--format=%aN <%aE>"]));
}

#[test]
fn names_come_from_the_remote_or_the_folder() {
    let repo = three_commits();
    assert_eq!(open(&repo).name(), "work");
    for (url, name) in [
        ("https://user:secret@github.com/owner/name.git", "owner/name"),
        ("git@github.com:owner/name", "owner/name"),
        ("ssh://git@host:2222/group/sub/name.git/", "sub/name"),
    ] {
        repo.git(&["config", "remote.origin.url", url]);
        assert_eq!(open(&repo).name(), name);
    }
    repo.git(&["config", "remote.origin.url", "/somewhere/else.git"]);
    assert_eq!(open(&repo).name(), "work");
}

#[test]
fn the_root_commit_is_the_end_of_first_parents() {
    let repo = three_commits();
    let root = repo.git(&["rev-list", "--max-parents=0", "HEAD"]);
    repo.git(&["checkout", "--quiet", "--orphan", "other"]);
    repo.commit("chore: another root");
    repo.git(&["checkout", "--quiet", "main"]);
    repo.git(&["merge", "--quiet", "--allow-unrelated-histories", "-m", "merge", "other"]);
    let repository = open(&repo);
    let head = repository.resolve("HEAD").unwrap();
    assert_eq!(repository.root_of(head).unwrap().to_string(), root);
    assert!(repository.is_ancestor(root.parse().unwrap(), head).unwrap());
    assert!(!repository.is_ancestor(head, root.parse().unwrap()).unwrap());
}

#[test]
fn contents_are_read_at_both_sides() {
    let repo = three_commits();
    let repository = open(&repo);
    let head = repository.resolve("HEAD").unwrap();
    let contents = repository.contents();
    assert_eq!(contents.file(head, "a", 100).unwrap().as_deref(), Some(&b"3\n"[..]));
    assert_eq!(contents.file(head, "nope/a", 100).unwrap(), None);
    assert!(contents.file(head, "a", 1).is_err());
    let range = Range { from: None, from_id: None, to: "HEAD".into(), to_id: head };
    let commit = commits(&repository, &range).remove(0);
    let change = &repository.differ().changes(commit.id, Detail::Paths).unwrap().files[0];
    let sides = contents.sides(change);
    let bytes = |text: &str| Some(crate::history::diff::Blob::Bytes(text.as_bytes().to_vec()));
    assert_eq!(sides, (bytes("2\n"), bytes("3\n")));
}

#[test]
fn a_file_instead_of_a_folder_is_no_repository() {
    let repo = three_commits();
    assert!(Repository::open(&repo.path().join("a")).is_err());
}
