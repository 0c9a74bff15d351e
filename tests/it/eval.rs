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

fn risk_row(number: usize, more: &str) -> String {
    format!(
        "{{\"repo\":\"a/b\",\"sha\":\"{number:012x}\",\"author\":\"x\",\"at\":{0},\"ct\":{0},\"subject\":\"Change {number}\",\
         \"files\":[[\"src/a.c\",{number},1]],\"k\":[1,1,1,0,{number},1,300,0,1,2,1,{number},{number},{number}],\
         \"x\":[0,0,0,{number},{number},0]{more}}}\n",
        number * 9_000
    )
}

#[test]
fn risk_is_told_as_a_chance_and_scored_where_it_is_labelled() {
    let labelled: String =
        (1..60).map(|number| risk_row(number, if number % 9 == 0 { ",\"y\":1" } else { ",\"y\":0" })).collect();
    let repo =
        with_rows(&format!("{labelled}{{\"repo\":\"a/b\",\"sha\":\"7\",\"subject\":\"x\"}}\n{}", risk_row(90, "")));
    let args = ["eval", "risk", "--data", "rows.jsonl", "--predictions", "out.jsonl", "--format", "json"];
    let ran = run(&repo, &args);
    let document = ran.exits(0).json();
    assert_eq!((&document["rows"], &document["labelled"]), (&Value::from(60), &Value::from(59)));
    assert_eq!(document["bad_rows"][0]["line"], 60);
    assert!(ran.stderr().contains("line 60: missing field `k`"), "{}", ran.stderr());
    assert!(document["scores"]["mean"]["auc"].as_f64().is_some_and(|auc| (0.0..=1.0).contains(&auc)));
    let written = std::fs::read_to_string(repo.path().join("out.jsonl")).unwrap();
    let told: Vec<Value> = written.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(told.len(), 60);
    assert!(told.iter().all(|row| row["score"].as_f64().is_some_and(|chance| chance > 0.0 && chance < 1.0)));
}

#[test]
fn later_rows_do_not_change_what_is_told_of_earlier_ones() {
    let predicted = |count: usize| {
        let repo = with_rows(&(1..count).map(|number| risk_row(number, "")).collect::<String>());
        let ran = run(&repo, &["eval", "risk", "--data", "rows.jsonl", "--predictions", "out.jsonl"]);
        assert!(ran.exits(0).stdout().contains("0 of them labelled"), "{}", ran.stdout());
        std::fs::read_to_string(repo.path().join("out.jsonl")).unwrap()
    };
    let (whole, part) = (predicted(80), predicted(50));
    assert!(!part.is_empty() && whole.starts_with(&part));
}
