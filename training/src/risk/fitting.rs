//! The weights of all columns, on all repositories or on those that are not left out.

use tminus::analysis::risk::{Code, Measure, Vocabulary};

use super::{
    logistic::Problem,
    sheet::{Bins, Columns, Sheet, vocabulary_of},
};

/// Repositories are left out in so many turns.
const FOLDS: usize = 4;
/// How strongly steps are drawn to zero, neighbouring ones together, and words to zero; found by leaving repositories out.
const STEP_RIDGE: f64 = 10.0;
const STEP_TOGETHER: f64 = 500.0;
const WORD_RIDGE: f64 = 400.0;
/// Sorts of files, too: few commits are of checks alone, and their reverts say little of what users meet.
const MIX_RIDGE: f64 = 100.0;
const TIDYING_RIDGE: f64 = 20.0;
/// Measures whose numbers are names: no step is next to another.
const UNORDERED: [(Measure, f64); 2] = [(Measure::Mix, MIX_RIDGE), (Measure::Tidying, TIDYING_RIDGE)];

/// What is fitted.
pub(super) struct Fitting<'a> {
    pub sheet: &'a Sheet<'a>,
    pub columns: Columns,
    pub vocabulary: Vocabulary,
    pub encoded: Vec<Vec<u32>>,
    labels: Vec<bool>,
    weights: Vec<f64>,
    ridge: Vec<f64>,
    neighbours: Vec<(u32, u32, f64)>,
}

impl<'a> Fitting<'a> {
    pub(super) fn new(sheet: &'a Sheet<'a>, without: &[Code], with_words: bool) -> Self {
        let vocabulary = if with_words { vocabulary_of(sheet.rows) } else { Vocabulary::default() };
        let columns = Columns::new(sheet, vocabulary.len(), without);
        let encoded = sheet
            .rows
            .iter()
            .zip(&sheet.outlooks)
            .map(|(row, outlook)| columns.of(outlook, row.words(&vocabulary).iter().copied()))
            .collect();
        let mut ridge = vec![STEP_RIDGE; columns.first_word];
        ridge.resize(columns.count, WORD_RIDGE);
        let unordered = |bins: &Bins| UNORDERED.iter().find(|(measure, _)| *measure == bins.measure);
        for bins in &columns.bins {
            if let Some((_, strength)) = unordered(bins) {
                ridge[bins.first..=bins.first + bins.from.len()].fill(*strength);
            }
        }
        let ordered = columns.bins.iter().filter(|bins| unordered(bins).is_none());
        let pairs = ordered.flat_map(|bins| {
            (0..bins.from.len() as u32).map(|at| (bins.first as u32 + at, bins.first as u32 + at + 1, STEP_TOGETHER))
        });
        Self {
            neighbours: pairs.collect(),
            labels: sheet.rows.iter().map(|row| row.label() == Some(true)).collect(),
            weights: weights(sheet),
            sheet,
            columns,
            vocabulary,
            encoded,
            ridge,
        }
    }

    /// Weights from all repositories.
    pub(super) fn whole(&self) -> Vec<f64> {
        self.fit(|_| true)
    }

    /// The sum of each row by weights that its repository had no part in; their mean is zero.
    pub(super) fn held_out(&self) -> Vec<f64> {
        let fits: Vec<Vec<f64>> = std::thread::scope(|scope| {
            let fits: Vec<_> =
                (0..FOLDS).map(|fold| scope.spawn(move || self.fit(|repository| repository % FOLDS != fold))).collect();
            fits.into_iter().map(|fit| fit.join().expect("fitting does not panic")).collect()
        });
        let mean = |weights: &Vec<f64>| {
            self.encoded.iter().map(|row| sum_of(weights, row)).sum::<f64>() / self.encoded.len() as f64
        };
        let means: Vec<f64> = fits.iter().map(mean).collect();
        let sum =
            |(row, repository): (&Vec<u32>, &usize)| sum_of(&fits[repository % FOLDS], row) - means[repository % FOLDS];
        self.encoded.iter().zip(&self.sheet.repository_of).map(sum).collect()
    }

    fn fit(&self, takes_part: impl Fn(usize) -> bool) -> Vec<f64> {
        let counts =
            |row: &usize| self.sheet.rows[*row].label().is_some() && takes_part(self.sheet.repository_of[*row]);
        let which: Vec<usize> = (0..self.encoded.len()).filter(counts).collect();
        Problem {
            rows: &self.encoded,
            which: &which,
            labels: &self.labels,
            weights: &self.weights,
            repositories: &self.sheet.repository_of,
            n_repositories: self.sheet.repositories.len(),
            ridge: &self.ridge,
            neighbours: &self.neighbours,
        }
        .solve()
    }
}

/// The sum of a row's columns.
pub(super) fn sum_of(weights: &[f64], row: &[u32]) -> f64 {
    row.iter().map(|column| weights[*column as usize]).sum()
}

/// Repositories with few labels count more than their labels, by the root of the share.
fn weights(sheet: &Sheet<'_>) -> Vec<f64> {
    let mut counts = vec![(0.0_f64, 0.0_f64); sheet.repositories.len()];
    for (row, repository) in sheet.rows.iter().zip(&sheet.repository_of) {
        if let Some(label) = row.label() {
            counts[*repository].0 += 1.0;
            counts[*repository].1 += f64::from(u8::from(label));
        }
    }
    let weight = |(rows, culprits): &(f64, f64)| (rows / culprits.max(1.0)).sqrt();
    let weighed: f64 = counts.iter().map(|counts| weight(counts) * counts.1).sum();
    let scale = counts.iter().map(|counts| counts.1).sum::<f64>() / weighed;
    sheet.repository_of.iter().map(|repository| weight(&counts[*repository]) * scale).collect()
}
