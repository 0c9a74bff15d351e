//! A range on its way to a version: what both faces, `cli` and `tui`, call.

pub mod analysis;
mod broken;
mod candidate;
mod decide;
pub mod demo;
mod desk;
pub mod doctor;
pub mod document;
mod explain;
mod fitted;
mod marks;
pub mod notes;
mod notes_text;
mod opened;
mod options;
mod overrides;
mod own_rules;
mod poll;
mod remarks;
mod reviewed;
pub mod shipping;
mod trust_facts;
mod workspace;

pub use candidate::Candidate;
pub use decide::{Word, Written, decide, decided_on, known_gate, review};
pub use explain::{Explained, explain};
pub use fitted::Findings;
pub use marks::{Marks, MarksError};
pub use notes_text::NotesText;
pub use opened::Opened;
pub use options::Options;
pub use overrides::Overrides;
pub use remarks::{Remarks, RemarksError};
pub use reviewed::{ReviewDraft, Reviewers, reviewers};
pub use workspace::{Workspace, WorkspaceError};
