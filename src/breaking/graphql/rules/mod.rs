//! The rules, by what they are about.

pub(super) mod directives;
pub(super) mod inputs;
pub(super) mod types;
