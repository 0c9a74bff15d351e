//! What a type itself is.

use super::super::{
    api::{Standing, is_extendable, is_instantiable, is_toolbox},
    layout,
    model::{Access, Kind},
    names::Scope,
    rules::types as rules,
    types::{Type, last},
};
use super::comparison::{Both, Comparison};
use crate::breaking::{Certainty, Rule};

impl Comparison<'_> {
    /// Compares two types; says whether it makes sense to look at what is in them.
    pub(super) fn types(&mut self, both: Both<'_>) -> bool {
        if self.less_visible(both) {
            return false;
        }
        if self.kinds(both) {
            // Its members are told of no more; what stands in it is.
            self.parents(both);
            return true;
        }
        self.extending(both);
        self.type_parameters(both);
        self.parents(both);
        let kind = both.old.declaration().kind;
        if kind == Kind::Annotation {
            self.annotation(both);
        } else {
            self.methods(both);
            self.obligations(both);
        }
        self.fields(both);
        self.constructors(both);
        true
    }

    fn about(&mut self, rule: &'static Rule, both: Both<'_>, detail: impl Into<String>, certainty: Certainty) {
        self.tell((rule, certainty), both, both.old.name.clone(), both.spots(), detail);
    }

    fn less_visible(&mut self, both: Both<'_>) -> bool {
        let (old, new) = (both.old.declaration().modifiers.access, both.new.declaration().modifiers.access);
        if self.new.standing(both.new) != Standing::Hidden {
            if new < old && is_extendable(both.old.outer.as_ref().unwrap_or(both.old)) {
                self.about(&rules::TYPE_LESS_VISIBLE, both, "is protected now", Certainty::Definite);
            }
            return false;
        }
        let detail = match new {
            Access::Public | Access::Protected if !layout::is_handed_out(&both.new.root, &both.new.path) => {
                "is no longer handed out".to_owned()
            }
            Access::Protected => "is protected now".to_owned(),
            Access::Public => "is in a type that others cannot see".to_owned(),
            access => format!("is {} now", access.word()),
        };
        // If the type around it is hidden, that is told already.
        let outer = both.new.outer.as_ref();
        if new < old || outer.is_none_or(|outer| self.new.standing(outer) != Standing::Hidden) {
            self.about(&rules::TYPE_LESS_VISIBLE, both, detail, Certainty::Definite);
        }
        true
    }

    fn kinds(&mut self, both: Both<'_>) -> bool {
        let (old, new) = (both.old.declaration().kind, both.new.declaration().kind);
        if old == new {
            return false;
        }
        let detail = format!("{} and is {} now", old.article(), new.article());
        // A class that nobody extends and a record are used alike.
        let is_alike = (old, new) == (Kind::Class, Kind::Record) && !is_extendable(both.old);
        let is_likely = (old, new) == (Kind::Record, Kind::Class);
        let certainty = if is_alike {
            Certainty::Possible
        } else if is_likely {
            Certainty::Likely
        } else {
            Certainty::Definite
        };
        self.about(&rules::KIND_CHANGED, both, detail, certainty);
        !is_alike && !is_likely
    }

    fn extending(&mut self, both: Both<'_>) {
        let (old, new) = (both.old.declaration(), both.new.declaration());
        let toolbox = if is_toolbox(both.old) { Certainty::Possible } else { Certainty::Definite };
        if is_extendable(both.old) && !is_extendable(both.new) && old.kind == new.kind {
            if new.modifiers.is_final {
                self.about(&rules::TYPE_NOW_FINAL, both, "", toolbox);
            } else if new.modifiers.is_sealed {
                self.about(&rules::TYPE_NOW_SEALED, both, "", Certainty::Definite);
            } else if new.constructors.iter().any(|constructor| constructor.modifiers.access >= Access::Protected) {
                let detail = "it has an abstract method that only its own package sees";
                self.about(&rules::TYPE_NOT_EXTENDABLE, both, detail, Certainty::Definite);
            }
            // That no constructor is left is told of the constructors.
        }
        if is_instantiable(both.old) && new.modifiers.is_abstract && !old.modifiers.is_abstract {
            self.about(&rules::TYPE_NOW_ABSTRACT, both, "", toolbox);
        }
        let is_nested = both.old.outer.is_some() && both.new.outer.is_some();
        if is_nested && old.kind == Kind::Class && old.modifiers.is_static != new.modifiers.is_static {
            let detail = if new.modifiers.is_static { "is static now" } else { "is no longer static" };
            self.about(&rules::NESTED_NOW_INNER, both, detail, Certainty::Definite);
        }
        if old.modifiers.is_sealed && new.modifiers.is_sealed && !old.permits.is_empty() {
            let is_new = |name: &&str| !old.permits.iter().any(|known| last(&known.name) == *name);
            let added: Vec<&str> = new.permits.iter().map(|of| last(&of.name)).filter(is_new).collect();
            if !added.is_empty() {
                let detail = format!("`{}`", added.join("`, `"));
                self.about(&rules::PERMITTED_ADDED, both, detail, Certainty::Possible);
            }
        }
    }

    fn type_parameters(&mut self, both: Both<'_>) {
        let (old, new) = (&both.old.declaration().parameters, &both.new.declaration().parameters);
        if old.len() != new.len() {
            let rule = if old.is_empty() { &rules::TYPE_NOW_GENERIC } else { &rules::TYPE_PARAMETERS_CHANGED };
            let detail = format!("had {} and has {}", counted(old.len()), counted(new.len()));
            return self.about(rule, both, detail, Certainty::Definite);
        }
        let (before, after) = (Scope { class: both.old, method: &[], in_head: true }, both.new);
        let after = Scope { class: after, method: &[], in_head: true };
        for (old, new) in old.iter().zip(new) {
            let one: Vec<Type> = old.bounds.iter().map(|bound| self.old.resolve(before, bound)).collect();
            let other: Vec<Type> = new.bounds.iter().map(|bound| self.new.resolve(after, bound)).collect();
            if let Some(certainty) = bounds_differ(&one, &other) {
                let detail = format!("it was {}, and is {}", bounds(&one), bounds(&other));
                return self.about(&rules::BOUND_CHANGED, both, detail, certainty);
            }
        }
    }
}

/// How sure it is that another bound breaks somebody; nothing if it is the same.
pub(super) fn bounds_differ(old: &[Type], new: &[Type]) -> Option<Certainty> {
    if old.len() == new.len() && old.iter().zip(new).all(|(one, other)| one.is_same(other)) {
        return None;
    }
    let same_at_run_time = old.len() == new.len()
        && old.iter().zip(new).all(|(one, other)| one.alike(other) != super::super::types::Alike::Different);
    // `Comparable<T>` and `Comparable<? super T>` are alike to nearly all.
    Some(if same_at_run_time { Certainty::Possible } else { Certainty::Likely })
}

/// Bounds as people write them.
pub(super) fn bounds(list: &[Type]) -> String {
    if list.is_empty() {
        return "none".to_owned();
    }
    format!("`{}`", list.iter().map(Type::shown).collect::<Vec<_>>().join(" & "))
}

fn counted(count: usize) -> String {
    match count {
        0 => "no type parameters".to_owned(),
        1 => "1 type parameter".to_owned(),
        _ => format!("{count} type parameters"),
    }
}
