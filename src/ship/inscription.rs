//! The last step: what was done, written down in the ledger beside the decisions that allowed it. The journal belongs to one
//! clone and ends with the run; the record stays.

use super::{
    Fact, Found, Journal, StepId, StepState, Undoing,
    record::{Retry, Trouble},
};
use crate::{
    fault::{Failure, Fault},
    ledger::{self, Arrival, Content, Entry, GitStore, LEDGER_REF, Ledger, Pen, Shipment, ShipmentStep, WriteError},
    process::Prompts,
};

/// Opens the ledger for writing: where records are kept, and who writes how. Signing may ask the user where `Prompts` says so.
pub type Desk<'a> = Box<dyn Fn(Prompts) -> Result<(GitStore, Pen), Failure> + 'a>;

/// Looks for the record of this journal's plan.
pub(super) fn find(desk: &Desk<'_>, journal: &Journal) -> Result<Found, Trouble> {
    let (store, pen) = desk(Prompts::Never).map_err(|failure| refused(&failure))?;
    let ledger = Ledger::read(&store, Some(pen.repository)).map_err(|error| Trouble::passing(error.to_string()))?;
    Ok(match ledger.shipment(&journal.plan.id, Arrival::Shipped) {
        Some(record) => Found::Ours(Fact::Record(record.id)),
        None => Found::Absent,
    })
}

/// Writes the record, unless it is there.
pub(super) fn write(desk: &Desk<'_>, journal: &Journal, outcome: Arrival, prompts: Prompts) -> Result<Fact, Trouble> {
    let (store, pen) = desk(prompts).map_err(|failure| refused(&failure))?;
    let mut there = None;
    let written = ledger::append(&store, &pen, |ledger| {
        there = ledger.shipment(&journal.plan.id, outcome).map(|record| record.id);
        there.is_none().then(|| Entry::new(Content::Shipment(Box::new(shipment(journal, outcome)))))
    })
    .map_err(|error| not_written(&error))?;
    written
        .last()
        .map(|record| record.id)
        .or(there)
        .map(Fact::Record)
        .ok_or_else(|| Trouble::passing("the ledger has no record of this release"))
}

/// A record is never rewritten.
pub(super) fn undo(desk: &Desk<'_>, journal: &Journal) -> Result<Undoing, Trouble> {
    Ok(match find(desk, journal)? {
        Found::Ours(_) => Undoing::Kept("a record of the ledger is never rewritten".to_owned()),
        Found::Absent | Found::Foreign(_) | Found::Lost(..) => Undoing::Undone,
    })
}

/// What the journal knows, as a record tells it.
fn shipment(journal: &Journal, outcome: Arrival) -> Shipment {
    let is_made = |step: StepId| journal.record(step).is_none_or(|record| record.state == StepState::Done);
    let steps = journal.described().into_iter().filter(|step| step.id != StepId::Record).map(|step| ShipmentStep {
        id: step.id.to_string(),
        state: step.state.to_string(),
        at: step.at,
        result: step.result.or(step.why),
    });
    Shipment {
        outcome,
        plan: journal.plan.id.clone(),
        subject: journal.plan.subject.clone(),
        version: journal.plan.version.clone(),
        tag: journal.plan.tag.name.clone(),
        tag_object: journal.tag_object().filter(|_| is_made(StepId::Tag)),
        commit: journal.target().filter(|_| is_made(StepId::Commit)),
        url: journal.release().map(|(_, url)| url.to_owned()),
        steps: steps.collect(),
    }
}

/// What the step does, as a command would do it.
pub(super) fn effect(tag: &str) -> String {
    format!("git update-ref {LEDGER_REF} <record of what was done for {tag}>")
}

fn refused(failure: &Failure) -> Trouble {
    let why = failure.to_string();
    if failure.fault == Fault::Outside { Trouble::passing(why) } else { Trouble::lasting(why) }
}

fn not_written(error: &WriteError) -> Trouble {
    let is_final = matches!(error, WriteError::Invalid { .. } | WriteError::Store(ledger::StoreError::Sign { .. }));
    let mut why = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let said = cause.to_string();
        if !why.contains(&said) {
            why = format!("{why}: {said}");
        }
        source = cause.source();
    }
    Trouble { why, retry: if is_final { Retry::Never } else { Retry::After(None) }, may_have_happened: false }
}
