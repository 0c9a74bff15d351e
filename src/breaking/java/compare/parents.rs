//! What a type extends and implements.

use std::rc::Rc;

use super::super::{
    api::{Standing, is_extendable},
    jdk,
    model::Kind,
    rules::supertypes as rules,
    supertypes::Ancestors,
    surface::Method,
    types::last,
};
use super::comparison::{Both, Comparison};
use crate::breaking::Certainty;

impl Comparison<'_> {
    /// Compares what both ends of a type extend and implement.
    pub(super) fn parents(&mut self, both: Both<'_>) {
        let (old, new) = (self.old.ancestors(both.old), self.new.ancestors(both.new));
        if both.old.declaration().kind == both.new.declaration().kind {
            self.lost(both, &old, &new);
        }
        self.gained(both, &old, &new);
        self.arguments(both);
        if old.is_throwable() && old.is_checked() == Some(false) && new.is_checked() == Some(true) {
            let name = both.old.name.clone();
            self.tell((&rules::NOW_CHECKED, Certainty::Definite), both, name, both.spots(), "");
        }
    }

    fn lost(&mut self, both: Both<'_>, old: &Ancestors, new: &Ancestors) {
        let near = &both.old.root;
        let is_lost = |name: &str| {
            if new.has(name) || matches!(name, "java.lang.Enum" | "java.lang.Record") {
                return false;
            }
            match self.old.lookup(name, near) {
                // One that others cannot name is no loss, and one that is gone is told of itself.
                Some(class) => self.old.standing(&class) == Standing::Public && self.new.lookup(name, near).is_some(),
                None => true,
            }
        };
        let lost: Vec<&String> = old.names.keys().filter(|name| is_lost(name)).collect();
        // What was lost along with something else is not told apart.
        let implied = |name: &str| {
            lost.iter()
                .any(|other| other.as_str() != name && self.old.ancestors_of(other, near).names.contains_key(name))
        };
        let told: Vec<&String> = lost.iter().filter(|name| !implied(name)).copied().collect();
        let is_open = new.unknown.iter().any(|name| !old.has(name));
        for name in told {
            let is_class = old.names.get(name).copied().unwrap_or_default();
            let rule = if is_class { &rules::SUPERCLASS_REMOVED } else { &rules::INTERFACE_REMOVED };
            let certainty = if is_open { Certainty::Possible } else { Certainty::Definite };
            self.tell((rule, certainty), both, both.old.name.clone(), both.spots(), last(name));
        }
    }

    /// New supertypes whose abstract methods nobody implements.
    fn gained(&mut self, both: Both<'_>, old: &Ancestors, new: &Ancestors) {
        let kind = both.new.declaration().kind;
        let is_open = kind == Kind::Interface || both.new.declaration().modifiers.is_abstract;
        if !is_extendable(both.old) || !is_extendable(both.new) || !is_open {
            return;
        }
        let (before, after) = (self.old.methods(both.old), self.new.methods(both.new));
        let mut missing: Vec<String> = Vec::new();
        for name in new.names.keys().filter(|name| !old.has(name)) {
            if let Some(class) = self.new.lookup(name, &both.new.root) {
                let of_it = after.iter().filter(|method| method.owner.id == class.id && method.modifiers.is_abstract);
                // What the type declares or had anyway asks for nothing more.
                let is_new = |method: &&Rc<Method>| !before.iter().any(|known| known.is_like(method));
                missing.extend(of_it.filter(is_new).map(|method| method.name.clone()));
            } else {
                let Some(names) = jdk::abstract_methods(name) else { continue };
                let is_there = |name: &str| before.iter().chain(after.iter()).any(|method| method.name == name);
                missing.extend(names.iter().filter(|name| !is_there(name)).map(|name| (*name).to_owned()));
            }
        }
        if !missing.is_empty() {
            missing.truncate(5);
            let detail = format!("`{}`", missing.join("`, `"));
            let name = both.old.name.clone();
            self.tell((&rules::SUPERTYPE_OBLIGES, Certainty::Definite), both, name, both.spots(), detail);
        }
    }

    fn arguments(&mut self, both: Both<'_>) {
        let (old, new) = (self.old.supertypes(both.old), self.new.supertypes(both.new));
        for one in old.iter() {
            let other = new.iter().find(|other| other.of.name() == one.of.name() && one.of.name().is_some());
            let Some(other) = other else { continue };
            if !one.of.is_same(&other.of) && !one.of.arguments.is_empty() {
                let detail = last(one.of.erased().0).to_owned();
                let name = both.old.name.clone();
                self.tell((&rules::SUPERTYPE_ARGUMENTS_CHANGED, Certainty::Possible), both, name, both.spots(), detail);
            }
        }
    }
}
