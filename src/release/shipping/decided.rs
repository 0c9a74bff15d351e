//! A release whose gates were judged: its plan, and whether it was shipped already.

use super::{PlanInput, make_plan};
use crate::{
    fault::Failure,
    gates::{Facts, Poll},
    release::Workspace,
    ship::{self, Journal, Plan, ShipError},
};

/// What was decided about a release.
#[derive(Debug)]
pub struct Decided {
    /// The repository and the range.
    pub workspace: Workspace,
    /// Every gate, judged at one moment.
    pub poll: Poll,
    /// What shipping would do; nothing where there is no version to release.
    pub plan: Option<Plan>,
    /// What could not be done.
    pub warnings: Vec<String>,
}

impl Decided {
    /// Makes the plan of a release that was polled.
    pub fn of(workspace: Workspace, poll: Poll, warnings: Vec<String>) -> Result<Self, Failure> {
        let plan = make_plan_of(&workspace, poll.facts())?;
        Ok(Self { workspace, poll, plan, warnings })
    }
}

/// The plan of a release whose gates need not have been asked; nothing where there is no version to release.
pub fn make_plan_of(workspace: &Workspace, facts: &Facts) -> Result<Option<Plan>, Failure> {
    let previous_tag = previous_tag(workspace);
    make_plan(&PlanInput { opened: &workspace.opened, facts, previous_tag: previous_tag.as_deref() })
}

/// The record of the release that ends exactly where this range does: shipping again would do nothing new.
pub fn already_shipped(workspace: &Workspace) -> Result<Option<Journal>, ShipError> {
    let common = workspace.opened.repository.common_dir();
    let asked = workspace.opened.options.next.as_deref().map(|next| workspace.tags.tag(next));
    for tag in asked.into_iter().chain(previous_tag(workspace)) {
        let shipped = ship::shipped(&common, &tag)?;
        let end = workspace.range.to_id;
        if let Some(journal) = shipped.filter(|journal| journal.target() == Some(end) || journal.plan.to == end) {
            return Ok(Some(journal));
        }
    }
    Ok(None)
}

/// The tag that the range begins at.
fn previous_tag(workspace: &Workspace) -> Option<String> {
    let from = workspace.range.from.as_deref()?;
    let name = from.strip_prefix("refs/tags/").unwrap_or(from);
    workspace.opened.repository.has_reference(&format!("refs/tags/{name}")).then(|| name.to_owned())
}
