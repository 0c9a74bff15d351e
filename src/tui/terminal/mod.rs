//! The terminal: taken and given back by one guard, written to by one pen, asked what it can do once.

pub mod background;
pub mod guard;
pub mod pen;
mod sight;

pub use background::{BackgroundSieve, Sifted};
pub use guard::{Guard, restore_after_panic};
pub use pen::Pen;
