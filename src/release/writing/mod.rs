//! The documents beside the release notes: what changed in the interface, what an upgrade asks for, how a release is rolled out
//! and taken back, who answered for it. Facts are gathered once ([`Context`]) and laid out by a template, by audience.
//!
//! Nothing is invented: a document says what was found and where nothing was, and what was not looked at.

mod audience;
mod commits;
mod context;
mod decisions;
mod gather;
mod paper;

pub use audience::Readers;
pub use context::{CONTEXT_SCHEMA, Context, context_schema};
pub use paper::{PAPERS, Paper};
