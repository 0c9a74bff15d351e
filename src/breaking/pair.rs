//! Both ends of the range, and what differs between them.

use super::{Ecosystem, Side};

/// Both ends.
pub struct Pair<'a, E: Ecosystem> {
    /// The old end.
    pub old: Side<'a, E>,
    /// The new end.
    pub new: Side<'a, E>,
    changed: Vec<String>,
}

impl<'a, E: Ecosystem> Pair<'a, E> {
    pub(super) fn new(old: Side<'a, E>, new: Side<'a, E>, changed: Vec<String>) -> Self {
        Self { old, new, changed }
    }

    /// The claimed files that differ between the ends, in order: added, removed or with another content. A file that was
    /// renamed is here by both its names.
    pub fn changed(&self) -> impl Iterator<Item = &str> {
        self.changed.iter().map(String::as_str)
    }

    /// Whether a claimed file differs between the ends.
    pub fn is_changed(&self, path: &str) -> bool {
        self.changed.binary_search_by(|changed| changed.as_str().cmp(path)).is_ok()
    }

    /// Whether anything claimed differs below a folder (`""` is everything).
    pub fn is_changed_below(&self, folder: &str) -> bool {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let at = self.changed.partition_point(|changed| changed.as_str() < prefix.as_str());
        self.changed.get(at).is_some_and(|changed| changed.starts_with(&prefix))
    }
}
