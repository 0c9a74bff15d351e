//! Messages.

use super::super::model::{Message, Reserved, choice};
use super::super::rules;
use super::comparison::{At, Comparison};
use crate::breaking::{Certainty, Rule};

/// The option that gives a message the form of a set on the wire.
const MESSAGE_SET: &str = "message_set_wire_format";

impl Comparison<'_, '_> {
    /// Compares the messages of one scope.
    pub(super) fn messages(&mut self, scope: &str, (old, new): (&[Message], &[Message])) {
        for before in old {
            let name = join(scope, &before.name);
            if let Some(after) = new.iter().find(|after| after.name == before.name) {
                self.message(&name, before, after);
                continue;
            }
            let at = At::new(before.line, format!("message {}", before.name));
            let top = scope.is_empty();
            self.type_gone(&rules::MESSAGE_REMOVED, &name, at, |other| {
                let found = other.file.messages.iter().find(|message| top && message.name == before.name);
                found.map(|message| message.line)
            });
        }
    }

    pub(super) fn message(&mut self, name: &str, old: &Message, new: &Message) {
        let at =
            (At::new(old.line, format!("message {}", old.name)), At::new(new.line, format!("message {}", new.name)));
        self.fields(name, old, new);
        for (oneof, line) in &old.oneofs {
            if !new.oneofs.iter().any(|(other, _)| other == oneof) {
                let spots = (At::new(*line, format!("oneof {oneof}")), at.1.clone());
                self.changed(&rules::ONEOF_REMOVED, &join(name, oneof), spots, "", Certainty::Definite);
            }
        }
        self.reserved(&rules::RESERVED_REMOVED, name, (&old.reserved, &new.reserved), &at);
        let closed: Vec<&(i64, i64)> = old.open.iter().filter(|range| !covers(&new.open, **range)).collect();
        if let Some((from, to)) = closed.first() {
            let detail = format!("{from} to {to}");
            self.changed(&rules::EXTENSION_RANGE_REMOVED, name, at.clone(), detail, Certainty::Definite);
        }
        let says = |message: &Message, option: &str| {
            choice(&message.options, option).is_some_and(|choice| choice.value == "true")
        };
        if says(old, MESSAGE_SET) != says(new, MESSAGE_SET) {
            self.changed(&rules::MESSAGE_SET_CHANGED, name, at.clone(), "", Certainty::Definite);
        }
        let accessor = |message: &Message| says(message, "no_standard_descriptor_accessor");
        if accessor(new) && !accessor(old) {
            self.changed(&rules::DESCRIPTOR_ACCESSOR_REMOVED, name, at.clone(), "", Certainty::Definite);
        }
        if self.old.has_json(&old.options) && !self.new.has_json(&new.options) {
            self.changed(&rules::JSON_FORMAT_CHANGED, name, at, "", Certainty::Definite);
        }
        self.messages(name, (&old.messages, &new.messages));
        self.enums(name, (&old.enums, &new.enums));
        self.extensions(name, (&old.extensions, &new.extensions));
    }

    /// Compares what must not be used again.
    pub(super) fn reserved(
        &mut self,
        rule: &'static Rule,
        name: &str,
        (old, new): (&Reserved, &Reserved),
        at: &(At, At),
    ) {
        let ranges = old.ranges.iter().filter(|range| !covers(&new.ranges, **range));
        let ranges = ranges.map(|(from, to)| if from == to { from.to_string() } else { format!("{from} to {to}") });
        let names = old.names.iter().filter(|name| !new.has_name(name)).map(|name| format!("`{name}`"));
        let free: Vec<String> = ranges.chain(names).collect();
        if !free.is_empty() {
            self.changed(rule, name, at.clone(), free.join(", "), Certainty::Definite);
        }
    }
}

/// Whether ranges hold all of one, together.
fn covers(ranges: &[(i64, i64)], (from, to): (i64, i64)) -> bool {
    let mut at = from;
    let mut sorted = ranges.to_vec();
    sorted.sort_unstable();
    for (first, last) in sorted {
        if first > at {
            break;
        }
        at = at.max(last.saturating_add(1));
    }
    at > to
}

/// A name within a scope.
pub(super) fn join(scope: &str, name: &str) -> String {
    if scope.is_empty() { name.to_owned() } else { format!("{scope}.{name}") }
}
