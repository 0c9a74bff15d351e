//! Shipping as both faces call it: makes the plan from what was decided, begins, resumes or aborts a release.

mod decided;
mod plan;
mod run;
mod stop;

pub use decided::{Decided, already_shipped, make_plan_of};
use plan::{PlanInput, make_plan};
pub use run::{Ready, Shipping, Underway};
