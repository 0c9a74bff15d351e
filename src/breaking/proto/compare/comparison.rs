//! Two files that stand for each other, on the way to findings.

use super::super::view::Located;
use crate::breaking::{Certainty, Draft, Report, Rule, Spot};

/// A comparison of two files.
pub(super) struct Comparison<'a, 'b> {
    pub(super) old: &'a Located<'b>,
    pub(super) new: &'a Located<'b>,
    pub(super) report: &'a mut Report,
    /// All new files that can have what this one lost.
    pub(super) others: &'a [Located<'b>],
}

/// A line of either file with what stands there.
#[derive(Debug, Clone)]
pub(super) struct At {
    pub(super) line: u32,
    pub(super) text: String,
}

impl At {
    pub(super) fn new(line: u32, text: impl Into<String>) -> Self {
        Self { line, text: text.into() }
    }
}

impl Comparison<'_, '_> {
    /// Says that something is otherwise.
    pub(super) fn changed(
        &mut self,
        rule: &'static Rule,
        name: &str,
        (old, new): (At, At),
        detail: impl Into<String>,
        certainty: Certainty,
    ) {
        let draft = Draft::new(rule, self.old.full(name))
            .old(Spot::new(self.old.path.clone(), old.line, old.text))
            .new_at(Spot::new(self.new.path.clone(), new.line, new.text))
            .detail(detail)
            .at_most(certainty);
        self.push(draft);
    }

    /// Says that something is gone.
    pub(super) fn lost(
        &mut self,
        rule: &'static Rule,
        name: &str,
        old: At,
        detail: impl Into<String>,
        certainty: Certainty,
    ) {
        let unsure = self.new.file.is_broken && !self.old.file.is_broken;
        let draft = Draft::new(rule, self.old.full(name))
            .old(Spot::new(self.old.path.clone(), old.line, old.text))
            .detail(detail)
            .at_most(if unsure { Certainty::Possible } else { certainty });
        self.push(draft);
    }

    pub(super) fn push(&mut self, draft: Draft) {
        let package = Some(self.old.file.package.clone()).filter(|package| !package.is_empty());
        self.report.push(draft.package(package).involves(self.new.path.clone()));
    }
}
