//! What a template of a document is told: `tminus notes --context` prints it.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use crate::release::document::{FindingDocument, ReleaseStoryDocument, RollbackDocument};

/// The `schema` of the context.
pub const CONTEXT_SCHEMA: &str = "tminus.context/1";

/// All that a template can use.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Context {
    /// Which form this is.
    pub schema: String,
    /// The document's name.
    pub document: String,
    /// For whom it is written: `user`, `operator`, `developer` or `executive`; null for everybody.
    pub audience: Option<String>,
    /// Its language, as BCP 47 has it.
    pub language: String,
    /// Whose it is.
    pub brand: Brand,
    /// The repository's name.
    pub project: String,
    /// Its page, on a forge that is known.
    pub project_url: Option<String>,
    /// The version to come; null before it is known.
    pub version: Option<String>,
    /// Its tag.
    pub tag: Option<String>,
    /// The version before; null for the first one.
    pub previous_version: Option<String>,
    /// Its tag.
    pub previous_tag: Option<String>,
    /// `major`, `minor`, `patch`, `none`, `prerelease` or `calendar`.
    pub bump: String,
    /// Today, as `2026-01-31`.
    pub date: Option<String>,
    /// The page that compares the two tags.
    pub compare_url: Option<String>,
    /// What the notes tell, people's words included, as far as it concerns the audience.
    pub sections: Vec<Section>,
    /// What breaks users, found by comparing sources; what somebody dismissed is left out.
    pub breaking: Vec<FindingDocument>,
    /// Commits that say themselves that they break something.
    pub declared: Vec<Commit>,
    /// How many changed files were compared; null if none were looked at.
    pub compared: Option<u64>,
    /// Commits that mend or touch security.
    pub security: Vec<Commit>,
    /// Commits that change stored data, formats, settings or how it is run, newest first.
    pub operations: Vec<Commit>,
    /// How hard the release is to take back; null if there is nothing to take back.
    pub rollback: Option<ReleaseStoryDocument>,
    /// Every commit of the range, newest first.
    pub commits: Vec<Commit>,
    /// Who wrote them, the busiest first; programs left out.
    pub contributors: Vec<Contributor>,
    /// What people decided about exactly this release, as the ledger has it.
    pub decisions: Vec<Decision>,
    /// What is wrong with the ledger; null if it holds.
    pub ledger_problem: Option<String>,
    /// The document as Markdown, once it is laid out.
    pub markdown: Option<String>,
}

/// `[brand]` of the settings.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ContextBrand")]
pub struct Brand {
    /// The name of the company or project.
    pub name: Option<String>,
    /// The words over a document.
    pub logo: Option<String>,
    /// `#rrggbb`
    pub colour: Option<String>,
    /// Its page.
    pub url: Option<String>,
}

/// A section of the notes.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ContextSection")]
pub struct Section {
    /// `breaking`, `added`, ..., or a word made from the title.
    pub key: String,
    /// The heading's words.
    pub title: String,
    /// What it tells.
    pub entries: Vec<Entry>,
}

/// An entry of the notes.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ContextEntry")]
pub struct Entry {
    /// Its Markdown, without list marker; maybe several lines.
    pub text: String,
    /// The commits that it is made from.
    pub commits: Vec<String>,
    /// How much a reader would miss it, 0 to 1.
    pub score: f64,
}

/// A commit.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ContextCommit")]
pub struct Commit {
    /// Its id.
    pub id: String,
    /// The first digits of it.
    pub short: String,
    /// Its page, on a forge that is known.
    pub url: Option<String>,
    /// Its subject, as Markdown.
    pub subject: String,
    /// `feat`, `fix`, ...
    pub kind: String,
    /// The part of the project that it is about, as Markdown.
    pub scope: Option<String>,
    /// `breaking`, `security`, `dependency`, `merge`.
    pub flags: Vec<String>,
    /// `user`, `operator` or `developer`.
    pub audience: String,
    /// Who wrote it, as Markdown.
    pub author: String,
    /// When it was committed, as `2026-01-31`.
    pub date: Option<String>,
    /// Numbers of its pull requests.
    pub pulls: Vec<String>,
    /// `CVE-...` and `GHSA-...` that it names.
    pub advisories: Vec<String>,
    /// Whom its trailers name, as Markdown: `Reviewed-by`, `Acked-by`, `Tested-by`, `Approved-by`.
    pub reviewed_by: Vec<String>,
    /// Who signed it off by a trailer, as Markdown.
    pub signed_off_by: Vec<String>,
    /// Who recorded a review of it in the ledger, as Markdown.
    pub reviews: Vec<String>,
    /// How hard it is to take back, and why; null for merges.
    pub rollback: Option<RollbackDocument>,
    /// What it says itself about what it breaks, as Markdown.
    pub breaks: Option<String>,
    /// Changed files, put in lines, taken out lines; null where they were not counted.
    pub stats: Option<[u64; 3]>,
}

/// Somebody who wrote commits of the range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Contributor {
    /// The name, as Markdown.
    pub name: String,
    /// How many of the range's commits are theirs.
    pub commits: u64,
}

/// Somebody's word on the release.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ContextDecision")]
pub struct Decision {
    /// `approval` or `rejection`.
    pub kind: String,
    /// The gate that it is about.
    pub gate: Option<String>,
    /// Who, as Markdown.
    pub by: String,
    /// When, by their clock, as RFC 3339.
    pub at: String,
    /// The fingerprint of the key that it is signed with.
    pub key: Option<String>,
    /// `good`, `bad`, `unknown` (git could not say, or was not asked) or `none`.
    pub signature: String,
    /// Why, in their words, as Markdown.
    pub reason: Option<String>,
}

/// The JSON Schema of the context, for `tminus schema context`.
pub fn context_schema() -> Value {
    let mut schema = serde_json::to_value(schemars::schema_for!(Context)).unwrap_or(Value::Null);
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("schema".into(), json!({ "const": CONTEXT_SCHEMA }));
    }
    schema
}
