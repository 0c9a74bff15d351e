//! A tiny training: the same every time, and better than naming the commonest kind.

use tminus::{
    analysis::{
        Kind,
        classify::weights::{KINDS, Parameters, Weights},
    },
    evaluation::KindRow,
    store::disk,
};

use super::{KindsArgs, calibrating::calibrate, run};

fn args(folder: &std::path::Path, output: &str) -> KindsArgs {
    KindsArgs {
        data: folder.join("rows.jsonl"),
        dev: Vec::new(),
        output: folder.join(output),
        seed: 20,
        buckets: 8,
        organisations: 2,
        rate: 0.1,
        passes: 3,
        pull: 0.001,
        hidden: 0.2,
        evened: 0.4,
        habit: 0.3,
        habit_hidden: 0.3,
        doubt: 0.5,
        favour: 0.1,
        folds: 2,
    }
}

fn rows() -> String {
    let said =
        [("fix", "Fix the crash"), ("feat", "Add a flag"), ("docs", "Explain the flag"), ("test", "Cover the crash")];
    let mut rows = String::new();
    for number in 0..240 {
        let (kind, subject) = said[number % said.len()];
        let row = format!(
            r#"{{"repo":"o{}/r","sha":"{number}","kind":"{kind}","subject":"{subject} {number}","files":[["src/a.rs",1,0]]}}"#,
            number % 7
        );
        rows.push_str(&row);
        rows.push('\n');
    }
    rows
}

#[test]
fn the_same_data_and_seed_give_the_same_file_and_it_knows_what_it_was_told() {
    let folder = disk::temporary_folder().unwrap();
    disk::write(&folder.path().join("rows.jsonl"), rows().as_bytes(), disk::Access::Usual).unwrap();
    for output in ["one", "two"] {
        run(&args(folder.path(), output)).unwrap();
    }
    let bytes = disk::read(&folder.path().join("one")).unwrap();
    assert_eq!(bytes, disk::read(&folder.path().join("two")).unwrap());
    let weights = Weights::new(Parameters::read(bytes).unwrap());
    let row: KindRow =
        serde_json::from_str(r#"{"repo":"x/y","sha":"1","subject":"Explain the list","files":[["src/b.rs",1,0]]}"#)
            .unwrap();
    let logits = row.weigh(&weights);
    let named = (0..KINDS).max_by(|left, right| logits[*left].total_cmp(&logits[*right])).unwrap();
    assert_eq!(Kind::ALL[named], Kind::Docs);
}

#[test]
fn calibrated_sums_are_as_sure_as_they_are_right() {
    // Three times out of four the kind is the one that the sums name, however loudly.
    let mut sums = [0.0; KINDS];
    sums[0] = 9.0;
    let sums = vec![sums; 400];
    let labels: Vec<usize> = (0..400).map(|index| usize::from(index % 4 == 0)).collect();
    let probable = tminus::analysis::classify::weights::probabilities(&calibrate(&sums, &labels).logits(&sums[0]));
    assert!((probable[0] - 0.75).abs() < 0.05, "{probable:?}");
}
