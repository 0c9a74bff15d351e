//! Where a value comes from.

use std::fmt;

/// The layer, and the place in it, that set a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Nobody set it.
    Default,
    /// The repository's file, at a line.
    Repository(String, usize),
    /// The user's file, at a line.
    User(String, usize),
    /// An environment variable.
    Variable(String),
    /// A flag.
    Flag(&'static str),
}

impl Origin {
    /// Whether whoever made the repository chose the value.
    pub fn is_repository(&self) -> bool {
        matches!(self, Self::Repository(..))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => formatter.write_str("default"),
            Self::Repository(file, line) | Self::User(file, line) => write!(formatter, "{file}:{line}"),
            Self::Variable(name) => formatter.write_str(name),
            Self::Flag(name) => write!(formatter, "--{name}"),
        }
    }
}
