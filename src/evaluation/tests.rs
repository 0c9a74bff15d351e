//! Rows good and bad, and the measures on answers that can be worked out by hand.

use std::io::Write as _;

use super::{BadRow, KindAnswer, KindRow, KindScores, RowFile, Rows, RowsError};
use crate::{analysis::Kind, store::disk};

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
