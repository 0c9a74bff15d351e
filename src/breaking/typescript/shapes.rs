//! What a type looks like from outside: aliases, interfaces and utility types opened up.

use std::{collections::HashSet, rc::Rc};

use super::{
    model::{Access, Class, Interface, Kind, Member, MemberType, Signature, TypeParameter},
    symbol::Symbol,
    types::Type,
    view::View,
};

/// Steps in opening up one type.
const STEPS: usize = 12;
/// How deep types within types are opened up.
const DEEPEST: usize = 24;
/// Types that are opened up in one comparison.
const OPENED_AT_MOST: usize = 200_000;
/// Parts that a default may have once others are filled into it.
const LARGEST: usize = 2_000;
/// Bases that are followed.
const BASES: usize = 16;
/// Bases that are followed on all ways up together.
const ALL_BASES: usize = 1_000;

/// The members of a type, and what else it has that cannot be seen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shape {
    pub(crate) members: Vec<Member>,
    /// Bases that are not known here.
    pub(crate) hidden: Vec<Type>,
    /// Something about it could not be made out.
    pub(crate) open: bool,
}

impl Shape {
    /// The members of a name; overloads are one.
    pub(crate) fn member(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.name == name)
    }

    fn add(&mut self, other: Self) {
        for member in other.members {
            if self.member(&member.name).is_none() {
                self.members.push(member);
            }
        }
        self.hidden.extend(other.hidden);
        self.open |= other.open;
    }
}

impl View<'_> {
    /// The type behind aliases and utility types.
    pub(crate) fn opened(&self, is: &Type) -> Type {
        let mut is = is.clone();
        // A type may be declared by itself, in a way that no compiler takes.
        let (depth, spent) = self.opening.get();
        if depth >= DEEPEST || spent >= OPENED_AT_MOST {
            return is;
        }
        self.opening.set((depth + 1, spent + 1));
        for _ in 0..STEPS {
            match self.opened_once(&is) {
                Some(next) if next != is => is = next,
                _ => break,
            }
        }
        self.opening.set((depth, self.opening.get().1));
        is
    }

    fn opened_once(&self, is: &Type) -> Option<Type> {
        match is {
            Type::Reference(name, arguments) if name.starts_with('#') => {
                let symbol = self.symbol(&self.numbered(name)?)?;
                symbol.items.iter().find_map(|item| match &item.kind {
                    Kind::Alias(parameters, is) => Some(is.applied(&filled(parameters, arguments))),
                    _ => None,
                })
            }
            Type::Reference(name, arguments) => self.utility(name, arguments),
            Type::Query(name) => self.value_type(name),
            Type::KeyOf(of) => {
                let shape = self.shape(of)?;
                let plain = shape.hidden.is_empty() && !shape.open && !shape.members.is_empty();
                let named = shape.members.iter().all(|member| !member.name.starts_with(['[', '(']));
                let keys = shape.members.iter().map(|member| Type::Literal(format!("'{}'", member.name)));
                (plain && named).then(|| Type::union(keys.collect()))
            }
            Type::Lookup(of, key) => self.looked_up(of, key),
            Type::Mapped(parts, modifiers) => self.mapped(parts, modifiers),
            Type::Intersection(members) if members.iter().all(|one| matches!(one, Type::Object(_))) => {
                let mut shape = Shape::default();
                for member in members {
                    shape.add((*self.shape(member)?).clone());
                }
                Some(Type::Object(shape.members))
            }
            _ => None,
        }
    }

    fn value_type(&self, name: &str) -> Option<Type> {
        let symbol = self.symbol(&self.numbered(name)?)?;
        symbol.items.iter().find_map(|item| match &item.kind {
            Kind::Variable(variable) => variable.declared.clone(),
            Kind::Function(list) => match list.as_slice() {
                [one] => Some(Type::Function(Box::new(one.clone()))),
                _ => None,
            },
            _ => None,
        })
    }

    fn looked_up(&self, of: &Type, key: &Type) -> Option<Type> {
        if let Type::List(element, _) = self.opened(of)
            && key.is("number")
        {
            return Some(*element);
        }
        let shape = self.shape(of)?;
        let keys = self.opened(key);
        let mut found = Vec::new();
        for key in keys.members() {
            let Type::Literal(name) = key else { return None };
            let member = shape.member(name.trim_matches('\''))?;
            let MemberType::Field(Some(is)) = &member.what else { return None };
            found.push(if member.optional { is.clone().or_undefined() } else { is.clone() });
        }
        Some(Type::union(found))
    }

    /// A mapped type over keys that are known.
    fn mapped(&self, parts: &[Type; 3], modifiers: &str) -> Option<Type> {
        let [keys, renamed, value] = parts;
        if !renamed.is("never") {
            return None;
        }
        let keys = self.opened(keys);
        let (optional, readonly) = match modifiers {
            "" => (false, false),
            "opt" => (true, false),
            "readonly" => (false, true),
            "readonly opt" => (true, true),
            _ => return None,
        };
        let uses_key = mentions_key(value);
        let mut members = Vec::new();
        for key in keys.members() {
            let Type::Literal(name) = key else { return None };
            if uses_key {
                return None;
            }
            members.push(Member { optional, readonly, ..field(name.trim_matches('\''), value.clone()) });
        }
        Some(Type::Object(members))
    }

    fn utility(&self, name: &str, arguments: &[Type]) -> Option<Type> {
        let names = |of: &Type| -> Option<Vec<String>> {
            let keys = self.opened(of);
            let names = keys.members().iter().map(|key| match key {
                Type::Literal(name) => Some(name.trim_matches('\'').to_owned()),
                _ => None,
            });
            names.collect()
        };
        let changed = |of: &Type, change: &dyn Fn(&mut Member)| -> Option<Type> {
            let shape = self.shape(of).filter(|shape| shape.hidden.is_empty() && !shape.open)?;
            let mut members = shape.members.clone();
            members.iter_mut().for_each(change);
            Some(Type::Object(members))
        };
        let chosen = |of: &Type, keys: &Type, keep: bool| -> Option<Type> {
            let names = names(keys)?;
            let shape = self.shape(of).filter(|shape| shape.hidden.is_empty() && !shape.open)?;
            let kept = shape.members.iter().filter(|member| names.contains(&member.name) == keep);
            Some(Type::Object(kept.cloned().collect()))
        };
        match (name, arguments) {
            ("Partial", [of]) => changed(of, &|member| member.optional = true),
            ("Required", [of]) => changed(of, &|member| member.optional = false),
            ("Readonly", [of]) => match self.opened(of) {
                Type::List(element, _) => Some(Type::List(element, true)),
                _ => changed(of, &|member| member.readonly = true),
            },
            ("Pick", [of, keys]) => chosen(of, keys, true),
            ("Omit", [of, keys]) => chosen(of, keys, false),
            ("Record", [keys, value]) => {
                let keys = self.opened(keys);
                if keys.members().iter().all(|key| matches!(key, Type::Literal(_))) {
                    return self.mapped(&[keys, Type::word("never"), value.clone()], "");
                }
                let index = |key: &Type| Member {
                    what: MemberType::Index(key.clone(), value.clone()),
                    ..field("[]", Type::word("any"))
                };
                let plain = ["string", "number", "symbol"].iter().any(|word| keys.is(word));
                plain.then(|| Type::Object(vec![index(&keys)]))
            }
            ("NonNullable", [of]) => {
                let of = self.opened(of);
                let kept = of.members().iter().filter(|one| !one.is("null") && !one.is("undefined"));
                let kept: Vec<Type> = kept.cloned().collect();
                matches!(of, Type::Union(_)).then(|| Type::union(kept))
            }
            ("Exclude" | "Extract", [of, from]) => {
                let (of, from) = (self.opened(of), self.opened(from));
                let literal = |one: &Type| matches!(one, Type::Literal(_) | Type::Word(_));
                if !of.members().iter().chain(from.members()).all(literal) {
                    return None;
                }
                let kept = of.members().iter().filter(|one| from.members().contains(one) == (name == "Extract"));
                Some(Type::union(kept.cloned().collect()))
            }
            _ => None,
        }
    }

    /// The members of a type, if it is something that has members.
    pub(crate) fn shape(&self, is: &Type) -> Option<Rc<Shape>> {
        if !matches!(is, Type::Reference(..) | Type::Intersection(_)) {
            return self.shape_within(is, 0, &mut HashSet::new()).map(Rc::new);
        }
        if let Some(known) = self.shapes.borrow().get(is) {
            return known.clone();
        }
        // Asked on the way, it is not known.
        self.shapes.borrow_mut().insert(is.clone(), None);
        let shape = self.shape_within(is, 0, &mut HashSet::new()).map(Rc::new);
        self.shapes.borrow_mut().insert(is.clone(), shape.clone());
        shape
    }

    /// What a declared type extends.
    pub(crate) fn bases(&self, is: &Type) -> Vec<Type> {
        let Type::Reference(name, arguments) = is else { return Vec::new() };
        let Some(symbol) = self.numbered(name).and_then(|place| self.symbol(&place)) else { return Vec::new() };
        let bases = symbol.items.iter().flat_map(|item| match &item.kind {
            Kind::Interface(interface) => {
                let arguments = filled(&interface.parameters, arguments);
                interface.bases.iter().map(|base| base.applied(&arguments)).collect()
            }
            Kind::Class(class) => {
                let arguments = filled(&class.parameters, arguments);
                class.base.iter().map(|base| base.applied(&arguments)).collect::<Vec<_>>()
            }
            _ => Vec::new(),
        });
        bases.collect()
    }

    fn shape_within(&self, is: &Type, depth: usize, seen: &mut HashSet<Type>) -> Option<Shape> {
        if depth > BASES {
            return None;
        }
        match self.opened(is) {
            Type::Object(members) => Some(Shape { members, ..Shape::default() }),
            Type::Intersection(parts) => {
                let mut whole = Shape::default();
                for part in &parts {
                    match self.shape_within(part, depth + 1, seen) {
                        Some(shape) => whole.add(shape),
                        None => whole.hidden.push(part.clone()),
                    }
                }
                Some(whole)
            }
            Type::Reference(name, arguments) if name.starts_with('#') => {
                let symbol = self.symbol(&self.numbered(&name)?)?;
                self.declared_shape(&symbol, &arguments, depth, seen)
            }
            _ => None,
        }
    }

    /// The members of what instances of an interface or class have, inherited ones included.
    fn declared_shape(
        &self,
        symbol: &Symbol,
        arguments: &[Type],
        depth: usize,
        seen: &mut HashSet<Type>,
    ) -> Option<Shape> {
        let mut shape = Shape::default();
        let mut known = false;
        for item in &symbol.items {
            match &item.kind {
                Kind::Interface(interface) => {
                    known = true;
                    self.interface_shape(interface, arguments, &mut shape, (depth, seen));
                }
                Kind::Class(class) => {
                    known = true;
                    self.class_shape(class, arguments, &mut shape, (depth, seen));
                }
                _ => {}
            }
        }
        known.then_some(shape)
    }

    fn interface_shape(
        &self,
        interface: &Interface,
        arguments: &[Type],
        shape: &mut Shape,
        (depth, seen): (usize, &mut HashSet<Type>),
    ) {
        let arguments = filled(&interface.parameters, arguments);
        let own = interface.members.iter().map(|member| applied(member, &arguments)).collect();
        shape.add(Shape { members: own, ..Shape::default() });
        for base in &interface.bases {
            self.inherit(base.applied(&arguments), shape, (depth, seen));
        }
    }

    fn class_shape(
        &self,
        class: &Class,
        arguments: &[Type],
        shape: &mut Shape,
        (depth, seen): (usize, &mut HashSet<Type>),
    ) {
        let arguments = filled(&class.parameters, arguments);
        let own = class.members.iter().filter(|member| !member.is_static && member.access == Access::Public);
        let own =
            own.filter(|member| !member.name.starts_with('#')).map(|member| applied(member, &arguments)).collect();
        shape.add(Shape { members: own, open: class.open, ..Shape::default() });
        if let Some(base) = &class.base {
            self.inherit(base.applied(&arguments), shape, (depth, seen));
        }
    }

    /// Adds what a base has. Bases may share theirs: what is there already adds nothing once more.
    fn inherit(&self, base: Type, shape: &mut Shape, (depth, seen): (usize, &mut HashSet<Type>)) {
        if seen.contains(&base) {
            return;
        }
        if seen.len() >= ALL_BASES {
            shape.open = true;
            return;
        }
        seen.insert(base.clone());
        match self.shape_within(&base, depth + 1, seen) {
            Some(inherited) => shape.add(inherited),
            None => shape.hidden.push(base),
        }
    }
}

fn applied(member: &Member, arguments: &[Type]) -> Member {
    if arguments.is_empty() {
        return member.clone();
    }
    member.replaced(&|part| match part {
        Type::Parameter(0, index) => arguments.get(usize::from(*index)).cloned(),
        _ => None,
    })
}

/// Arguments, with defaults where there are none.
pub(crate) fn filled(parameters: &[TypeParameter], arguments: &[Type]) -> Vec<Type> {
    // Seen from inside, parameters stand for themselves.
    if arguments.is_empty() && parameters.iter().all(|parameter| parameter.default.is_none()) {
        return Vec::new();
    }
    let mut filled: Vec<Type> = arguments.iter().take(parameters.len()).cloned().collect();
    for parameter in parameters.iter().skip(filled.len()) {
        let default = parameter.default.as_ref().map(|default| default.applied(&filled));
        let default = default.filter(|default| parts(default) < LARGEST);
        filled.push(default.unwrap_or_else(|| Type::word("any")));
    }
    filled
}

/// How many parts a type has.
fn parts(is: &Type) -> usize {
    let count = std::cell::Cell::new(0);
    drop(is.replaced(&|_| {
        count.set(count.get() + 1);
        None
    }));
    count.get()
}

fn field(name: &str, is: Type) -> Member {
    Member {
        name: name.to_owned(),
        what: MemberType::Field(Some(is)),
        optional: false,
        readonly: false,
        is_static: false,
        is_abstract: false,
        access: Access::Public,
        internal: false,
        line: 0,
        head: String::new(),
    }
}

/// Whether a mapped type's value says anything of its key: of a parameter of an inner declaration.
fn mentions_key(value: &Type) -> bool {
    let found = std::cell::Cell::new(false);
    drop(value.replaced(&|part| {
        if matches!(part, Type::Parameter(level, _) if *level > 0) {
            found.set(true);
        }
        None
    }));
    found.get()
}

/// The signature of a member that is called, if there is but one.
pub(crate) fn callable(is: &Type) -> Option<&[Signature]> {
    match is {
        Type::Function(signature) => Some(std::slice::from_ref(&**signature)),
        Type::Object(members) => {
            members.iter().find(|member| member.name == "()").and_then(|member| match &member.what {
                MemberType::Method(list) => Some(list.as_slice()),
                _ => None,
            })
        }
        _ => None,
    }
}
