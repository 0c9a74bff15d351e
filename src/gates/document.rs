//! The JSON of `tminus gates`, and its schema.

use serde::Serialize;
use serde_json::{Value, json};

use super::{Gate, Verdict};

/// The `schema` of the document.
pub const GATES_SCHEMA: &str = "tminus.gates/1";

/// `tminus gates --format json`. Range and version are the JSON of the other documents.
#[derive(Debug, Clone, Serialize)]
pub struct GatesDocument<'a> {
    /// Which form this is.
    pub schema: &'static str,
    /// The package that is released, where a repository holds several.
    pub package: Option<&'a str>,
    /// The range.
    pub range: Value,
    /// The version.
    pub version: Value,
    /// What the required gates make together.
    pub verdict: Verdict,
    /// The digest that an approval of now is bound to.
    pub subject: String,
    /// The gates, in their order.
    pub gates: &'a [Gate],
    /// What could not be done.
    pub warnings: &'a [String],
}

/// The JSON Schema of the document, for `tminus schema gates`.
pub fn gates_schema() -> Value {
    let text = json!({ "type": "string" });
    let optional_text = json!({ "type": ["string", "null"] });
    let verdict = json!({ "type": "string", "enum": ["GO", "NO-GO", "HOLD"] });
    let voice = json!({
        "type": "object",
        "required": ["type", "actor", "time", "reason", "record", "signed", "signature", "counts", "stale", "why"],
        "properties": {
            "type": { "type": "string", "examples": ["approval", "rejection"] },
            "actor": {
                "type": "object",
                "required": ["name", "email", "key"],
                "properties": { "name": text, "email": text, "key": optional_text },
            },
            "time": { "type": "string", "format": "date-time" },
            "reason": optional_text,
            "record": { "type": "string", "description": "The commit of the ledger's record." },
            "signed": { "type": "boolean" },
            "signature": { "enum": ["good", "bad", "unknown", null], "description": "What git says; null if not asked." },
            "counts": { "type": "boolean" },
            "stale": { "type": "boolean" },
            "why": { "type": "array", "items": text, "description": "Why it does not count; what has changed." },
        },
    });
    let gate = json!({
        "type": "object",
        "required": ["name", "title", "verdict", "required", "evidence", "remedy", "stale", "waived", "approvals"],
        "properties": {
            "name": text,
            "title": text,
            "verdict": verdict,
            "required": { "type": "boolean", "description": "Whether the verdict counts; else it is advice." },
            "evidence": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["summary", "detail"],
                    "properties": { "summary": text, "detail": text },
                },
            },
            "remedy": { "type": ["string", "null"], "description": "What would make it GO; null where it is." },
            "stale": { "type": "boolean", "description": "Approvals of it no longer count: their subject has changed." },
            "waived": { "type": "boolean" },
            "approvals": { "type": "array", "items": voice },
        },
    });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": GATES_SCHEMA,
        "description": "What `tminus gates --format json` prints.",
        "type": "object",
        "required": ["schema", "package", "range", "version", "verdict", "gates", "warnings"],
        "properties": {
            "schema": { "const": GATES_SCHEMA },
            "package": optional_text,
            "range": {
                "type": "object",
                "required": ["from", "from_sha", "to", "to_sha", "commits"],
                "properties": {
                    "from": optional_text, "from_sha": optional_text, "to": text, "to_sha": text,
                    "commits": { "type": "integer", "minimum": 0 },
                },
            },
            "version": {
                "type": "object",
                "required": ["current", "next", "bump", "reasons"],
                "properties": {
                    "current": optional_text, "next": optional_text, "bump": text,
                    "reasons": { "type": "array", "items": text },
                },
            },
            "verdict": verdict,
            "subject": { "type": "string", "description": "The digest that an approval of now is bound to." },
            "gates": { "type": "array", "items": gate },
            "warnings": { "type": "array", "items": text },
        },
    })
}
