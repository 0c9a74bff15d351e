//! The cockpit: model, message, update, view.
//!
//! `update` is synchronous, total and does no I/O; `view` draws a model and changes nothing; effects are data that the
//! runtime carries out. Only `runtime`, `terminal` and the screens' `work.rs` touch the world.

#[macro_use]
pub mod registry;

pub mod action;
pub mod crew;
#[cfg(any(test, feature = "testkit"))]
pub mod driver;
pub mod footer;
pub mod header;
pub mod key;
pub mod keymap;
pub mod look;
pub mod model;
pub mod motion;
pub mod msg;
pub mod overlays;
mod review_sheet;
pub mod runtime;
pub mod screen;
pub mod screens;
pub mod shared;
pub mod site;
pub mod terminal;
pub mod theme;
pub mod ticket;
pub mod update;
pub mod view;
pub mod widgets;
pub mod work;

pub use keymap::Written as WrittenKeys;
pub use model::Setup;
pub use msg::Exit;
pub use runtime::open;
pub use site::Site;
pub use theme::{Depth, Shelf, ThemeFile};

#[cfg(test)]
mod tests;
