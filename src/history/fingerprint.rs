//! Whether something moved: a cheap look at `HEAD`, references and the index, without reading an object.

use std::{
    collections::hash_map::DefaultHasher,
    hash::{Hash, Hasher},
    path::Path,
    time::UNIX_EPOCH,
};

use super::Repository;

/// How a repository looked. Two that are equal mean that nothing moved in between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint(u64);

impl Repository {
    /// How `HEAD`, branches, tags, remotes' branches and the index look now.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut hasher = DefaultHasher::new();
        let (git, common) = (self.git_dir().to_owned(), self.common_dir());
        for file in ["HEAD", "index", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD"] {
            stamp(&git.join(file), &mut hasher);
        }
        for file in ["packed-refs", "config", "shallow"] {
            stamp(&common.join(file), &mut hasher);
        }
        folder(&common.join("refs"), &mut hasher);
        Fingerprint(hasher.finish())
    }
}

/// Size and time of a file. A file that is replaced, as git replaces them, has another inode besides.
fn stamp(path: &Path, hasher: &mut DefaultHasher) {
    let Ok(metadata) = path.symlink_metadata() else {
        false.hash(hasher);
        return;
    };
    metadata.len().hash(hasher);
    metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).hash(hasher);
    #[cfg(unix)]
    std::os::unix::fs::MetadataExt::ino(&metadata).hash(hasher);
}

fn folder(path: &Path, hasher: &mut DefaultHasher) {
    let Ok(entries) = path.read_dir() else { return };
    let mut entries: Vec<_> = entries.filter_map(Result::ok).collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        entry.file_name().hash(hasher);
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            folder(&entry.path(), hasher);
        } else {
            stamp(&entry.path(), hasher);
        }
    }
}
