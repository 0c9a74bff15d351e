//! The types that queries, mutations and subscriptions begin at.

use super::{
    super::{
        rules::types as rules,
        world::{Thing, World},
    },
    comparison::{Comparison, spot_of},
};
use crate::breaking::{Certainty, Spot};

const OPERATIONS: [(&str, &str); 3] = [("query", "Query"), ("mutation", "Mutation"), ("subscription", "Subscription")];

impl Comparison<'_, '_> {
    pub(super) fn roots(&mut self) {
        for (operation, usual) in OPERATIONS {
            let (old, new) = (root(self.old, operation, usual), root(self.new, operation, usual));
            let Some((before, was)) = old else { continue };
            let rule = &rules::ROOT_CHANGED;
            let symbol = format!("schema.{operation}");
            match new {
                Some((after, is)) if after != before => {
                    let detail = format!("`{after}` instead of `{before}`");
                    self.changed(rule, &symbol, (was, is), detail, Certainty::Definite);
                }
                // The type may stand in a file that did not change; only what says so counts.
                None if self.is_settled(&before, usual) => {
                    let is = self.new.get(&(false, "schema")).map_or_else(|| was.clone(), spot_of);
                    self.changed(rule, &symbol, (was, is), format!("none instead of `{before}`"), Certainty::Definite);
                }
                _ => {}
            }
        }
    }

    /// Whether it is sure that an operation has no root any more.
    fn is_settled(&self, before: &str, usual: &str) -> bool {
        let is_defined =
            |world: &World<'_>, name| world.get(&(false, name)).is_some_and(|thing: &Thing<'_>| thing.is_defined);
        is_schema(self.new) || before == usual && is_defined(self.old, before) && !is_defined(self.new, before)
    }
}

fn is_schema(world: &World<'_>) -> bool {
    world.get(&(false, "schema")).is_some_and(|schema| schema.is_defined)
}

/// The type of an operation, and where that is said.
fn root(world: &World<'_>, operation: &str, usual: &'static str) -> Option<(String, Spot)> {
    if let Some(schema) = world.get(&(false, "schema")).filter(|schema| schema.is_defined) {
        let member = schema.member(operation)?;
        return Some((member.it.of.clone(), Spot::new(member.path, member.line, member.it.shown())));
    }
    let thing = world.get(&(false, usual)).filter(|thing| thing.is_defined)?;
    Some((usual.to_owned(), spot_of(thing)))
}
