//! Reverts and what they revert, within a range: they belong together, and mostly add up to nothing.

mod grouping;
#[cfg(test)]
mod tests;

pub use grouping::{Candidate, Group, Takeback, group};
