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
mod edit;
mod found;
pub mod habit;
mod likeness;
mod links;
mod merge;
mod proof;
mod proposal;
mod render;
#[cfg(test)]
pub(crate) mod sample;
mod saved;
mod section_key;
mod told;
mod waiting;

pub use changelog::{
    CandidateFile, ChangelogRelease, Markup, Own, insert, looks_like_one, own, release_part, written_since,
};
pub use check::{Placeholder, Problem, placeholders, problems};
pub use citation::{CitationIndex, Citations, without_marks};
pub use coverage::Coverage;
pub use document::{Document, EntryPlace, EntryShape, EntrySpan, Section, Titles, markdown_options};
pub use draft::{
    CommitRules, Draft, DraftEntry, DraftSection, Guide, Pulls, Ranked, Reworded, SetAside, draft, draft_by,
    draft_with, reworded,
};
pub use edit::{
    Edited, Refusal, SetAsideEntry, merged_with_next, moved, put_back, set_aside, split, with_citation, with_entry,
    with_words,
};
pub use found::Break;
pub use links::Links;
pub use merge::{Conflict, Merged, merge, settled};
pub use proof::{Case, Evidence, RepositoryEvidence, Testimony, prove};
pub use proposal::{Change, ComparedLine, Comparison, Hunk, Origin, Proposal};
pub use render::{BUILT_IN_NAME, BUILT_IN_TEMPLATE, ReleaseFacts, Renderer};
pub use saved::{DraftWords, OtherDraft, SavedDraft, SavedDrafts, Saving};
pub use section_key::SectionKey;
pub use told::{EntryDigest, EntryOrigin, Notes, ToldEntry, ToldSection};
pub use waiting::with_waiting;
