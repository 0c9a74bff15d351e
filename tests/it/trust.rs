//! Until the user trusts a repository, nothing in it runs a program, and nothing is sent where it says.

#![expect(clippy::disallowed_methods, reason = "the test looks for what was left on the disk")]

use tminus::testkit::Repo;

use crate::program::{run, tminus};

/// A repository in which everything that can name a program names one that leaves a mark; the mark's path.
fn hostile() -> (Repo, std::path::PathBuf) {
    let repo = Repo::new();
    repo.commit_file("a", "a\n", "feat: begin");
    repo.tag("v1.0.0");
    repo.commit_file("b.dat", "b\n", "feat: go on");
    let mark = repo.beside("mark");
    let program = repo.beside("program");
    repo.write("../program", format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\nexit 1\n", mark.display()));
    assert!(repo.command("chmod").arg("+x").arg(&program).status().unwrap().success());
    let program = program.to_str().unwrap();
    repo.write(
        "tminus.toml",
        format!(
            "[forge]\nkind = \"github\"\nurl = \"http://127.0.0.1:9\"\nrepository = \"a/b\"\ntoken = {{ command = \"{program}\" \
             }}\n[[gates]]\nname = \"evil\"\ncommand = \"{program}\"\n"
        ),
    );
    repo.write(".gitattributes", "*.dat filter=evil diff=evil\n");
    for hook in ["pre-commit", "pre-push", "post-checkout", "post-index-change", "reference-transaction"] {
        repo.write(&format!(".git/hooks/{hook}"), format!("#!/bin/sh\nexec '{program}'\n"));
        let path = repo.path().join(".git/hooks").join(hook);
        assert!(repo.command("chmod").arg("+x").arg(path).status().unwrap().success());
    }
    let config = format!(
        "[core]\n\tfsmonitor = {program}\n\tsshCommand = {program}\n\tpager = {program}\n\teditor = {program}\n\taskPass = {program}\n\
         [remote \"origin\"]\n\turl = ssh://host.invalid/a/b\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n\
         [credential]\n\thelper = {program}\n[filter \"evil\"]\n\tclean = {program}\n\tsmudge = {program}\n\
         [diff]\n\texternal = {program}\n[diff \"evil\"]\n\ttextconv = {program}\n\
         [gpg]\n\tprogram = {program}\n[commit]\n\tgpgSign = true\n[tag]\n\tgpgSign = true\n[user]\n\tsigningKey = x\n"
    );
    let mut written = std::fs::read_to_string(repo.path().join(".git/config")).unwrap();
    written.push_str(&config);
    repo.write(".git/config", written);
    (repo, mark)
}

const COMMANDS: &[&[&str]] = &[
    &["doctor"],
    &["analyze"],
    &["analyze", "--format", "json"],
    &["notes"],
    &["notes", "--format", "json"],
    &["gates"],
    &["gates", "--format", "json"],
    &["review", "HEAD"],
    &["approve", "approval"],
    &["reject", "approval", "--reason", "no"],
    &["ship", "--dry-run"],
    &["ship", "--yes"],
    &["init", "--print"],
];

#[test]
fn no_command_runs_anything_of_an_untrusted_repository() {
    for arguments in COMMANDS {
        let (repo, mark) = hostile();
        let ended = tminus(&repo).args(*arguments).output().unwrap();
        let ran = std::fs::read_to_string(&mark).unwrap_or_default();
        assert!(ran.is_empty(), "{arguments:?} ran {ran}\n{}", String::from_utf8_lossy(&ended.stderr));
    }
}

#[test]
fn once_it_is_trusted_for_the_call_its_programs_run() {
    let (repo, mark) = hostile();
    run(&repo, &["doctor", "--trust"]);
    assert!(mark.exists());
}

#[test]
fn trust_for_one_call_is_not_kept() {
    let (repo, mark) = hostile();
    run(&repo, &["doctor", "--trust"]);
    std::fs::remove_file(&mark).unwrap();
    run(&repo, &["doctor"]);
    assert!(!mark.exists());
}
