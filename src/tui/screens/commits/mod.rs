//! The Commits screen: what is in the range, and what must be looked at?

pub mod model;
pub mod update;
pub mod view;
pub mod work;

pub use model::Commits;
