//! The rules, as data: what each means, why it breaks, and a pair of texts that shows it.

pub(super) mod fields;
pub(super) mod methods;
pub(super) mod more;
pub(super) mod supertypes;
pub(super) mod types;
