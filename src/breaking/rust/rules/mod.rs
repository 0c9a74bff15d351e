//! The rules of Rust, by what they are about.

pub(super) mod crates;
pub(super) mod functions;
pub(super) mod items;
pub(super) mod layout;
pub(super) mod traits;
pub(super) mod types;
