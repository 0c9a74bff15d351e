//! The breaking changes of a range: `tminus.breaking/1`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{FindingDocument, RangeDocument};
use crate::{breaking::Breaking, release::Workspace};

/// `tminus breaking --format json`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(title = "tminus.breaking/1")]
pub struct BreakingDocument {
    /// `tminus.breaking/1`
    pub schema: &'static str,
    /// The package, or null: the whole repository.
    pub package: Option<String>,
    /// What was compared.
    pub range: EndsDocument,
    /// What was found: by ecosystem, the surest first.
    pub breaking: Vec<FindingDocument>,
    /// Changed files that were not compared.
    pub left_out: Vec<LeftOutDocument>,
    /// What could not be seen.
    pub warnings: Vec<String>,
}

/// Both ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Ends")]
pub struct EndsDocument {
    /// The old end: a tag or any revision; null if there is no release yet.
    pub from: Option<String>,
    /// The commit that `from` names.
    pub from_sha: Option<String>,
    /// The new end.
    pub to: String,
    /// The commit that `to` names.
    pub to_sha: String,
}

/// A file that was not compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "LeftOut")]
pub struct LeftOutDocument {
    /// The file.
    pub path: String,
    /// `vendored`, `generated`, `minified`, `too large`, `half-merged` or `binary`.
    pub why: String,
}

impl BreakingDocument {
    /// The document of what was found.
    pub fn of(workspace: &Workspace, breaking: &Breaking) -> Self {
        let range = RangeDocument::of(&workspace.range, 0);
        let left_out = breaking.left_out.iter();
        Self {
            schema: "tminus.breaking/1",
            package: workspace.opened.options.package.clone(),
            range: EndsDocument { from: range.from, from_sha: range.from_sha, to: range.to, to_sha: range.to_sha },
            breaking: breaking.findings.iter().map(FindingDocument::of).collect(),
            left_out: left_out.map(|(path, why)| LeftOutDocument { path: path.clone(), why: why.clone() }).collect(),
            warnings: workspace.warnings.iter().chain(&breaking.warnings).cloned().collect(),
        }
    }
}

/// The JSON Schema of the document.
pub fn breaking_schema() -> serde_json::Value {
    schemars::schema_for!(BreakingDocument).to_value()
}
