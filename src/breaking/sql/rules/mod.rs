//! What breaks users of a database, as data: one file for each family.

pub(super) mod columns;
pub(super) mod constraints;
pub(super) mod objects;
pub(super) mod running;
