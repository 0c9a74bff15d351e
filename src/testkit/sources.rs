//! The project's own sources, for tests that hold them to the rules of the house.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must stop")]
#![expect(clippy::disallowed_methods, reason = "tests read the sources from the disk")]

use std::path::{Path, PathBuf};

/// One source file.
pub struct Source {
    /// Its full path.
    pub path: PathBuf,
    /// All of it.
    pub text: String,
    /// What stands before its tests.
    pub production: String,
}

/// Every Rust file below `src`, tests left out, in order of path.
pub fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found.sort_by(|left, right| left.path.cmp(&right.path));
    found
}

fn collect(folder: &Path, found: &mut Vec<Source>) {
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "tests" && name != "testkit") {
                collect(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && path.file_stem().is_none_or(|name| !name.to_string_lossy().ends_with("tests"))
        {
            let text = std::fs::read_to_string(&path).unwrap();
            let production = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default().to_owned();
            found.push(Source { path, text, production });
        }
    }
}
