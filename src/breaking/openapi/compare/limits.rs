//! Limits: how big, long and many values may be.

use super::{
    super::{
        merge::{LOWER, UPPER},
        rules::{requests, responses},
        schema::Limit,
    },
    schemas::{Change, Look},
};
use crate::breaking::Certainty;

impl Look<'_, '_> {
    pub(super) fn limits(&mut self) {
        for word in LOWER {
            self.limit(word, true);
        }
        for word in UPPER {
            self.limit(word, false);
        }
        self.step();
        if self.is_sent() && self.new.is_unique && !self.old.is_unique {
            self.say(
                Change::new(&requests::LIMIT_SET, self.places()).detail("`uniqueItems`").texts("", "uniqueItems: true"),
            );
        }
    }

    fn limit(&mut self, word: &str, is_lower: bool) {
        let (old, new) = (self.old.limits.get(word).copied(), self.new.limits.get(word).copied());
        // No value has less than nothing.
        let counts = |limit: &Limit<'_>| !(is_lower && word != "minimum" && limit.value <= 0.0);
        let (old, new) = (old.filter(counts), new.filter(counts));
        let tighter = |one: Limit<'_>, other: Limit<'_>| one.is_tighter(&other, is_lower);
        let shown = |limit: Option<Limit<'_>>| limit.map_or(String::new(), |limit| format!("{word}: {}", say(limit)));
        let texts = (shown(old), shown(new));
        let places = (old.map_or(self.old.place, |old| old.place), new.map_or(self.new.place, |new| new.place));
        let detail = match (old, new) {
            (Some(old), Some(new)) => format!("`{word}` is {} instead of {}", say(new), say(old)),
            (None, Some(new)) => format!("`{word}` is {}", say(new)),
            (Some(old), None) => format!("`{word}` was {}", say(old)),
            (None, None) => return,
        };
        // A text that had no shortest length had nothing as its shortest.
        let is_counted = word == "minLength";
        let (rule, at_most) = match (self.is_sent(), old, new) {
            (true, Some(old), Some(new)) if tighter(new, old) => (&requests::LIMIT_TIGHTENED, Certainty::Definite),
            (true, None, Some(_)) if is_counted => (&requests::LIMIT_TIGHTENED, Certainty::Likely),
            (true, None, Some(_)) => (&requests::LIMIT_SET, Certainty::Possible),
            (false, Some(old), Some(new)) if tighter(old, new) => {
                let is_firm = !matches!(word, "maxItems" | "minProperties" | "maxProperties");
                (&responses::LIMIT_LOOSENED, if is_firm { Certainty::Definite } else { Certainty::Possible })
            }
            (false, Some(_), None) if matches!(word, "minLength" | "minItems" | "maxLength") => {
                (&responses::LIMIT_LOOSENED, Certainty::Likely)
            }
            (false, Some(_), None) => (&responses::LIMIT_UNSET, Certainty::Possible),
            _ => return,
        };
        self.say(Change::new(rule, places).detail(detail).at_most(at_most).texts(texts.0, texts.1));
    }

    /// Numbers that must be multiples of another.
    fn step(&mut self) {
        let (Some(new), true) = (self.new.limits.get("multipleOf").copied(), self.is_sent()) else { return };
        let old = self.old.limits.get("multipleOf").copied();
        let is_finer = old.is_some_and(|old| new.value != 0.0 && (old.value / new.value).fract() == 0.0);
        if !is_finer {
            let places = (old.map_or(self.old.place, |old| old.place), new.place);
            let detail = format!("`multipleOf` is {}", new.value);
            self.say(Change::new(&requests::LIMIT_SET, places).detail(detail));
        }
    }
}

fn say(limit: Limit<'_>) -> String {
    if limit.is_open { format!("{} (excluded)", limit.value) } else { limit.value.to_string() }
}
