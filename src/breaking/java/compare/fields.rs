//! Fields, constants and the constants of enums.

use std::rc::Rc;

use super::super::{
    api::{Standing, is_usable},
    constants::Worked,
    model::Kind,
    rules::fields as rules,
    surface::Field,
};
use super::comparison::{Both, Comparison, sure_of_loss, under};
use super::differences::{Difference, of_result};
use crate::breaking::{Certainty, Draft};

impl Comparison<'_> {
    /// Compares the fields that a type answers for.
    pub(super) fn fields(&mut self, both: Both<'_>) {
        let (old, new) = (self.old.fields(both.old), self.new.fields(both.new));
        let ceiling = self.ceiling;
        for before in old.iter() {
            self.ceiling = under(ceiling, &before.modifiers);
            let is_answered = before.owner.id == both.old.id || self.old.standing(&before.owner) != Standing::Public;
            if before.name == "serialVersionUID" {
                self.serial_version(both, before, new.iter().find(|field| field.name == before.name));
            } else if is_answered && is_usable(&before.modifiers, both.old) {
                match new.iter().find(|field| field.name == before.name) {
                    Some(after) => self.field(both, before, after),
                    None => self.field_gone(both, before),
                }
            }
        }
        self.ceiling = ceiling;
        if both.old.declaration().kind == Kind::Enum && both.new.declaration().kind == Kind::Enum {
            self.enum_constants(both, &old, &new);
        }
    }

    fn field_gone(&mut self, both: Both<'_>, before: &Field) {
        let rule = if before.is_enum_constant { &rules::ENUM_CONSTANT_REMOVED } else { &rules::FIELD_REMOVED };
        let certainty = sure_of_loss(both.new);
        let draft = self.draft((rule, certainty), both, both.member(&before.name), (before.spot(), None), "");
        self.report.push(draft.gone("field", before.head.replacen(&before.name, "", 1)));
    }

    fn field(&mut self, both: Both<'_>, old: &Field, new: &Field) {
        let symbol = both.member(&old.name);
        let spots = || (old.spot(), Some(new.spot()));
        if new.modifiers.access < old.modifiers.access {
            let detail = format!("is {} now", new.modifiers.access.word());
            return self.tell((&rules::FIELD_LESS_VISIBLE, Certainty::Definite), both, symbol, spots(), detail);
        }
        if !is_usable(&new.modifiers, both.new) {
            return;
        }
        if old.modifiers.is_static != new.modifiers.is_static {
            let rule = if new.modifiers.is_static { &rules::FIELD_NOW_STATIC } else { &rules::FIELD_NO_LONGER_STATIC };
            self.tell((rule, Certainty::Definite), both, symbol.clone(), spots(), "");
        }
        if !old.modifiers.is_final && new.modifiers.is_final {
            self.tell((&rules::FIELD_NOW_FINAL, Certainty::Definite), both, symbol.clone(), spots(), "");
        } else if old.modifiers.is_final && !new.modifiers.is_final {
            self.tell((&rules::FIELD_NO_LONGER_FINAL, Certainty::Possible), both, symbol.clone(), spots(), "");
        }
        let detail = format!("it is `{}` instead of `{}`", new.of.shown(), old.of.shown());
        match of_result(&self.new, &both.new.root, &old.of, &new.of) {
            Difference::None => self.value_of(both, &symbol, old, new),
            Difference::Arguments(certainty) => {
                // What can be set has to fit in both directions.
                let certainty = if old.modifiers.is_final { certainty } else { Certainty::Likely };
                self.tell((&rules::FIELD_ARGUMENTS_CHANGED, certainty), both, symbol, spots(), detail);
            }
            Difference::Narrower | Difference::Other => {
                self.tell((&rules::FIELD_TYPE_CHANGED, Certainty::Definite), both, symbol, spots(), detail);
            }
        }
    }

    fn value_of(&mut self, both: Both<'_>, symbol: &str, old: &Field, new: &Field) {
        if !new.modifiers.is_final {
            return;
        }
        let Worked::Out(before) = self.old.value(&old.owner, old) else { return };
        let spots = (old.spot(), Some(new.spot()));
        // A version is there to change.
        let is_version = symbol.to_ascii_lowercase().contains("version");
        let usual = if is_version { Certainty::Possible } else { Certainty::Likely };
        match self.new.value(&new.owner, new) {
            Worked::Out(after) if after == before => {}
            Worked::Out(_) => {
                self.tell((&rules::CONSTANT_VALUE_CHANGED, usual), both, symbol.to_owned(), spots, "");
            }
            Worked::Never => {
                self.tell((&rules::NO_LONGER_CONSTANT, usual), both, symbol.to_owned(), spots, "");
            }
            Worked::Unknown if old.value == new.value => {}
            Worked::Unknown => {
                let rule = &rules::CONSTANT_VALUE_CHANGED;
                self.tell((rule, Certainty::Possible), both, symbol.to_owned(), spots, "");
            }
        }
    }

    fn serial_version(&mut self, both: Both<'_>, old: &Field, new: Option<&Rc<Field>>) {
        if old.owner.id != both.old.id || new.is_some_and(|new| new.owner.id != both.new.id) {
            return;
        }
        let after = new.map(|new| self.new.value(&new.owner, new));
        if let Worked::Out(before) = self.old.value(&old.owner, old)
            && after != Some(Worked::Out(before))
        {
            let spots = (old.spot(), Some(new.map_or_else(|| both.new.spot(), |new| new.spot())));
            let name = both.old.name.clone();
            self.tell((&rules::SERIAL_VERSION_CHANGED, Certainty::Possible), both, name, spots, "");
        }
    }

    fn enum_constants(&mut self, both: Both<'_>, old: &[Rc<Field>], new: &[Rc<Field>]) {
        let names = |fields: &[Rc<Field>]| -> Vec<String> {
            fields.iter().filter(|field| field.is_enum_constant).map(|field| field.name.clone()).collect()
        };
        let (before, after) = (names(old), names(new));
        let kept: Vec<&String> = before.iter().filter(|name| after.contains(name)).collect();
        let kept_now: Vec<&String> = after.iter().filter(|name| before.contains(name)).collect();
        if kept != kept_now {
            let name = both.old.name.clone();
            self.tell((&rules::ENUM_ORDER_CHANGED, Certainty::Possible), both, name, both.spots(), "");
        }
        for field in new.iter().filter(|field| field.is_enum_constant && !before.contains(&field.name)) {
            let draft = Draft::new(&rules::ENUM_CONSTANT_ADDED, both.member(&field.name)).new_at(field.spot());
            self.report.push(draft.involves(both.old.path.clone()));
        }
    }
}
