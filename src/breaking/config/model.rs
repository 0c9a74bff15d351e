//! What one file lets people set.

use serde::{Deserialize, Serialize};

/// A file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct File {
    pub(crate) options: Vec<Choice>,
    pub(crate) commands: Vec<Command>,
    pub(crate) variables: Vec<Variable>,
    pub(crate) settings: Vec<Settings>,
    pub(crate) keys: Vec<Key>,
    /// Names of values that options take, by the type that lists them.
    pub(crate) values: Vec<Values>,
}

/// An option or argument of a program.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Choice {
    /// The structure, function or parser that declares it.
    pub(crate) owner: String,
    /// As people type it: `--long`, `-s`; a bare word for an argument that goes by its place.
    pub(crate) names: Vec<String>,
    pub(crate) line: u32,
    pub(crate) text: String,
    pub(crate) takes: Takes,
    pub(crate) is_required: bool,
    pub(crate) default: Option<String>,
    /// The values that it takes, if they are listed.
    pub(crate) values: Vec<String>,
}

/// Whether a value follows an option.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Takes {
    #[default]
    Unknown,
    Nothing,
    Value,
}

/// A command of a program.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Command {
    pub(crate) names: Vec<String>,
    pub(crate) line: u32,
    pub(crate) text: String,
}

/// A variable of the environment that is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Variable {
    pub(crate) name: String,
    pub(crate) line: u32,
    pub(crate) text: String,
}

/// A structure that configuration is read into.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settings {
    pub(crate) name: String,
    pub(crate) fields: Vec<Field>,
    /// Keys that it does not know are errors.
    pub(crate) is_closed: bool,
    /// Structures whose keys are its own.
    pub(crate) parts: Vec<String>,
}

/// A key of such a structure.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Field {
    /// The key and its aliases.
    pub(crate) names: Vec<String>,
    pub(crate) is_required: bool,
    pub(crate) line: u32,
    pub(crate) text: String,
}

/// A key of a sample file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Key {
    pub(crate) path: String,
    pub(crate) line: u32,
    /// It is only mentioned in a comment.
    pub(crate) is_comment: bool,
}

/// Values by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Values {
    pub(crate) name: String,
    pub(crate) values: Vec<(Vec<String>, u32)>,
}

impl Choice {
    /// Whether it goes by its place.
    pub(crate) fn is_positional(&self) -> bool {
        self.names.iter().all(|name| !name.starts_with('-'))
    }
}
