//! Methods, properties and attributes of a class.

use std::collections::BTreeSet;

use super::super::layout::{is_public, written};
use super::super::model::{Binding, Origin, Value, What, last_part};
use super::super::rules;
use super::families::{self, Family, Member, Shape};
use super::kinds::{kind_changed, standing};
use super::moves;
use super::report::{Comparison, Subject};
use crate::breaking::{Certainty, Rule};

/// Special methods that every object has, or whose lack changes no more than a text.
const ALWAYS_THERE: [&str; 22] = [
    "__repr__",
    "__str__",
    "__format__",
    "__dir__",
    "__sizeof__",
    "__reduce__",
    "__reduce_ex__",
    "__getstate__",
    "__setattr__",
    "__delattr__",
    "__getattribute__",
    "__init_subclass__",
    "__subclasshook__",
    "__doc__",
    "__module__",
    "__slots__",
    "__annotations__",
    "__ne__",
    "__match_args__",
    "__rich_repr__",
    "__hash__",
    "__setstate__",
];

impl Comparison<'_> {
    /// Compares the members of two classes; gives the names of those that are gone.
    pub(crate) fn members(&mut self, subject: &Subject, before: &Family, after: &Family) -> BTreeSet<String> {
        let mut gone = BTreeSet::new();
        let there = after.members();
        for (name, old) in before.members() {
            if is_private(name) || matches!(name, "__init__" | "__new__") || Self::is_told_elsewhere(before, after, old)
            {
                continue;
            }
            let bindings = old.bindings();
            let Some(first) = standing(&bindings) else { continue };
            let symbol = format!("{}.{name}", subject.symbol);
            match there.get(name) {
                Some(new) => self.member(&symbol, (old, first), *new),
                None => {
                    if self.member_gone(&symbol, (old, first), before, after) {
                        gone.insert(name.to_owned());
                    }
                }
            }
        }
        gone
    }

    /// Whether a base that users may name themselves is where this is told.
    fn is_told_elsewhere(before: &Family, after: &Family, member: Member<'_>) -> bool {
        let own = before.classes.first().is_some_and(|class| class.key() == member.owner.key());
        let still_base = after.classes.iter().any(|class| class.key() == member.owner.key());
        let owner = member.owner;
        !own && still_base && !owner.name.starts_with('_') && is_public(&owner.dotted)
    }

    fn member(&mut self, symbol: &str, (old, first): (Member<'_>, &Binding), new: Member<'_>) {
        let after = new.bindings();
        let Some(last) = standing(&after) else { return };
        let subject = self.subject(symbol, (old.owner, first), (new.owner, last));
        match (&first.what, &last.what) {
            (What::Function(_), What::Function(_)) => match (is_read(&old.bindings()), is_read(&after)) {
                (false, false) => self.functions(&subject, &old.bindings(), &after, true),
                (true, true) => self.accessors(&subject, &old.bindings(), &after),
                (was, _) => {
                    let message = if was { "is called now, not read" } else { "is read now, not called" };
                    let message = format!("`{}` {message}", written(symbol));
                    let odd = is_odd(&old.bindings()) || is_odd(&after);
                    let certainty = if odd { Certainty::Possible } else { Certainty::Definite };
                    self.changed(&rules::KIND_CHANGED, &subject, certainty, message);
                }
            },
            (What::Class(_), What::Class(_)) => self.nested(symbol, old, new),
            (What::Value(one), What::Value(other)) => self.values(&subject, one, other),
            (What::Value(_), What::Function(function))
                if function.is_property() || after.iter().any(|binding| is_accessor(binding, "setter")) =>
            {
                let settable = after.iter().any(|binding| is_accessor(binding, "setter"));
                if !settable && !function.is_decorated("cached_property") {
                    let message = format!("`{}` can be read but not assigned", written(symbol));
                    self.changed(&rules::ATTRIBUTE_READ_ONLY, &subject, rules::ATTRIBUTE_READ_ONLY.certainty, message);
                }
            }
            (What::Function(function), What::Value(_)) if function.is_property() => {}
            (What::Deleted | What::Import(_) | What::Star(_), _)
            | (_, What::Deleted | What::Import(_) | What::Star(_)) => {}
            (one, other) => {
                if let Some(certainty) = kind_changed(one, other) {
                    let message = format!("`{}` is another kind of thing now", written(symbol));
                    self.changed(&rules::KIND_CHANGED, &subject, certainty, message);
                }
            }
        }
    }

    fn nested(&mut self, symbol: &str, old: Member<'_>, new: Member<'_>) {
        let (Some(before), Some(after)) = (inner(old), inner(new)) else { return };
        if self.is_first(format!("{} -> {}", before.key(), after.key())) {
            self.classes(symbol, &before, &after);
        }
    }

    fn accessors(&mut self, subject: &Subject, old: &[&Binding], new: &[&Binding]) {
        for accessor in ["setter", "deleter"] {
            let had = old.iter().any(|binding| is_accessor(binding, accessor));
            let has = new.iter().any(|binding| is_accessor(binding, accessor));
            if had && !has {
                let does = if accessor == "setter" { "assigned" } else { "deleted" };
                let message = format!("`{}` can not be {does} any more", written(&subject.symbol));
                self.changed(&rules::SETTER_REMOVED, subject, rules::SETTER_REMOVED.certainty, message);
            }
        }
    }

    fn member_gone(
        &mut self,
        symbol: &str,
        (old, first): (Member<'_>, &Binding),
        before: &Family,
        after: &Family,
    ) -> bool {
        if !self.is_first(format!("gone {}.{}", old.owner.key(), old.name)) {
            return true;
        }
        let Some((rule, mut certainty)) = gone(old.name, first, before, after) else { return false };
        // Hooks of a protocol that a base of the project's own brought: hardly anybody calls them.
        let is_hook = old.name.starts_with("__") && !is_of_language(old.name);
        if is_hook && !old.owner.dotted.split('.').all(is_public) {
            certainty = certainty.min(Certainty::Possible);
        }
        // What a class makes where the text does not show may still be there.
        if after.classes.iter().any(|item| item.class().is_some_and(|class| class.open || has_getattr(class))) {
            certainty = Certainty::Possible;
        }
        let overrides = matches!(&first.what, What::Function(function)
            if function.body.uses_super || function.is_decorated("override"));
        // So may what a base that was not there before brings, of which nothing is known.
        let elsewhere = !after.known || after.outside.difference(&before.outside).any(|base| !families::is_plain(base));
        if overrides && !after.complete || elsewhere {
            certainty = Certainty::Possible;
        }
        let place = self.old_place(old.owner, first);
        let renamed = moves::member(old, first, before, after);
        if let Some(to) = renamed {
            let message = format!("`{}` is called `{to}` now: using the old name fails", written(symbol));
            self.lost(&rules::MEMBER_RENAMED, symbol, place, certainty, message);
        } else {
            let message = format!("`{}` is gone: using it fails", written(symbol));
            self.lost(rule, symbol, place, certainty, message);
        }
        true
    }
}

/// Which rule a lost member falls under, and how surely; none if nobody can miss it.
fn gone(name: &str, binding: &Binding, before: &Family, after: &Family) -> Option<(&'static Rule, Certainty)> {
    if ALWAYS_THERE.contains(&name) {
        let told = !matches!(name, "__doc__" | "__module__" | "__slots__" | "__annotations__");
        return told.then_some((&rules::METHOD_REMOVED, Certainty::Possible));
    }
    // A class that another one takes the place of decides that itself.
    let sure = if after.complete { Certainty::Definite } else { Certainty::Likely };
    Some(match &binding.what {
        What::Function(function) if function.is_property() => (&rules::PROPERTY_REMOVED, sure),
        What::Function(_) => (&rules::METHOD_REMOVED, sure),
        What::Class(_) => (&rules::INNER_CLASS_REMOVED, sure),
        What::Value(value) => match (before.shape(), origin(name, value, before)) {
            (_, Origin::Method) => return None,
            (Shape::Enum, _) => (&rules::ENUM_MEMBER_REMOVED, Certainty::Definite),
            (Shape::Dataclass | Shape::Model | Shape::NamedTuple | Shape::TypedDict, Origin::Body) => {
                (&rules::FIELD_REMOVED, sure)
            }
            _ => (&rules::ATTRIBUTE_REMOVED, Certainty::Likely),
        },
        _ => return None,
    })
}

/// Where an attribute comes from: what `__init__` assigns is there from the start, whatever other methods do.
fn origin(name: &str, value: &Value, family: &Family) -> Origin {
    let bindings = family.find(name).map_or_else(Vec::new, |member| member.bindings());
    let from =
        |origin| bindings.iter().any(|binding| matches!(&binding.what, What::Value(value) if value.origin == origin));
    [Origin::Body, Origin::Constructor].into_iter().find(|origin| from(*origin)).unwrap_or(value.origin)
}

/// Whether a member is the class's own affair.
pub(crate) fn is_private(name: &str) -> bool {
    name.starts_with('_') && !(name.starts_with("__") && name.ends_with("__"))
}

/// Whether the language itself calls a special method.
fn is_of_language(name: &str) -> bool {
    const CALLED: [&str; 24] = [
        "__call__",
        "__enter__",
        "__exit__",
        "__aenter__",
        "__aexit__",
        "__iter__",
        "__next__",
        "__aiter__",
        "__anext__",
        "__await__",
        "__len__",
        "__contains__",
        "__getitem__",
        "__setitem__",
        "__delitem__",
        "__getattr__",
        "__get__",
        "__set__",
        "__bool__",
        "__del__",
        "__copy__",
        "__deepcopy__",
        "__fspath__",
        "__index__",
    ];
    let is_operator = |name: &str| {
        let bare = name.trim_matches('_').trim_start_matches(['r', 'i']);
        [
            "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "and", "or", "xor", "lt", "le", "gt", "ge", "eq",
            "nt", "neg", "pos", "abs",
        ]
        .contains(&bare)
    };
    CALLED.contains(&name) || is_operator(name)
}

fn has_getattr(class: &super::super::model::Class) -> bool {
    class.member("__getattr__").next().is_some() || class.member("__getattribute__").next().is_some()
}

/// Whether a decorator stands there of which nothing is known: it may make a property of a function.
fn is_odd(bindings: &[&Binding]) -> bool {
    const KNOWN: [&str; 9] = [
        "property",
        "cached_property",
        "setter",
        "deleter",
        "staticmethod",
        "classmethod",
        "abstractmethod",
        "override",
        "overload",
    ];
    bindings.iter().any(|binding| {
        matches!(&binding.what, What::Function(function)
            if function.decorators.iter().any(|decorator| !KNOWN.contains(&last_part(decorator))))
    })
}

/// Whether the definitions are those of a property, accessors included.
fn is_read(bindings: &[&Binding]) -> bool {
    bindings.iter().any(|binding| matches!(&binding.what, What::Function(function) if function.is_property()))
}

fn is_accessor(binding: &Binding, accessor: &str) -> bool {
    matches!(&binding.what, What::Function(function) if function.is_decorated(accessor))
}

/// A nested class as an item of a module that holds the members of the outer one.
fn inner(member: Member<'_>) -> Option<super::super::view::Item> {
    let class = member.owner.class()?;
    let module = super::super::model::Module { bindings: class.members.clone(), ..Default::default() };
    Some(super::super::view::Item {
        module: std::rc::Rc::new(module),
        dotted: member.owner.dotted.clone(),
        name: member.name.to_owned(),
    })
}
