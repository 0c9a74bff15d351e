//! Fits how sums become probabilities, on commits of organisations that the model has not seen.

use tminus::analysis::classify::weights::{Calibration, KINDS, probabilities};

/// Steps of the descent.
const STEPS: usize = 400;

/// The stretch, one for all kinds, and the shifts under which the labels are likeliest.
pub(super) fn calibrate(sums: &[[f32; KINDS]], labels: &[usize]) -> Calibration {
    let mut found = Calibration::NONE;
    let mut stretch = 1.0_f32;
    let n = sums.len().max(1) as f32;
    for step in 0..STEPS {
        let mut pull_stretch = 0.0;
        let mut pull_shift = [0.0; KINDS];
        for (sums, label) in sums.iter().zip(labels) {
            let probable = probabilities(&found.logits(sums));
            for (kind, pull) in pull_shift.iter_mut().enumerate() {
                let error = probable[kind] - if kind == *label { 1.0 } else { 0.0 };
                pull_stretch += error * sums[kind];
                *pull += error;
            }
        }
        let rate = 2.0 / (1.0 + step as f32 * 0.02);
        stretch -= 0.1 * rate * pull_stretch / n;
        found.stretch = [stretch; KINDS];
        for (shift, pull) in found.shift.iter_mut().zip(pull_shift) {
            *shift -= rate * pull / n;
        }
    }
    found
}
