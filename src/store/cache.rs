//! Results that are slow to make, kept in a file that may be deleted at any time.
//!
//! A file begins with a magic word, the version of what is in it, and the length and digest of what follows; anything
//! unexpected reads as nothing, so that a cache never makes the program fail.

use std::path::{Path, PathBuf};

use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest as _, Sha256};

use super::disk::{self, Access, DiskError};

const MAGIC: &[u8; 8] = b"tminus\x01\n";
const DIGEST_LENGTH: usize = 8;
const HEADER_LENGTH: usize = MAGIC.len() + 4 + DIGEST_LENGTH;

/// One file of the cache, written by one version of what fills it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CacheFile {
    path: PathBuf,
    version: u32,
}

impl CacheFile {
    /// A file at `path` whose content has the form `version`.
    pub fn new(path: impl Into<PathBuf>, version: u32) -> Self {
        Self { path: path.into(), version }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is kept, or nothing where it is missing, damaged, or of another version.
    pub fn read<T: DeserializeOwned>(&self) -> Option<T> {
        let bytes = disk::read(&self.path).ok()?;
        postcard::from_bytes(self.content(&bytes)?).ok()
    }

    /// The same for bytes that have their own form.
    pub fn read_bytes(&self) -> Option<Vec<u8>> {
        let mut bytes = disk::read(&self.path).ok()?;
        self.content(&bytes)?;
        bytes.drain(..HEADER_LENGTH);
        Some(bytes)
    }

    fn content<'a>(&self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        let (header, content) = bytes.split_at_checked(HEADER_LENGTH)?;
        let is_ours = header.starts_with(MAGIC)
            && header[MAGIC.len()..MAGIC.len() + 4] == self.version.to_le_bytes()
            && header[MAGIC.len() + 4..] == digest(content);
        is_ours.then_some(content)
    }

    /// Keeps a value.
    pub fn write<T: Serialize>(&self, value: &T) -> Result<(), DiskError> {
        let bytes =
            postcard::to_extend(value, self.header()).expect("a value kept in the cache is plain data of known length");
        self.seal(bytes)
    }

    /// Keeps bytes that have their own form.
    pub fn write_bytes(&self, content: &[u8]) -> Result<(), DiskError> {
        let mut bytes = self.header();
        bytes.extend_from_slice(content);
        self.seal(bytes)
    }

    fn header(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(4_096);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&self.version.to_le_bytes());
        bytes.extend_from_slice(&[0; DIGEST_LENGTH]);
        bytes
    }

    fn seal(&self, mut bytes: Vec<u8>) -> Result<(), DiskError> {
        let sum = digest(&bytes[HEADER_LENGTH..]);
        bytes[HEADER_LENGTH - DIGEST_LENGTH..HEADER_LENGTH].copy_from_slice(&sum);
        disk::write(&self.path, &bytes, Access::Private)
    }
}

fn digest(content: &[u8]) -> [u8; DIGEST_LENGTH] {
    let mut short = [0; DIGEST_LENGTH];
    short.copy_from_slice(&Sha256::digest(content)[..DIGEST_LENGTH]);
    short
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_was_kept_reads_back_and_another_version_reads_as_nothing() {
        let folder = disk::temporary_folder().unwrap();
        let file = CacheFile::new(folder.path().join("a/b"), 3);
        assert_eq!(file.read::<Vec<String>>(), None);
        file.write(&vec!["x".to_owned()]).unwrap();
        assert_eq!(file.read::<Vec<String>>(), Some(vec!["x".to_owned()]));
        assert_eq!(CacheFile::new(file.path(), 4).read::<Vec<String>>(), None);
    }

    proptest! {
        #[test]
        fn any_damage_reads_as_nothing(content in proptest::collection::vec(any::<u16>(), 0..40), at in any::<prop::sample::Index>(), flip in 1_u8..) {
            let folder = disk::temporary_folder().unwrap();
            let file = CacheFile::new(folder.path().join("file"), 1);
            file.write(&content).unwrap();
            let mut bytes = disk::read(file.path()).unwrap();
            let index = at.index(bytes.len());
            bytes[index] ^= flip;
            disk::write(file.path(), &bytes, Access::Private).unwrap();
            prop_assert_eq!(file.read::<Vec<u16>>(), None);
        }
    }
}
