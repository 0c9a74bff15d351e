//! The ledger: an append-only history of records in `refs/tminus/ledger`, each a commit that holds one `record.json`.
//!
//! A record is never rewritten. What counts is decided by ancestry, never by clocks: a later record supersedes only its own
//! ancestors, and of concurrent ones the stricter counts. A commit of another form anywhere makes the ledger invalid, so
//! that no ordinary signed commit passes for a decision.

mod actor;
mod canonical;
mod chain;
mod digest;
mod form;
mod git_store;
#[cfg(test)]
pub(crate) mod memory;
mod record;
mod shipment;
mod signing;
mod store;
mod subject;
mod write;

#[cfg(test)]
mod git_store_tests;
#[cfg(test)]
mod tests;

pub use actor::Actor;
pub use canonical::canonical;
pub use chain::{Ledger, Standing};
pub use digest::{Digest, NotADigest};
pub use form::Flaw;
pub use git_store::{GitStore, LEDGER_REF};
pub use record::{Content, Decision, DecisionKind, RECORD_SCHEMA, Record, record_schema};
pub use shipment::{Arrival, Shipment, ShipmentStep};
pub use signing::{Signature, fingerprint, signs, verify};
pub use store::{NewCommit, RecordStore, StoreError, StoredCommit, StoredFile, proposal_notes};
pub use subject::{SUBJECT_SCHEMA, Subject, SubjectSchema};
pub use write::{Entry, Pen, WriteError, append};
