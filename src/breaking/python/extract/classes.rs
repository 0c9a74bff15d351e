//! Class heads and members.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::syntax::Node;

use super::functions::{Descend, walk};
use super::statements::{self, Scope};
use super::words::{line, one_line, text};
use crate::breaking::python::model::{Binding, Class, Guard, Module, Origin, Value, What};

/// Reads a `class_definition`.
pub(super) fn class(node: Node<'_>, source: &str, decorators: &[String], depth: usize) -> Class {
    let body = node.child_by_field_name("body");
    let end = body.map_or(node.end_byte(), |body| body.start_byte());
    let head = one_line(source.get(node.start_byte()..end).unwrap_or_default());
    let mut class = Class {
        decorators: decorators.to_vec(),
        head: head.trim_end_matches(':').trim_end().to_owned(),
        ..Class::default()
    };
    if let Some(list) = node.child_by_field_name("superclasses") {
        superclasses(list, source, &mut class);
    }
    if let Some(body) = body {
        let mut inner = Module::default();
        statements::block(body, source, Scope { guard: Guard::Always, in_class: true, depth }, &mut inner);
        class.members = inner.bindings;
        class.open = inner.open;
        instance_attributes(body, source, &mut class.members);
    }
    class
}

/// Gives classes their digests, which say what members they have and how these are written; whether their text was read whole
/// or in part makes no difference.
pub(crate) fn digest(bindings: &mut [Binding]) {
    for binding in bindings {
        let What::Class(class) = &mut binding.what else { continue };
        digest(&mut class.members);
        let mut hasher = DefaultHasher::new();
        for member in &class.members {
            member.name.hash(&mut hasher);
            match &member.what {
                What::Function(function) => (&function.head, function.body.digest).hash(&mut hasher),
                What::Class(class) => class.digest.hash(&mut hasher),
                What::Value(value) => value.head.hash(&mut hasher),
                _ => {}
            }
        }
        class.digest = hasher.finish();
    }
}

fn superclasses(list: Node<'_>, source: &str, class: &mut Class) {
    let mut cursor = list.walk();
    for argument in list.named_children(&mut cursor) {
        match argument.kind() {
            "keyword_argument" => {
                let part = |field| argument.child_by_field_name(field).map_or("", |node| text(node, source)).to_owned();
                class.keywords.push((part("name"), part("value")));
            }
            "comment" => {}
            _ => class.bases.push(one_line(text(argument, source))),
        }
    }
}

/// What methods assign to their first parameter.
fn instance_attributes(body: Node<'_>, source: &str, out: &mut Vec<Binding>) {
    let mut cursor = body.walk();
    for child in body.named_children(&mut cursor) {
        let method = match child.kind() {
            "decorated_definition" => child.child_by_field_name("definition"),
            _ => Some(child),
        };
        let Some(method) = method.filter(|node| node.kind() == "function_definition") else { continue };
        let name = method.child_by_field_name("name").map_or("", |name| text(name, source));
        let Some(receiver) = receiver(method, source) else { continue };
        let Some(block) = method.child_by_field_name("body") else { continue };
        let origin = if name == "__init__" { Origin::Constructor } else { Origin::Method };
        assignments(block, source, receiver, origin, out);
    }
}

fn receiver<'a>(method: Node<'_>, source: &'a str) -> Option<&'a str> {
    let parameters = method.child_by_field_name("parameters")?;
    let mut cursor = parameters.walk();
    let first = parameters.named_children(&mut cursor).find(|child| child.kind() != "comment")?;
    let name = if first.kind() == "typed_parameter" { first.named_child(0)? } else { first };
    (name.kind() == "identifier").then(|| text(name, source))
}

fn assignments(block: Node<'_>, source: &str, receiver: &str, origin: Origin, out: &mut Vec<Binding>) {
    walk(block, |node| {
        if node.kind() != "assignment" {
            let skip = matches!(node.kind(), "class_definition" | "lambda");
            return if skip { Descend::No } else { Descend::Yes };
        }
        if let Some(left) = node.child_by_field_name("left") {
            let targets = if left.kind() == "pattern_list" || left.kind() == "tuple_pattern" {
                let mut cursor = left.walk();
                left.named_children(&mut cursor).collect()
            } else {
                vec![left]
            };
            for target in targets {
                if let Some(binding) = attribute(target, node, source, (receiver, origin)) {
                    out.push(binding);
                }
            }
        }
        // The right side of a chain `self.a = self.b = 1` is an assignment too.
        Descend::Yes
    });
}

fn attribute(
    target: Node<'_>,
    assignment: Node<'_>,
    source: &str,
    (receiver, origin): (&str, Origin),
) -> Option<Binding> {
    if target.kind() != "attribute" || text(target.child_by_field_name("object")?, source) != receiver {
        return None;
    }
    let name = text(target.child_by_field_name("attribute")?, source).to_owned();
    let value = Value {
        annotation: assignment.child_by_field_name("type").map(|of| one_line(text(of, source))),
        head: one_line(text(assignment, source)),
        origin,
        form: statements::form(assignment.child_by_field_name("right")),
        written: None,
    };
    Some(Binding { name, line: line(target), guard: Guard::Always, what: What::Value(value) })
}
