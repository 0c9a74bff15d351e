//! The diff of a commit or a range, as a part of a screen.
//!
//! [`DiffModel`] is what a screen keeps and hands its events to; what it wants done comes back as commands, whose requests
//! [`run`] carries out on a worker. Rows are derived from ranges that differ, so that a diff of any length costs the rows
//! that are seen; texts far from the window are dropped and read again. It knows nothing of the screen around it.

mod action;
mod class;
mod copy;
mod document;
mod entry;
mod files;
mod files_view;
mod geometry;
mod jump;
mod line;
mod model;
mod notes;
mod painter;
mod palette;
mod request;
mod row_view;
mod rows;
mod scroll;
mod search;
mod shape;
mod syntax;
mod update;
mod view;
mod work;

#[cfg(test)]
mod tests;

pub(crate) use class::Class;
pub(crate) use palette::Palette;
pub(crate) use syntax::{classes_of, classes_of_block};

pub use action::DiffAction;
pub use action::actions;
pub use copy::What;
pub use model::DiffModel;
pub use request::{Outcome, Request};
pub use update::{DiffCommand, DiffEvent};
pub use work::{Desk, run};
