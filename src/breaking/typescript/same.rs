//! Whether types of both ends are written alike, the names in them standing for the same.

use super::{
    fits::Fitting,
    model::{Item, Kind, Member, MemberType, Signature, TypeParameter},
    types::Type,
    view::Place,
};

impl Fitting<'_, '_> {
    /// Whether both are written alike. `one` is of the old end if `old_first`.
    pub(crate) fn same(&self, one: &Type, other: &Type, old_first: bool) -> bool {
        let inner = |one: &Type, other: &Type| self.same(one, other, old_first);
        let all = |one: &[Type], other: &[Type]| {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| inner(one, other))
        };
        match (one, other) {
            (Type::Reference(one, arguments), Type::Reference(other, others)) => {
                all(arguments, others) && self.is_same_name(one, other, old_first)
            }
            (Type::Query(one), Type::Query(other)) => self.is_same_name(one, other, old_first),
            (Type::List(one, readonly), Type::List(other, also)) => readonly == also && inner(one, other),
            (Type::Tuple(one, readonly), Type::Tuple(other, also)) => {
                let alike = one.iter().zip(other).all(|(one, other)| {
                    one.optional == other.optional && one.rest == other.rest && inner(&one.is, &other.is)
                });
                readonly == also && one.len() == other.len() && alike
            }
            (Type::Union(one), Type::Union(other)) => {
                one.len() == other.len() && one.iter().all(|one| other.iter().any(|other| inner(one, other)))
            }
            (Type::Intersection(one), Type::Intersection(other)) => all(one, other),
            (Type::Object(one), Type::Object(other)) => self.same_members(one, other, old_first),
            (Type::Function(one), Type::Function(other)) | (Type::Constructor(one), Type::Constructor(other)) => {
                self.same_signature(one, other, old_first)
            }
            (Type::KeyOf(one), Type::KeyOf(other)) => inner(one, other),
            (Type::Lookup(one, key), Type::Lookup(other, also)) => inner(one, other) && inner(key, also),
            (Type::Conditional(one), Type::Conditional(other)) => all(&one[..], &other[..]),
            (Type::Mapped(one, modifiers), Type::Mapped(other, also)) => modifiers == also && all(&one[..], &other[..]),
            (Type::Guard(asserts, of, Some(one)), Type::Guard(also, whom, Some(other))) => {
                asserts == also && of == whom && inner(one, other)
            }
            (
                Type::Word(_)
                | Type::Literal(_)
                | Type::Parameter(..)
                | Type::This
                | Type::Other(_)
                | Type::Guard(_, _, None),
                _,
            ) => one == other,
            _ => false,
        }
    }

    /// The numbers of two declarations, if they are written otherwise.
    pub(crate) fn parted(&self, old: &Type, new: &Type) -> Option<(usize, usize)> {
        let (Type::Reference(one, _), Type::Reference(other, _)) = (old, new) else { return None };
        let number = |name: &str| name.strip_prefix('#')?.parse::<usize>().ok();
        let numbers = (number(one)?, number(other)?);
        let (was, is) = (self.old.numbered(one)?, self.new.numbered(other)?);
        let (Place::Item(_, name), Place::Item(_, also)) = (&was, &is) else { return None };
        if name != also {
            return None;
        }
        let heads = |symbol: &super::symbol::Symbol| -> Vec<String> {
            let members = symbol.items.iter().flat_map(|item| item.kind.members()).map(|member| member.head.clone());
            symbol.items.iter().map(|item| item.head.clone()).chain(members).collect()
        };
        (heads(&*self.old.symbol(&was)?) != heads(&*self.new.symbol(&is)?)).then_some(numbers)
    }

    fn is_same_name(&self, one: &str, other: &str, old_first: bool) -> bool {
        if one.starts_with('#') && other.starts_with('#') { self.is_known(one, other, old_first) } else { one == other }
    }

    /// Whether both names stand for what users know by one name, or for what is declared alike.
    pub(crate) fn is_known(&self, one: &str, other: &str, old_first: bool) -> bool {
        let (old, new) = if old_first { (one, other) } else { (other, one) };
        let (Some(old), Some(new)) = (self.old.numbered(old), self.new.numbered(new)) else { return false };
        if self.is_of_another(&old) && old == new {
            return true;
        }
        match (self.known.old.get(&old), self.known.new.get(&new)) {
            (Some(old), Some(new)) if old == new => true,
            (Some(_), None) | (None, Some(_) | None) => self.are_twins(&old, &new),
            _ => false,
        }
    }

    /// Whether a place lies in another package of the repository that is handed out by itself.
    fn is_of_another(&self, place: &Place) -> bool {
        let Place::Item(scope, _) = place else { return false };
        let folder = &self.known.folder;
        if folder.is_empty() || scope.path.starts_with(&format!("{folder}/")) {
            return false;
        }
        let package = super::layout::package_of(self.old.side, &scope.path);
        package.and_then(|package| self.old.manifest(&package)).is_some_and(|manifest| !manifest.private)
    }

    /// Whether what stands at both places is declared alike.
    pub(crate) fn are_twins(&self, old: &Place, new: &Place) -> bool {
        let key = (old.clone(), new.clone());
        if let Some(known) = self.known.twins.borrow().get(&key) {
            return *known;
        }
        self.known.twins.borrow_mut().insert(key.clone(), true);
        let alike = match (self.old.symbol(old), self.new.symbol(new)) {
            (Some(one), Some(other)) => {
                one.items.len() == other.items.len()
                    && one.items.iter().zip(&other.items).all(|(one, other)| self.same_item(one, other))
            }
            _ => false,
        };
        self.known.twins.borrow_mut().insert(key, alike);
        alike
    }

    fn same_item(&self, one: &Item, other: &Item) -> bool {
        let all = |one: &[Type], other: &[Type]| {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| self.same(one, other, true))
        };
        match (&one.kind, &other.kind) {
            (Kind::Function(one), Kind::Function(other)) => self.same_signatures(one, other, true),
            (Kind::Interface(one), Kind::Interface(other)) => {
                self.same_parameters(&one.parameters, &other.parameters, true)
                    && all(&one.bases, &other.bases)
                    && self.same_members(&one.members, &other.members, true)
            }
            (Kind::Alias(parameters, one), Kind::Alias(others, other)) => {
                self.same_parameters(parameters, others, true) && self.same(one, other, true)
            }
            (Kind::Class(one), Kind::Class(other)) => {
                self.same_parameters(&one.parameters, &other.parameters, true)
                    && self.same_maybe(one.base.as_ref(), other.base.as_ref(), true)
                    && one.is_abstract == other.is_abstract
                    && one.constructor_access == other.constructor_access
                    && self.same_signatures(&one.constructors, &other.constructors, true)
                    && self.same_members(&one.members, &other.members, true)
            }
            (Kind::Variable(one), Kind::Variable(other)) => {
                self.same_maybe(one.declared.as_ref(), other.declared.as_ref(), true)
                    && self.same_maybe(one.inferred.as_ref(), other.inferred.as_ref(), true)
                    && one.literal == other.literal
            }
            (Kind::Enum(one), Kind::Enum(other)) => {
                let values = |list: &[(String, u32, Option<String>)]| {
                    list.iter().map(|(name, _, value)| (name.clone(), value.clone())).collect::<Vec<_>>()
                };
                values(&one.members) == values(&other.members)
            }
            (one, other) => one == other,
        }
    }

    fn same_maybe(&self, one: Option<&Type>, other: Option<&Type>, old_first: bool) -> bool {
        match (one, other) {
            (Some(one), Some(other)) => self.same(one, other, old_first),
            (one, other) => one.is_none() && other.is_none(),
        }
    }

    fn same_parameters(&self, one: &[TypeParameter], other: &[TypeParameter], old_first: bool) -> bool {
        let alike = |one: &TypeParameter, other: &TypeParameter| {
            self.same_maybe(one.constraint.as_ref(), other.constraint.as_ref(), old_first)
                && self.same_maybe(one.default.as_ref(), other.default.as_ref(), old_first)
        };
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
    }

    fn same_members(&self, one: &[Member], other: &[Member], old_first: bool) -> bool {
        let alike = |one: &Member, other: &Member| {
            let what = match (&one.what, &other.what) {
                (MemberType::Field(one), MemberType::Field(other)) => {
                    self.same_maybe(one.as_ref(), other.as_ref(), old_first)
                }
                (MemberType::Method(one), MemberType::Method(other)) => self.same_signatures(one, other, old_first),
                (MemberType::Index(key, one), MemberType::Index(also, other)) => {
                    self.same(key, also, old_first) && self.same(one, other, old_first)
                }
                _ => false,
            };
            let flags = |member: &Member| {
                (member.optional, member.readonly, member.is_static, member.is_abstract, member.access, member.internal)
            };
            what && flags(one) == flags(other)
        };
        let found = |member: &Member| {
            let namesake = |other: &&Member| other.name == member.name && other.is_static == member.is_static;
            other.iter().filter(namesake).any(|other| alike(member, other))
        };
        one.len() == other.len() && one.iter().all(found)
    }

    pub(crate) fn same_signatures(&self, one: &[Signature], other: &[Signature], old_first: bool) -> bool {
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| self.same_signature(one, other, old_first))
    }

    fn same_signature(&self, one: &Signature, other: &Signature, old_first: bool) -> bool {
        let parameters = one.parameters.iter().zip(&other.parameters).all(|(one, other)| {
            one.optional == other.optional
                && one.rest == other.rest
                && self.same_maybe(one.is.as_ref(), other.is.as_ref(), old_first)
        });
        one.parameters.len() == other.parameters.len()
            && parameters
            && one.is_async == other.is_async
            && self.same_maybe(one.this.as_ref(), other.this.as_ref(), old_first)
            && self.same_maybe(one.returns.as_ref(), other.returns.as_ref(), old_first)
            && self.same_parameters(&one.type_parameters, &other.type_parameters, old_first)
    }
}
