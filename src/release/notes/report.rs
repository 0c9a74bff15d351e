//! The JSON of `tminus notes`, and its schema.

use serde::Serialize;
use serde_json::{Value, json};

use super::{ModelUsage, Newcomer, Standing};
use crate::{
    analysis::AnalysedCommit,
    history::CommitId,
    notes::{Problem, Ranked, SetAside, ToldSection},
    release::{Workspace, analysis::Analysis, document::VersionDocument},
};

/// The `schema` of the document.
pub const NOTES_SCHEMA: &str = "tminus.notes/1";

/// `tminus notes --format json`.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
pub struct Report {
    /// Which form this is.
    schema: String,
    /// The package that is released, where a repository holds several.
    package: Option<String>,
    /// The commits that are told.
    range: RangeOfNotes,
    /// The version that they are told for.
    version: VersionOfNotes,
    /// What is told.
    sections: Vec<ToldSection>,
    /// Every commit of the range once, most telling first.
    ranking: Vec<Ranked>,
    /// What is not told, with reasons.
    set_aside: Vec<SetAside>,
    /// What is wrong.
    problems: Vec<Problem>,
    /// The notes as they are published.
    markdown: String,
    /// Who contributed for the first time; null where the notes do not thank them, and where it is not known.
    new_contributors: Option<Vec<Newcomer>>,
    /// Whether a person's draft is kept.
    written: bool,
    /// What a language model took to draft them; null where none was asked.
    model: Option<ModelUsage>,
    /// What could not be done.
    warnings: Vec<String>,
}

#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
struct RangeOfNotes {
    from: Option<String>,
    #[schemars(with = "Option<String>")]
    from_sha: Option<CommitId>,
    to: String,
    #[schemars(with = "String")]
    to_sha: CommitId,
    commits: usize,
}

#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
struct VersionOfNotes {
    current: Option<String>,
    /// Null where it is not known.
    next: Option<String>,
    /// `major`, `minor`, `patch`, `none`, `prerelease` or `calendar`.
    bump: &'static str,
    reasons: Vec<String>,
}

impl From<VersionDocument> for VersionOfNotes {
    fn from(version: VersionDocument) -> Self {
        let VersionDocument { current, next, bump, reasons } = version;
        Self { current, next: Some(next).filter(|next| !next.is_empty()), bump, reasons }
    }
}

impl Report {
    /// The document of notes as they stand.
    pub fn of(workspace: &Workspace, analysis: &Analysis, standing: &Standing, warnings: Vec<String>) -> Self {
        let range = &workspace.range;
        let commits: &[AnalysedCommit] = &analysis.commits;
        Self {
            schema: NOTES_SCHEMA.to_owned(),
            package: workspace.opened.options.package.clone(),
            range: RangeOfNotes {
                from: range.from.clone(),
                from_sha: range.from_id,
                to: range.to.clone(),
                to_sha: range.to_id,
                commits: commits.len(),
            },
            version: VersionDocument::in_range(workspace, analysis).into(),
            sections: standing.notes.sections(),
            ranking: standing.notes.ranking().to_vec(),
            set_aside: standing.notes.set_aside(),
            problems: standing.notes.problems(commits),
            markdown: standing.notes.published(),
            new_contributors: standing.newcomers.clone(),
            written: standing.saved.is_some(),
            model: None,
            warnings,
        }
    }

    /// Says what a model took.
    #[must_use]
    pub fn with_model(mut self, model: Option<ModelUsage>) -> Self {
        self.model = model;
        self
    }

    /// Adds what else is wrong.
    #[must_use]
    pub fn with_problems(mut self, problems: Vec<Problem>) -> Self {
        self.problems.extend(problems);
        self
    }

    /// How many entries they have.
    pub fn entries(&self) -> usize {
        self.sections.iter().map(|section| section.entries.len()).sum()
    }

    /// What is wrong with the notes.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// The JSON Schema of the document, for `tminus schema notes`.
pub fn notes_schema() -> Value {
    let mut schema = serde_json::to_value(schemars::schema_for!(Report)).unwrap_or(Value::Null);
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("schema".into(), json!({ "const": NOTES_SCHEMA }));
    }
    schema
}
