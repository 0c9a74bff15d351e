//! Doors to forges: a trait, and one file for each of them.
