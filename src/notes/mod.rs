//! Release notes: sections of entries, drafted, edited, rendered, checked.
//!
//! A document is Markdown that is kept byte for byte; what a person typed is never dropped. Everything here is pure but
//! `saved`, which keeps the draft that a person works on.

mod changelog;
mod check;
mod citation;
mod coverage;
mod document;
mod draft;
mod found;
pub mod habit;
mod keep;
mod likeness;
mod links;
mod proof;
mod render;
#[cfg(test)]
pub(crate) mod sample;
mod saved;
mod section_key;
mod told;
mod waiting;

pub use changelog::{ChangelogRelease, insert, unreleased};
pub use check::{Placeholder, Problem, placeholders, problems};
pub use citation::{CitationIndex, Citations, without_marks};
pub use coverage::Coverage;
pub use document::{Document, EntryShape, EntrySpan, Section, Titles, markdown_options};
pub use draft::{
    CommitRules, Draft, DraftEntry, DraftSection, Guide, Pulls, Ranked, SetAside, draft, draft_by, draft_with,
};
pub use found::Break;
pub use keep::{Kept, keep, with_entry};
pub use links::Links;
pub use proof::{Case, Evidence, RepositoryEvidence, Testimony, prove};
pub use render::{BUILT_IN_NAME, BUILT_IN_TEMPLATE, ReleaseFacts, Renderer};
pub use saved::{SavedDraft, SavedDrafts, Saving};
pub use section_key::SectionKey;
pub use told::{EntryOrigin, Notes, ToldEntry, ToldSection};
pub use waiting::with_waiting;
