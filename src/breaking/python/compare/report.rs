//! The comparison on its way: both sides, what was compared, what was found.

use std::collections::BTreeSet;

use super::super::Python;

use super::super::layout::{parent, written};
use super::super::model::{Binding, What};
use super::super::view::{Item, View};
use super::moves::Gone;
use crate::breaking::{Certainty, Draft, Pair, Report, Rule, Spot};

/// A comparison of two sides.
pub(crate) struct Comparison<'a> {
    pub(crate) old: View<'a>,
    pub(crate) new: View<'a>,
    pub(crate) report: &'a mut Report,
    pub(crate) gone: Vec<Gone>,
    seen: BTreeSet<String>,
}

/// What is compared, and how strongly anything about it may be said.
#[derive(Debug, Clone)]
pub(crate) struct Subject {
    pub(crate) symbol: String,
    pub(crate) old: Spot,
    pub(crate) new: Spot,
    /// The modules whose names the texts use.
    pub(crate) modules: (String, String),
    pub(crate) at_most: Certainty,
}

impl<'a> Comparison<'a> {
    pub(crate) fn new(pair: &'a Pair<'a, Python>, report: &'a mut Report) -> Self {
        let old = View::new(&pair.old, true);
        let new = View::new(&pair.new, old.layout.has_source);
        Self { old, new, report, gone: Vec::new(), seen: BTreeSet::new() }
    }

    /// Whether this is the first time that the key is asked about.
    pub(crate) fn is_first(&mut self, key: String) -> bool {
        self.seen.insert(key)
    }

    /// Adds a finding about something that stands on both sides.
    pub(crate) fn changed(&mut self, rule: &'static Rule, subject: &Subject, certainty: Certainty, message: String) {
        let draft = self
            .draft(rule, &subject.symbol)
            .old(subject.old.clone())
            .new_at(subject.new.clone())
            .detail(message)
            .at_most(certainty.min(subject.at_most));
        self.report.push(draft);
    }

    /// Adds a finding about something that stands on the old side alone.
    pub(crate) fn lost(&mut self, rule: &'static Rule, symbol: &str, old: Spot, certainty: Certainty, message: String) {
        let draft = self.draft(rule, symbol).old(old).detail(message).at_most(certainty);
        self.report.push(draft);
    }

    /// A finding about a symbol, which the modules around it can have made.
    pub(crate) fn draft(&self, rule: &'static Rule, symbol: &str) -> Draft {
        let name = written(symbol);
        let package = name.split('.').next().map(str::to_owned);
        let mut draft = Draft::new(rule, name).package(package);
        let mut around = parent(symbol);
        while !around.is_empty() {
            let paths: BTreeSet<&String> =
                [&self.old, &self.new].into_iter().filter_map(|view| Some(&view.layout.module(around)?.path)).collect();
            draft = paths.into_iter().fold(draft, |draft, path| draft.involves(path.clone()));
            around = parent(around);
        }
        draft
    }

    /// Where a binding of an item of the old side stands.
    pub(crate) fn old_place(&self, item: &Item, binding: &Binding) -> Spot {
        place(&self.old, item, binding)
    }

    /// Where a binding of an item of the new side stands.
    pub(crate) fn new_place(&self, item: &Item, binding: &Binding) -> Spot {
        place(&self.new, item, binding)
    }
}

fn place(view: &View<'_>, item: &Item, binding: &Binding) -> Spot {
    let path = view.layout.module(&item.dotted).map_or_else(String::new, |files| files.path.clone());
    Spot::new(path, binding.line, head(binding))
}

/// How a binding reads.
pub(crate) fn head(binding: &Binding) -> String {
    let (decorators, head) = match &binding.what {
        What::Function(function) => (function.decorators.as_slice(), &function.head),
        What::Class(class) => (class.decorators.as_slice(), &class.head),
        What::Value(value) => (&[][..], &value.head),
        _ => (&[][..], &binding.name),
    };
    let mut text = String::new();
    for decorator in decorators {
        text.push('@');
        text.push_str(decorator);
        text.push(' ');
    }
    text + head
}
