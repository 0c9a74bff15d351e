//! The rest of a commit's story, end to end: tests, rollback, reviewers.

#![expect(clippy::disallowed_methods, reason = "tests write reports by themselves, not through the program's doors")]

use serde_json::{Value, json};
use tminus::testkit::Repo;

use crate::program::run;

fn project() -> Repo {
    let repo = Repo::new();
    repo.as_author("Bob Baker", "bob@example.org");
    repo.write("src/parser.py", "a = 1\n").write("tests/test_parser.py", "def test(): pass\n").commit("feat: parse");
    repo.as_author("Cho Cook", "cho@example.org");
    repo.commit_file("src/parser.py", "a = 2\n", "feat: parse more");
    repo.as_author("dependabot[bot]", "bot@example.org");
    repo.commit_file("src/parser.py", "a = 3\n", "chore: bump it");
    repo.tag("v1.0.0");
    repo.as_author("Ann Archer", "ann@example.org");
    repo
}

fn analysis(repo: &Repo, args: &[&str]) -> Value {
    let args: Vec<_> = ["analyze", "--format", "json"].iter().chain(args).copied().collect();
    run(repo, &args).exits(0).json()
}

#[test]
fn tests_beside_code_are_told_and_those_that_should_have_changed() {
    let repo = project();
    repo.commit_file("src/parser.py", "a = 4\n", "fix: parse");
    repo.write("src/parser.py", "a = 5\n")
        .write("tests/test_parser.py", "def test2(): pass\n")
        .commit("fix: parse well");
    repo.commit_file("src/lib.rs", "#[cfg(test)]\nmod tests {}\n", "feat: own tests");
    repo.commit_file("README.md", "x\n", "docs: say it");
    let document = analysis(&repo, &[]);
    let tests: Vec<&Value> = document["commits"].as_array().unwrap().iter().map(|commit| &commit["tests"]).collect();
    assert_eq!(tests[0]["verdict"], "no_code");
    assert_eq!(tests[1]["verdict"], "same_file");
    assert_eq!((&tests[2]["verdict"], &tests[2]["related"]), (&json!("beside"), &json!([])));
    assert_eq!((&tests[3]["verdict"], &tests[3]["related"]), (&json!("missing"), &json!(["tests/test_parser.py"])));
    assert_eq!((&document["story"]["with_code"], &document["story"]["without_tests"]), (&json!(3), &json!(1)));
}

#[test]
fn what_is_hard_to_take_back_says_why() {
    let repo = project();
    repo.commit_file("db/migrate/1_drop.rb", "def up\n  drop_table :stars\nend\n", "feat: drop stars");
    repo.commit_file("api/star.proto", "message Star {}\n", "feat: describe stars");
    repo.commit_file("README.md", "x\n", "docs: say it");
    let document = analysis(&repo, &[]);
    let rollback = |row: usize| document["commits"][row]["rollback"].clone();
    assert_eq!(rollback(0), json!({"difficulty": "easy", "reasons": []}));
    assert_eq!(
        (&rollback(1)["difficulty"], &rollback(1)["reasons"][0]["name"]),
        (&json!("moderate"), &json!("format"))
    );
    assert_eq!(
        (&rollback(2)["difficulty"], &rollback(2)["reasons"][0]["name"]),
        (&json!("hard"), &json!("drops-data"))
    );
    assert_eq!(document["story"]["rollback"], "hard");
    let text = run(&repo, &["analyze", "--format", "markdown"]).exits(0).stdout();
    assert!(text.contains("feat: drop stars: **hard**: it drops tables"), "{text}");
    let text = run(&repo, &["analyze"]).exits(0).stdout();
    assert!(text.contains("rollback hard (1 hard, 1 need care)"), "{text}");
}

#[test]
fn people_who_know_the_files_review_and_owners_come_first() {
    let repo = project();
    repo.commit_file("src/parser.py", "a = 4\n", "fix: parse\n\nCo-authored-by: Cho Cook <cho@example.org>");
    repo.commit_file("src/parser.py", "a = 5\n", "fix: parse again");
    let names = |document: &Value, row: usize| -> Vec<String> {
        let reviewers = document["commits"][row]["reviewers"].as_array().unwrap();
        reviewers.iter().map(|reviewer| reviewer["name"].as_str().unwrap().to_owned()).collect()
    };
    let document = analysis(&repo, &[]);
    assert_eq!(names(&document, 0), ["Cho Cook", "Bob Baker"], "no author, no program");
    assert_eq!(names(&document, 1), ["Bob Baker"], "who helped to write it does not review it");
    repo.commit_file(".github/CODEOWNERS", "* @acme/all\n*.py @acme/py bob@example.org\n", "chore: owners");
    let document = analysis(&repo, &[]);
    assert_eq!(names(&document, 1), ["@acme/py", "Bob Baker", "Cho Cook"]);
    let reviewer = &document["commits"][1]["reviewers"][0];
    assert_eq!((&reviewer["handle"], &reviewer["email"]), (&json!("@acme/py"), &Value::Null));
    assert_eq!(names(&document, 0), ["@acme/all"]);
    repo.write(".mailmap", "Bobby Baker <bob@example.org>\n").commit("chore: map");
    assert_eq!(names(&analysis(&repo, &[]), 2), ["@acme/py", "Bobby Baker", "Cho Cook"]);
}

#[test]
fn a_story_can_be_left_out_and_a_second_look_says_the_same() {
    let repo = project();
    repo.commit_file("src/parser.py", "a = 4\n", "fix: parse");
    let first = analysis(&repo, &[]);
    assert_eq!(first["commits"], analysis(&repo, &[])["commits"]);
    let without = analysis(&repo, &["--without", "story"]);
    for field in ["tests", "rollback", "reviewers"] {
        assert_eq!(without["commits"][0][field], Value::Null, "{field}");
        assert_ne!(first["commits"][0][field], Value::Null, "{field}");
    }
    assert_eq!(without["story"], Value::Null);
    let lines = run(&repo, &["analyze", "--format", "ndjson"]).exits(0).stdout();
    let line: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!(line, first["commits"][0]);
}

#[test]
fn huge_commits_and_clocks_that_cannot_be_are_told_of() {
    let repo = project();
    for number in 0..5_000 {
        repo.write(&format!("many/{number}.c"), "int x;\n");
    }
    repo.commit("add many files");
    let commit_at = |date: &str, path: &str, subject: &str| {
        repo.write(path, format!("int {date};\n")).git(&["add", "--all"]);
        let mut git = repo.command("git");
        git.args(["commit", "--quiet", "-m", subject]).env("GIT_AUTHOR_DATE", date).env("GIT_COMMITTER_DATE", date);
        assert!(git.status().unwrap().success());
    };
    commit_at("@0 +0000", "many/1.c", "fix 1970");
    commit_at("@4102444800 +0000", "many/2.c", &format!("fix {}", "2100 ".repeat(20_000)));
    let document = analysis(&repo, &[]);
    assert_eq!(document["commits"].as_array().unwrap().len(), 3);
    for commit in document["commits"].as_array().unwrap() {
        assert_eq!(commit["tests"]["verdict"], "missing");
    }
    let many = document["commits"].as_array().unwrap().iter().find(|commit| commit["stats"]["files"] == 5_000).unwrap();
    assert_eq!(many["rollback"]["reasons"][0]["name"], "size");
}

#[test]
fn a_coverage_report_says_which_lines_of_a_commit_tests_ran() {
    let repo = project();
    repo.commit_file("src/lexer.py", "a = 1\nb = 2\nc = 3\n", "feat: read words");
    repo.commit_file("src/lexer.py", "# words\na = 1\nb = 2\nc = 4\n", "fix: read more");
    let report = repo.beside("report.info");
    std::fs::write(&report, "SF:/elsewhere/src/lexer.py\nDA:2,7\nDA:3,0\nDA:4,1\nend_of_record\n").unwrap();
    let report = report.to_str().unwrap();
    let document = analysis(&repo, &["--coverage", report]);
    let coverage = |row: usize| document["commits"][row]["coverage"].clone();
    assert_eq!(
        (&coverage(0)["lines"], &coverage(0)["covered"]),
        (&json!(1), &json!(1)),
        "only the last line is its own"
    );
    assert_eq!((&coverage(1)["lines"], &coverage(1)["covered"]), (&json!(2), &json!(1)));
    assert_eq!(coverage(1)["files"], json!([{"path": "src/lexer.py", "lines": 2, "covered": 1, "missed": [3]}]));
    assert_eq!(analysis(&repo, &[])["commits"][0]["coverage"], Value::Null);
    run(&repo, &["analyze", "--coverage", "README.md"]).exits(4);
    std::fs::write(repo.path().join("words.txt"), "no report").unwrap();
    let refused = run(&repo, &["analyze", "--coverage", "words.txt"]);
    assert!(refused.exits(2).stderr().contains("names no covered file"), "{}", refused.stderr());
}

#[test]
fn complexity_is_told_if_it_is_asked_for() {
    let repo = project();
    repo.commit_file("src/a.py", "def f(a):\n    return a\n", "feat: f");
    repo.commit_file(
        "src/a.py",
        "def f(a):\n    if a:\n        for b in a:\n            g(b)\n    return a\n",
        "feat: g",
    );
    let document = analysis(&repo, &["--with", "complexity"]);
    let complexity = &document["commits"][0]["complexity"];
    assert_eq!((&complexity["before"]["decisions"], &complexity["after"]["decisions"]), (&json!(0), &json!(2)));
    assert_eq!((&complexity["delta"], &complexity["cognitive_delta"]), (&json!(2), &json!(3)));
    assert_eq!(complexity["files"][0]["path"], "src/a.py");
    assert_eq!(analysis(&repo, &[])["commits"][0]["complexity"], Value::Null);
    run(&repo, &["analyze", "--with", "complexity", "--without", "story"]).exits(2);
}
