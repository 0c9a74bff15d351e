//! What several documents have in common.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    analysis::{
        Level, Risk,
        version::{Bump, Demand, NextVersion},
    },
    history::{Decoded, Person, Range},
    release::{Workspace, analysis::Analysis},
};

/// From where to where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Range")]
pub struct RangeDocument {
    /// Where it begins: a tag or any revision; null if the range is the whole history.
    pub from: Option<String>,
    /// The commit that `from` names.
    pub from_sha: Option<String>,
    /// Where it ends.
    pub to: String,
    /// The commit that `to` names.
    pub to_sha: String,
    /// How many commits it has.
    pub commits: u64,
}

impl RangeDocument {
    /// A range of so many commits.
    pub fn of(range: &Range, commits: usize) -> Self {
        Self {
            from: range.from.clone(),
            from_sha: range.from_id.map(|id| id.to_string()),
            to: range.to.clone(),
            to_sha: range.to_id.to_string(),
            commits: commits as u64,
        }
    }
}

/// From which version to which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Version")]
pub struct VersionDocument {
    /// The version at the range's beginning; null before the first release.
    pub current: Option<String>,
    /// The version to release; empty where that is not known, as in a shallow clone without a version's tag.
    pub next: String,
    /// How far it moves: `major`, `minor`, `patch`, `none`, `prerelease` or `calendar`.
    pub bump: &'static str,
    /// Why, in words.
    pub reasons: Vec<String>,
}

impl VersionDocument {
    /// The document of a version.
    pub fn of(version: &NextVersion) -> Self {
        Self {
            current: version.current.clone(),
            next: version.next.clone(),
            bump: version.bump.as_str(),
            reasons: version.reasons.clone(),
        }
    }

    /// The document of the version that an analysis came to; where it came to none, why.
    pub fn in_range(workspace: &Workspace, analysis: &Analysis) -> Self {
        let known = match &analysis.version {
            Some(version) => Ok(version.clone()),
            None => workspace.next_version(Demand::default(), None),
        };
        known.as_ref().map_or_else(
            |error| Self {
                current: workspace.current_version(),
                next: String::new(),
                bump: Bump::None.as_str(),
                reasons: vec![error.to_string()],
            },
            Self::of,
        )
    }
}

/// A score and all that it is made of.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Risk")]
pub struct RiskDocument {
    /// 0 to 100: the sum of the factors' points.
    #[schemars(range(max = 100))]
    pub score: u8,
    /// `low` under 25, `medium` under 50, `high` under 75, else `critical`.
    pub level: &'static str,
    /// The calibrated chance of being named later as the cause of a defect; null for a release, a merge, and without a model.
    pub probability: Option<f64>,
    /// How many times the chance is what is usual over many repositories; null where the chance is.
    pub times_usual: Option<f64>,
    /// Of a release: the commits that carry most of its risk, riskiest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carried_by: Option<Vec<String>>,
    /// What the score is made of, most points first.
    pub factors: Vec<FactorDocument>,
}

/// One reason for a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Factor")]
pub struct FactorDocument {
    /// Its stable name.
    pub name: String,
    /// What it adds; may be negative.
    pub points: i32,
    /// What was seen, in words.
    pub evidence: String,
}

impl RiskDocument {
    /// The document of a risk.
    pub fn of(risk: Risk) -> Self {
        let factors = risk.factors.into_iter();
        Self {
            score: risk.score,
            level: Level::of(risk.score).as_str(),
            probability: risk.probability,
            times_usual: risk.times_usual,
            carried_by: None,
            factors: factors
                .map(|factor| FactorDocument { name: factor.name, points: factor.points, evidence: factor.evidence })
                .collect(),
        }
    }
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Person")]
pub struct PersonDocument {
    /// Name.
    pub name: String,
    /// The name's bytes, where it is not valid text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_b64: Option<String>,
    /// E-mail address.
    pub email: String,
    /// The address's bytes, where it is not valid text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_b64: Option<String>,
}

impl PersonDocument {
    /// The document of a person.
    pub fn of(person: &Person) -> Self {
        Self {
            name: person.name.text.clone(),
            name_b64: raw(&person.name),
            email: person.email.text.clone(),
            email_b64: raw(&person.email),
        }
    }

    /// Of a name and an address.
    pub(super) fn named((name, email): (String, String)) -> Self {
        Self { name, name_b64: None, email, email_b64: None }
    }
}

/// The bytes of a text that lost something.
pub(super) fn raw(text: &Decoded) -> Option<String> {
    text.raw.as_ref().map(|bytes| STANDARD.encode(bytes))
}

/// The bytes of a path that is not UTF-8.
pub(super) fn raw_path(path: &std::path::Path) -> Option<String> {
    path.to_str().is_none().then(|| STANDARD.encode(path.as_os_str().as_encoded_bytes()))
}
