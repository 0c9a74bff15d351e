//! Weights in bytes: each is a whole number of steps, whose size is that of its kind.

use tminus::analysis::classify::weights::{Calibration, KINDS, Parameters, SLOTS, Sureness};

use super::{examples::Vocabulary, linear::Linear};

/// The model's parameters, but for the calibration.
pub(super) fn pack(linear: &Linear, vocabulary: &Vocabulary) -> Parameters {
    let scales = scales(linear);
    let mut packed = Parameters {
        scales,
        whole: Calibration::NONE,
        words_alone: Calibration::NONE,
        favour: [0.0; KINDS],
        sureness: Sureness::NONE,
        buckets: Parameters::empty_buckets(vocabulary.n_buckets),
    };
    for (sign, place) in vocabulary.iter() {
        let (bucket, slot) = (place as usize / SLOTS, place as usize % SLOTS);
        let exact = &linear.weights[place as usize];
        let weights = std::array::from_fn(|kind| (exact[kind] / scales[kind]).round().clamp(-127.0, 127.0) as i8);
        packed.put(bucket, slot, sign, &weights);
    }
    packed
}

/// The largest weights are few: one in a thousand is cut, so that the others are told more finely.
fn scales(linear: &Linear) -> [f32; KINDS] {
    std::array::from_fn(|kind| {
        let mut sizes: Vec<f32> =
            linear.weights.iter().map(|weights| weights[kind].abs()).filter(|size| *size > 0.0).collect();
        sizes.sort_by(f32::total_cmp);
        let at = sizes.len().saturating_sub(1 + sizes.len() / 2000);
        sizes.get(at).copied().unwrap_or(1.0).max(1e-6) / 127.0
    })
}
