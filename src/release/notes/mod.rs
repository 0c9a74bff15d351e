//! The notes of a release: found, drafted, kept, checked, told. What the command, the screen, the gates and shipping use.

mod by_model;
mod desk;
mod fragments;
mod habit;
mod material;
mod model_entries;
mod newcomers;
mod released;
mod report;
mod shared_draft;
pub(super) mod template;
mod writers;

pub use by_model::{ByModel, ModelDesk, ModelUsage, assistant};
pub use desk::{Desk, Opening, Standing, links};
pub use newcomers::Newcomer;
pub use report::{NOTES_SCHEMA, Report, notes_schema};
pub use shared_draft::{SharedDraft, SharedPlace, Sharing};
