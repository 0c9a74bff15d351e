//! The methods of a type.

use std::rc::Rc;

use super::super::{
    api::{Standing, is_extendable, is_usable},
    jdk,
    rules::methods as rules,
    surface::Method,
    types::Type,
    world::World,
};
use super::comparison::{Both, Comparison, sure_of_loss, under};
use super::differences::{Difference, of_argument, of_result};
use crate::breaking::Certainty;

impl Comparison<'_> {
    /// Compares the methods that a type answers for: its own, and those that it has from types that nobody can name.
    pub(super) fn methods(&mut self, both: Both<'_>) {
        let (old, new) = (self.old.methods(both.old), self.new.methods(both.new));
        let answered: Vec<&Rc<Method>> =
            old.iter().filter(|method| self.answers(both, method) && is_usable(&method.modifiers, both.old)).collect();
        let mut unmatched = Vec::new();
        let mut matched: Vec<&Rc<Method>> = Vec::new();
        let ceiling = self.ceiling;
        for before in answered {
            self.ceiling = under(ceiling, &before.modifiers);
            match new.iter().find(|after| after.is_like(before)) {
                Some(after) => {
                    matched.push(after);
                    self.method(both, before, after);
                }
                None => unmatched.push(before),
            }
        }
        for before in unmatched {
            // What another old one matches is no successor, and neither is what was there before.
            let is_new = |after: &&Rc<Method>| {
                after.name == before.name
                    && is_usable(&after.modifiers, both.new)
                    && !matched.iter().any(|known| Rc::ptr_eq(known, after))
                    && !old.iter().any(|known| known.is_like(after))
            };
            let next =
                new.iter().filter(is_new).min_by_key(|after| after.parameters.len().abs_diff(before.parameters.len()));
            self.ceiling = under(ceiling, &before.modifiers);
            self.not_found(both, before, next);
        }
        self.ceiling = ceiling;
        for after in new.iter().filter(|after| after.owner.id == both.new.id && is_usable(&after.modifiers, both.new)) {
            if !old.iter().any(|before| before.name == after.name) {
                self.report.added("method", both.member(&after.name), after.spot(), looks(after));
            }
        }
    }

    fn answers(&self, both: Both<'_>, method: &Method) -> bool {
        method.owner.id == both.old.id || self.old.standing(&method.owner) != Standing::Public
    }

    fn not_found(&mut self, both: Both<'_>, before: &Method, next: Option<&Rc<Method>>) {
        let ancestors = self.new.ancestors(both.new);
        let asks_for =
            |name: &String| jdk::abstract_methods(name).is_some_and(|names| names.contains(&before.name.as_str()));
        let is_inherited = jdk::has_everywhere(&before.name, before.parameters.len(), ancestors.is_throwable());
        if is_inherited || ancestors.names.keys().any(asks_for) {
            return;
        }
        let symbol = both.member(&before.name);
        let mut certainty = sure_of_loss(both.new);
        if let Some(next) = next {
            let detail = format!("it takes ({}) instead of ({})", list(&next.parameters), list(&before.parameters));
            let spots = (before.spot(), Some(next.spot()));
            return self.tell((&rules::PARAMETERS_CHANGED, certainty), both, symbol, spots, detail);
        }
        if is_written_by_lombok(both, &before.name) {
            certainty = Certainty::Possible;
        }
        // A class of another project may have it.
        let is_open = ancestors.names.keys().any(|name| self.new.lookup(name, &both.new.root).is_none());
        let gained = |name: &String| !self.old.ancestors(both.old).has(name);
        if is_open && before.modifiers.is_override || ancestors.unknown.iter().any(gained) {
            certainty = certainty.min(Certainty::Possible);
        }
        let draft = self.draft((&rules::METHOD_REMOVED, certainty), both, symbol, (before.spot(), None), "");
        self.report.push(draft.gone("method", looks(before)));
    }

    fn method(&mut self, both: Both<'_>, old: &Method, new: &Method) {
        let symbol = both.member(&old.name);
        let spots = || (old.spot(), Some(new.spot()));
        if !is_usable(&new.modifiers, both.new) || new.modifiers.access < old.modifiers.access {
            if new.modifiers.access < old.modifiers.access {
                let detail = format!("is {} now", new.modifiers.access.word());
                self.tell((&rules::METHOD_LESS_VISIBLE, Certainty::Definite), both, symbol, spots(), detail);
            }
            // That a class can no longer be extended is told of the class.
            return;
        }
        if old.modifiers.is_static != new.modifiers.is_static {
            let rule =
                if new.modifiers.is_static { &rules::METHOD_NOW_STATIC } else { &rules::METHOD_NO_LONGER_STATIC };
            self.tell((rule, Certainty::Definite), both, symbol.clone(), spots(), "");
        }
        let is_extendable = is_extendable(both.old) && is_extendable(both.new);
        let is_overridable = is_extendable && !old.modifiers.is_final && !old.modifiers.is_static;
        if is_overridable && new.modifiers.is_final && !new.modifiers.is_static {
            self.tell((&rules::METHOD_NOW_FINAL, Certainty::Definite), both, symbol.clone(), spots(), "");
        }
        if is_extendable && new.modifiers.is_abstract && !old.modifiers.is_abstract {
            let rule = if old.modifiers.is_default { &rules::DEFAULT_REMOVED } else { &rules::METHOD_NOW_ABSTRACT };
            self.tell((rule, Certainty::Definite), both, symbol.clone(), spots(), "");
        }
        if old.is_variadic && !new.is_variadic {
            self.tell((&rules::VARARGS_NOW_ARRAY, Certainty::Definite), both, symbol.clone(), spots(), "");
        }
        self.result(both, &symbol, (old, new));
        self.generics(both, &symbol, (old, new));
        self.exceptions(both, &symbol, (old, new), is_overridable);
    }

    fn result(&mut self, both: Both<'_>, symbol: &str, (old, new): (&Method, &Method)) {
        let spots = (old.spot(), Some(new.spot()));
        let detail = format!("`{}` instead of `{}`", new.returns.shown(), old.returns.shown());
        match of_result(&self.new, &both.new.root, &old.returns, &new.returns) {
            Difference::None => {}
            Difference::Arguments(certainty) => {
                self.tell((&rules::RETURN_ARGUMENTS_CHANGED, certainty), both, symbol.to_owned(), spots, detail);
            }
            Difference::Narrower if is_bridged(&self.new, both, new, &old.returns) => {}
            Difference::Narrower => {
                self.tell((&rules::RETURN_TYPE_NARROWED, Certainty::Likely), both, symbol.to_owned(), spots, detail);
            }
            Difference::Other => {
                self.tell((&rules::RETURN_TYPE_CHANGED, Certainty::Definite), both, symbol.to_owned(), spots, detail);
            }
        }
    }

    /// Type arguments of parameters, and type parameters of the method.
    fn generics(&mut self, both: Both<'_>, symbol: &str, (old, new): (&Method, &Method)) {
        let spots = || (old.spot(), Some(new.spot()));
        if old.bounds.len() != new.bounds.len() && !old.bounds.is_empty() {
            let detail = format!("it had {}, and has {}", old.bounds.len(), new.bounds.len());
            let rule = &rules::METHOD_TYPE_PARAMETERS_CHANGED;
            return self.tell((rule, Certainty::Likely), both, symbol.to_owned(), spots(), detail);
        }
        let mut bounds = old.bounds.iter().zip(&new.bounds);
        if let Some((one, other, certainty)) =
            bounds.find_map(|(one, other)| Some((one, other, super::types::bounds_differ(one, other)?)))
        {
            let detail =
                format!("one was bound by {}, and is by {}", super::types::bounds(one), super::types::bounds(other));
            self.tell((&rules::METHOD_TYPE_PARAMETERS_CHANGED, certainty), both, symbol.to_owned(), spots(), detail);
        }
        // Where it became generic, arguments are worked out.
        let is_other = old.bounds.len() != new.bounds.len();
        let differing = old
            .parameters
            .iter()
            .zip(&new.parameters)
            .find_map(|(one, other)| Some((one, other, of_argument(&self.new, &both.new.root, one, other)?)));
        if let Some((one, other, certainty)) = differing {
            let certainty = if is_other { Certainty::Possible } else { certainty };
            let detail = format!("`{}` became `{}`", one.shown(), other.shown());
            self.tell((&rules::PARAMETER_ARGUMENTS_CHANGED, certainty), both, symbol.to_owned(), spots(), detail);
        }
    }
}

/// Whether a method looks like one that Lombok writes for a class.
fn is_written_by_lombok(both: Both<'_>, name: &str) -> bool {
    let file = &both.new.file;
    let has_lombok =
        file.imports.iter().chain(&file.wildcards).any(|import| import.split('.').next() == Some("lombok"));
    let of_field = ["get", "set", "is", "with"].iter().any(|begin| {
        name.strip_prefix(begin).is_some_and(|rest| rest.starts_with(|letter: char| letter.is_uppercase()))
    });
    has_lombok
        && (of_field || matches!(name, "equals" | "hashCode" | "toString" | "canEqual" | "builder" | "toBuilder"))
}

/// Whether the compiler adds a method that returns what was returned before, because one above returns that.
fn is_bridged(world: &World<'_>, both: Both<'_>, method: &Method, returned: &Type) -> bool {
    let mut waiting: Vec<_> = world.supertypes(both.new).iter().filter_map(|above| above.class.clone()).collect();
    let mut seen = Vec::new();
    while let Some(class) = waiting.pop() {
        if seen.contains(&class.id) {
            continue;
        }
        seen.push(class.id);
        let methods = world.methods(&class);
        let above = methods.iter().find(|above| above.owner.id == class.id && above.is_like(method));
        if above.is_some_and(|above| above.returns.alike(returned) != super::super::types::Alike::Different) {
            return true;
        }
        waiting.extend(world.supertypes(&class).iter().filter_map(|above| above.class.clone()));
    }
    // `clone` returns an object above all classes.
    method.name == "clone" && method.parameters.is_empty()
}

/// Types in a row.
pub(super) fn list(types: &[Type]) -> String {
    types.iter().map(Type::shown).collect::<Vec<_>>().join(", ")
}

fn looks(method: &Method) -> String {
    method.head.replacen(&method.name, "", 1)
}
