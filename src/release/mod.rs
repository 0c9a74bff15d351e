//! A range on its way to a version: what both faces, `cli` and `tui`, call.

pub mod analysis;
pub mod demo;
pub mod doctor;
mod fitted;
mod marks;
pub mod notes;
mod opened;
mod options;
mod overrides;
mod review_marks;
mod trust_facts;
mod workspace;

pub use fitted::Findings;
pub use marks::{Marks, MarksError};
pub use opened::Opened;
pub use options::Options;
pub use overrides::Overrides;
pub use review_marks::ReviewMarks;
pub use workspace::{Workspace, WorkspaceError};
