//! Functions and methods.

use super::super::{
    model::{Function, Item, What},
    rules::{classes, functions as rules},
};
use super::{
    comparison::{Both, Comparison},
    types::Differs,
};
use crate::breaking::Certainty;

impl Comparison<'_> {
    /// All functions of one name: overloads, or what other builds have.
    pub(super) fn functions(&mut self, olds: &[&Item], news: &[&Item]) {
        let of = |item: &Item| match &item.what {
            What::Function(function) => Some(function.clone()),
            _ => None,
        };
        let old: Vec<(&Item, Function)> = olds.iter().filter_map(|item| Some((*item, of(item)?))).collect();
        let new: Vec<(&Item, Function)> = news.iter().filter_map(|item| Some((*item, of(item)?))).collect();
        let mut taken = vec![false; new.len()];
        let mut open = Vec::new();
        for (item, function) in &old {
            // Overloads may differ by `const` alone.
            let like = |(_, other): &(&Item, Function)| self.takes_the_same(function, other);
            // What several builds declare differently is held against its own kind.
            let at = new
                .iter()
                .position(|one| like(one) && one.1.is_const == function.is_const && one.1.returns == function.returns)
                .or_else(|| new.iter().position(|one| like(one) && one.1.is_const == function.is_const))
                .or_else(|| (0..new.len()).find(|at| !taken[*at] && like(&new[*at])));
            match at {
                Some(at) => {
                    taken[at] = true;
                    let other = new[at].1.clone();
                    self.function(Both { old: item, new: new[at].0 }, (function, &other));
                }
                None => open.push((*item, function.clone())),
            }
        }
        let is_overloaded = old.len() > 1 || new.len() > 1;
        for (item, function) in open {
            // Some builds have another one.
            if is_overloaded && item.is_conditional {
                continue;
            }
            let ceiling = self.ceiling;
            // A template among the overloads may take what this one took.
            let takes_as_many = |other: &Function| {
                let required = other.parameters.iter().filter(|(_, has_default)| !has_default).count();
                (required..=other.parameters.len()).contains(&function.parameters.len())
            };
            if is_overloaded && new.iter().any(|(_, other)| other.template.is_some() && takes_as_many(other)) {
                self.ceiling = ceiling.min(Certainty::Possible);
            }
            match (0..new.len()).find(|at| !taken[*at]) {
                Some(at) => {
                    taken[at] = true;
                    let other = new[at].1.clone();
                    self.signature(Both { old: item, new: new[at].0 }, (&function, &other));
                }
                None => self.overload_gone(item),
            }
            self.ceiling = ceiling;
        }
    }

    fn overload_gone(&mut self, item: &Item) {
        let Some(certainty) = self.is_missed(item) else { return };
        let rule = if self.is_member(item) { &classes::METHOD_REMOVED } else { &rules::FUNCTION_REMOVED };
        let spot = self.old_spot(item);
        self.lost((rule, certainty), &item.full(), spot, "function");
    }

    /// How sure it is that users miss what a class does not declare any more: it may have it from what it is derived from.
    pub(super) fn is_missed(&self, item: &Item) -> Option<Certainty> {
        let mut certainty = Certainty::Definite;
        let inherited = if item.scope.is_empty() { Vec::new() } else { self.new.inherited(&item.scope, &item.name) };
        for (other, is_template) in inherited {
            let (What::Function(old), What::Function(new)) = (&item.what, &other.what) else { return None };
            let takes_as_many = new.parameters.len() >= old.parameters.len()
                && new.parameters.iter().skip(old.parameters.len()).all(|(_, has_default)| *has_default);
            if !takes_as_many && !new.is_variadic {
                continue;
            }
            let is_alike = old
                .parameters
                .iter()
                .zip(&new.parameters)
                .all(|((was, _), (is, _))| self.parameter((old, was), (new, is)) != Differs::Yes);
            let is_called_alike = !old.is_const || new.is_const || new.is_static;
            if is_template || new.template.is_some() || is_alike && is_called_alike {
                return None;
            }
            // What is handed over may be taken as something else.
            certainty = Certainty::Possible;
        }
        Some(certainty)
    }

    fn takes_the_same(&self, old: &Function, new: &Function) -> bool {
        old.parameters.len() == new.parameters.len()
            && old.is_variadic == new.is_variadic
            && old
                .parameters
                .iter()
                .zip(&new.parameters)
                .all(|((one, _), (other, _))| self.differ(one, other) == Differs::No)
    }

    fn signature(&mut self, both: Both<'_>, (old, new): (&Function, &Function)) {
        let detail = format!("it takes ({}) instead of ({})", list(new), list(old));
        let common = old.parameters.len().min(new.parameters.len());
        let parameter = |at: usize| self.parameter((old, &old.parameters[at].0), (new, &new.parameters[at].0));
        let differs: Vec<Differs> = (0..common).map(parameter).collect();
        if old.parameters.len() != new.parameters.len() {
            let rest = new.parameters.get(common..).unwrap_or_default();
            let fits = new.parameters.len() > common
                && rest.iter().all(|(_, has_default)| *has_default)
                && differs.iter().all(|differs| *differs == Differs::No);
            let rule = if fits { &rules::PARAMETER_WITH_DEFAULT_ADDED } else { &rules::PARAMETERS_CHANGED };
            self.changed((rule, rule.certainty), both, detail);
        } else if old.is_variadic != new.is_variadic {
            let certainty = if new.is_variadic { Certainty::Likely } else { Certainty::Definite };
            self.changed((&rules::VARIADIC_CHANGED, certainty), both, detail);
        } else if differs.contains(&Differs::Yes) {
            self.changed((&rules::PARAMETER_TYPE_CHANGED, Certainty::Definite), both, detail);
        } else if differs.contains(&Differs::Perhaps) {
            self.changed((&rules::PARAMETER_TYPE_CHANGED, Certainty::Possible), both, detail);
        } else if differs.contains(&Differs::ConstAdded) {
            self.changed((&rules::PARAMETER_TAKES_MORE, Certainty::Possible), both, detail);
        }
        self.function(both, (old, new));
    }

    /// Whether callers hand over something else.
    fn parameter(&self, (old, was): (&Function, &str), (new, is): (&Function, &str)) -> Differs {
        let differs = self.differ(was, is);
        // What is copied or looked at is handed over alike.
        let by_value = |of: &str| match of.strip_prefix("const ").and_then(|of| of.strip_suffix('&')) {
            Some(of) if !of.ends_with('&') => of.to_owned(),
            _ => of.to_owned(),
        };
        let is_alike = || !old.is_virtual && self.differ(&by_value(was), &by_value(is)) == Differs::No;
        if differs == Differs::Yes && (is_alike() || is_worked_out((old, was), (new, is))) {
            return Differs::Perhaps;
        }
        differs
    }

    /// All but the types of parameters.
    fn function(&mut self, both: Both<'_>, (old, new): (&Function, &Function)) {
        if both.new.access < both.old.access {
            let word = format!("{:?}", both.new.access).to_lowercase();
            return self.changed((&classes::LESS_ACCESSIBLE, Certainty::Definite), both, word);
        }
        let detail = format!("`{}` instead of `{}`", new.returns, old.returns);
        match self.differ(&old.returns, &new.returns) {
            Differs::No => {}
            _ if old.returns == "void" && !old.is_virtual => {
                self.changed((&rules::RETURN_ADDED, Certainty::Possible), both, detail);
            }
            // What a function without a body line says with `auto` is worked out from it.
            _ if old.returns == "auto" || new.returns == "auto" => {
                self.changed((&rules::RETURN_TYPE_CHANGED, Certainty::Possible), both, detail);
            }
            _ if is_worked_out((old, &old.returns), (new, &new.returns)) => {
                self.changed((&rules::RETURN_TYPE_CHANGED, Certainty::Possible), both, detail);
            }
            Differs::ConstAdded => self.changed((&rules::RETURN_NOW_CONST, Certainty::Likely), both, detail),
            Differs::Perhaps => self.changed((&rules::RETURN_TYPE_CHANGED, Certainty::Possible), both, detail),
            Differs::Yes => self.changed((&rules::RETURN_TYPE_CHANGED, Certainty::Definite), both, detail),
        }
        let defaults = |function: &Function| function.parameters.iter().filter(|(_, has_default)| *has_default).count();
        if defaults(old) > defaults(new) && old.parameters.len() == new.parameters.len() {
            let detail = format!("{} had defaults, {} have", defaults(old), defaults(new));
            self.changed((&rules::DEFAULT_REMOVED, Certainty::Definite), both, detail);
        }
        self.specifiers(both, (old, new));
    }
}

/// Whether a type follows from what a function template is called with.
fn is_worked_out((old, was): (&Function, &str), (new, is): (&Function, &str)) -> bool {
    let names = |function: &Function, of: &str| {
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let parameters = function.template.iter().flatten().filter(|one| !one.name.is_empty());
        parameters.into_iter().any(|one| of.split(|letter| !is_word(letter)).any(|word| word == one.name))
    };
    names(old, was) || names(new, is)
}

fn list(function: &Function) -> String {
    let mut types: Vec<&str> = function.parameters.iter().map(|(of, _)| of.as_str()).collect();
    if function.is_variadic {
        types.push("...");
    }
    types.join(", ")
}
