//! What chance a sum stands for, given how often the repository names culprits.

use tminus::analysis::risk::Chance;

use super::sheet::Sheet;

/// Culprits' worth of doubt against a repository's own record, and the share of culprits that is usual.
const DOUBT: f32 = 3.0;
const USUAL: f32 = 0.02;
const ROUNDS: usize = 40;

/// The chance by sums that are in log-odds; `per_point` is then what a whole log-odds adds.
pub(super) fn chance(sheet: &Sheet<'_>, sums: &[f64]) -> Chance {
    let weights = weights(sheet);
    let standing = |row: usize| f64::from(sheet.outlooks[row].standing.times_usual(USUAL, DOUBT)).ln();
    let rows: Vec<([f64; 3], f64, f64)> = (0..sums.len())
        .filter_map(|row| {
            let label = sheet.rows[row].label()?;
            let weight = weights[sheet.repository_of[row]];
            Some(([1.0, sums[row], standing(row)], f64::from(u8::from(label)), weight))
        })
        .collect();
    let mut at = [-4.0, 1.0, 0.9];
    for _ in 0..ROUNDS {
        let step = newton(&rows, at);
        for (at, step) in at.iter_mut().zip(step) {
            *at -= step;
        }
    }
    let of = |row: usize| 1.0 / (1.0 + (-(at[0] + at[1] * sums[row] + at[2] * standing(row))).exp());
    let mean = (0..sums.len()).map(of).sum::<f64>() / sums.len().max(1) as f64;
    let round = |value: f64| (value * 10_000.0).round() / 10_000.0;
    Chance { start: at[0], per_point: at[1], per_standing: round(at[2]), usual: USUAL, doubt: DOUBT, mean: round(mean) }
}

/// Each repository counts alike, whatever its share of culprits.
fn weights(sheet: &Sheet<'_>) -> Vec<f64> {
    let mut culprits = vec![1.0_f64; sheet.repositories.len()];
    for (row, repository) in sheet.rows.iter().zip(&sheet.repository_of) {
        culprits[*repository] += f64::from(u8::from(row.label() == Some(true)));
    }
    culprits.into_iter().map(|culprits| 100.0 / culprits).map(f64::sqrt).collect()
}

/// One step towards the most likely values.
fn newton(rows: &[([f64; 3], f64, f64)], at: [f64; 3]) -> [f64; 3] {
    let mut slope = [0.0; 3];
    let mut bend = [[0.0; 3]; 3];
    for (inputs, label, weight) in rows {
        let sum: f64 = inputs.iter().zip(at).map(|(input, at)| input * at).sum();
        let chance = 1.0 / (1.0 + (-sum).exp());
        for left in 0..3 {
            slope[left] += weight * (chance - label) * inputs[left];
            for right in 0..3 {
                bend[left][right] += weight * chance * (1.0 - chance) * inputs[left] * inputs[right];
            }
        }
    }
    solve(bend, slope)
}

/// Three equations, by elimination; the matrix is positive definite.
fn solve(mut matrix: [[f64; 3]; 3], mut right: [f64; 3]) -> [f64; 3] {
    for pivot in 0..3 {
        let scale = matrix[pivot][pivot] + 1e-9;
        let pivotal = matrix[pivot].map(|value| value / scale);
        matrix[pivot] = pivotal;
        right[pivot] /= scale;
        for row in 0..3 {
            if row != pivot {
                let times = matrix[row][pivot];
                for (value, pivotal) in matrix[row].iter_mut().zip(pivotal) {
                    *value -= times * pivotal;
                }
                right[row] -= times * right[pivot];
            }
        }
    }
    right
}
