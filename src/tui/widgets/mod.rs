//! Parts that screens are made of.

pub mod diff;
pub mod editor;
pub mod markdown;
