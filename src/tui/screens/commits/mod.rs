//! The Commits screen: what is in the range, and what must be looked at?

mod answers;
mod asks;
mod browse;
mod columns;
mod detail;
pub mod filter;
mod layout;
pub mod list;
pub mod model;
mod release;
#[cfg(test)]
pub(crate) mod samples;
mod told;
mod update;
mod view;
mod why;
pub mod work;

pub(in crate::tui) use columns::age;
pub use model::{Action, Commits};
pub use work::{Outcome, Place, Request};
