//! What the importers of one end lose at the other.

mod comparison;
mod methods;
mod objects;
mod packages;
mod satisfaction;
mod structs;
mod types;

pub(super) use packages::compare;
