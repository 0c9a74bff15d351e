//! Parts that screens are made of.

pub mod code;
pub mod diff;
pub mod editor;
pub mod list_and_detail;
pub mod markdown;
