//! Classes: bases, what subclasses must do, how instances behave.

use std::collections::BTreeSet;

use super::super::layout::{is_public, written};
use super::super::model::{Class, What, last_part};
use super::super::rules;
use super::super::view::{Found, Item};
use super::families::{Family, Member, Shape};
use super::kinds::short;
use super::report::{Comparison, Subject};
use crate::breaking::Certainty;

/// Bases that say nothing of what an instance is.
const SAY_NOTHING: [&str; 6] = ["object", "Generic", "ABC", "Protocol", "NamedTuple", "TypedDict"];

/// Classes of the standard library and what each of them is, too.
const BRINGS: [(&str, &[&str]); 24] = [
    ("IntEnum", &["Enum", "int", "ReprEnum"]),
    ("StrEnum", &["Enum", "str", "ReprEnum"]),
    ("Flag", &["Enum"]),
    ("IntFlag", &["Flag", "Enum", "int", "ReprEnum"]),
    ("bool", &["int"]),
    ("OrderedDict", &["dict"]),
    ("defaultdict", &["dict"]),
    ("Counter", &["dict"]),
    ("dict", &["MutableMapping", "Mapping"]),
    ("MutableMapping", &["Mapping"]),
    ("list", &["MutableSequence", "Sequence"]),
    ("MutableSequence", &["Sequence"]),
    ("Exception", &["BaseException"]),
    ("ValueError", &["Exception"]),
    ("TypeError", &["Exception"]),
    ("RuntimeError", &["Exception"]),
    ("NotImplementedError", &["RuntimeError", "Exception"]),
    ("KeyError", &["LookupError", "Exception"]),
    ("IndexError", &["LookupError", "Exception"]),
    ("OSError", &["Exception", "IOError", "EnvironmentError"]),
    ("ConnectionError", &["OSError", "IOError", "Exception"]),
    ("TimeoutError", &["OSError", "IOError", "Exception"]),
    ("FileNotFoundError", &["OSError", "IOError", "Exception"]),
    ("ImportError", &["Exception"]),
];

impl Comparison<'_> {
    /// Compares two classes of one name.
    pub(crate) fn classes(&mut self, symbol: &str, old: &Item, new: &Item) {
        let (before, after) = (Family::of(&self.old, old), Family::of(&self.new, new));
        let at = |item: &Item| item.bindings().find(|binding| matches!(binding.what, What::Class(_))).cloned();
        let (Some(one), Some(other)) = (at(old), at(new)) else { return };
        let subject = self.subject(symbol, (old, &one), (new, &other));
        self.bases(&subject, &before, &after);
        self.abstract_methods(&subject, &before, &after);
        let told = self.members(&subject, &before, &after);
        self.constructors(&subject, &before, &after, &told);
        if let (Some(one), Some(other)) = (before.class(), after.class()) {
            self.decorations(&subject, (one, &before), (other, &after));
        }
    }

    fn bases(&mut self, subject: &Subject, before: &Family, after: &Family) {
        let here: BTreeSet<String> = after.classes.iter().map(Item::key).collect();
        let names: BTreeSet<&str> = after
            .outside
            .iter()
            .map(|base| last_part(base))
            .chain(after.classes.iter().map(|item| item.name.as_str()))
            .collect();
        for base in before.classes.iter().skip(1) {
            if base.name.starts_with('_') || names.contains(base.name.as_str()) {
                continue;
            }
            // A base under another name is still that base; one that is gone is told by itself.
            let certainty = match self.new.unalias(self.new.resolve(&base.dotted, &base.name)) {
                Found::Item(now) if here.contains(&now.key()) => continue,
                Found::Item(_) if self.is_nameable(base) => rules::BASE_REMOVED.certainty,
                _ => Certainty::Possible,
            };
            self.base_removed(subject, &base.name, certainty);
        }
        for base in &before.outside {
            let name = last_part(base);
            // A tuple with names can be unpacked and counted off.
            let is_implied = BRINGS.iter().any(|(sub, all)| names.contains(sub) && all.contains(&name));
            if names.contains(name) || is_implied || SAY_NOTHING.contains(&name) && name != "NamedTuple" {
                continue;
            }
            let certainty =
                if after.complete || !after.outside.iter().any(|base| !SAY_NOTHING.contains(&last_part(base))) {
                    rules::BASE_REMOVED.certainty
                } else {
                    Certainty::Possible
                };
            self.base_removed(subject, name, certainty);
        }
    }

    /// Whether users can name a class: nobody checks for one that they cannot.
    fn is_nameable(&self, class: &Item) -> bool {
        let package = class.dotted.split('.').next().unwrap_or_default();
        let exported = self.old.unalias(self.old.resolve(package, &class.name));
        is_public(&class.dotted) || matches!(exported, Found::Item(item) if item.key() == class.key())
    }

    fn base_removed(&mut self, subject: &Subject, base: &str, certainty: Certainty) {
        let message =
            format!("`{}` is no `{base}` any more: checks and handlers for it miss it", short(&subject.symbol));
        self.changed(&rules::BASE_REMOVED, subject, certainty, message);
    }

    fn abstract_methods(&mut self, subject: &Subject, before: &Family, after: &Family) {
        let (old, new) = (abstract_names(before), abstract_names(after));
        if before.shape() == Shape::Protocol && after.shape() == Shape::Protocol {
            self.protocol_methods(subject, before, after);
        }
        for name in new.difference(&old) {
            // What was there with a body and is abstract now, or what is new: subclasses lack it.
            let protocol = after.shape() == Shape::Protocol;
            // What only said that subclasses define it asked for it before.
            let was_asked = before.find(name).is_some_and(|member| {
                let bindings = member.bindings();
                bindings.iter().any(|one| matches!(&one.what, What::Function(function) if function.body.refuses))
            });
            let certainty =
                if protocol || was_asked { Certainty::Possible } else { rules::ABSTRACT_METHOD_ADDED.certainty };
            let mut subject = subject.clone();
            let message = format!("`{name}` must be defined by subclasses now: older ones cannot be made");
            subject.symbol = format!("{}.{name}", subject.symbol);
            if let Some(binding) = after.find(name).and_then(|member| member.bindings().first().copied()) {
                subject.new.line = binding.line;
            }
            self.changed(&rules::ABSTRACT_METHOD_ADDED, &subject, certainty, message);
        }
    }

    /// Methods that are new in a protocol: type checkers refuse what users made for it.
    fn protocol_methods(&mut self, subject: &Subject, before: &Family, after: &Family) {
        let abstracts = abstract_names(after);
        let is_method =
            |member: &Member<'_>| member.bindings().iter().any(|binding| matches!(binding.what, What::Function(_)));
        for (name, member) in after.members() {
            if name.starts_with('_') || abstracts.contains(name) || before.find(name).is_some() || !is_method(&member) {
                continue;
            }
            let mut subject = subject.clone();
            let message = format!("`{name}` belongs to the protocol now: what was made for it does not fit any more");
            subject.symbol = format!("{}.{name}", subject.symbol);
            if let Some(binding) = member.bindings().first() {
                subject.new.line = binding.line;
            }
            self.changed(&rules::ABSTRACT_METHOD_ADDED, &subject, Certainty::Possible, message);
        }
    }

    fn decorations(&mut self, subject: &Subject, old: (&Class, &Family), new: (&Class, &Family)) {
        let name = written(short(&subject.symbol));
        let flag = |class: &Class, flag: &str| {
            let arguments =
                class.decorator(&["dataclass", "define", "attrs", "s"]).map_or("", |(_, arguments)| arguments);
            let frozen = flag == "frozen" && class.decorator(&["frozen"]).is_some();
            frozen || arguments.split(',').any(|argument| argument.replace(' ', "") == format!("{flag}=True"))
        };
        if flag(new.0, "frozen") && !flag(old.0, "frozen") && old.1.shape() != Shape::Plain {
            let message = format!("instances of `{name}` cannot be assigned to any more");
            self.changed(&rules::DATACLASS_FROZEN, subject, rules::DATACLASS_FROZEN.certainty, message);
        }
        if flag(old.0, "order") && !flag(new.0, "order") && new.1.find("__lt__").is_none() {
            let message = format!("instances of `{name}` cannot be ordered any more");
            self.changed(&rules::DATACLASS_ORDER_REMOVED, subject, rules::DATACLASS_ORDER_REMOVED.certainty, message);
        }
        if old.1.shape() == Shape::Dataclass && matches!(new.1.shape(), Shape::Plain | Shape::Protocol) {
            let inherited = new
                .1
                .classes
                .iter()
                .skip(1)
                .any(|item| item.class().is_some_and(|class| class.decorator(&["dataclass"]).is_some()));
            // Who only makes instances and reads them sees no difference where it is written out by hand.
            let by_hand = self.is_made_alike(subject, old.1, new.1);
            let certainty = if inherited || by_hand { Certainty::Possible } else { rules::DATACLASS_REMOVED.certainty };
            let message =
                format!("`{name}` is no dataclass any more: `replace`, `fields`, equality and its text differ");
            self.changed(&rules::DATACLASS_REMOVED, subject, certainty, message);
        }
        let final_now = new.0.decorator(&["final"]).is_some() && old.0.decorator(&["final"]).is_none();
        if final_now {
            let message = format!("`{name}` must not be subclassed any more");
            self.changed(&rules::CLASS_FINAL, subject, rules::CLASS_FINAL.certainty, message);
        }
    }
}

/// The methods that a subclass must define.
fn abstract_names(family: &Family) -> BTreeSet<String> {
    let is_abstract = |what: &What| match what {
        What::Function(function) => {
            function.decorators.iter().any(|decorator| last_part(decorator).starts_with("abstract"))
        }
        _ => false,
    };
    family
        .members()
        .into_iter()
        .filter(|(_, member)| member.bindings().iter().any(|binding| is_abstract(&binding.what)))
        .map(|(name, _)| name.to_owned())
        .collect()
}
