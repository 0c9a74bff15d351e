//! `tminus ship --format json`: the plan, and how far it is.

use serde::Serialize;
use serde_json::{Value, json};

use super::{Journal, Plan, Step};
use crate::history::CommitId;

/// The `schema` of the document.
pub const PLAN_SCHEMA: &str = "tminus.plan/1";

/// How a call of `tminus ship` ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Every step is done.
    Shipped,
    /// It was shipped before, and nothing is new.
    AlreadyShipped,
    /// A step did not work; it can be resumed or aborted.
    Stuck,
    /// Asked to stop; it can be resumed or aborted.
    Interrupted,
    /// What can be undone is undone.
    Aborted,
}

/// The plan as a document.
#[derive(Debug, Clone, Serialize)]
pub struct PlanDocument {
    /// Which form this is.
    pub schema: &'static str,
    /// The package, where a repository holds several.
    pub package: Option<String>,
    /// The version; nothing if there is none to release.
    pub version: Option<String>,
    /// The tag.
    pub tag: Option<String>,
    /// The last commit of the range.
    pub to_sha: Option<CommitId>,
    /// What the gates say, where they were asked.
    pub verdict: Option<String>,
    /// How it ended; nothing for a plan that was only shown.
    pub outcome: Option<Outcome>,
    /// The steps, in their order.
    pub steps: Vec<Step>,
    /// What the user should know.
    pub warnings: Vec<String>,
}

impl PlanDocument {
    /// A plan that is only shown.
    pub fn of_plan(plan: &Plan, verdict: Option<String>) -> Self {
        Self {
            schema: PLAN_SCHEMA,
            package: plan.package.clone(),
            version: Some(plan.version.clone()),
            tag: Some(plan.tag.name.clone()),
            to_sha: Some(plan.to),
            verdict,
            outcome: None,
            steps: plan.described(),
            warnings: plan.warnings.clone(),
        }
    }

    /// A plan on its way, or at its end.
    pub fn of_journal(journal: &Journal, outcome: Option<Outcome>) -> Self {
        Self { outcome, steps: journal.described(), ..Self::of_plan(&journal.plan, None) }
    }

    /// Where there is nothing to release, or, up to a commit, no version to release it as.
    pub fn empty(package: Option<String>, verdict: Option<String>, to_sha: Option<CommitId>) -> Self {
        Self {
            schema: PLAN_SCHEMA,
            package,
            version: None,
            tag: None,
            to_sha,
            verdict,
            outcome: None,
            steps: Vec::new(),
            warnings: Vec::new(),
        }
    }
}

/// The JSON Schema of the document, for `tminus schema plan`.
pub fn plan_schema() -> Value {
    let text = json!({ "type": "string" });
    let optional_text = json!({ "type": ["string", "null"] });
    let step = json!({
        "type": "object",
        "required": ["id", "title", "effect", "undo", "state"],
        "properties": {
            "id": {
                "type": "string",
                "examples": ["commit", "tag", "push", "push-branch", "push-tag", "draft", "publish", "record"],
            },
            "title": { "type": "string", "description": "What it does, in words." },
            "effect": { "type": "string", "description": "The exact command or request." },
            "undo": { "type": "string", "description": "How it is undone, or why it cannot be." },
            "state": {
                "type": "string",
                "enum": ["pending", "running", "done", "failed", "unknown", "skipped", "undone"],
            },
            "why": { "type": ["string", "null"], "description": "Why it failed, is unknown, or stays." },
            "at": { "type": ["string", "null"], "format": "date-time", "description": "When its state last changed." },
            "result": { "type": ["string", "null"], "description": "What it left behind: an id, a signer, an address." },
        },
    });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": PLAN_SCHEMA,
        "description": "What `tminus ship --format json` prints.",
        "type": "object",
        "required": ["schema", "package", "version", "tag", "steps", "warnings"],
        "properties": {
            "schema": { "const": PLAN_SCHEMA },
            "package": optional_text,
            "version": optional_text,
            "tag": optional_text,
            "to_sha": optional_text,
            "verdict": { "enum": ["GO", "NO-GO", "HOLD", null], "description": "What the gates say, if asked." },
            "outcome": { "enum": ["shipped", "already-shipped", "stuck", "interrupted", "aborted", null] },
            "steps": { "type": "array", "items": step },
            "warnings": { "type": "array", "items": text },
        },
    })
}
