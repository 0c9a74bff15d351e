//! Which sorts of files a commit consists of, as one word.

use serde::{Deserialize, Serialize};

use crate::analysis::shape::Sort;

/// The sorts of files that a commit consists of. The numbers are those of the card's steps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[repr(u8)]
pub enum Mix {
    /// No files.
    #[default]
    Nothing,
    /// Documents, pictures, the changelog.
    Documents,
    /// Tests, perhaps with documents.
    Tests,
    /// What it depends on, or copies of it.
    Dependencies,
    /// How it is checked and which tools are set how.
    Checks,
    /// Code with tests.
    WithTests,
    /// How it is built.
    Build,
    /// Code without a test.
    CodeAlone,
}

impl Mix {
    /// The mix of files, counted by sort.
    pub fn of(files: &[u32; Sort::COUNT]) -> Self {
        use Sort::{Asset, Build, Changelog, Ci, Docs, Lock, Manifest, Test, Tooling, Vendored};
        let all: u32 = files.iter().sum();
        let only = |sorts: &[Sort]| sorts.iter().map(|sort| files[*sort as usize]).sum::<u32>() == all;
        if all == 0 {
            Self::Nothing
        } else if only(&[Docs, Changelog, Asset]) {
            Self::Documents
        } else if only(&[Test, Docs, Changelog, Asset]) {
            Self::Tests
        } else if only(&[Lock, Manifest, Vendored, Docs, Changelog]) {
            Self::Dependencies
        } else if only(&[Ci, Tooling, Docs]) {
            Self::Checks
        } else if files[Test as usize] > 0 {
            Self::WithTests
        } else if only(&[Build, Ci, Tooling, Manifest]) {
            Self::Build
        } else {
            Self::CodeAlone
        }
    }

    /// How evidence says it.
    pub const fn words(number: u32) -> &'static str {
        match number {
            0 => "no files",
            1 => "documents and content alone",
            2 => "tests alone",
            3 => "dependencies alone",
            4 => "checks and settings of tools alone",
            5 => "tests change with the code",
            6 => "the build alone",
            _ => "code changes and no test does",
        }
    }
}
