//! The only door to the screen for foreign strings: makes them safe, measures their width, cuts them, hides secrets.
//!
//! Foreign is all that tminus did not write itself: commits, paths, names of branches, output of programs, answers of
//! servers. It knows nothing of terminals or colours.

mod escapes;
mod hostile;
pub mod json;
mod redact;
mod safe;
mod width;
mod wrap;

pub use escapes::strip as without_escapes;
pub use hostile::is_hostile;
pub use redact::{holds_token, redact};
pub use safe::{Bounds, Safe};
pub use width::{columns, cut_end, cut_middle, width};
pub use wrap::wrap;

#[cfg(test)]
mod tests;
