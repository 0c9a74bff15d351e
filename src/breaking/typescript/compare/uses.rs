//! Which way values of the types go that a package offers: to its users, from them, or neither.

use std::collections::{HashMap, HashSet};

use super::{
    super::{
        fits::is_component,
        model::{Class, Kind, Member, MemberType, Signature},
        types::Type,
        view::{Offered, Place, View},
    },
    comparison::Way,
};

/// Ways by place: to users, from users.
#[derive(Debug, Default)]
pub(super) struct Uses {
    ways: HashMap<Place, (bool, bool)>,
}

/// Places that are followed.
const PLACES_AT_MOST: usize = 20_000;

impl Uses {
    /// Follows all that functions, classes and variables take and give.
    pub(super) fn new<'o>(view: &View<'_>, offered: impl Iterator<Item = &'o Offered>) -> Self {
        let mut walk = Walk { view, seen: HashSet::new(), waiting: Vec::new() };
        for offered in offered {
            let Some(symbol) = view.symbol(&offered.place) else { continue };
            for item in &symbol.items {
                match &item.kind {
                    Kind::Function(list) => walk.signatures(list, true),
                    Kind::Class(class) => walk.class(class),
                    Kind::Variable(variable) => {
                        for is in variable.declared.iter().chain(&variable.inferred) {
                            walk.is(is, true);
                        }
                    }
                    _ => {}
                }
            }
        }
        let mut uses = Self::default();
        while let Some((place, out)) = walk.waiting.pop() {
            if uses.ways.len() > PLACES_AT_MOST {
                break;
            }
            let ways = uses.ways.entry(place.clone()).or_default();
            if out {
                ways.0 = true;
            } else {
                ways.1 = true;
            }
            let Some(symbol) = view.symbol(&place) else { continue };
            for item in &symbol.items {
                match &item.kind {
                    Kind::Interface(interface) => {
                        walk.members(&interface.members, out);
                        for base in &interface.bases {
                            walk.is(base, out);
                        }
                    }
                    Kind::Alias(_, is) => walk.is(is, out),
                    Kind::Class(class) => walk.members(&class.members, out),
                    _ => {}
                }
            }
        }
        uses
    }

    /// Which way values of a type go.
    pub(super) fn way(&self, place: &Place) -> Way {
        match self.ways.get(place) {
            Some((true, true)) => Way::Both,
            Some((true, false)) => Way::Out,
            Some((false, true)) => Way::In,
            _ => Way::Free,
        }
    }
}

struct Walk<'v, 'a> {
    view: &'v View<'a>,
    seen: HashSet<(Place, bool)>,
    waiting: Vec<(Place, bool)>,
}

impl Walk<'_, '_> {
    fn is(&mut self, is: &Type, out: bool) {
        match is {
            Type::Reference(name, arguments) => {
                if let Some(place) = self.view.numbered(name)
                    && self.seen.insert((place.clone(), out))
                {
                    self.waiting.push((place, out));
                }
                // A component is given its properties.
                let out = out != is_component(name);
                for argument in arguments {
                    self.is(argument, out);
                }
            }
            Type::List(of, _) | Type::KeyOf(of) => self.is(of, out),
            Type::Lookup(of, key) => {
                self.is(of, out);
                self.is(key, out);
            }
            Type::Tuple(elements, _) => self.all(elements.iter().map(|element| &element.is), out),
            Type::Union(members) | Type::Intersection(members) => self.all(members, out),
            Type::Object(members) => self.members(members, out),
            Type::Function(signature) | Type::Constructor(signature) => self.signature(signature, out),
            Type::Conditional(parts) => self.all(parts.iter(), out),
            Type::Mapped(parts, _) => self.all(parts.iter(), out),
            Type::Guard(_, _, Some(is)) => self.is(is, out),
            _ => {}
        }
    }

    fn all<'t>(&mut self, types: impl IntoIterator<Item = &'t Type>, out: bool) {
        for is in types {
            self.is(is, out);
        }
    }

    fn signature(&mut self, signature: &Signature, out: bool) {
        for parameter in &signature.parameters {
            if let Some(is) = &parameter.is {
                self.is(is, !out);
            }
        }
        if let Some(is) = &signature.returns {
            self.is(is, out);
        }
        for constraint in signature.type_parameters.iter().filter_map(|parameter| parameter.constraint.as_ref()) {
            self.is(constraint, !out);
        }
    }

    fn signatures(&mut self, list: &[Signature], out: bool) {
        for signature in list {
            self.signature(signature, out);
        }
    }

    fn members(&mut self, members: &[Member], out: bool) {
        for member in members.iter().filter(|member| member.is_usable()) {
            match &member.what {
                // What may be left out and is called is a callback: users bring it, also where they can see it.
                MemberType::Field(Some(is)) if member.optional && matches!(is, Type::Function(_)) => self.is(is, false),
                MemberType::Field(Some(is)) => self.is(is, out),
                MemberType::Field(None) => {}
                MemberType::Method(list) => self.signatures(list, out),
                MemberType::Index(_, value) => self.is(value, out),
            }
        }
    }

    fn class(&mut self, class: &Class) {
        self.members(&class.members, true);
        self.signatures(&class.constructors, true);
        if let Some(base) = &class.base {
            self.is(base, true);
        }
    }
}
