//! The rest of a commit's story: whether tests changed beside code, how hard it is to roll back, who could review it, how
//! complexity moved, what is covered. Pure: whoever calls brings paths, contents and history.

mod complexity;
mod coverage;
mod facts;
mod owners;
mod ownership;
mod release;
mod reviewer;
mod rollback;
mod test_impact;
mod test_index;

pub use complexity::{Complexity, ComplexityChange, FileComplexity};
pub use coverage::{BadCoverage, ChangeCoverage, Coverage, CoveredLines, FileCoverage};
pub use facts::{Facts, Signs};
pub use owners::CodeOwners;
pub use ownership::{Change, Ownership};
pub use release::ReleaseOutline;
pub(crate) use reviewer::telling;
pub use reviewer::{Reviewer, ReviewerName, ReviewerNames, Surroundings, is_bot};
pub use rollback::{Difficulty, Rollback, RollbackReason};
pub use test_impact::{TestImpact, TestVerdict};
pub use test_index::TestIndex;

/// A story in two words: what lists filter and sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Outline {
    /// Whether tests changed beside code.
    pub tests: TestVerdict,
    /// How hard it is to take back.
    pub rollback: Difficulty,
}

impl Story {
    /// The story in two words.
    pub fn outline(&self) -> Outline {
        Outline { tests: self.tests.verdict, rollback: self.rollback.difficulty }
    }
}

/// What is told of a commit besides kind, risk and group.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Story {
    /// Whether tests changed beside code.
    pub tests: TestImpact,
    /// How hard it is to take back once it is released.
    pub rollback: Rollback,
    /// Who could review it, the most fitting first.
    pub reviewers: Vec<Reviewer>,
    /// How it moves complexity, where that was asked for.
    pub complexity: Option<ComplexityChange>,
    /// How its lines are covered, where a report was given.
    pub coverage: Option<ChangeCoverage>,
}
