//! The rules, as data: what each means, why it breaks, and a pair of texts that shows it.

pub(super) mod classes;
pub(super) mod functions;
pub(super) mod names;
pub(super) mod types;
