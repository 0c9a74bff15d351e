//! Types with qualified names, and which of them are one.

use super::model::Wild;

/// What a type is, apart from arguments and dimensions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Base {
    /// `void`, `int`, ...
    Primitive(String),
    /// A class. If it is not known where it comes from, only the name that was written is there.
    Named { name: String, is_known: bool },
    /// A type parameter, by its place; `owner` is empty for one of a method. `erased` is what remains of it at run time.
    Parameter { owner: String, place: usize, erased: String },
    /// `?` alone.
    Any,
}

/// A type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Type {
    pub(super) base: Base,
    pub(super) arguments: Vec<Type>,
    pub(super) dimensions: u8,
    pub(super) wild: Wild,
}

/// How alike two types are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Alike {
    Same,
    /// Only type arguments and parameters differ: the same at run time.
    Erased,
    Different,
}

impl Type {
    /// A class by its name.
    pub(super) fn named(name: impl Into<String>) -> Self {
        Self::of(Base::Named { name: name.into(), is_known: true })
    }

    pub(super) fn of(base: Base) -> Self {
        Self { base, arguments: Vec::new(), dimensions: 0, wild: Wild::Exact }
    }

    /// The name of the class, if it is one.
    pub(super) fn name(&self) -> Option<&str> {
        match &self.base {
            Base::Named { name, .. } if self.dimensions == 0 => Some(name),
            _ => None,
        }
    }

    /// Whether nothing comes back.
    pub(super) fn is_void(&self) -> bool {
        matches!(&self.base, Base::Primitive(name) if name == "void")
    }

    /// Whether it is no object.
    pub(super) fn is_primitive(&self) -> bool {
        matches!(self.base, Base::Primitive(_)) && self.dimensions == 0
    }

    /// How alike two types are.
    pub(super) fn alike(&self, other: &Self) -> Alike {
        if self.is_same(other) {
            Alike::Same
        } else if self.dimensions == other.dimensions && is_one_name(self.erased(), other.erased()) {
            Alike::Erased
        } else {
            Alike::Different
        }
    }

    /// Whether they are one type.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.dimensions == other.dimensions
            && self.wild == other.wild
            && self.base.is_same(&other.base)
            && self.arguments.len() == other.arguments.len()
            && self.arguments.iter().zip(&other.arguments).all(|(one, other)| one.is_same(other))
    }

    /// What remains at run time, with whether its origin is known.
    pub(super) fn erased(&self) -> (&str, bool) {
        match &self.base {
            Base::Primitive(name) => (name, true),
            Base::Named { name, is_known } => (name, *is_known),
            Base::Parameter { erased, .. } => (erased, true),
            Base::Any => ("java.lang.Object", true),
        }
    }

    /// The type with type parameters of a class replaced.
    pub(super) fn replaced(&self, owner: &str, with: &[Type]) -> Self {
        if let Base::Parameter { owner: of, place, .. } = &self.base
            && of == owner
        {
            // A raw supertype gives what remains at run time.
            let Some(with) = with.get(*place) else {
                return Self { dimensions: self.dimensions, ..Self::named(self.erased().0) };
            };
            let mut out = with.clone();
            out.dimensions = out.dimensions.saturating_add(self.dimensions);
            if self.wild != Wild::Exact {
                out.wild = self.wild;
            }
            return out;
        }
        let arguments = self.arguments.iter().map(|argument| argument.replaced(owner, with)).collect();
        Self { arguments, ..self.clone() }
    }

    /// As people write it.
    pub(super) fn shown(&self) -> String {
        let mut text = match self.wild {
            Wild::Exact => String::new(),
            Wild::Any => "?".to_owned(),
            Wild::Extends => "? extends ".to_owned(),
            Wild::Super => "? super ".to_owned(),
        };
        match &self.base {
            Base::Primitive(name) => text.push_str(name),
            Base::Named { name, .. } => text.push_str(last(name)),
            Base::Parameter { owner, place, .. } => {
                text.push_str(if owner.is_empty() { "M" } else { "T" });
                text.push_str(&place.to_string());
            }
            Base::Any => {}
        }
        if !self.arguments.is_empty() {
            let list: Vec<String> = self.arguments.iter().map(Self::shown).collect();
            text.push('<');
            text.push_str(&list.join(", "));
            text.push('>');
        }
        text.push_str(&"[]".repeat(usize::from(self.dimensions.min(8))));
        text
    }
}

impl Base {
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Named { name, is_known }, Self::Named { name: other, is_known: other_known }) => {
                is_one_name((name, *is_known), (other, *other_known))
            }
            (Self::Parameter { owner, place, .. }, Self::Parameter { owner: of, place: at, .. }) => {
                (owner, place) == (of, at)
            }
            _ => self == other,
        }
    }
}

/// Whether two names are of one class: of those whose origin is not known, the last parts are compared.
pub(super) fn is_one_name((one, is_known): (&str, bool), (other, other_known): (&str, bool)) -> bool {
    if is_known && other_known { one == other } else { last(one) == last(other) }
}

/// The last part of a dotted name.
pub(super) fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
