//! A range on its way to a version: what both faces, `cli` and `tui`, call.

pub mod analysis;
pub mod demo;
mod options;

pub use options::Options;
