//! One name, two definitions: which comparison fits, and what it means when a thing becomes another kind of thing.

use super::super::model::{Binding, Form, Guard, What};
use super::super::rules;
use super::super::view::Item;
use super::report::{Comparison, Subject};
use crate::breaking::Certainty;

impl Comparison<'_> {
    /// Compares what a public name meant with what it means.
    pub(crate) fn item(&mut self, symbol: &str, old: &Item, new: &Item) {
        if !self.is_first(format!("{} -> {}", old.key(), new.key())) {
            return;
        }
        let before: Vec<&Binding> = old.bindings().collect();
        let after: Vec<&Binding> = new.bindings().collect();
        let (Some(first), Some(last)) = (standing(&before), standing(&after)) else { return };
        match (&first.what, &last.what) {
            (What::Class(_), What::Class(_)) => self.classes(symbol, old, new),
            (What::Function(_), What::Function(_)) => {
                let subject = self.subject(symbol, (old, first), (new, last));
                self.functions(&subject, &before, &after, false);
            }
            (What::Value(one), What::Value(other)) => {
                let subject = self.subject(symbol, (old, first), (new, last));
                self.values(&subject, one, other);
            }
            (What::Deleted, _) | (_, What::Deleted) => {}
            (one, other) => {
                if let Some(certainty) = kind_changed(one, other) {
                    let subject = self.subject(symbol, (old, first), (new, last));
                    let message = format!("`{}` was a {}, and is a {} now", short(symbol), kind(one), kind(other));
                    self.changed(&rules::KIND_CHANGED, &subject, certainty, message);
                }
            }
        }
    }

    /// The two places of a comparison.
    pub(crate) fn subject(&self, symbol: &str, old: (&Item, &Binding), new: (&Item, &Binding)) -> Subject {
        Subject {
            symbol: symbol.to_owned(),
            old: self.old_place(old.0, old.1),
            new: self.new_place(new.0, new.1),
            modules: (old.0.dotted.clone(), new.0.dotted.clone()),
            at_most: Certainty::Definite,
        }
    }
}

/// The definition that stands at run time: the last, unless that is for type checkers alone.
pub(crate) fn standing<'a>(bindings: &[&'a Binding]) -> Option<&'a Binding> {
    bindings.iter().find(|binding| binding.guard != Guard::Checking).or(bindings.first()).copied()
}

/// The last part of a dotted name.
pub(crate) fn short(symbol: &str) -> &str {
    symbol.rsplit('.').next().unwrap_or(symbol)
}

/// The last part of a name, with the class that it belongs to.
pub(crate) fn owned(symbol: &str) -> &str {
    let Some((outer, _)) = symbol.rsplit_once('.') else { return symbol };
    let class = short(outer);
    let is_class = class.trim_start_matches('_').starts_with(char::is_uppercase);
    if is_class { &symbol[outer.len() - class.len()..] } else { short(symbol) }
}

/// The word for a kind of thing.
pub(crate) fn kind(what: &What) -> &'static str {
    match what {
        What::Function(function) if function.is_property() => "property",
        What::Function(_) => "function",
        What::Class(_) => "class",
        What::Value(_) => "variable",
        _ => "module",
    }
}

/// How sure it is that one kind cannot stand in for the other; none if it can.
pub(crate) fn kind_changed(old: &What, new: &What) -> Option<Certainty> {
    match (old, new) {
        (What::Class(_), What::Function(_)) => Some(Certainty::Definite),
        (What::Function(function), What::Class(_)) if function.is_property() => None,
        (What::Function(_), What::Class(_)) => Some(Certainty::Likely),
        (What::Value(value), What::Class(_) | What::Function(_)) => match value.form {
            Form::Literal => Some(Certainty::Definite),
            // A type alias, a class made by a call, a callable object: the new thing may do the same.
            Form::Name | Form::Call | Form::Lambda | Form::Other => Some(Certainty::Possible),
            Form::Absent => value.annotation.as_ref().map(|_| Certainty::Possible),
        },
        (What::Class(_) | What::Function(_), What::Value(value)) => match value.form {
            Form::Literal => Some(Certainty::Definite),
            _ => Some(Certainty::Possible),
        },
        _ => None,
    }
}
