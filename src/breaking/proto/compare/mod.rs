//! What users of one end's messages and services lose at the other: on the wire, in JSON, in generated code.

mod comparison;
mod enums;
mod fields;
mod files;
mod messages;
mod services;

pub(super) use files::compare;
