//! From weights to whole points: each measure's points have mean zero over all commits, so that a factor says how a commit
//! differs from others, and levels fall where they are meant to fall.

use std::collections::BTreeMap;

use tminus::{
    analysis::risk::{Chance, FACTORS, Measure, Model, Outlook, Parameters, Prior, Steps, project_points},
    evaluation::RiskRow,
    fault::{Failure, Fault},
};

use super::{
    fitting::{Fitting, sum_of},
    sheet::Sheet,
};

/// Shares of commits under medium and under critical, and the scores where these begin.
const UNDER_MEDIUM: f64 = 0.667;
const UNDER_CRITICAL: f64 = 0.97;
const MEDIUM: f64 = 25.0;
const CRITICAL: f64 = 75.0;

/// The card that weights make. `chance` is that of sums in log-odds whose mean is zero.
pub(super) fn parameters(fitting: &Fitting<'_>, prior: &Prior, weights: &[f64], chance: Chance) -> Parameters {
    let centred = centred(fitting, weights);
    let sums: Vec<f64> = fitting.encoded.iter().map(|row| sum_of(&centred, row)).collect();
    let mean = sums.iter().sum::<f64>() / sums.len().max(1) as f64;
    let (scale, start) = scale(fitting, &sums, chance);
    Parameters {
        about: "Made by `tminus-training risk`: points for steps of measures and for words. See docs/models.md.".into(),
        start: start.round() as i8,
        chance: Chance {
            start: round(chance.start - chance.per_point * mean, 4),
            per_point: round(chance.per_point / scale, 6),
            ..chance
        },
        steps: steps(fitting, &centred, scale),
        words: words(fitting, &centred, scale),
        prior: (0..Measure::RANKED).map(|at| (Measure::ALL[at].name().to_owned(), prior[at].clone())).collect(),
    }
}

/// Points for a log-odds, and the points of every commit. The project's points do not scale, so the scale that puts both
/// levels right is approached.
fn scale(fitting: &Fitting<'_>, sums: &[f64], chance: Chance) -> (f64, f64) {
    let project = |row: usize| {
        let times = fitting.sheet.outlooks[row].standing.times_usual(chance.usual, chance.doubt);
        f64::from(project_points(times))
    };
    let (mut scale, mut start) = (40.0, 0.0);
    for _ in 0..20 {
        let mut scores: Vec<f64> = sums.iter().enumerate().map(|(row, sum)| scale * sum + project(row)).collect();
        scores.sort_by(f64::total_cmp);
        let at = |share: f64| scores[(scores.len() as f64 * share) as usize];
        start = MEDIUM - at(UNDER_MEDIUM);
        scale *= (CRITICAL - MEDIUM) / (at(UNDER_CRITICAL) - at(UNDER_MEDIUM));
    }
    (scale, start)
}

/// Shares of commits that are meant to be at or above medium, high and critical.
const MEANT: [(i32, f64); 3] = [(25, 0.333), (50, 0.10), (75, 0.03)];

/// Points of every commit once more, now that all others are whole: so that the levels fall where they are meant to.
pub(super) fn settle(parameters: &mut Parameters, sheet: &Sheet<'_>) {
    let model = Model::new(parameters);
    let score = |(outlook, row): (&Outlook, &RiskRow)| -> i32 {
        let appraisal = model.appraise(outlook, &row.words(model.words()));
        appraisal.factors.iter().map(|seen| i32::from(seen.points)).sum()
    };
    let scores: Vec<i32> = sheet.outlooks.iter().zip(sheet.rows).map(score).collect();
    let miss = |shift: &i8| -> f64 {
        let share = |from: i32| {
            let above = scores.iter().filter(|score| **score + i32::from(*shift) >= from).count();
            (above as f64 + 1.0) / (scores.len() as f64 + 1.0)
        };
        MEANT.iter().map(|(from, meant)| (share(*from) / meant).ln().powi(2)).sum()
    };
    let best = (-8..=8_i8).min_by(|left, right| miss(left).total_cmp(&miss(right))).unwrap_or_default();
    parameters.start = parameters.start.saturating_add(best);
}

/// Weights whose mean over all rows is zero for each measure.
fn centred(fitting: &Fitting<'_>, weights: &[f64]) -> Vec<f64> {
    let mut centred = weights.to_vec();
    for (at, bins) in fitting.columns.bins.iter().enumerate() {
        let mean =
            fitting.encoded.iter().map(|row| weights[row[at] as usize]).sum::<f64>() / fitting.encoded.len() as f64;
        for weight in &mut centred[bins.first..=bins.first + bins.from.len()] {
            *weight -= mean;
        }
    }
    centred
}

/// Steps in whole points; a step that adds what the one before adds is none.
fn steps(fitting: &Fitting<'_>, centred: &[f64], scale: f64) -> Vec<Steps> {
    let factor = |measure, by| {
        FACTORS.iter().find(|found| found.1 == measure && found.2 == by).map_or("", |found| found.0.name())
    };
    fitting
        .columns
        .bins
        .iter()
        .map(|bins| {
            let points = |at: usize| (scale * centred[bins.first + at]).round().clamp(-100.0, 100.0) as i8;
            let mut steps = Steps {
                factor: factor(bins.measure, bins.by).to_owned(),
                measure: bins.measure,
                by: bins.by,
                from: Vec::new(),
                points: vec![points(0)],
            };
            for (at, from) in bins.from.iter().enumerate() {
                let points = points(at + 1);
                if steps.points.last() != Some(&points) {
                    steps.from.push((*from * 1000.0).round() / 1000.0);
                    steps.points.push(points);
                }
            }
            steps
        })
        .filter(|steps| steps.points != [0])
        .collect()
}

fn words(fitting: &Fitting<'_>, centred: &[f64], scale: f64) -> BTreeMap<String, String> {
    let mut words: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for number in 0..fitting.vocabulary.len() {
        let points = (scale * centred[fitting.columns.first_word + number]).round().clamp(-100.0, 100.0) as i8;
        if let Some(word) = fitting.vocabulary.word(number as u16).filter(|_| points != 0) {
            words.entry(word.place.name().to_owned()).or_default().push(format!("{} {points}", word.text));
        }
    }
    words.into_iter().map(|(place, words)| (place, words.join(", "))).collect()
}

/// The file of parameters.
pub(super) fn to_toml(parameters: &Parameters) -> Result<String, Failure> {
    toml::to_string(parameters).map_err(|error| Failure::new(Fault::Bug, "the parameters are no TOML").cause(error))
}

fn round(value: f64, digits: i32) -> f64 {
    let scale = 10_f64.powi(digits);
    (value * scale).round() / scale
}
