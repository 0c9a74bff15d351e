//! What a caller may choose when it opens a repository.

use std::path::PathBuf;

/// Choices of the command line, or of the cockpit. All may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Where to look for a repository; the working folder if nothing is said.
    pub path: Option<PathBuf>,
    /// Where the range begins, instead of the last release.
    pub from: Option<String>,
    /// Where the range ends, instead of `HEAD`.
    pub to: Option<String>,
    /// The package to release.
    pub package: Option<String>,
    /// The next version, instead of the computed one.
    pub next: Option<String>,
    /// A configuration file instead of the repository's own.
    pub config: Option<PathBuf>,
    /// Whether to leave the network alone.
    pub offline: bool,
    /// Whether to trust the repository for this call.
    pub trust: bool,
}
