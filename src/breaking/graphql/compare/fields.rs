//! Fields with their arguments, and fields of inputs.

use std::collections::BTreeSet;

use super::{
    super::{
        kinds::{can_be_given, can_be_read},
        model::Member,
        rules::{inputs, types as rules},
        world::{At, Thing},
    },
    comparison::{Comparison, spot, spot_of},
};
use crate::breaking::{Certainty, Draft, Rule, Spot};

/// The rules for what is given: to a field, to a directive, in an input.
pub(super) struct Given {
    pub(super) removed: &'static Rule,
    pub(super) required_added: &'static Rule,
    pub(super) type_changed: &'static Rule,
    pub(super) default_changed: &'static Rule,
}

const ARGUMENTS: Given = Given {
    removed: &inputs::ARGUMENT_REMOVED,
    required_added: &inputs::REQUIRED_ARGUMENT_ADDED,
    type_changed: &inputs::ARGUMENT_TYPE_CHANGED,
    default_changed: &inputs::ARGUMENT_DEFAULT_CHANGED,
};

const INPUT_FIELDS: Given = Given {
    removed: &inputs::INPUT_FIELD_REMOVED,
    required_added: &inputs::REQUIRED_INPUT_FIELD_ADDED,
    type_changed: &inputs::INPUT_FIELD_TYPE_CHANGED,
    default_changed: &inputs::INPUT_FIELD_DEFAULT_CHANGED,
};

impl<'w> Comparison<'_, 'w> {
    pub(super) fn fields(&mut self, old: &Thing<'w>, new: &Thing<'w>) {
        for before in &old.members {
            let symbol = format!("{}.{}", old.name, before.it.name);
            if let Some(after) = new.member(&before.it.name) {
                self.field(&symbol, *before, after);
                continue;
            }
            let look = before.it.shown().replacen(&before.it.name, "", 1);
            self.push(Draft::new(&rules::FIELD_REMOVED, &*symbol).old(spot(*before)).gone("field", look));
        }
        for after in new.members.iter().filter(|after| old.member(&after.it.name).is_none()) {
            let look = after.it.shown().replacen(&after.it.name, "", 1);
            self.report.added("field", format!("{}.{}", new.name, after.it.name), spot(*after), look);
        }
    }

    fn field(&mut self, symbol: &str, old: At<'w, Member>, new: At<'w, Member>) {
        if !can_be_read(&old.it.of, &new.it.of) {
            let detail = format!("`{}` instead of `{}`", new.it.of, old.it.of);
            self.changed(&rules::FIELD_TYPE_CHANGED, symbol, (spot(old), spot(new)), detail, Certainty::Definite);
        }
        // Of what is written twice, the first counts.
        let of = |at: At<'w, Member>| {
            let mut seen = BTreeSet::new();
            let arguments = at.it.arguments.iter().filter(|it| seen.insert(it.name.as_str()));
            arguments.map(|it| At { path: at.path, line: it.line, it }).collect()
        };
        let (before, after): (Vec<_>, Vec<_>) = (of(old), of(new));
        self.given(&ARGUMENTS, symbol, (&before, &after), &(spot(old), spot(new)));
        self.member_usages(symbol, old, new);
    }

    pub(super) fn input(&mut self, old: &Thing<'w>, new: &Thing<'w>) {
        self.given(&INPUT_FIELDS, old.name, (&old.members, &new.members), &(spot_of(old), spot_of(new)));
    }

    /// Compares what is given.
    pub(super) fn given(
        &mut self,
        rules: &Given,
        owner: &str,
        (old, new): (&[At<'w, Member>], &[At<'w, Member>]),
        owners: &(Spot, Spot),
    ) {
        for before in old {
            let symbol = format!("{owner}.{}", before.it.name);
            let Some(after) = new.iter().find(|after| after.it.name == before.it.name) else {
                let draft = Draft::new(rules.removed, symbol).old(spot(*before)).new_at(owners.1.clone());
                self.push(draft);
                continue;
            };
            let spots = (spot(*before), spot(*after));
            if !can_be_given(&before.it.of, &after.it.of) {
                let detail = format!("`{}` instead of `{}`", after.it.of, before.it.of);
                self.changed(rules.type_changed, &symbol, spots, detail, Certainty::Definite);
            } else if before.it.default != after.it.default {
                let shown = |member: &Member| member.default.clone().unwrap_or_else(|| "none".to_owned());
                let detail = format!("`{}` instead of `{}`", shown(after.it), shown(before.it));
                if after.it.is_required() && !before.it.is_required() {
                    self.changed(&inputs::DEFAULT_REMOVED, &symbol, spots, detail, Certainty::Definite);
                } else {
                    self.changed(rules.default_changed, &symbol, spots, detail, Certainty::Definite);
                }
            }
            self.member_usages(&symbol, *before, *after);
        }
        for after in new.iter().filter(|after| !old.iter().any(|before| before.it.name == after.it.name)) {
            if after.it.is_required() {
                let symbol = format!("{owner}.{}", after.it.name);
                self.changed(rules.required_added, &symbol, (owners.0.clone(), spot(*after)), "", Certainty::Definite);
            }
        }
    }
}
