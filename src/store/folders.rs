//! Where the user's files are: XDG folders where they are set, else what the system does.

use std::path::{Path, PathBuf};

use super::Environment;

/// The user's folders of this program. They need not exist yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    config: PathBuf,
    state: PathBuf,
    cache: PathBuf,
}

impl Folders {
    /// The folders, or nothing where there is neither a home nor XDG variables.
    pub fn of(environment: &Environment) -> Option<Self> {
        let home = environment.path("HOME").filter(|path| path.is_absolute());
        let system = || directories::ProjectDirs::from("", "", "tminus");
        let folder = |variable: &str, below_home: &str, of_system: fn(&directories::ProjectDirs) -> &Path| {
            let xdg = environment.path(variable).filter(|path| path.is_absolute()).map(|path| path.join("tminus"));
            let unix = || home.as_ref().map(|home| home.join(below_home).join("tminus"));
            let native = || system().map(|folders| of_system(&folders).to_path_buf());
            xdg.or_else(|| if cfg!(any(windows, target_os = "macos")) { native() } else { unix().or_else(native) })
        };
        Some(Self {
            config: folder("XDG_CONFIG_HOME", ".config", directories::ProjectDirs::config_dir)?,
            state: folder("XDG_STATE_HOME", ".local/state", directories::ProjectDirs::data_local_dir)?,
            cache: folder("XDG_CACHE_HOME", ".cache", directories::ProjectDirs::cache_dir)?,
        })
    }

    /// Folders below one root.
    pub fn below(root: &Path) -> Self {
        Self { config: root.join("config"), state: root.join("state"), cache: root.join("cache") }
    }

    /// Where the user's settings are.
    pub fn config(&self) -> &Path {
        &self.config
    }

    /// Where private state is kept: drafts, review marks, trust, logs.
    pub fn state(&self) -> &Path {
        &self.state
    }

    /// Where slow results are kept; may be deleted at any time.
    pub fn cache(&self) -> &Path {
        &self.cache
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xdg_folders_come_before_the_home() {
        let folders = Folders::of(&Environment::of([("HOME", "/h"), ("XDG_STATE_HOME", "/s")])).unwrap();
        assert_eq!(folders.state(), Path::new("/s/tminus"));
    }

    #[test]
    fn relative_xdg_folders_are_ignored() {
        let folders = Folders::of(&Environment::of([("HOME", "/h"), ("XDG_STATE_HOME", "s")])).unwrap();
        assert!(folders.state().starts_with("/h"));
    }
}
