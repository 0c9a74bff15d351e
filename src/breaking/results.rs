//! Whole results of earlier runs: ends that were compared before are not compared again.

use sha2::{Digest as _, Sha256};

use super::{Breaking, Comparison, ECOSYSTEMS};
use crate::store::CacheFile;

/// Raised when the form of what is kept, or the driver, changes.
const VERSION: u32 = 4;
/// Results that are kept.
const KEPT_AT_MOST: usize = 16;

/// The results that are kept beside this comparison's.
pub(super) struct Results {
    file: Option<CacheFile>,
    key: [u8; 32],
}

impl Results {
    pub(super) fn new(wanted: &Comparison<'_>) -> Self {
        let mut key = Sha256::new();
        key.update(env!("CARGO_PKG_VERSION"));
        for ecosystem in ECOSYSTEMS {
            key.update(ecosystem.name);
            key.update(ecosystem.version.to_le_bytes());
            for rule in ecosystem.rules() {
                key.update(rule.id);
                key.update(rule.text);
            }
        }
        key.update(wanted.from.as_bytes());
        key.update(wanted.to.as_bytes());
        for path in wanted.paths {
            key.update([0]);
            key.update(path);
        }
        Self {
            file: wanted.cache.map(|folder| CacheFile::new(folder.join("results"), VERSION)),
            key: key.finalize().into(),
        }
    }

    /// What was found the last time.
    pub(super) fn kept(&self) -> Option<Breaking> {
        self.all().into_iter().find(|(key, _)| *key == self.key).map(|(_, breaking)| breaking)
    }

    /// Keeps what was found.
    pub(super) fn keep(&self, breaking: &Breaking) {
        let Some(file) = &self.file else { return };
        let mut all = self.all();
        all.retain(|(key, _)| *key != self.key);
        all.insert(0, (self.key, breaking.clone()));
        all.truncate(KEPT_AT_MOST);
        if let Err(error) = file.write(&all) {
            tracing::debug!(%error, "findings are not kept");
        }
    }

    fn all(&self) -> Vec<([u8; 32], Breaking)> {
        self.file.as_ref().and_then(CacheFile::read).unwrap_or_default()
    }
}
