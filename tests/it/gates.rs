//! `tminus gates` on repositories that are in every state a release can find them in.

#![expect(clippy::disallowed_methods, reason = "tests look at the disk themselves")]

use std::time::{Duration, Instant};

use serde_json::Value;
use tminus::testkit::Repo;

use crate::program::{run, tminus};

/// A released version, a feature after it, and a remote that has both.
fn project() -> Repo {
    let repo = Repo::new();
    repo.commit_file("a.txt", "a\n", "feat: begin");
    repo.tag("v1.0.0");
    repo.commit_file("b.txt", "b\n", "feat: add b (#2)");
    repo.with_origin();
    repo
}

fn gate(repo: &Repo, name: &str) -> Value {
    gate_with(repo, name, &["--trust"])
}

fn gate_with(repo: &Repo, name: &str, flags: &[&str]) -> Value {
    let ran = run(repo, &[&["gates", "--format", "json"], flags].concat());
    let gates = ran.json();
    let found = gates["gates"].as_array().unwrap().iter().find(|gate| gate["name"] == name);
    found.unwrap_or_else(|| panic!("no gate `{name}` in {gates}")).clone()
}

fn check(repo: &Repo, name: &str, verdict: &str) {
    let gate = gate(repo, name);
    assert_eq!(gate["verdict"], verdict, "{gate}");
    assert_eq!(gate["remedy"].is_null(), verdict == "GO", "{gate}");
}

#[test]
fn exit_codes_follow_the_verdict() {
    let repo = project();
    run(&repo, &["gates", "--trust"]).exits(3);
    run(&repo, &["approve", "approval"]).exits(0);
    run(&repo, &["gates", "--trust"]).exits(0);
    repo.write("untracked.txt", "x");
    run(&repo, &["gates", "--trust"]).exits(1);
}

#[test]
fn the_document_has_all_members_of_the_contract() {
    let repo = project();
    let document = run(&repo, &["gates", "--trust", "--format", "json"]).exits(3).json();
    assert_eq!(document["schema"], "tminus.gates/1");
    assert_eq!(document["package"], Value::Null);
    assert_eq!(document["verdict"], "HOLD");
    assert_eq!(document["range"]["from"], "v1.0.0");
    assert_eq!(document["range"]["to_sha"], repo.git(&["rev-parse", "HEAD"]));
    assert_eq!(document["range"]["commits"], 1);
    assert_eq!(document["version"]["next"], "1.1.0");
    assert!(document["warnings"].is_array());
    let names: Vec<&str> =
        document["gates"].as_array().unwrap().iter().map(|gate| gate["name"].as_str().unwrap()).collect();
    assert_eq!(
        names,
        [
            "clean-work-tree",
            "release-branch",
            "up-to-date",
            "version",
            "breaking-told",
            "notes-complete",
            "risk-reviewed",
            "approval"
        ]
    );
    for gate in document["gates"].as_array().unwrap() {
        for member in ["title", "required", "evidence", "remedy", "stale", "waived", "approvals"] {
            assert!(gate.get(member).is_some(), "{member} in {gate}");
        }
        assert!(!gate["evidence"].as_array().unwrap().is_empty(), "{gate}");
    }
}

#[test]
fn untracked_files_that_are_not_ignored_make_the_work_tree_unclean() {
    let repo = project();
    check(&repo, "clean-work-tree", "GO");
    repo.git(&["config", "status.showUntrackedFiles", "no"]);
    repo.write("new.txt", "x");
    check(&repo, "clean-work-tree", "NO-GO");
    repo.write(".git/info/exclude", "new.txt\n");
    check(&repo, "clean-work-tree", "GO");
    repo.write("a.txt", "changed\n");
    check(&repo, "clean-work-tree", "NO-GO");
}

#[test]
fn what_a_command_gate_leaves_behind_makes_the_work_tree_unclean() {
    let repo = project();
    repo.commit_file("tminus.toml", "[[gates]]\nname = \"litter\"\ncommand = \"echo x > report.xml\"\n", "chore: gate");
    check(&repo, "litter", "GO");
    check(&repo, "clean-work-tree", "NO-GO");
}

#[test]
fn releases_are_made_from_the_release_branch() {
    let repo = project();
    check(&repo, "release-branch", "GO");
    repo.git(&["switch", "--quiet", "-c", "topic"]);
    check(&repo, "release-branch", "NO-GO");
    repo.git(&["switch", "--quiet", "--detach", "main"]);
    check(&repo, "release-branch", "NO-GO");
    repo.git(&["switch", "--quiet", "topic"]);
    repo.commit_file("tminus.toml", "[release]\nbranch = \"topic\"\n", "chore: release from topic");
    check(&repo, "release-branch", "GO");
}

#[test]
fn being_ahead_of_the_remote_is_fine_and_being_behind_is_not() {
    let repo = project();
    check(&repo, "up-to-date", "GO");
    repo.commit_file("c.txt", "c\n", "fix: mend c");
    check(&repo, "up-to-date", "GO");
    // Somebody else pushes something that was never fetched here.
    let other = Repo::without_git();
    other.git(&["clone", "--quiet", repo.beside("origin.git").to_str().unwrap(), "."]);
    other.commit_file("d.txt", "d\n", "fix: theirs");
    other.git(&["push", "--quiet", "origin", "main"]);
    check(&repo, "up-to-date", "NO-GO");
    repo.git(&["fetch", "--quiet"]);
    check(&repo, "up-to-date", "NO-GO");
    repo.git(&["-c", "commit.gpgSign=false", "merge", "--quiet", "--no-edit", "origin/main"]);
    check(&repo, "up-to-date", "GO");
}

#[test]
fn a_remote_without_the_branch_is_go_and_no_remote_is_no_go() {
    let repo = project();
    let empty = repo.beside("empty.git");
    repo.git(&["init", "--quiet", "--bare", empty.to_str().unwrap()]);
    repo.git(&["remote", "set-url", "origin", empty.to_str().unwrap()]);
    check(&repo, "up-to-date", "GO");
    repo.git(&["remote", "remove", "origin"]);
    check(&repo, "up-to-date", "NO-GO");
    let gate = gate_with(&repo, "up-to-date", &[]);
    assert_eq!(gate["verdict"], "NO-GO", "needs no trust: {gate}");
}

#[test]
fn a_remote_that_cannot_be_asked_holds() {
    let repo = project();
    assert_eq!(gate_with(&repo, "up-to-date", &["--trust", "--offline"])["verdict"], "HOLD");
    repo.git(&["remote", "set-url", "origin", repo.beside("nowhere.git").to_str().unwrap()]);
    check(&repo, "up-to-date", "HOLD");
    check(&repo, "version", "GO");
}

#[test]
fn a_tag_that_is_taken_here_or_on_the_remote_is_no_go() {
    let repo = project();
    check(&repo, "version", "GO");
    repo.git(&["tag", "v1.1.0", "v1.0.0"]);
    repo.git(&["push", "--quiet", "origin", "v1.1.0"]);
    repo.git(&["tag", "-d", "v1.1.0"]);
    check(&repo, "version", "NO-GO");
    assert_eq!(gate_with(&repo, "version", &["--trust", "--next", "1.2.0"])["verdict"], "GO");
    repo.git(&["tag", "v1.2.0", "v1.0.0"]);
    repo.git(&["config", "tag.sort", "version:refname"]);
    let taken = gate_with(&repo, "version", &["--trust", "--from", "v1.0.0", "--next", "1.2.0"]);
    assert_eq!(taken["verdict"], "NO-GO", "{taken}");
}

#[test]
fn a_range_that_asks_for_no_release_is_no_go() {
    let repo = Repo::new();
    repo.commit_file("a.txt", "a\n", "feat: begin");
    repo.tag("v1.0.0");
    repo.commit_file("b.md", "b\n", "docs: explain");
    check(&repo, "version", "NO-GO");
}

#[test]
fn risky_commits_want_a_review_by_record() {
    let repo = project();
    repo.commit_file("tminus.toml", "[risk]\nthreshold = 0\n", "chore: look at everything");
    check(&repo, "risk-reviewed", "HOLD");
    run(&repo, &["review", "HEAD"]).exits(0);
    check(&repo, "risk-reviewed", "HOLD");
    run(&repo, &["review", "HEAD~1"]).exits(0);
    check(&repo, "risk-reviewed", "GO");
}

#[test]
fn command_gates_are_judged_by_their_exit_code_with_their_output_as_evidence() {
    let repo = project();
    repo.commit_file(
        "tminus.toml",
        "[[gates]]\nname = \"good\"\ncommand = \"printf 'all \\\\033[32mwell\\\\033[0m\\\\n'\"\n\
         [[gates]]\nname = \"bad\"\ncommand = \"echo to stderr >&2; exit 7\"\n\
         [[gates]]\nname = \"advice\"\ncommand = \"false\"\nrequired = false\n",
        "chore: gates",
    );
    let good = gate(&repo, "good");
    assert_eq!((&good["verdict"], &good["evidence"][0]["detail"]), (&"GO".into(), &"all well".into()), "{good}");
    let bad = gate(&repo, "bad");
    assert_eq!(bad["verdict"], "NO-GO");
    assert!(bad["evidence"][0]["summary"].as_str().unwrap().contains("exit code 7"), "{bad}");
    assert_eq!(bad["evidence"][0]["detail"], "to stderr");
    let advice = gate(&repo, "advice");
    assert_eq!((&advice["verdict"], &advice["required"]), (&"NO-GO".into(), &false.into()));
}

#[test]
fn command_gates_see_no_tokens() {
    let repo = project();
    repo.commit_file("tminus.toml", "[[gates]]\nname = \"env\"\ncommand = \"env\"\n", "chore: gate");
    let mut command = tminus(&repo);
    command.args(["gates", "--trust", "--format", "json"]);
    for name in ["GITHUB_TOKEN", "GH_TOKEN", "MY_SECRET", "PLAIN"] {
        command.env(name, format!("value-of-{name}"));
    }
    let output = String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert!(output.contains("PLAIN=value-of-PLAIN"), "{output}");
    for name in ["GITHUB_TOKEN", "GH_TOKEN", "MY_SECRET"] {
        assert!(!output.contains(&format!("value-of-{name}")), "{output}");
    }
}

#[test]
fn a_command_that_hangs_is_killed_with_all_that_it_started() {
    let repo = project();
    let pid = repo.beside("pid");
    repo.commit_file(
        "tminus.toml",
        &format!(
            "[[gates]]\nname = \"slow\"\ncommand = \"sleep 600 & echo $! > {}; sleep 600\"\ntimeout = \"1s\"\n",
            pid.display()
        ),
        "chore: gate",
    );
    let started = Instant::now();
    let slow = gate(&repo, "slow");
    assert!(started.elapsed() < Duration::from_mins(1));
    assert_eq!(slow["verdict"], "NO-GO", "{slow}");
    let pid = std::fs::read_to_string(pid).unwrap();
    // Where nobody reaps it, a killed process stays behind as a zombie.
    let status = std::fs::read_to_string(format!("/proc/{}/stat", pid.trim())).unwrap_or_default();
    assert!(status.is_empty() || status.contains(") Z "), "the command's child lives on: {status}");
}

#[test]
fn nothing_of_an_untrusted_repository_runs() {
    let repo = project();
    let mark = repo.beside("mark");
    let evil = repo.beside("evil.sh");
    std::fs::write(&evil, format!("#!/bin/sh\necho \"$0 $@\" >> {}\nexit 1\n", mark.display())).unwrap();
    assert!(repo.command("chmod").args(["+x", evil.to_str().unwrap()]).status().unwrap().success());
    let program = evil.to_str().unwrap();
    repo.commit_file(
        "tminus.toml",
        &format!(
            "[[gates]]\nname = \"evil\"\ncommand = \"{program}\"\n[forge]\ntoken = {{ command = \"{program}\" }}\n"
        ),
        "chore: gate",
    );
    repo.commit_file(".gitattributes", "* filter=evil diff=evil\n", "chore: attributes");
    for (key, value) in [
        ("core.fsmonitor", program),
        ("core.sshCommand", program),
        ("core.pager", program),
        ("core.editor", program),
        ("core.hooksPath", repo.beside(".").to_str().unwrap()),
        ("gpg.program", program),
        ("gpg.ssh.program", program),
        ("gpg.ssh.defaultKeyCommand", program),
        ("credential.helper", program),
        ("filter.evil.clean", program),
        ("filter.evil.smudge", program),
        ("diff.evil.textconv", program),
        ("diff.external", program),
        ("core.alternateRefsCommand", program),
        ("remote.origin.uploadpack", program),
        ("remote.origin.receivepack", program),
    ] {
        repo.git(&["config", key, value]);
    }
    std::fs::remove_file(&mark).ok();
    let ran = run(&repo, &["gates", "--format", "json"]);
    ran.exits(3);
    for name in ["clean-work-tree", "up-to-date", "evil"] {
        let gate = gate_with(&repo, name, &[]);
        assert_eq!(gate["verdict"], "HOLD", "{gate}");
        assert!(gate["remedy"].as_str().unwrap().contains("--trust"), "{gate}");
    }
    run(&repo, &["approve", "approval"]).exits(0);
    run(&repo, &["review", "HEAD"]).exits(0);
    repo.git(&["config", "commit.gpgSign", "true"]);
    run(&repo, &["reject", "approval"]).exits(3);
    assert!(!mark.exists(), "ran: {}", std::fs::read_to_string(&mark).unwrap());
}

#[test]
fn a_bare_repository_has_no_work_tree_to_be_unclean() {
    let repo = project();
    let bare = repo.beside("origin.git");
    let ran = run(&repo, &["-C", bare.to_str().unwrap(), "gates", "--trust", "--format", "json"]);
    let gates = ran.json();
    assert_eq!(gates["gates"][0]["verdict"], "GO", "{gates}");
}

#[test]
fn the_other_formats_tell_verdict_and_remedy() {
    let repo = project();
    repo.write("un|tracked.txt", "x");
    let table = run(&repo, &["gates", "--trust"]).exits(1).stdout();
    assert!(table.contains("NO-GO  Work tree clean") && table.contains("T-2  NO-GO"), "{table}");
    assert!(!table.contains('\u{1b}'), "{table}");
    let page = run(&repo, &["gates", "--trust", "--format", "markdown"]).exits(1).stdout();
    assert!(page.contains("| Work tree clean | NO-GO |"), "{page}");
    let mut command = tminus(&repo);
    let (outputs, summary) = (repo.beside("outputs"), repo.beside("summary"));
    command.env("GITHUB_OUTPUT", &outputs).env("GITHUB_STEP_SUMMARY", &summary);
    let ran = command.args(["gates", "--trust", "--format", "github-actions"]).output().unwrap();
    assert_eq!(ran.status.code(), Some(1));
    assert_eq!(std::fs::read_to_string(outputs).unwrap(), "verdict=NO-GO\ngates-left=2\n");
    assert!(std::fs::read_to_string(summary).unwrap().contains("Gates: NO-GO"));
    assert!(String::from_utf8_lossy(&ran.stdout).contains("::error title=NO-GO%3A Work tree clean::"));
}
