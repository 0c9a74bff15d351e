//! Alternatives (`oneOf`, `anyOf`) and what `allOf` brings in.

use super::{
    super::{
        documents::Place,
        rules::{requests, responses},
        schema::{Group, Schema},
    },
    schemas::{Change, Look, Way},
};
use crate::breaking::Certainty;

impl<'d> Look<'_, 'd> {
    pub(super) fn groups(&mut self) {
        let (old, new) = (self.old, self.new);
        // What one end folds the other may not: then both are looked at as they are written.
        let written = |schema: &'_ Schema<'d>, other: &Schema<'d>| {
            let is_folded = schema.groups.is_empty() && !other.groups.is_empty();
            if is_folded { schema.folded.clone() } else { schema.groups.clone() }
        };
        let (before, after) = (written(old, new), written(new, old));
        for (before, after) in before.iter().zip(&after) {
            self.branches(before, after);
        }
        match (before.first(), after.first()) {
            (None, Some(after)) => self.wrapped(after),
            (Some(before), None) => self.unwrapped(before),
            _ => {}
        }
        self.parts();
    }

    /// Alternatives at both ends.
    fn branches(&mut self, before: &Group<'d>, after: &Group<'d>) {
        let mut gone: Vec<Place<'d>> = Vec::new();
        let mut fresh = after.branches.clone();
        for old in &before.branches {
            match fresh.iter().position(|new| self.stands_for(*old, *new)) {
                Some(at) => {
                    let new = fresh.remove(at);
                    self.descend(name_of(*old), vec![*old], vec![new]);
                }
                None => gone.push(*old),
            }
        }
        // What has no name of its own is known by its place.
        let is_nameless = |place: &Place<'_>| place.node.get("$ref").is_none();
        while let (Some(old), Some(new)) = (gone.iter().position(is_nameless), fresh.iter().position(is_nameless)) {
            if gone.len() != fresh.len() {
                break;
            }
            let (old, new) = (gone.remove(old), fresh.remove(new));
            self.descend(name_of(old), vec![old], vec![new]);
        }
        let shown = |group: &Group<'_>| names(&group.branches);
        let texts = (shown(before), shown(after));
        if self.is_sent() && !gone.is_empty() && !self.are_covered(&gone, after) {
            let places = (gone[0], after.branches.first().copied().unwrap_or(self.new.place));
            let change = Change::new(&requests::ALTERNATIVE_REMOVED, places).detail(names(&gone));
            self.say(change.texts(texts.0, texts.1));
        } else if !self.is_sent() && !fresh.is_empty() {
            let places = (before.branches.first().copied().unwrap_or(self.old.place), fresh[0]);
            let certainty = if after.is_exclusive { Certainty::Definite } else { Certainty::Possible };
            let rule = if after.is_exclusive { &responses::ALTERNATIVE_ADDED } else { &responses::ANY_ADDED };
            let change = Change::new(rule, places).detail(names(&fresh)).at_most(certainty);
            self.say(change.texts(texts.0, texts.1));
        }
    }

    /// Whether two branches are the same at both ends: by name, by title, by what they say.
    fn stands_for(&self, old: Place<'d>, new: Place<'d>) -> bool {
        if let (Some(old), Some(new)) = (reference(old), reference(new)) {
            return old == new;
        }
        let target = |merging: &super::super::merge::Merging<'d>, place| merging.documents.follow(place);
        let (Some(old), Some(new)) = (target(self.merging.0, old), target(self.merging.1, new)) else { return false };
        let title = |place: Place<'d>| place.node.text_of("title");
        old.node.is_same(new.node) || title(old).is_some() && title(old) == title(new)
    }

    /// Whether what is gone is allowed by what remains: a branch whose kinds another has in full.
    fn are_covered(&self, gone: &[Place<'d>], after: &Group<'d>) -> bool {
        gone.iter().all(|place| {
            let Some(old) = self.merging.0.schema(&vec![*place]) else { return false };
            after.branches.iter().any(|branch| {
                let Some(new) = self.merging.1.schema(&vec![*branch]) else { return false };
                is_plain(&new)
                    && new.kinds.as_ref().is_some_and(|may| {
                        old.kinds.as_ref().is_some_and(|could| {
                            could.iter().all(|kind| may.iter().any(|other| kind.is_within(*other)))
                        })
                    })
            })
        })
    }

    /// What was one form is one of several now.
    fn wrapped(&mut self, after: &Group<'d>) {
        let (old, new) = (self.old, self.new);
        if old.is_never || old.kinds.is_none() && !old.has_fields() {
            // Anything was allowed: what else is said of it counts elsewhere.
            if self.is_sent() && new.kinds.is_none() && old.kinds.is_none() {
                let places = (old.place, after.branches[0]);
                let change = Change::new(&requests::ALTERNATIVES_DEMANDED, places).detail(names(&after.branches));
                self.say(change.at_most(Certainty::Likely));
            }
            return;
        }
        let keeps_fields = old.properties.iter().all(|(name, _)| new.property(name).is_some());
        if old.has_fields() && keeps_fields {
            // Alternatives beside what was there: they only demand more.
            if self.is_sent() {
                let places = (old.place, after.branches[0]);
                let change = Change::new(&requests::ALTERNATIVES_DEMANDED, places).detail(names(&after.branches));
                self.say(change.at_most(Certainty::Possible));
            }
            return;
        }
        let places = (old.place, after.branches[0]);
        let detail = names(&after.branches);
        if self.is_sent() {
            if !after.is_exclusive && self.holds(after) {
                return;
            }
            let certainty =
                if old.has_fields() || !self.holds(after) { Certainty::Definite } else { Certainty::Possible };
            self.say(Change::new(&requests::WRAPPED, places).detail(detail).at_most(certainty));
        } else {
            self.say(Change::new(&responses::WRAPPED, places).detail(detail));
        }
    }

    /// Whether one of the alternatives is what was there alone.
    fn holds(&self, after: &Group<'d>) -> bool {
        after.branches.iter().any(|branch| {
            let Some(new) = self.merging.1.schema(&vec![*branch]) else { return false };
            let names = |schema: &Schema<'d>| schema.properties.iter().map(|(name, _)| *name).collect::<Vec<_>>();
            self.old.place.node.is_same(new.place.node)
                || new.kinds == self.old.kinds && names(&new) == names(self.old) && !self.old.has_fields()
        })
    }

    /// What was one of several forms is one form now.
    fn unwrapped(&mut self, before: &Group<'d>) {
        let new = self.new;
        let is_open = new.kinds.is_none() || is_plain(new);
        if !self.is_sent() || is_open {
            return;
        }
        let keeps_fields =
            self.old.has_fields() && self.old.properties.iter().all(|(name, _)| new.property(name).is_some());
        if !keeps_fields {
            let places = (before.branches[0], new.place);
            let change = Change::new(&requests::ALTERNATIVE_REMOVED, places).detail(names(&before.branches));
            self.say(change.at_most(Certainty::Likely));
        }
    }

    /// What `allOf` newly brings in beside what it did.
    fn parts(&mut self) {
        let (old, new) = (self.old, self.new);
        if self.way != Way::Sent || old.parts.is_empty() {
            return;
        }
        let fresh: Vec<Place<'d>> = new.parts.iter().filter(|part| !self.is_known_part(**part)).copied().collect();
        if let Some(first) = fresh.first() {
            let places = (old.place, *first);
            self.say(
                Change::new(&requests::PART_ADDED, places)
                    .detail(names(&fresh))
                    .texts(names(&old.parts), names(&new.parts)),
            );
        }
    }

    /// Whether a part says nothing that was not said before.
    fn is_known_part(&self, part: Place<'d>) -> bool {
        if self.old.parts.iter().any(|old| self.stands_for(*old, part)) {
            return true;
        }
        let Some(schema) = self.merging.1.schema(&vec![part]) else { return true };
        let old = self.old;
        schema.is_unknown
            || schema.properties.iter().all(|(name, _)| old.property(name).is_some())
                && schema.groups.is_empty()
                && schema.conditions.keys().all(|word| old.conditions.contains_key(word))
    }
}

/// Whether a schema says nothing but kinds.
fn is_plain(schema: &Schema<'_>) -> bool {
    schema.values.is_none()
        && schema.limits.is_empty()
        && schema.pattern.is_none()
        && schema.format.is_none()
        && !schema.has_fields()
        && schema.items.is_empty()
        && schema.conditions.is_empty()
}

fn reference(place: Place<'_>) -> Option<&str> {
    place.node.text_of("$ref").map(|reference| reference.rsplit('/').next().unwrap_or(reference))
}

fn name_of(place: Place<'_>) -> String {
    match reference(place).or_else(|| place.node.text_of("title")) {
        Some(name) => name.to_owned(),
        None => place.node.text_of("type").unwrap_or("alternative").to_owned(),
    }
}

fn names(places: &[Place<'_>]) -> String {
    let names: Vec<String> = places.iter().take(8).map(|place| format!("`{}`", name_of(*place))).collect();
    names.join(", ")
}
