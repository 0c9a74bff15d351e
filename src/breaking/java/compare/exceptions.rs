//! Checked exceptions, which are part of what a method asks of its callers.

use std::collections::BTreeMap;

use super::super::{
    rules::methods as rules,
    supertypes::Ancestors,
    surface::Method,
    types::{Type, last},
    world::World,
};
use super::comparison::{Both, Comparison};
use crate::breaking::Certainty;

/// Exceptions by name: what they extend, and whether they are checked, if that is known.
type Thrown = BTreeMap<String, (Ancestors, Option<bool>)>;

impl Comparison<'_> {
    /// Compares what two methods throw.
    pub(super) fn exceptions(
        &mut self,
        both: Both<'_>,
        symbol: &str,
        (old, new): (&Method, &Method),
        is_overridable: bool,
    ) {
        let before = thrown(&self.old, &old.throws, &old.owner.root);
        let after = thrown(&self.new, &new.throws, &new.owner.root);
        let covers = |list: &Thrown, name: &str, ancestors: &Ancestors| {
            list.keys().any(|known| last(known) == last(name) || ancestors.has(known))
        };
        let spots = (old.spot(), Some(new.spot()));
        let mut added: Vec<(&str, Option<bool>)> = Vec::new();
        for (name, (ancestors, is_checked)) in after.iter().filter(|(_, (_, checked))| *checked != Some(false)) {
            if !covers(&before, name, ancestors) {
                added.push((last(name), *is_checked));
            }
        }
        if !added.is_empty() {
            let is_sure = added.iter().any(|(_, is_checked)| *is_checked == Some(true));
            let certainty = if is_sure { Certainty::Definite } else { Certainty::Possible };
            let names: Vec<&str> = added.iter().map(|(name, _)| *name).collect();
            let detail = format!("`{}`", names.join("`, `"));
            self.tell((&rules::CHECKED_EXCEPTION_ADDED, certainty), both, symbol.to_owned(), spots.clone(), detail);
        }
        let mut removed: Vec<&str> = Vec::new();
        let mut certainty = Certainty::Possible;
        for (name, (ancestors, is_checked)) in before.iter().filter(|(_, (_, checked))| *checked != Some(false)) {
            if covers(&after, name, ancestors) {
                continue;
            }
            let is_narrowed = after.values().any(|(above, _)| above.has(name));
            // Whatever is thrown is caught with these.
            let is_wide = matches!(name.as_str(), "java.lang.Exception" | "java.lang.Throwable");
            removed.push(last(name));
            let breaks_heirs = is_overridable && (!is_wide || old.modifiers.is_abstract);
            if *is_checked == Some(true) && (breaks_heirs || !is_narrowed && !is_wide) {
                certainty = Certainty::Likely;
            }
        }
        if !removed.is_empty() {
            let detail = format!("`{}`", removed.join("`, `"));
            self.tell((&rules::CHECKED_EXCEPTION_REMOVED, certainty), both, symbol.to_owned(), spots, detail);
        }
    }
}

fn thrown(world: &World<'_>, list: &[Type], near: &str) -> Thrown {
    let named = list.iter().map(|of| {
        let name = of.erased().0.to_owned();
        let ancestors = world.ancestors_of(&name, near);
        let is_checked = match name.as_str() {
            "java.lang.RuntimeException" | "java.lang.Error" => Some(false),
            "java.lang.Throwable" | "java.lang.Exception" => Some(true),
            // Of the platform's exceptions that are not known most are checked, of those of others most are not.
            _ if ancestors.names.is_empty() => None,
            _ => ancestors.is_checked(),
        };
        (name, (ancestors, is_checked))
    });
    named.collect()
}
