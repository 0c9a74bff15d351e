//! What one Python file binds, as values that know nothing of other files and can be cached by the file's content.

use serde::{Deserialize, Serialize};

/// The names that one file binds and the ones that it says it exports.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Module {
    /// In the order of the text; the last binding of a name wins at run time.
    pub(crate) bindings: Vec<Binding>,
    /// What `__all__` lists, if it is there and can be read without running the file.
    pub(crate) exports: Option<Vec<Export>>,
    /// Names can be there that the text does not show (`__getattr__`, `globals()`).
    pub(crate) open: bool,
    /// The names that its `__getattr__` gives, as far as it compares with them, and the lines of these.
    pub(crate) served: Vec<(String, u32)>,
    /// Whether its `__getattr__` may give others as well.
    pub(crate) serves_more: bool,
    /// The file has syntax errors outside of function bodies: nothing can be said of what it lacks.
    pub(crate) unreadable: bool,
}

/// One element of `__all__`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Export {
    Name(String),
    /// `__all__ += other.__all__`
    AllOf(String),
    Removed(String),
}

/// A name bound to something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Binding {
    pub(crate) name: String,
    pub(crate) line: u32,
    pub(crate) guard: Guard,
    pub(crate) what: What,
}

/// Under which condition a binding is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Guard {
    Always,
    /// One branch of an `if`, `try` or `match`.
    Branch,
    /// Under `if TYPE_CHECKING`: not there at run time.
    Checking,
}

/// What a name is bound to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum What {
    Function(Function),
    Class(Class),
    Value(Value),
    Import(Import),
    /// `from module import *`
    Star(Source),
    Deleted,
}

/// The module that an import names, before it is known where the importing file lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Source {
    /// Leading dots.
    pub(crate) level: u32,
    pub(crate) module: String,
}

/// `import module` (no name) or `from module import name`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Import {
    pub(crate) source: Source,
    pub(crate) name: Option<String>,
    /// `import x as x`, the sign of a re-export in typed code.
    pub(crate) explicit: bool,
}

/// A function or method.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Function {
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) returns: Option<String>,
    pub(crate) is_async: bool,
    pub(crate) decorators: Vec<String>,
    pub(crate) body: Body,
    /// The head as the user reads it, on one line.
    pub(crate) head: String,
}

/// What of a function's body tells about its interface.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Body {
    /// Equal for bodies whose words are the same.
    pub(crate) digest: u64,
    pub(crate) size: u32,
    pub(crate) yields: bool,
    pub(crate) returns_call: bool,
    pub(crate) uses_super: bool,
    /// It only says that somebody else has to define it.
    pub(crate) refuses: bool,
}

/// One parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) kind: ParameterKind,
    pub(crate) annotation: Option<String>,
    pub(crate) default: Option<String>,
    pub(crate) line: u32,
}

/// How an argument reaches a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ParameterKind {
    PositionalOnly,
    Either,
    VarPositional,
    KeywordOnly,
    VarKeyword,
}

/// A class.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Class {
    pub(crate) bases: Vec<String>,
    /// `metaclass=...`, `total=False`, `kw_only=True` and the like.
    pub(crate) keywords: Vec<(String, String)>,
    pub(crate) decorators: Vec<String>,
    /// Class-level names first, then what methods assign to `self`.
    pub(crate) members: Vec<Binding>,
    pub(crate) head: String,
    pub(crate) digest: u64,
    /// Members can be there that the text does not show.
    pub(crate) open: bool,
}

/// A variable, constant, attribute or field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Value {
    pub(crate) annotation: Option<String>,
    pub(crate) written: Option<String>,
    pub(crate) form: Form,
    pub(crate) origin: Origin,
    pub(crate) head: String,
}

/// What kind of expression a value is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Form {
    #[default]
    Absent,
    Literal,
    /// A name or dotted name: perhaps an alias.
    Name,
    Call,
    Lambda,
    Other,
}

/// Where an attribute is assigned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Origin {
    /// In the body of the module or class.
    #[default]
    Body,
    /// `self.name = ...` in `__init__`.
    Constructor,
    /// `self.name = ...` in another method.
    Method,
    /// A `type` statement.
    Alias,
}

impl Module {
    /// The bindings of `name`, the last first.
    pub(crate) fn bound<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Binding> + 'a {
        self.bindings.iter().rev().filter(move |binding| binding.name == name)
    }
}

impl Function {
    /// Whether a decorator of this name (its last part) stands on the function.
    pub(crate) fn is_decorated(&self, name: &str) -> bool {
        self.decorators.iter().any(|decorator| last_part(decorator) == name)
    }

    /// Whether the function is read like an attribute.
    pub(crate) fn is_property(&self) -> bool {
        self.decorators.iter().any(|decorator| {
            let name = last_part(decorator);
            name.ends_with("property") || name == "getter" || name == "reify"
        })
    }

    /// Whether this is the setter or deleter of a property.
    pub(crate) fn is_accessor(&self) -> bool {
        self.is_decorated("setter") || self.is_decorated("deleter")
    }

    /// Whether calling it gives something to be awaited or iterated asynchronously, as far as its head says.
    pub(crate) fn returns_awaitable(&self) -> bool {
        const NAMES: [&str; 9] = [
            "Awaitable",
            "Coroutine",
            "Future",
            "Task",
            "AsyncIterator",
            "AsyncGenerator",
            "AsyncIterable",
            "AsyncContextManager",
            "CoroutineType",
        ];
        self.returns.as_deref().is_some_and(|returns| {
            let head = returns.trim_matches(['"', '\'']).split('[').next().unwrap_or_default();
            NAMES.contains(&last_part(head.trim()))
        })
    }
}

impl Class {
    /// The bindings of a member, the last first.
    pub(crate) fn member<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Binding> + 'a {
        self.members.iter().rev().filter(move |member| member.name == name)
    }

    /// The decorator whose last part is one of `names`, without its arguments, and the arguments.
    pub(crate) fn decorator(&self, names: &[&str]) -> Option<(&str, &str)> {
        self.decorators.iter().find_map(|decorator| {
            let (head, arguments) = decorator.split_once('(').unwrap_or((decorator, ""));
            names.contains(&last_part(head)).then(|| (head.trim(), arguments.trim_end_matches(')')))
        })
    }
}

/// `c` of `a.b.c(d)`.
pub(crate) fn last_part(path: &str) -> &str {
    let head = path.split('(').next().unwrap_or_default();
    head.rsplit('.').next().unwrap_or_default().trim()
}
