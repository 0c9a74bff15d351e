//! Properties and items.

use super::{
    super::{
        rules::{requests, responses},
        schema::{Others, Sum},
    },
    schemas::{Change, Look},
};
use crate::breaking::Certainty;

impl<'d> Look<'_, 'd> {
    pub(super) fn fields(&mut self) {
        let (old, new) = (self.old, self.new);
        for (name, before) in &old.properties {
            match new.property(name) {
                Some(after) => self.kept(name, before, after),
                None => self.lost(name, before),
            }
        }
        if self.is_sent() {
            self.demanded();
        }
        self.others();
        if !old.items.is_empty() && !new.items.is_empty() {
            self.descend("items", old.items.clone(), new.items.clone());
        }
    }

    /// A property that both ends have.
    fn kept(&mut self, name: &str, before: &Sum<'d>, after: &Sum<'d>) {
        let (Some(old), Some(new)) = (self.merging.0.schema(before), self.merging.1.schema(after)) else { return };
        let places = (old.place, new.place);
        if self.is_sent() {
            if new.is_read_only {
                if !old.is_read_only && !old.is_unknown {
                    self.say(Change::new(&requests::PROPERTY_READ_ONLY, places).member(name));
                }
                return;
            }
        } else {
            if !new.is_write_only && !old.is_write_only && self.old.requires(name) && !self.new.requires(name) {
                self.say(Change::new(&responses::PROPERTY_OPTIONAL, places).member(name));
            }
            if old.is_write_only && !new.is_write_only && self.new.requires(name) {
                self.say(Change::new(&responses::PROPERTY_NO_LONGER_WRITE_ONLY, places).member(name));
            }
            if new.is_write_only {
                if !old.is_write_only && self.old.requires(name) && !old.is_unknown {
                    self.say(Change::new(&responses::PROPERTY_WRITE_ONLY, places).member(name));
                }
                return;
            }
        }
        if readiness(new.stability) < readiness(old.stability) {
            let rule = if self.is_sent() { &requests::PROPERTY_UNSTABLE } else { &responses::PROPERTY_UNSTABLE };
            let detail = new.stability.unwrap_or("stable");
            self.say(Change::new(rule, places).member(name).detail(detail));
        }
        self.descend(name, before.clone(), after.clone());
    }

    /// A property that is gone.
    fn lost(&mut self, name: &str, before: &Sum<'d>) {
        let Some(old) = self.merging.0.schema(before) else { return };
        let places = (old.place, self.new.place);
        let text = old.shown();
        if self.is_sent() {
            if !old.is_read_only {
                let is_refused = matches!(self.new.others, Others::Refused(_));
                let certainty = if is_refused { Certainty::Likely } else { Certainty::Possible };
                let rule = if is_refused { &requests::PROPERTY_REFUSED } else { &requests::PROPERTY_REMOVED };
                self.say(Change::new(rule, places).member(name).at_most(certainty).texts(text, ""));
            }
        } else if !old.is_write_only {
            let is_required = self.old.requires(name);
            let rule = if is_required { &responses::REQUIRED_PROPERTY_REMOVED } else { &responses::PROPERTY_REMOVED };
            self.say(Change::new(rule, places).member(name).texts(text, ""));
        }
    }

    /// Properties that callers have to send now.
    fn demanded(&mut self) {
        for (name, place) in &self.new.required {
            if self.old.requires(name) {
                continue;
            }
            let after = self.new.property(name).and_then(|sum| self.merging.1.schema(sum));
            if after.as_ref().is_some_and(|schema| schema.is_read_only) {
                continue;
            }
            let before = self.old.property(name).and_then(|sum| self.merging.0.schema(sum));
            let was_read_only = before.as_ref().is_some_and(|schema| schema.is_read_only);
            let rule = match before {
                Some(_) if !was_read_only => &requests::PROPERTY_REQUIRED,
                _ => &requests::REQUIRED_PROPERTY_ADDED,
            };
            let old = before.map_or(self.old.place, |schema| schema.place);
            let new = after.as_ref().map_or(*place, |schema| schema.place);
            let detail = match after.as_ref().and_then(|schema| schema.default) {
                Some(default) => format!("; left out, it is `{}`", default.shown()),
                None => String::new(),
            };
            // What is not described may be a slip.
            let certainty = if after.is_some() { Certainty::Definite } else { Certainty::Possible };
            let text = after.map_or(String::new(), |schema| schema.shown());
            let change = Change::new(rule, (old, new)).member(name).detail(detail).texts("", text);
            self.changes.push(change.at_most(certainty));
        }
        // What only could be read before has to be sent now.
        for (name, before) in &self.old.properties {
            let Some(after) = self.new.property(name).filter(|_| self.old.requires(name) && self.new.requires(name))
            else {
                continue;
            };
            let (Some(old), Some(new)) = (self.merging.0.schema(before), self.merging.1.schema(after)) else {
                continue;
            };
            if old.is_read_only && !new.is_read_only && !new.is_unknown {
                let change = Change::new(&requests::PROPERTY_REQUIRED, (old.place, new.place)).member(name);
                self.changes.push(change.at_most(Certainty::Possible));
            }
        }
    }

    /// Properties that are not named.
    fn others(&mut self) {
        let places = self.places();
        match (self.old.others, self.new.others) {
            (Others::Like(old), Others::Like(new)) => self.descend("additionalProperties", vec![old], vec![new]),
            (Others::Free, Others::Refused(new)) if self.is_sent() => {
                let change = Change::new(&requests::OTHERS_REFUSED, (places.0, new)).at_most(Certainty::Possible);
                self.say(change);
            }
            (Others::Allowed, Others::Refused(new)) if self.is_sent() => {
                self.say(Change::new(&requests::OTHERS_REFUSED, (places.0, new)));
            }
            (Others::Like(old), Others::Refused(new)) if self.is_sent() => {
                self.say(Change::new(&requests::OTHERS_REFUSED, (old, new)));
            }
            (Others::Refused(old), Others::Free | Others::Allowed | Others::Like(_)) if !self.is_sent() => {
                self.say(Change::new(&responses::OTHERS_ALLOWED, (old, places.1)));
            }
            _ => {}
        }
    }
}

/// How far something is said to be ready.
pub(super) fn readiness(word: Option<&str>) -> u8 {
    match word {
        Some("draft") => 0,
        Some("alpha") => 1,
        Some("beta") => 2,
        _ => 3,
    }
}
