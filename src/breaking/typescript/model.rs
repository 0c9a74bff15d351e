//! What one file declares, imports and exports, as values that know nothing of other files and can be cached by content.

use serde::{Deserialize, Serialize};

use super::{manifest::Manifest, types::Type};

/// What is kept of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Facts {
    Module(Module),
    Manifest(Box<Manifest>),
    /// `compilerOptions.paths`: patterns and where they lead, from the folder that `baseUrl` names.
    Config(Vec<(String, Vec<String>)>),
}

/// The names of one file, of a namespace, or of a `declare module` block.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Module {
    pub(crate) items: Vec<Item>,
    pub(crate) imports: Vec<Import>,
    pub(crate) exports: Vec<Export>,
    /// `declare module "name"` and `declare global`, by name.
    pub(crate) ambient: Vec<(String, Module)>,
    /// Names can be exported that the text does not show.
    pub(crate) open: bool,
    /// It is written without types: what is found is less sure.
    pub(crate) untyped: bool,
    /// It neither imports nor exports: all that it declares is global.
    pub(crate) is_script: bool,
}

/// A name that an import binds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Import {
    pub(crate) local: String,
    pub(crate) source: String,
    /// The name in the other module; none for the module as a whole.
    pub(crate) name: Option<String>,
}

/// A name that a module gives away. `export *` has the name `*`, `export =` and `module.exports =` the name `export=`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Export {
    pub(crate) name: String,
    pub(crate) what: Exported,
    pub(crate) type_only: bool,
    pub(crate) line: u32,
}

/// What is exported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Exported {
    /// A name of this module.
    Local(String),
    /// A name of another one.
    From(String, String),
    /// Another module, as a namespace or, for `*`, name by name.
    Module(String),
}

/// Something declared under a name. Several of one name are one thing: overloads, merged interfaces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Item {
    pub(crate) name: String,
    pub(crate) line: u32,
    pub(crate) kind: Kind,
    pub(crate) tags: Tags,
    /// The declaration as users read it, on one line.
    pub(crate) head: String,
    /// What it looks like, for telling moves.
    pub(crate) looks: String,
}

/// What tags of its comment say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tags {
    /// `@internal`, `@private`, `@hidden`
    pub(crate) internal: bool,
    /// `@alpha`, `@beta`, `@experimental`
    pub(crate) unstable: bool,
}

/// What an item is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    Function(Vec<Signature>),
    Class(Box<Class>),
    Interface(Interface),
    Alias(Vec<TypeParameter>, Type),
    Enum(Enumeration),
    Variable(Variable),
    Namespace(Box<Module>),
    /// Another name for something: `import A = B.C`, `const a = b`.
    Same(String),
}

/// A class.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Class {
    pub(crate) parameters: Vec<TypeParameter>,
    pub(crate) base: Option<Type>,
    /// The base is computed: members can be there that the text does not show.
    pub(crate) open: bool,
    pub(crate) is_abstract: bool,
    pub(crate) constructors: Vec<Signature>,
    pub(crate) constructor_access: Access,
    pub(crate) members: Vec<Member>,
    pub(crate) implements: Vec<Type>,
}

/// An interface.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Interface {
    pub(crate) parameters: Vec<TypeParameter>,
    pub(crate) bases: Vec<Type>,
    pub(crate) members: Vec<Member>,
}

/// An enum.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Enumeration {
    pub(crate) is_const: bool,
    /// Name, line, and the value as far as it can be worked out.
    pub(crate) members: Vec<(String, u32, Option<String>)>,
}

/// A variable.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Variable {
    pub(crate) declared: Option<Type>,
    /// What the value says of the type, widened.
    pub(crate) inferred: Option<Type>,
    /// A literal value.
    pub(crate) literal: Option<String>,
}

/// A property, method or signature of a class, interface or object type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Member {
    /// Its name; `()`, `new()` and `[]` for call, construct and index signatures.
    pub(crate) name: String,
    pub(crate) what: MemberType,
    pub(crate) optional: bool,
    pub(crate) readonly: bool,
    pub(crate) is_static: bool,
    pub(crate) is_abstract: bool,
    pub(crate) access: Access,
    pub(crate) internal: bool,
    pub(crate) line: u32,
    pub(crate) head: String,
}

/// What a member is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum MemberType {
    /// A property; no type if it would have to be inferred.
    Field(Option<Type>),
    /// Overloads of a method, or of a call or construct signature.
    Method(Vec<Signature>),
    /// Key and value of an index signature.
    Index(Type, Type),
}

/// Who may use a member.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum Access {
    Private,
    Protected,
    #[default]
    Public,
}

/// How something is called.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Signature {
    pub(crate) type_parameters: Vec<TypeParameter>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) this: Option<Type>,
    pub(crate) returns: Option<Type>,
    pub(crate) is_async: bool,
    /// Without a written type: whether what it returns may be a promise all the same.
    pub(crate) returns_call: bool,
    pub(crate) is_generator: bool,
    /// It reads `arguments`: its list of parameters does not tell what it takes.
    pub(crate) open: bool,
    /// How many declarations with type parameters stand around it.
    pub(crate) level: u8,
    pub(crate) line: u32,
    pub(crate) head: String,
}

/// `T extends Constraint = Default`
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct TypeParameter {
    pub(crate) name: String,
    pub(crate) constraint: Option<Type>,
    pub(crate) default: Option<Type>,
}

/// One parameter.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) is: Option<Type>,
    pub(crate) optional: bool,
    pub(crate) rest: bool,
}

impl Module {
    /// The items of a name.
    pub(crate) fn items<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Item> + 'a {
        self.items.iter().filter(move |item| item.name == name)
    }
}

impl Kind {
    /// The members that it declares itself.
    pub(crate) fn members(&self) -> &[Member] {
        match self {
            Self::Class(class) => &class.members,
            Self::Interface(interface) => &interface.members,
            _ => &[],
        }
    }

    /// The word for it.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Function(_) => "function",
            Self::Class(_) => "class",
            Self::Interface(_) => "interface",
            Self::Alias(..) => "type",
            Self::Enum(_) => "enum",
            Self::Variable(_) => "constant",
            Self::Namespace(_) => "namespace",
            Self::Same(_) => "name",
        }
    }
}

impl Member {
    /// Whether users may name it: not private, not marked as internal, no underscore before it.
    pub(crate) fn is_usable(&self) -> bool {
        self.access != Access::Private && !self.internal && !self.name.starts_with(['_', '#'])
    }
}

/// Words that get an underscore behind them since they mean something by themselves.
const WORDS: &str = " abstract any arguments as async await boolean break case catch class const constructor continue \
    debugger declare default delete do else enum eval export extends false finally for from function get if implements \
    import in instanceof interface is keyof let module namespace never new null number object of package private \
    protected public readonly require return set static string super switch symbol this throw true try type typeof \
    undefined unknown var void while with yield ";

/// Whether a name ends as those do that some keep for themselves: in an underscore that no other reason is seen for.
pub(crate) fn ends_as_own(name: &str) -> bool {
    name.strip_suffix('_').is_some_and(|word| word.is_empty() || !WORDS.contains(&format!(" {word} ")))
}
