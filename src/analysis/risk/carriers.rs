//! Which few commits carry the risk of a release.

use super::{Assessment, Level};
use crate::analysis::{AnalysedCommit, Flags};

/// More than this are not few.
const AT_MOST: usize = 5;

/// Rows of the riskiest commits: those that together have half of the chance that anything of the release is named later,
/// none of low risk, riskiest first. What was taken back within the release carries nothing.
pub fn carriers<'a>(commits: &[AnalysedCommit], assessment: impl Fn(usize) -> Option<&'a Assessment>) -> Vec<usize> {
    let counts = |row: &usize| !commits[*row].flags.intersects(Flags::MERGE | Flags::CANCELLED);
    let mut rows: Vec<(f32, u8, usize)> = (0..commits.len())
        .filter(counts)
        .filter_map(|row| assessment(row).map(|risk| (risk.probability.unwrap_or(0.0), risk.score(), row)))
        .collect();
    let whole: f32 = rows.iter().map(|(chance, _, _)| chance).sum();
    rows.sort_by(|left, right| right.1.cmp(&left.1).then(right.0.total_cmp(&left.0)).then(left.2.cmp(&right.2)));
    let mut carried = 0.0;
    let mut found = Vec::new();
    for (chance, score, row) in rows {
        if Level::of(score) == Level::Low || found.len() == AT_MOST || carried * 2.0 >= whole && !found.is_empty() {
            break;
        }
        carried += chance;
        found.push(row);
    }
    found
}
