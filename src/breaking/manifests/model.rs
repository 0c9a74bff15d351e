//! What one manifest says, whatever its format.

use serde::{Deserialize, Serialize};

/// A manifest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub(crate) system: String,
    /// The name by which others depend on it.
    pub(crate) name: Option<Said>,
    /// Nobody installs it from elsewhere.
    pub(crate) is_private: bool,
    /// What must be there: `node`, `python`, `rust`, with a range of versions.
    pub(crate) needs: Vec<Need>,
    /// What it stands on, that users may meet.
    pub(crate) dependencies: Vec<Need>,
    /// What its users must bring along.
    pub(crate) peers: Vec<Need>,
    /// Parts that users switch on by name.
    pub(crate) extras: Vec<Said>,
    /// Commands that it installs.
    pub(crate) programs: Vec<Said>,
    /// Whether `.js` files are ES modules.
    pub(crate) module_type: Option<Said>,
    /// Platforms to which it is restricted, by what they are: `os`, `cpu`.
    pub(crate) platforms: Vec<(String, Vec<String>, u32)>,
    /// Frameworks that it is built for.
    pub(crate) frameworks: Vec<Said>,
    /// Namespaces that are loaded from it.
    pub(crate) namespaces: Vec<Said>,
    /// What the workspace's root says instead.
    pub(crate) inherits: Vec<String>,
    /// Languages whose minimum the workspace's root gives to its members.
    pub(crate) gives: Vec<Need>,
}

/// A word and its line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) line: u32,
}

/// Something needed in some versions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Need {
    pub(crate) name: String,
    pub(crate) range: String,
    pub(crate) line: u32,
    pub(crate) is_optional: bool,
}

impl Said {
    pub(crate) fn new(text: impl Into<String>, line: u32) -> Self {
        Self { text: text.into(), line }
    }
}

impl Need {
    pub(crate) fn new(name: impl Into<String>, range: impl Into<String>, line: u32) -> Self {
        Self { name: name.into(), range: range.into(), line, is_optional: false }
    }
}
