//! Whether a commit tidies up: what is replaced line by line, and perhaps all over the project, is named as a culprit less
//! often than its size makes one think.

use super::{ChangeFacts, signs};

/// How a commit looks that may be tidying up. The numbers are those of the card's steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Tidying {
    /// Not like that.
    No,
    /// It adds about as many lines as it removes.
    Even,
    /// Its subject speaks of it.
    Said,
    /// Both.
    SaidAndEven,
    /// It adds about as many lines as it removes, in many files.
    Wide,
    /// It does so and its subject speaks of it.
    SaidAndWide,
}

/// Lines added and removed are about as many where they differ by no more than this share of all.
const ABOUT: f32 = 0.25;
/// So many files are many.
const MANY_FILES: f32 = 10.0;

impl Tidying {
    /// Of a commit.
    pub fn of(change: &ChangeFacts) -> Self {
        let is_even = change
            .lines
            .is_some_and(|lines| lines.all() > 0.0 && (lines.added - lines.removed).abs() <= ABOUT * lines.all());
        match (change.speaks_of_tidying, is_even, change.files >= MANY_FILES) {
            (false, false, _) => Self::No,
            (false, true, false) => Self::Even,
            (true, false, _) => Self::Said,
            (true, true, false) => Self::SaidAndEven,
            (false, true, true) => Self::Wide,
            (true, true, true) => Self::SaidAndWide,
        }
    }

    /// How evidence says it, by the number and by how many files there are.
    pub fn words(number: u32, files: u32) -> String {
        const SAID: &str = "the subject speaks of tidying up";
        const EVEN: &str = "about as many lines are added as removed";
        match number {
            0 => "it does not look like tidying up".into(),
            1 => EVEN.into(),
            2 => SAID.into(),
            3 => format!("{SAID}, and {EVEN}"),
            4 => format!("{EVEN}, in {files} files"),
            _ => format!("{SAID}, and {EVEN}, in {files} files"),
        }
    }
}

/// Whether a subject speaks of tidying up.
pub fn speaks_of_tidying(subject: &str) -> bool {
    const WORDS: [&str; 31] = [
        "checkpatch",
        "clean",
        "cleanup",
        "cleanups",
        "clippy",
        "codespell",
        "comment",
        "comments",
        "copyright",
        "format",
        "formatting",
        "indent",
        "indentation",
        "license",
        "lint",
        "prettier",
        "reformat",
        "rename",
        "renamed",
        "renames",
        "rustfmt",
        "spdx",
        "spelling",
        "style",
        "tidy",
        "typo",
        "typos",
        "unused",
        "warning",
        "warnings",
        "whitespace",
    ];
    let mut found = false;
    signs::of_subject(subject, |word| found |= WORDS.binary_search(&word).is_ok());
    found
}
