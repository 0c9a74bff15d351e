//! Parts of speech of source code: what syntax highlighting comes down to before a theme gives it colours.
//!
//! Lines are classified once, on a worker; which colour a class has is asked at drawing, so that another theme needs no
//! second pass.

use std::{collections::HashMap, sync::OnceLock};

use syntect::parsing::Scope;

/// What a stretch of source code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[repr(u8)]
pub(crate) enum Class {
    /// Nothing in particular.
    #[default]
    Plain,
    /// A comment.
    Comment,
    /// A string.
    Text,
    /// An escape within a string.
    Escape,
    /// A number.
    Number,
    /// Another constant.
    Constant,
    /// A keyword.
    Keyword,
    /// An operator.
    Operator,
    /// `fn`, `class`, `static` and the like.
    Storage,
    /// A type that the language brings along.
    BuiltinType,
    /// The name of a function where it is made.
    Function,
    /// The name of a function where it is used.
    Call,
    /// A function that the language brings along.
    Builtin,
    /// The name of a type.
    Type,
    /// A tag of markup.
    Tag,
    /// An attribute of markup.
    Attribute,
    /// A variable.
    Variable,
    /// A parameter.
    Parameter,
    /// `self`, `this` and the like.
    Receiver,
    /// Brackets, commas.
    Punctuation,
    /// A heading of markup.
    Heading,
    /// A link of markup.
    Link,
    /// Code within markup.
    Raw,
}

impl Class {
    /// How many classes there are.
    pub(crate) const COUNT: usize = Self::Raw as usize + 1;

    /// Every class with the scopes that stand for it, the more special ones first. The first scope of a class is the one
    /// that themes are asked for.
    const SCOPES: [(&'static str, Self); 40] = [
        ("punctuation.definition.comment", Self::Comment),
        ("comment", Self::Comment),
        ("constant.character.escape", Self::Escape),
        ("punctuation.definition.string", Self::Text),
        ("string", Self::Text),
        ("constant.numeric", Self::Number),
        ("constant", Self::Constant),
        ("support.constant", Self::Constant),
        ("keyword.operator.word", Self::Keyword),
        ("keyword.operator", Self::Operator),
        ("keyword", Self::Keyword),
        ("storage.type.numeric", Self::BuiltinType),
        ("storage.type.primitive", Self::BuiltinType),
        ("storage.type.built-in", Self::BuiltinType),
        ("storage", Self::Storage),
        ("support.type", Self::BuiltinType),
        ("support.class", Self::BuiltinType),
        ("entity.name.function", Self::Function),
        ("entity.name.macro", Self::Function),
        ("variable.function", Self::Call),
        ("support.macro", Self::Builtin),
        ("support.function", Self::Builtin),
        ("entity.name.tag", Self::Tag),
        ("entity.other.attribute-name", Self::Attribute),
        ("variable.annotation", Self::Attribute),
        ("meta.annotation", Self::Attribute),
        ("entity.name.section", Self::Heading),
        ("markup.heading", Self::Heading),
        ("punctuation.definition.heading", Self::Heading),
        ("markup.underline.link", Self::Link),
        ("markup.raw", Self::Raw),
        ("entity.name.label", Self::Constant),
        ("entity.name", Self::Type),
        ("entity.other.inherited-class", Self::Type),
        ("variable.parameter", Self::Parameter),
        ("variable.language", Self::Receiver),
        ("variable", Self::Variable),
        ("punctuation.section.interpolation", Self::Escape),
        ("punctuation.section", Self::Punctuation),
        ("punctuation", Self::Punctuation),
    ];

    /// All classes with the scope that a theme is asked for.
    pub(crate) fn with_scopes() -> impl Iterator<Item = (Self, &'static str)> {
        // The plain words of a class name it better to a theme than the special ones that also mean it.
        [
            (Self::Comment, "comment.line"),
            (Self::Text, "string.quoted.double"),
            (Self::Escape, "constant.character.escape"),
            (Self::Number, "constant.numeric.integer"),
            (Self::Constant, "constant.language"),
            (Self::Keyword, "keyword.control"),
            (Self::Operator, "keyword.operator"),
            (Self::Storage, "storage.type"),
            (Self::BuiltinType, "support.type"),
            (Self::Function, "entity.name.function"),
            (Self::Call, "variable.function"),
            (Self::Builtin, "support.function"),
            (Self::Type, "entity.name.type"),
            (Self::Tag, "entity.name.tag"),
            (Self::Attribute, "entity.other.attribute-name"),
            (Self::Variable, "variable.other"),
            (Self::Parameter, "variable.parameter"),
            (Self::Receiver, "variable.language"),
            (Self::Punctuation, "punctuation.separator"),
            (Self::Heading, "markup.heading"),
            (Self::Link, "markup.underline.link"),
            (Self::Raw, "markup.raw.inline"),
        ]
        .into_iter()
    }

    /// The class that a scope stands for by itself.
    pub(crate) fn of(scope: Scope) -> Option<Self> {
        static SCOPES: OnceLock<Vec<(Scope, Class)>> = OnceLock::new();
        let scopes = SCOPES.get_or_init(|| {
            Self::SCOPES
                .iter()
                .map(|(name, class)| (Scope::new(name).expect("a scope of at most eight words"), *class))
                .collect()
        });
        scopes.iter().find(|(prefix, _)| prefix.is_prefix_of(scope)).map(|(_, class)| *class)
    }
}

/// Remembers the classes of scopes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Classes(HashMap<Scope, Option<Class>>);

impl Classes {
    /// The class of the innermost scope that has one.
    pub(crate) fn innermost(&mut self, scopes: &[Scope]) -> Class {
        scopes
            .iter()
            .rev()
            .find_map(|scope| *self.0.entry(*scope).or_insert_with(|| Class::of(*scope)))
            .unwrap_or_default()
    }
}
