//! What is declared under one name, with the names in its types looked up, so that types of different files can be mixed.

use super::{
    model::{Item, Kind, Member, MemberType, Signature, Tags, TypeParameter},
    types::Type,
    view::{Place, Scope, View},
};

/// All that is declared under one name. A reference in its types is `#n` for the `n`th place of the view, `from:name` for
/// what is imported from elsewhere, and a plain name for what is global.
#[derive(Debug, Clone)]
pub(crate) struct Symbol {
    pub(crate) scope: Scope,
    pub(crate) items: Vec<Item>,
    pub(crate) tags: Tags,
    pub(crate) untyped: bool,
}

/// Reads what is declared at a place.
pub(crate) fn absolute(view: &View<'_>, place: &Place) -> Option<Symbol> {
    let Place::Item(scope, name) = place else { return None };
    let items: Vec<Item> = view.scope(scope, |module| module.items(name).cloned().collect())?;
    let untyped = view.module(&scope.path, |module| module.untyped).unwrap_or(false);
    let looker = Looker { view, scope };
    let items: Vec<Item> = items.into_iter().map(|item| looker.item(item)).collect();
    let all = |ask: fn(&Tags) -> bool| !items.is_empty() && items.iter().all(|item| ask(&item.tags));
    let tags = Tags { internal: all(|tags| tags.internal), unstable: all(|tags| tags.unstable) };
    (!items.is_empty()).then_some(Symbol { scope: scope.clone(), items, tags, untyped })
}

impl Symbol {
    /// What is left of it where only the type is handed out; all of it if it is but a value, of which the type can be asked.
    pub(crate) fn as_type(&self) -> Self {
        let is_type =
            |item: &&Item| matches!(item.kind, Kind::Interface(_) | Kind::Alias(..) | Kind::Class(_) | Kind::Enum(_));
        let types: Vec<Item> = self.items.iter().filter(is_type).cloned().collect();
        Self { items: if types.is_empty() { self.items.clone() } else { types }, ..self.clone() }
    }

    /// The first item, which gives place and head.
    pub(crate) fn first(&self) -> Option<&Item> {
        self.items.iter().find(|item| !matches!(item.kind, Kind::Same(_))).or_else(|| self.items.first())
    }
}

/// Looks names up where they are written.
struct Looker<'v, 'a> {
    view: &'v View<'a>,
    scope: &'v Scope,
}

impl Looker<'_, '_> {
    fn known(&self, name: &str) -> Option<String> {
        if name.starts_with('#') {
            return None;
        }
        Some(match self.view.lookup(self.scope, name)? {
            Place::Outside(source, name) => format!("{source}:{name}"),
            place => format!("#{}", self.view.number(place)),
        })
    }

    fn is(&self, is: &Type) -> Type {
        is.replaced(&|part| match part {
            Type::Reference(name, arguments) => {
                let arguments: Vec<Type> = arguments.iter().map(|argument| self.is(argument)).collect();
                Some(Type::Reference(self.known(name).unwrap_or_else(|| name.clone()), arguments))
            }
            Type::Query(name) => Some(Type::Query(self.known(name).unwrap_or_else(|| name.clone()))),
            _ => None,
        })
    }

    fn maybe(&self, is: &mut Option<Type>) {
        if let Some(known) = is {
            *known = self.is(known);
        }
    }

    fn parameters(&self, parameters: &mut [TypeParameter]) {
        for parameter in parameters {
            self.maybe(&mut parameter.constraint);
            self.maybe(&mut parameter.default);
        }
    }

    fn signatures(&self, signatures: &mut [Signature]) {
        for signature in signatures {
            *signature = signature.replaced(&|part| Some(self.is(part)));
        }
    }

    fn members(&self, members: &mut [Member]) {
        for member in members {
            match &mut member.what {
                MemberType::Field(is) => self.maybe(is),
                MemberType::Method(list) => self.signatures(list),
                MemberType::Index(key, value) => {
                    *key = self.is(key);
                    *value = self.is(value);
                }
            }
        }
    }

    fn item(&self, mut item: Item) -> Item {
        match &mut item.kind {
            Kind::Function(list) => self.signatures(list),
            Kind::Class(class) => {
                self.parameters(&mut class.parameters);
                self.maybe(&mut class.base);
                self.signatures(&mut class.constructors);
                self.members(&mut class.members);
                for of in &mut class.implements {
                    *of = self.is(of);
                }
            }
            Kind::Interface(interface) => {
                self.parameters(&mut interface.parameters);
                for base in &mut interface.bases {
                    *base = self.is(base);
                }
                self.members(&mut interface.members);
            }
            Kind::Alias(parameters, is) => {
                self.parameters(parameters);
                *is = self.is(is);
            }
            Kind::Variable(variable) => {
                self.maybe(&mut variable.declared);
                self.maybe(&mut variable.inferred);
            }
            Kind::Enum(_) | Kind::Namespace(_) | Kind::Same(_) => {}
        }
        item
    }
}
