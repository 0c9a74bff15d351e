//! Both ends compared.

mod api;
mod classes;
mod comparison;
mod enums;
mod functions;
mod macros;
mod records;
mod start;
mod templates;
mod types;

pub(super) use start::compare;
