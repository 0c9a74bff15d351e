//! Trust: what in a repository can run a program, choose a host that gets a token, or name a token's source, and whether
//! the user has agreed to exactly that.

use std::path::{Path, PathBuf};

/// Proof that the user trusts a repository as it is configured now. Only this module makes one; what runs a program that
/// a repository chose asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trusted {
    repository: PathBuf,
}

impl Trusted {
    /// The repository that is trusted.
    pub fn repository(&self) -> &Path {
        &self.repository
    }

    /// Proof for a repository that a test made.
    #[cfg(any(test, feature = "testkit"))]
    pub fn for_tests(repository: &Path) -> Self {
        Self { repository: repository.to_path_buf() }
    }
}
