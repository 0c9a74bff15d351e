//! The next version: what the commits of a range ask for, by Semantic Versioning 2.0.0.
//!
//! A breaking commit asks for a major, a feature for a minor, a fix (or a performance gain, a revert, a security or
//! dependency change) for a patch; documentation, tests, CI and upkeep alone ask for nothing. Before 1.0.0 a breaking
//! commit asks for a minor and everything else for a patch, as Cargo and npm read such versions. A pre-release goes on to
//! its release. With no release yet the first version is 0.1.0.

mod bump;
mod calendar;
mod next;
#[cfg(test)]
mod tests;

pub use bump::{Bump, Demand, demand};
pub use calendar::{Tagged, are_short_dates};
pub use next::{BadVersion, NextVersion, next_version, with_next};
