//! Whether a type at the old end and one at the new end are the same to users, who know types by exported names alone.
//!
//! An unexported type has no name for users: it may be called otherwise, or be another type altogether, as long as all
//! that it is used for still works. So it corresponds to whatever first stands in its place, and to nothing else after.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::model::{Expression, Field, Interface, Signature, Type, is_exported};
use super::package::Package;
use super::values::{is_basic, value};

/// How deep types are compared.
const DEEPEST: usize = 64;

/// An answer that may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Same {
    No,
    /// It depends on packages that are not here.
    Unknown,
    Yes,
}

impl Same {
    fn and(self, other: impl FnOnce() -> Self) -> Self {
        if self == Self::No { self } else { self.min(other()) }
    }
}

/// Both ends of a package, and which of their types stand for each other.
pub(super) struct Correspondence<'a> {
    pub(super) old: &'a Package,
    pub(super) new: &'a Package,
    pairs: RefCell<BTreeMap<String, Type>>,
    /// Import paths at the old end by those at the new end, where a module was renamed.
    pub(super) moved: Option<(String, String)>,
    /// Modules of which another version is asked for.
    pub(super) updated: Vec<String>,
}

impl<'a> Correspondence<'a> {
    pub(super) fn new(old: &'a Package, new: &'a Package) -> Self {
        let correspondence = Self { old, new, pairs: RefCell::default(), moved: None, updated: Vec::new() };
        // Exported types stand for their namesakes, before anything else is looked at.
        for name in old.names().filter(|name| is_exported(name)) {
            if let (Some(own), Some(_)) = (old.own_name(&Type::named(name)), new.type_of(name)) {
                let new = new.resolved(&Type::named(name));
                correspondence.pairs.borrow_mut().entry(own).or_insert(new);
            }
        }
        correspondence
    }

    /// The unexported types of the old end with what stands for them.
    pub(super) fn unexported(&self) -> Vec<(String, Type)> {
        let pairs = self.pairs.borrow();
        pairs.iter().filter(|(name, _)| !is_exported(name)).map(|(name, to)| (name.clone(), to.clone())).collect()
    }

    /// Whether two types are the same to users.
    pub(super) fn same(&self, old: &Type, new: &Type) -> Same {
        self.at(old, new, 0)
    }

    fn at(&self, old: &Type, new: &Type, depth: usize) -> Same {
        if depth > DEEPEST {
            return Same::Unknown;
        }
        let (old, new) = (self.old.resolved(old), self.new.resolved(new));
        let inner = |old: &Type, new: &Type| self.at(old, new, depth + 1);
        match (&old, &new) {
            (Type::Named { .. }, _) | (_, Type::Named { .. }) => self.named(&old, &new, depth),
            (Type::Parameter(one), Type::Parameter(other)) => yes(one == other),
            (Type::Pointer(one), Type::Pointer(other)) | (Type::Slice(one), Type::Slice(other)) => inner(one, other),
            (Type::Array(length, one), Type::Array(other_length, other)) => {
                self.lengths(length, other_length).and(|| inner(one, other))
            }
            (Type::Map(key, one), Type::Map(other_key, other)) => inner(key, other_key).and(|| inner(one, other)),
            (Type::Channel(way, one), Type::Channel(other_way, other)) => {
                yes(way == other_way).and(|| inner(one, other))
            }
            (Type::Function(one), Type::Function(other)) => self.signatures_at(one, other, depth + 1),
            (Type::Interface(one), Type::Interface(other)) => self.interfaces(one, other, depth),
            (Type::Struct(one), Type::Struct(other)) => self.structs(one, other, depth),
            (Type::Other(one), Type::Other(other)) => yes(one == other),
            (Type::Other(_), _) | (_, Type::Other(_)) => Same::Unknown,
            _ => Same::No,
        }
    }

    fn named(&self, old: &Type, new: &Type, depth: usize) -> Same {
        let Type::Named { package, name, arguments } = old else {
            // What was written out has a name now: users' values of the old type do not always fit.
            return written_out(new);
        };
        if package.is_empty() && self.old.type_of(name).is_some() {
            return self.own(name, arguments, new, depth);
        }
        let Type::Named { package: new_package, name: new_name, arguments: new_arguments } = new else {
            return if package.is_empty() { Same::No } else { Same::Unknown };
        };
        if package.is_empty() {
            return yes(new_package.is_empty() && name == new_name && self.new.type_of(new_name).is_none());
        }
        if self.path(package) == *new_package && name == new_name {
            return self.all(arguments, new_arguments, depth);
        }
        match (new_package.is_empty(), is_standard(package), is_standard(new_package)) {
            // The type of another package is one of this package, or of the language.
            (true, ..) if is_basic(new_name) => Same::No,
            (true, ..) => Same::Unknown,
            (false, true, true) => Same::No,
            // Another version of a package may have given a type another name, and kept the old one for it.
            _ if name != new_name && self.path(package) == *new_package && !self.is_updated(package) => Same::No,
            _ => Same::Unknown,
        }
    }

    fn is_updated(&self, package: &str) -> bool {
        let is_of = |module: &String| {
            package.strip_prefix(module.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.updated.iter().any(is_of)
    }

    fn path(&self, package: &str) -> String {
        match &self.moved {
            Some((from, to)) if package == from => to.clone(),
            Some((from, to)) => match package.strip_prefix(from.as_str()).filter(|rest| rest.starts_with('/')) {
                Some(rest) => format!("{to}{rest}"),
                None => package.to_owned(),
            },
            None => package.to_owned(),
        }
    }

    /// A type that the old package defines.
    fn own(&self, name: &str, arguments: &[Type], new: &Type, depth: usize) -> Same {
        let known = self.pairs.borrow().get(name).cloned();
        if let Some(known) = known {
            return self.is_it(&known, arguments, new, depth);
        }
        if let Type::Named { package, name: new_name, arguments: given } = new
            && package.is_empty()
            && self.new.type_of(new_name).is_some()
        {
            if is_exported(name) && is_exported(new_name) && name != new_name {
                return Same::No;
            }
            self.pairs.borrow_mut().insert(name.to_owned(), new.clone());
            return self.all(arguments, given, depth);
        }
        if is_exported(name) {
            // It may be an alias at home now; another package may have it.
            return if matches!(new, Type::Named { package, .. } if !package.is_empty()) {
                Same::Unknown
            } else {
                Same::No
            };
        }
        self.pairs.borrow_mut().insert(name.to_owned(), new.clone());
        Same::Yes
    }

    fn is_it(&self, known: &Type, arguments: &[Type], new: &Type, depth: usize) -> Same {
        match (known, new) {
            (
                Type::Named { package, name, .. },
                Type::Named { package: new_package, name: new_name, arguments: given },
            ) => yes(package == new_package && name == new_name).and(|| self.all(arguments, given, depth)),
            (known, new) => yes(known == new),
        }
    }

    fn all(&self, old: &[Type], new: &[Type], depth: usize) -> Same {
        if old.len() != new.len() {
            return Same::No;
        }
        old.iter().zip(new).fold(Same::Yes, |same, (old, new)| same.and(|| self.at(old, new, depth + 1)))
    }

    fn lengths(&self, old: &Expression, new: &Expression) -> Same {
        match (value(self.old, old, 0), value(self.new, new, 0)) {
            (Some(old), Some(new)) => yes(old.is_same(&new)),
            _ if old == new => Same::Yes,
            _ => Same::Unknown,
        }
    }

    /// Whether two signatures are the same.
    pub(super) fn signatures(&self, old: &Signature, new: &Signature) -> Same {
        self.signatures_at(old, new, 0)
    }

    fn signatures_at(&self, old: &Signature, new: &Signature, depth: usize) -> Same {
        yes(old.is_variadic == new.is_variadic)
            .and(|| self.constraints(&old.type_parameters, &new.type_parameters, depth))
            .and(|| self.all(&old.parameters, &new.parameters, depth))
            .and(|| self.all(&old.results, &new.results, depth))
    }

    /// Whether all that could be put in place of type parameters still can be.
    pub(super) fn constraints(&self, old: &[Type], new: &[Type], depth: usize) -> Same {
        if old.len() != new.len() {
            return Same::No;
        }
        old.iter().zip(new).fold(Same::Yes, |same, (old, new)| {
            same.and(|| match (self.old.resolved(old), self.new.resolved(new)) {
                (Type::Interface(one), Type::Interface(other)) if self.is_widened(&one, &other) => Same::Yes,
                (old, new) => self.at(&old, &new, depth + 1),
            })
        })
    }

    /// Whether a constraint asks for no methods and allows all that it allowed.
    fn is_widened(&self, old: &Interface, new: &Interface) -> bool {
        let (Some(old), Some(new)) = (self.old.methods_of(old), self.new.methods_of(new)) else { return false };
        let is_plain = new.methods.is_empty() && new.foreign.is_empty() && old.foreign.is_empty();
        is_plain && !old.unions.is_empty() && type_sets(&old.unions, &new.unions) == TypeSets::Wider
    }

    fn structs(&self, old: &[Field], new: &[Field], depth: usize) -> Same {
        if old.len() != new.len() {
            return Same::No;
        }
        old.iter().zip(new).fold(Same::Yes, |same, (old, new)| {
            same.and(|| yes(old.is_embedded == new.is_embedded && (old.name == new.name || old.is_embedded)))
                .and(|| self.at(&old.of, &new.of, depth + 1))
        })
    }

    fn interfaces(&self, old: &Interface, new: &Interface, depth: usize) -> Same {
        let (old, new) = (self.old.methods_of(old), self.new.methods_of(new));
        let (Some(old), Some(new)) = (old, new) else { return Same::Unknown };
        if old.foreign != new.foreign
            || type_sets(&old.unions, &new.unions) != TypeSets::Same
            || old.methods.len() != new.methods.len()
        {
            let names = |all: &BTreeMap<String, (Signature, u32)>| all.keys().cloned().collect::<Vec<_>>();
            let unsure = old.foreign != new.foreign && names(&old.methods) == names(&new.methods);
            return if unsure { Same::Unknown } else { Same::No };
        }
        old.methods.iter().fold(Same::Yes, |same, (name, (signature, _))| {
            same.and(|| match new.methods.get(name) {
                Some((other, _)) => self.signatures_at(signature, other, depth + 1),
                None => Same::No,
            })
        })
    }
}

/// The methods that an interface asks for.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) methods: BTreeMap<String, (Signature, u32)>,
    /// Interfaces of other packages, whose methods are not known.
    pub(super) foreign: Vec<String>,
    pub(super) unions: Vec<String>,
    /// Embedded interfaces that were looked at: several may embed the same ones.
    done: BTreeSet<String>,
}

impl Package {
    /// All methods that an interface asks for, those of embedded ones included; none if it embeds itself.
    pub(super) fn methods_of(&self, interface: &Interface) -> Option<Asked> {
        let mut asked = Asked::default();
        self.ask(interface, &mut asked, 0)?;
        asked.foreign.sort_unstable();
        asked.foreign.dedup();
        Some(asked)
    }

    fn ask(&self, interface: &Interface, asked: &mut Asked, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        for (name, signature, line) in &interface.methods {
            asked.methods.insert(name.clone(), (signature.clone(), *line));
        }
        asked.unions.extend(interface.unions.iter().cloned());
        for embedded in &interface.embedded {
            let written = format!("{embedded:?}");
            if asked.done.contains(&written) {
                continue;
            }
            match self.underlying(embedded) {
                Type::Interface(inner) => {
                    self.ask(&inner, asked, depth + 1)?;
                    asked.done.insert(written);
                }
                Type::Named { package, name, .. } if package.is_empty() && name == "error" => {
                    let signature = Signature { results: vec![Type::named("string")], ..Signature::default() };
                    asked.methods.insert("Error".to_owned(), (signature, 0));
                }
                Type::Named { package, name, .. } => asked.foreign.push(format!("{package}.{name}")),
                other => asked.unions.push(format!("{other:?}")),
            }
        }
        Some(())
    }
}

/// How the type sets of two constraints lie to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TypeSets {
    Same,
    /// The new one has all of the old one, and more.
    Wider,
    Other,
}

/// How the unions of two constraints lie to each other; several of one constraint are what all of them have.
pub(super) fn type_sets(old: &[String], new: &[String]) -> TypeSets {
    let terms =
        |union: &String| -> Vec<String> { union.split('|').map(|term| term.split_whitespace().collect()).collect() };
    let holds = |terms: &[String], one: &String| {
        terms.iter().any(|term| term == one || term.strip_prefix('~').is_some_and(|base| base == one))
    };
    let within = |small: &[Vec<String>], big: &[Vec<String>]| {
        small.len() == big.len() && small.iter().zip(big).all(|(small, big)| small.iter().all(|one| holds(big, one)))
    };
    let (old, new): (Vec<_>, Vec<_>) = (old.iter().map(terms).collect(), new.iter().map(terms).collect());
    match (within(&old, &new), within(&new, &old)) {
        (true, true) => TypeSets::Same,
        (true, false) => TypeSets::Wider,
        // Without a union every type is in it.
        _ if new.is_empty() => TypeSets::Wider,
        _ => TypeSets::Other,
    }
}

fn written_out(new: &Type) -> Same {
    match new {
        Type::Named { package, .. } if !package.is_empty() => Same::Unknown,
        _ => Same::No,
    }
}

fn yes(is: bool) -> Same {
    if is { Same::Yes } else { Same::No }
}

/// Whether an import path is one of the standard library.
pub(super) fn is_standard(package: &str) -> bool {
    !package.is_empty() && !package.split('/').next().unwrap_or_default().contains('.')
}
