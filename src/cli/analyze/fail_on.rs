//! `--fail-on`: what of an analysis makes the answer no.

use std::str::FromStr;

use crate::{
    analysis::{Flags, Level},
    breaking::{Certainty, Finding, UnknownCertainty},
    fault::{Failure, Fault},
    release::analysis::{Analysis, Parts},
};

/// What must not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FailOn {
    /// A breaking commit, or a finding that counts.
    Breaking,
    /// A finding that is at least so sure.
    Found(Certainty),
    /// A commit that touches security.
    Security,
    /// A risk at or over a score.
    Risk(u8),
}

impl FromStr for FailOn {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        if let Some(certainty) = word.strip_prefix("breaking=") {
            return certainty.parse().map(Self::Found).map_err(|error: UnknownCertainty| error.to_string());
        }
        Ok(match word {
            "breaking" => Self::Breaking,
            "security" => Self::Security,
            "low" => Self::Risk(0),
            "medium" => Self::Risk(25),
            "high" => Self::Risk(50),
            "critical" => Self::Risk(75),
            number => {
                match number.parse() {
                    Ok(score) if score <= 100 => Self::Risk(score),
                    _ => {
                        return Err("give breaking, breaking=definite (likely, possible), security, low, medium, high, critical, \
                        or a score from 0 to 100"
                        .into());
                    }
                }
            }
        })
    }
}

impl FailOn {
    /// Why the answer is no, if it is.
    pub(super) fn met(self, analysis: &Analysis) -> Option<String> {
        match self {
            Self::Breaking => {
                flagged(analysis, Flags::BREAKING, "breaking").or_else(|| found(analysis, Certainty::Likely))
            }
            Self::Found(certainty) => found(analysis, certainty),
            Self::Security => flagged(analysis, Flags::SECURITY, "touching security"),
            Self::Risk(limit) => {
                let over =
                    analysis.commits.iter().filter(|commit| commit.risk.is_some_and(|risk| risk >= limit)).count();
                let release = analysis.risk.as_ref().map(crate::analysis::risk::Assessment::score);
                match (over, release) {
                    (0, Some(score)) if score >= limit && !analysis.commits.is_empty() => Some(format!(
                        "the release has risk {score} ({}), which is at or over {limit}",
                        Level::of(score).as_str()
                    )),
                    (0, _) => None,
                    (over, _) => {
                        Some(format!("{over} of {} commits have a risk at or over {limit}", analysis.commits.len()))
                    }
                }
            }
        }
    }
}

/// What was taken back within the range does no harm any more.
fn flagged(analysis: &Analysis, flag: Flags, words: &str) -> Option<String> {
    let is_so = |flags: Flags| flags.contains(flag) && !flags.contains(Flags::CANCELLED);
    let count = analysis.commits.iter().filter(|commit| is_so(commit.flags)).count();
    (count > 0).then(|| format!("{count} of {} commits are {words}", analysis.commits.len()))
}

fn found(analysis: &Analysis, certainty: Certainty) -> Option<String> {
    let counts = |finding: &&Finding| finding.certainty >= certainty && !finding.is_dismissed();
    let count = analysis.findings().iter().filter(counts).count();
    let changes = if count == 1 { "breaking change was" } else { "breaking changes were" };
    (count > 0).then(|| format!("{count} {changes} found by comparing sources (at least {})", certainty.as_str()))
}

/// A check of what was not looked at would always pass.
pub(super) fn refuse_what_is_left_out(wanted: &[FailOn], parts: Parts) -> Result<(), Failure> {
    if !parts.risk && wanted.iter().any(|what| matches!(what, FailOn::Risk(_))) {
        return Err(Failure::new(Fault::Usage, "`--fail-on` asks for a risk that `--without risk` leaves out")
            .hint("drop one of the two"));
    }
    if !parts.breaking && wanted.iter().any(|what| matches!(what, FailOn::Found(_))) {
        return Err(Failure::new(Fault::Usage, "`--fail-on` asks for findings that `--without breaking` leaves out")
            .hint("drop one of the two"));
    }
    Ok(())
}
