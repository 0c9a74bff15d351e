//! What the users of one end lose at the other.

mod calls;
mod classes;
mod comparison;
mod members;
mod packages;
mod symbols;
mod types;
mod uses;
mod values;

pub(super) use packages::compare;
