//! The theme that was chosen in the cockpit, kept in the user's state folder for the next time.
//!
//! It holds for as long as `config.toml` says what it said then: who edits the file afterwards means it.

use serde::{Deserialize, Serialize};

use crate::store::{
    DiskError, Folders,
    disk::{self, Access},
};

/// A theme by name, and what it was chosen instead of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenTheme {
    /// The theme; nothing where it follows the terminal's background.
    pub theme: Option<String>,
    /// What `config.toml` said.
    pub instead_of: Option<String>,
}

impl ChosenTheme {
    /// What was chosen, if it still holds beside what `config.toml` says. A file that cannot be read chose nothing.
    pub fn read(folders: &Folders, configured: Option<&str>) -> Option<Self> {
        let bytes = disk::read_if_there(&folders.state().join("theme.json")).ok()??;
        let chosen: Self = serde_json::from_slice(&bytes).ok()?;
        (chosen.instead_of.as_deref() == configured).then_some(chosen)
    }

    /// Keeps it.
    pub fn keep(&self, folders: &Folders) -> Result<(), DiskError> {
        disk::create_folder(folders.state(), Access::Private)?;
        let bytes = serde_json::to_vec(self).expect("two texts are always JSON");
        disk::write(&folders.state().join("theme.json"), &bytes, Access::Private)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_holds_until_the_configuration_says_something_else() {
        let root = disk::temporary_folder().unwrap();
        let folders = Folders::below(root.path());
        assert_eq!(ChosenTheme::read(&folders, None), None);
        let chosen = ChosenTheme { theme: Some("nord".into()), instead_of: Some("dark".into()) };
        chosen.keep(&folders).unwrap();
        assert_eq!(ChosenTheme::read(&folders, Some("dark")), Some(chosen));
        assert_eq!(ChosenTheme::read(&folders, Some("light")), None);
        assert_eq!(ChosenTheme::read(&folders, None), None);
    }
}
