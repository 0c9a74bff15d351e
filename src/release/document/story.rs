//! The rest of a commit's story as documents have it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::story::{
    ChangeCoverage, Complexity, ComplexityChange, Difficulty, FileComplexity, FileCoverage, ReleaseOutline, Reviewer,
    Rollback, RollbackReason, TestImpact, TestVerdict,
};

/// Whether tests changed beside code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Tests")]
pub struct TestsDocument {
    /// `no_code`, `beside` (tests changed, too), `same_file` (tests stand in the files of the code), `missing` or `tests_only`.
    pub verdict: TestVerdict,
    /// Files of code that it changes.
    pub code_files: u32,
    /// Files of tests that it changes.
    pub test_files: u32,
    /// Tests that belong to the code by name and place, and did not change with it.
    pub related: Vec<String>,
    /// Files of code to which no test could be found.
    pub untested: Vec<String>,
}

impl TestsDocument {
    pub(super) fn of(tests: &TestImpact) -> Self {
        let strings = |paths: &[Box<str>]| paths.iter().map(ToString::to_string).collect();
        Self {
            verdict: tests.verdict,
            code_files: tests.code,
            test_files: tests.tests,
            related: strings(&tests.related),
            untested: strings(&tests.untested),
        }
    }
}

/// How hard it is to take back once it is released.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Rollback")]
pub struct RollbackDocument {
    /// `easy`, `moderate` or `hard`.
    pub difficulty: Difficulty,
    /// Why, most points first.
    pub reasons: Vec<RollbackReasonDocument>,
}

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "RollbackReason")]
pub struct RollbackReasonDocument {
    /// Its stable name.
    pub name: &'static str,
    /// What it adds: under 2 in all is easy, under 4 moderate.
    pub points: i8,
    /// What was seen, in words.
    pub evidence: String,
}

impl RollbackDocument {
    pub(in crate::release) fn of(rollback: &Rollback) -> Self {
        let reason = |reason: &RollbackReason| RollbackReasonDocument {
            name: reason.name,
            points: reason.points,
            evidence: reason.evidence.clone(),
        };
        Self { difficulty: rollback.difficulty, reasons: rollback.reasons.iter().map(reason).collect() }
    }
}

/// How it moves complexity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Complexity")]
pub struct ComplexityDocument {
    /// The files of code that it changes, before.
    pub before: CountsDocument,
    /// The same files, after.
    pub after: CountsDocument,
    /// By how many decisions it moved.
    pub delta: i64,
    /// By how much cognitive complexity it moved.
    pub cognitive_delta: i64,
    /// The files that it moved in, most first, at most 20.
    pub files: Vec<FileComplexityDocument>,
    /// Files of code that could not be parsed: another language, too large, too deep.
    pub unread: u32,
}

/// Complexity, counted off the syntax tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ComplexityCounts")]
pub struct CountsDocument {
    /// Branches, loops, cases, handlers, `&&` and `||`.
    pub decisions: u32,
    /// The same, each counted once more for every other one that it stands in.
    pub cognitive: u32,
}

/// One file, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "FileComplexity")]
pub struct FileComplexityDocument {
    /// The file.
    pub path: String,
    /// Before.
    pub before: CountsDocument,
    /// After.
    pub after: CountsDocument,
}

impl CountsDocument {
    fn of(counts: Complexity) -> Self {
        Self { decisions: counts.decisions, cognitive: counts.cognitive }
    }
}

impl ComplexityDocument {
    pub(super) fn of(change: &ComplexityChange) -> Self {
        let (delta, cognitive_delta) = change.delta();
        let file = |file: &FileComplexity| FileComplexityDocument {
            path: file.path.to_string(),
            before: CountsDocument::of(file.before),
            after: CountsDocument::of(file.after),
        };
        Self {
            before: CountsDocument::of(change.before),
            after: CountsDocument::of(change.after),
            delta,
            cognitive_delta,
            files: change.files.iter().map(file).collect(),
            unread: change.unread,
        }
    }
}

/// How the lines that it put in are covered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Coverage")]
pub struct CoverageDocument {
    /// Its lines that still stand and can be run.
    pub lines: u32,
    /// Of these, those that tests ran.
    pub covered: u32,
    /// The files, those with most missed lines first, at most 20.
    pub files: Vec<FileCoverageDocument>,
}

/// One file of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "FileCoverage")]
pub struct FileCoverageDocument {
    /// The file.
    pub path: String,
    /// Lines that still stand and can be run.
    pub lines: u32,
    /// Of these, those that tests ran.
    pub covered: u32,
    /// Lines that no test ran, as the file is at the end of the range, at most 20.
    pub missed: Vec<u32>,
}

impl CoverageDocument {
    pub(super) fn of(change: &ChangeCoverage) -> Self {
        let file = |file: &FileCoverage| FileCoverageDocument {
            path: file.path.to_string(),
            lines: file.lines,
            covered: file.covered,
            missed: file.missed.clone(),
        };
        Self { lines: change.lines, covered: change.covered, files: change.files.iter().map(file).collect() }
    }
}

/// Somebody who could review it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Reviewer")]
pub struct ReviewerDocument {
    /// Their name, or the handle of an owner whose name is not known.
    pub name: String,
    /// Their address.
    pub email: Option<String>,
    /// As `CODEOWNERS` writes them.
    pub handle: Option<String>,
    /// How much of what is known of the files they know, 0 to 1.
    pub share: f64,
    /// Why, in words.
    pub reasons: Vec<String>,
}

impl ReviewerDocument {
    pub(super) fn of(reviewer: &Reviewer) -> Self {
        Self {
            name: reviewer.name.to_string(),
            email: reviewer.email.as_deref().map(Into::into),
            handle: reviewer.handle.as_deref().map(Into::into),
            share: reviewer.share,
            reasons: reviewer.reasons.clone(),
        }
    }
}

/// The story of the release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ReleaseStory")]
pub struct ReleaseStoryDocument {
    /// How hard it is to take back: as hard as its hardest commit.
    pub rollback: Difficulty,
    /// Commits that are hard to take back.
    pub hard: u32,
    /// Commits that need care.
    pub moderate: u32,
    /// Commits that change code.
    pub with_code: u32,
    /// Commits that change code without tests.
    pub without_tests: u32,
}

impl ReleaseStoryDocument {
    pub(in crate::release) fn of(release: ReleaseOutline) -> Self {
        let ReleaseOutline { rollback, hard, moderate, with_code, without_tests } = release;
        Self { rollback, hard, moderate, with_code, without_tests }
    }
}
