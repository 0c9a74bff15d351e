//! Enumerations.

use super::super::{
    model::{Enumeration, Value},
    rules::types as rules,
};
use super::{
    comparison::{Both, Comparison},
    types::Differs,
};
use crate::breaking::{Certainty, Spot};

/// Values of one enumeration that are told to have changed.
const TOLD_AT_MOST: usize = 8;

impl Comparison<'_> {
    /// Compares two enumerations.
    pub(super) fn enums(&mut self, both: Both<'_>, (old, new): (&Enumeration, &Enumeration)) {
        let (Some(before), Some(after)) = (&old.values, &new.values) else { return };
        if !old.is_scoped && new.is_scoped {
            return self.changed((&rules::ENUM_NOW_SCOPED, Certainty::Definite), both, "");
        }
        let has_both = !old.underlying.is_empty() && !new.underlying.is_empty();
        if has_both && self.differ(&old.underlying, &new.underlying) == Differs::Yes {
            let detail = format!("`{}` instead of `{}`", new.underlying, old.underlying);
            self.changed((&rules::ENUM_UNDERLYING_CHANGED, Certainty::Likely), both, detail);
        }
        let mut told = 0;
        for value in before {
            let symbol =
                if old.is_scoped { format!("{}::{}", both.old.full(), value.name) } else { value.name.clone() };
            // Names that a macro pastes together are not known where another macro makes them now.
            let maker = made(&value.value).map(|(maker, _)| maker);
            let is_made = maker
                .is_some_and(|maker| !after.iter().any(|other| made(&other.value).is_some_and(|(by, _)| by == maker)));
            let usual = if is_made || is_sentinel(&value.name) { Certainty::Possible } else { Certainty::Definite };
            let Some(other) = after.iter().find(|other| other.name == value.name) else {
                // An old name may go on as a macro, or in another enumeration.
                let is_there = self.new.has_enumerator(&value.name) || !self.new.everywhere(&value.name).is_empty();
                if old.is_scoped || !is_there {
                    let spot = Spot::new(self.paths.0.clone(), value.line, value.name.clone());
                    self.lost((&rules::ENUMERATOR_REMOVED, usual), &symbol, spot, "");
                }
                continue;
            };
            let certainty = match (&value.value, &other.value) {
                (one, other) if one == other => continue,
                (Value::Number(_), Value::Number(_)) => usual,
                // Macros that make values may be handed more than the value.
                (one, other) if is_made_alike(one, other) => continue,
                _ => Certainty::Possible,
            };
            told += 1;
            if told <= TOLD_AT_MOST {
                let detail = format!("{} instead of {}", shown(&other.value), shown(&value.value));
                let was = (value.line, format!("{} = {}", value.name, plain(&value.value)));
                let is = (other.line, format!("{} = {}", other.name, plain(&other.value)));
                self.changed_part((&rules::ENUMERATOR_CHANGED, certainty), &symbol, was, is, detail);
            }
        }
    }
}

/// The macro that makes a value, and what it is handed besides the name.
fn made(value: &Value) -> Option<(&str, &str)> {
    match value {
        Value::Written(text) => text.split_once("!("),
        _ => None,
    }
}

fn is_made_alike(one: &Value, other: &Value) -> bool {
    match (made(one), made(other)) {
        (Some((_, one)), Some((_, other))) => one.starts_with(other) || other.starts_with(one),
        _ => false,
    }
}

fn plain(value: &Value) -> String {
    shown(value).replace('`', "")
}

fn shown(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Written(text) => format!("`{text}`"),
        Value::After(text, count) => format!("`{text}` + {count}"),
    }
}

/// What counts the others, and grows with them.
fn is_sentinel(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let ends =
        ["last", "lastone", "max", "count", "end", "num", "size", "total", "limit", "sentinel", "lastentry", "__n"];
    ends.iter().any(|end| lower.ends_with(end))
        || ["num_", "n_", "max_", "last_", "nb_"].iter().any(|start| lower.starts_with(start))
        || ["_num_", "_max_", "_last_", "_count_"].iter().any(|part| lower.contains(part))
        || name.starts_with('_')
        || lower.contains("obsolete")
        || lower.contains("reserved")
}
