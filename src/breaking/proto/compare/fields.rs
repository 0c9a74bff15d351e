//! Fields and extensions.

use super::super::model::{Field, Label, Message, choice};
use super::super::rules;
use super::super::view::{Cardinality, json_name};
use super::comparison::{At, Comparison};
use super::messages::join;
use crate::breaking::Certainty;

/// Options of fields that generated code depends on, with what they are where they are not set.
const OPTIONS: [(&str, &str); 4] = [
    ("jstype", "JS_NORMAL"),
    ("ctype", "STRING"),
    ("features.(pb.cpp).string_type", ""),
    ("features.(pb.java).utf8_validation", ""),
];

impl Comparison<'_, '_> {
    /// Compares the fields of a message.
    pub(super) fn fields(&mut self, name: &str, old: &Message, new: &Message) {
        for before in &old.fields {
            match new.fields.iter().find(|after| after.number == before.number) {
                Some(after) => self.field(name, before, after),
                None => self.field_gone(name, before, new),
            }
        }
        let is_required = |field: &Field| field.label == Label::Required;
        for after in new.fields.iter().filter(|field| is_required(field)) {
            if !old.fields.iter().any(|before| before.number == after.number) {
                let spots = (At::new(old.line, format!("message {}", old.name)), at(after));
                self.changed(&rules::REQUIRED_FIELD_ADDED, &join(name, &after.name), spots, "", Certainty::Definite);
            }
        }
    }

    fn field_gone(&mut self, name: &str, before: &Field, new: &Message) {
        let full = join(name, &before.name);
        if let Some(after) = new.fields.iter().find(|after| after.name == before.name) {
            let detail = format!("{} instead of {}", after.number, before.number);
            self.changed(&rules::FIELD_RENUMBERED, &full, (at(before), at(after)), detail, Certainty::Definite);
            return;
        }
        // What is reserved stays readable by those who knew it.
        let kept = new.reserved.has_number(before.number);
        let certainty = if kept { Certainty::Likely } else { Certainty::Definite };
        let detail = if kept { "" } else { ", and its number may be used again" };
        self.lost(&rules::FIELD_REMOVED, &full, at(before), detail, certainty);
    }

    /// Compares the extensions that one scope declares.
    pub(super) fn extensions(&mut self, scope: &str, (old, new): (&[Field], &[Field])) {
        for before in old {
            let extended = self.old.resolve(scope, before.extends.as_deref().unwrap_or_default());
            let found = new.iter().find(|after| {
                after.number == before.number
                    && self.new.resolve(scope, after.extends.as_deref().unwrap_or_default()).name == extended.name
            });
            if let Some(after) = found {
                self.field(scope, before, after);
            } else {
                let name = join(scope, &before.name);
                self.lost(&rules::EXTENSION_REMOVED, &name, at(before), "", Certainty::Definite);
            }
        }
    }

    fn field(&mut self, scope: &str, old: &Field, new: &Field) {
        let name = join(scope, &old.name);
        let spots = || (at(old), at(new));
        if old.name != new.name && !(old.is_group && new.is_group) {
            self.changed(&rules::FIELD_RENAMED, &name, spots(), format!("`{}`", new.name), Certainty::Definite);
        } else if json_name(old) != json_name(new) {
            let detail = format!("`{}` instead of `{}`", json_name(new), json_name(old));
            self.changed(&rules::FIELD_JSON_NAME_CHANGED, &name, spots(), detail, Certainty::Definite);
        }
        self.field_type(scope, &name, (old, new));
        let (before, after) = (self.old.cardinality(scope, old), self.new.cardinality(scope, new));
        if before != after {
            let detail = format!("{} instead of {}", after.as_str(), before.as_str());
            let rule =
                if after == Cardinality::Required { &rules::FIELD_REQUIRED } else { &rules::FIELD_CARDINALITY_CHANGED };
            self.changed(rule, &name, spots(), detail, Certainty::Definite);
        }
        if old.oneof != new.oneof {
            let detail = match (&old.oneof, &new.oneof) {
                (Some(before), None) => format!("no longer part of `{before}`"),
                (None, Some(after)) => format!("part of `{after}` now"),
                (_, after) => format!("part of `{}` now", after.as_deref().unwrap_or_default()),
            };
            self.changed(&rules::FIELD_ONEOF_CHANGED, &name, spots(), detail, Certainty::Definite);
        }
        let default = |field: &Field| choice(&field.options, "default").map(|choice| choice.value.clone());
        if default(old) != default(new) && before == after && is_different(default(old), default(new), &old.of) {
            self.changed(&rules::FIELD_DEFAULT_CHANGED, &name, spots(), "", Certainty::Definite);
        }
        self.field_options(&name, (old, new));
    }

    fn field_type(&mut self, scope: &str, name: &str, (old, new): (&Field, &Field)) {
        let (before, after) = (self.old.type_of(scope, old), self.new.type_of(scope, new));
        if before == after && old.keys == new.keys {
            return;
        }
        // Where both are called the same, what stands around them tells them apart.
        let (one, other) =
            if shown(old) == shown(new) { (before.name.clone(), after.name.clone()) } else { (shown(old), shown(new)) };
        let detail = format!("`{other}` instead of `{one}`");
        self.changed(&rules::FIELD_TYPE_CHANGED, name, (at(old), at(new)), detail, Certainty::Definite);
    }

    fn field_options(&mut self, name: &str, (old, new): (&Field, &Field)) {
        for (option, default) in OPTIONS {
            let value = |field: &Field| {
                choice(&field.options, option).map_or(default.to_owned(), |choice| choice.value.clone())
            };
            let (before, after) = (value(old), value(new));
            if before != after {
                let detail = format!("`{option}` is `{after}` instead of `{before}`");
                self.changed(&rules::FIELD_OPTION_CHANGED, name, (at(old), at(new)), detail, Certainty::Definite);
            }
        }
        if old.of == "string" && new.of == "string" && self.old.verifies(old) != self.new.verifies(new) {
            let detail = if self.new.verifies(new) { "texts must be UTF-8" } else { "texts need not be UTF-8" };
            self.changed(&rules::FIELD_OPTION_CHANGED, name, (at(old), at(new)), detail, Certainty::Definite);
        }
    }
}

/// Whether two defaults differ; none is that of the type.
fn is_different(old: Option<String>, new: Option<String>, of: &str) -> bool {
    let plain = match of {
        "bool" => "false",
        "string" | "bytes" => "",
        _ => "0",
    };
    let value = |default: Option<String>| default.unwrap_or_else(|| plain.to_owned());
    let (old, new) = (value(old), value(new));
    let number = |text: &str| match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => i64::from_str_radix(digits, 16).ok().map(|number| number as f64),
        None if text.len() > 1 && text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            i64::from_str_radix(text, 8).ok().map(|number| number as f64)
        }
        None => text.parse::<f64>().ok(),
    };
    match (number(&old), number(&new)) {
        (Some(old), Some(new)) => (old - new).abs() > f64::EPSILON,
        _ => old != new,
    }
}

fn shown(field: &Field) -> String {
    match &field.keys {
        Some(keys) => format!("map<{keys}, {}>", field.of),
        None => field.of.clone(),
    }
}

fn at(field: &Field) -> At {
    let label = match field.label {
        Label::None => "",
        Label::Optional => "optional ",
        Label::Required => "required ",
        Label::Repeated => "repeated ",
    };
    At::new(field.line, format!("{label}{} {} = {}", shown(field), field.name, field.number))
}
