//! Parts that screens are made of.

pub mod diff;
