//! Parameters of operations.

use super::{
    super::{
        api::Parameter,
        documents::Place,
        model::Node,
        rules::messages as rules,
        schema::{Kind, Sum},
    },
    bodies::writing_of,
    findings::Use,
    operations::{Both, Comparison},
    schemas::{Way, Writing},
};
use crate::breaking::Certainty;

impl<'d> Comparison<'_, 'd> {
    pub(super) fn parameters(&mut self, both: Both<'d>) {
        let (old, new) = (both.old, both.new);
        let (old_names, new_names) = (old.path_names(), new.path_names());
        // Nobody can name what stands in a path but by its place.
        let is_same = |before: &Parameter<'_>, after: &Parameter<'_>| {
            if before.within != after.within {
                return false;
            }
            let place = |names: &[&str], name: &str| names.iter().position(|known| *known == name);
            match (before.within, place(&old_names, before.name), place(&new_names, after.name)) {
                ("path", Some(before), Some(after)) => before == after,
                ("header", ..) => before.name.eq_ignore_ascii_case(after.name),
                _ => before.name == after.name,
            }
        };
        for before in &old.parameters {
            match new.parameters.iter().find(|after| is_same(before, after)) {
                Some(after) => self.parameter(both, before, after),
                None => self.parameter_removed(both, before),
            }
        }
        for after in &new.parameters {
            if !old.parameters.iter().any(|before| is_same(before, after)) {
                self.parameter_added(both, after, &old_names);
            }
        }
    }

    fn parameter_removed(&mut self, both: Both<'d>, old: &Parameter<'d>) {
        let moved = both.new.parameters.iter().find(|new| {
            new.name == old.name
                && !both.old.parameters.iter().any(|other| other.within == new.within && other.name == new.name)
        });
        let symbol = symbol(both, old);
        let (rule, place, detail) = match moved {
            Some(new) => (&rules::PARAMETER_MOVED, new.place, format!("`{}` instead of `{}`", new.within, old.within)),
            None => (&rules::PARAMETER_REMOVED, both.new.place, String::new()),
        };
        if old.within == "path" && moved.is_none() {
            return;
        }
        drop(self.findings.say(rule, &symbol, (old.place, Some(place))).detail(detail).at_most(both.at_most));
    }

    fn parameter_added(&mut self, both: Both<'d>, new: &Parameter<'d>, old_names: &[&str]) {
        let is_known = both.old.parameters.iter().any(|old| old.name == new.name) && !new.is_required;
        let is_standard = new.within == "header"
            && ["accept", "content-type", "authorization"].iter().any(|name| new.name.eq_ignore_ascii_case(name));
        if !new.is_required || is_known || is_standard {
            return;
        }
        let symbol = symbol(both, new);
        let default =
            new.schema.and_then(|schema| self.schemas.new.schema(&vec![schema])).and_then(|schema| schema.default);
        let detail = default.map_or(String::new(), |default| format!("; left out, it is `{}`", default.shown()));
        // It stood in the path all along.
        let was_there = new.within == "path" && both.new.path_names().contains(&new.name) && !old_names.is_empty();
        let certainty = if was_there { Certainty::Possible } else { both.at_most };
        let saying = self.findings.say(&rules::REQUIRED_PARAMETER_ADDED, &symbol, (both.old.place, Some(new.place)));
        drop(saying.detail(detail).at_most(certainty).texts("", &format!("{} in {}", new.name, new.within)));
    }

    fn parameter(&mut self, both: Both<'d>, old: &Parameter<'d>, new: &Parameter<'d>) {
        let symbol = symbol(both, old);
        let places = (old.place, Some(new.place));
        if new.is_required && !old.is_required {
            drop(self.findings.say(&rules::PARAMETER_REQUIRED, &symbol, places).at_most(both.at_most));
        }
        let schemas = (old.schema.map(|schema| vec![schema]), new.schema.map(|schema| vec![schema]));
        let (Some(before), Some(after)) = schemas else { return };
        self.default(both, &symbol, places, (&before, &after));
        let is_list = |sum: &Sum<'d>, old: bool| {
            let schema = if old { self.schemas.old.schema(sum) } else { self.schemas.new.schema(sum) };
            schema.is_some_and(|schema| {
                schema
                    .kinds
                    .as_ref()
                    .is_some_and(|kinds| kinds.iter().any(|kind| matches!(kind, Kind::List | Kind::Object)))
            })
        };
        if old.media != new.media || old.style != new.style && is_list(&before, true) && is_list(&after, false) {
            let shown = |parameter: &Parameter<'d>| parameter.media.map_or(parameter.style.clone(), ToOwned::to_owned);
            let (was, is) = (shown(old), shown(new));
            let saying =
                self.findings.say(&rules::PARAMETER_SERIALIZATION_CHANGED, &symbol, places).at_most(both.at_most);
            drop(saying.detail(format!("`{is}` instead of `{was}`")).texts(&was, &is));
        }
        let writing = new.media.map_or(Writing::Text, writing_of);
        let after = self.as_one(&before, after, &new.style);
        let pair = self.schemas.pair(before, after, Way::Sent, writing);
        self.findings.uses.push(Use { symbol, pair, at_most: both.at_most });
    }

    /// A list that is written as its only item takes the place of that.
    fn as_one(&self, before: &Sum<'d>, after: Sum<'d>, style: &str) -> Sum<'d> {
        let (Some(old), Some(new)) = (self.schemas.old.schema(before), self.schemas.new.schema(&after)) else {
            return after;
        };
        let was_one =
            old.kinds.as_ref().is_some_and(|kinds| !kinds.contains(&Kind::List) && !kinds.contains(&Kind::Object));
        let takes_one = !new.limits.get("minItems").is_some_and(|limit| limit.value > 1.0);
        if was_one && new.is_only(Kind::List) && takes_one && style == "form exploded" && !new.items.is_empty() {
            new.items.clone()
        } else {
            after
        }
    }

    /// What is taken where a parameter is left out.
    fn default(
        &mut self,
        both: Both<'d>,
        symbol: &str,
        places: (Place<'d>, Option<Place<'d>>),
        sums: (&Sum<'d>, &Sum<'d>),
    ) {
        let (Some(old), Some(new)) = (self.schemas.old.schema(sums.0), self.schemas.new.schema(sums.1)) else { return };
        if old.is_unknown || new.is_unknown {
            return;
        }
        let is_same = match (old.default, new.default) {
            (Some(old), Some(new)) => old.is_same(new),
            (None, None) => true,
            _ => false,
        };
        if is_same {
            return;
        }
        let shown = |default: Option<&Node>| default.map_or("none".to_owned(), Node::shown);
        let (was, is) = (shown(old.default), shown(new.default));
        let saying = self.findings.say(&rules::PARAMETER_DEFAULT_CHANGED, symbol, places).at_most(both.at_most);
        drop(saying.detail(format!("`{is}` instead of `{was}`")).texts(&was, &is));
    }
}

fn symbol(both: Both<'_>, parameter: &Parameter<'_>) -> String {
    format!("{} {} {}", both.old.name(), parameter.within, parameter.name)
}
