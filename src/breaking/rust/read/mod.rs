//! Reads a Rust source: items from the tree, attributes, signatures, imports.

mod alternatives;
mod attrs;
mod imports;
mod items;
mod signature;

pub(super) use attrs::{is_internal_feature, split};
pub(super) use items::read_file;
