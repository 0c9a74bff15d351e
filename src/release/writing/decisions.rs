//! What people decided about a release, as documents tell it.

use super::{commits::plain, context::Decision};
use crate::{
    ledger::{Ledger, Signature, Standing},
    release::Candidate,
};

/// What the ledger says of exactly this release, and what is wrong with the ledger.
pub(super) fn of(candidate: &Candidate) -> (Vec<Decision>, Option<String>) {
    let facts = &candidate.facts;
    match &facts.ledger {
        Err(problem) => (Vec::new(), Some(problem.clone())),
        Ok(ledger) => {
            let gates: Vec<Option<&str>> = gates(ledger);
            let standing = gates.iter().flat_map(|gate| ledger.standing(facts.subject.for_gate(*gate).digest()));
            let told = standing.map(|word| decision(candidate, &word)).collect();
            let flaws = ledger.flaws().len();
            let problem = (!ledger.is_valid()).then(|| format!("{flaws} of its records are not as they must be"));
            (told, problem)
        }
    }
}

/// The gates that anybody ever decided on, each once.
fn gates(ledger: &Ledger) -> Vec<Option<&str>> {
    let mut gates: Vec<Option<&str>> = ledger.decisions().map(|word| word.decision.subject.gate.as_deref()).collect();
    gates.sort_unstable();
    gates.dedup();
    gates
}

fn decision(candidate: &Candidate, word: &Standing<'_>) -> Decision {
    let record = word.record;
    let signature = match (record.signed, candidate.facts.signatures.get(&record.id)) {
        (false, _) => "none",
        (true, Some(Signature::Good)) => "good",
        (true, Some(Signature::Bad)) => "bad",
        (true, Some(Signature::Unknown) | None) => "unknown",
    };
    Decision {
        kind: word.decision.kind.as_str().to_owned(),
        gate: word.decision.subject.gate.clone(),
        by: plain(&record.actor.name),
        at: record.time.to_string(),
        key: record.actor.key.clone(),
        signature: signature.to_owned(),
        reason: word.decision.reason.as_deref().map(plain),
    }
}
