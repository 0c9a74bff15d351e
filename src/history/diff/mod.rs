//! What a change did to its files, line by line, as values.
//!
//! A [`FileDiff`] keeps both contents whole and, beside them, only where lines start and which ranges differ: no line is a
//! string of its own, so a change of 200,000 lines costs little more than its bytes. Hunks are derived from the differing
//! ranges for any amount of context, which is why changing the context compares nothing again. Nothing here knows a screen.

mod compare;
mod file_diff;
mod hunk;
mod lfs;
mod patch;
mod reader;
mod renames;
mod text;
mod words;

#[cfg(test)]
mod reader_tests;
#[cfg(test)]
mod tests;

pub use compare::{Edit, Whitespace, compare};
pub use file_diff::{Blob, Content, FileDiff, Side, TextDiff};
pub use hunk::{Hunk, heading, hunks};
pub use lfs::LfsPointer;
pub use patch::{file_patch, hunk_patch};
pub use reader::{ChangedFiles, DiffReader, Subject};
pub use text::Text;
pub use words::{Emphasis, changed_words, pair_lines};
