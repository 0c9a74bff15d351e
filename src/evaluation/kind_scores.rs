//! How well kinds were told: the measures that are usual for such answers.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use crate::analysis::Kind;

/// An answer about a commit whose kind is known.
#[derive(Debug, Clone, Copy)]
pub struct KindAnswer<'a> {
    /// The repository.
    pub repo: &'a str,
    /// What its developers called it.
    pub label: Kind,
    /// What it was taken for.
    pub kind: Kind,
    /// How sure that was.
    pub confidence: f32,
    /// What it counts in the natural mix of kinds.
    pub weight: f64,
    /// Whether a program wrote it.
    pub bot: bool,
}

/// The measures over many answers.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct KindScores {
    /// Answers that were measured.
    pub commits: usize,
    /// Repositories that they are of.
    pub repositories: usize,
    /// The share that is right.
    pub accuracy: f64,
    /// The mean of the kinds' F1.
    pub macro_f1: f64,
    /// The same two over rows by their weight.
    pub accuracy_natural_mix: f64,
    /// The mean of the kinds' F1, rows by their weight.
    pub macro_f1_natural_mix: f64,
    /// The share that is right of what people wrote.
    pub accuracy_people: f64,
    /// The share whose effect on the version is right: minor, patch or none.
    pub accuracy_version_effect: f64,
    /// The share that is right in a repository, its mean over them.
    pub accuracy_mean_of_repositories: f64,
    /// The share that is right in the worst repository.
    pub accuracy_worst_repository: f64,
    /// How far confidence is from the share that is right, over 15 bins.
    pub calibration_error: f64,
    /// The mean square of that distance, answer by answer.
    pub brier: f64,
    /// The share that is right of the surest half, four fifths, nine tenths of the answers.
    pub accuracy_at_coverage: BTreeMap<String, f64>,
    /// Each kind.
    pub kinds: BTreeMap<&'static str, OfKind>,
    /// The share that is right in each repository.
    pub by_repository: BTreeMap<String, f64>,
}

/// How well one kind was told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct OfKind {
    /// The share of those named so that are so.
    pub precision: f64,
    /// The share of those that are so that were named so.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
    /// How many are so.
    pub support: usize,
}

const BINS: usize = 15;

impl KindScores {
    /// The measures over `answers`.
    pub fn of(answers: &[KindAnswer<'_>]) -> Self {
        if answers.is_empty() {
            return Self::default();
        }
        let share = |right: &dyn Fn(&KindAnswer<'_>) -> bool, of: &dyn Fn(&KindAnswer<'_>) -> f64| {
            let all: f64 = answers.iter().map(of).sum();
            ratio(answers.iter().filter(|answer| right(answer)).map(of).sum(), all)
        };
        let right = |answer: &KindAnswer<'_>| answer.label == answer.kind;
        let by_repository = by_repository(answers);
        let plain = per_kind(answers, |_| 1.0);
        let weighted = per_kind(answers, |answer| answer.weight);
        Self {
            commits: answers.len(),
            repositories: by_repository.len(),
            accuracy: share(&right, &|_| 1.0),
            macro_f1: macro_f1(&plain),
            accuracy_natural_mix: share(&right, &|answer| answer.weight),
            macro_f1_natural_mix: macro_f1(&weighted),
            accuracy_people: share(&right, &|answer| f64::from(u8::from(!answer.bot))),
            accuracy_version_effect: share(&|answer| effect(answer.label) == effect(answer.kind), &|_| 1.0),
            accuracy_mean_of_repositories: ratio(by_repository.values().sum(), by_repository.len() as f64),
            accuracy_worst_repository: by_repository.values().copied().fold(1.0, f64::min),
            calibration_error: calibration_error(answers),
            brier: answers.iter().map(|answer| (f64::from(answer.confidence) - hit(answer)).powi(2)).sum::<f64>()
                / answers.len() as f64,
            accuracy_at_coverage: at_coverage(answers),
            kinds: plain.into_iter().map(|(kind, (of, _))| (kind.as_str(), of)).collect(),
            by_repository,
        }
    }
}

/// Lines for people.
impl fmt::Display for KindScores {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "commits            {}, of {} repositories", self.commits, self.repositories)?;
        writeln!(out, "accuracy           {:.4}   macro-F1 {:.4}", self.accuracy, self.macro_f1)?;
        let natural = (self.accuracy_natural_mix, self.macro_f1_natural_mix);
        writeln!(out, "  natural mix      {:.4}   macro-F1 {:.4}", natural.0, natural.1)?;
        writeln!(out, "  people alone     {:.4}", self.accuracy_people)?;
        writeln!(out, "  version effect   {:.4}   (minor, patch, none)", self.accuracy_version_effect)?;
        let (mean, worst) = (self.accuracy_mean_of_repositories, self.accuracy_worst_repository);
        writeln!(out, "  by repository    {mean:.4}   worst {worst:.4}")?;
        writeln!(out, "calibration error  {:.4}   Brier {:.4}", self.calibration_error, self.brier)?;
        let covered: Vec<String> =
            self.accuracy_at_coverage.iter().map(|(percent, right)| format!("{percent} %: {right:.4}")).collect();
        writeln!(out, "of the surest      {}", covered.join("   "))?;
        writeln!(out, "\nkind       precision   recall       F1   commits")?;
        for (kind, of) in &self.kinds {
            writeln!(out, "{kind:<9} {:>10.3} {:>8.3} {:>8.3} {:>9}", of.precision, of.recall, of.f1, of.support)?;
        }
        Ok(())
    }
}

/// What a kind asks of the next version.
const fn effect(kind: Kind) -> u8 {
    match kind {
        Kind::Feat => 2,
        Kind::Fix | Kind::Perf | Kind::Revert => 1,
        _ => 0,
    }
}

fn hit(answer: &KindAnswer<'_>) -> f64 {
    f64::from(u8::from(answer.label == answer.kind))
}

fn ratio(part: f64, all: f64) -> f64 {
    // A sum of nothing is -0.0, which nobody wants to read.
    if all > 0.0 { part / all + 0.0 } else { 0.0 }
}

fn by_repository(answers: &[KindAnswer<'_>]) -> BTreeMap<String, f64> {
    let mut counts: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for answer in answers {
        let (right, all) = counts.entry(answer.repo).or_default();
        *right += hit(answer);
        *all += 1.0;
    }
    counts.into_iter().map(|(repo, (right, all))| (repo.to_owned(), right / all)).collect()
}

/// The measures of each kind that was named or is there, and whether it is there.
fn per_kind(answers: &[KindAnswer<'_>], weight: impl Fn(&KindAnswer<'_>) -> f64) -> Vec<(Kind, (OfKind, bool))> {
    let mut found = Vec::new();
    for kind in Kind::ALL {
        let (mut hits, mut named, mut there, mut support) = (0.0, 0.0, 0.0, 0);
        for answer in answers {
            let weight = weight(answer);
            named += if answer.kind == kind { weight } else { 0.0 };
            if answer.label == kind {
                there += weight;
                support += 1;
                hits += if answer.kind == kind { weight } else { 0.0 };
            }
        }
        if named > 0.0 || there > 0.0 {
            let (precision, recall) = (ratio(hits, named), ratio(hits, there));
            let f1 = ratio(2.0 * precision * recall, precision + recall);
            found.push((kind, (OfKind { precision, recall, f1, support }, there > 0.0)));
        }
    }
    found
}

fn macro_f1(kinds: &[(Kind, (OfKind, bool))]) -> f64 {
    let there: Vec<f64> = kinds.iter().filter(|(_, (_, there))| *there).map(|(_, (of, _))| of.f1).collect();
    ratio(there.iter().sum(), there.len() as f64)
}

fn calibration_error(answers: &[KindAnswer<'_>]) -> f64 {
    let mut bins = [(0.0, 0.0); BINS];
    for answer in answers {
        let confidence = f64::from(answer.confidence);
        // Bins are open below and closed above, as is usual.
        let bin = ((confidence * BINS as f64).ceil() as usize).clamp(1, BINS) - 1;
        bins[bin].0 += confidence;
        bins[bin].1 += hit(answer);
    }
    bins.iter().map(|(said, right)| (said - right).abs()).sum::<f64>() / answers.len() as f64
}

fn at_coverage(answers: &[KindAnswer<'_>]) -> BTreeMap<String, f64> {
    let mut surest: Vec<&KindAnswer<'_>> = answers.iter().collect();
    surest.sort_by(|left, right| right.confidence.total_cmp(&left.confidence));
    [50, 80, 90, 95]
        .into_iter()
        .map(|percent| {
            let covered = surest.len() * percent / 100;
            let right: f64 = surest[..covered].iter().map(|answer| hit(answer)).sum();
            (percent.to_string(), ratio(right, covered as f64))
        })
        .collect()
}
