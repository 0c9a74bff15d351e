//! The comparison of one package on its way: both ends, what users know, what was found.

use std::{cell::OnceCell, collections::BTreeMap, rc::Rc};

use super::{
    super::{
        fits::{Fits, Fitting, Flow, Known},
        symbol::Symbol,
        types::Type,
        view::{Offered, View},
    },
    uses::Uses,
};
use crate::breaking::{Certainty, Draft, Report, Rule, Spot};

/// The comparison of one package.
pub(super) struct Comparison<'c, 'a> {
    pub(super) old: &'c View<'a>,
    pub(super) new: &'c View<'a>,
    pub(super) report: &'c mut Report,
    pub(super) package: Option<String>,
    /// The folder of the package at the old end.
    pub(super) folder: String,
    /// How sure anything about this package can be.
    pub(super) at_most: Certainty,
    pub(super) known: Known,
    /// What users could import at the old end.
    pub(super) offered: BTreeMap<String, Offered>,
    pub(super) uses: OnceCell<Uses>,
}

/// What is compared, and how strongly anything about it may be said.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub(super) symbol: String,
    pub(super) old: Spot,
    pub(super) new: Spot,
    pub(super) at_most: Certainty,
    /// It is written without types.
    pub(super) untyped: bool,
    pub(super) involved: Vec<Rc<str>>,
    /// Which way instances of a type go; both for what is no type.
    pub(super) way: Way,
}

/// Which way values of a type go between a package and its users.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Out,
    In,
    Both,
    /// Nothing of the package takes or gives it: users make them for themselves.
    Free,
}

impl Way {
    /// Users get values of it.
    pub(super) fn is_out(self) -> bool {
        matches!(self, Self::Out | Self::Both)
    }

    /// Users make values of it.
    pub(super) fn is_in(self) -> bool {
        self != Self::Out
    }
}

impl Subject {
    /// A member of it.
    pub(super) fn member(&self, name: &str, old: (u32, &str), new: (u32, &str)) -> Self {
        let name = match name {
            "()" | "new()" | "[]" => self.symbol.clone(),
            name => format!("{}.{name}", self.symbol),
        };
        Self {
            symbol: name,
            old: Spot::new(self.old.path.clone(), old.0, old.1),
            new: Spot::new(self.new.path.clone(), new.0, new.1),
            ..self.clone()
        }
    }

    /// The same, said less surely.
    pub(super) fn at_most(&self, certainty: Certainty) -> Self {
        Self { at_most: self.at_most.min(certainty), ..self.clone() }
    }
}

impl<'a> Comparison<'_, 'a> {
    /// Whether users cope with a type that was `old` and is `new`.
    pub(super) fn flows(&self, flow: Flow, old: &Type, new: &Type) -> Fits {
        self.fitting().flows(flow, old, new)
    }

    pub(super) fn fitting(&self) -> Fitting<'_, 'a> {
        Fitting::new(self.old, self.new, &self.known)
    }

    /// Adds a finding about something that stands at both ends.
    pub(super) fn changed(&mut self, rule: &'static Rule, subject: &Subject, detail: impl Into<String>) {
        let draft = self.draft(rule, subject).new_at(subject.new.clone()).detail(detail);
        self.report.push(draft);
    }

    /// Adds a finding about something that stands at the old end alone.
    pub(super) fn lost(&mut self, rule: &'static Rule, subject: &Subject, detail: impl Into<String>) {
        let draft = self.draft(rule, subject).detail(detail);
        self.report.push(draft);
    }

    /// A finding about a subject.
    pub(super) fn draft(&self, rule: &'static Rule, subject: &Subject) -> Draft {
        let mut draft = Draft::new(rule, subject.symbol.clone())
            .old(subject.old.clone())
            .package(self.package.clone())
            .at_most(subject.at_most.min(self.at_most));
        for path in &subject.involved {
            draft = draft.involves(path.to_string());
        }
        draft
    }
}

/// Where a symbol stands.
pub(super) fn spot(symbol: &Symbol) -> Spot {
    let path = symbol.scope.path.to_string();
    symbol
        .first()
        .map_or_else(|| Spot::new(path.clone(), 1, ""), |item| Spot::new(path.clone(), item.line, item.head.clone()))
}
