//! How much a file may cost.

use std::time::Duration;

/// Bounds on one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of text.
    pub bytes: usize,
    /// Time to parse.
    pub time: Duration,
    /// Levels of the tree. What people write has less than a hundred; long sums and chains of calls have some hundreds.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 2 << 20, time: Duration::from_secs(2), depth: 1_000 }
    }
}
