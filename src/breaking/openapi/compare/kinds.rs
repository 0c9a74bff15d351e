//! Kinds of values, formats, null, enumerations, constants and patterns.

use super::{
    super::{
        documents::Place,
        rules::{requests, responses},
        schema::{Kind, Schema},
    },
    schemas::{Change, Look, Writing},
};
use crate::breaking::Certainty;

/// Formats that hold all values of others.
const WIDER: [(&str, &str); 9] = [
    ("int32", "int64"),
    ("int32", "bigint"),
    ("int64", "bigint"),
    ("float", "double"),
    ("date", "date-time"),
    ("time", "date-time"),
    ("int8", "int32"),
    ("int16", "int32"),
    ("uint8", "int32"),
];

impl<'d> Look<'_, 'd> {
    pub(super) fn kinds(&mut self) {
        let (old, new) = (self.old, self.new);
        let texts = (old.shown(), new.shown());
        let detail = format!("{} instead of {}", texts.1, texts.0);
        let (could, may) = self.could_and_may();
        if could.is_never {
            return;
        }
        let is_replaced = !may.groups.is_empty() && may.kinds.is_none();
        if let Some(certainty) = refused(could, may, self.writing).filter(|_| !is_replaced) {
            let rule = if self.is_sent() { &requests::TYPE_NARROWED } else { &responses::TYPE_WIDENED };
            let change = Change::new(rule, self.places()).detail(detail).at_most(certainty).texts(texts.0, texts.1);
            self.say(change);
            return;
        }
        if let Some(certainty) = format_refused(could, may) {
            let rule = if self.is_sent() { &requests::FORMAT_CHANGED } else { &responses::FORMAT_CHANGED };
            let shown = |schema: &Schema<'_>| schema.format.unwrap_or("none").to_owned();
            let texts = (shown(old), shown(new));
            let detail = format!("`{}` instead of `{}`", texts.1, texts.0);
            self.say(Change::new(rule, self.places()).detail(detail).at_most(certainty).texts(texts.0, texts.1));
        }
        let (could, may) = self.could_and_may();
        let gains_null = could.null == Some(true) && may.null == Some(false);
        if gains_null {
            let rule = if self.is_sent() { &requests::NULL_REFUSED } else { &responses::NULL_POSSIBLE };
            self.say(Change::new(rule, self.places()).texts(old.shown(), new.shown()));
        }
    }

    pub(super) fn values(&mut self) {
        self.enumeration();
        self.pattern();
        if let (true, Some(old), Some(new)) = (self.is_sent(), self.old.extensible, self.new.extensible) {
            let gone = missing(&each(old), &each(new));
            if !gone.is_empty() {
                self.say(Change::new(&requests::EXTENSIBLE_VALUE_REMOVED, (old, new)).detail(shown(&gone)));
            }
        }
        let is_sent_null = self.new.is_never && !self.old.is_never && self.is_sent();
        if is_sent_null {
            self.say(Change::new(&requests::NOTHING_ALLOWED, self.places()));
        }
        if let (Some(old), Some(new)) = (self.old.discriminator, self.new.discriminator)
            && !old.node.is_same(new.node)
        {
            let rule =
                if self.is_sent() { &requests::DISCRIMINATOR_CHANGED } else { &responses::DISCRIMINATOR_CHANGED };
            self.say(Change::new(rule, (old, new)).texts(old.node.shown(), new.node.shown()));
        }
    }

    fn enumeration(&mut self) {
        let places = self.places();
        let (old, new) = (self.old, self.new);
        match (&old.values, &new.values) {
            (Some(before), Some(after)) => {
                let (gone, fresh) = (missing(before, after), missing(after, before));
                let is_constant = old.is_constant && new.is_constant;
                let places = (before.first().copied().unwrap_or(places.0), after.first().copied().unwrap_or(places.1));
                let texts = (shown(before), shown(after));
                if self.is_sent() && !gone.is_empty() {
                    let rule = if is_constant { &requests::CONSTANT_CHANGED } else { &requests::VALUE_REMOVED };
                    self.say(Change::new(rule, places).detail(shown(&gone)).texts(texts.0, texts.1));
                } else if !self.is_sent() && !fresh.is_empty() {
                    let rule = if old.is_constant { &responses::CONSTANT_CHANGED } else { &responses::VALUE_ADDED };
                    self.say(Change::new(rule, places).detail(shown(&fresh)).texts(texts.0, texts.1));
                }
            }
            (None, Some(after)) if self.is_sent() && !holds_all(old, after) => {
                let places = (places.0, after.first().copied().unwrap_or(places.1));
                self.say(Change::new(&requests::BECAME_ENUM, places).detail(shown(after)).texts("", shown(after)));
            }
            (Some(before), None) if !self.is_sent() && !holds_all(new, before) => {
                let places = (before.first().copied().unwrap_or(places.0), places.1);
                let rule = if old.is_constant { &responses::CONSTANT_REMOVED } else { &responses::ENUM_OPENED };
                self.say(Change::new(rule, places).detail(shown(before)).texts(shown(before), ""));
            }
            _ => {}
        }
    }

    fn pattern(&mut self) {
        if !self.is_sent() {
            return;
        }
        let text = |place: Option<Place<'d>>| place.and_then(|place| place.node.text());
        match (text(self.old.pattern), text(self.new.pattern)) {
            (None, Some(after)) if !allows_all(after) => {
                let places = (self.old.place, self.new.pattern.unwrap_or(self.new.place));
                self.say(Change::new(&requests::PATTERN_ADDED, places).detail(after).texts("", after));
            }
            (Some(before), Some(after)) if before != after && !allows_all(after) => {
                let places = (self.old.place, self.new.pattern.unwrap_or(self.new.place));
                let detail = format!("`{after}` instead of `{before}`");
                self.say(Change::new(&requests::PATTERN_CHANGED, places).detail(detail).texts(before, after));
            }
            _ => {}
        }
    }
}

fn allows_all(pattern: &str) -> bool {
    matches!(pattern, "" | ".*" | "^.*$" | "^.*" | ".*$" | "^" | "$" | "^[\\s\\S]*$" | "[\\s\\S]*")
}

/// Whether a kind could be there that may not, and how sure it is that somebody minds.
fn refused(could: &Schema<'_>, may: &Schema<'_>, writing: Writing) -> Option<Certainty> {
    let allowed = may.kinds.as_ref()?;
    let Some(kinds) = &could.kinds else {
        // Whoever allows anything mostly just did not say.
        let is_sure = may.names_kinds && could.groups.is_empty();
        return Some(if is_sure { Certainty::Definite } else { Certainty::Possible });
    };
    let strange: Vec<&Kind> = kinds.iter().filter(|kind| !allowed.iter().any(|other| kind.is_within(*other))).collect();
    if strange.is_empty() {
        return None;
    }
    // As text everything is a string.
    let is_text = allowed.as_slice() == [Kind::Text]
        || allowed.contains(&Kind::Text) && strange.iter().all(|kind| is_scalar(**kind));
    match writing {
        Writing::Text if is_text => None,
        Writing::Unsaid if is_text => Some(Certainty::Possible),
        _ if strange.iter().all(|kind| **kind == Kind::File) => Some(Certainty::Possible),
        _ => Some(Certainty::Definite),
    }
}

const fn is_scalar(kind: Kind) -> bool {
    matches!(kind, Kind::Boolean | Kind::Integer | Kind::Number | Kind::Text)
}

fn format_refused(could: &Schema<'_>, may: &Schema<'_>) -> Option<Certainty> {
    let format = may.format?;
    if could.format == Some(format) || could.kinds.is_none() || could.values.is_some() {
        return None;
    }
    let is_wider = could.format.is_some_and(|narrow| {
        let is_number = |format: &str| format.starts_with("int") || format.starts_with("uint");
        WIDER.contains(&(narrow, format)) || is_number(narrow) && matches!(format, "double" | "decimal")
    });
    if is_wider { None } else { Some(Certainty::Likely) }
}

/// Whether some values are all that a schema allows.
fn holds_all(schema: &Schema<'_>, values: &[Place<'_>]) -> bool {
    schema.is_only(Kind::Boolean) && values.len() >= 2
}

fn each(list: Place<'_>) -> Vec<Place<'_>> {
    list.node.list().iter().map(|item| list.at(item)).collect()
}

fn missing<'d>(from: &[Place<'d>], to: &[Place<'d>]) -> Vec<Place<'d>> {
    from.iter().filter(|one| !to.iter().any(|other| one.node.is_same(other.node))).copied().collect()
}

fn shown(values: &[Place<'_>]) -> String {
    let words: Vec<String> = values.iter().take(8).map(|value| format!("`{}`", value.node.shown())).collect();
    let more = if values.len() > 8 { ", …" } else { "" };
    format!("{}{more}", words.join(", "))
}
