//! What the cockpit was opened on, as its workers need it.

use std::path::PathBuf;

use crate::store::Environment;

/// The repository and the flags that the cockpit was opened with. Never changes while it is open.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// The folder to look for a repository from.
    pub folder: PathBuf,
    /// The environment that the program was started in.
    pub environment: Environment,
    /// `--from`.
    pub from: Option<String>,
    /// `--to`.
    pub to: Option<String>,
    /// `--package`.
    pub package: Option<String>,
    /// `--next`.
    pub next: Option<String>,
    /// `--config`.
    pub config: Option<PathBuf>,
    /// `--offline`.
    pub offline: bool,
    /// `--trust`.
    pub trust: bool,
}
