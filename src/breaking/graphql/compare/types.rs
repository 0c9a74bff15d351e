//! Interfaces, unions, enumerations and scalars.

use super::{
    super::{
        model::Kind,
        rules::{directives, types as rules},
        world::Thing,
    },
    comparison::{Comparison, spot, spot_of},
};
use crate::breaking::{Certainty, Spot};

impl<'w> Comparison<'_, 'w> {
    /// What a type implements: fragments on an interface meet it.
    pub(super) fn interfaces(&mut self, old: &Thing<'w>, new: &Thing<'w>) {
        for before in &old.listed {
            if !new.listed.iter().any(|after| after.it == before.it) {
                let was = Spot::new(before.path, before.line, format!("{} implements {}", old.shown(), before.it));
                self.changed(&rules::INTERFACE_REMOVED, old.name, (was, spot_of(new)), before.it, Certainty::Definite);
            }
        }
        for after in &new.listed {
            if old.kind == Kind::Object && !old.listed.iter().any(|before| after.it == before.it) {
                let is = Spot::new(after.path, after.line, format!("{} implements {}", new.shown(), after.it));
                self.changed(&rules::INTERFACE_ADDED, old.name, (spot_of(old), is), after.it, Certainty::Definite);
            }
        }
    }

    pub(super) fn values(&mut self, old: &Thing<'w>, new: &Thing<'w>) {
        for before in &old.members {
            let symbol = format!("{}.{}", old.name, before.it.name);
            match new.member(&before.it.name) {
                Some(after) => self.member_usages(&symbol, *before, after),
                None => self.lost(&rules::VALUE_REMOVED, &symbol, spot(*before)),
            }
        }
        for after in new.members.iter().filter(|after| old.member(&after.it.name).is_none()) {
            let symbol = format!("{}.{}", old.name, after.it.name);
            self.changed(&rules::VALUE_ADDED, &symbol, (spot_of(old), spot(*after)), "", Certainty::Definite);
        }
    }

    pub(super) fn union(&mut self, old: &Thing<'w>, new: &Thing<'w>) {
        for before in old.members.iter().filter(|before| new.member(&before.it.name).is_none()) {
            let spots = (spot(*before), spot_of(new));
            let symbol = format!("{}.{}", old.name, before.it.name);
            self.changed(&rules::MEMBER_REMOVED, &symbol, spots, "", Certainty::Definite);
        }
        for after in new.members.iter().filter(|after| old.member(&after.it.name).is_none()) {
            let symbol = format!("{}.{}", old.name, after.it.name);
            self.changed(&rules::MEMBER_ADDED, &symbol, (spot_of(old), spot(*after)), "", Certainty::Definite);
        }
    }

    /// Where a scalar's form is described.
    pub(super) fn scalar(&mut self, old: &Thing<'w>, new: &Thing<'w>) {
        let described = |thing: &Thing<'w>| {
            thing.usages.iter().find(|usage| usage.it.name == "specifiedBy").map(|usage| usage.it.given.clone())
        };
        if let (Some(before), Some(after)) = (described(old), described(new))
            && before != after
        {
            let detail = format!("`{after}` instead of `{before}`");
            self.changed(
                &directives::SCALAR_CHANGED,
                old.name,
                (spot_of(old), spot_of(new)),
                detail,
                Certainty::Definite,
            );
        }
    }
}
