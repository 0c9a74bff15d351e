//! What of a plan has been done, in the form that survives the process: written before each effect and after it.

use serde::{Deserialize, Serialize};

use super::{
    Plan, StepId, StepState,
    machine::Heading,
    record::{Fact, Record},
};
use crate::history::CommitId;

/// The form that this version writes.
pub(super) const SCHEMA: &str = "tminus.journal/1";

/// A release on its way, or the record of one that arrived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    /// The form, so that another version can tell whether it understands it.
    pub schema: String,
    /// When it was opened, RFC 3339.
    pub opened_at: String,
    /// The work tree that it was opened in: the release commit is made there.
    pub work_tree: String,
    /// Which way the run goes.
    pub heading: Heading,
    /// What is to be done.
    pub plan: Plan,
    /// How far each step is.
    pub records: Vec<Record>,
    /// Lock files that a git child of this run may leave behind: they were not there before it was started.
    pub locks: Vec<String>,
}

impl Journal {
    /// A journal in which nothing has happened yet.
    pub fn open(plan: Plan, work_tree: String, opened_at: String) -> Self {
        let records = plan.steps().into_iter().map(Record::pending).collect();
        Self {
            schema: SCHEMA.to_owned(),
            opened_at,
            work_tree,
            heading: Heading::Forward,
            plan,
            records,
            locks: Vec::new(),
        }
    }

    /// The record of a step.
    pub fn record(&self, step: StepId) -> Option<&Record> {
        self.records.iter().find(|record| record.id == step)
    }

    /// What the tag stands on: the release commit once it is made, or the range's end where none is planned.
    pub fn target(&self) -> Option<CommitId> {
        if self.plan.commit.is_none() {
            return Some(self.plan.to);
        }
        match self.record(StepId::Commit)?.fact {
            Some(Fact::Commit(id)) => Some(id),
            _ => None,
        }
    }

    /// The tag object, once it is made.
    pub fn tag_object(&self) -> Option<CommitId> {
        match self.record(StepId::Tag)?.fact {
            Some(Fact::Tag { object, .. }) => Some(object),
            _ => None,
        }
    }

    /// The forge's release, once it is there: its number and where people read it.
    pub fn release(&self) -> Option<(u64, &str)> {
        [StepId::Publish, StepId::Draft].into_iter().find_map(|step| match &self.record(step)?.fact {
            Some(Fact::Release { id, url }) => Some((*id, url.as_str())),
            _ => None,
        })
    }

    /// Whether every step is done.
    pub fn is_shipped(&self) -> bool {
        self.records.iter().all(|record| record.state == StepState::Done)
    }

    /// The step that the run stands at: the first that is not done.
    pub fn current(&self) -> Option<&Record> {
        self.records.iter().find(|record| record.state != StepState::Done)
    }
}
