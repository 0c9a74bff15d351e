//! Until the user trusts a repository, nothing in it runs a program, and nothing is sent where it says.

#![expect(clippy::disallowed_methods, reason = "the test looks for what was left on the disk")]

use tminus::testkit::Repo;

use crate::{
    cockpit::Start,
    program::{run, tminus},
};

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

fn verdict_of(repo: &Repo, gate: &str) -> String {
    let report = run(repo, &["gates", "--offline", "--format", "json"]).json();
    let gates = report["gates"].as_array().unwrap();
    gates.iter().find(|found| found["name"] == gate).unwrap()["verdict"].as_str().unwrap().to_owned()
}

/// A repository with one command gate.
fn with_gate(command: &str) -> Repo {
    let repo = Repo::new();
    repo.commit_file("tminus.toml", &gate(command), "chore: set up");
    repo.tag("v1.0.0");
    repo.commit_file("a", "a\n", "feat: go on");
    repo
}

fn gate(command: &str) -> String {
    format!("[[gates]]\nname = \"tests\"\ncommand = \"{command}\"\n")
}

#[test]
fn on_a_terminal_the_user_is_asked_and_the_answer_holds_until_something_changes() {
    let repo = with_gate("true");
    assert_eq!(verdict_of(&repo, "tests"), "HOLD");
    let asked = Start::in_repo(&repo).args(&["gates", "--offline"]).open();
    asked.see("is not trusted yet").see("+ gate tests: true").see("Trust it? [y/N]").type_text("y\r");
    asked.see("T-");
    assert_eq!(verdict_of(&repo, "tests"), "GO");
    repo.commit_file("tminus.toml", &gate("exit 0"), "chore: change the gate");
    assert_eq!(verdict_of(&repo, "tests"), "HOLD");
    let asked = Start::in_repo(&repo).args(&["gates", "--offline"]).open();
    asked.see("has changed").see("- gate tests: true").see("+ gate tests: exit 0").see("[y/N]").type_text("n\r");
    asked.see("T-");
    assert_eq!(verdict_of(&repo, "tests"), "HOLD");
}

#[test]
fn in_continuous_integration_nobody_is_asked() {
    let repo = with_gate("true");
    let ran = Start::in_repo(&repo).args(&["gates", "--offline"]).env("CI", "true").open();
    ran.see("T-");
    assert!(!ran.lines().join("\n").contains("[y/N]"));
}

#[test]
fn gate_commands_run_without_tokens() {
    let repo = with_gate("env");
    let ended = tminus(&repo)
        .args(["gates", "--trust", "--offline", "--format", "json"])
        .env("GITHUB_TOKEN", "hunter2hunter2")
        .env("ACME_API_KEY", "hunter3hunter3")
        .env("INNOCENT", "ghp_0123456789abcdef0123456789abcdef")
        .env("HARMLESS", "stays")
        .output()
        .unwrap();
    let printed = String::from_utf8(ended.stdout).unwrap();
    assert!(printed.contains("HARMLESS=stays"), "{printed}");
    for secret in ["hunter2", "hunter3", "ghp_"] {
        assert!(!printed.contains(secret), "{secret}");
    }
}

#[test]
fn the_settings_of_the_user_and_the_environment_need_no_trust() {
    let repo = with_gate("true");
    run(&repo, &["gates", "--trust", "--offline"]);
    let ended =
        tminus(&repo).args(["analyze", "--format", "json"]).env("TMINUS_RISK_THRESHOLD", "10").output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
}

#[test]
fn settings_that_are_wrong_stop_every_command_with_their_place() {
    let repo = with_gate("true");
    repo.write("tminus.toml", "[release]\nbranch = \"main\"\n\n[risk]\n  treshold = 3\n");
    for arguments in [&["analyze"][..], &["notes"], &["gates"], &["ship", "--dry-run"], &["approve", "approval"]] {
        let ran = run(&repo, arguments);
        let told = ran.exits(2).stderr();
        assert!(told.contains("tminus.toml:5:3: unknown key `treshold`"), "{arguments:?}: {told}");
        assert!(told.contains("hint: did you mean `threshold`?"), "{arguments:?}: {told}");
    }
}
