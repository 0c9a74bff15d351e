//! What one `.proto` file declares, as values that know nothing of other files.

use serde::{Deserialize, Serialize};

/// A file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct File {
    pub(crate) syntax: Syntax,
    pub(crate) syntax_line: u32,
    pub(crate) package: String,
    pub(crate) package_line: u32,
    pub(crate) imports: Vec<String>,
    pub(crate) options: Vec<Choice>,
    pub(crate) messages: Vec<Message>,
    pub(crate) enums: Vec<Enum>,
    pub(crate) services: Vec<Service>,
    pub(crate) extensions: Vec<Field>,
    /// There are parts that were not understood.
    pub(crate) is_broken: bool,
}

/// The dialect.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Syntax {
    #[default]
    Proto2,
    Proto3,
    Edition(String),
}

/// An option with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Choice {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) line: u32,
}

/// A message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Message {
    pub(crate) name: String,
    pub(crate) line: u32,
    pub(crate) options: Vec<Choice>,
    pub(crate) fields: Vec<Field>,
    pub(crate) oneofs: Vec<(String, u32)>,
    pub(crate) messages: Vec<Message>,
    pub(crate) enums: Vec<Enum>,
    pub(crate) extensions: Vec<Field>,
    pub(crate) reserved: Reserved,
    /// Numbers that others may extend it with.
    pub(crate) open: Vec<(i64, i64)>,
}

/// Numbers and names that must not be used again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reserved {
    pub(crate) ranges: Vec<(i64, i64)>,
    pub(crate) names: Vec<String>,
}

/// A field, or an extension of another message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) number: i64,
    pub(crate) line: u32,
    pub(crate) of: String,
    /// The type of the keys, if it is a map.
    pub(crate) keys: Option<String>,
    pub(crate) label: Label,
    pub(crate) is_group: bool,
    pub(crate) oneof: Option<String>,
    pub(crate) options: Vec<Choice>,
    /// The message that it extends.
    pub(crate) extends: Option<String>,
}

/// The word before a field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Label {
    #[default]
    None,
    Optional,
    Required,
    Repeated,
}

/// An enumeration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Enum {
    pub(crate) name: String,
    pub(crate) line: u32,
    pub(crate) options: Vec<Choice>,
    pub(crate) values: Vec<(String, i64, u32)>,
    pub(crate) reserved: Reserved,
}

/// A service.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Service {
    pub(crate) name: String,
    pub(crate) line: u32,
    pub(crate) calls: Vec<Call>,
}

/// One call of a service.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Call {
    pub(crate) name: String,
    pub(crate) line: u32,
    pub(crate) request: String,
    pub(crate) response: String,
    pub(crate) streams_request: bool,
    pub(crate) streams_response: bool,
    pub(crate) options: Vec<Choice>,
}

/// The value of an option; the last one given counts.
pub(crate) fn choice<'a>(options: &'a [Choice], name: &str) -> Option<&'a Choice> {
    options.iter().rev().find(|choice| choice.name == name)
}

impl Reserved {
    /// Whether a number is among them.
    pub(crate) fn has_number(&self, number: i64) -> bool {
        self.ranges.iter().any(|(from, to)| (*from..=*to).contains(&number))
    }

    /// Whether a name is among them.
    pub(crate) fn has_name(&self, name: &str) -> bool {
        self.names.iter().any(|reserved| reserved == name)
    }
}
