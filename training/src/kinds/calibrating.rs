//! Fits how sums become probabilities, on commits of organisations that the model has not seen.

use tminus::analysis::classify::weights::{Calibration, KINDS, Sureness, probabilities};

/// Steps of the descent.
const STEPS: usize = 400;
/// Newton's steps.
const NEWTON: usize = 12;

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

/// How sure a kind is that was named, from the probabilities of named kinds and whether each was right: the likeliest stretch
/// and shift of the odds, by Newton's steps.
pub(super) fn sureness(named: &[(f32, bool)]) -> Sureness {
    let odds = |probable: f32| {
        let probable = f64::from(probable).clamp(1e-6, 1.0 - 1e-6);
        (probable / (1.0 - probable)).ln()
    };
    let (mut stretch, mut shift) = (1.0_f64, 0.0_f64);
    for _ in 0..NEWTON {
        let (mut slope, mut bend) = ([0.0; 2], [1e-9, 0.0, 1e-9]);
        for (probable, is_right) in named {
            let odds = odds(*probable);
            let sure = 1.0 / (1.0 + (-(stretch * odds + shift)).exp());
            let (missed, weight) = (sure - f64::from(u8::from(*is_right)), sure * (1.0 - sure));
            slope = [slope[0] + missed * odds, slope[1] + missed];
            bend = [bend[0] + weight * odds * odds, bend[1] + weight * odds, bend[2] + weight];
        }
        let determinant = bend[0] * bend[2] - bend[1] * bend[1];
        if determinant.abs() < 1e-12 {
            break;
        }
        stretch -= (bend[2] * slope[0] - bend[1] * slope[1]) / determinant;
        shift -= (bend[0] * slope[1] - bend[1] * slope[0]) / determinant;
    }
    let round = |value: f64| ((value * 10_000.0).round() / 10_000.0) as f32;
    Sureness { stretch: round(stretch), shift: round(shift) }
}
