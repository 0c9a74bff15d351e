//! A range on its way to a version: what both faces, `cli` and `tui`, call.

pub mod analysis;
pub mod demo;
mod marks;
mod opened;
mod options;
mod review_marks;
mod trust_facts;

pub use marks::{Marks, MarksError};
pub use opened::Opened;
pub use options::Options;
pub use review_marks::ReviewMarks;
