//! Types as they are written, in a form that formatting, parameter names and order in unions do not change.

use serde::{Deserialize, Serialize};

use super::model::{Member, Signature};

/// A type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum Type {
    /// `string`, `any`, `undefined` and the like.
    Word(String),
    /// `'a'`, `1`, `true`; strings in single quotes.
    Literal(String),
    /// A name, dotted or not, and its arguments.
    Reference(String, Vec<Type>),
    /// A type parameter: how many declarations stand around the one that has it, and which of its it is.
    Parameter(u8, u8),
    /// `this`
    This,
    /// `T[]`; whether it is read only.
    List(Box<Type>, bool),
    /// Elements; whether it is read only.
    Tuple(Vec<Element>, bool),
    Union(Vec<Type>),
    Intersection(Vec<Type>),
    Object(Vec<Member>),
    Function(Box<Signature>),
    /// `new () => T`; whether it is abstract does not matter.
    Constructor(Box<Signature>),
    KeyOf(Box<Type>),
    /// `T[K]`
    Lookup(Box<Type>, Box<Type>),
    /// `typeof x`
    Query(String),
    /// `A extends B ? C : D`
    Conditional(Box<[Type; 4]>),
    /// `{ [K in A as N]: V }` with its modifiers as they are written.
    Mapped(Box<[Type; 3]>, String),
    /// `asserts x is T`: whether it asserts, the place of the parameter, the type.
    Guard(bool, String, Option<Box<Type>>),
    /// What is only compared by its text.
    Other(String),
}

/// An element of a tuple.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Element {
    pub(crate) is: Type,
    pub(crate) optional: bool,
    pub(crate) rest: bool,
}

impl Type {
    /// A word.
    pub(crate) fn word(word: &str) -> Self {
        Self::Word(word.to_owned())
    }

    /// Whether it is this word.
    pub(crate) fn is(&self, word: &str) -> bool {
        matches!(self, Self::Word(known) if known == word)
    }

    /// A union, flattened, each member once, in an order of its own.
    pub(crate) fn union(members: Vec<Self>) -> Self {
        let mut flat = Vec::new();
        for member in members {
            match member {
                Self::Union(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        // Whatever else is in it, anything is anything.
        for all in ["any", "unknown"] {
            if flat.iter().any(|member| member.is(all)) {
                return Self::word(all);
            }
        }
        flat.retain(|member| !member.is("never"));
        flat.sort_unstable();
        flat.dedup();
        let truths = ["true", "false"].map(|truth| Self::Literal(truth.to_owned()));
        if truths.iter().all(|truth| flat.contains(truth)) {
            flat.retain(|member| !truths.contains(member));
            flat.push(Self::word("boolean"));
            flat.sort_unstable();
            flat.dedup();
        }
        match flat.pop() {
            Some(only) if flat.is_empty() => only,
            Some(last) => {
                flat.push(last);
                Self::Union(flat)
            }
            None => Self::word("never"),
        }
    }

    /// It or `undefined`.
    pub(crate) fn or_undefined(self) -> Self {
        Self::union(vec![self, Self::word("undefined")])
    }

    /// The members of a union, or the one type.
    pub(crate) fn members(&self) -> &[Self] {
        match self {
            Self::Union(members) => members,
            one => std::slice::from_ref(one),
        }
    }

    /// Whether `undefined` (or anything) is among what it allows.
    pub(crate) fn allows_undefined(&self) -> bool {
        self.members().iter().any(|member| ["undefined", "any", "unknown", "void"].iter().any(|word| member.is(word)))
    }

    /// The type with each part for which `change` knows another replaced by it.
    pub(crate) fn replaced(&self, change: &impl Fn(&Self) -> Option<Self>) -> Self {
        if let Some(other) = change(self) {
            return other;
        }
        let inner = |one: &Self| one.replaced(change);
        let boxed = |one: &Self| Box::new(one.replaced(change));
        let all = |list: &[Self]| list.iter().map(inner).collect::<Vec<_>>();
        match self {
            Self::Reference(name, arguments) => Self::Reference(name.clone(), all(arguments)),
            Self::List(element, readonly) => Self::List(boxed(element), *readonly),
            Self::Tuple(elements, readonly) => {
                let elements = elements.iter().map(|element| Element { is: inner(&element.is), ..element.clone() });
                Self::Tuple(elements.collect(), *readonly)
            }
            Self::Union(members) => Self::union(all(members)),
            Self::Intersection(members) => Self::Intersection(all(members)),
            Self::Object(members) => Self::Object(members.iter().map(|member| member.replaced(change)).collect()),
            Self::Function(signature) => Self::Function(Box::new(signature.replaced(change))),
            Self::Constructor(signature) => Self::Constructor(Box::new(signature.replaced(change))),
            Self::KeyOf(of) => Self::KeyOf(boxed(of)),
            Self::Lookup(of, key) => Self::Lookup(boxed(of), boxed(key)),
            Self::Conditional(parts) => Self::Conditional(Box::new(parts.each_ref().map(inner))),
            Self::Mapped(parts, modifiers) => Self::Mapped(Box::new(parts.each_ref().map(inner)), modifiers.clone()),
            Self::Guard(asserts, of, is) => Self::Guard(*asserts, of.clone(), is.as_deref().map(boxed)),
            Self::Word(_) | Self::Literal(_) | Self::Parameter(..) | Self::This | Self::Query(_) | Self::Other(_) => {
                self.clone()
            }
        }
    }

    /// The type with the outermost type parameters replaced by arguments.
    pub(crate) fn applied(&self, arguments: &[Self]) -> Self {
        if arguments.is_empty() {
            return self.clone();
        }
        self.replaced(&|part| match part {
            Self::Parameter(0, index) => arguments.get(usize::from(*index)).cloned(),
            _ => None,
        })
    }
}

impl Member {
    /// The member with parts of its type replaced.
    pub(crate) fn replaced(&self, change: &impl Fn(&Type) -> Option<Type>) -> Self {
        use super::model::MemberType;
        let what = match &self.what {
            MemberType::Field(is) => MemberType::Field(is.as_ref().map(|is| is.replaced(change))),
            MemberType::Method(list) => {
                MemberType::Method(list.iter().map(|signature| signature.replaced(change)).collect())
            }
            MemberType::Index(key, value) => MemberType::Index(key.replaced(change), value.replaced(change)),
        };
        Self { what, ..self.clone() }
    }
}

impl Signature {
    /// The signature with parts of its types replaced.
    pub(crate) fn replaced(&self, change: &impl Fn(&Type) -> Option<Type>) -> Self {
        let mut copy = self.clone();
        for parameter in &mut copy.parameters {
            parameter.is = parameter.is.as_ref().map(|is| is.replaced(change));
        }
        for parameter in &mut copy.type_parameters {
            parameter.constraint = parameter.constraint.as_ref().map(|is| is.replaced(change));
            parameter.default = parameter.default.as_ref().map(|is| is.replaced(change));
        }
        copy.this = copy.this.as_ref().map(|is| is.replaced(change));
        copy.returns = copy.returns.as_ref().map(|is| is.replaced(change));
        copy
    }
}
