//! The analysis of a range: `tminus.analysis/1`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    CommitDocument, FindingDocument, RangeDocument, ReleaseStoryDocument, RiskDocument, VersionDocument,
    shared::raw_path,
};
use crate::{
    analysis::story::ReleaseOutline,
    release::{Workspace, analysis::Analysis},
};

/// `tminus analyze --format json`
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "tminus.analysis/1")]
pub struct AnalysisDocument {
    /// `tminus.analysis/1`
    pub schema: &'static str,
    /// The package, or null: the whole repository.
    pub package: Option<String>,
    /// Where it is, and what it is called.
    pub repository: RepositoryDocument,
    /// What is to be released.
    pub range: RangeDocument,
    /// From which version to which.
    pub version: VersionDocument,
    /// The risk of the release; null if it was left out.
    pub risk: Option<RiskDocument>,
    /// Rollback and tests of the release; null if the story was left out.
    pub story: Option<ReleaseStoryDocument>,
    /// The commits, in `git log` order.
    pub commits: Vec<CommitDocument>,
    /// Breaking changes found by comparing sources.
    pub breaking: Vec<FindingDocument>,
    /// What is not as it should be, and was gone on without.
    pub warnings: Vec<String>,
}

/// A repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Repository")]
pub struct RepositoryDocument {
    /// Its folder.
    pub path: String,
    /// The path's bytes, where it is not valid text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path_b64: Option<String>,
    /// `owner/name`, else the folder's name.
    pub name: String,
}

impl AnalysisDocument {
    /// The document of an analysis whose whole commits were kept.
    pub fn of(workspace: &Workspace, analysis: &Analysis) -> Self {
        let path = workspace.repository().path();
        let path = crate::store::disk::canonical(path).unwrap_or_else(|_| path.to_path_buf());
        let commits = analysis.messages.iter().take(analysis.commits.len()).enumerate();
        let unsayable = analysis.messages.iter().flat_map(CommitDocument::warnings);
        Self {
            schema: "tminus.analysis/1",
            package: workspace.opened.options.package.clone(),
            repository: RepositoryDocument {
                path: path.to_string_lossy().into_owned(),
                path_b64: raw_path(&path),
                name: workspace.repository().name(),
            },
            range: RangeDocument::of(&workspace.range, analysis.commits.len()),
            version: VersionDocument::in_range(workspace, analysis),
            risk: analysis.release_risk().map(|risk| RiskDocument {
                carried_by: Some(analysis.carriers().map(|commit| commit.id.to_string()).collect()),
                ..RiskDocument::of(risk)
            }),
            story: ReleaseOutline::of(&analysis.commits).map(ReleaseStoryDocument::of),
            commits: commits.map(|(row, message)| CommitDocument::of(analysis, row, message)).collect(),
            breaking: analysis.findings().iter().map(FindingDocument::of).collect(),
            warnings: analysis.warnings.iter().cloned().chain(unsayable).collect(),
        }
    }
}

/// The JSON Schema of the document.
pub fn analysis_schema() -> serde_json::Value {
    schemars::schema_for!(AnalysisDocument).to_value()
}
