//! Operations: which stand for each other, which are gone, what is said of them as a whole.

use std::collections::{BTreeSet, HashMap};

use super::{
    super::{
        api::{Api, Operation, nameless},
        documents::Place,
        merge::Merging,
        rules::operations as rules,
    },
    fields::readiness,
    findings::Findings,
    schemas::Schemas,
    unchanged::Unchanged,
};
use crate::breaking::{Certainty, Report, Spot};

/// Two documents on the way to findings.
pub(super) struct Comparison<'a, 'd> {
    pub(super) old: &'d Api<'d>,
    pub(super) new: &'d Api<'d>,
    /// The day of the new end.
    pub(super) day: Option<(i16, i8, i8)>,
    pub(super) schemas: Schemas<'d>,
    pub(super) findings: Findings<'a>,
}

/// Two operations that stand for each other.
#[derive(Clone, Copy)]
pub(super) struct Both<'d> {
    pub(super) old: &'d Operation<'d>,
    pub(super) new: &'d Operation<'d>,
    pub(super) at_most: Certainty,
}

impl<'a, 'd> Comparison<'a, 'd> {
    pub(super) fn new(
        old: &'d Api<'d>,
        new: &'d Api<'d>,
        roots: (String, String),
        (title, day): (Option<String>, Option<(i16, i8, i8)>),
        report: &'a mut Report,
    ) -> Self {
        let schemas = Schemas::new(Merging::new(old.documents), Merging::new(new.documents));
        Self { old, new, day, schemas, findings: Findings { report, roots, title, uses: Vec::new() } }
    }

    /// Compares all.
    pub(super) fn run(mut self) {
        let prefixes = self.prefixes();
        let matched = self.matched(&prefixes);
        let taken: BTreeSet<usize> = matched.iter().flatten().copied().collect();
        let (old, new) = (self.old, self.new);
        let unchanged = Unchanged::new(old, new);
        for (before, after) in old.operations.iter().zip(&matched) {
            match after.and_then(|at| new.operations.get(at)) {
                Some(after) if unchanged.is(before, after) => {}
                Some(after) => self.both(before, after),
                None => self.removed(before),
            }
        }
        let own = new.operations.iter().enumerate().filter(|(_, operation)| operation.callback.is_none());
        for (_, fresh) in own.filter(|(at, _)| !taken.contains(at)) {
            let spot = Spot::new(fresh.place.file, fresh.place.node.line, fresh.name());
            self.findings.report.added("operation", fresh.name(), spot, look(fresh));
        }
        self.schemes();
        self.findings.tell(&self.schemas);
    }

    /// What comes before paths at both ends, where that makes more of them the same.
    fn prefixes(&mut self) -> (String, String) {
        let none = (String::new(), String::new());
        let (old, new) = (self.old.prefix(), self.new.prefix());
        if old == new || self.old.operations.is_empty() {
            return none;
        }
        let paths = |api: &Api<'_>, prefix: &str| -> BTreeSet<String> {
            let own = api.operations.iter().filter(|operation| operation.callback.is_none());
            own.map(|operation| format!("{prefix}{}", nameless(operation.path))).collect()
        };
        let as_they_are = paths(self.old, "").intersection(&paths(self.new, "")).count();
        let whole = paths(self.old, &old).intersection(&paths(self.new, &new)).count();
        if whole > as_they_are {
            return (old, new);
        }
        // A server that is not named yet, or no longer, moved nothing.
        let is_told = !old.is_empty() && !new.is_empty() || self.old.is_old && self.new.is_old;
        if is_told && as_they_are > 0 {
            let key = |api: &Api<'d>| api.root.get(if api.is_old { "basePath" } else { "servers" }).unwrap_or(api.root);
            let places = (key(self.old), Some(key(self.new)));
            let is_sure = self.old.is_old && self.new.is_old;
            let certainty = if is_sure { Certainty::Likely } else { Certainty::Possible };
            let saying = self.findings.say(&rules::BASE_PATH_CHANGED, "basePath", places);
            drop(saying.detail(format!("`{new}` instead of `{old}`")).texts(&old, &new).at_most(certainty));
        }
        none
    }

    /// For each old operation the new one that it is now.
    fn matched(&self, prefixes: &(String, String)) -> Vec<Option<usize>> {
        type Name = (bool, String, String);
        let key = |operation: &Operation<'_>, prefix: &str, path: &str| -> Name {
            // A callback belongs to its operation; where it is called is what users say.
            let path = match &operation.callback {
                Some(callback) => format!("{callback} {path}"),
                None => format!("{prefix}{path}"),
            };
            (operation.is_webhook, operation.method.clone(), path)
        };
        let mut exact: HashMap<Name, usize> = HashMap::new();
        let mut loose: HashMap<Name, Vec<usize>> = HashMap::new();
        for (at, operation) in self.new.operations.iter().enumerate() {
            exact.insert(key(operation, &prefixes.1, operation.path), at);
            loose.entry(key(operation, &prefixes.1, &nameless(operation.path))).or_default().push(at);
        }
        let mut found: Vec<Option<usize>> =
            self.old.operations.iter().map(|one| exact.get(&key(one, &prefixes.0, one.path)).copied()).collect();
        let mut taken: BTreeSet<usize> = found.iter().flatten().copied().collect();
        for (one, slot) in self.old.operations.iter().zip(&mut found).filter(|(_, slot)| slot.is_none()) {
            let same = loose.get(&key(one, &prefixes.0, &nameless(one.path)));
            *slot = same.and_then(|same| same.iter().copied().find(|at| taken.insert(*at)));
        }
        found
    }

    fn removed(&mut self, old: &'d Operation<'d>) {
        // Callbacks that are gone are told with the operations that have them.
        if old.callback.is_some() {
            return;
        }
        let is_path_gone = !self.new.operations.iter().any(|new| nameless(new.path) == nameless(old.path));
        let node = old.place.node;
        let sunset = node.get("x-sunset").map(super::super::model::Node::shown);
        let mut at_most = Certainty::Definite;
        let rule = if old.is_webhook {
            &rules::WEBHOOK_REMOVED
        } else if node.is_true("deprecated") {
            match &sunset {
                Some(date) if is_over(date, self.day) => &rules::RETIRED,
                Some(_) => &rules::REMOVED_BEFORE_SUNSET,
                None => &rules::RETIRED,
            }
        } else if is_path_gone {
            &rules::PATH_REMOVED
        } else {
            &rules::OPERATION_REMOVED
        };
        if readiness(Some(old.stability())) < 2 {
            at_most = Certainty::Possible;
        }
        let name = old.name();
        let saying = self.findings.say(rule, &name, (old.place, None)).at_most(at_most).texts(&name, "");
        drop(saying.detail(sunset.unwrap_or_default()).gone("operation", look(old)));
    }

    fn both(&mut self, old: &'d Operation<'d>, new: &'d Operation<'d>) {
        let is_young = readiness(Some(new.stability())) < 2 || readiness(Some(old.stability())) < 2;
        let at_most = if is_young { Certainty::Possible } else { Certainty::Definite };
        let both = Both { old, new, at_most };
        self.standing(both);
        if old.is_webhook {
            return self.called(both);
        }
        self.parameters(both);
        self.request(both);
        self.responses(both);
        self.security(both);
    }

    /// How long and how well an operation is promised.
    fn standing(&mut self, both: Both<'d>) {
        let Both { old, new, .. } = both;
        let name = old.name();
        let places = (old.place, Some(new.place));
        if readiness(Some(new.stability())) < readiness(Some(old.stability())) {
            let saying = self.findings.say(&rules::STABILITY_LOWERED, &name, places);
            drop(saying.detail(format!("`{}` instead of `{}`", new.stability(), old.stability())));
        }
        let text = |place: Place<'d>, key: &str| place.node.get(key).map(super::super::model::Node::shown);
        match (text(old.place, "x-sunset"), text(new.place, "x-sunset")) {
            (Some(before), None) if new.place.node.is_true("deprecated") => {
                drop(
                    self.findings
                        .say(&rules::SUNSET_CHANGED, &name, places)
                        .detail(format!("none instead of {before}")),
                );
            }
            (Some(before), Some(after)) if after < before => {
                drop(
                    self.findings
                        .say(&rules::SUNSET_CHANGED, &name, places)
                        .detail(format!("{after} instead of {before}")),
                );
            }
            _ => {}
        }
        if let (Some(before), after) = (text(old.place, "operationId"), text(new.place, "operationId"))
            && Some(&before) != after.as_ref()
        {
            let after = after.unwrap_or_else(|| "none".to_owned());
            let saying = self.findings.say(&rules::OPERATION_ID_CHANGED, &name, places);
            drop(saying.detail(format!("`{after}` instead of `{before}`")).texts(&before, &after));
        }
        self.callbacks(both);
    }

    /// What the server calls back.
    fn callbacks(&mut self, both: Both<'d>) {
        let names = |operation: &Operation<'d>| {
            operation.place.get("callbacks").map_or(&[][..], |callbacks| callbacks.node.entries())
        };
        for (callback, node) in names(both.old) {
            if names(both.new).iter().any(|(other, _)| other == callback) {
                continue;
            }
            let symbol = format!("{} callback {callback}", both.old.name());
            let places = (both.old.place.at(node), Some(both.new.place));
            drop(self.findings.say(&rules::CALLBACK_REMOVED, &symbol, places).at_most(both.at_most));
        }
    }
}

/// Whether a promised day is over on another; a text that tells no day promises nothing.
fn is_over(promised: &str, day: Option<(i16, i8, i8)>) -> bool {
    let mut parts = promised.get(..10).unwrap_or_default().split('-');
    let mut next = || parts.next().and_then(|part| part.parse::<i16>().ok());
    let (Some(year), Some(month), Some(date)) = (next(), next(), next()) else { return true };
    day.is_some_and(|(now, now_month, now_date)| (year, month, date) <= (now, now_month.into(), now_date.into()))
}

/// What an operation looks like without its path, for moves.
fn look(operation: &Operation<'_>) -> String {
    fn write(node: &super::super::model::Node, out: &mut String) {
        if out.len() > 8_000 {
            return;
        }
        for (key, value) in node.entries() {
            out.push_str(key);
            out.push(' ');
            write(value, out);
        }
        node.list().iter().for_each(|item| write(item, out));
        if let Some(text) = node.text() {
            out.push_str(text);
            out.push(' ');
        }
    }
    let mut out = format!("{} ", operation.method);
    write(operation.place.node, &mut out);
    out
}
