//! Both ends compared.

mod annotations;
mod comparison;
mod constructors;
mod differences;
mod exceptions;
mod fields;
mod hidden;
mod methods;
mod modules;
mod obligations;
mod parents;
mod start;
mod types;

pub(super) use start::compare;
