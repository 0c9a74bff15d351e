//! The declarations of a file.

use super::expressions::expression;
use super::scope::{Scope, parameter_names};
use super::types;
use crate::breaking::go::model::{Declaration, Expression, Method, Type, TypeDeclaration, What};
use crate::syntax::{Node, child, children, field, first_line, squeezed};

/// Reads a declaration; one may declare many names.
pub(super) fn read(node: Node<'_>, scope: &Scope<'_>, out: &mut Vec<Declaration>) {
    match node.kind() {
        "function_declaration" => {
            let what = What::Function(types::signature(node, scope));
            out.extend(declared(node, node, scope, what));
        }
        "method_declaration" => out.extend(method(node, scope)),
        "type_declaration" => out.extend(children(node).filter_map(|spec| type_spec(spec, scope))),
        "const_declaration" => constants(node, scope, out),
        "var_declaration" => {
            for spec in children(node) {
                let specs = if spec.kind() == "var_spec_list" { children(spec).collect() } else { vec![spec] };
                for spec in specs {
                    variables(spec, scope, out);
                }
            }
        }
        _ => {}
    }
}

fn declared(named: Node<'_>, shown: Node<'_>, scope: &Scope<'_>, what: What) -> Option<Declaration> {
    let name = scope.text(field(named, "name")?).to_owned();
    Some(Declaration { name, line: first_line(named), head: head(shown, scope), what })
}

/// A declaration on one line, without its body.
fn head(node: Node<'_>, scope: &Scope<'_>) -> String {
    let whole = match field(node, "body") {
        Some(body) => {
            let head = scope.source.get(node.start_byte()..body.start_byte()).unwrap_or_default();
            head.split_whitespace().collect::<Vec<_>>().join(" ")
        }
        None => squeezed(scope.text(node)),
    };
    whole.chars().take(300).collect()
}

fn method(node: Node<'_>, scope: &Scope<'_>) -> Option<Declaration> {
    let receiver = children(field(node, "receiver")?).next()?;
    let mut of = field(receiver, "type")?;
    let by_pointer = of.kind() == "pointer_type";
    if by_pointer {
        of = children(of).next()?;
    }
    let mut names = Vec::new();
    if of.kind() == "generic_type" {
        if let Some(list) = field(of, "type_arguments") {
            names = children(list).map(|one| scope.text(one).to_owned()).collect();
        }
        of = field(of, "type")?;
    }
    let receiver = scope.text(of).to_owned();
    let signature = types::signature(node, &scope.with(names));
    declared(node, node, scope, What::Method(Method { receiver, by_pointer, signature }))
}

fn type_spec(spec: Node<'_>, scope: &Scope<'_>) -> Option<Declaration> {
    let list = field(spec, "type_parameters");
    let inner = scope.with(list.map_or_else(Vec::new, |list| parameter_names(list, scope.source)));
    let what = TypeDeclaration {
        is_alias: spec.kind() == "type_alias" || child(spec, "=").is_some(),
        parameters: list.map_or_else(Vec::new, |list| types::constraints(list, &inner)),
        of: types::of(field(spec, "type")?, &inner),
    };
    let mut declaration = declared(spec, spec, scope, What::Type(what))?;
    declaration.head.insert_str(0, "type ");
    Some(declaration)
}

fn constants(node: Node<'_>, scope: &Scope<'_>, out: &mut Vec<Declaration>) {
    let mut before: (Option<Type>, Vec<Expression>) = (None, Vec::new());
    for (iota, spec) in (0_i64..).zip(children(node).filter(|node| node.kind() == "const_spec")) {
        let of = field(spec, "type").map(|of| types::of(of, scope));
        let values: Vec<Expression> = field(spec, "value")
            .map_or_else(Vec::new, |list| children(list).map(|one| expression(one, scope)).collect());
        // What leaves its value out repeats the one before.
        if !values.is_empty() {
            before = (of, values);
        }
        let mut cursor = spec.walk();
        for (place, name) in spec.children_by_field_name("name", &mut cursor).filter(Node::is_named).enumerate() {
            out.push(Declaration {
                name: scope.text(name).to_owned(),
                line: first_line(name),
                head: format!("const {}", head(spec, scope)),
                what: What::Constant { of: before.0.clone(), value: before.1.get(place).cloned(), iota },
            });
        }
    }
}

fn variables(spec: Node<'_>, scope: &Scope<'_>, out: &mut Vec<Declaration>) {
    let of = field(spec, "type").map(|of| types::of(of, scope));
    let values: Vec<Expression> =
        field(spec, "value").map_or_else(Vec::new, |list| children(list).map(|one| expression(one, scope)).collect());
    let mut cursor = spec.walk();
    let names: Vec<Node<'_>> = spec.children_by_field_name("name", &mut cursor).filter(Node::is_named).collect();
    let one_each = names.len() == values.len();
    for (place, name) in names.into_iter().enumerate() {
        out.push(Declaration {
            name: scope.text(name).to_owned(),
            line: first_line(name),
            head: format!("var {}", head(spec, scope)),
            what: What::Variable { of: of.clone(), value: values.get(place).filter(|_| one_each).cloned() },
        });
    }
}
