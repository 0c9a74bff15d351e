//! From changes to findings: each under the operations that it touches, not under hundreds of them.

use std::collections::{BTreeMap, HashMap};

use super::{
    super::documents::Place,
    schemas::{Change, Schemas},
};
use crate::breaking::{Certainty, Draft, Report, Rule, Spot};

/// Operations under which one change is told; more are counted.
const TOLD_AT_MOST: usize = 12;

/// A pair of schemas as an operation uses it.
pub(super) struct Use {
    /// Method, path and part: `POST /pets request`.
    pub(super) symbol: String,
    pub(super) pair: usize,
    pub(super) at_most: Certainty,
}

/// What is found between two documents.
pub(super) struct Findings<'a> {
    pub(super) report: &'a mut Report,
    /// The paths of both documents.
    pub(super) roots: (String, String),
    pub(super) title: Option<String>,
    pub(super) uses: Vec<Use>,
}

impl Findings<'_> {
    /// Says that something is otherwise, or gone where there is no new place.
    pub(super) fn say(
        &mut self,
        rule: &'static Rule,
        symbol: &str,
        places: (Place<'_>, Option<Place<'_>>),
    ) -> Saying<'_> {
        let spot = |place: Place<'_>| Spot::new(place.file, place.node.line, "");
        let mut draft = Draft::new(rule, symbol).old(spot(places.0));
        if let Some(new) = places.1 {
            draft = draft.new_at(spot(new));
        }
        let draft = self.finished(draft);
        Saying { report: self.report, draft: Some(draft) }
    }

    fn finished(&self, draft: Draft) -> Draft {
        let draft = draft.package(self.title.clone()).involves(self.roots.0.clone());
        if self.roots.0 == self.roots.1 { draft } else { draft.involves(self.roots.1.clone()) }
    }

    /// Tells all changes of the schemas that operations use.
    pub(super) fn tell(&mut self, schemas: &Schemas<'_>) {
        if !schemas.has_changes() {
            return;
        }
        let mut told: BTreeMap<(usize, usize), (Vec<Draft>, usize)> = BTreeMap::new();
        let mut reached: HashMap<(usize, usize), usize> = HashMap::new();
        for used in &self.uses {
            let mut within: HashMap<usize, usize> = HashMap::new();
            for (names, pair, change) in schemas.changes(used.pair) {
                let nth = within.entry(pair).or_default();
                let key = (pair, *nth);
                *nth += 1;
                let count = reached.entry(key).or_default();
                *count += 1;
                let (drafts, more) = told.entry(key).or_default();
                if *count > TOLD_AT_MOST {
                    *more += 1;
                    continue;
                }
                drafts.push(self.finished(draft(used, &names, change)));
            }
        }
        for (mut drafts, more) in told.into_values() {
            if more > 0
                && let Some(last) = drafts.pop()
            {
                let also = format!("{} (and in {more} more operations)", last.detail);
                drafts.push(last.detail(also.trim()));
            }
            for draft in drafts {
                self.report.push(draft);
            }
        }
    }
}

fn draft(used: &Use, names: &[&str], change: &Change<'_>) -> Draft {
    let mut symbol = used.symbol.clone();
    let mut separator = ' ';
    for name in names.iter().copied().chain(Some(change.member.as_str()).filter(|member| !member.is_empty())) {
        symbol.push(separator);
        symbol.push_str(name);
        separator = '.';
    }
    let (old, new) = (change.old, change.new);
    Draft::new(change.rule, symbol)
        .old(Spot::new(old.file, old.node.line, change.texts.0.clone()))
        .new_at(Spot::new(new.file, new.node.line, change.texts.1.clone()))
        .detail(change.detail.clone())
        .at_most(change.at_most.min(used.at_most))
}

/// A finding that is told when it is let go.
pub(super) struct Saying<'a> {
    report: &'a mut Report,
    draft: Option<Draft>,
}

impl Saying<'_> {
    fn with(mut self, change: impl FnOnce(Draft) -> Draft) -> Self {
        self.draft = self.draft.take().map(change);
        self
    }

    pub(super) fn detail(self, detail: impl Into<String>) -> Self {
        self.with(|draft| draft.detail(detail))
    }

    pub(super) fn at_most(self, certainty: Certainty) -> Self {
        self.with(|draft| draft.at_most(certainty))
    }

    /// What stood and stands there.
    pub(super) fn texts(self, old: &str, new: &str) -> Self {
        self.with(|mut draft| {
            if let Some(spot) = &mut draft.old {
                old.clone_into(&mut spot.text);
            }
            if let Some(spot) = &mut draft.new {
                new.clone_into(&mut spot.text);
            }
            draft
        })
    }

    pub(super) fn gone(self, kind: &'static str, text: impl Into<String>) -> Self {
        self.with(|draft| draft.gone(kind, text))
    }
}

impl Drop for Saying<'_> {
    fn drop(&mut self) {
        if let Some(draft) = self.draft.take() {
            self.report.push(draft);
        }
    }
}
