//! The drafter learns the project's own way from the notes that stand at the range's beginning.

use serde_json::Value;
use tminus::testkit::Repo;

use crate::program::run;

const THINGS: [&str; 8] = ["sockets", "timers", "routes", "queues", "limits", "buffers", "threads", "signals"];

/// Three releases in which all of `server/` was told and nothing of `tools/`, without conventional headers. Without a file for
/// the notes the messages of the tags tell them.
fn habitual(notes: &str, heading: impl Fn(usize) -> String) -> Repo {
    habitual_for(3, notes, heading)
}

fn habitual_for(releases: usize, notes: &str, heading: impl Fn(usize) -> String) -> Repo {
    let repo = Repo::new();
    repo.commit_file("README.md", "x\n", "Begin");
    repo.tag("v0.9.0");
    let mut text = String::from("# Changes\n\n");
    for release in 0..releases {
        let mut told: Vec<String> = Vec::new();
        for (at, thing) in THINGS.iter().enumerate() {
            let number = release * 100 + at * 2 + 10;
            repo.commit_file(
                &format!("server/{thing}.go"),
                &format!("// {release}\n"),
                &format!("Let the server reuse its {thing} (#{number})"),
            );
            repo.commit_file(
                &format!("tools/{thing}.go"),
                &format!("// {release}\n"),
                &format!("Let the tools count the {thing} (#{})", number + 1),
            );
            told.push(format!("- Server: {thing} are reused (#{number})\n"));
        }
        text = format!(
            "# Changes\n\n{}\n\n{}\n{}",
            heading(release),
            told.concat(),
            text.trim_start_matches("# Changes\n\n")
        );
        let tag = format!("v1.{release}.0");
        if notes.is_empty() {
            let message = format!("Version 1.{release}.0\n\n{}", told.concat());
            repo.git(&["tag", "--annotate", "--message", &message, &tag]);
        } else {
            repo.commit_file(notes, &text, "Write the notes");
            repo.tag(&tag);
        }
    }
    repo.commit_file("server/pools.go", "x\n", "Let the server reuse its pools (#400)");
    repo.commit_file("tools/pools.go", "x\n", "Let the tools count the pools (#401)");
    repo.commit_file("server/frames.go", "x\n", "Let the server reuse its frames (#402)");
    repo.commit_file("tools/frames.go", "x\n", "Let the tools count the frames (#403)");
    repo
}

fn drafted(repo: &Repo) -> Value {
    run(repo, &["notes", "--fresh", "--format", "json"]).exits(0).json()
}

fn texts(document: &Value) -> Vec<String> {
    let sections = document["sections"].as_array().unwrap().iter();
    sections
        .flat_map(|section| section["entries"].as_array().unwrap())
        .map(|entry| entry["text"].as_str().unwrap().to_owned())
        .collect()
}

fn check(notes: &str, heading: impl Fn(usize) -> String) {
    let repo = habitual(notes, heading);
    let document = drafted(&repo);
    let told = texts(&document);
    assert!(told.iter().any(|text| text.contains("pools (#400)")), "{notes}: {told:?}");
    assert!(told.iter().any(|text| text.contains("frames (#402)")), "{notes}: {told:?}");
    assert!(!told.iter().any(|text| text.contains("tools")), "{notes}: {told:?}");
    let aside = document["set_aside"].as_array().unwrap();
    assert!(!aside.is_empty(), "what is not told is set aside with a reason");
}

#[test]
fn what_a_project_told_before_is_told_again() {
    check("CHANGELOG.md", |release| format!("## [1.{release}.0] - 2026-01-0{}", release + 1));
    check("docs/whats-new.rst", |release| format!("Version 1.{release}.0\n-------------"));
    check("", |_| String::new());
    check("NEWS", |release| format!("1.{release}.0 (2026-01-0{})", release + 1));
}

#[test]
fn sections_are_called_as_the_project_calls_them() {
    let repo = habitual("HISTORY.md", |release| {
        format!("## 1.{release}.0\n\n### 🚀 What you can do now\n\n### Improvements for all")
    });
    let document = drafted(&repo);
    assert_eq!(document["sections"][0]["title"], "Improvements for all");
    assert_eq!(document["sections"][0]["key"], "changed");
}

#[test]
fn a_fresh_draft_reads_nothing_that_the_range_wrote_into_the_notes() {
    let heading = |release| format!("## 1.{release}.0");
    let plain = habitual("CHANGELOG.md", heading);
    let before = texts(&drafted(&plain));
    let text = plain.git(&["show", "HEAD:CHANGELOG.md"]);
    let text = text.replacen("# Changes\n", "# Changes\n\n## Unreleased\n\n- Tools count pools (#401)\n", 1);
    plain.commit_file("CHANGELOG.md", &text, "Update the changelog");
    assert_eq!(texts(&drafted(&plain)), before);
}

#[test]
fn a_bare_clone_is_learnt_from_alike() {
    let repo = habitual("CHANGELOG.md", |release| format!("## v1.{release}.0"));
    let expected = texts(&drafted(&repo));
    repo.git(&["clone", "--quiet", "--bare", ".", "../bare.git"]);
    let bare = run(&repo, &["-C", "../bare.git", "notes", "--fresh", "--format", "json"]).exits(0).json();
    assert_eq!(texts(&bare), expected);
}

#[test]
fn what_only_sources_say_breaks_is_told_where_a_project_that_says_so_never_would() {
    let sections = |releases: usize| {
        let repo = habitual_for(releases, "CHANGELOG.md", |release| format!("## 1.{release}.0\n\n### Improvements"));
        repo.commit_file("go.mod", "module example.org/demo\n\ngo 1.22\n", "Let the server be a module (#404)");
        repo.commit_file(
            "server/open.go",
            "package server\n\nfunc Open(path string) {}\n",
            "Let the server open (#405)",
        );
        repo.tag(&format!("v1.{releases}.0"));
        repo.commit_file(
            "server/open.go",
            "package server\n\nfunc Open(path string, wait int) {}\n",
            "Let the server reuse what it opens (#406)",
        );
        let document = drafted(&repo);
        let told = document["sections"].as_array().unwrap().iter().find_map(|section| {
            let mut entries = section["entries"].as_array().unwrap().iter();
            let entry = entries.find(|entry| entry["text"].as_str().unwrap().contains("#406"))?;
            Some((section["key"].as_str().unwrap().to_owned(), entry["breaking"].as_bool().unwrap()))
        });
        told.unwrap()
    };
    assert_eq!(sections(5), ("changed".to_owned(), true));
    assert_eq!(sections(1), ("breaking".to_owned(), true), "one release shows no habit");
}
