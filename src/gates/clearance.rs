//! Leave to ship: a value that only a whole poll whose verdict is GO can give.

use super::{Poll, Verdict};
use crate::{
    history::CommitId,
    ledger::{Digest, Subject},
};

/// Proof that all required gates were GO, at one moment, for exactly this release. Shipping asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clearance {
    subject: Subject,
    approval: Digest,
    proposal: Option<CommitId>,
    ledger: Option<CommitId>,
    notes: Vec<u8>,
}

impl Poll {
    /// Leave to ship; nothing unless the verdict is GO.
    pub fn clearance(&self) -> Option<Clearance> {
        (self.verdict() == Verdict::Go).then(|| {
            let facts = self.facts();
            let subject = facts.subject.clone();
            let ledger = facts.ledger.as_ref().ok();
            Clearance {
                approval: subject.for_gate(Some(super::BuiltIn::Approval.name())).digest(),
                proposal: ledger.and_then(|ledger| ledger.proposal(subject.digest())).map(|record| record.id),
                ledger: ledger.and_then(crate::ledger::Ledger::head),
                notes: facts.notes.clone(),
                subject,
            }
        })
    }
}

impl Clearance {
    /// What was cleared: range, version, tag and digests of all that goes with them.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The digest that approvals are bound to, for the tag's `Tminus-Subject`.
    pub fn approval_digest(&self) -> Digest {
        self.approval
    }

    /// The record of the proposal that was approved, if there is one.
    pub fn proposal(&self) -> Option<CommitId> {
        self.proposal
    }

    /// The head of the ledger that was judged, for the tag's `Tminus-Ledger`.
    pub fn ledger(&self) -> Option<CommitId> {
        self.ledger
    }

    /// The exact body to be published: the bytes of the proposal's `notes.md`, which its digest binds.
    pub fn notes(&self) -> &[u8] {
        &self.notes
    }
}
