//! What is kept of a Rust source: its items, as written, and of a manifest what users can name.

use serde::{Deserialize, Serialize};

/// What is kept of one file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::breaking) enum Facts {
    /// A `.rs` file.
    Source(Vec<Item>),
    /// A `Cargo.toml`.
    Manifest(Box<Manifest>),
}

/// What users can name of a manifest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::breaking) struct Manifest {
    pub(in crate::breaking) package: Option<String>,
    pub(in crate::breaking) library: Option<String>,
    pub(in crate::breaking) library_path: Option<String>,
    pub(in crate::breaking) is_proc_macro: bool,
    pub(in crate::breaking) is_private: bool,
    pub(in crate::breaking) edition: Option<String>,
    /// Features by name, with what they switch on; those of optional dependencies too.
    pub(in crate::breaking) features: Vec<Feature>,
}

/// A feature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::breaking) struct Feature {
    pub(in crate::breaking) name: String,
    pub(in crate::breaking) enables: Vec<String>,
    pub(in crate::breaking) line: u32,
}

/// One item, or member, as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::breaking) struct Item {
    pub(in crate::breaking) name: String,
    pub(in crate::breaking) vis: Vis,
    pub(in crate::breaking) line: u32,
    /// Its signature, on one line.
    pub(in crate::breaking) text: String,
    pub(in crate::breaking) attrs: Attrs,
    /// The macro that it is handed to, which may make another thing of it.
    pub(in crate::breaking) made_by: Option<String>,
    pub(in crate::breaking) generics: Generics,
    pub(in crate::breaking) body: Body,
}

/// Who may name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::breaking) enum Vis {
    Public,
    /// `pub(crate)` and the like, or nothing.
    Private,
}

/// What attributes say.
#[expect(clippy::struct_excessive_bools, reason = "attributes are independent of each other")]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::breaking) struct Attrs {
    /// Predicates that must all hold.
    pub(in crate::breaking) cfg: Vec<String>,
    /// Not shown to users; what is deprecated as well is theirs all the same.
    pub(in crate::breaking) hidden: bool,
    pub(in crate::breaking) deprecated: bool,
    pub(in crate::breaking) non_exhaustive: bool,
    pub(in crate::breaking) macro_export: bool,
    pub(in crate::breaking) derives: Vec<String>,
    pub(in crate::breaking) repr: Vec<String>,
    pub(in crate::breaking) path: Option<String>,
    /// `no_mangle` or `export_name`: the name that linkers see.
    pub(in crate::breaking) export: Option<String>,
    pub(in crate::breaking) target_features: Vec<String>,
    pub(in crate::breaking) proc_macro: Option<ProcMacro>,
}

impl Attrs {
    /// What users notice of them, as it is written before an item.
    pub(in crate::breaking) fn shown(&self) -> String {
        let mut shown: Vec<String> = self.repr.iter().map(|one| format!("#[repr({one})] ")).collect();
        shown.extend(self.non_exhaustive.then(|| "#[non_exhaustive] ".to_owned()));
        shown.extend((!self.derives.is_empty()).then(|| format!("#[derive({})] ", self.derives.join(", "))));
        shown.concat()
    }
}

/// A procedural macro.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::breaking) enum ProcMacro {
    Function,
    Attribute,
    /// Its name and helper attributes.
    Derive(String, Vec<String>),
}

/// What an item is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::breaking) enum Body {
    Function(Signature),
    Struct(Fields),
    Union(Fields),
    Enum(Vec<Variant>),
    Trait(Trait),
    Impl(Impl),
    Const {
        ty: String,
        has_value: bool,
    },
    Static {
        ty: String,
        mutable: bool,
        is_unsafe: bool,
    },
    /// An alias, or an associated type.
    Type {
        bounds: Vec<String>,
        value: Option<String>,
    },
    /// A module; its items if they stand in place.
    Module(Option<Vec<Item>>),
    Use(Vec<Import>),
    Macro,
    /// A macro call that may make items, and its text.
    Call(String),
}

/// A function's signature.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::breaking) struct Signature {
    pub(in crate::breaking) is_const: bool,
    pub(in crate::breaking) is_async: bool,
    pub(in crate::breaking) is_unsafe: bool,
    pub(in crate::breaking) abi: Option<String>,
    pub(in crate::breaking) receiver: Option<Receiver>,
    /// Types of parameters, the receiver left out.
    pub(in crate::breaking) params: Vec<String>,
    pub(in crate::breaking) result: Option<String>,
    pub(in crate::breaking) has_body: bool,
}

/// How a method takes its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::breaking) enum Receiver {
    Owned,
    Ref,
    Mut,
    Typed(String),
}

/// Fields of a struct, union or variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::breaking) enum Fields {
    Unit,
    Tuple(Vec<Field>),
    Named(Vec<Field>),
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::breaking) struct Field {
    pub(in crate::breaking) name: String,
    pub(in crate::breaking) vis: Vis,
    pub(in crate::breaking) ty: String,
    pub(in crate::breaking) line: u32,
    pub(in crate::breaking) attrs: Attrs,
}

/// A variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::breaking) struct Variant {
    pub(in crate::breaking) name: String,
    pub(in crate::breaking) line: u32,
    pub(in crate::breaking) attrs: Attrs,
    pub(in crate::breaking) fields: Fields,
    pub(in crate::breaking) discriminant: Option<String>,
    pub(in crate::breaking) text: String,
}

/// A trait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::breaking) struct Trait {
    pub(in crate::breaking) is_unsafe: bool,
    pub(in crate::breaking) supertraits: Vec<String>,
    pub(in crate::breaking) members: Vec<Item>,
}

/// An `impl` block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::breaking) struct Impl {
    pub(in crate::breaking) of: Option<String>,
    pub(in crate::breaking) negative: bool,
    pub(in crate::breaking) for_type: String,
    pub(in crate::breaking) members: Vec<Item>,
}

/// One name of a `use`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::breaking) struct Import {
    /// Segments as written; `*` is no segment.
    pub(in crate::breaking) path: Vec<String>,
    /// The name that it gets here; nothing for a glob.
    pub(in crate::breaking) name: Option<String>,
}

/// Parameters of an item.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::breaking) struct Generics {
    pub(in crate::breaking) lifetimes: Vec<String>,
    pub(in crate::breaking) types: Vec<Param>,
    pub(in crate::breaking) consts: Vec<Param>,
    /// Bounds in `where`, and those of parameters: subject and bound.
    pub(in crate::breaking) bounds: Vec<(String, String)>,
}

/// A type or const parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::breaking) struct Param {
    pub(in crate::breaking) name: String,
    pub(in crate::breaking) default: Option<String>,
}

impl Fields {
    pub(super) fn list(&self) -> &[Field] {
        match self {
            Self::Unit => &[],
            Self::Tuple(fields) | Self::Named(fields) => fields,
        }
    }

    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Tuple(_) => "tuple",
            Self::Named(_) => "struct",
        }
    }
}

impl Field {
    /// Whether users may name it.
    pub(super) fn is_public(&self) -> bool {
        self.vis == Vis::Public && !self.attrs.hidden
    }
}

impl Body {
    /// The word for it.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Function(_) => "function",
            Self::Struct(_) => "struct",
            Self::Union(_) => "union",
            Self::Enum(_) => "enum",
            Self::Trait(_) => "trait",
            Self::Impl(_) => "impl",
            Self::Const { .. } => "constant",
            Self::Static { .. } => "static",
            Self::Type { .. } => "type",
            Self::Module(_) => "module",
            Self::Use(_) => "import",
            Self::Macro => "macro",
            Self::Call(_) => "macro call",
        }
    }

    /// Names of types, of values and of macros do not meet.
    pub(super) fn namespace(&self) -> Namespace {
        match self {
            Self::Function(_) | Self::Const { .. } | Self::Static { .. } => Namespace::Value,
            Self::Macro => Namespace::Macro,
            _ => Namespace::Type,
        }
    }
}

/// Where a name is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::breaking) enum Namespace {
    Type,
    Value,
    Macro,
}
