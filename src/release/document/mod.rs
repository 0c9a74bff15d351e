//! Documents for programs: the JSON forms, versioned by their `schema` field. Fields may be added, never renamed.

mod analysis;
mod breaking;
mod commit;
mod finding;
mod group;
mod shared;
mod story;
#[cfg(test)]
mod tests;

pub use analysis::{AnalysisDocument, RepositoryDocument, analysis_schema};
pub use breaking::{BreakingDocument, breaking_schema};
pub use commit::CommitDocument;
pub use finding::{FindingDocument, MovedToDocument};
pub use group::{GroupDocument, LinkDocument};
pub use shared::{PersonDocument, RangeDocument, RiskDocument, VersionDocument};
pub use story::{
    ComplexityDocument, CountsDocument, CoverageDocument, FileComplexityDocument, FileCoverageDocument,
    ReleaseStoryDocument, ReviewerDocument, RollbackDocument, RollbackReasonDocument, TestsDocument,
};
