//! Words of JSON Schema that demand more of values by being there: `if`, `contains`, `patternProperties` and their like.

use super::{
    super::{documents::Place, model::Node, rules::conditions as rules},
    schemas::{Change, Look},
};
use crate::breaking::{Certainty, Rule};

/// Words whose schema is compared further where both ends have it.
const DEEPER: [&str; 7] =
    ["contains", "propertyNames", "then", "else", "unevaluatedItems", "unevaluatedProperties", "contentSchema"];

impl<'d> Look<'_, 'd> {
    pub(super) fn conditions(&mut self) {
        for word in DEEPER {
            if let Some((old, new)) = self.both(word) {
                self.descend(word, vec![old], vec![new]);
            }
        }
        if let Some((old, new)) = self.both("if")
            && !old.node.is_same(new.node)
        {
            self.say_of("if", (old, new), &rules::REQUEST_CONDITION_CHANGED, &rules::RESPONSE_CONDITION_CHANGED);
        }
        self.not();
        self.maps();
        self.dependents();
        self.tuple();
        self.counts();
        for word in ["contentMediaType", "contentEncoding"] {
            let (old, new) = (self.old.conditions.get(word).copied(), self.new.conditions.get(word).copied());
            let text = |place: Option<Place<'d>>| place.and_then(|place| place.node.text()).unwrap_or_default();
            if text(old) != text(new) {
                let places = (old.unwrap_or(self.old.place), new.unwrap_or(self.new.place));
                let rule =
                    if self.is_sent() { &rules::REQUEST_ENCODING_CHANGED } else { &rules::RESPONSE_ENCODING_CHANGED };
                let detail = format!("`{word}` is `{}` instead of `{}`", text(new), text(old));
                self.say(Change::new(rule, places).detail(detail).texts(text(old), text(new)));
            }
        }
    }

    /// A condition of both ends; one that only one has is told.
    fn both(&mut self, word: &str) -> Option<(Place<'d>, Place<'d>)> {
        match (self.old.conditions.get(word).copied(), self.new.conditions.get(word).copied()) {
            (Some(old), Some(new)) => Some((old, new)),
            (None, Some(new)) => {
                let is_new = self.is_sent();
                if is_new {
                    let change = Change::new(&rules::REQUEST_CONDITION_ADDED, (self.old.place, new));
                    self.say(change.detail(format!("`{word}`")).texts("", new.node.shown()));
                }
                None
            }
            (Some(old), None) => {
                if !self.is_sent() {
                    let change = Change::new(&rules::RESPONSE_CONDITION_REMOVED, (old, self.new.place));
                    self.say(change.detail(format!("`{word}`")).texts(old.node.shown(), ""));
                }
                None
            }
            (None, None) => None,
        }
    }

    fn say_of(&mut self, word: &str, places: (Place<'d>, Place<'d>), sent: &'static Rule, received: &'static Rule) {
        let rule = if self.is_sent() { sent } else { received };
        let texts = (places.0.node.shown(), places.1.node.shown());
        self.say(Change::new(rule, places).detail(format!("`{word}`")).texts(texts.0, texts.1));
    }

    /// What values must not be: whether it is more or less nobody can tell in general.
    fn not(&mut self) {
        let (old, new) = (self.old.conditions.get("not").copied(), self.new.conditions.get("not").copied());
        let is_same = match (old, new) {
            (Some(old), Some(new)) => old.node.is_same(new.node),
            (None, None) => true,
            _ => false,
        };
        if !is_same {
            let places = (old.unwrap_or(self.old.place), new.unwrap_or(self.new.place));
            self.say_of("not", places, &rules::REQUEST_CONDITION_CHANGED, &rules::RESPONSE_CONDITION_CHANGED);
        }
    }

    /// Schemas by name: each is a condition of its own.
    fn maps(&mut self) {
        for word in ["patternProperties", "dependentSchemas"] {
            let entry = |place: Option<&Place<'d>>| place.copied();
            let (old, new) = (entry(self.old.conditions.get(word)), entry(self.new.conditions.get(word)));
            let entries = |place: Option<Place<'d>>| place.map_or(&[][..], |place| place.node.entries());
            for (name, node) in entries(old) {
                let Some(before) = old.map(|place| place.at(node)) else { continue };
                match new.and_then(|place| place.get(name)) {
                    Some(after) => self.descend(format!("{word} {name}"), vec![before], vec![after]),
                    None if !self.is_sent() => {
                        let places = (before, new.unwrap_or(self.new.place));
                        let change = Change::new(&rules::RESPONSE_CONDITION_REMOVED, places).member(name);
                        self.say(change.detail(format!("`{word}`")));
                    }
                    None => {}
                }
            }
            for (name, node) in entries(new) {
                let Some(after) = new.map(|place| place.at(node)) else { continue };
                if self.is_sent() && old.is_none_or(|place| place.get(name).is_none()) {
                    let places = (old.unwrap_or(self.old.place), after);
                    let change = Change::new(&rules::REQUEST_CONDITION_ADDED, places).member(name);
                    self.say(change.detail(format!("`{word}`")));
                }
            }
        }
    }

    /// Properties that demand others.
    fn dependents(&mut self) {
        let word = "dependentRequired";
        let (old, new) = (self.old.conditions.get(word).copied(), self.new.conditions.get(word).copied());
        let listed = |place: Option<Place<'d>>, name: &str| -> Vec<&'d str> {
            let list = place.and_then(|place| place.get(name)).map_or(&[][..], |place| place.node.list());
            list.iter().filter_map(Node::text).collect()
        };
        let entries = |place: Option<Place<'d>>| place.map_or(&[][..], |place| place.node.entries());
        let mut names: Vec<&str> = entries(old).iter().chain(entries(new)).map(|(name, _)| &**name).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            let (before, after) = (listed(old, name), listed(new, name));
            let (could, may) = if self.is_sent() { (&after, &before) } else { (&before, &after) };
            let more: Vec<&str> = could.iter().filter(|one| !may.contains(*one)).copied().collect();
            if more.is_empty() {
                continue;
            }
            let places = (old.unwrap_or(self.old.place), new.unwrap_or(self.new.place));
            let rule =
                if self.is_sent() { &rules::REQUEST_CONDITION_ADDED } else { &rules::RESPONSE_CONDITION_REMOVED };
            let detail = format!("`{word}`: `{}`", more.join("`, `"));
            self.say(Change::new(rule, places).member(name).detail(detail));
        }
    }

    /// Items by their place.
    fn tuple(&mut self) {
        let word = "prefixItems";
        let (old, new) = (self.old.conditions.get(word).copied(), self.new.conditions.get(word).copied());
        let items = |place: Option<Place<'d>>| place.map_or(&[][..], |place| place.node.list());
        let (before, after) = (items(old), items(new));
        for (at, (one, other)) in before.iter().zip(after).enumerate() {
            if let (Some(old), Some(new)) = (old, new) {
                self.descend(format!("items {at}"), vec![old.at(one)], vec![new.at(other)]);
            }
        }
        let places = (old.unwrap_or(self.old.place), new.unwrap_or(self.new.place));
        let detail = format!("{} instead of {}", after.len(), before.len());
        if self.is_sent() && after.len() < before.len() {
            self.say(Change::new(&rules::REQUEST_TUPLE_SHORTENED, places).detail(detail));
        } else if !self.is_sent() && after.len() > before.len() {
            self.say(Change::new(&rules::RESPONSE_TUPLE_EXTENDED, places).detail(detail));
        }
    }

    /// How many items have to be as `contains` says.
    fn counts(&mut self) {
        for (word, usual, is_lower) in [("minContains", Some(1.0), true), ("maxContains", None, false)] {
            let (old, new) = (self.old.conditions.get(word).copied(), self.new.conditions.get(word).copied());
            let number = |place: Option<Place<'d>>| place.and_then(|place| place.node.number()).or(usual);
            let (before, after) = (number(old), number(new));
            let is_tighter = match (before, after) {
                (Some(before), Some(after)) => {
                    if is_lower {
                        after > before
                    } else {
                        after < before
                    }
                }
                (None, Some(_)) => true,
                _ => false,
            };
            if before == after || is_tighter != self.is_sent() {
                continue;
            }
            let places = (old.unwrap_or(self.old.place), new.unwrap_or(self.new.place));
            let certainty = if before.is_some() && after.is_some() { Certainty::Definite } else { Certainty::Possible };
            let rule = if self.is_sent() { &rules::REQUEST_COUNT_TIGHTENED } else { &rules::RESPONSE_COUNT_LOOSENED };
            let shown = |number: Option<f64>| number.map_or("none".to_owned(), |number| number.to_string());
            let detail = format!("`{word}` is {} instead of {}", shown(after), shown(before));
            self.say(Change::new(rule, places).detail(detail).at_most(certainty));
        }
    }
}
