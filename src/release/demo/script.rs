//! The sample project's history as it is written down: who did what, when, in which words.

use std::collections::BTreeMap;

use serde::Deserialize;

/// All of it, in the order it was made.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Script {
    /// `Name <address>` by short name.
    pub(super) people: BTreeMap<String, String>,
    pub(super) commit: Vec<Step>,
}

/// One commit. Paths are keys; see the head of `history.toml` for what each edit means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    pub(super) by: String,
    /// Hours since the step before.
    pub(super) hours: i64,
    pub(super) message: String,
    /// The side branch that it is made on; `main` where there is none.
    pub(super) on: Option<String>,
    /// The side branch that it merges.
    pub(super) merge: Option<String>,
    /// The subject of the commit that it takes back.
    pub(super) revert: Option<String>,
    pub(super) tag: Option<String>,
    #[serde(default)]
    pub(super) write: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) append: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) replace: BTreeMap<String, Vec<(String, String)>>,
    #[serde(default)]
    pub(super) rename: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) binary: BTreeMap<String, String>,
}

impl Script {
    /// The one that is compiled in.
    pub(super) fn embedded() -> Self {
        toml::from_str(include_str!("history.toml")).expect("a test parses the embedded script")
    }

    /// Hours from the first commit to the last.
    pub(super) fn hours(&self) -> i64 {
        self.commit.iter().map(|step| step.hours).sum()
    }
}

impl Step {
    pub(super) fn subject(&self) -> &str {
        self.message.trim_start().lines().next().unwrap_or_default()
    }
}
