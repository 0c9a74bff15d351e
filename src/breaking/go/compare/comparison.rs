//! One package at both ends, on the way to findings.

use super::super::correspondence::{Correspondence, Same};
use super::super::package::Package;
use crate::breaking::{Certainty, Draft, Report, Rule, Spot};

/// A comparison of one package.
pub(super) struct Comparison<'a> {
    pub(super) old: &'a Package,
    pub(super) new: &'a Package,
    pub(super) types: Correspondence<'a>,
    pub(super) report: &'a mut Report,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(old: &'a Package, new: &'a Package, report: &'a mut Report) -> Self {
        Self { old, new, types: Correspondence::new(old, new), report }
    }

    /// The name of a symbol as importers write it.
    pub(super) fn symbol(&self, name: &str) -> String {
        format!("{}.{name}", self.old.name)
    }

    /// Says that something is gone.
    pub(super) fn lost(&mut self, rule: &'static Rule, name: &str, old: Spot, detail: impl Into<String>) {
        let certainty = if self.new.is_partial { Certainty::Possible } else { Certainty::Definite };
        let draft = Draft::new(rule, self.symbol(name)).old(old).detail(detail).at_most(certainty);
        self.report.push(draft.package(Some(self.old.name.clone())));
    }

    /// Says that something is otherwise.
    pub(super) fn changed(
        &mut self,
        rule: &'static Rule,
        name: &str,
        (old, new): (Spot, Spot),
        detail: impl Into<String>,
        certainty: Certainty,
    ) {
        let draft = Draft::new(rule, self.symbol(name)).old(old).new_at(new).detail(detail).at_most(certainty);
        self.report.push(draft.package(Some(self.old.name.clone())));
    }
}

/// How sure it is that two things differ; none if they do not.
pub(super) fn differs(same: Same) -> Option<Certainty> {
    match same {
        Same::Yes => None,
        Same::Unknown => Some(Certainty::Possible),
        Same::No => Some(Certainty::Definite),
    }
}
