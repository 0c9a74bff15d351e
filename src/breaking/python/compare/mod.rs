//! What the users of one side lose on the other.

mod classes;
mod constructors;
mod families;
mod functions;
mod kinds;
mod members;
mod modules;
mod moves;
mod parameters;
mod report;
mod values;

pub(crate) use modules::compare;
