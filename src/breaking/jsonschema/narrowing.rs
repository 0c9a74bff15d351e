//! Two schemas: what the old one took, and the new one refuses.

use std::collections::BTreeSet;

use serde_json::Value;

use super::flat::Flat;
use super::rules;
use super::view::{Located, View};
use crate::breaking::{Certainty, Draft, Rule, Spot};

/// Properties of properties that are followed.
const DEEPEST: usize = 32;
/// Schemas that are compared for one file.
const COMPARED_AT_MOST: usize = 20_000;

/// A comparison of documents.
pub(super) struct Narrowing<'a, 'b> {
    pub(super) old: &'a View<'a, 'b>,
    pub(super) new: &'a View<'a, 'b>,
    pub(super) found: Vec<Draft>,
    /// Pairs that were compared: definitions may refer to themselves.
    seen: BTreeSet<(String, String)>,
    compared: usize,
    /// How many findings are surer than possible.
    firm: usize,
}

/// Lower and upper bounds, and what they are of.
const BOUNDS: [(&str, bool); 10] = [
    ("minimum", true),
    ("exclusiveMinimum", true),
    ("minLength", true),
    ("minItems", true),
    ("minProperties", true),
    ("maximum", false),
    ("exclusiveMaximum", false),
    ("maxLength", false),
    ("maxItems", false),
    ("maxProperties", false),
];

impl<'a, 'b> Narrowing<'a, 'b> {
    pub(super) fn new(old: &'a View<'a, 'b>, new: &'a View<'a, 'b>) -> Self {
        Self { old, new, found: Vec::new(), seen: BTreeSet::new(), compared: 0, firm: 0 }
    }

    fn say(&mut self, rule: &'static Rule, symbol: &str, spots: (Option<Spot>, Option<Spot>), detail: &str) {
        self.say_at_most(rule, symbol, spots, (detail, rule.certainty));
    }

    fn say_at_most(
        &mut self,
        rule: &'static Rule,
        symbol: &str,
        (old, new): (Option<Spot>, Option<Spot>),
        (detail, certainty): (&str, Certainty),
    ) {
        self.firm += usize::from(certainty.min(rule.certainty) > Certainty::Possible);
        let mut draft = Draft::new(rule, symbol).detail(detail).at_most(certainty);
        if let Some(old) = old {
            draft = draft.old(old);
        }
        if let Some(new) = new {
            draft = draft.new_at(new);
        }
        self.found.push(draft);
    }

    /// Compares two schemas that stand for each other.
    pub(super) fn compare(&mut self, name: &str, before: &Located, after: &Located, depth: usize) {
        let place = |schema: &Located| format!("{}#{}", schema.file.path, schema.at.join("/"));
        self.compared += 1;
        if depth > DEEPEST || self.compared > COMPARED_AT_MOST || !self.seen.insert((place(before), place(after))) {
            return;
        }
        let (old, new) = (Flat::of(self.old, before), Flat::of(self.new, after));
        let here = |word: &str| (Some(before.spot(word)), Some(after.spot(word)));
        if new.is_false && !old.is_false {
            return self.say(&rules::NOTHING_TAKEN, name, here(""), "");
        }
        if old.is_false || new.is_open && !old.is_open {
            return;
        }
        let is_branched = self.branches(name, (&old, before), (&new, after), depth);
        self.types(name, (&old, before), (&new, after), is_branched);
        self.values(name, (&old, before), (&new, after));
        self.bounds(name, (&old, before), (&new, after));
        self.object(name, (&old, before), (&new, after), depth);
        self.items(name, (&old, before), (&new, after), depth);
    }

    fn types(
        &mut self,
        name: &str,
        (old, before): (&Flat, &Located),
        (new, after): (&Flat, &Located),
        is_branched: bool,
    ) {
        let Some(now) = new.types() else { return };
        let takes = |of: &str| now.iter().any(|one| one == of || one == "number" && of == "integer");
        let of_value = |value: &Value| match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let spots = (Some(before.spot("type")), Some(after.spot("type")));
        match (old.types(), old.values()) {
            // Listed values say more than types.
            (_, Some(values)) if values.iter().all(|value| takes(of_value(value))) => {}
            (Some(was), _) => {
                let lost: Vec<&str> = was.iter().filter(|of| !takes(of)).map(String::as_str).collect();
                if !lost.is_empty() {
                    let detail = format!("{} instead of {}", now.join(" or "), was.join(" or "));
                    self.say(&rules::TYPE_NARROWED, name, spots, &detail);
                }
            }
            (None, _) if old.words.contains_key("anyOf") || old.words.contains_key("oneOf") || is_branched => {}
            // Keywords of one type alone meant that type.
            (None, _) => {
                let means = |word: &str, of: &str| old.words.contains_key(word) && now.iter().any(|one| one == of);
                let is_meant = means("properties", "object") || means("items", "array") || means("pattern", "string");
                let certainty = if is_meant { Certainty::Possible } else { Certainty::Likely };
                let detail = format!("{} alone", now.join(" or "));
                self.say_at_most(&rules::TYPE_NARROWED, name, spots, (&detail, certainty));
            }
        }
    }

    fn values(&mut self, name: &str, (old, before): (&Flat, &Located), (new, after): (&Flat, &Located)) {
        let Some(now) = new.values() else { return };
        let word = if new.words.contains_key("const") { "const" } else { "enum" };
        let shown = |values: &[&Value]| values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        // One and the same number may be written with a fraction.
        let is_same = |one: &Value, other: &Value| {
            one == other || one.is_number() && other.is_number() && one.as_f64() == other.as_f64()
        };
        match old.values() {
            // Alternatives are told one by one.
            Some(_) if !old.lists_values() && !new.lists_values() => {}
            Some(was) => {
                let is_lost = |value: &&Value| !now.iter().any(|other| is_same(value, other));
                let lost: Vec<&Value> = was.iter().filter(is_lost).collect();
                if !lost.is_empty() {
                    let spots = (Some(before.spot("enum")), Some(after.spot(word)));
                    self.say(&rules::VALUES_NARROWED, name, spots, &shown(&lost));
                }
            }
            // Alternatives are told as such.
            None if !new.lists_values() => {}
            None if old.types().is_some_and(|types| types == ["boolean"]) && now.len() == 2 => {}
            None => {
                let spots = (Some(before.spot("type")), Some(after.spot(word)));
                let detail = format!("anything but {}", shown(&now.iter().collect::<Vec<_>>()));
                self.say(&rules::VALUES_NARROWED, name, spots, &detail);
            }
        }
    }

    fn bounds(&mut self, name: &str, (old, before): (&Flat, &Located), (new, after): (&Flat, &Located)) {
        for (word, is_lower) in BOUNDS {
            let Some((now, at)) = new.number(word, is_lower) else { continue };
            // Of whole numbers an open bound is the closed one beside it.
            if old.types().is_some_and(|types| types == ["integer"])
                && word.ends_with("imum")
                && let (Some(was), Some(is)) = (old.whole_bound(is_lower), new.whole_bound(is_lower))
                && (if is_lower { is <= was } else { is >= was })
            {
                continue;
            }
            let was = old.number(word, is_lower).map(|(was, _)| was);
            let is_trivial = is_lower && now <= 0.0 && !word.ends_with("imum");
            let narrows = was.map_or(!is_trivial, |was| if is_lower { now > was } else { now < was });
            // An open and a closed bound may say the same.
            let other = match word {
                "minimum" => "exclusiveMinimum",
                "maximum" => "exclusiveMaximum",
                "exclusiveMinimum" => "minimum",
                "exclusiveMaximum" => "maximum",
                _ => "",
            };
            let is_kept = old.number(other, is_lower).is_some_and(|(was, _)| {
                let is_beyond = if is_lower { was > now } else { was < now };
                is_beyond || !word.starts_with("exclusive") && (was - now).abs() < f64::EPSILON
            });
            if narrows && !(was.is_none() && is_kept) {
                let detail = match was {
                    Some(was) => format!("`{word}` is {now} instead of {was}"),
                    None => format!("`{word}` is {now}"),
                };
                self.say(&rules::BOUND_NARROWED, name, (Some(before.spot(word)), Some(at.spot(word))), &detail);
            }
        }
        let is_true = |flat: &Flat, word: &str| flat.word(word).is_some_and(|(value, _)| *value == Value::Bool(true));
        if is_true(new, "uniqueItems") && !is_true(old, "uniqueItems") {
            let spots = (Some(before.spot("")), Some(after.spot("uniqueItems")));
            self.say(&rules::BOUND_NARROWED, name, spots, "items must differ");
        }
        if let Some((now, _)) = new.number("multipleOf", true) {
            let was = old.number("multipleOf", true).map(|(was, _)| was);
            let is_near = |one: f64, other: f64| (one - other).abs() < f64::EPSILON;
            let still = was.is_some_and(|was| now > 0.0 && is_near((was / now).fract(), 0.0));
            let is_whole = is_near(now, 1.0) && old.types().is_some_and(|types| types == ["integer"]);
            if !still && !is_whole {
                let detail = format!("`multipleOf` is {now}");
                let spots = (Some(before.spot("multipleOf")), Some(after.spot("multipleOf")));
                self.say(&rules::BOUND_NARROWED, name, spots, &detail);
            }
        }
        for (word, certainty) in [("pattern", Certainty::Likely), ("format", Certainty::Possible)] {
            let Some((Value::String(now), _)) = new.word(word) else { continue };
            let was = old.word(word).and_then(|(was, _)| was.as_str());
            if was != Some(now) {
                // An expression that holds the old one may be wider.
                let grew = was.is_some_and(|was| now.contains(was.trim_matches(['^', '$'])));
                let certainty = if grew { Certainty::Possible } else { certainty };
                let detail = format!("`{word}` is `{now}`");
                let spots = (Some(before.spot(word)), Some(after.spot(word)));
                self.say_at_most(&rules::PATTERN_CHANGED, name, spots, (&detail, certainty));
            }
        }
    }

    fn object(&mut self, name: &str, (old, before): (&Flat, &Located), (new, after): (&Flat, &Located), depth: usize) {
        let was: Vec<String> = old.required().into_iter().map(|(name, _)| name).collect();
        for (property, at) in new.required() {
            if !was.contains(&property) {
                let symbol = format!("{name}.{property}");
                let spots = (Some(before.spot("required")), Some(at.spot("required")));
                self.say(&rules::REQUIRED_ADDED, &symbol, spots, "");
            }
        }
        if let Some(at) = new.closed()
            && old.closed().is_none()
            && !old.words.contains_key("unevaluatedProperties")
            && (old.words.contains_key("properties")
                || old.types().is_none_or(|types| types.iter().any(|of| of == "object")))
        {
            let allows = old.word("additionalProperties").is_none_or(|(value, _)| *value != Value::Bool(false));
            if allows {
                let spots = (Some(before.spot("additionalProperties")), Some(at.spot("additionalProperties")));
                self.say(&rules::CLOSED, name, spots, "");
            }
        }
        for property in old.properties() {
            let symbol = format!("{name}.{property}");
            let Some(had) = old.property(&property) else { continue };
            match new.property(&property) {
                Some(has) => self.compare(&symbol, &had, &has, depth + 1),
                None if had.schema == Value::Bool(false) => {}
                None => {
                    let has_patterns = new.words.contains_key("patternProperties");
                    let is_refused = new.closed().is_some() && !has_patterns;
                    let certainty = if is_refused { Certainty::Definite } else { Certainty::Possible };
                    let spots = (Some(had.spot("")), Some(after.spot("properties")));
                    let detail = if is_refused { ", and documents that have it are refused" } else { "" };
                    self.say_at_most(&rules::PROPERTY_REMOVED, &symbol, spots, (detail, certainty));
                }
            }
        }
        for word in ["additionalProperties", "propertyNames", "unevaluatedProperties"] {
            let child =
                |flat: &Flat| flat.word(word).and_then(|(_, at)| at.child(word)).filter(|at| at.schema.is_object());
            match (child(old), child(new)) {
                (Some(had), Some(has)) => self.compare(&format!("{name}.{word}"), &had, &has, depth + 1),
                (None, Some(has))
                    if old.closed().is_none() && has.schema.as_object().is_some_and(|words| !words.is_empty()) =>
                {
                    let spots = (Some(before.spot(word)), Some(after.spot(word)));
                    self.say_at_most(&rules::CLOSED, name, spots, ("", Certainty::Possible));
                }
                _ => {}
            }
        }
        self.patterns(name, old, new, depth);
        self.conditions(name, (old, before), new);
    }

    /// Properties whose names follow a pattern.
    fn patterns(&mut self, name: &str, old: &Flat, new: &Flat, depth: usize) {
        let under = |flat: &Flat| flat.word("patternProperties").and_then(|(_, at)| at.child("patternProperties"));
        let (Some(had), Some(has)) = (under(old), under(new)) else { return };
        for pattern in had.schema.as_object().into_iter().flatten().map(|(pattern, _)| pattern) {
            if let (Some(had), Some(has)) = (had.child(pattern), has.child(pattern)) {
                self.compare(&format!("{name}.{pattern}"), &had, &has, depth + 1);
            }
        }
    }

    /// What must hold besides: new conditions refuse more, other ones perhaps.
    fn conditions(&mut self, name: &str, (old, before): (&Flat, &Located), new: &Flat) {
        let words = ["dependentRequired", "dependencies", "dependentSchemas", "not", "if", "contains", "propertyNames"];
        for word in words {
            let Some((now, at)) = new.word(word) else { continue };
            // What two newer words say was one.
            let newer = ["dependentRequired", "dependentSchemas"].into_iter().filter(|_| word == "dependencies");
            let older = Some("dependencies").filter(|_| word.starts_with("dependent"));
            let was = std::iter::once(word).chain(older).chain(newer).find_map(|word| old.word(word));
            if was.is_some_and(|(was, _)| was == now || word == "propertyNames") || says_nothing(word, now, new) {
                continue;
            }
            let certainty = if was.is_some() { Certainty::Possible } else { Certainty::Likely };
            let spots = (Some(before.spot(word)), Some(at.spot(word)));
            self.say_at_most(&rules::CONDITION_CHANGED, name, spots, (&format!("`{word}`"), certainty));
        }
    }

    fn items(&mut self, name: &str, (old, before): (&Flat, &Located), (new, _): (&Flat, &Located), depth: usize) {
        let under = |flat: &Flat, word: &str| flat.word(word).and_then(|(_, at)| at.child(word));
        if let (Some(had), Some(has)) = (under(old, "items"), under(new, "items")) {
            match (&had.schema, &has.schema) {
                (Value::Array(before), Value::Array(now)) => {
                    for index in 0..before.len().min(now.len()) {
                        let index = index.to_string();
                        if let (Some(had), Some(has)) = (had.child(&index), has.child(&index)) {
                            self.compare(&format!("{name}.items"), &had, &has, depth + 1);
                        }
                    }
                }
                (Value::Array(_), _) | (_, Value::Array(_)) => {}
                _ => self.compare(&format!("{name}.items"), &had, &has, depth + 1),
            }
        } else if let Some(has) =
            under(new, "items").filter(|has| has.schema.as_object().is_some_and(|words| !words.is_empty()))
            && old.types().is_none_or(|types| types.iter().any(|of| of == "array"))
            && !old.words.contains_key("prefixItems")
        {
            let certainty = if old.types().is_some() { Certainty::Likely } else { Certainty::Possible };
            let spots = (None, Some(has.spot("")));
            self.say_at_most(&rules::TYPE_NARROWED, &format!("{name}.items"), spots, ("what `items` says", certainty));
        }
        if let Some(at) = new.ends_list().filter(|_| old.ends_list().is_none()) {
            let spots = (Some(before.spot("items")), Some(at.spot("items")));
            self.say(&rules::BOUND_NARROWED, name, spots, "no more items than those that are listed");
        }
        if let (Some(had), Some(has)) = (under(old, "prefixItems"), under(new, "prefixItems")) {
            for index in 0..had.schema.as_array().map_or(0, Vec::len) {
                let index = index.to_string();
                if let (Some(had), Some(has)) = (had.child(&index), has.child(&index)) {
                    self.compare(&format!("{name}.items"), &had, &has, depth + 1);
                }
            }
        }
    }

    /// Alternatives: each old one must be taken by a new one. Says whether there are any on either side.
    fn branches(
        &mut self,
        name: &str,
        (old, before): (&Flat, &Located),
        (new, after): (&Flat, &Located),
        depth: usize,
    ) -> bool {
        let of = |flat: &Flat| -> Vec<Located> {
            let words = ["oneOf", "anyOf"].into_iter().filter_map(|word| {
                let (list, at) = flat.word(word)?;
                let list = list.as_array()?.len();
                let at = at.child(word)?;
                Some((0..list).filter_map(move |index| at.child(&index.to_string())))
            });
            words.flatten().collect()
        };
        let (was, now) = (of(old), of(new));
        if now.is_empty() {
            return !was.is_empty() && self.alternatives_merged(name, &was, (new, after));
        }
        if was.is_empty() {
            // One schema became several: one of them must take all that it took.
            if !now.iter().any(|branch| self.takes(before, branch, depth)) {
                let spots = (Some(before.spot("")), Some(after.spot("oneOf")));
                self.say(&rules::ALTERNATIVES_ADDED, name, spots, "");
            }
            return true;
        }
        for (index, branch) in was.iter().enumerate() {
            if now.iter().any(|other| self.takes(branch, other, depth)) {
                continue;
            }
            // The one at its place, or of its title, if there are as many: what differs in it is told.
            let title = |schema: &Located| schema.schema.get("title").cloned();
            let same = now.iter().find(|other| title(branch).is_some() && title(other) == title(branch));
            let spots = (Some(branch.spot("")), Some(after.spot("oneOf")));
            match same.or_else(|| now.get(index).filter(|_| now.len() == was.len())) {
                Some(other) => self.compare(name, branch, other, depth + 1),
                None => self.say(&rules::ALTERNATIVE_REMOVED, name, spots, &index.to_string()),
            }
        }
        true
    }

    /// Alternatives that became one schema: of its types at most.
    fn alternatives_merged(&mut self, name: &str, was: &[Located], (new, after): (&Flat, &Located)) -> bool {
        let Some(now) = new.types() else { return true };
        for branch in was {
            let lost = Flat::of(self.old, branch).types().is_some_and(|types| {
                let takes = |of: &String| now.iter().any(|one| one == of || one == "number" && of == "integer");
                !types.iter().all(takes)
            });
            if lost {
                let spots = (Some(branch.spot("")), Some(after.spot("type")));
                self.say(&rules::ALTERNATIVE_REMOVED, name, spots, "");
            }
        }
        true
    }

    /// Whether a schema takes all that another took, as far as one can tell.
    fn takes(&self, before: &Located, after: &Located, depth: usize) -> bool {
        if before.schema == after.schema && before.schema.get("$ref").is_none() {
            return true;
        }
        let mut trial = Narrowing::new(self.old, self.new);
        trial.compared = self.compared + COMPARED_AT_MOST / 20;
        trial.compare("", before, after, depth + 1);
        trial.firm == 0
    }
}

/// Whether a condition holds for all.
fn says_nothing(word: &str, now: &Value, new: &Flat) -> bool {
    let is_empty = match now {
        Value::Object(words) => words.is_empty() && word != "not",
        Value::Bool(takes) => *takes == (word != "not"),
        _ => false,
    };
    is_empty || word == "if" && !new.words.contains_key("then") && !new.words.contains_key("else")
}
