//! Constructors.

use std::rc::Rc;

use super::super::{
    api::{is_extendable, is_instantiable, is_toolbox, is_usable},
    model::{Access, Kind, Modifiers},
    rules::methods as rules,
    surface::Method,
    world::Class,
};
use super::comparison::{Both, Comparison, sure_of_loss, under};
use super::methods::list;
use crate::breaking::{Certainty, Spot};

impl Comparison<'_> {
    /// Compares the constructors of a class.
    pub(super) fn constructors(&mut self, both: Both<'_>) {
        let kinds = (both.old.declaration().kind, both.new.declaration().kind);
        if !matches!(kinds, (Kind::Class | Kind::Record, Kind::Class | Kind::Record)) {
            return;
        }
        let (old, new) = (self.old.constructors(both.old), self.new.constructors(both.new));
        let ceiling = self.ceiling;
        for before in old.iter().filter(|method| is_reachable(&method.modifiers, both.old)) {
            self.ceiling = under(ceiling, &before.modifiers);
            if let Some(after) = new.iter().find(|after| after.is_like(before)) {
                self.constructor(both, before, after);
                continue;
            }
            let is_new = |after: &&Rc<Method>| {
                is_reachable(&after.modifiers, both.new) && !old.iter().any(|known| known.is_like(after))
            };
            let next = new.iter().find(is_new);
            self.constructor_gone(both, before, next);
        }
        self.ceiling = ceiling;
    }

    fn constructor(&mut self, both: Both<'_>, old: &Method, new: &Method) {
        let symbol = both.member(&both.old.declaration().name);
        let spots = || (old.spot(), Some(new.spot()));
        let was_implicit = is_implicit(both.old, old);
        if !is_reachable(&new.modifiers, both.new) {
            // Of what can no longer be extended, the class tells.
            if new.modifiers.access < old.modifiers.access {
                let detail = format!("is {} now", new.modifiers.access.word());
                let certainty = if was_implicit { certainty_of_default(both.old) } else { Certainty::Definite };
                self.tell((&rules::CONSTRUCTOR_LESS_VISIBLE, certainty), both, symbol, spots(), detail);
            }
            return;
        }
        let is_less = new.modifiers.access < old.modifiers.access && old.modifiers.access == Access::Public;
        if is_less && is_instantiable(both.old) && !both.new.declaration().modifiers.is_abstract {
            let detail = format!("is {} now", new.modifiers.access.word());
            self.tell((&rules::CONSTRUCTOR_LESS_VISIBLE, Certainty::Definite), both, symbol.clone(), spots(), detail);
        }
        if old.is_variadic && !new.is_variadic {
            self.tell((&rules::VARARGS_NOW_ARRAY, Certainty::Definite), both, symbol.clone(), spots(), "");
        }
        self.exceptions(both, &symbol, (old, new), false);
        let differing = old.parameters.iter().zip(&new.parameters).find_map(|(one, other)| {
            let certainty = super::differences::of_argument(&self.new, &both.new.root, one, other)?;
            Some((format!("`{}` became `{}`", one.shown(), other.shown()), certainty))
        });
        if let Some((detail, certainty)) = differing {
            self.tell((&rules::PARAMETER_ARGUMENTS_CHANGED, certainty), both, symbol, spots(), detail);
        }
    }

    fn constructor_gone(&mut self, both: Both<'_>, old: &Method, next: Option<&Rc<Method>>) {
        let symbol = both.member(&both.old.declaration().name);
        let sure = sure_of_loss(both.new);
        if is_implicit(both.old, old) {
            let at: Option<Spot> = Some(next.map_or_else(|| both.new.spot(), |next| next.spot()));
            let certainty = sure.min(certainty_of_default(both.old));
            return self.tell((&rules::DEFAULT_CONSTRUCTOR_GONE, certainty), both, symbol, (old.spot(), at), "");
        }
        let Some(next) = next else {
            let detail = format!("{}({})", old.name, list(&old.parameters));
            return self.tell((&rules::CONSTRUCTOR_REMOVED, sure), both, symbol, (old.spot(), None), detail);
        };
        let detail = format!("it takes ({}) instead of ({})", list(&next.parameters), list(&old.parameters));
        self.tell((&rules::CONSTRUCTOR_CHANGED, sure), both, symbol, (old.spot(), Some(next.spot())), detail);
    }
}

/// Whether users of a class can call a constructor: by `new`, or from a class that extends it.
fn is_reachable(modifiers: &Modifiers, of: &Rc<Class>) -> bool {
    let is_abstract = of.declaration().modifiers.is_abstract;
    if is_abstract { modifiers.access >= Access::Protected && is_extendable(of) } else { is_usable(modifiers, of) }
}

fn is_implicit(class: &Class, constructor: &Method) -> bool {
    constructor.parameters.is_empty() && constructor.head == format!("{}()", class.declaration().name)
}

/// Of a class with static members alone nobody has made an object.
fn certainty_of_default(class: &Rc<Class>) -> Certainty {
    if is_toolbox(class) { Certainty::Possible } else { Certainty::Definite }
}
