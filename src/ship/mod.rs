//! From plan to published release: journalled steps that can be resumed or undone.
//!
//! `plan` says what will happen, `machine` in which order (pure), `journal` what has happened. Each effect is written down and
//! synced before it is tried and after it. Gates are judged before the journal opens; nothing here judges.

mod base64_bytes;
mod compose;
mod describe;
mod document;
mod engine;
mod error;
mod git;
mod inscription;
mod journal;
mod journal_file;
mod machine;
mod plan;
mod preflight;
mod publish;
mod record;
mod step;
mod world;

pub use compose::{ChangelogChange, Intent, Standing};
pub use describe::Step;
pub use document::{Outcome, PLAN_SCHEMA, PlanDocument, plan_schema};
pub use engine::{Progress, Run};
pub use error::ShipError;
pub use git::ShipGit;
pub use inscription::Desk;
pub use journal::Journal;
pub use journal_file::{JournalError, JournalFile, peek, shipped};
pub use machine::{Ending, Event, Heading, Machine, Order};
pub use plan::{ForgeRelease, LedgerMark, Plan, Push, ReleaseCommit, ReleaseTag, tag_message};
pub use preflight::{Signing, preflight};
pub use record::{Fact, Found, Record, Retry, Trouble, Undoing};
pub use step::{StepId, StepState};
pub use world::{Lend, RealWorld, World};

/// A plan with every step, for the tests of those who show plans.
#[cfg(test)]
pub(crate) fn sample_plan() -> Plan {
    plan::tests::plan()
}
