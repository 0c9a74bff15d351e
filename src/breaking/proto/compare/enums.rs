//! Enumerations.

use std::collections::BTreeSet;

use super::super::model::Enum;
use super::super::rules;
use super::comparison::{At, Comparison};
use super::messages::join;
use crate::breaking::Certainty;

impl Comparison<'_, '_> {
    /// Compares the enumerations of one scope.
    pub(super) fn enums(&mut self, scope: &str, (old, new): (&[Enum], &[Enum])) {
        for before in old {
            let name = join(scope, &before.name);
            if let Some(after) = new.iter().find(|after| after.name == before.name) {
                self.enumeration(&name, before, after);
                continue;
            }
            let at = At::new(before.line, format!("enum {}", before.name));
            let top = scope.is_empty();
            self.type_gone(&rules::ENUM_REMOVED, &name, at, |other| {
                other.file.enums.iter().find(|one| top && one.name == before.name).map(|one| one.line)
            });
        }
    }

    pub(super) fn enumeration(&mut self, name: &str, old: &Enum, new: &Enum) {
        let at = (At::new(old.line, format!("enum {}", old.name)), At::new(new.line, format!("enum {}", new.name)));
        let mut told = BTreeSet::new();
        for (value, number, line) in &old.values {
            let full = join(name, value);
            let before = At::new(*line, format!("{value} = {number}"));
            let same: Vec<_> = new.values.iter().filter(|(_, other, _)| other == number).collect();
            if same.iter().any(|(other, ..)| other == value) || !told.insert(value.clone()) {
                continue;
            }
            let elsewhere = new.values.iter().find(|(other, ..)| other == value);
            if let Some((_, other, line)) = elsewhere {
                let spots = (before, At::new(*line, format!("{value} = {other}")));
                self.changed(
                    &rules::ENUM_VALUE_RENUMBERED,
                    &full,
                    spots,
                    format!("{other} instead of {number}"),
                    Certainty::Definite,
                );
            } else if let Some((other, _, line)) = same.first() {
                let spots = (before, At::new(*line, format!("{other} = {number}")));
                self.changed(&rules::ENUM_VALUE_RENAMED, &full, spots, format!("`{other}`"), Certainty::Definite);
            } else {
                self.lost(&rules::ENUM_VALUE_REMOVED, &full, before, "", Certainty::Definite);
            }
        }
        self.reserved(&rules::ENUM_RESERVED_REMOVED, name, (&old.reserved, &new.reserved), &at);
        let (before, after) = (self.old.is_open(&old.options), self.new.is_open(&new.options));
        if before != after {
            let detail =
                if after { "takes numbers that it does not name" } else { "refuses numbers that it does not name" };
            self.changed(&rules::ENUM_OPENNESS_CHANGED, name, at, detail, Certainty::Definite);
        }
    }
}
