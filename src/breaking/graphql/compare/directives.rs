//! Directives: what they take, where they may stand, and where they stand.

use super::{
    super::{
        model::{Member, Usage},
        rules::directives as rules,
        world::{At, Thing},
    },
    comparison::{Comparison, spot, spot_of},
    fields::Given,
};
use crate::breaking::{Certainty, Spot};

const ARGUMENTS: Given = Given {
    removed: &rules::DIRECTIVE_ARGUMENT_REMOVED,
    required_added: &rules::REQUIRED_DIRECTIVE_ARGUMENT_ADDED,
    type_changed: &rules::DIRECTIVE_ARGUMENT_TYPE_CHANGED,
    default_changed: &rules::DIRECTIVE_ARGUMENT_DEFAULT_CHANGED,
};

impl<'w> Comparison<'_, 'w> {
    pub(super) fn directive_gone(&mut self, old: &Thing<'w>) {
        self.lost(&rules::DIRECTIVE_REMOVED, old.name, spot_of(old));
    }

    pub(super) fn directive(&mut self, old: &Thing<'w>, new: &Thing<'w>) {
        for before in &old.listed {
            if !new.listed.iter().any(|after| after.it == before.it) {
                let was = Spot::new(before.path, before.line, format!("{} on {}", old.shown(), before.it));
                let symbol = format!("{}.{}", old.name, before.it);
                self.changed(
                    &rules::DIRECTIVE_LOCATION_REMOVED,
                    &symbol,
                    (was, spot_of(new)),
                    before.it,
                    Certainty::Definite,
                );
            }
        }
        if old.is_repeatable && !new.is_repeatable {
            self.changed(
                &rules::DIRECTIVE_NOT_REPEATABLE,
                old.name,
                (spot_of(old), spot_of(new)),
                "",
                Certainty::Definite,
            );
        }
        self.given(&ARGUMENTS, old.name, (&old.members, &new.members), &(spot_of(old), spot_of(new)));
    }

    /// The directives on a type.
    pub(super) fn usages(&mut self, old: &Thing<'w>, new: &Thing<'w>) {
        self.used(old.name, (&old.usages, &new.usages), (spot_of(old), spot_of(new)));
    }

    /// The directives on a member.
    pub(super) fn member_usages(&mut self, symbol: &str, old: At<'w, Member>, new: At<'w, Member>) {
        if old.it.usages == new.it.usages {
            return;
        }
        let of = |at: At<'w, Member>| -> Vec<At<'w, Usage>> {
            at.it.usages.iter().map(|it| At { path: at.path, line: it.line, it }).collect()
        };
        self.used(symbol, (&of(old), &of(new)), (spot(old), spot(new)));
    }

    fn used(&mut self, owner: &str, (old, new): (&[At<'w, Usage>], &[At<'w, Usage>]), (was, is): (Spot, Spot)) {
        let has = |list: &[At<'w, Usage>], name: &str| list.iter().any(|usage| usage.it.name == name);
        // What only speaks to readers and tools of the language itself.
        let is_idle = |name: &str| matches!(name, "deprecated" | "specifiedBy" | "tag");
        for after in new.iter().filter(|after| !is_idle(&after.it.name) && !has(old, &after.it.name)) {
            let symbol = format!("{owner}.@{}", after.it.name);
            let spot = Spot::new(after.path, after.line, format!("@{}{}", after.it.name, after.it.given));
            let rule = if after.it.name == "oneOf" { &rules::ONE_OF_ADDED } else { &rules::DIRECTIVE_ADDED };
            self.changed(rule, &symbol, (was.clone(), spot), &*after.it.name, Certainty::Definite);
        }
        for before in old.iter().filter(|before| !is_idle(&before.it.name) && !has(new, &before.it.name)) {
            if before.it.name == "oneOf" {
                continue;
            }
            let symbol = format!("{owner}.@{}", before.it.name);
            let spot = Spot::new(before.path, before.line, format!("@{}{}", before.it.name, before.it.given));
            self.changed(
                &rules::DIRECTIVE_USE_REMOVED,
                &symbol,
                (spot, is.clone()),
                &*before.it.name,
                Certainty::Definite,
            );
        }
    }
}
