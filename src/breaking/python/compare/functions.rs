//! Functions and methods: parameters, what calling them gives, and how they are bound.

use super::super::annotations::{Accepts, accepts};
use super::super::model::{Binding, Function, Guard, Parameter, ParameterKind, What, last_part};
use super::super::rules;
use super::kinds::{owned, short};
use super::parameters::{Difference, differences};
use super::report::{Comparison, Subject};
use crate::breaking::Certainty;

/// Decorators that call the function themselves: its parameters are not its users'.
const CALLERS: [&str; 20] = [
    "command",
    "group",
    "option",
    "argument",
    "route",
    "get",
    "post",
    "put",
    "patch",
    "delete",
    "websocket",
    "task",
    "shared_task",
    "fixture",
    "callback",
    "event",
    "on_event",
    "receiver",
    "hookimpl",
    "register",
];

/// Decorators after which a call still gives what the function gives.
const KEEPING: [&str; 12] = [
    "staticmethod",
    "classmethod",
    "abstractmethod",
    "override",
    "final",
    "overload",
    "deprecated",
    "wraps",
    "no_type_check",
    "setupmethod",
    "typechecked",
    "property",
];

/// How a method is bound to its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    Instance,
    Class,
    Static,
}

impl Comparison<'_> {
    /// Compares the definitions of a function, of which there may be several: overloads, or branches of a condition.
    pub(crate) fn functions(&mut self, subject: &Subject, old: &[&Binding], new: &[&Binding], is_method: bool) {
        let (before, after) = (candidates(old), candidates(new));
        if before.iter().map(|(_, function)| function).eq(after.iter().map(|(_, function)| function)) {
            return;
        }
        let best = before.iter().flat_map(|old| after.iter().map(move |new| (*old, *new))).min_by_key(|(old, new)| {
            let found = differences(&visible(old.1, is_method), &visible(new.1, is_method));
            found.iter().filter(|difference| difference.certainty > Certainty::Possible).count()
        });
        let Some(((old_binding, old), (new_binding, new))) = best else { return };
        let mut subject = subject.clone();
        (subject.old.line, subject.new.line) = (old_binding.line, new_binding.line);
        if is_called_for_users(old) || is_called_for_users(new) {
            subject.at_most = Certainty::Possible;
        }
        self.function(&subject, old, new, is_method);
    }

    fn function(&mut self, subject: &Subject, old: &Function, new: &Function, is_method: bool) {
        if is_method && !self.binding(subject, old, new) {
            return;
        }
        self.asyncness(subject, old, new);
        let (before, after) = (visible(old, is_method), visible(new, is_method));
        for difference in self.differences(subject, &before, &after) {
            self.difference(subject, &difference);
        }
        if let (Some(before), Some(after)) = (&old.returns, &new.returns)
            && before != "None"
            // Where the words are the same, an alias among them changed, and that is told of the alias.
            && !before.split_whitespace().eq(after.split_whitespace())
            && self.accepts(subject, after, before) != Accepts::Yes
        {
            let message = format!("`{}` gives `{after}` now, not `{before}`", owned(&subject.symbol));
            self.changed(&rules::RETURN_TYPE_CHANGED, subject, rules::RETURN_TYPE_CHANGED.certainty, message);
        }
    }

    /// The differences between two lists of parameters, aliases of types written out.
    pub(crate) fn differences(&self, subject: &Subject, old: &[Parameter], new: &[Parameter]) -> Vec<Difference> {
        let mut found = differences(old, new);
        found.retain_mut(|difference| {
            if difference.rule.id != rules::PARAMETER_TYPE_CHANGED.id {
                return true;
            }
            let of = |list: &[Parameter]| {
                list.iter().find(|one| one.name == difference.parameter).and_then(|one| one.annotation.clone())
            };
            let (Some(before), Some(after)) = (of(old), of(new)) else { return true };
            let before = self.old.expanded(&subject.modules.0, &before);
            let after = self.new.expanded(&subject.modules.1, &after);
            match accepts(&after, &before) {
                Accepts::Yes => return false,
                Accepts::No => difference.certainty = rules::PARAMETER_TYPE_CHANGED.certainty,
                Accepts::Partly | Accepts::Unknown => difference.certainty = Certainty::Possible,
            }
            true
        });
        found
    }

    /// Whether what the new side gives is what the old side gave.
    fn accepts(&self, subject: &Subject, given: &str, expected: &str) -> Accepts {
        let given = self.new.expanded(&subject.modules.1, given);
        accepts(&self.old.expanded(&subject.modules.0, expected), &given)
    }

    /// Tells a difference between two lists of parameters.
    pub(crate) fn difference(&mut self, subject: &Subject, difference: &Difference) {
        let mut subject = subject.clone();
        // Nobody names the arguments of what operators call.
        let name = short(&subject.symbol).to_owned();
        let is_special = name.starts_with("__") && !matches!(name.as_str(), "__init__" | "__new__" | "__call__");
        if is_special && difference.rule.id == rules::PARAMETER_RENAMED.id {
            subject.at_most = Certainty::Possible;
        }
        let message = format!("in `{}`, {}", owned(&subject.symbol), difference.message);
        self.changed(difference.rule, &subject, difference.certainty, message);
    }

    /// Whether the way a method is bound lets its parameters be compared.
    fn binding(&mut self, subject: &Subject, old: &Function, new: &Function) -> bool {
        let certainty = match (bound(old), bound(new)) {
            (one, other) if one == other => return true,
            (Bound::Static | Bound::Class, Bound::Instance) => Certainty::Definite,
            (Bound::Instance, _) => Certainty::Possible,
            _ => return true,
        };
        let message = format!("`{}` is bound to another thing: calls on the class fail", owned(&subject.symbol));
        self.changed(&rules::BINDING_CHANGED, subject, certainty, message);
        true
    }

    fn asyncness(&mut self, subject: &Subject, old: &Function, new: &Function) {
        let name = owned(&subject.symbol).to_owned();
        if old.is_async == new.is_async || old.returns_awaitable() || new.returns_awaitable() {
            return;
        }
        if new.is_async {
            // What a decorator makes of it is not seen.
            let is_wrapped = |name: &&String| !old.decorators.contains(name) && !KEEPING.contains(&last_part(name));
            let unsure =
                old.returns.is_none() && old.body.returns_call || new.decorators.iter().any(|one| is_wrapped(&one));
            let certainty = if unsure { Certainty::Possible } else { rules::FUNCTION_ASYNC.certainty };
            let message = format!("`{name}` must be awaited now: calls that use its result at once fail");
            self.changed(&rules::FUNCTION_ASYNC, subject, certainty, message);
        } else {
            let unsure = new.returns.is_none() && new.body.returns_call;
            let certainty = if unsure { Certainty::Possible } else { rules::FUNCTION_NOT_ASYNC.certainty };
            let message = format!("`{name}` gives its result at once now: awaiting it fails");
            self.changed(&rules::FUNCTION_NOT_ASYNC, subject, certainty, message);
        }
    }
}

/// The definitions that a user's call can meet. Of overloads in a source that is the one that they describe.
fn candidates<'a>(bindings: &[&'a Binding]) -> Vec<(&'a Binding, &'a Function)> {
    let all: Vec<(&Binding, &Function)> = bindings
        .iter()
        .filter_map(|binding| match &binding.what {
            What::Function(function) if !function.is_accessor() => Some((*binding, function)),
            _ => None,
        })
        .collect();
    let is_overload = |function: &Function| function.is_decorated("overload");
    let plain: Vec<_> = all.iter().copied().filter(|(_, function)| !is_overload(function)).collect();
    let all = if plain.is_empty() { all } else { plain };
    // A later definition hides an earlier one, unless one of them stands in a branch.
    let only_last =
        all.first().is_some_and(|(binding, function)| binding.guard == Guard::Always && !is_overload(function));
    if only_last { all.into_iter().take(1).collect() } else { all }
}

/// The parameters that a caller fills.
pub(crate) fn visible(function: &Function, is_method: bool) -> Vec<Parameter> {
    let skip = usize::from(
        is_method
            && bound(function) != Bound::Static
            && function
                .parameters
                .first()
                .is_some_and(|first| matches!(first.kind, ParameterKind::Either | ParameterKind::PositionalOnly)),
    );
    function.parameters.iter().skip(skip).cloned().collect()
}

fn bound(function: &Function) -> Bound {
    if function.is_decorated("staticmethod") {
        Bound::Static
    } else if function.is_decorated("classmethod") {
        Bound::Class
    } else {
        Bound::Instance
    }
}

fn is_called_for_users(function: &Function) -> bool {
    function.decorators.iter().any(|decorator| decorator.contains('.') && CALLERS.contains(&last_part(decorator)))
}
