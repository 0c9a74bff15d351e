//! The Ship screen: what will happen, and what has happened?

pub mod model;
pub mod update;
pub mod view;
pub mod work;

pub use model::Ship;

#[cfg(test)]
mod tests;
