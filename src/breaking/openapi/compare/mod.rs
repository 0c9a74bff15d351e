//! What callers of one end's operations lose at the other.

mod bodies;
mod conditions;
mod documents;
mod fields;
mod findings;
mod groups;
mod kinds;
mod limits;
mod operations;
mod parameters;
mod schemas;
mod security;
mod unchanged;

pub(super) use documents::compare;
