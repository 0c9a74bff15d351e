//! One header at both ends, on the way to findings.

use super::{super::model::Item, api::Api};
use crate::breaking::{Certainty, Draft, Report, Rule, Spot};

/// A comparison of both ends.
pub(super) struct Comparison<'a> {
    pub(super) old: Api<'a>,
    pub(super) new: Api<'a>,
    pub(super) report: &'a mut Report,
    /// Nothing of the header that is looked at is surer than this.
    pub(super) ceiling: Certainty,
    /// The header, at both ends.
    pub(super) paths: (String, String),
    /// Template parameters around what is looked at that have another name at the new end.
    pub(super) renamed: Vec<(String, String)>,
    /// The class template around it: within, its name alone means itself.
    pub(super) class: String,
    /// The parameters of that template between angle brackets, at both ends.
    pub(super) own: (String, String),
}

/// An item at both ends.
#[derive(Clone, Copy)]
pub(super) struct Both<'i> {
    pub(super) old: &'i Item,
    pub(super) new: &'i Item,
}

impl Comparison<'_> {
    /// Says that something is otherwise.
    pub(super) fn changed(&mut self, rule: (&'static Rule, Certainty), both: Both<'_>, detail: impl Into<String>) {
        let lines = (both.old.line, both.new.line);
        if both.old.head == both.new.head && both.old.access != both.new.access {
            let shown = |item: &Item| format!("{}: {}", format!("{:?}", item.access).to_lowercase(), item.head);
            let (was, is) = (shown(both.old), shown(both.new));
            return self.changed_part(rule, &both.old.full(), (lines.0, was), (lines.1, is), detail);
        }
        self.changed_within(rule, both, (&both.old.full(), lines), detail);
    }

    /// Says that something within an item is otherwise.
    pub(super) fn changed_within(
        &mut self,
        (rule, certainty): (&'static Rule, Certainty),
        both: Both<'_>,
        (symbol, lines): (&str, (u32, u32)),
        detail: impl Into<String>,
    ) {
        let old = Spot::new(self.paths.0.clone(), lines.0, both.old.head.clone());
        let new = Spot::new(self.paths.1.clone(), lines.1, both.new.head.clone());
        let draft = Draft::new(rule, symbol).old(old).new_at(new).detail(detail);
        self.report.push(draft.at_most(certainty.min(self.ceiling)));
    }

    /// Says that a part of an item is otherwise, with what is written there.
    pub(super) fn changed_part(
        &mut self,
        (rule, certainty): (&'static Rule, Certainty),
        symbol: &str,
        (old_line, was): (u32, String),
        (new_line, is): (u32, String),
        detail: impl Into<String>,
    ) {
        let (old, new) = (Spot::new(&self.paths.0, old_line, was), Spot::new(&self.paths.1, new_line, is));
        let draft = Draft::new(rule, symbol).old(old).new_at(new).detail(detail);
        self.report.push(draft.at_most(certainty.min(self.ceiling)));
    }

    /// Says that something is gone; what is left of what was around it may be told where it stands.
    pub(super) fn lost(
        &mut self,
        (rule, certainty): (&'static Rule, Certainty),
        symbol: &str,
        spot: Spot,
        detail: &str,
    ) {
        let kind = rule.id.trim_start_matches("c/").trim_end_matches("-removed");
        let looks = spot.text.replacen(symbol.rsplit("::").next().unwrap_or(symbol), "", 1);
        let draft = Draft::new(rule, symbol).old(spot).detail(detail).at_most(certainty.min(self.ceiling));
        let draft = if self.paths.0 == self.paths.1 { draft } else { draft.involves(self.paths.1.clone()) };
        self.report.push(draft.gone(kind, looks));
    }

    /// A place in the old header.
    pub(super) fn old_spot(&self, item: &Item) -> Spot {
        Spot::new(self.paths.0.clone(), item.line, item.head.clone())
    }
}
