//! The rules, by what they are about.

pub(super) mod conditions;
pub(super) mod messages;
pub(super) mod operations;
pub(super) mod requests;
pub(super) mod responses;
