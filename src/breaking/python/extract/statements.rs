//! The statements of a module or class body, and what they bind.

use crate::syntax::Node;

use super::functions::{Descend, walk};
use super::words::{line, one_line, text};
use super::{classes, exports, functions, imports, served};
use crate::breaking::python::model::{Binding, Form, Guard, Module, Origin, Value, What};

/// Conditions and classes nested deeper than this are not read.
const DEEPEST: usize = 40;

/// What a block stands in.
#[derive(Clone, Copy)]
pub(super) struct Scope {
    pub(super) guard: Guard,
    pub(super) in_class: bool,
    pub(super) depth: usize,
}

/// Reads the tree of one file.
pub(crate) fn module(root: Node<'_>, source: &str) -> Module {
    let unreadable = root.has_error() && has_error_outside_bodies(root);
    let mut out = Module { unreadable, ..Module::default() };
    block(root, source, Scope { guard: Guard::Always, in_class: false, depth: 0 }, &mut out);
    if out.bindings.iter().any(|binding| binding.name == "__getattr__") {
        out.open = true;
        (out.served, out.serves_more) = served::served(root, source);
    }
    out
}

fn has_error_outside_bodies(root: Node<'_>) -> bool {
    let mut found = root.is_error();
    walk(root, |node| {
        if !node.has_error() || found {
            return Descend::No;
        }
        found |= node.is_error() || node.is_missing();
        let in_body =
            node.kind() == "block" && node.parent().is_some_and(|parent| parent.kind() == "function_definition");
        if in_body { Descend::No } else { Descend::Yes }
    });
    found
}

/// Reads the statements of a block into `out`.
pub(super) fn block(node: Node<'_>, source: &str, scope: Scope, out: &mut Module) {
    if scope.depth > DEEPEST {
        out.open = true;
        return;
    }
    let mut cursor = node.walk();
    for statement in node.named_children(&mut cursor) {
        read(statement, source, scope, out);
    }
}

fn read(node: Node<'_>, source: &str, scope: Scope, out: &mut Module) {
    let deeper = Scope { depth: scope.depth + 1, ..scope };
    match node.kind() {
        "function_definition" | "class_definition" => definition(node, source, scope, &[], out),
        "decorated_definition" => {
            let mut cursor = node.walk();
            let decorators: Vec<String> = node
                .named_children(&mut cursor)
                .filter(|child| child.kind() == "decorator")
                .map(|child| one_line(text(child, source).trim_start_matches('@')))
                .collect();
            if let Some(inner) = node.child_by_field_name("definition") {
                definition(inner, source, scope, &decorators, out);
            }
        }
        "expression_statement" => {
            let mut cursor = node.walk();
            for expression in node.named_children(&mut cursor) {
                self::expression(expression, source, scope, out);
            }
        }
        "import_statement" => imports::plain(node, source, scope.guard, &mut out.bindings),
        "import_from_statement" => imports::from(node, source, scope.guard, &mut out.bindings),
        "type_alias_statement" => type_alias(node, source, scope, out),
        "delete_statement" => deletion(node, source, scope, out),
        "if_statement" => condition(node, source, deeper, out),
        "with_statement" => bodies(node, source, deeper, out),
        "try_statement" | "match_statement" | "for_statement" | "while_statement" => {
            bodies(node, source, Scope { guard: branch(scope.guard), ..deeper }, out);
        }
        _ => {}
    }
}

/// A guard under one more condition.
fn branch(guard: Guard) -> Guard {
    if guard == Guard::Checking { Guard::Checking } else { Guard::Branch }
}

fn definition(node: Node<'_>, source: &str, scope: Scope, decorators: &[String], out: &mut Module) {
    let Some(name) = node.child_by_field_name("name") else { return };
    let what = if node.kind() == "class_definition" {
        What::Class(classes::class(node, source, decorators, scope.depth + 1))
    } else {
        What::Function(functions::function(node, source, decorators))
    };
    let name = text(name, source).to_owned();
    out.bindings.push(Binding { name, line: line(node), guard: scope.guard, what });
}

fn condition(node: Node<'_>, source: &str, scope: Scope, out: &mut Module) {
    let test = node.child_by_field_name("condition").map_or("", |condition| text(condition, source));
    let checking = matches!(test, "TYPE_CHECKING" | "typing.TYPE_CHECKING" | "t.TYPE_CHECKING" | "False");
    if matches!(test, "__name__ == \"__main__\"" | "__name__ == '__main__'") {
        return;
    }
    let first = if checking { Guard::Checking } else { branch(scope.guard) };
    if let Some(body) = node.child_by_field_name("consequence") {
        block(body, source, Scope { guard: first, ..scope }, out);
    }
    let rest = Scope { guard: if checking { scope.guard } else { branch(scope.guard) }, ..scope };
    let mut cursor = node.walk();
    for alternative in node.children_by_field_name("alternative", &mut cursor) {
        bodies(alternative, source, rest, out);
    }
}

/// Reads the blocks directly below a compound statement and its clauses.
fn bodies(node: Node<'_>, source: &str, scope: Scope, out: &mut Module) {
    if scope.depth > DEEPEST {
        out.open = true;
        return;
    }
    let mut cursor = node.walk();
    for child in node.named_children(&mut cursor) {
        match child.kind() {
            "block" => block(child, source, scope, out),
            kind if kind.ends_with("_clause") => {
                bodies(child, source, Scope { depth: scope.depth + 1, ..scope }, out);
            }
            _ => {}
        }
    }
}

fn expression(node: Node<'_>, source: &str, scope: Scope, out: &mut Module) {
    match node.kind() {
        "assignment" => assignment(node, source, scope, out),
        "augmented_assignment" => {
            let left = node.child_by_field_name("left").map_or("", |left| text(left, source));
            if left == "__all__" && !scope.in_class {
                exports::extend(node.child_by_field_name("right"), source, out);
            }
        }
        "call" => call(node, source, scope, out),
        _ => {}
    }
}

fn call(node: Node<'_>, source: &str, scope: Scope, out: &mut Module) {
    let Some(function) = node.child_by_field_name("function") else { return };
    let name = text(function, source);
    let argument = node.child_by_field_name("arguments").and_then(|list| list.named_child(0));
    if let Some(method) = name.strip_prefix("__all__.") {
        exports::call(method, argument, source, out);
        return;
    }
    let of_class = scope.in_class && (name.starts_with("locals()") || name.starts_with("vars()"));
    out.open |= of_class || name.starts_with("globals()") || name == "setattr";
}

fn assignment(node: Node<'_>, source: &str, scope: Scope, out: &mut Module) {
    let mut targets = Vec::new();
    let mut at = Some(node);
    let mut annotation = None;
    let mut value = None;
    // `a = b = 1` nests to the right.
    while let Some(part) = at.filter(|part| part.kind() == "assignment") {
        targets.extend(part.child_by_field_name("left"));
        annotation = part.child_by_field_name("type").or(annotation);
        value = part.child_by_field_name("right");
        at = value;
    }
    for target in targets {
        if target.kind() == "identifier" {
            let name = text(target, source);
            if name == "__all__" && !scope.in_class {
                exports::assign(value, source, out);
                continue;
            }
            let value = Value {
                annotation: annotation.map(|of| one_line(text(of, source))),
                written: value.map(|value| one_line(text(value, source))),
                form: form(value),
                origin: Origin::Body,
                head: one_line(text(node, source)),
            };
            let binding =
                Binding { name: name.to_owned(), line: line(node), guard: scope.guard, what: What::Value(value) };
            out.bindings.push(binding);
        } else if matches!(target.kind(), "pattern_list" | "tuple_pattern" | "list_pattern") {
            unpacked(target, node, source, scope, out);
        } else if text(target, source).starts_with("globals()") {
            out.open = true;
        }
    }
}

fn unpacked(target: Node<'_>, node: Node<'_>, source: &str, scope: Scope, out: &mut Module) {
    walk(target, |part| {
        if part.kind() == "identifier" {
            let value = Value { form: Form::Other, head: one_line(text(node, source)), ..Value::default() };
            let name = text(part, source).to_owned();
            out.bindings.push(Binding { name, line: line(node), guard: scope.guard, what: What::Value(value) });
        }
        if matches!(part.kind(), "attribute" | "subscript") { Descend::No } else { Descend::Yes }
    });
}

fn type_alias(node: Node<'_>, source: &str, scope: Scope, out: &mut Module) {
    let Some(left) = node.child_by_field_name("left") else { return };
    let right = node.child_by_field_name("right");
    let name = text(left, source).split('[').next().unwrap_or_default().trim().to_owned();
    let value = Value {
        written: right.map(|right| one_line(text(right, source))),
        form: Form::Other,
        origin: Origin::Alias,
        head: one_line(text(node, source)),
        annotation: None,
    };
    out.bindings.push(Binding { name, line: line(node), guard: scope.guard, what: What::Value(value) });
}

fn deletion(node: Node<'_>, source: &str, scope: Scope, out: &mut Module) {
    if scope.guard != Guard::Always {
        return;
    }
    walk(node, |part| {
        if part.kind() == "identifier" {
            let name = text(part, source).to_owned();
            out.bindings.push(Binding { name, line: line(node), guard: scope.guard, what: What::Deleted });
        }
        if matches!(part.kind(), "attribute" | "subscript") { Descend::No } else { Descend::Yes }
    });
}

/// What kind of expression a value is.
pub(super) fn form(value: Option<Node<'_>>) -> Form {
    let Some(value) = value else { return Form::Absent };
    match value.kind() {
        "integer"
        | "float"
        | "string"
        | "concatenated_string"
        | "true"
        | "false"
        | "none"
        | "list"
        | "tuple"
        | "dictionary"
        | "set"
        | "unary_operator" => Form::Literal,
        "identifier" | "attribute" => Form::Name,
        "call" => Form::Call,
        "lambda" => Form::Lambda,
        _ => Form::Other,
    }
}
