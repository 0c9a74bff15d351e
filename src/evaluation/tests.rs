//! Rows good and bad, and the measures on answers that can be worked out by hand.

use std::io::Write as _;

use super::{
    BadRow, KindAnswer, KindRow, KindScores, RiskAnswer, RiskRow, RiskScores, RowFile, Rows, RowsError, outlooks,
};
use crate::{
    analysis::{Kind, risk::Model},
    store::disk,
};

fn rows_of(text: &[u8]) -> (Vec<KindRow>, Vec<BadRow>) {
    let (mut rows, mut bad) = (Vec::new(), Vec::new());
    for row in Rows::of(Box::new(std::io::Cursor::new(text.to_vec()))) {
        match row {
            Ok(row) => rows.push(row),
            Err(row) => bad.push(row),
        }
    }
    (rows, bad)
}

#[test]
fn a_bad_row_is_told_by_line_and_reason_and_the_rest_is_read() {
    let text = b"{\"repo\":\"a/b\",\"sha\":\"1\",\"subject\":\"x\"}\n\n{\"repo\":\n{\"repo\":\"a/b\",\"sha\":\"2\"}\n\xff\xfe\n[]\n{\"repo\":\"a/b\",\"sha\":\"3\",\"subject\":\"y\"}";
    let (rows, bad) = rows_of(text);
    assert_eq!(rows.iter().map(|row| row.sha.as_str()).collect::<Vec<_>>(), ["1", "3"]);
    assert_eq!(bad.iter().map(|row| row.line).collect::<Vec<_>>(), [3, 4, 5, 6]);
    assert!(bad[1].reason.contains("missing field `subject`"), "{bad:?}");
    assert!(bad.iter().all(|row| !row.reason.contains("line 1")), "{bad:?}");
}

#[test]
fn a_file_may_be_compressed_whatever_its_name() {
    let folder = disk::temporary_folder().unwrap();
    let path = folder.path().join("rows.jsonl");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(b"{\"repo\":\"a/b\",\"sha\":\"1\",\"subject\":\"x\",\"kind\":\"fix\"}\n").unwrap();
    let mut packed = packed.finish().unwrap();
    disk::write(&path, &packed, disk::Access::Usual).unwrap();
    let found = RowFile::<KindRow>::read(&path, KindRow::check).unwrap();
    assert_eq!((found.rows.len(), found.rows[0].label()), (1, Some(Kind::Fix)));
    packed.truncate(packed.len() - 12);
    disk::write(&path, &packed, disk::Access::Usual).unwrap();
    let cut = RowFile::<KindRow>::read(&path, KindRow::check);
    let bad = match &cut {
        Ok(found) => found.bad.len(),
        Err(RowsError::Nothing { first, .. }) => usize::from(first.is_some()),
        Err(RowsError::Disk(_)) => 0,
    };
    assert_eq!(bad, 1, "that the file is cut is told");
}

#[test]
fn labels_and_weights_that_are_none_make_a_row_bad() {
    let row = |more: &str| -> KindRow {
        serde_json::from_str(&format!("{{\"repo\":\"a/b\",\"sha\":\"1\",\"subject\":\"x\"{more}}}")).unwrap()
    };
    assert_eq!(row("").check(), Ok(()));
    assert_eq!(row(",\"kind\":null").check(), Ok(()));
    assert!(row(",\"kind\":\"feature\"").check().unwrap_err().contains("feature"));
    assert!(row(",\"weight\":-1").check().unwrap_err().contains("weight"));
}

#[test]
fn changes_have_the_sums_of_the_row() {
    let row: KindRow = serde_json::from_str(
        r#"{"repo":"a/b","sha":"1","subject":"x","n_files":70,"ins":900,"dels":3,"files":[["a.rs",5,1],["b.png",-1,-1]]}"#,
    )
    .unwrap();
    let changes = row.changes();
    assert_eq!((changes.stats.files, changes.stats.insertions, changes.stats.deletions), (70, 900, 3));
    assert_eq!((changes.files[0].insertions, changes.files[1].insertions), (Some(5), None));
    assert_eq!((changes.files[1].binary, changes.stats.binary), (true, 1));
}

#[test]
fn measures_are_those_worked_out_by_hand() {
    let answer =
        |label, kind, confidence, weight| KindAnswer { repo: "a/b", label, kind, confidence, weight, bot: false };
    let scores = KindScores::of(&[
        answer(Kind::Feat, Kind::Feat, 0.9, 1.0),
        answer(Kind::Fix, Kind::Perf, 0.8, 3.0),
        answer(Kind::Fix, Kind::Fix, 0.6, 1.0),
        answer(Kind::Docs, Kind::Chore, 0.3, 1.0),
    ]);
    let close = |left: f64, right: f64| assert!((left - right).abs() < 1e-6, "{left} is not {right}");
    close(scores.accuracy, 0.5);
    close(scores.accuracy_natural_mix, 2.0 / 6.0);
    close(scores.accuracy_version_effect, 1.0);
    close(scores.macro_f1, (1.0 + 2.0 / 3.0 + 0.0) / 3.0);
    close(scores.calibration_error, (0.1 + 0.8 + 0.4 + 0.3) / 4.0);
    close(scores.accuracy_at_coverage["50"], 0.5);
    assert_eq!(scores.kinds["fix"].support, 2);
    assert_eq!(KindScores::of(&[]), KindScores::default());
}

#[test]
fn measures_of_risk_are_those_worked_out_by_hand() {
    let answers = |repo, labels: &[(f64, u8)]| -> Vec<RiskAnswer<'static>> {
        labels.iter().map(|(chance, label)| RiskAnswer { repo, label: *label == 1, probability: *chance }).collect()
    };
    let mut all = answers(
        "a/b",
        &[(0.9, 1), (0.8, 0), (0.7, 1), (0.7, 0), (0.6, 1), (0.2, 1), (0.1, 1), (0.1, 0), (0.0, 0), (0.0, 0)],
    );
    all.extend(answers("a/few", &[(0.9, 1), (0.1, 0)]));
    let scores = RiskScores::of(&all).unwrap();
    let close = |left: f64, right: f64| assert!((left - right).abs() < 1e-9, "{left} is not {right}");
    let of = scores.by_repository["a/b"];
    // Of 25 pairs the culprit is first in 5 + 3.5 + 3 + 3 + 2.5.
    close(of.auc, 17.0 / 25.0);
    let precision = (1.0 + 2.0 / 4.0 + 3.0 / 5.0 + 4.0 / 6.0 + 5.0 / 8.0) / 5.0;
    close(of.lift, precision / 0.5);
    close(of.recall_20, 0.2);
    close(of.calibration_error, 0.1 * (0.1 + 0.8 + 0.3 + 0.7 + 0.4 + 0.8 + 0.9 + 0.1));
    assert_eq!((scores.by_repository.len(), scores.commits, scores.culprits), (1, 12, 6));
    assert_eq!(RiskScores::of(&answers("a/few", &[(0.9, 1), (0.1, 0)])), None);
}

fn risk_rows() -> Vec<RiskRow> {
    let row = |number: usize| -> RiskRow {
        let body = match number % 7 {
            0 if number > 10 => format!("Fixes: {:012x} (\"x\")", (number - 10) * 0x1001_0001 + 0xa000_0000_0000),
            3 => "Because it is slow.".to_owned(),
            _ => String::new(),
        };
        let text = serde_json::json!({
            "repo": if number & 1 == 0 { "a/b" } else { "a/c" },
            "sha": format!("{:012x}", number * 0x1001_0001 + 0xa000_0000_0000),
            "author": format!("{}", number % 5), "at": number * 40_000, "ct": number * 40_000 + number % 3 * 9_000,
            "subject": format!("net: change {number}"), "body": body,
            "files": [[format!("src/{}.c", number % 4), number % 90, 3]],
            "k": [1, 1, 1 + number % 3, 0.5, number % 90, 3, 200, number % 2, 1, 3, 1, number / 5, number / 6, number / 7],
            "x": [0, number % 2, 0, 1, 4, 0],
        });
        serde_json::from_value(text).unwrap()
    };
    (0..160).map(row).collect()
}

fn chances(rows: &[RiskRow]) -> Vec<f64> {
    let model = Model::built_in();
    let mut found = Vec::new();
    outlooks(rows, model.prior(), |number, outlook| {
        found.push(model.appraise(&outlook, &rows[number].words(model.words())).chance);
    });
    found
}

#[test]
fn later_rows_and_other_repositories_do_not_change_a_chance() {
    let rows = risk_rows();
    let whole = chances(&rows);
    assert!(whole.iter().all(|chance| (0.0..1.0).contains(chance)));
    for end in [1, 40, 101, 159] {
        assert_eq!(chances(&rows[..end]), whole[..end], "cut off after {end}");
    }
    let one: Vec<RiskRow> = rows.iter().filter(|row| row.repo == "a/b").cloned().collect();
    let expected: Vec<f64> = whole.iter().step_by(2).copied().collect();
    assert_eq!(chances(&one), expected);
}

#[test]
fn a_culprit_that_was_named_makes_later_commits_riskier() {
    let rows = risk_rows();
    let silent: Vec<RiskRow> = rows.iter().cloned().map(|row| RiskRow { body: String::new(), ..row }).collect();
    let sum = |rows: &[RiskRow]| chances(rows)[120..].iter().sum::<f64>();
    assert!(sum(&rows) > 1.5 * sum(&silent), "{} is not much over {}", sum(&rows), sum(&silent));
}

#[test]
fn a_row_of_risk_needs_its_numbers() {
    let row = |more: &str| {
        serde_json::from_str::<RiskRow>(&format!("{{\"repo\":\"a/b\",\"sha\":\"1\",\"subject\":\"x\"{more}}}"))
    };
    let numbers = ",\"k\":[1,1,1,0,1,1,1,0,1,1,1,1,1,1],\"x\":[0,0,0,0,0,0]";
    assert_eq!(row(numbers).unwrap().check(), Ok(()));
    assert_eq!(row(&format!("{numbers},\"y\":1,\"skip\":1")).unwrap().label(), None);
    assert!(row(&format!("{numbers},\"y\":2")).unwrap().check().unwrap_err().contains("`y` is 2"));
    assert!(row(",\"k\":[1],\"x\":[0,0,0,0,0,0]").unwrap_err().to_string().contains("14"));
    assert!(row(&numbers.replace("[0,0", "[-4,0")).unwrap().check().unwrap_err().contains("-4"));
}
