//! What one Java file declares, as values that know nothing of other files and can be kept by the file's content.

use serde::{Deserialize, Serialize};

/// A Java file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct File {
    pub(crate) package: String,
    /// Imported names, static ones too.
    pub(crate) imports: Vec<String>,
    /// What stands before `.*`.
    pub(crate) wildcards: Vec<String>,
    pub(crate) types: Vec<TypeDeclaration>,
    pub(crate) module: Option<Module>,
    /// There are errors outside of bodies: nothing can be said of what is missing.
    pub(crate) is_unreadable: bool,
}

/// A `module-info.java`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Module {
    pub(crate) name: String,
    /// Packages, and lines, that all others may use.
    pub(crate) exports: Vec<(String, u32)>,
    /// Packages that are exported to named modules alone.
    pub(crate) qualified: Vec<(String, u32)>,
    /// Modules that who requires this one gets, too.
    pub(crate) transitive: Vec<(String, u32)>,
    /// Services that it provides.
    pub(crate) provides: Vec<(String, u32)>,
}

/// What is declared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    #[default]
    Class,
    Interface,
    Enum,
    Record,
    Annotation,
}

impl Kind {
    /// The word for it, with its article.
    pub(crate) fn article(self) -> &'static str {
        match self {
            Self::Class => "a class",
            Self::Interface => "an interface",
            Self::Enum => "an enum",
            Self::Record => "a record",
            Self::Annotation => "an annotation",
        }
    }

    /// Whether it can be implemented by others.
    pub(crate) fn is_interface(self) -> bool {
        matches!(self, Self::Interface | Self::Annotation)
    }
}

/// Who may use something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Access {
    Private,
    #[default]
    Package,
    Protected,
    Public,
}

impl Access {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Package => "package-private",
            Self::Protected => "protected",
            Self::Public => "public",
        }
    }
}

/// Modifiers, with those that the language adds by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "modifiers are independent of each other")]
pub(crate) struct Modifiers {
    pub(crate) access: Access,
    pub(crate) is_static: bool,
    pub(crate) is_final: bool,
    pub(crate) is_abstract: bool,
    pub(crate) is_sealed: bool,
    pub(crate) is_default: bool,
    /// Its authors promise nothing: `@Beta`, `@VisibleForTesting` and the like.
    pub(crate) is_unpromised: bool,
    /// `@Override`
    pub(crate) is_override: bool,
}

/// A class, interface, enum, record or annotation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TypeDeclaration {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) line: u32,
    /// On one line, without annotations and body.
    pub(crate) head: String,
    pub(crate) modifiers: Modifiers,
    pub(crate) parameters: Vec<TypeParameter>,
    /// The superclass.
    pub(crate) superclass: Option<TypeRef>,
    /// Implemented interfaces; for an interface the extended ones.
    pub(crate) interfaces: Vec<TypeRef>,
    pub(crate) permits: Vec<TypeRef>,
    pub(crate) fields: Vec<Field>,
    pub(crate) methods: Vec<Method>,
    pub(crate) constructors: Vec<Method>,
    pub(crate) types: Vec<TypeDeclaration>,
    /// What `@Retention`, `@Target` and the like say, by their names.
    pub(crate) annotations: Vec<(String, String)>,
}

/// `T extends A & B`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TypeParameter {
    pub(crate) name: String,
    pub(crate) bounds: Vec<TypeRef>,
}

/// A field or the constant of an enum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) line: u32,
    pub(crate) head: String,
    pub(crate) modifiers: Modifiers,
    pub(crate) of: TypeRef,
    pub(crate) value: Option<Expression>,
    pub(crate) is_enum_constant: bool,
}

/// A method or constructor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Method {
    pub(crate) name: String,
    pub(crate) line: u32,
    pub(crate) head: String,
    pub(crate) modifiers: Modifiers,
    pub(crate) type_parameters: Vec<TypeParameter>,
    pub(crate) parameters: Vec<TypeRef>,
    pub(crate) is_variadic: bool,
    pub(crate) returns: TypeRef,
    pub(crate) throws: Vec<TypeRef>,
    /// The default of an annotation's element, on one line.
    pub(crate) value: Option<String>,
}

/// How a type argument is meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Wild {
    #[default]
    Exact,
    Any,
    Extends,
    Super,
}

/// A type as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TypeRef {
    /// Dotted, without arguments; empty for `?` alone.
    pub(crate) name: String,
    pub(crate) arguments: Vec<TypeRef>,
    pub(crate) dimensions: u8,
    pub(crate) wild: Wild,
}

/// An expression, as far as values of constants need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Expression {
    Integer(String),
    Float(String),
    Character(String),
    Text(String),
    Boolean(bool),
    Name(String),
    Cast(String, Box<Expression>),
    Unary(String, Box<Expression>),
    Binary(String, Box<Expression>, Box<Expression>),
    /// A call, an object: no constant.
    Made,
    Other(String),
}
