//! A breaking change as documents have it.

use schemars::JsonSchema;
use serde::Serialize;

/// One breaking change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
pub struct FindingDocument {
    /// The rule that found it, such as `rust/function-removed`.
    pub rule: String,
    /// Where such changes happen: `rust`, `python`, `openapi`...
    pub ecosystem: String,
    /// What breaks.
    pub symbol: String,
    /// The file, on the side where the symbol stands.
    pub path: String,
    /// The line, 1-based.
    pub line: u32,
    /// The file on the old side, where it is another.
    pub old_path: Option<String>,
    /// The line on the old side.
    pub old_line: Option<u32>,
    /// What stood there.
    pub before: Option<String>,
    /// What stands there now.
    pub after: Option<String>,
    /// `definite`, `likely` or `possible`.
    pub certainty: String,
    /// The commit that made it.
    pub commit: Option<String>,
    /// What breaks, for whom.
    pub message: String,
    /// How to move on.
    pub migration: Option<String>,
}
