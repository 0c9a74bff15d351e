//! What a commit changed, summed up: how much, how spread, what sort of files. Small enough to keep for every commit of a
//! long range and in the cache; the paths themselves are kept as hashes only.

mod area;
mod change_shape;
mod sensitive;
mod sort;
#[cfg(test)]
pub(in crate::analysis) mod tests;

pub use area::common_area;
pub use change_shape::{Shape, Touch};
pub use sensitive::{BadGlob, Sensitive, Sensitivity};
pub use sort::Sort;
