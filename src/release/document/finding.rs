//! A breaking change as documents have it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::breaking::Finding;

/// One breaking change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
pub struct FindingDocument {
    /// The rule that found it, such as `rust/function-removed`.
    pub rule: String,
    /// Where such changes happen: `rust`, `python`, `openapi`...
    pub ecosystem: String,
    /// The package that it belongs to, where a manifest names it.
    pub package: Option<String>,
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
    /// How to move on: a person's words, else a draft.
    pub migration: Option<String>,
    /// Where it went, if it seems to have been renamed or moved.
    pub moved_to: Option<MovedToDocument>,
    /// Whether somebody looked at it and said that it is so.
    pub acknowledged: bool,
    /// Why it does not count, if somebody said so; null if it does.
    pub dismissed: Option<String>,
}

/// Where something went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "MovedTo")]
pub struct MovedToDocument {
    /// Its name there.
    pub symbol: String,
    /// The file.
    pub path: String,
    /// How alike both are, in percent.
    pub similarity: u8,
}

impl FindingDocument {
    /// The document of a finding.
    pub fn of(finding: &Finding) -> Self {
        Self {
            rule: finding.rule.clone(),
            ecosystem: finding.ecosystem.clone(),
            package: finding.package.clone(),
            symbol: finding.symbol.clone(),
            path: finding.path.clone(),
            line: finding.line,
            old_path: finding.old_path.clone(),
            old_line: finding.old_line,
            before: finding.before.clone(),
            after: finding.after.clone(),
            certainty: finding.certainty.as_str().to_owned(),
            commit: finding.commit.map(|commit| commit.to_string()),
            message: finding.message.clone(),
            migration: finding.told_migration().map(str::to_owned),
            moved_to: finding.moved_to.as_ref().map(|moved| MovedToDocument {
                symbol: moved.symbol.clone(),
                path: moved.path.clone(),
                similarity: moved.similarity,
            }),
            acknowledged: finding.remark.acknowledged,
            dismissed: finding.remark.dismissed.clone(),
        }
    }
}
