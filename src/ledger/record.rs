//! One record: who decided or did what, about what, when, on which records. Its JSON form is `tminus.record/1`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Actor, Digest, Shipment, Subject};
use crate::history::CommitId;

/// The `schema` of `record.json`.
pub const RECORD_SCHEMA: &str = "tminus.record/1";

/// A record that was read and found to be of the right form.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The commit that holds it.
    pub id: CommitId,
    /// When, by the clock of who wrote it. Never decides anything.
    pub time: Timestamp,
    /// Who.
    pub actor: Actor,
    /// The id of the branch's root commit.
    pub repository: CommitId,
    /// The records that it was written on.
    pub parents: Vec<CommitId>,
    /// Whether it carries a signature.
    pub signed: bool,
    /// Digest of what it is about, if it is about one thing.
    pub subject: Option<Digest>,
    /// What it says.
    pub content: Content,
}

/// What a record says.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A release on its way: its subject (without a gate) and the exact notes, by digest.
    Proposal(Subject),
    /// A person's word on a gate.
    Decision(Decision),
    /// Commits that the actor has looked at.
    Review(Vec<CommitId>),
    /// What a run of shipping did.
    Shipment(Box<Shipment>),
    /// A type that this version does not know, or one that only joins others: it is part of the chain and says nothing here.
    Other {
        /// Its type.
        name: String,
        /// Its payload, as it stands.
        payload: Value,
    },
}

/// A person's word on a gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Yes, no, or taken back.
    pub kind: DecisionKind,
    /// What was decided on.
    pub subject: Subject,
    /// The proposal that it names, by its record.
    pub proposal: Option<CommitId>,
    /// Why, in the actor's words.
    pub reason: Option<String>,
}

/// Yes, no, or taken back; in the order of strictness, so that the greatest of concurrent ones counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DecisionKind {
    /// GO.
    Approval,
    /// An earlier word is taken back.
    Retraction,
    /// NO-GO.
    Rejection,
}

impl DecisionKind {
    /// The record's type.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Approval => "approval",
            Self::Retraction => "retraction",
            Self::Rejection => "rejection",
        }
    }
}

impl Content {
    /// The record's type, as message and JSON spell it.
    pub fn type_name(&self) -> &str {
        match self {
            Self::Proposal(_) => "proposal",
            Self::Decision(decision) => decision.kind.as_str(),
            Self::Review(_) => "review",
            Self::Shipment(_) => "shipment",
            Self::Other { name, .. } => name,
        }
    }

    /// The digest of what it is about.
    pub fn subject(&self) -> Option<Digest> {
        match self {
            Self::Proposal(subject) => Some(subject.digest()),
            Self::Decision(decision) => Some(decision.subject.digest()),
            Self::Shipment(shipment) => shipment.subject.as_ref().map(Subject::digest),
            Self::Review(_) | Self::Other { .. } => None,
        }
    }

    /// The JSON of the payload.
    pub fn to_payload(&self) -> Value {
        match self {
            Self::Proposal(subject) => json!({ "subject": subject.to_json(), "notes": subject.notes_digest }),
            Self::Decision(decision) => json!({
                "gate": decision.subject.gate,
                "subject": decision.subject.to_json(),
                "proposal": decision.proposal,
                "reason": decision.reason,
            }),
            Self::Review(commits) => json!({ "commits": commits }),
            Self::Shipment(shipment) => serde_json::to_value(shipment).expect("a shipment holds strings alone"),
            Self::Other { payload, .. } => payload.clone(),
        }
    }

    /// Reads a payload of this type; an error says what is wrong with it.
    pub(super) fn from_payload(type_name: &str, payload: Value) -> Result<Self, serde_json::Error> {
        Ok(match type_name {
            "proposal" => Self::Proposal(serde_json::from_value::<ProposalPayload>(payload)?.subject),
            "approval" => Self::decision(DecisionKind::Approval, payload)?,
            "retraction" => Self::decision(DecisionKind::Retraction, payload)?,
            "rejection" => Self::decision(DecisionKind::Rejection, payload)?,
            "review" => Self::Review(serde_json::from_value::<ReviewPayload>(payload)?.commits),
            "shipment" => Self::Shipment(Box::new(serde_json::from_value(payload)?)),
            _ => Self::Other { name: type_name.to_owned(), payload },
        })
    }

    fn decision(kind: DecisionKind, payload: Value) -> Result<Self, serde_json::Error> {
        let DecisionPayload { subject, proposal, reason } = serde_json::from_value(payload)?;
        Ok(Self::Decision(Decision { kind, subject, proposal, reason }))
    }
}

#[derive(Deserialize)]
struct ProposalPayload {
    subject: Subject,
}

#[derive(Deserialize)]
struct DecisionPayload {
    subject: Subject,
    #[serde(default)]
    proposal: Option<CommitId>,
    #[serde(default)]
    reason: Option<String>,
}

#[derive(Deserialize)]
struct ReviewPayload {
    commits: Vec<CommitId>,
}

/// `record.json`, member by member.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Document {
    pub(super) schema: String,
    #[serde(rename = "type")]
    pub(super) type_name: String,
    pub(super) time: Timestamp,
    pub(super) actor: Actor,
    pub(super) repository: CommitId,
    pub(super) parents: Vec<CommitId>,
    pub(super) signed: bool,
    pub(super) subject: Option<Digest>,
    pub(super) payload: Value,
}

impl Document {
    /// The bytes of `record.json`: canonical, so that one record has one form.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let value = serde_json::to_value(self).expect("a record holds strings, flags and JSON alone");
        super::canonical(&value).into_bytes()
    }
}

/// The JSON Schema of `record.json`, for `tminus schema record`.
pub fn record_schema() -> Value {
    let digest = json!({ "type": ["string", "null"], "pattern": "^sha256:[0-9a-f]{64}$" });
    let commit = json!({ "type": "string", "pattern": "^([0-9a-f]{40}|[0-9a-f]{64})$" });
    let optional_commit = json!({ "type": ["string", "null"], "pattern": "^([0-9a-f]{40}|[0-9a-f]{64})$" });
    let optional_text = json!({ "type": ["string", "null"] });
    let subject = json!({
        "type": "object",
        "description": "What is decided; the record's `subject` is the SHA-256 of its RFC 8785 form.",
        "required": ["schema", "repository", "package", "gate", "from_sha", "to_sha", "version", "tag",
            "targets_digest", "notes_digest", "gates_digest", "policy_digest"],
        "properties": {
            "schema": { "const": super::SUBJECT_SCHEMA },
            "repository": optional_commit, "package": optional_text, "gate": optional_text,
            "from_sha": optional_commit, "to_sha": optional_commit, "version": optional_text, "tag": optional_text,
            "targets_digest": digest, "notes_digest": digest, "gates_digest": digest, "policy_digest": digest,
        },
    });
    let when = |type_names: &[&str], payload: Value| {
        json!({
            "if": { "properties": { "type": { "enum": type_names } } },
            "then": { "properties": { "payload": payload } },
        })
    };
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": RECORD_SCHEMA,
        "description": "One record of the ledger, `record.json` of a commit of refs/tminus/ledger.",
        "type": "object",
        "required": ["schema", "type", "time", "actor", "repository", "parents", "signed", "subject", "payload"],
        "properties": {
            "schema": { "const": RECORD_SCHEMA },
            "type": { "type": "string", "examples": ["proposal", "approval", "retraction", "rejection", "review",
                "shipment"] },
            "time": { "type": "string", "format": "date-time" },
            "actor": {
                "type": "object",
                "required": ["name", "email", "key"],
                "properties": { "name": { "type": "string" }, "email": { "type": "string" }, "key": optional_text },
            },
            "repository": commit,
            "parents": { "type": "array", "items": commit },
            "signed": { "type": "boolean" },
            "subject": digest,
            "payload": { "type": "object" },
        },
        "allOf": [
            when(&["proposal"], json!({ "required": ["subject", "notes"],
                "properties": { "subject": subject.clone(), "notes": digest } })),
            when(&["approval", "retraction", "rejection"], json!({ "required": ["gate", "subject", "proposal", "reason"],
                "properties": { "gate": { "type": "string" }, "subject": subject.clone(), "proposal": optional_commit,
                    "reason": optional_text } })),
            when(&["review"], json!({ "required": ["commits"],
                "properties": { "commits": { "type": "array", "items": commit } } })),
            when(&["shipment"], shipment_schema(&subject, &optional_commit, &optional_text)),
        ],
    })
}

/// What a run of shipping did, as a payload.
fn shipment_schema(subject: &Value, commit: &Value, text: &Value) -> Value {
    json!({
        "required": ["outcome", "plan", "subject", "version", "tag", "tag_object", "commit", "url", "steps"],
        "properties": {
            "outcome": { "type": "string", "examples": ["shipped", "aborted"] },
            "plan": { "type": "string" },
            "subject": { "anyOf": [{ "type": "null" }, subject] },
            "version": { "type": "string" },
            "tag": { "type": "string" },
            "tag_object": commit,
            "commit": commit,
            "url": text,
            "steps": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["id", "state", "at", "result"],
                    "properties": {
                        "id": { "type": "string" }, "state": { "type": "string" }, "at": text, "result": text,
                    },
                },
            },
        },
    })
}
