//! What only classes and C++ functions have.

use std::collections::BTreeMap;

use super::super::{
    model::{Function, Item, What},
    rules::classes as rules,
};
use super::comparison::{Both, Comparison};
use crate::breaking::{Draft, Spot};

impl Comparison<'_> {
    /// Words before and after a function that say how it may be used.
    pub(super) fn specifiers(&mut self, both: Both<'_>, (old, new): (&Function, &Function)) {
        let mut tell = |is_so: bool, rule: &'static crate::breaking::Rule, detail: &str| {
            if is_so {
                self.changed((rule, rule.certainty), both, detail);
            }
        };
        tell(!old.is_deleted && new.is_deleted, &rules::NOW_DELETED, "");
        tell(!old.is_explicit && new.is_explicit, &rules::NOW_EXPLICIT, "");
        tell(!old.is_pure && new.is_pure, &rules::NOW_PURE, "");
        tell(old.is_virtual && !new.is_virtual && !new.is_override, &rules::NO_LONGER_VIRTUAL, "");
        tell((old.is_virtual || old.is_override) && !old.is_final && new.is_final, &rules::METHOD_NOW_FINAL, "");
        tell(old.is_const && !new.is_const && !new.is_static, &rules::NO_LONGER_CONST, "");
        tell(!old.is_static && new.is_static, &rules::STATIC_CHANGED, "is static now");
        tell(old.is_static && !new.is_static, &rules::STATIC_CHANGED, "is no longer static");
        tell(old.is_constexpr && !new.is_constexpr, &rules::NO_LONGER_CONSTEXPR, "");
        tell(old.is_noexcept && !new.is_noexcept, &rules::NO_LONGER_NOEXCEPT, "");
        self.template(both, (&old.template, &new.template));
    }

    /// A new method that those who derive from a class have to implement.
    pub(super) fn pure_virtual_added(&mut self, item: &Item, before: &BTreeMap<String, Vec<&Item>>) {
        let What::Function(function) = &item.what else { return };
        let around = before.get(&item.scope).into_iter().flatten().find_map(|item| match &item.what {
            What::Record(record) => record.fields.as_ref().map(|_| record),
            _ => None,
        });
        if function.is_pure && around.is_some_and(|record| !record.is_final) {
            let spot = Spot::new(self.paths.1.clone(), item.line, item.head.clone());
            let draft = Draft::new(&rules::PURE_VIRTUAL_ADDED, item.full()).new_at(spot).at_most(self.ceiling);
            self.report.push(draft.involves(self.paths.0.clone()));
        }
    }
}
