//! The Breaking screen: whom does it hurt, and how do they move on?

mod asks;
mod detail;
mod filter;
mod layout;
mod list;
pub mod model;
#[cfg(test)]
mod tests;
mod update;
mod view;
pub mod work;

pub use model::{Action, BreakingScreen};
pub use work::{Outcome, Request};
