//! Makes schemas of places: follows references, merges `allOf`, and brings spellings of one thing to one form.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    rc::Rc,
};

use super::{
    documents::{Documents, Place},
    model::{Node, Value},
    schema::{Group, Kind, Limit, Others, Schema, Sum},
};

/// Parts that are merged into one schema.
const PARTS_AT_MOST: usize = 500;
/// Words whose schemas are conditions.
const CONDITIONS: [&str; 17] = [
    "contains",
    "propertyNames",
    "patternProperties",
    "dependentRequired",
    "dependentSchemas",
    "if",
    "then",
    "else",
    "not",
    "prefixItems",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
    "contentMediaType",
    "contentEncoding",
    "minContains",
    "maxContains",
];
/// Words that are limits; lower ones first.
pub(super) const LOWER: [&str; 4] = ["minimum", "minLength", "minItems", "minProperties"];
pub(super) const UPPER: [&str; 4] = ["maximum", "maxLength", "maxItems", "maxProperties"];

/// Schemas of one end.
pub(super) struct Merging<'d> {
    pub(super) documents: &'d Documents,
    known: RefCell<HashMap<Vec<usize>, Rc<Schema<'d>>>>,
}

impl<'d> Merging<'d> {
    pub(super) fn new(documents: &'d Documents) -> Self {
        Self { documents, known: RefCell::default() }
    }

    /// What places allow together; nothing if there are none.
    pub(super) fn schema(&self, sum: &Sum<'d>) -> Option<Rc<Schema<'d>>> {
        let key: Vec<usize> = sum.iter().map(|place| place.address()).collect();
        if let Some(known) = self.known.borrow().get(&key) {
            return Some(Rc::clone(known));
        }
        let mut schema = Schema::free(*sum.first()?);
        let mut seen = HashSet::new();
        for place in sum {
            self.take(*place, &mut schema, &mut seen);
        }
        self.settle(&mut schema);
        let schema = Rc::new(schema);
        self.known.borrow_mut().insert(key, Rc::clone(&schema));
        Some(schema)
    }

    /// Takes in one place with all that it leads to.
    fn take(&self, place: Place<'d>, schema: &mut Schema<'d>, seen: &mut HashSet<usize>) {
        if !seen.insert(place.address()) || seen.len() > PARTS_AT_MOST {
            return;
        }
        if place.node.text_of("$ref").is_some() {
            match self.documents.follow(place) {
                Some(target) => self.take(target, schema, seen),
                None => schema.is_unknown = true,
            }
            if !self.documents.has_siblings() {
                return;
            }
        }
        if place.node.truth() == Some(false) {
            schema.is_never = true;
        }
        take_own(place, schema);
        if let Some(parts) = place.node.get("allOf") {
            for part in parts.list() {
                schema.parts.push(place.at(part));
                self.take(place.at(part), schema, seen);
            }
        }
        if place.node.is_true("nullable") {
            schema.null = Some(true);
        }
        for (word, is_exclusive) in [("oneOf", true), ("anyOf", false)] {
            let Some(branches) = place.node.get(word) else { continue };
            let (nulls, branches): (Vec<&Node>, Vec<&Node>) =
                branches.list().iter().partition(|branch| is_null(branch));
            if let [only] = branches[..] {
                // Alternatives to nothing else.
                let own_null = schema.null;
                self.take(place.at(only), schema, seen);
                if !nulls.is_empty() {
                    schema.null = Some(own_null != Some(false));
                }
            } else if !branches.is_empty() {
                if !nulls.is_empty() {
                    schema.null = Some(true);
                }
                let branches = branches.into_iter().map(|branch| place.at(branch)).collect();
                schema.groups.push(Group { is_exclusive, branches });
            }
        }
    }

    /// Brings what was taken in to one form.
    fn settle(&self, schema: &mut Schema<'d>) {
        let groups = std::mem::take(&mut schema.groups);
        for group in groups {
            if schema.kinds.is_none()
                && let Some(kinds) = self.mere_kinds(&group)
            {
                schema.kinds = Some(kinds.0);
                schema.names_kinds = true;
                schema.null = Some(schema.null == Some(true) || kinds.1);
                schema.folded.push(group);
            } else if schema.values.is_none()
                && let Some(values) = self.mere_values(&group)
            {
                schema.values = Some(values);
                schema.folded.push(group);
            } else {
                schema.groups.push(group);
            }
        }
        if schema.kinds.is_none() {
            schema.kinds = implied(schema);
            if schema.kinds.is_some() && schema.null.is_none() {
                schema.null = Some(false);
            }
        }
        if let Some(kinds) = &mut schema.kinds {
            kinds.sort_unstable();
            kinds.dedup();
            if kinds.contains(&Kind::Number) {
                kinds.retain(|kind| *kind != Kind::Integer);
            }
        }
    }

    /// The kinds of alternatives that say nothing else.
    fn mere_kinds(&self, group: &Group<'d>) -> Option<(Vec<Kind>, bool)> {
        let mut kinds = Vec::new();
        let mut null = false;
        for branch in &group.branches {
            let target = self.documents.follow(*branch)?;
            let says_else =
                target.node.entries().iter().any(|(key, _)| !matches!(&**key, "type" | "title" | "nullable"));
            if says_else || target.node.entries().is_empty() {
                return None;
            }
            let (own, is_null) = kinds_of(target.node)?;
            kinds.extend(own);
            null |= is_null || target.node.is_true("nullable");
        }
        Some((kinds, null))
    }

    /// The values of alternatives that say nothing else.
    fn mere_values(&self, group: &Group<'d>) -> Option<Vec<Place<'d>>> {
        let mut values = Vec::new();
        for branch in &group.branches {
            let target = self.documents.follow(*branch)?;
            let says_else =
                target.node.entries().iter().any(|(key, _)| !matches!(&**key, "type" | "title" | "const" | "enum"));
            if says_else {
                return None;
            }
            match (target.get("const"), target.get("enum")) {
                (Some(constant), _) => values.push(constant),
                (None, Some(list)) => values.extend(list.node.list().iter().map(|value| target.at(value))),
                (None, None) => return None,
            }
        }
        Some(values)
    }
}

fn is_null(node: &Node) -> bool {
    let word = node.get("type");
    let of_list = word.is_some_and(|word| matches!(word.list(), [one] if one.text() == Some("null")));
    of_list
        || word.and_then(Node::text) == Some("null")
        || node.get("const").is_some_and(|constant| constant.value == Value::Null)
        || matches!(node.get("enum").map(Node::list), Some([one]) if one.value == Value::Null)
}

/// The kinds that `type` names, and whether null is one; nothing if there are none.
fn kinds_of(node: &Node) -> Option<(Vec<Kind>, bool)> {
    let word = node.get("type")?;
    let words: Vec<&str> = word.text().into_iter().chain(word.list().iter().filter_map(Node::text)).collect();
    if words.is_empty() {
        return None;
    }
    let kinds = words.iter().filter_map(|word| Kind::of(word)).collect();
    Some((kinds, words.contains(&"null")))
}

/// What other words say of the kind.
fn implied(schema: &Schema<'_>) -> Option<Vec<Kind>> {
    let has = |words: &[&str]| words.iter().any(|word| schema.limits.contains_key(word));
    if schema.has_fields() || !matches!(schema.others, Others::Free) {
        return Some(vec![Kind::Object]);
    }
    if !schema.items.is_empty() || has(&["minItems", "maxItems"]) {
        return Some(vec![Kind::List]);
    }
    if schema.pattern.is_some() || has(&["minLength", "maxLength"]) {
        return Some(vec![Kind::Text]);
    }
    let values = schema.values.as_ref()?;
    let kind_of = |place: &Place<'_>| match place.node.value {
        Value::Bool(_) => Some(Kind::Boolean),
        Value::Number(number) if number.fract() == 0.0 => Some(Kind::Integer),
        Value::Number(_) => Some(Kind::Number),
        Value::Text(_) => Some(Kind::Text),
        _ => None,
    };
    values.iter().map(kind_of).collect()
}

/// Takes in what a node says itself.
fn take_own<'d>(place: Place<'d>, schema: &mut Schema<'d>) {
    let node = place.node;
    if let Some((kinds, null)) = kinds_of(node) {
        let null = null || node.is_true("nullable");
        schema.null = Some(null && schema.null != Some(false) || node.is_true("nullable"));
        schema.names_kinds = true;
        schema.kinds = Some(match schema.kinds.take() {
            Some(known) => common(&known, &kinds),
            None => kinds,
        });
    } else if node.is_true("nullable") {
        schema.null = Some(true);
    }
    for (key, value) in node.entries() {
        take_word(key, place.at(value), schema);
    }
    take_limits(place, schema);
    take_fields(place, schema);
    for word in CONDITIONS {
        if let Some(condition) = place.get(word)
            && condition.node.truth() != Some(true)
        {
            schema.conditions.entry(word).or_insert(condition);
        }
    }
}

fn common(old: &[Kind], new: &[Kind]) -> Vec<Kind> {
    let narrower = |one: Kind, other: Kind| if one.is_within(other) { Some(one) } else { None };
    let mut both: Vec<Kind> = Vec::new();
    for one in old {
        for other in new {
            both.extend(narrower(*one, *other).or_else(|| narrower(*other, *one)));
        }
    }
    both
}

fn take_word<'d>(key: &str, value: Place<'d>, schema: &mut Schema<'d>) {
    match key {
        "format" => schema.format = schema.format.or_else(|| value.node.text()),
        "pattern" if value.node.text() != Some("") => schema.pattern = schema.pattern.or(Some(value)),
        "enum" => {
            let listed = value.node.list().iter().filter(|item| item.value != Value::Null).map(|item| value.at(item));
            let listed: Vec<Place<'d>> = listed.collect();
            schema.values = Some(match schema.values.take() {
                Some(known) => {
                    known.into_iter().filter(|one| listed.iter().any(|other| one.node.is_same(other.node))).collect()
                }
                None => listed,
            });
        }
        "const" => {
            schema.values = Some(vec![value]);
            schema.is_constant = true;
        }
        "x-extensible-enum" => schema.extensible = Some(value),
        "uniqueItems" => schema.is_unique |= value.node.truth() == Some(true),
        "default" => schema.default = schema.default.or(Some(value.node)),
        "readOnly" => schema.is_read_only |= value.node.truth() == Some(true),
        "writeOnly" => schema.is_write_only |= value.node.truth() == Some(true),
        "discriminator" => schema.discriminator = schema.discriminator.or(Some(value)),
        "x-stability-level" => schema.stability = value.node.text(),
        "items" if value.node.list().is_empty() => schema.items.push(value),
        _ => {}
    }
}

fn take_limits<'d>(place: Place<'d>, schema: &mut Schema<'d>) {
    let number = |word: &str| Some((place.get(word)?, place.node.get(word)?.number()?));
    let mut tighten = |word: &'static str, limit: Limit<'d>, is_lower: bool| {
        let tighter = |known: &Limit<'d>| limit.is_tighter(known, is_lower);
        if schema.limits.get(word).is_none_or(tighter) {
            schema.limits.insert(word, limit);
        }
    };
    for (words, is_lower) in [(LOWER, true), (UPPER, false)] {
        for word in words {
            if let Some((place, value)) = number(word) {
                tighten(word, Limit { value, is_open: false, place }, is_lower);
            }
        }
    }
    for (word, exclusive, is_lower) in [("minimum", "exclusiveMinimum", true), ("maximum", "exclusiveMaximum", false)] {
        if let Some((place, value)) = number(exclusive) {
            tighten(word, Limit { value, is_open: true, place }, is_lower);
        } else if place.node.is_true(exclusive)
            && let Some((place, value)) = number(word)
        {
            tighten(word, Limit { value, is_open: true, place }, is_lower);
        }
    }
    if let Some((place, value)) = number("multipleOf") {
        schema.limits.insert("multipleOf", Limit { value, is_open: false, place });
    }
}

fn take_fields<'d>(place: Place<'d>, schema: &mut Schema<'d>) {
    for (name, value) in place.get("properties").into_iter().flat_map(|properties| properties.node.entries()) {
        match schema.properties.iter_mut().find(|(known, _)| **known == **name) {
            Some((_, sum)) => sum.push(place.at(value)),
            None => schema.properties.push((name, vec![place.at(value)])),
        }
    }
    for name in place.get("required").into_iter().flat_map(|required| required.node.list()) {
        if let Some(text) = name.text().filter(|text| !text.is_empty() && !schema.requires(text)) {
            schema.required.push((text, place.at(name)));
        }
    }
    let Some(others) = place.get("additionalProperties") else { return };
    schema.others = match (others.node.truth(), schema.others) {
        (_, known @ Others::Refused(_)) => known,
        (Some(false), _) => Others::Refused(others),
        (Some(true), _) => Others::Allowed,
        (None, _) if others.node.entries().is_empty() => Others::Allowed,
        (None, _) => Others::Like(others),
    };
}
