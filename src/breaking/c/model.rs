//! What one header declares, as values that know nothing of other files and can be kept by the file's content.

use serde::{Deserialize, Serialize};

/// A header.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct File {
    /// What it includes, as it is written between the brackets or quotes.
    pub(crate) includes: Vec<String>,
    pub(crate) items: Vec<Item>,
}

/// One declared name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Item {
    /// Namespaces and classes around it, joined by `::`.
    pub(crate) scope: String,
    pub(crate) name: String,
    pub(crate) line: u32,
    /// On one line, without bodies.
    pub(crate) head: String,
    pub(crate) access: Access,
    /// Only some builds have it.
    pub(crate) is_conditional: bool,
    pub(crate) what: What,
}

/// Who may use a member.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Access {
    Private,
    Protected,
    #[default]
    Public,
}

/// What is declared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum What {
    Function(Function),
    Record(Record),
    Enum(Enumeration),
    /// `typedef of name;`
    Alias(String),
    Variable(Variable),
    Macro(Macro),
}

/// What a template takes; nothing for what is none.
pub(crate) type Template = Option<Vec<TemplateParameter>>;

/// A template parameter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TemplateParameter {
    /// `typename`, `template`, a concept, or the type of a value.
    pub(crate) kind: String,
    /// Empty where it has none.
    pub(crate) name: String,
    pub(crate) has_default: bool,
    /// Any number of them.
    pub(crate) is_pack: bool,
}

/// A function or method.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "specifiers are independent of each other")]
pub(crate) struct Function {
    pub(crate) returns: String,
    /// Types, and whether there is a default.
    pub(crate) parameters: Vec<(String, bool)>,
    pub(crate) is_variadic: bool,
    pub(crate) is_virtual: bool,
    pub(crate) is_pure: bool,
    pub(crate) is_static: bool,
    pub(crate) is_const: bool,
    pub(crate) is_constexpr: bool,
    pub(crate) is_noexcept: bool,
    pub(crate) is_explicit: bool,
    pub(crate) is_deleted: bool,
    pub(crate) is_final: bool,
    pub(crate) is_override: bool,
    pub(crate) template: Template,
}

/// A struct, union or class.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    pub(crate) kind: RecordKind,
    /// Public bases.
    pub(crate) bases: Vec<String>,
    /// Fields in order; nothing if it is only named here.
    pub(crate) fields: Option<Vec<Member>>,
    pub(crate) is_final: bool,
    pub(crate) template: Template,
}

/// What kind of record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum RecordKind {
    #[default]
    Struct,
    Union,
    Class,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) of: String,
    pub(crate) line: u32,
    pub(crate) access: Access,
}

/// An enumeration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Enumeration {
    pub(crate) is_scoped: bool,
    pub(crate) underlying: String,
    /// Nothing if it is only named here.
    pub(crate) values: Option<Vec<Enumerator>>,
}

/// One value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Enumerator {
    pub(crate) name: String,
    pub(crate) value: Value,
    pub(crate) line: u32,
}

/// The value of an enumerator, as far as the header alone tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Value {
    Number(i64),
    /// What is written.
    Written(String),
    /// So many after what is not known.
    After(String, i64),
}

/// A variable.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Variable {
    pub(crate) of: String,
    pub(crate) value: Option<String>,
}

/// `#define`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Macro {
    /// How many arguments it takes, and whether any number more.
    pub(crate) parameters: Option<(u32, bool)>,
    pub(crate) value: String,
}

impl What {
    /// The word for it.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Function(_) => "function",
            Self::Record(record) => match record.kind {
                RecordKind::Struct => "struct",
                RecordKind::Union => "union",
                RecordKind::Class => "class",
            },
            Self::Enum(_) => "enum",
            Self::Alias(_) => "type",
            Self::Variable(_) => "variable",
            Self::Macro(_) => "macro",
        }
    }
}

impl Item {
    /// Its name with what is around it.
    pub(crate) fn full(&self) -> String {
        if self.scope.is_empty() { self.name.clone() } else { format!("{}::{}", self.scope, self.name) }
    }
}
