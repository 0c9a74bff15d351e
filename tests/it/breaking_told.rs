//! What was found to break, in the notes, the gate, the version and the checks: they agree, and dismissals count in all.

#![expect(clippy::disallowed_methods, reason = "tests write to the disk themselves")]

use serde_json::Value;
use tminus::testkit::Repo;

use crate::program::run;

/// A library that was released, and a feature after it that breaks without saying so. Its second release is on a remote.
fn project() -> (Repo, String) {
    let repo = Repo::new();
    repo.write("Cargo.toml", "[package]\nname = \"demo\"\nversion = \"1.0.0\"\nedition = \"2021\"\n");
    repo.commit_file("src/lib.rs", "pub fn connect(url: &str) {}\npub fn close() {}\n", "feat: begin");
    repo.tag("v1.0.0");
    let culprit = repo.commit_file(
        "src/lib.rs",
        "pub fn connect(url: &str, port: u16) {}\npub fn close() {}\n",
        "feat: connect to any port (#7)",
    );
    repo.commit_file("b.txt", "b\n", "fix: b");
    repo.with_origin();
    (repo, culprit)
}

fn gate(repo: &Repo) -> Value {
    let gates = run(repo, &["gates", "--format", "json", "--trust"]).json();
    let gates = gates["gates"].as_array().unwrap();
    gates.iter().find(|gate| gate["name"] == "breaking-told").unwrap().clone()
}

fn write(repo: &Repo, notes: &str) {
    std::fs::write(repo.beside("notes.md"), notes).unwrap();
    run(repo, &["notes", "--write", repo.beside("notes.md").to_str().unwrap()]).exits(0);
}

const DISMISS: [&str; 5] = ["breaking", "--dismiss", "demo::connect", "--reason", "nobody calls it"];

#[test]
fn a_feature_that_breaks_without_saying_so_is_told_and_asks_for_a_major_version() {
    let (repo, culprit) = project();
    let document = run(&repo, &["notes", "--format", "json"]).exits(0).json();
    assert_eq!(document["version"]["next"], "2.0.0");
    let reason = document["version"]["reasons"][0].as_str().unwrap();
    assert!(reason.contains(&format!("found and not declared by {}", &culprit[..7])), "{reason}");
    let sections = document["sections"].as_array().unwrap();
    assert_eq!(sections[0]["key"], "breaking");
    let entries = sections[0]["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 1, "one entry a commit");
    assert_eq!(entries[0]["commits"][0], culprit.as_str());
    let text = entries[0]["text"].as_str().unwrap();
    assert!(text.starts_with("Connect to any port"), "{text}");
    assert!(text.contains("`pub fn connect(url: &str)`") && text.contains("port: u16"), "{text}");
    assert!(sections.iter().all(|section| section["key"] != "added"), "it is told once: {document:#}");
    let gate = gate(&repo);
    assert_eq!(gate["verdict"], "GO", "the automatic draft tells it: {gate:#}");
    assert!(gate["evidence"][1]["detail"].as_str().unwrap().contains("demo::connect"), "{gate:#}");
}

#[test]
fn notes_that_do_not_tell_what_was_found_are_no_go_until_they_do() {
    let (repo, culprit) = project();
    write(&repo, "## Fixed\n\n- B\n");
    let no = gate(&repo);
    assert_eq!(no["verdict"], "NO-GO", "{no:#}");
    let detail = no["evidence"][0]["detail"].as_str().unwrap();
    assert!(detail.contains(&culprit[..7]) && detail.contains("definite  demo::connect"), "{detail}");
    assert!(no["remedy"].as_str().unwrap().contains("tell in the notes"), "{no:#}");
    let checked = run(&repo, &["notes", "--check", "--format", "json"]).exits(1).json();
    assert_eq!(checked["problems"][0]["check"], "breaking-told");
    for told in ["## Breaking\n\n- `connect` wants a port\n", "## Breaking\n\n- Ports (#7)\n"] {
        write(&repo, told);
        assert_eq!(gate(&repo)["verdict"], "GO", "{told}");
    }
}

#[test]
fn what_is_only_possible_is_never_asked_for_nor_told() {
    let repo = Repo::new();
    repo.write("pyproject.toml", "[project]\nname = \"demo\"\nversion = \"1.0.0\"\n");
    repo.commit_file("demo/__init__.py", "LIMIT = 1\n", "feat: begin");
    repo.tag("v1.0.0");
    repo.commit_file("demo/__init__.py", "LIMIT = 2\n", "feat: raise the limit");
    let found = run(&repo, &["breaking", "--format", "json"]).exits(0).json();
    assert_eq!(found["breaking"][0]["certainty"], "possible", "{found:#}");
    let document = run(&repo, &["notes", "--format", "json"]).exits(0).json();
    assert_eq!(document["version"]["next"], "1.1.0");
    assert!(document["sections"].as_array().unwrap().iter().all(|section| section["key"] != "breaking"));
    write(&repo, "## Fixed\n\n- B\n");
    let gate = gate(&repo);
    assert_eq!(gate["verdict"], "GO", "{gate:#}");
    assert!(gate["evidence"][0]["summary"].as_str().unwrap().contains("none was found in 1 changed file"), "{gate:#}");
}

#[test]
fn a_dismissal_is_kept_shown_everywhere_and_counts_everywhere() {
    let (repo, _) = project();
    assert_eq!(
        run(&repo, &["breaking", "--dismiss", "demo::connect"]).0.status.code(),
        Some(2),
        "a reason is asked for"
    );
    run(&repo, &["breaking", "--dismiss", "demo::nothing", "--reason", "x"]).exits(2);
    run(&repo, &DISMISS).exits(0);
    let told = run(&repo, &["breaking"]).exits(0).stdout();
    assert!(told.starts_with("dismissed[rust/function-parameter-count-changed]"), "{told}");
    assert!(told.contains("= dismissed: nobody calls it"), "{told}");
    assert!(told.contains("no breaking changes found, 1 dismissed, in 1 changed file"), "{told}");
    let passed = run(&repo, &["analyze", "--fail-on", "breaking=likely"]);
    let stderr = passed.exits(0).stderr();
    assert!(stderr.contains("was dismissed and does not count") && stderr.contains("nobody calls it"), "{stderr}");
    let checked = run(&repo, &["breaking", "--fail-on", "likely"]);
    assert!(checked.exits(0).stderr().contains("does not count"), "{}", checked.stderr());
    let document = run(&repo, &["analyze", "--format", "json"]).exits(0).json();
    assert_eq!(document["version"]["next"], "1.1.0");
    assert_eq!(document["breaking"][0]["dismissed"], "nobody calls it");
    let log = run(&repo, &["analyze", "--format", "sarif"]).exits(0).json();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["suppressions"][0]["justification"], "nobody calls it");
    assert_eq!(result["suppressions"][0]["kind"], "external");
    write(&repo, "## Fixed\n\n- B\n");
    let gate = gate(&repo);
    assert_eq!(gate["verdict"], "GO", "{gate:#}");
    assert!(gate["evidence"][1]["detail"].as_str().unwrap().ends_with("nobody calls it"), "{gate:#}");
    run(&repo, &["breaking", "--restore", "demo::connect"]).exits(0);
    run(&repo, &["analyze", "--fail-on", "breaking=likely"]).exits(1);
}

#[test]
fn a_dismissal_lapses_when_the_change_becomes_another() {
    let (repo, _) = project();
    run(&repo, &DISMISS).exits(0);
    repo.commit_file("src/lib.rs", "\n\npub fn connect(url: &str, port: u16) {}\npub fn close() {}\n", "style: lines");
    run(&repo, &["breaking", "--fail-on", "likely"]).exits(0);
    repo.commit_file("src/lib.rs", "pub fn connect() {}\npub fn close() {}\n", "refactor: connect");
    run(&repo, &["breaking", "--fail-on", "likely"]).exits(1);
}

#[test]
fn counts_agree_wherever_they_are_told() {
    let (repo, _) = project();
    repo.commit("feat!: say it");
    let table = run(&repo, &["analyze"]).exits(0).stdout();
    assert!(table.contains("3 commits, 2 breaking"), "{table}");
    let outputs = run(&repo, &["analyze", "--format", "github-actions"]).exits(0).stdout();
    assert!(outputs.contains("breaking=2\n") && outputs.contains("breaking-found=1\n"), "{outputs}");
    let gate = gate(&repo);
    assert_eq!(gate["evidence"][0]["summary"], "the notes tell all 2 breaking changes");
}
