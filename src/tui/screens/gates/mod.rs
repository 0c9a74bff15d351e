//! The Gates screen, the poll: may we go?

mod asks;
mod layout;
mod lines;
pub mod model;
#[cfg(test)]
mod tests;
mod update;
mod view;
pub mod work;

pub use model::{Action, Gates};
pub use work::{Outcome, Request};
