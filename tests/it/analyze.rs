//! `tminus analyze` end to end, with git itself as the oracle.

#![expect(
    clippy::disallowed_methods,
    reason = "tests damage and read files by themselves, not through the program's doors"
)]

use serde_json::Value;
use tminus::testkit::Repo;

use crate::program::{Ran, run, tminus};

/// A small project: two releases, then a bit of everything.
fn project() -> Repo {
    let repo = Repo::new();
    repo.commit_file("src/lib.rs", "fn a() {}\n", "feat: begin");
    repo.tag("v0.9.0");
    repo.commit_file("src/net.rs", "fn n() {}\n", "feat(net): talk");
    repo.tag("v1.0.0");
    repo.commit_file("src/net.rs", "fn n() {}\nfn m() {}\n", "fix(net): answer (#12)\n\nCloses #7");
    repo.as_author("Bob Baker", "bob@example.org");
    repo.commit_file("README.md", "# x\n", "Say what it is");
    repo
}

fn analysis(repo: &Repo, args: &[&str]) -> Value {
    let args: Vec<_> = ["analyze", "--format", "json"].iter().chain(args).copied().collect();
    run(repo, &args).exits(0).json()
}

fn commits(document: &Value) -> &Vec<Value> {
    document["commits"].as_array().unwrap()
}

fn by_subject<'a>(document: &'a Value, subject: &str) -> &'a Value {
    commits(document)
        .iter()
        .find(|commit| commit["subject"] == subject)
        .unwrap_or_else(|| panic!("{subject}\n{document:#}"))
}

#[test]
fn a_range_is_what_follows_the_last_release() {
    let repo = project();
    let document = analysis(&repo, &[]);
    assert_eq!(document["schema"], "tminus.analysis/1");
    assert_eq!(document["package"], Value::Null);
    assert_eq!(document["range"]["from"], "v1.0.0");
    assert_eq!(document["range"]["to"], "HEAD");
    assert_eq!(document["range"]["from_sha"], repo.git(&["rev-parse", "v1.0.0^{commit}"]));
    assert_eq!(document["range"]["to_sha"], repo.git(&["rev-parse", "HEAD"]));
    assert_eq!(document["range"]["commits"], 2);
    assert_eq!(document["version"]["current"], "1.0.0");
    assert_eq!(document["version"]["next"], "1.0.1");
    assert_eq!(document["version"]["bump"], "patch");
    assert_eq!(document["breaking"], Value::Array(Vec::new()));
}

#[test]
fn commits_are_what_git_says_they_are() {
    let repo = project();
    repo.write("src/a b.rs", "1\n2\n3\n")
        .write("data.bin", [0_u8, 1, 2, 0])
        .commit("Add\nmore\n\nBody\nlines\n\n  indented\n");
    repo.remove("data.bin").write("src/a b.rs", "1\n3\n4\n").commit("chore: drop");
    let document = analysis(&repo, &["--from", "v0.9.0"]);
    let log =
        repo.git(&["log", "--format=%H%x00%P%x00%s%x00%b%x00%an%x00%ae%x00%cn%x00%aI%x00%cI%x01", "v0.9.0..HEAD"]);
    let expected: Vec<Vec<&str>> = log
        .split('\u{1}')
        .map(|row| row.trim_start_matches('\n').split('\0').collect())
        .filter(|row: &Vec<_>| row.len() == 9)
        .collect();
    assert_eq!(expected.len(), commits(&document).len());
    for (row, commit) in expected.iter().zip(commits(&document)) {
        let parents: Vec<_> = commit["parents"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
        assert_eq!(commit["sha"], row[0]);
        assert_eq!(parents.join(" "), row[1]);
        assert_eq!(commit["subject"], row[2]);
        assert_eq!(commit["body"].as_str().unwrap().trim_end(), row[3].trim_end());
        assert_eq!((&commit["author"]["name"], &commit["author"]["email"]), (&row[4].into(), &row[5].into()));
        assert_eq!(commit["committer"]["name"], row[6]);
        for (field, expected) in [("authored_at", row[7]), ("committed_at", row[8])] {
            assert_eq!(commit[field].as_str().unwrap().replace('Z', "+00:00"), expected.replace('Z', "+00:00"));
        }
        assert_eq!(commit["stats"], numstat(&repo, row[0]), "{}", row[2]);
    }
}

fn numstat(repo: &Repo, commit: &str) -> Value {
    let log = repo.git(&["log", "-1", "--no-renames", "--numstat", "--format=", commit]);
    let mut sums = [0_u64; 4];
    for line in log.lines().filter(|line| !line.is_empty()) {
        let mut fields = line.split('\t');
        let (insertions, deletions) = (fields.next().unwrap(), fields.next().unwrap());
        sums[0] += 1;
        sums[1] += insertions.parse().unwrap_or(0);
        sums[2] += deletions.parse().unwrap_or(0);
        sums[3] += u64::from(insertions == "-");
    }
    serde_json::json!({"files": sums[0], "insertions": sums[1], "deletions": sums[2], "binary": sums[3]})
}

#[test]
fn what_was_usual_before_the_range_tells_how_kinds_are_called() {
    let repo = Repo::new();
    for version in 0..30 {
        repo.commit_file("Cargo.lock", &format!("serde 1.0.{version}"), &format!("build: bump serde to 1.0.{version}"));
        repo.commit_file("src/a.rs", &format!("pub const A: u8 = {version};\n"), "fix: say what it is");
    }
    repo.tag("v1.0.0");
    repo.commit_file("Cargo.lock", "serde 2", "Bump serde to 2.0.0");
    let kind = |args: &[&str]| {
        let commit = by_subject(&analysis(&repo, args), "Bump serde to 2.0.0").clone();
        (commit["kind"].as_str().unwrap().to_owned(), commit["kind_source"].as_str().unwrap().to_owned())
    };
    assert_eq!(kind(&[]), ("build".into(), "model".into()));
    assert_ne!(kind(&["--without", "history"]).0, "build", "elsewhere a bump is something else");
}

#[test]
fn messages_are_understood() {
    let repo = project();
    repo.commit("feat(api)!: drop old\n\nCo-authored-by: Cho <cho@example.org>");
    repo.commit("perf: quick\n\nBREAKING-CHANGE: slow is gone\nand so is slower");
    repo.commit("fix: prevent XSS\n\nFixes: CVE-2026-12345");
    repo.commit_file("Cargo.lock", "x", "build(deps): bump serde from 1.0.1 to 1.0.2");
    let document = analysis(&repo, &[]);
    let api = by_subject(&document, "feat(api)!: drop old");
    assert_eq!((&api["kind"], &api["kind_source"], &api["scope"]), (&"feat".into(), &"header".into(), &"api".into()));
    assert_eq!(api["flags"], serde_json::json!(["breaking"]));
    assert_eq!(api["co_authors"][0]["name"], "Cho");
    assert_eq!(api["kind_suggested"], Value::Null);
    assert_eq!(by_subject(&document, "perf: quick")["flags"], serde_json::json!(["breaking"]));
    assert_eq!(by_subject(&document, "fix: prevent XSS")["flags"], serde_json::json!(["security"]));
    let bump = by_subject(&document, "build(deps): bump serde from 1.0.1 to 1.0.2");
    assert_eq!(bump["flags"], serde_json::json!(["dependency"]));
    let fix = by_subject(&document, "fix(net): answer (#12)");
    let references = serde_json::json!([{"kind": "pull_request", "id": "12"}, {"kind": "issue", "id": "7"}]);
    assert_eq!(fix["references"], references);
    let words = by_subject(&document, "Say what it is");
    assert_eq!((&words["kind"], &words["kind_source"]), (&"docs".into(), &"model".into()));
    assert_eq!(document["version"]["next"], "2.0.0");
    assert_eq!(document["version"]["bump"], "major");
    assert_eq!(document["version"]["reasons"].as_array().unwrap().len(), 2);
}

#[test]
fn a_score_is_the_sum_of_its_factors_everywhere() {
    let repo = project();
    repo.write("src/auth/login.rs", "x\n".repeat(900)).write("build.rs", "y\n".repeat(80)).commit("feat!: log in");
    let document = analysis(&repo, &["--from", "v0.9.0"]);
    for risk in commits(&document).iter().map(|commit| &commit["risk"]).chain([&document["risk"]]) {
        let sum: i64 =
            risk["factors"].as_array().unwrap().iter().map(|factor| factor["points"].as_i64().unwrap()).sum();
        assert_eq!(risk["score"].as_i64().unwrap(), sum, "{risk:#}");
        assert!(
            risk["factors"].as_array().unwrap().iter().all(|factor| !factor["evidence"].as_str().unwrap().is_empty())
        );
    }
    for commit in commits(&document) {
        let chance = commit["risk"]["probability"].as_f64().unwrap();
        assert!(chance > 0.0 && chance < 1.0 && commit["risk"]["times_usual"].as_f64().unwrap() > 0.0);
    }
    assert_eq!(document["risk"]["probability"], Value::Null);
    let breaking = by_subject(&document, "feat!: log in");
    assert!(breaking["risk"]["score"].as_i64().unwrap() >= 50, "{:#}", breaking["risk"]);
    assert_eq!(document["risk"]["carried_by"][0], breaking["sha"]);
}

#[test]
fn later_commits_do_not_change_a_score() {
    let repo = project();
    repo.git(&["branch", "side"]);
    for number in 0..4 {
        repo.commit_file("src/net.rs", &format!("fn m{number}() {{}}\n"), &format!("fix: mend {number}"));
    }
    let first = analysis(&repo, &[]);
    repo.git(&["checkout", "--quiet", "side"]);
    repo.as_author("Cho", "cho@example.org");
    for number in 0..3 {
        repo.commit_file("src/net.rs", &format!("fn s{number}() {{}}\n"), &format!("fix: side {number}"));
    }
    repo.git(&["checkout", "--quiet", "main"]);
    repo.git(&["merge", "--quiet", "-s", "ours", "--no-edit", "side"]);
    repo.commit_file("src/net.rs", "fn z() {}\n", "fix: last");
    let second = analysis(&repo, &[]);
    for commit in commits(&first) {
        let again = commits(&second).iter().find(|other| other["sha"] == commit["sha"]).unwrap();
        assert_eq!(again["risk"], commit["risk"], "{}", commit["subject"]);
    }
}

#[test]
fn merges_are_listed_without_changes() {
    let repo = project();
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    repo.commit_file("src/side.rs", "x\n", "feat: side");
    repo.git(&["checkout", "--quiet", "main"]);
    repo.commit_file("src/other.rs", "x\n", "fix: other");
    repo.git(&["merge", "--quiet", "--no-ff", "-m", "Merge pull request #9 from a/side", "side"]);
    let document = analysis(&repo, &[]);
    let merge = by_subject(&document, "Merge pull request #9 from a/side");
    assert_eq!(merge["flags"], serde_json::json!(["merge"]));
    assert_eq!(merge["stats"], serde_json::json!({"files": 0, "insertions": 0, "deletions": 0, "binary": 0}));
    assert_eq!(merge["references"][0], serde_json::json!({"kind": "pull_request", "id": "9"}));
    assert_eq!(merge["risk"]["score"], 0);
}

#[test]
fn a_revert_and_what_it_reverts_share_a_group_and_ask_for_nothing() {
    let repo = project();
    repo.commit_file("src/x.rs", "x\n", "feat: x");
    repo.git(&["revert", "--no-edit", "HEAD"]);
    let document = analysis(&repo, &[]);
    let (feature, revert) = (by_subject(&document, "feat: x"), by_subject(&document, "Revert \"feat: x\""));
    assert!(feature["group"].is_object());
    assert_eq!(feature["group"], revert["group"]);
    assert_eq!(revert["kind"], "revert");
    assert_eq!(document["version"]["bump"], "patch");
    assert_eq!(by_subject(&document, "Say what it is")["group"], Value::Null);
    assert_eq!(analysis(&repo, &["--without", "groups"])["version"]["bump"], "minor");
}

#[test]
fn parts_can_be_left_out() {
    let repo = project();
    let document = analysis(&repo, &["--without", "lines,risk,history,groups,breaking"]);
    assert_eq!((&document["risk"], &commits(&document)[0]["risk"]), (&Value::Null, &Value::Null));
    assert_eq!(commits(&document)[0]["stats"], Value::Null);
    let document = analysis(&repo, &["--without", "risk,history,groups,breaking"]);
    assert_eq!((&document["story"], &commits(&document)[0]["rollback"]), (&Value::Null, &Value::Null));
    let document = analysis(&repo, &["--without", "history"]);
    assert!(commits(&document)[0]["risk"]["score"].is_u64());
    run(&repo, &["analyze", "--without", "everything"]).exits(2);
}

#[test]
fn a_second_run_says_the_same_and_a_damaged_cache_does_no_harm() {
    let repo = project();
    for number in 0..130 {
        repo.git(&["commit", "--quiet", "--allow-empty", "-m", &format!("Count to {number}")]);
    }
    let first = run(&repo, &["analyze", "--format", "json"]);
    let again = run(&repo, &["analyze", "--format", "json"]);
    assert_eq!(first.stdout(), again.stdout());
    for (part, at_least) in [("analysis", 2), ("history", 1)] {
        let mut damaged = 0;
        for folder in std::fs::read_dir(repo.home().join(".cache/tminus").join(part)).unwrap() {
            for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
                std::fs::write(file.unwrap().path(), "nonsense").unwrap();
                damaged += 1;
            }
        }
        assert!(damaged >= at_least, "there was a cache of {part}");
    }
    assert_eq!(run(&repo, &["analyze", "--format", "json"]).exits(0).stdout(), first.stdout());
}

#[test]
fn without_a_release_the_range_is_the_whole_history() {
    let repo = Repo::new();
    repo.commit("feat: begin");
    let document = analysis(&repo, &[]);
    assert_eq!((&document["range"]["from"], &document["range"]["from_sha"]), (&Value::Null, &Value::Null));
    assert_eq!(document["version"]["current"], Value::Null);
    assert_eq!(document["version"]["next"], "0.1.0");
    assert_eq!(document["range"]["commits"], 1);
}

#[test]
fn pre_releases_are_skipped_unless_one_is_asked_for() {
    let repo = project();
    repo.tag("v1.1.0-rc.1");
    repo.commit("fix: late");
    assert_eq!(analysis(&repo, &[])["range"]["from"], "v1.0.0");
    let next = analysis(&repo, &["--next", "1.1.0-rc.2"]);
    assert_eq!(next["range"]["from"], "v1.1.0-rc.1");
    assert_eq!((&next["version"]["next"], &next["version"]["bump"]), (&"1.1.0-rc.2".into(), &"prerelease".into()));
}

#[test]
fn a_version_that_cannot_be_is_refused() {
    let repo = project();
    for next in ["1.0.0", "0.9.0", "one"] {
        let ran = run(&repo, &["analyze", "--next", next]);
        assert!(ran.exits(2).stderr().contains(next), "{}", ran.stderr());
    }
    assert_eq!(analysis(&repo, &["--next", "v3.0.0"])["version"]["next"], "3.0.0");
}

#[test]
fn only_pre_releases_lead_to_their_release() {
    let repo = Repo::new();
    repo.commit("feat: begin");
    repo.tag("v1.0.0-rc.1");
    repo.commit("fix: late");
    let document = analysis(&repo, &[]);
    assert_eq!(document["range"]["from"], Value::Null);
    assert_eq!(document["version"]["next"], "1.0.0");
}

#[test]
fn an_empty_range_asks_for_nothing() {
    let repo = project();
    let document = analysis(&repo, &["--from", "HEAD"]);
    assert_eq!(document["range"]["commits"], 0);
    assert_eq!(document["version"]["bump"], "none");
    assert_eq!(document["risk"]["score"], 0);
    run(&repo, &["analyze", "--from", "HEAD"]).exits(0);
}

#[test]
fn a_range_that_goes_backwards_is_told() {
    let repo = project();
    let document = analysis(&repo, &["--from", "HEAD", "--to", "v1.0.0"]);
    assert_eq!(document["range"]["commits"], 0);
    assert!(document["warnings"][0].as_str().unwrap().contains("HEAD"), "{document:#}");
}

#[test]
fn what_cannot_be_read_is_told_plainly() {
    let nothing = Repo::without_git();
    assert!(run(&nothing, &["analyze"]).exits(2).stderr().contains("no git repository"));
    let empty = Repo::new();
    assert!(run(&empty, &["analyze"]).exits(2).stderr().contains("no commits yet"));
    let repo = project();
    assert!(run(&repo, &["analyze", "--from", "v9"]).exits(2).stderr().contains("v9"));
    assert!(run(&repo, &["analyze", "--package", "x"]).exits(2).stderr().contains("no package"));
}

#[test]
fn a_missing_commit_is_named_and_a_missing_blob_is_a_warning() {
    let repo = project();
    let blob = repo.git(&["rev-parse", "HEAD:README.md"]);
    let object = |id: &str| repo.path().join(".git/objects").join(&id[..2]).join(&id[2..]);
    std::fs::remove_file(object(&blob)).unwrap();
    let document = analysis(&repo, &[]);
    assert!(document["warnings"].to_string().contains(&blob), "{document:#}");
    let commit = repo.git(&["rev-parse", "HEAD~1"]);
    std::fs::remove_file(object(&commit)).unwrap();
    assert!(run(&repo, &["analyze"]).exits(4).stderr().contains(&commit));
}

#[test]
fn bare_detached_and_shallow_repositories_are_read() {
    let repo = project();
    let bare = repo.with_origin();
    repo.git(&["push", "--quiet", "--tags", "origin"]);
    let in_bare = run(&repo, &["-C", bare.to_str().unwrap(), "analyze", "--format", "json"]).exits(0).json();
    assert_eq!(in_bare["range"]["from"], "v1.0.0");
    repo.git(&["checkout", "--quiet", "--detach"]);
    assert_eq!(analysis(&repo, &[])["range"]["commits"], 2);
    let shallow = repo.beside("shallow");
    repo.git(&["clone", "--quiet", "--depth=1", &format!("file://{}", bare.display()), shallow.to_str().unwrap()]);
    let document = run(&repo, &["-C", shallow.to_str().unwrap(), "analyze", "--format", "json"]).exits(0).json();
    assert_eq!(document["range"]["commits"], 1);
}

#[test]
fn text_that_is_not_utf8_keeps_its_bytes() {
    let repo = project();
    let person = "Ann <ann@example.org> 1767700000 +0000";
    let head = |name: &str| repo.git(&["rev-parse", name]);
    let header =
        format!("tree {}\nparent {}\nauthor {person}\ncommitter {person}\n\n", head("HEAD^{tree}"), head("HEAD"));
    let file = repo.beside("commit");
    std::fs::write(&file, [header.as_bytes(), b"fix: caf\xe9\n\nbody \xff\n"].concat()).unwrap();
    let id = repo.git(&["hash-object", "-t", "commit", "-w", file.to_str().unwrap()]);
    repo.git(&["reset", "--quiet", "--hard", &id]);
    let document = analysis(&repo, &[]);
    let commit = &commits(&document)[0];
    assert_eq!(commit["subject"], "fix: caf\u{fffd}");
    assert_eq!(commit["subject_b64"], "Zml4OiBjYWbp");
    assert!(commit["body_b64"].is_string());
    assert!(commits(&document)[1].get("subject_b64").is_none());
}

#[test]
fn controls_are_escaped_in_json_and_visible_in_the_table() {
    let repo = project();
    repo.commit("fix: \u{1b}[2J \u{9b} \u{202e} \u{7f}");
    let printed = run(&repo, &["analyze", "--format", "json"]).exits(0).stdout();
    for character in ['\u{1b}', '\u{9b}', '\u{202e}', '\u{7f}'] {
        assert!(!printed.contains(character), "{character:?}");
        assert!(printed.contains(&format!("\\u{:04x}", character as u32)), "{character:?}");
    }
    for format in ["table", "markdown", "github-actions"] {
        let printed = run(&repo, &["analyze", "--format", format, "--color", "never"]).exits(0).stdout();
        assert!(!printed.contains('\u{1b}') && !printed.contains('\u{202e}'), "{format}");
    }
}

#[test]
fn ndjson_has_the_same_commits_one_a_line() {
    let repo = project();
    let lines = run(&repo, &["analyze", "--format", "ndjson"]).exits(0).stdout();
    let rows: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(&rows, commits(&analysis(&repo, &[])));
    let without = run(&repo, &["analyze", "--format", "ndjson", "--without", "lines,risk"]).exits(0).stdout();
    assert_eq!(without.lines().count(), 2);
}

#[test]
fn flags_may_stand_before_the_command() {
    let repo = project();
    let path = repo.path();
    let path = path.to_str().unwrap();
    for args in [["-C", path, "analyze"], ["analyze", "-C", path], ["--repo", path, "analyze"]] {
        run(&repo, &args).exits(0);
    }
    run(&repo, &[path, "analyze"]).exits(2);
}

#[test]
fn the_schema_describes_the_document() {
    let repo = project();
    let schema = run(&repo, &["schema", "analysis"]).exits(0).json();
    let document = analysis(&repo, &[]);
    let named = |schema: &Value, document: &Value| {
        let properties = schema["properties"].as_object().unwrap();
        for key in document.as_object().unwrap().keys() {
            assert!(properties.contains_key(key), "{key}");
        }
        for key in schema["required"].as_array().unwrap() {
            assert!(document.get(key.as_str().unwrap()).is_some(), "{key}");
        }
    };
    named(&schema, &document);
    named(&schema["$defs"]["Commit"], &commits(&document)[0]);
    named(&schema["$defs"]["Risk"], &document["risk"]);
}

#[test]
fn fail_on_answers_no() {
    let repo = project();
    let code = |args: &[&str]| -> Option<i32> {
        let args: Vec<_> = ["analyze", "--fail-on"].iter().chain(args).copied().collect();
        run(&repo, &args).0.status.code()
    };
    assert_eq!(code(&["breaking"]), Some(0));
    assert_eq!(code(&["critical"]), Some(0));
    assert_eq!(code(&["low"]), Some(1));
    assert_eq!(code(&["0"]), Some(1));
    assert_eq!(code(&["nonsense"]), Some(2));
    assert_eq!(code(&["101"]), Some(2));
    assert_eq!(code(&["high", "--without", "risk"]), Some(2));
    repo.commit("feat!: break");
    let ran: Ran = run(&repo, &["analyze", "--fail-on", "breaking", "--format", "json"]);
    assert_eq!(ran.exits(1).json()["range"]["commits"], 3, "the document is printed all the same");
}

#[test]
fn step_outputs_cannot_be_forged() {
    let repo = project();
    repo.commit("fix: x\u{b}next=9.9.9\n\nnext=9.9.9");
    let (outputs, summary) = (repo.beside("outputs"), repo.beside("summary"));
    let ran = tminus(&repo)
        .args(["analyze", "--format", "github-actions"])
        .env("GITHUB_OUTPUT", &outputs)
        .env("GITHUB_STEP_SUMMARY", &summary)
        .output()
        .unwrap();
    assert!(ran.status.success());
    assert!(ran.stdout.is_empty());
    let outputs = std::fs::read_to_string(outputs).unwrap();
    assert!(outputs.contains("\nnext=1.0.1\n") && outputs.contains("\nbump=patch\n"), "{outputs}");
    assert!(outputs.lines().all(|line| line.contains('=')) && !outputs.contains("9.9.9"), "{outputs}");
    assert!(std::fs::read_to_string(summary).unwrap().starts_with("# "));
}

#[test]
fn sarif_is_a_log_of_one_run_without_results() {
    let document = run(&project(), &["analyze", "--format", "sarif"]).exits(0).json();
    assert_eq!(document["version"], "2.1.0");
    assert_eq!(document["runs"][0]["results"], Value::Array(Vec::new()));
}

#[test]
fn the_result_can_go_to_a_file() {
    let repo = project();
    let ran = run(&repo, &["analyze", "--format", "json", "--output", "analysis.json"]);
    assert_eq!(ran.exits(0).stdout(), "");
    let content = std::fs::read(repo.path().join("analysis.json")).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&content).unwrap()["schema"], "tminus.analysis/1");
}

#[test]
fn a_table_has_a_line_for_each_commit() {
    let repo = project();
    insta::with_settings!({filters => vec![(r"\b[0-9a-f]{7}\b", "[sha]")]}, {
        insta::assert_snapshot!(run(&repo, &["analyze"]).exits(0).stdout());
    });
}

#[test]
fn a_document_is_golden() {
    let repo = project();
    let path = std::fs::canonicalize(repo.path()).unwrap();
    let printed = run(&repo, &["analyze", "--format", "json"]).exits(0).stdout();
    let printed = printed.replace(path.to_str().unwrap(), "[path]");
    insta::with_settings!({filters => vec![(r"\b[0-9a-f]{40}\b", "[sha]"), (r"\b[0-9a-f]{7}\b", "[sha]")]}, {
        insta::assert_snapshot!(printed);
    });
}

#[test]
fn markdown_takes_no_markup_from_commits() {
    let repo = project();
    repo.commit("fix: <img src=x> | [a](b) @ann `c`");
    let printed = run(&repo, &["analyze", "--format", "markdown"]).exits(0).stdout();
    assert!(printed.contains("fix: &lt;img src=x&gt; \\| \\[a\\](b) &#64;ann \\`c\\`"), "{printed}");
}

#[test]
fn commits_that_tell_one_story_are_grouped() {
    let repo = project();
    let stars = repo.commit_file("src/stars.rs", "fn s() {}\n", "feat: show falling stars");
    repo.commit_file("src/moon.rs", "fn m() {}\n", "feat: show the moon");
    repo.commit_file(
        "src/stars.rs",
        "fn s() { glow() }\n",
        &format!("let stars glow\n\nFollow-up to {}", &stars[..10]),
    );
    repo.commit_file("src/stars.rs", "fn s() { glow2() }\n", "fixup! feat: show falling stars");
    repo.git(&["checkout", "--quiet", "-b", "topic"]);
    repo.commit_file("src/sun.rs", "fn s() {}\n", "show the sun");
    repo.commit_file("src/sun.rs", "fn s() { shine() }\n", "let it shine");
    repo.git(&["checkout", "--quiet", "main"]);
    repo.git(&["merge", "--quiet", "--no-ff", "-m", "Merge pull request #21 from ann/topic\n\nThe sun", "topic"]);
    let document = analysis(&repo, &[]);
    let first = by_subject(&document, "feat: show falling stars");
    assert_eq!(first["group"]["id"], stars);
    assert_eq!(first["group"]["members"].as_array().unwrap().len(), 3);
    assert_eq!((&first["group"]["reason"], &first["link"]), (&"fix".into(), &Value::Null));
    assert_eq!(by_subject(&document, "let stars glow")["link"]["reason"], "follow_up");
    let fixup = by_subject(&document, "fixup! feat: show falling stars");
    assert_eq!((&fixup["link"]["reason"], &fixup["link"]["to"]), (&"fix".into(), &Value::from(stars.as_str())));
    assert_eq!(by_subject(&document, "feat: show the moon")["group"], Value::Null);
    let sun = by_subject(&document, "show the sun");
    assert_eq!(sun["group"]["reason"], "pull_request");
    assert_eq!(sun["group"]["members"].as_array().unwrap().len(), 3, "two commits and their merge");
    assert_eq!(sun["group"], by_subject(&document, "let it shine")["group"]);
    for commit in commits(&analysis(&repo, &["--without", "groups"])) {
        assert_eq!(commit["group"], Value::Null);
    }
}

#[test]
fn lines_of_ndjson_have_the_groups_of_the_document() {
    let repo = project();
    let first = repo.commit_file("src/stars.rs", "fn s() {}\n", "feat: show falling stars");
    repo.commit(&format!("Revert \"feat: show falling stars\"\n\nThis reverts commit {first}."));
    for without in [&[][..], &["--without", "risk"], &["--without", "risk,lines"]] {
        let document = analysis(&repo, without);
        let args: Vec<_> = ["analyze", "--format", "ndjson"].iter().chain(without).copied().collect();
        let lines = run(&repo, &args).exits(0).stdout();
        let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(&lines, commits(&document));
        assert_eq!(lines[0]["group"]["reason"], "revert");
    }
}

#[test]
fn a_score_is_explained_within_the_range_and_outside_of_it() {
    let repo = project();
    let document = analysis(&repo, &[]);
    let listed = by_subject(&document, "fix(net): answer (#12)");
    let sha = listed["sha"].as_str().unwrap();
    let explained = run(&repo, &["risk", "explain", &sha[..10], "--format", "json"]).exits(0).json();
    assert_eq!((&explained["schema"], &explained["commit"]["sha"]), (&"tminus.risk/1".into(), &listed["sha"]));
    assert_eq!(explained["risk"], listed["risk"]);
    let text = run(&repo, &["risk", "explain", sha]).exits(0).stdout();
    assert!(text.contains("fix(net): answer (#12)") && text.contains("x the usual"), "{text}");
    for factor in listed["risk"]["factors"].as_array().unwrap() {
        assert!(text.contains(factor["evidence"].as_str().unwrap()), "{text}");
    }
    let before = run(&repo, &["risk", "explain", "v1.0.0", "--format", "json"]).exits(0).json();
    assert!(before["risk"]["score"].is_u64());
    let root = repo.git(&["rev-list", "--max-parents=0", "HEAD"]);
    run(&repo, &["risk", "explain", &root]).exits(0);
    run(&repo, &["risk", "explain", "nowhere"]).exits(2);
    run(&repo, &["risk", "why", sha]).exits(2);
}

#[test]
fn a_project_adds_its_own_factors_and_is_told_what_is_wrong_with_them() {
    let repo = project();
    repo.commit_file("src/pay.rs", "fn pay() {}\n", "feat: pay");
    repo.write(
        ".tminus/risk.toml",
        "[weights]\nstart = 0\n[[factor]]\nname = \"money\"\npoints = 60\npaths = [\"pay.rs\"]\n",
    );
    let document = analysis(&repo, &[]);
    let factors = by_subject(&document, "feat: pay")["risk"]["factors"].as_array().unwrap();
    assert_eq!(factors[0], serde_json::json!({"name": "money", "points": 60, "evidence": "touches pay.rs"}));
    assert!(!factors.iter().any(|factor| factor["name"] == "start"));
    let others = by_subject(&document, "Say what it is")["risk"]["factors"].as_array().unwrap();
    assert!(!others.iter().any(|factor| factor["name"] == "money"));
    repo.write(".tminus/risk.toml", "[weights]\nsise = 0\n");
    let ran = run(&repo, &["analyze"]);
    assert!(ran.exits(2).stderr().contains("did you mean `size`?"), "{}", ran.stderr());
}

#[test]
fn commits_that_were_named_as_culprits_make_their_files_riskier() {
    let with = |fixes: bool| {
        let repo = Repo::new();
        repo.commit_file("src/a.rs", "0\n", "feat: begin");
        let culprit = repo.commit_file("src/net.rs", "1\n", "feat: net");
        let trailer = if fixes { format!("\n\nFixes: {}", &culprit[..12]) } else { String::new() };
        repo.commit_file("src/b.rs", "2\n", &format!("fix: mend{trailer}"));
        repo.tag("v1.0.0");
        repo.commit_file("src/net.rs", "3\n", "feat: more of net");
        analysis(&repo, &[])["commits"][0]["risk"]["probability"].as_f64().unwrap()
    };
    assert!(with(true) > 1.3 * with(false), "{} is not much over {}", with(true), with(false));
}
