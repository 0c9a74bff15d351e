//! A schema with its references and `allOf` parts as one.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::view::{Located, View};

/// References followed from one to the next.
const DEEPEST: usize = 24;
/// Keywords that say nothing of what is valid.
const NOTES: [&str; 14] = [
    "title",
    "description",
    "$comment",
    "examples",
    "default",
    "deprecated",
    "$id",
    "id",
    "$schema",
    "$defs",
    "definitions",
    "readOnly",
    "writeOnly",
    "$anchor",
];

/// A schema whose parts are found by keyword.
pub(super) struct Flat {
    /// The keywords; what stands in several parts is there several times.
    pub(super) words: BTreeMap<String, Vec<(Value, Located)>>,
    /// It takes nothing.
    pub(super) is_false: bool,
    /// A reference of it leads where nothing can be seen.
    pub(super) is_open: bool,
}

impl Flat {
    /// Reads a schema.
    pub(super) fn of(view: &View<'_, '_>, schema: &Located) -> Self {
        let mut flat = Self { words: BTreeMap::new(), is_false: false, is_open: false };
        flat.take(view, schema, 0);
        flat
    }

    fn take(&mut self, view: &View<'_, '_>, schema: &Located, depth: usize) {
        let words: &Map<String, Value> = match &schema.schema {
            Value::Bool(takes) => {
                self.is_false |= !takes;
                return;
            }
            Value::Object(words) if depth <= DEEPEST => words,
            _ => return,
        };
        for (word, value) in words {
            match (word.as_str(), value) {
                ("$ref" | "$dynamicRef", Value::String(reference)) => {
                    if let Some(target) = view.resolve(schema, reference) {
                        self.take(view, &target, depth + 1);
                    } else {
                        self.is_open = true;
                        self.words.entry("$ref".to_owned()).or_default().push((value.clone(), schema.clone()));
                    }
                }
                ("allOf", Value::Array(parts)) => {
                    for index in 0..parts.len() {
                        let part = schema.child("allOf").and_then(|all| all.child(&index.to_string()));
                        if let Some(part) = part {
                            self.take(view, &part, depth + 1);
                        }
                    }
                }
                (word, _) if NOTES.contains(&word) => {}
                _ => self.words.entry(word.clone()).or_default().push((value.clone(), schema.clone())),
            }
        }
    }

    /// The first value of a keyword, with the schema that it stands in.
    pub(super) fn word(&self, word: &str) -> Option<&(Value, Located)> {
        self.words.get(word)?.first()
    }

    /// The number of a keyword; of several the strictest, which is the largest or the smallest.
    pub(super) fn number(&self, word: &str, is_lower_bound: bool) -> Option<(f64, &Located)> {
        let numbers = self.words.get(word)?.iter().filter_map(|(value, at)| Some((value.as_f64()?, at)));
        numbers.reduce(|one, other| if (other.0 > one.0) == is_lower_bound { other } else { one })
    }

    /// The types that it takes; nothing if all.
    pub(super) fn types(&self) -> Option<Vec<String>> {
        let one = |value: &Value| -> Vec<String> {
            match value {
                Value::String(one) => vec![one.clone()],
                Value::Array(many) => many.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect(),
                _ => Vec::new(),
            }
        };
        let lists: Vec<Vec<String>> = self.words.get("type")?.iter().map(|(value, _)| one(value)).collect();
        let (first, rest) = lists.split_first()?;
        let in_all = |of: &String| {
            rest.iter().all(|list| list.contains(of) || of == "integer" && list.iter().any(|one| one == "number"))
        };
        Some(first.iter().filter(|of| in_all(of)).cloned().collect())
    }

    /// The values that it takes; nothing if they are not listed.
    pub(super) fn values(&self) -> Option<Vec<Value>> {
        if let Some((value, _)) = self.word("const") {
            return Some(vec![value.clone()]);
        }
        let Some(lists) = self.words.get("enum") else { return self.constants() };
        let (first, rest) = lists.split_first()?;
        let in_all =
            |value: &&Value| rest.iter().all(|(list, _)| list.as_array().is_some_and(|list| list.contains(value)));
        Some(first.0.as_array()?.iter().filter(in_all).cloned().collect())
    }

    /// The values of alternatives each of which is one value.
    fn constants(&self) -> Option<Vec<Value>> {
        let (alternatives, _) = self.word("oneOf").or_else(|| self.word("anyOf"))?;
        alternatives.as_array()?.iter().map(|one| one.get("const").cloned()).collect()
    }

    /// Whether values are listed, and not made of alternatives.
    pub(super) fn lists_values(&self) -> bool {
        self.words.contains_key("enum") || self.words.contains_key("const")
    }

    /// The bound of whole numbers, open ones as closed ones.
    pub(super) fn whole_bound(&self, is_lower: bool) -> Option<f64> {
        let (closed, open, step) =
            if is_lower { ("minimum", "exclusiveMinimum", 1.0) } else { ("maximum", "exclusiveMaximum", -1.0) };
        let closed = self.number(closed, is_lower).map(|(number, _)| number);
        let open = self.number(open, is_lower).map(|(number, _)| number + step);
        [closed, open].into_iter().flatten().reduce(|one, other| if (other > one) == is_lower { other } else { one })
    }

    /// Whether a list has no more items than those that are said one by one.
    pub(super) fn ends_list(&self) -> Option<&Located> {
        let is_false = |word: &str| self.word(word).filter(|(value, _)| *value == Value::Bool(false)).map(|(_, at)| at);
        is_false("items").or_else(|| is_false("additionalItems"))
    }

    /// The properties that must be there.
    pub(super) fn required(&self) -> Vec<(String, &Located)> {
        let lists = self.words.get("required").into_iter().flatten();
        lists
            .flat_map(|(list, at)| list.as_array().into_iter().flatten().map(move |name| (name, at)))
            .filter_map(|(name, at)| Some((name.as_str()?.to_owned(), at)))
            .collect()
    }

    /// The schema of a property.
    pub(super) fn property(&self, name: &str) -> Option<Located> {
        let mut maps = self.words.get("properties").into_iter().flatten();
        maps.find_map(|(_, at)| at.child("properties")?.child(name))
    }

    /// The names of all its properties.
    pub(super) fn properties(&self) -> Vec<String> {
        let maps = self.words.get("properties").into_iter().flatten();
        let mut names: Vec<String> =
            maps.flat_map(|(map, _)| map.as_object().into_iter().flatten().map(|(name, _)| name.clone())).collect();
        names.dedup();
        names
    }

    /// Whether it refuses properties that it does not name.
    pub(super) fn closed(&self) -> Option<&Located> {
        ["additionalProperties", "unevaluatedProperties"].iter().find_map(|word| {
            self.words.get(*word)?.iter().find(|(value, _)| *value == Value::Bool(false)).map(|(_, at)| at)
        })
    }
}
