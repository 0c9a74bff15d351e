//! A project's own way with release notes, learnt from those it has: what it tells and what not, in which sections and words.
//!
//! What is known of projects in general (`model`) is corrected by what past notes show (`past`, `learnt`). Nothing is read
//! of the range itself but its commits.

mod changes;
mod choice;
mod entries;
mod learnt;
mod linear;
mod measures;
mod memory;
mod model;
mod past;
mod pieces;
mod places;
mod signs;
mod style;
mod tie;
mod trees;
mod unit;
mod upkeep;

pub use changes::taken_for;
pub use choice::{Choice, Chosen, KeptChoice, Updates};
pub use learnt::{Learnt, PastRelease, PastUnit, Weighed, is_for_readers};
pub use linear::{Example, Linear, Mark, Teaching};
pub use measures::{Sized, UNKNOWN};
pub use model::{Model, digest};
pub use past::{Past, past};
pub use signs::{Sign, Sort as SignSort, signs};
pub use style::Style;
pub use trees::{Node, Trees};
pub use unit::{PATHS_AT_MOST, Unit, plain_title};
pub use upkeep::Upkeep;
