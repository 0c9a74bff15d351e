//! What classes extend and implement, directly and through others.

use std::{collections::BTreeMap, rc::Rc};

use super::{
    jdk,
    model::Kind,
    names::Scope,
    types::{Type, is_one_name, last},
    world::{Class, Supertype, World},
};

/// All that a class extends and implements.
#[derive(Default)]
pub(super) struct Ancestors {
    /// By name: whether it is on the chain of superclasses.
    pub(super) names: BTreeMap<String, bool>,
    /// Those of whose own ancestors nothing is known.
    pub(super) unknown: Vec<String>,
}

impl Ancestors {
    /// Whether a class is among them, by its last name where it is not known where it comes from.
    pub(super) fn has(&self, name: &str) -> bool {
        let is_unsure = |name: &str| !name.contains('.');
        self.names.contains_key(name)
            || self.names.keys().any(|known| (is_unsure(known) || is_unsure(name)) && last(known) == last(name))
    }

    /// Whether it is an exception.
    pub(super) fn is_throwable(&self) -> bool {
        self.names.contains_key("java.lang.Throwable")
    }

    /// Whether callers have to catch or declare it; nothing if that is not known.
    pub(super) fn is_checked(&self) -> Option<bool> {
        if self.names.contains_key("java.lang.RuntimeException") || self.names.contains_key("java.lang.Error") {
            return Some(false);
        }
        if self.is_throwable() && self.unknown.is_empty() { Some(true) } else { None }
    }
}

impl World<'_> {
    /// What a class itself extends and implements, the superclass first.
    pub(super) fn supertypes(&self, class: &Rc<Class>) -> Rc<[Supertype]> {
        if let Some(known) = self.memory.supertypes.borrow().get(&class.id) {
            return Rc::clone(known);
        }
        let declaration = class.declaration();
        let scope = Scope { class, method: &[], in_head: true };
        let mut found: Vec<Supertype> = Vec::new();
        let implied = match declaration.kind {
            Kind::Enum => Some("java.lang.Enum"),
            Kind::Record => Some("java.lang.Record"),
            Kind::Annotation => Some("java.lang.annotation.Annotation"),
            _ => None,
        };
        found.extend(implied.map(|name| Supertype { of: Type::named(name), is_superclass: true, class: None }));
        for (of, is_superclass) in declaration
            .superclass
            .iter()
            .map(|of| (of, true))
            .chain(declaration.interfaces.iter().map(|of| (of, false)))
        {
            let of = self.resolve(scope, of);
            let class = of.name().and_then(|name| self.lookup(name, &class.root)).filter(|found| found.id != class.id);
            found.push(Supertype { of, is_superclass, class });
        }
        let found: Rc<[Supertype]> = found.into();
        self.memory.supertypes.borrow_mut().insert(class.id, Rc::clone(&found));
        found
    }

    /// All that it extends and implements.
    pub(super) fn ancestors(&self, class: &Rc<Class>) -> Ancestors {
        let mut found = Ancestors::default();
        let mut waiting = vec![(Rc::clone(class), true)];
        while let Some((class, on_chain)) = waiting.pop() {
            for supertype in self.supertypes(&class).iter() {
                let Some(name) = supertype.of.name() else { continue };
                let on_chain = on_chain && supertype.is_superclass;
                if name == "java.lang.Object" || found.names.contains_key(name) {
                    continue;
                }
                found.names.insert(name.to_owned(), on_chain);
                match &supertype.class {
                    Some(class) => waiting.push((Rc::clone(class), on_chain)),
                    None => of_platform(name, on_chain, &mut found),
                }
            }
        }
        found
    }

    /// All that a class of a name extends and implements.
    pub(super) fn ancestors_of(&self, name: &str, near: &str) -> Ancestors {
        if let Some(class) = self.lookup(name, near) {
            return self.ancestors(&class);
        }
        let mut found = Ancestors::default();
        of_platform(name, true, &mut found);
        found
    }

    /// Whether one type can stand where the other is asked for, as far as their classes go; nothing if that is not known.
    pub(super) fn is_subtype(&self, one: &Type, other: &Type, near: &str) -> Option<bool> {
        let (name, wanted) = (one.erased(), other.erased());
        if one.is_primitive() || other.is_primitive() {
            return Some(is_one_name(name, wanted));
        }
        if wanted.0 == "java.lang.Object" && other.dimensions == 0 {
            return Some(true);
        }
        if one.dimensions != other.dimensions {
            return Some(false);
        }
        if is_one_name(name, wanted) {
            return Some(true);
        }
        let ancestors = self.ancestors_of(name.0, near);
        if ancestors.has(wanted.0) {
            Some(true)
        } else if ancestors.unknown.is_empty() {
            Some(false)
        } else {
            None
        }
    }
}

fn of_platform(name: &str, on_chain: bool, found: &mut Ancestors) {
    let Some(supertypes) = jdk::supertypes(name) else {
        found.unknown.push(name.to_owned());
        return;
    };
    for (place, supertype) in supertypes.iter().enumerate() {
        let on_chain = on_chain && place == 0;
        if found.names.insert((*supertype).to_owned(), on_chain).is_none() {
            of_platform(supertype, on_chain, found);
        }
    }
}
