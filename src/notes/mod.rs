//! Release notes: sections of entries, drafted, edited, rendered, checked.
//!
//! A document is Markdown that is kept byte for byte; what a person typed is never dropped. Everything here is pure but
//! `saved`, which keeps the draft that a person works on.

mod citation;
mod document;
mod draft;
#[cfg(test)]
pub(crate) mod sample;
mod section_key;

pub use citation::{CitationIndex, Citations, without_marks};
pub use document::{Document, EntryShape, EntrySpan, Section, Titles, markdown_options};
pub use draft::{Draft, DraftEntry, DraftSection, Pulls, Ranked, SetAside, draft};
pub use section_key::SectionKey;
