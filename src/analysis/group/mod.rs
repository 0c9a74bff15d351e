//! Which commits of a range belong together: reverts and what they revert, fixes of commits of the range, picks and
//! duplicates, and what came by one pull request. Mostly a revert and its target add up to nothing.
//!
//! Precision goes before recall: what is only likely is not grouped. Each commit has at most one group.

mod assemble;
mod fixes;
mod hints;
mod index;
mod membership;
mod pulls;
mod reverts;
mod similar;
#[cfg(test)]
mod tests;
mod topics;
mod words;

pub use assemble::{Candidate, Grouped, group};
pub use hints::Hints;
pub use membership::{Bond, Group, Link, Membership};
pub use pulls::{Lineage, Pulls};
pub use reverts::Takeback;
