//! How far a version moves, and what the commits ask for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::analysis::{AnalysedCommit, Flags, Kind, KindSource};

/// How far a version moves.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Bump {
    /// Nowhere.
    #[default]
    None,
    /// To another pre-release of the same version.
    Prerelease,
    /// The last number.
    Patch,
    /// The middle number.
    Minor,
    /// The first number.
    Major,
    /// By the calendar.
    Calendar,
}

impl Bump {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Prerelease => "prerelease",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
            Self::Calendar => "calendar",
        }
    }
}

/// What the commits of a range ask for, and which of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Demand {
    /// The largest of all demands, before rules for 0.x: major, minor, patch or none.
    pub bump: Bump,
    /// In words, the commits that force it, newest first.
    pub reasons: Vec<String>,
}

impl Demand {
    /// The demand with what else asks for a release. Reasons for a smaller step are dropped: they decide nothing.
    #[must_use]
    pub fn and(self, bump: Bump, reasons: Vec<String>) -> Self {
        if reasons.is_empty() || bump < self.bump {
            return self;
        }
        let mut told = if bump > self.bump { Vec::new() } else { self.reasons };
        let more = reasons.len().saturating_sub(REASONS_AT_MOST);
        told.extend(reasons.into_iter().take(REASONS_AT_MOST));
        if more > 0 {
            told.push(format!("and {more} more"));
        }
        Self { bump, reasons: told }
    }
}

/// How many reasons are told one by one.
const REASONS_AT_MOST: usize = 5;

/// What the commits ask for. What was taken back within the range asks for nothing.
pub fn demand(commits: &[AnalysedCommit]) -> Demand {
    let mut by_bump: BTreeMap<Bump, Vec<&AnalysedCommit>> = BTreeMap::new();
    for commit in commits.iter().filter(|commit| !commit.flags.contains(Flags::CANCELLED)) {
        by_bump.entry(asks_for(commit)).or_default().push(commit);
    }
    let Some((bump, forcing)) = by_bump.pop_last().filter(|(bump, _)| *bump != Bump::None) else {
        let reason = if commits.is_empty() { "no commits" } else { "no commit changes what users get" };
        return Demand { bump: Bump::None, reasons: vec![reason.into()] };
    };
    let mut reasons: Vec<String> = forcing.iter().take(REASONS_AT_MOST).map(|commit| reason(commit, bump)).collect();
    if forcing.len() > REASONS_AT_MOST {
        reasons.push(format!("and {} more", forcing.len() - REASONS_AT_MOST));
    }
    Demand { bump, reasons }
}

fn asks_for(commit: &AnalysedCommit) -> Bump {
    if commit.flags.contains(Flags::BREAKING) {
        return Bump::Major;
    }
    if commit.flags.contains(Flags::MERGE) {
        return Bump::None;
    }
    match commit.kind.kind {
        Kind::Feat => Bump::Minor,
        Kind::Fix | Kind::Perf | Kind::Revert => Bump::Patch,
        _ if commit.flags.intersects(Flags::SECURITY | Flags::DEPENDENCY) => Bump::Patch,
        // Where nobody wrote the kind down, a guess must not keep a change of code from being released.
        Kind::Refactor | Kind::Build if commit.kind.source != KindSource::Header => Bump::Patch,
        _ => Bump::None,
    }
}

fn reason(commit: &AnalysedCommit, bump: Bump) -> String {
    // A header says by itself what it is.
    if commit.kind.source == KindSource::Header {
        return format!("{} {}", commit.id.short(), commit.subject);
    }
    let why = match bump {
        Bump::Major => "breaks",
        _ if commit.flags.contains(Flags::SECURITY) => "security",
        _ if commit.flags.contains(Flags::DEPENDENCY) => "dependency",
        _ => commit.kind.kind.as_str(),
    };
    format!("{} {why}: {}", commit.id.short(), commit.subject)
}
