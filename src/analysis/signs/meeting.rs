//! What is kept of one part of a commit until the other is known, so that their signs can meet.

use serde::{Deserialize, Serialize};

/// What is kept of the words of a commit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// The first word, as a sign.
    pub first: u32,
    /// The first words of the subject, as signs.
    pub words: Box<[u32]>,
}

/// What is kept of the places that a commit touches.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Where {
    /// The sort of file with most of the lines; 255 where there are no files.
    pub most: u8,
    /// Whether all files are of that sort.
    pub only: bool,
    /// How much of the change is added lines, in fifths; 9 where none changed.
    pub growth: u8,
    /// How many lines changed, in steps.
    pub size: u8,
    /// Whether tests and sources are among the files: bits 0 and 1.
    pub tested: u8,
    /// The extension that most lines are under, as a sign.
    pub extension: u32,
    /// The last parts of the first paths, as signs.
    pub parts: Box<[u32]>,
}
