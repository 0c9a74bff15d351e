//! Questions that must be answered before shipping, each with a verdict and evidence.
//!
//! The rules are pure: what they judge comes in as facts, and what needs a git child, the network or a command is asked
//! through [`World`]. Whoever wants to ship needs a [`Clearance`], which only a poll whose verdict is GO gives.

mod approval;
mod breaking_told;
mod clearance;
mod command;
mod digests;
mod document;
mod gate;
mod git_world;
mod name;
mod poll;
mod release_rules;
mod tree_rules;
mod verdict;

#[cfg(test)]
mod tests;

pub use breaking_told::{BreakingCommit, Breaks, Dismissed, FoundBreak};
pub use clearance::Clearance;
pub use command::CommandEnd;
pub use digests::{gates_digest, targets_digest, token_variables};
pub use document::{GATES_SCHEMA, GatesDocument, gates_schema};
pub use gate::{Evidence, Gate, Place, Voice};
pub use git_world::GitWorld;
pub use name::{BuiltIn, nearest};
pub use poll::{Facts, Poll, PollEvent, Scope, World, gates_left, roll, verdict};
pub use release_rules::{NextVersion, NotesProblem, NotesState, ReviewState, RiskyCommit};
pub use tree_rules::{Branch, Remote, RemoteAnswer, WorkTree};
pub use verdict::Verdict;
