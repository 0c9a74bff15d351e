//! Colours by role. Screens name roles; only this folder knows colours.

pub mod depth;
pub mod embedded;
pub mod parse;
pub mod role;

pub use depth::Depth;
pub use embedded::{Shelf, ThemeFile};
pub use parse::{Appearance, BadTheme, Theme};
pub use role::Role;
