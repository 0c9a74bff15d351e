//! Logistic regression on columns that a row has or has not, with an intercept for each repository.
//!
//! The intercepts take up how often a project names culprits, and are dropped afterwards: else the model would learn who
//! writes `Fixes:` lines, not which commits are risky.

/// What is to be fitted.
pub(super) struct Problem<'a> {
    /// The columns that each row has.
    pub rows: &'a [Vec<u32>],
    /// The rows that take part.
    pub which: &'a [usize],
    /// Whether a row is a culprit.
    pub labels: &'a [bool],
    /// What a row counts.
    pub weights: &'a [f64],
    /// The repository of a row.
    pub repositories: &'a [usize],
    /// How many repositories there are.
    pub n_repositories: usize,
    /// How strongly each column is drawn to zero.
    pub ridge: &'a [f64],
    /// Neighbours, and how strongly they are drawn together.
    pub neighbours: &'a [(u32, u32, f64)],
}

const ITERATIONS: usize = 80;
const MEMORY: usize = 10;
const ENOUGH: f64 = 2e-6;

impl Problem<'_> {
    /// The weights of the columns, by L-BFGS.
    pub(super) fn solve(&self) -> Vec<f64> {
        let n = self.ridge.len();
        let mut at = vec![0.0; n + self.n_repositories];
        at[n..].fill(-3.5);
        let mut slope = vec![0.0; at.len()];
        let mut value = self.value(&at, &mut slope);
        let mut memory: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
        for iteration in 0..ITERATIONS {
            let direction = direction(&slope, &memory);
            let (next, next_value, next_slope) = self.line_search(&at, value, &slope, &direction);
            let moved = difference(&next, &at);
            let turned = difference(&next_slope, &slope);
            if dot(&moved, &turned) > 1e-12 {
                memory.push((moved, turned));
                if memory.len() > MEMORY {
                    memory.remove(0);
                }
            }
            let is_done = (value - next_value).abs() < ENOUGH * value.abs();
            (at, value, slope) = (next, next_value, next_slope);
            if is_done && iteration > 5 {
                break;
            }
        }
        at.truncate(n);
        at
    }

    fn value(&self, at: &[f64], slope: &mut [f64]) -> f64 {
        slope.fill(0.0);
        let n = self.ridge.len();
        let mut loss = 0.0;
        for &row in self.which {
            let intercept = n + self.repositories[row];
            let sum = at[intercept] + self.rows[row].iter().map(|column| at[*column as usize]).sum::<f64>();
            let chance = 1.0 / (1.0 + (-sum).exp());
            let label = f64::from(u8::from(self.labels[row]));
            loss -= self.weights[row] * (if self.labels[row] { chance } else { 1.0 - chance }).max(1e-12).ln();
            let push = self.weights[row] * (chance - label);
            slope[intercept] += push;
            for column in &self.rows[row] {
                slope[*column as usize] += push;
            }
        }
        for (column, ridge) in self.ridge.iter().enumerate() {
            loss += 0.5 * ridge * at[column] * at[column];
            slope[column] += ridge * at[column];
        }
        for &(left, right, strength) in self.neighbours {
            let gap = at[left as usize] - at[right as usize];
            loss += 0.5 * strength * gap * gap;
            slope[left as usize] += strength * gap;
            slope[right as usize] -= strength * gap;
        }
        loss
    }

    fn line_search(&self, at: &[f64], value: f64, slope: &[f64], direction: &[f64]) -> (Vec<f64>, f64, Vec<f64>) {
        let descent = -dot(slope, direction);
        let mut step = 1.0;
        loop {
            let next: Vec<f64> = at.iter().zip(direction).map(|(at, direction)| at - step * direction).collect();
            let mut next_slope = vec![0.0; at.len()];
            let next_value = self.value(&next, &mut next_slope);
            if next_value <= value + 1e-4 * step * descent || step < 1e-6 {
                return (next, next_value, next_slope);
            }
            step *= 0.5;
        }
    }
}

/// The two-loop recursion.
fn direction(slope: &[f64], memory: &[(Vec<f64>, Vec<f64>)]) -> Vec<f64> {
    let mut direction = slope.to_vec();
    let mut shares = Vec::with_capacity(memory.len());
    for (moved, turned) in memory.iter().rev() {
        let share = dot(moved, &direction) / dot(turned, moved);
        add(&mut direction, turned, -share);
        shares.push(share);
    }
    let scale = memory.last().map_or_else(
        || 1.0 / dot(slope, slope).sqrt().max(1e-9),
        |(moved, turned)| dot(moved, turned) / dot(turned, turned),
    );
    for value in &mut direction {
        *value *= scale;
    }
    for ((moved, turned), share) in memory.iter().zip(shares.into_iter().rev()) {
        let back = dot(turned, &direction) / dot(turned, moved);
        add(&mut direction, moved, share - back);
    }
    direction
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}

fn add(to: &mut [f64], what: &[f64], times: f64) {
    to.iter_mut().zip(what).for_each(|(to, what)| *to += times * what);
}

fn difference(left: &[f64], right: &[f64]) -> Vec<f64> {
    left.iter().zip(right).map(|(left, right)| left - right).collect()
}
