//! What one Go file declares, as values that know nothing of other files and can be kept by the file's content.

use serde::{Deserialize, Serialize};

/// A Go file, or the part of a `go.mod` that matters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct File {
    /// The name in the package clause.
    pub(crate) package: String,
    /// `//go:build ignore` and the like: no build has it.
    pub(crate) is_ignored: bool,
    pub(crate) declarations: Vec<Declaration>,
    /// The `module` line of a `go.mod`.
    pub(crate) module: Option<String>,
    /// There are errors outside of function bodies: nothing can be said of what is missing.
    pub(crate) is_unreadable: bool,
}

/// One declared name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Declaration {
    pub(crate) name: String,
    pub(crate) line: u32,
    /// On one line, without bodies.
    pub(crate) head: String,
    pub(crate) what: What,
}

/// What is declared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum What {
    Constant { of: Option<Type>, value: Option<Expression>, iota: i64 },
    Variable { of: Option<Type>, value: Option<Expression> },
    Function(Signature),
    Type(TypeDeclaration),
    Method(Method),
}

/// `type Name[Parameters] of` or `type Name = of`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TypeDeclaration {
    pub(crate) is_alias: bool,
    /// Constraints, in order.
    pub(crate) parameters: Vec<Type>,
    pub(crate) of: Type,
}

/// A method with its receiver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Method {
    pub(crate) receiver: String,
    pub(crate) by_pointer: bool,
    pub(crate) signature: Signature,
}

/// What goes into a call and comes out of it. Names of parameters mean nothing to callers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Signature {
    /// Constraints of the type parameters, in order.
    pub(crate) type_parameters: Vec<Type>,
    pub(crate) parameters: Vec<Type>,
    pub(crate) results: Vec<Type>,
    pub(crate) is_variadic: bool,
}

/// A type as it is written, imports resolved to paths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Type {
    /// `package` is empty for a name of the same package or of the language.
    Named {
        package: String,
        name: String,
        arguments: Vec<Type>,
    },
    /// A type parameter, by its place.
    Parameter(u32),
    Pointer(Box<Type>),
    Slice(Box<Type>),
    Array(Box<Expression>, Box<Type>),
    Map(Box<Type>, Box<Type>),
    Channel(Direction, Box<Type>),
    Function(Box<Signature>),
    Interface(Interface),
    Struct(Vec<Field>),
    /// Not understood.
    Other(String),
}

/// Which way a channel goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Direction {
    Both,
    Send,
    Receive,
}

/// An interface.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Interface {
    pub(crate) methods: Vec<(String, Signature, u32)>,
    pub(crate) embedded: Vec<Type>,
    /// Unions and approximations, which make it a constraint.
    pub(crate) unions: Vec<String>,
}

/// A field of a struct.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) of: Type,
    pub(crate) is_embedded: bool,
    pub(crate) line: u32,
}

/// An expression, as far as values and types of constants and variables need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Expression {
    Integer(String),
    Float(String),
    Imaginary(String),
    Rune(String),
    Text(String),
    Name(String),
    /// `package.Name`
    Qualified(String, String),
    Unary(String, Box<Expression>),
    Binary(String, Box<Expression>, Box<Expression>),
    Call(Box<Expression>, Vec<Expression>),
    /// A composite literal, a function literal: its type is written.
    Made(Type),
    Other(String),
}

impl Type {
    /// A name of the same package or of the language.
    pub(crate) fn named(name: &str) -> Self {
        Self::Named { package: String::new(), name: name.to_owned(), arguments: Vec::new() }
    }
}

/// Whether other packages can use a name.
pub(crate) fn is_exported(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_uppercase)
}
