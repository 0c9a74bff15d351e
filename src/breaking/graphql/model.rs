//! What one file declares, as values that know nothing of other files.

use serde::{Deserialize, Serialize};

/// A file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct File {
    pub(crate) definitions: Vec<Definition>,
    /// There are parts that were not understood.
    pub(crate) is_broken: bool,
}

/// What a definition defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    Schema,
    Scalar,
    Object,
    Interface,
    Union,
    Enum,
    Input,
    Directive,
}

impl Kind {
    /// The word for it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Scalar => "scalar",
            Self::Object => "type",
            Self::Interface => "interface",
            Self::Union => "union",
            Self::Enum => "enum",
            Self::Input => "input",
            Self::Directive => "directive",
        }
    }
}

/// A definition, or an extension of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Definition {
    pub(crate) kind: Kind,
    pub(crate) is_extension: bool,
    pub(crate) name: String,
    pub(crate) line: u32,
    /// Fields, values, members, arguments of a directive, operations of a schema.
    pub(crate) members: Vec<Member>,
    /// Interfaces of a type, places of a directive.
    pub(crate) listed: Vec<(String, u32)>,
    pub(crate) usages: Vec<Usage>,
    pub(crate) is_repeatable: bool,
}

/// A field, an argument, a value, a member.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) line: u32,
    /// Its type, without blanks; empty where it has none.
    pub(crate) of: String,
    pub(crate) default: Option<String>,
    pub(crate) arguments: Vec<Member>,
    pub(crate) usages: Vec<Usage>,
}

/// A directive where it is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Usage {
    pub(crate) name: String,
    pub(crate) line: u32,
    /// Its arguments, without blanks.
    pub(crate) given: String,
}

impl Member {
    /// It on one line.
    pub(crate) fn shown(&self) -> String {
        let mut text = self.name.clone();
        if !self.arguments.is_empty() {
            let arguments: Vec<String> = self.arguments.iter().map(Self::shown).collect();
            text.push_str(&["(", &arguments.join(", "), ")"].concat());
        }
        if !self.of.is_empty() {
            text.push_str(": ");
            text.push_str(&self.of);
        }
        if let Some(default) = &self.default {
            text.push_str(" = ");
            text.push_str(default);
        }
        text
    }

    /// Whether it must be given.
    pub(crate) fn is_required(&self) -> bool {
        self.of.ends_with('!') && self.default.is_none()
    }
}
