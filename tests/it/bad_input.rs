//! Repositories, ranges and configurations that are not as they should be: each has a clear message and the right exit code.

#![expect(clippy::disallowed_methods, reason = "the test breaks files on purpose")]

use serde_json::Value;
use tminus::testkit::Repo;

use crate::program::{Ran, run, tminus};

const ANALYZE: [&str; 3] = ["analyze", "--format", "json"];

fn analyze(repo: &Repo, more: &[&str]) -> Ran {
    run(repo, &[&ANALYZE, more].concat())
}

fn three_commits() -> Repo {
    let repo = Repo::new();
    repo.commit_file("a", "1\n", "feat: one");
    repo.tag("v1.0.0");
    repo.commit_file("a", "1\n2\n", "fix: two");
    repo.commit_file("b", "3\n", "docs: three");
    repo
}

/// Fails with `code`, and says `words` and nothing of a panic.
#[track_caller]
fn fails(ran: &Ran, code: i32, words: &[&str]) {
    let told = ran.exits(code).stderr();
    for word in words {
        assert!(told.contains(word), "`{word}` is not in\n{told}");
    }
    assert!(ran.stdout().is_empty(), "data was printed although the command failed:\n{}", ran.stdout());
    assert!(told.starts_with("error: ") && !told.contains("panicked"), "{told}");
}

#[test]
fn a_folder_without_repository_is_refused() {
    fails(&analyze(&Repo::without_git(), &[]), 2, &["no git repository", "hint: "]);
}

#[test]
fn a_folder_that_is_not_there_is_refused() {
    fails(&run(&Repo::new(), &["-C", "nowhere", "analyze"]), 2, &["nowhere"]);
}

#[test]
fn a_repository_without_commits_is_refused() {
    fails(&analyze(&Repo::new(), &[]), 2, &["no commit"]);
}

#[test]
fn a_repository_without_tags_is_read_from_its_beginning() {
    let repo = Repo::new();
    repo.commit("one");
    repo.commit("two");
    let document = analyze(&repo, &[]).exits(0).json();
    assert_eq!(document["range"]["commits"], 2);
    assert!(document["range"]["from"].is_null() && document["version"]["current"].is_null());
}

#[test]
fn a_bare_repository_is_read() {
    let repo = three_commits();
    let bare = repo.with_origin();
    assert_eq!(
        run(&repo, &["-C", bare.to_str().unwrap(), "analyze", "--format", "json"]).exits(0).json()["range"]["commits"],
        2
    );
}

#[test]
fn a_detached_head_is_read() {
    let repo = three_commits();
    repo.git(&["checkout", "--quiet", "--detach", "HEAD~1"]);
    assert_eq!(analyze(&repo, &[]).exits(0).json()["range"]["commits"], 1);
}

#[test]
fn a_shallow_clone_is_read_as_far_as_it_goes() {
    let repo = three_commits();
    let clone = repo.beside("clone");
    let source = format!("file://{}", repo.path().display());
    repo.git(&["clone", "--quiet", "--depth", "2", &source, clone.to_str().unwrap()]);
    let document = run(&repo, &["-C", clone.to_str().unwrap(), "analyze", "--format", "json"]).exits(0).json();
    assert_eq!(document["range"]["commits"], 2);
    assert!(document["warnings"].to_string().contains("shallow"), "{}", document["warnings"]);
}

#[test]
fn a_shallow_clone_without_a_tag_guesses_no_version() {
    let repo = three_commits();
    let clone = repo.beside("clone");
    let source = format!("file://{}", repo.path().display());
    repo.git(&["clone", "--quiet", "--depth", "1", &source, clone.to_str().unwrap()]);
    let within = |arguments: &[&str]| run(&repo, &[&["-C", clone.to_str().unwrap()], arguments].concat());

    let version = within(&["analyze", "--format", "json"]).exits(0).json()["version"].clone();
    assert_eq!((&version["current"], &version["next"], &version["bump"]), (&Value::Null, &"".into(), &"none".into()));
    assert!(version["reasons"].to_string().contains("shallow"), "{version}");
    assert!(within(&["analyze"]).exits(0).stdout().contains("version unknown"));
    let actions = within(&["analyze", "--format", "github-actions"]).exits(0).stdout();
    assert!(!actions.contains("next="), "{actions}");

    let judged = |arguments: &[&str]| {
        let arguments = [&["gates", "--offline", "--format", "json"], arguments].concat();
        let document = serde_json::from_str::<Value>(&within(&arguments).stdout()).unwrap();
        document["gates"].as_array().unwrap().iter().find(|gate| gate["name"] == "version").unwrap().clone()
    };
    let gates: Value = serde_json::from_str(&within(&["gates", "--offline", "--format", "json"]).stdout()).unwrap();
    assert_eq!(gates["version"]["next"], Value::Null);
    let gate = judged(&[]);
    assert_eq!(gate["verdict"], "HOLD", "{gate}");
    assert!(gate["remedy"].to_string().contains("git fetch --unshallow --tags"), "{gate}");
    assert_eq!(judged(&["--next", "1.0.1"])["verdict"], "GO");
    let plan = within(&["ship", "--dry-run", "--offline"]).stdout();
    assert!(plan.contains("There is no version to release it as."), "{plan}");

    let clone_git = |arguments: &[&str]| repo.git(&[&["-C", clone.to_str().unwrap()], arguments].concat());
    clone_git(&["fetch", "--quiet", "--unshallow", "--tags"]);
    assert_eq!(within(&["analyze", "--format", "json"]).exits(0).json()["version"]["next"], "1.0.1");
}

#[test]
fn a_sha256_repository_is_read() {
    let repo = Repo::without_git();
    repo.git(&["init", "--quiet", "--object-format=sha256", "--initial-branch=main"]);
    let id = repo.commit_file("a", "1\n", "feat: one");
    assert_eq!(analyze(&repo, &[]).exits(0).json()["commits"][0]["sha"], id);
}

#[test]
fn a_reftable_repository_is_refused_plainly() {
    let repo = Repo::without_git();
    repo.git(&["init", "--quiet", "--ref-format=reftable", "--initial-branch=main"]);
    repo.commit("one");
    fails(&analyze(&repo, &[]), 2, &["reftable"]);
}

#[test]
fn a_linked_worktree_is_read() {
    let repo = three_commits();
    let other = repo.beside("other");
    repo.git(&["worktree", "add", "--quiet", other.to_str().unwrap(), "HEAD~1"]);
    assert_eq!(
        run(&repo, &["-C", other.to_str().unwrap(), "analyze", "--format", "json"]).exits(0).json()["range"]["commits"],
        1
    );
}

#[test]
fn git_dir_says_which_repository() {
    let (repo, elsewhere) = (three_commits(), Repo::without_git());
    let ran = tminus(&elsewhere).env("GIT_DIR", repo.path().join(".git")).args(ANALYZE).output().unwrap();
    assert_eq!(Ran(ran).exits(0).json()["range"]["commits"], 2);
}

#[test]
fn an_unknown_revision_is_refused() {
    let repo = three_commits();
    let list = "hint: `git tag` and `git log --oneline --all` list what can be named";
    fails(&analyze(&repo, &["--from", "zebra"]), 2, &["there is no tag, branch or commit `zebra`", list]);
    let near = analyze(&repo, &["--from", "1.0.0"]);
    fails(&near, 2, &["no tag, branch or commit `1.0.0`", "hint: did you mean `v1.0.0`?", list]);
    fails(&analyze(&repo, &["--to", "mian"]), 2, &["`mian`", "did you mean `main`?"]);
    for told in [near.stderr(), analyze(&repo, &["--from", "HEAD~99"]).stderr()] {
        assert!(!told.contains("cause:"), "what a library says of its parsing helps nobody:\n{told}");
    }
}

#[test]
fn the_beginning_of_several_ids_is_refused_as_such() {
    let repo = three_commits();
    for number in 0..60 {
        repo.write(&format!("many/{number}"), number.to_string());
    }
    repo.commit("chore: many");
    let ids = repo.git(&["rev-list", "--objects", "--all", "--no-object-names"]);
    let mut ids: Vec<&str> = ids.lines().collect();
    ids.sort_unstable();
    let Some(pair) = ids.windows(2).find(|pair| pair[0][..2] == pair[1][..2]) else { return };
    let short = pair[0].bytes().zip(pair[1].bytes()).take_while(|(one, other)| one == other).count();
    // A beginning of fewer than four digits names no object at all.
    if short >= 4 {
        fails(&analyze(&repo, &["--from", &pair[0][..short]]), 2, &["more than one object"]);
    }
}

#[test]
fn an_empty_range_has_no_commits() {
    let document = analyze(&three_commits(), &["--from", "HEAD"]).exits(0).json();
    assert_eq!((document["range"]["commits"].clone(), document["version"]["bump"].clone()), (0.into(), "none".into()));
}

#[test]
fn a_reversed_range_has_no_commits() {
    assert_eq!(analyze(&three_commits(), &["--from", "HEAD", "--to", "HEAD~1"]).exits(0).json()["range"]["commits"], 0);
}

#[test]
fn a_missing_commit_within_the_range_is_named() {
    let repo = three_commits();
    let middle = repo.git(&["rev-parse", "HEAD~1"]);
    std::fs::remove_file(repo.path().join(".git/objects").join(&middle[..2]).join(&middle[2..])).unwrap();
    fails(&analyze(&repo, &[]), 4, &[&middle]);
}

#[test]
fn a_missing_blob_is_a_warning() {
    let repo = three_commits();
    let blob = repo.git(&["rev-parse", "HEAD:b"]);
    std::fs::remove_file(repo.path().join(".git/objects").join(&blob[..2]).join(&blob[2..])).unwrap();
    let document = analyze(&repo, &[]).exits(0).json();
    assert_eq!(document["range"]["commits"], 2);
    assert!(!document["warnings"].as_array().unwrap().is_empty());
}

#[test]
fn a_broken_head_is_refused() {
    let repo = three_commits();
    std::fs::write(repo.path().join(".git/HEAD"), "nonsense\n").unwrap();
    fails(&analyze(&repo, &[]), 2, &[]);
}

#[test]
fn a_tag_that_cannot_be_read_is_passed_over_and_told() {
    let repo = three_commits();
    std::fs::write(repo.path().join(".git/refs/tags/v1.1.0"), "no id\n").unwrap();
    let document = analyze(&repo, &[]).exits(0).json();
    assert_eq!(document["version"]["current"], "1.0.0");
    let told = document["warnings"].to_string();
    assert!(told.contains("a tag is passed over") && told.contains("v1.1.0"), "{told}");
}

#[test]
fn an_unknown_key_is_told_with_its_place_and_the_nearest_one() {
    let repo = three_commits();
    repo.write("tminus.toml", "[release]\nbranhc = \"main\"\n");
    fails(&analyze(&repo, &[]), 2, &["tminus.toml:2:1", "branhc", "branch"]);
}

#[test]
fn a_wrong_type_is_told_with_its_place() {
    let repo = three_commits();
    repo.write("tminus.toml", "[risk]\nthreshold = \"high\"\n");
    fails(&analyze(&repo, &[]), 2, &["tminus.toml:2:13"]);
}

#[test]
fn a_configuration_that_is_not_text_is_refused() {
    let repo = three_commits();
    repo.write("tminus.toml", [0x5b, 0xff, 0xfe, 0x5d]);
    fails(&analyze(&repo, &[]), 2, &["tminus.toml", "UTF-8"]);
}

#[test]
fn a_message_of_ten_megabytes_is_read() {
    let repo = three_commits();
    repo.write("message", format!("feat: long\n\n{}", "all work and no play\n".repeat(500_000)));
    repo.git(&["commit", "--quiet", "--allow-empty", "--file", "message"]);
    let document = analyze(&repo, &[]).exits(0).json();
    assert_eq!(document["commits"][0]["subject"], "feat: long");
    assert!(document["commits"][0]["body"].as_str().unwrap().len() > 10_000_000);
}

#[test]
fn escape_codes_of_a_message_do_not_reach_a_table() {
    let repo = three_commits();
    repo.commit("feat: \x1b[31mred\x1b[0m \x1b]0;title\x07 \u{202e}back\u{9b}31m");
    let table = run(&repo, &["analyze", "--format", "table"]).exits(0).stdout();
    assert!(table.contains("red") && !table.contains(['\x1b', '\x07', '\u{202e}', '\u{9b}']), "{table:?}");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let repo = three_commits();
    let ran = repo
        .command("sh")
        .args(["-c", "\"$0\" analyze --format json 2>err | true; cat err", env!("CARGO_BIN_EXE_tminus")])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&ran.stdout), "");
}
