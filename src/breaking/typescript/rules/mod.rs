//! The rules, by what they are about.

pub(super) mod classes;
pub(super) mod functions;
pub(super) mod modules;
pub(super) mod types;
pub(super) mod values;
