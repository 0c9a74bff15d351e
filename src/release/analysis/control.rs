//! Steers an analysis from another thread.

use std::{
    fmt,
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use super::Progress;
use crate::process::Cancel;

/// Hears how far an analysis is, whoever runs it.
#[derive(Clone)]
pub struct Watcher(Arc<dyn Fn(Progress) + Send + Sync>);

impl Watcher {
    /// One who is told by calling `hear`.
    pub fn new(hear: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        Self(Arc::new(hear))
    }

    pub(super) fn hear(&self, progress: Progress) {
        (self.0)(progress);
    }
}

impl fmt::Debug for Watcher {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Watcher")
    }
}

/// Shared by the analysis and whoever watches it. Clones steer the same analysis.
#[derive(Debug, Clone, Default)]
pub struct Control {
    cancel: Cancel,
    /// First and last row that are looked at, 32 bits each; 0 means nobody looks.
    looked_at: Arc<AtomicU64>,
    /// Whether risks are wanted before the history of the files is known.
    wants_early_risks: bool,
}

impl Control {
    /// Steers an analysis that a wish to stop ends, which is shared with other work.
    pub fn cancelled_by(cancel: &Cancel) -> Self {
        Self { cancel: cancel.clone(), ..Self::default() }
    }

    /// Steers an analysis whose rows are watched as they come: risks are told by the change alone first, and firm up.
    pub fn watched() -> Self {
        Self { wants_early_risks: true, ..Self::default() }
    }

    /// Whether risks are wanted before the history of the files is known.
    pub fn wants_early_risks(&self) -> bool {
        self.wants_early_risks
    }

    /// Asks the analysis to stop. It ends with what it has.
    pub fn cancel(&self) {
        self.cancel.cancel();
    }

    /// Whether it was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }

    /// The wish to stop, for what else is part of the work.
    pub fn as_cancel(&self) -> &Cancel {
        &self.cancel
    }

    /// Says which rows (in the order in which they were listed) are on the screen: they are done first.
    pub fn look_at(&self, rows: Range<usize>) {
        let clip = |row: usize| u64::from(u32::try_from(row).unwrap_or(u32::MAX));
        self.looked_at.store(clip(rows.start) << 32 | clip(rows.end), Ordering::Relaxed);
    }

    /// The rows on the screen.
    pub fn looked_at(&self) -> Range<usize> {
        let packed = self.looked_at.load(Ordering::Relaxed);
        (packed >> 32) as usize..(packed & u64::from(u32::MAX)) as usize
    }
}
