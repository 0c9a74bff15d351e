//! What it takes to make an instance: `__init__`, or the fields of a dataclass and its like.

use std::collections::BTreeSet;

use super::super::model::{Class, Form, Origin, Parameter, ParameterKind, Value, What, last_part};
use super::super::rules;
use super::super::view::Item;
use super::families::{Family, Shape};
use super::functions::visible;
use super::parameters::Difference;
use super::report::{Comparison, Subject};
use crate::breaking::{Certainty, Rule};

/// How instances are made.
enum Constructor<'a> {
    /// By a method of that name.
    Method(&'a Item, &'static str),
    /// From the fields.
    Fields(Vec<Parameter>),
    /// By nothing but the class of all classes.
    Plain(Vec<Parameter>),
    /// By something that is not in this tree.
    Unknown,
}

impl Comparison<'_> {
    /// Compares how instances are made; what `gone` names has been told.
    pub(crate) fn constructors(&mut self, subject: &Subject, before: &Family, after: &Family, gone: &BTreeSet<String>) {
        if before.shape() == Shape::Enum || before.shape() == Shape::Protocol {
            return;
        }
        match (constructor(before), constructor(after)) {
            (Constructor::Method(old, one), Constructor::Method(new, other)) => {
                self.methods(subject, (old, one), (new, other), before);
            }
            (Constructor::Fields(old), Constructor::Fields(new)) => self.fields(subject, (&old, &new), gone, after),
            (Constructor::Unknown, _) | (_, Constructor::Unknown) => {}
            (old, new) => {
                let at_most =
                    if matches!(old, Constructor::Plain(_)) { Certainty::Definite } else { Certainty::Likely };
                let subject = Subject { symbol: format!("{}.__init__", subject.symbol), at_most, ..subject.clone() };
                for difference in self.differences(&subject, &parameters(&old), &parameters(&new)) {
                    if !gone.contains(&difference.parameter) {
                        self.difference(&subject, &difference);
                    }
                }
            }
        }
    }

    /// Whether instances that were made from fields are made by a method in the same way.
    pub(crate) fn is_made_alike(&self, subject: &Subject, before: &Family, after: &Family) -> bool {
        let (old, new) = (constructor(before), constructor(after));
        let by_hand = matches!((&old, &new), (Constructor::Fields(_), Constructor::Method(..)));
        let found = self.differences(subject, &parameters(&old), &parameters(&new));
        by_hand && found.iter().all(|difference| difference.certainty == Certainty::Possible)
    }

    fn methods(&mut self, subject: &Subject, old: (&Item, &str), new: (&Item, &str), before: &Family) {
        let inherited = before.classes.first().is_some_and(|class| class.key() != old.0.key());
        if inherited && old.0.key() == new.0.key() && !old.0.name.starts_with('_') {
            return;
        }
        let (Some(one), Some(other)) = (old.0.class(), new.0.class()) else { return };
        let (one, other): (Vec<_>, Vec<_>) = (one.member(old.1).collect(), other.member(new.1).collect());
        let (Some(first), Some(last)) = (one.first(), other.first()) else { return };
        let symbol = format!("{}.{}", subject.symbol, new.1);
        let subject = self.subject(&symbol, (old.0, first), (new.0, last));
        self.functions(&subject, &one, &other, true);
    }

    fn fields(
        &mut self,
        subject: &Subject,
        (old, new): (&[Parameter], &[Parameter]),
        gone: &BTreeSet<String>,
        after: &Family,
    ) {
        for difference in self.differences(subject, old, new) {
            let rule = field_rule(difference.rule);
            if gone.contains(&difference.parameter) {
                continue;
            }
            let mut subject =
                Subject { symbol: format!("{}.{}", subject.symbol, difference.parameter), ..subject.clone() };
            subject.new.line = difference.line.unwrap_or(subject.new.line);
            if let Some(old) = old.iter().find(|field| field.name == difference.parameter) {
                subject.old.line = old.line;
            }
            let Difference { certainty, message, .. } = difference;
            self.changed(rule, &subject, certainty, message);
        }
        if after.shape() == Shape::NamedTuple {
            let added =
                new.iter().find(|field| field.default.is_some() && !old.iter().any(|old| old.name == field.name));
            if let Some(field) = added {
                let subject = Subject { symbol: format!("{}.{}", subject.symbol, field.name), ..subject.clone() };
                let message = format!("`{}` makes the tuple longer: code that unpacks it fails", field.name);
                self.changed(&rules::TUPLE_FIELD_ADDED, &subject, rules::TUPLE_FIELD_ADDED.certainty, message);
            }
        }
    }
}

fn field_rule(rule: &'static Rule) -> &'static Rule {
    match rule.id {
        id if id == rules::REQUIRED_PARAMETER_ADDED.id => &rules::FIELD_ADDED,
        id if id == rules::PARAMETER_MOVED.id => &rules::FIELD_MOVED,
        id if id == rules::PARAMETER_TYPE_CHANGED.id => &rules::FIELD_TYPE_CHANGED,
        id if id == rules::PARAMETER_REMOVED.id || id == rules::PARAMETER_RENAMED.id => &rules::FIELD_REMOVED,
        id if id == rules::PARAMETER_REQUIRED.id => &rules::FIELD_REQUIRED,
        _ => rule,
    }
}

fn parameters(constructor: &Constructor<'_>) -> Vec<Parameter> {
    match constructor {
        Constructor::Method(item, name) => item
            .class()
            .and_then(|class| {
                class.member(name).find_map(|member| match &member.what {
                    What::Function(function) => Some(visible(function, true)),
                    _ => None,
                })
            })
            .unwrap_or_default(),
        Constructor::Fields(list) | Constructor::Plain(list) => list.clone(),
        Constructor::Unknown => Vec::new(),
    }
}

fn constructor(family: &Family) -> Constructor<'_> {
    let shape = family.shape();
    let by_fields = matches!(shape, Shape::Dataclass | Shape::Model | Shape::NamedTuple | Shape::TypedDict);
    for (index, item) in family.classes.iter().enumerate() {
        let Some(class) = item.class() else { continue };
        for name in ["__init__", "__new__"] {
            if class.member(name).any(|member| matches!(member.what, What::Function(_))) {
                return Constructor::Method(item, name);
            }
        }
        if by_fields && index == 0 && init_is_made(class) {
            return Constructor::Fields(fields(family, shape));
        }
        if class.keywords.iter().any(|(name, _)| name == "metaclass") && index > 0 {
            return Constructor::Unknown;
        }
    }
    if family.is_exception() {
        let any = Parameter {
            name: "args".to_owned(),
            kind: ParameterKind::VarPositional,
            annotation: None,
            default: None,
            line: 0,
        };
        return Constructor::Plain(vec![any]);
    }
    if family.complete { Constructor::Plain(Vec::new()) } else { Constructor::Unknown }
}

fn init_is_made(class: &Class) -> bool {
    let arguments = class.decorator(&["dataclass", "define", "attrs", "s"]).map_or("", |(_, arguments)| arguments);
    !arguments.replace(' ', "").split(',').any(|argument| argument == "init=False")
}

/// The fields in the order of the constructor: those of the bases first.
fn fields(family: &Family, shape: Shape) -> Vec<Parameter> {
    let mut all: Vec<Parameter> = Vec::new();
    for item in family.classes.iter().rev() {
        let Some(class) = item.class() else { continue };
        let has_fields = match shape {
            Shape::Dataclass => class.decorator(&["dataclass", "pydantic_dataclass"]).is_some(),
            _ => true,
        };
        if !has_fields {
            continue;
        }
        for field in own_fields(class, shape) {
            match all.iter_mut().find(|known| known.name == field.name) {
                Some(known) => *known = field,
                None => all.push(field),
            }
        }
    }
    all
}

fn own_fields(class: &Class, shape: Shape) -> Vec<Parameter> {
    let arguments =
        class.decorator(&["dataclass", "define", "frozen", "attrs", "s"]).map_or("", |(_, arguments)| arguments);
    let named = |text: &str, flag: &str| text.replace(' ', "").split(',').any(|argument| argument == flag);
    let by_keyword = matches!(shape, Shape::TypedDict) || is_pydantic(class, shape);
    let mut keyword_only = named(arguments, "kw_only=True") || by_keyword;
    let optional_keys = class.keywords.iter().any(|(name, value)| name == "total" && value == "False");
    let mut out = Vec::new();
    for member in &class.members {
        let What::Value(value) = &member.what else { continue };
        if value.origin != Origin::Body || !is_field(value, shape) || member.name.starts_with("__") {
            continue;
        }
        let annotation = value.annotation.clone();
        let of = annotation.as_deref().unwrap_or_default();
        if last_part(of) == "KW_ONLY" {
            keyword_only = true;
            continue;
        }
        let made = if value.form == Form::Call { value.written.as_deref().unwrap_or_default() } else { "" };
        let maker = matches!(last_part(made), "field" | "Field" | "ib" | "attrib" | "Factory");
        if maker && named(inside(made), "init=False") {
            continue;
        }
        let optional = match shape {
            Shape::TypedDict => optional_keys && !of.contains("Required[") || of.contains("NotRequired["),
            _ if maker => has_default(inside(made)),
            _ => value.form != Form::Absent,
        };
        let only = keyword_only || maker && named(inside(made), "kw_only=True");
        out.push(Parameter {
            name: member.name.clone(),
            kind: if only { ParameterKind::KeywordOnly } else { ParameterKind::Either },
            annotation,
            default: optional.then(|| value.written.clone().unwrap_or_default()),
            line: member.line,
        });
    }
    out
}

fn is_pydantic(class: &Class, shape: Shape) -> bool {
    shape == Shape::Model && class.decorators.is_empty()
}

fn is_field(value: &Value, shape: Shape) -> bool {
    match &value.annotation {
        Some(annotation) => {
            annotation.trim_matches(['"', '\'']).split('[').next().is_none_or(|of| last_part(of) != "ClassVar")
        }
        None => {
            shape == Shape::Model && matches!(value.written.as_deref().map(last_part), Some("ib" | "attrib" | "field"))
        }
    }
}

/// What stands between the parentheses of a call.
fn inside(call: &str) -> &str {
    call.split_once('(').map_or("", |(_, rest)| rest.trim_end_matches(')'))
}

fn has_default(arguments: &str) -> bool {
    let named = ["default=", "default_factory=", "factory=", "default =", "default_factory ="];
    if named.iter().any(|name| arguments.contains(name)) {
        return true;
    }
    let first = arguments.split(',').next().unwrap_or_default().trim();
    !first.is_empty() && first != "..." && !first.contains('=')
}
