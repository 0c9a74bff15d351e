//! What a run of shipping did, as a record tells it: the effects, beside the decisions that allowed them.

use serde::{Deserialize, Serialize};

use super::Subject;
use crate::history::CommitId;

/// What became of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipment {
    /// Whether the release arrived.
    pub outcome: Arrival,
    /// Names the plan: no two plans share it.
    pub plan: String,
    /// What was released, without a gate; nothing if an earlier version of tminus made the plan.
    #[serde(default)]
    pub subject: Option<Subject>,
    /// The version.
    pub version: String,
    /// The tag's name.
    pub tag: String,
    /// The annotated tag itself, if it was made.
    #[serde(default)]
    pub tag_object: Option<CommitId>,
    /// What the tag stands on, if that was made.
    #[serde(default)]
    pub commit: Option<CommitId>,
    /// Where people read the release, if it is on a forge.
    #[serde(default)]
    pub url: Option<String>,
    /// The steps, in their order.
    pub steps: Vec<ShipmentStep>,
}

/// Whether a release arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Arrival {
    /// Every step is done.
    Shipped,
    /// What could be undone is undone.
    Aborted,
    /// A word that this version does not know.
    #[serde(other)]
    Other,
}

impl Arrival {
    /// The word in records.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Shipped => "shipped",
            Self::Aborted => "aborted",
            Self::Other => "other",
        }
    }
}

/// How a step ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShipmentStep {
    /// Its name, as in the plan.
    pub id: String,
    /// Its state, as in the plan.
    pub state: String,
    /// When that was reached, RFC 3339.
    #[serde(default)]
    pub at: Option<String>,
    /// What it left behind, or why it stays.
    #[serde(default)]
    pub result: Option<String>,
}
