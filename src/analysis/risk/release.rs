//! The risk of a release: that of its riskiest commit, and what comes with how many there are.

use super::{Assessment, Code, Level, Seen};
use crate::analysis::{AnalysedCommit, Flags};

/// Judges a release by its commits. What was taken back within it does not count, and merges do not.
pub fn release_risk(commits: &[AnalysedCommit]) -> Assessment {
    let counted = || commits.iter().filter(|commit| !commit.flags.intersects(Flags::MERGE | Flags::CANCELLED));
    let scores = || counted().filter_map(|commit| commit.risk);
    let with = |flag| counted().filter(|commit| commit.flags.contains(flag)).count() as u32;
    let highest = scores().max().unwrap_or(0);
    let high = scores().filter(|score| Level::of(*score) >= Level::High).count() as u32;
    let cancelled = commits.iter().filter(|commit| commit.flags.contains(Flags::CANCELLED)).count() as u32;
    let (breaking, security) = (with(Flags::BREAKING), with(Flags::SECURITY));
    let size = counted().count() as u32;
    let seen = |code, points: u32, number| Seen { code, points: points.min(100) as i8, numbers: (number, 0) };
    Assessment::of(vec![
        // Half of the score is how bad the worst is, the rest how much of it there is.
        seen(Code::RiskiestCommit, u32::from(highest) * 6 / 10, u32::from(highest)),
        seen(Code::HighRiskCommits, steps(high, &[(2, 4), (4, 8), (10, 12), (30, 16)]), high),
        seen(Code::BreakingCommits, steps(breaking, &[(1, 6), (2, 9), (5, 12)]), breaking),
        seen(Code::ReleaseSize, steps(size, &[(20, 2), (50, 4), (200, 7), (1000, 10)]), size),
        seen(Code::Reverts, steps(cancelled, &[(2, 2), (6, 4)]), cancelled),
        seen(Code::SecurityFixes, steps(security, &[(1, 2), (3, 4)]), security),
    ])
}

fn steps(value: u32, steps: &[(u32, u32)]) -> u32 {
    steps.iter().rev().find(|(from, _)| value >= *from).map_or(0, |(_, points)| *points)
}
