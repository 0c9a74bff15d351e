//! How well risks were told: the measures that are usual for such answers, each repository by itself and their mean.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

/// An answer about a commit of which it is known whether it was named later.
#[derive(Debug, Clone, Copy)]
pub struct RiskAnswer<'a> {
    /// The repository.
    pub repo: &'a str,
    /// Whether it was named.
    pub label: bool,
    /// The chance that was told.
    pub probability: f64,
}

/// The measures over many answers.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RiskScores {
    /// Answers that were measured.
    pub commits: usize,
    /// Of these, commits that were named.
    pub culprits: usize,
    /// The mean over repositories with at least five culprits.
    pub mean: OfRepository,
    /// The lowest area under the curve of a repository.
    pub auc_worst_repository: f64,
    /// Each repository with at least five culprits.
    pub by_repository: BTreeMap<String, OfRepository>,
}

/// The measures of a repository.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct OfRepository {
    /// Commits.
    pub commits: f64,
    /// Those that were named.
    pub culprits: f64,
    /// The chance that a culprit is told to be riskier than another commit; equal ones count half.
    pub auc: f64,
    /// Average precision against the share of culprits.
    pub lift: f64,
    /// The share of culprits among the riskiest 5 % of commits.
    pub recall_5: f64,
    /// Among the riskiest 10 %.
    pub recall_10: f64,
    /// Among the riskiest 20 %.
    pub recall_20: f64,
    /// How much better than the repository's own share the chances are, by their squared distance.
    pub brier_skill: f64,
    /// How far chances are from shares, over ten bins.
    pub calibration_error: f64,
}

const FEWEST_CULPRITS: usize = 5;

impl RiskScores {
    /// The measures over `answers`; nothing where no repository has culprits enough.
    pub fn of(answers: &[RiskAnswer<'_>]) -> Option<Self> {
        let mut repositories: BTreeMap<&str, Vec<(f64, bool)>> = BTreeMap::new();
        for answer in answers {
            repositories.entry(answer.repo).or_default().push((answer.probability, answer.label));
        }
        let enough = |found: &[(f64, bool)]| {
            let culprits = found.iter().filter(|(_, label)| *label).count();
            culprits >= FEWEST_CULPRITS && culprits < found.len()
        };
        let by_repository: BTreeMap<String, OfRepository> = repositories
            .into_iter()
            .filter(|(_, found)| enough(found))
            .map(|(repo, found)| (repo.to_owned(), OfRepository::of(found)))
            .collect();
        if by_repository.is_empty() {
            return None;
        }
        Some(Self {
            commits: answers.len(),
            culprits: answers.iter().filter(|answer| answer.label).count(),
            mean: OfRepository::mean(&by_repository.values()),
            auc_worst_repository: by_repository.values().map(|of| of.auc).fold(1.0, f64::min),
            by_repository,
        })
    }
}

impl OfRepository {
    fn of(mut found: Vec<(f64, bool)>) -> Self {
        found.sort_by(|left, right| right.0.total_cmp(&left.0));
        let (count, culprits) = (found.len() as f64, found.iter().filter(|(_, label)| *label).count() as f64);
        let share = culprits / count;
        let (area, precision) = area_and_precision(&found, culprits);
        let brier: f64 = found.iter().map(|(told, label)| (told - number(*label)).powi(2)).sum::<f64>() / count;
        Self {
            commits: count,
            culprits,
            auc: area,
            lift: precision / share,
            recall_5: recall(&found, 0.05, culprits),
            recall_10: recall(&found, 0.10, culprits),
            recall_20: recall(&found, 0.20, culprits),
            brier_skill: 1.0 - brier / (share * (1.0 - share)),
            calibration_error: calibration_error(&found),
        }
    }

    fn mean<'a>(all: &(impl Iterator<Item = &'a Self> + Clone)) -> Self {
        let count = all.clone().count().max(1) as f64;
        let mean = |of: fn(&Self) -> f64| all.clone().map(of).sum::<f64>() / count;
        Self {
            commits: mean(|of| of.commits),
            culprits: mean(|of| of.culprits),
            auc: mean(|of| of.auc),
            lift: mean(|of| of.lift),
            recall_5: mean(|of| of.recall_5),
            recall_10: mean(|of| of.recall_10),
            recall_20: mean(|of| of.recall_20),
            brier_skill: mean(|of| of.brier_skill),
            calibration_error: mean(|of| of.calibration_error),
        }
    }
}

fn number(label: bool) -> f64 {
    f64::from(u8::from(label))
}

/// Both over answers from the riskiest on; equal ones are one step.
fn area_and_precision(found: &[(f64, bool)], culprits: f64) -> (f64, f64) {
    let others = found.len() as f64 - culprits;
    let (mut seen, mut hits, mut pairs, mut precision) = (0.0, 0.0, 0.0, 0.0);
    for step in found.chunk_by(|left, right| left.0.total_cmp(&right.0).is_eq()) {
        let here = step.iter().filter(|(_, label)| *label).count() as f64;
        let rest = step.len() as f64 - here;
        let others_below = others - (seen - hits) - rest;
        pairs += here * (others_below + rest / 2.0);
        hits += here;
        seen += step.len() as f64;
        precision += here * hits / seen;
    }
    (pairs / (culprits * others), precision / culprits)
}

/// The share of culprits among so many of the riskiest, equal ones by chance.
fn recall(found: &[(f64, bool)], share: f64, culprits: f64) -> f64 {
    let taken = ((share * found.len() as f64).round() as usize).clamp(1, found.len());
    let cut = found[taken - 1].0;
    let above = found.partition_point(|(told, _)| *told > cut);
    let end = found.partition_point(|(told, _)| *told >= cut);
    let hits = |part: &[(f64, bool)]| part.iter().filter(|(_, label)| *label).count() as f64;
    let tied = hits(&found[above..end]) * (taken - above) as f64 / (end - above) as f64;
    (hits(&found[..above]) + tied) / culprits
}

fn calibration_error(found: &[(f64, bool)]) -> f64 {
    const BINS: usize = 10;
    let count = found.len();
    (0..BINS)
        .map(|bin| &found[bin * count / BINS..(bin + 1) * count / BINS])
        .map(|bin| (bin.iter().map(|(told, label)| told - number(*label)).sum::<f64>()).abs() / count as f64)
        .sum()
}

/// Lines for people.
impl fmt::Display for RiskScores {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "{:<34} {:>7} {:>8} {:>6} {:>6} {:>6} {:>6} {:>6} {:>7} {:>7}",
            "repository", "commits", "culprits", "AUC", "lift", "r5", "r10", "r20", "skill", "ECE"
        )?;
        let mut line = |name: &str, of: &OfRepository| {
            writeln!(
                out,
                "{name:<34} {:>7.0} {:>8.0} {:>6.3} {:>6.2} {:>6.3} {:>6.3} {:>6.3} {:>7.3} {:>7.4}",
                of.commits,
                of.culprits,
                of.auc,
                of.lift,
                of.recall_5,
                of.recall_10,
                of.recall_20,
                of.brier_skill,
                of.calibration_error
            )
        };
        for (repo, of) in &self.by_repository {
            line(repo, of)?;
        }
        line("mean", &self.mean)
    }
}
