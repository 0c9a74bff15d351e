//! Structs, unions and classes.

use super::super::{
    model::{Access, Function, Item, Member, Record, RecordKind, What},
    rules::{classes, types as rules},
};
use super::{
    comparison::{Both, Comparison},
    types::Differs,
};
use crate::breaking::{Certainty, Rule, Spot};

impl Comparison<'_> {
    /// Compares two records.
    pub(super) fn records(&mut self, both: Both<'_>, (old, new): (&Record, &Record)) {
        let is_union = |record: &Record| record.kind == RecordKind::Union;
        if is_union(old) != is_union(new) {
            let detail = format!("a {} and is a {} now", both.old.what.word(), both.new.what.word());
            return self.changed((&rules::KIND_CHANGED, Certainty::Definite), both, detail);
        }
        let Some(before) = &old.fields else { return };
        let Some(after) = &new.fields else {
            // Another header may tell what it consists of.
            let whole = self.new.everywhere(&both.new.full()).into_iter().find(|(_, item)| match &item.what {
                What::Record(record) => record.fields.is_some(),
                _ => false,
            });
            if whole.is_none() {
                self.changed((&rules::NOW_OPAQUE, Certainty::Definite), both, "");
            }
            return;
        };
        self.template(both, (&old.template, &new.template));
        if !old.is_final && new.is_final {
            self.changed((&classes::CLASS_NOW_FINAL, Certainty::Definite), both, "");
        }
        for base in old.bases.iter().filter(|base| !new.bases.contains(base)) {
            // What stands between may still lead to it.
            let certainty = if new.bases.is_empty() { Certainty::Definite } else { Certainty::Possible };
            self.changed((&classes::BASE_REMOVED, certainty), both, base.as_str());
        }
        self.fields(both, (before, after), is_union(old));
        self.default_constructor(both);
    }

    fn fields(&mut self, both: Both<'_>, (old, new): (&[Member], &[Member]), is_union: bool) {
        let usable = |fields: &[Member]| -> Vec<Member> {
            fields.iter().filter(|field| field.access != Access::Private).cloned().collect()
        };
        let (before, after) = (usable(old), usable(new));
        let mut is_told = false;
        for field in &before {
            let symbol = format!("{}::{}", both.old.full(), field.name);
            let usual = if is_reserved(&field.name) { Certainty::Possible } else { Certainty::Definite };
            let Some(other) = new.iter().find(|other| other.name == field.name) else {
                is_told = true;
                let spot = Spot::new(self.paths.0.clone(), field.line, format!("{} {}", field.of, field.name));
                self.lost((&rules::FIELD_REMOVED, usual), &symbol, spot, "");
                continue;
            };
            let lines = (field.line, other.line);
            if other.access < field.access {
                let word = format!("{:?}", other.access).to_lowercase();
                let shown =
                    |one: &Member| format!("{}: {} {}", format!("{:?}", one.access).to_lowercase(), one.of, one.name);
                let (was, is) = ((lines.0, shown(field)), (lines.1, shown(other)));
                self.changed_part((&classes::LESS_ACCESSIBLE, Certainty::Definite), &symbol, was, is, word);
                continue;
            }
            let certainty = match self.differ(&field.of, &other.of) {
                Differs::No => continue,
                Differs::ConstAdded => Certainty::Likely,
                Differs::Perhaps => Certainty::Possible,
                Differs::Yes => Certainty::Definite,
            };
            is_told = true;
            let detail = format!("it is `{}` instead of `{}`", other.of, field.of);
            let rule = (&rules::FIELD_TYPE_CHANGED, certainty.min(usual));
            let (was, is) = self.told_apart((&field.of, &other.of), &field.name);
            self.changed_part(rule, &symbol, (lines.0, was), (lines.1, is), detail);
        }
        if !is_told && !is_union {
            self.layout(both, (&before, &after));
        }
    }

    fn layout(&mut self, both: Both<'_>, (old, new): (&[Member], &[Member])) {
        let names = |fields: &[Member]| -> Vec<String> { fields.iter().map(|field| field.name.clone()).collect() };
        let (before, after) = (names(old), names(new));
        let kept: Vec<&String> = after.iter().filter(|name| before.contains(name)).collect();
        if kept.iter().zip(&before).any(|(one, other)| *one != other) {
            self.changed_fields((&rules::FIELDS_REORDERED, Certainty::Likely), both, (old, new), "");
            return;
        }
        let last = after.iter().rposition(|name| before.contains(name)).unwrap_or(0);
        let within = after.iter().take(last).find(|name| !before.contains(name));
        if let Some(name) = within {
            let detail = format!("`{name}`");
            self.changed_fields((&rules::FIELD_ADDED_WITHIN, Certainty::Likely), both, (old, new), detail);
        } else if after.len() > before.len() && !before.is_empty() {
            self.changed_fields((&rules::STRUCT_GREW, Certainty::Possible), both, (old, new), "");
        }
    }

    /// Says that a type has other fields, or has them elsewhere.
    fn changed_fields(
        &mut self,
        rule: (&'static Rule, Certainty),
        both: Both<'_>,
        (old, new): (&[Member], &[Member]),
        detail: impl Into<String>,
    ) {
        let shown = |item: &Item, fields: &[Member]| {
            let fields: Vec<String> = fields.iter().map(|field| format!("{} {};", field.of, field.name)).collect();
            format!("{} {{ {} }}", item.head, fields.join(" "))
        };
        let (was, is) = (shown(both.old, old), shown(both.new, new));
        self.changed_part(rule, &both.old.full(), (both.old.line, was), (both.new.line, is), detail);
    }

    /// Two types with their name as they can be told apart: what stands behind a name that both are written with.
    fn told_apart(&self, (old, new): (&str, &str), name: &str) -> (String, String) {
        let (mut was, mut is) = (format!("{old} {name}"), format!("{new} {name}"));
        if was == is {
            was = format!("{was} /* {} */", self.old.stands_for(old));
            is = format!("{is} /* {} */", self.new.stands_for(new));
        }
        (was, is)
    }

    /// A class without constructors can be made without arguments; one with others only cannot.
    fn default_constructor(&mut self, both: Both<'_>) {
        let of = |api: &super::api::Api<'_>, full: &str, name: &str| -> Vec<Function> {
            let found = api.everywhere(&format!("{full}::{name}")).into_iter();
            let functions = found.filter_map(|(_, item)| match item.what {
                What::Function(function) => Some(function),
                _ => None,
            });
            functions.collect()
        };
        let (full, name) = (both.old.full(), both.old.name.clone());
        if !of(&self.old, &full, &name).is_empty() {
            return;
        }
        let now = of(&self.new, &full, &name);
        let takes_nothing = |function: &Function| {
            !function.is_deleted && function.parameters.iter().all(|(_, has_default)| *has_default)
        };
        if !now.is_empty() && !now.iter().any(takes_nothing) {
            self.changed((&classes::DEFAULT_CONSTRUCTOR_GONE, Certainty::Definite), both, "");
        }
    }
}

/// Fields that are there to be taken.
fn is_reserved(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    name.starts_with('_')
        || ["reserved", "padding", "unused", "spare", "dummy"].iter().any(|word| lower.contains(word))
        || lower.starts_with("pad")
}
