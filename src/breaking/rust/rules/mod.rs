//! The rules of Rust, by what they are about.

pub(super) mod items;
