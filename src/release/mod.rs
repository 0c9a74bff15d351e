//! A range on its way to a version: what both faces, `cli` and `tui`, call.

pub mod demo;
