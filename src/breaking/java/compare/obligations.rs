//! What those must implement who extend or implement a type.

use std::rc::Rc;

use super::super::{
    api::{Standing, is_extendable},
    rules::methods as rules,
    surface::Method,
};
use super::comparison::{Both, Comparison, under};
use crate::breaking::Draft;

impl Comparison<'_> {
    /// Tells of new abstract methods.
    pub(super) fn obligations(&mut self, both: Both<'_>) {
        if !is_extendable(both.old) || !is_extendable(both.new) {
            return;
        }
        let (old, new) = (self.old.methods(both.old), self.new.methods(both.new));
        let mut told: Vec<Rc<Method>> = Vec::new();
        for method in new.iter().filter(|method| method.modifiers.is_abstract) {
            let is_own = method.owner.id == both.new.id;
            // What types above ask for is told of them, or of that they are above now.
            let from_hidden = || {
                self.new.standing(&method.owner) != Standing::Public
                    && self.old.ancestors(both.old).has(&method.owner.name)
            };
            let is_new = !old.iter().any(|known| known.is_like(method))
                && !old.iter().any(|known| is_successor(known, method, &new));
            if (is_own || from_hidden()) && is_new && !is_of_object(method) {
                told.push(Rc::clone(method));
            }
        }
        for method in told {
            let symbol = both.member(&method.name);
            let draft = Draft::new(&rules::ABSTRACT_METHOD_ADDED, symbol)
                .new_at(method.spot())
                .at_most(under(self.ceiling, &method.modifiers))
                .package(Some(both.old.package().to_owned()).filter(|package| !package.is_empty()))
                .involves(both.old.path.clone());
            self.report.push(draft);
        }
    }
}

/// Whether a method took the place of an abstract one whose parameters changed: that is told already.
fn is_successor(old: &Method, new: &Method, all: &[Rc<Method>]) -> bool {
    old.modifiers.is_abstract && old.name == new.name && !all.iter().any(|known| known.is_like(old))
}

/// Every object implements it.
fn is_of_object(method: &Method) -> bool {
    super::super::jdk::has_everywhere(&method.name, method.parameters.len(), false)
}
