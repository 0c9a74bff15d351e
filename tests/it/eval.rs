//! `tminus eval` end to end: rows good and bad, labels that are missing, the file of predictions.

#![expect(clippy::disallowed_methods, reason = "tests write data and read predictions by themselves")]

use serde_json::Value;
use tminus::testkit::Repo;

use crate::program::run;

const ROWS: &str = r#"{"repo":"a/b","sha":"1","kind":"fix","subject":"Fix crash when the list is empty","files":[["src/list.rs",3,1]],"n_files":1,"ins":3,"dels":1}
{"repo":"a/b","sha":"2","kind":"docs","subject":"Fix typo in README","files":[["README.md",1,1]]}
this is no row
{"repo":"a/b","sha":"3","subject":""}
{"repo":"a/b","sha":"4","kind":"feature","subject":"Add support for IPv6"}
"#;

fn with_rows(rows: &str) -> Repo {
    let repo = Repo::new();
    repo.write("rows.jsonl", rows);
    repo
}

#[test]
fn bad_rows_are_told_and_the_rest_is_scored() {
    let repo = with_rows(ROWS);
    let ran = run(&repo, &["eval", "kinds", "--data", "rows.jsonl", "--format", "json"]);
    let document = ran.exits(0).json();
    assert_eq!(document["schema"], "tminus.evaluation/1");
    assert_eq!((&document["rows"], &document["labelled"]), (&Value::from(3), &Value::from(2)));
    assert_eq!(document["scores"]["accuracy"], 1.0);
    let lines: Vec<_> = document["bad_rows"].as_array().unwrap().iter().map(|row| row["line"].clone()).collect();
    assert_eq!(lines, [3, 5]);
    assert!(ran.stderr().contains("line 3: ") && ran.stderr().contains("`feature`"), "{}", ran.stderr());
}

#[test]
fn every_usable_row_is_predicted_labelled_or_not() {
    let repo = with_rows(ROWS);
    run(&repo, &["eval", "kinds", "--data", "rows.jsonl", "--predictions", "out.jsonl"]).exits(0);
    let written = std::fs::read_to_string(repo.path().join("out.jsonl")).unwrap();
    let told: Vec<Value> = written.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(told.iter().map(|row| row["sha"].as_str().unwrap()).collect::<Vec<_>>(), ["1", "2", "3"]);
    for row in &told {
        let confidence = row["confidence"].as_f64().unwrap();
        assert!(row["repo"] == "a/b" && row["kind"].is_string() && (0.0..=1.0).contains(&confidence), "{row}");
    }
}

#[test]
fn without_labels_there_is_nothing_to_score() {
    let repo = with_rows("{\"repo\":\"a/b\",\"sha\":\"1\",\"subject\":\"Add x\"}\n");
    let ran = run(&repo, &["eval", "kinds", "--data", "rows.jsonl", "--format", "json"]);
    assert_eq!(ran.exits(0).json()["scores"], Value::Null);
    assert!(run(&repo, &["eval", "kinds", "--data", "rows.jsonl"]).exits(0).stdout().contains("none of them labelled"));
}

#[test]
fn a_file_without_a_usable_row_is_refused() {
    let repo = with_rows("nothing\n");
    let ran = run(&repo, &["eval", "kinds", "--data", "rows.jsonl"]);
    assert!(ran.exits(2).stderr().contains("line 1: "), "{}", ran.stderr());
    run(&repo, &["eval", "kinds", "--data", "missing.jsonl"]).exits(2);
}
