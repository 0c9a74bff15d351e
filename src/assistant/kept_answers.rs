//! Answers that were given before, in the user's cache: the same question, byte for byte, is not paid for twice.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::store::CacheFile;

/// Raised when the form of what is kept changes.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Kept {
    digest: [u8; 32],
    text: String,
}

/// See the module.
#[derive(Debug, Clone)]
pub(super) struct KeptAnswers {
    folder: Option<PathBuf>,
}

impl KeptAnswers {
    pub(super) fn new(folder: Option<&Path>) -> Self {
        Self { folder: folder.map(Path::to_path_buf) }
    }

    /// The answer of this address to this question.
    pub(super) fn read(&self, address: &str, body: &[u8]) -> Option<String> {
        let digest = digest(address, body);
        let kept: Kept = self.file(&digest)?.read()?;
        (kept.digest == digest).then_some(kept.text)
    }

    /// Keeps an answer.
    pub(super) fn write(&self, address: &str, body: &[u8], text: &str) {
        let digest = digest(address, body);
        let Some(file) = self.file(&digest) else { return };
        if let Err(error) = file.write(&Kept { digest, text: text.to_owned() }) {
            tracing::debug!(%error, "an answer of the model is not kept");
        }
    }

    fn file(&self, digest: &[u8; 32]) -> Option<CacheFile> {
        let name = digest.iter().take(12).fold(0_u128, |name, byte| name << 8 | u128::from(*byte));
        Some(CacheFile::new(self.folder.as_ref()?.join(format!("{name:024x}")), VERSION))
    }
}

fn digest(address: &str, body: &[u8]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update((address.len() as u64).to_le_bytes());
    hasher.update(address);
    hasher.update(body);
    hasher.finalize().into()
}
