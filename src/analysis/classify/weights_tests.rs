//! The file of the model, read and written, and what is compiled in.

use super::weights::{Calibration, KINDS, Parameters, SLOTS, Sureness, Weights, bucket_of, check_of, probabilities};
use crate::analysis::{
    Kind,
    shape::Sort,
    signs::{Place, Totals, sign},
};

fn parameters() -> Parameters {
    Parameters {
        scales: std::array::from_fn(|kind| 0.01 * (kind + 1) as f32),
        whole: Calibration::NONE,
        words_alone: Calibration { stretch: [2.0; KINDS], shift: [0.5; KINDS] },
        favour: [0.1; KINDS],
        sureness: Sureness { stretch: 0.8, shift: 0.1 },
        buckets: Parameters::empty_buckets(4),
    }
}

#[test]
fn a_file_reads_back_as_it_was_written() {
    let mut written = parameters();
    let known = sign(4, &[b"fix"]);
    let weights = std::array::from_fn(|kind| (kind as i8 - 5) * 25);
    written.put(bucket_of(known, 4), 1, known, &weights);
    assert_eq!(Parameters::read(written.to_bytes()), Some(written));
}

#[test]
fn a_confidence_rises_with_the_probability_and_stays_one() {
    let sureness = Sureness { stretch: 0.8, shift: 0.1 };
    let told: Vec<f32> = (0..=100).map(|percent| sureness.of(percent as f32 / 100.0)).collect();
    assert!(told.is_sorted() && told.iter().all(|told| (0.0..=1.0).contains(told)), "{told:?}");
    assert!((Sureness::NONE.of(0.3) - 0.3).abs() < 1e-5);
}

#[test]
fn a_file_that_is_none_is_refused() {
    let bytes = parameters().to_bytes();
    assert_eq!(Parameters::read(Vec::new()), None);
    assert_eq!(Parameters::read(bytes[1..].to_vec()), None);
    assert_eq!(Parameters::read(bytes[..bytes.len() - 1].to_vec()), None);
    assert_eq!(Parameters::read(bytes[..200].to_vec()), None);
}

#[test]
fn a_known_sign_weighs_what_was_put_and_others_nothing() {
    let mut parameters = parameters();
    let known = sign(4, &[b"fix"]);
    let mut weights = [0_i8; KINDS];
    weights[Kind::Fix as usize] = 100;
    parameters.put(bucket_of(known, 4), SLOTS - 1, known, &weights);
    let model = Weights::new(parameters);
    let shape = model.places(&[Place { path: "a", sort: Sort::Source, lines: 1 }], Totals::default());
    let of = |subject: &str| model.logits(&model.words(subject, "", false), Some(&shape))[Kind::Fix as usize];
    assert!(of("fix") > 0.5, "{}", of("fix"));
    assert!(of("mend").abs() < 1e-6, "{}", of("mend"));
    assert_ne!(check_of(0), 0, "an empty slot is nobody's");
}

#[test]
fn the_model_that_is_compiled_in_is_whole_and_small() {
    let bytes = include_bytes!("../../../models/kinds.bin");
    assert!(bytes.len() <= 2 << 20);
    let parameters = Parameters::read(bytes).unwrap();
    assert!(parameters.scales.iter().all(|scale| *scale > 0.0 && scale.is_finite()));
    assert!(parameters.whole.stretch.iter().all(|stretch| *stretch > 0.0));
}

#[test]
fn probabilities_add_up_to_one() {
    for logits in [[0.0; KINDS], [1e30; KINDS], [-1e30; KINDS]] {
        let sum: f32 = probabilities(&logits).iter().sum();
        assert!((sum - 1.0).abs() < 1e-5);
    }
}
