//! Types.

use super::expressions::expression;
use super::scope::{Scope, parameter_names};
use crate::breaking::go::model::{Direction, Field, Interface, Signature, Type};
use crate::syntax::{Node, child, children, field, first_line, squeezed};

/// Reads a type.
pub(super) fn of(node: Node<'_>, scope: &Scope<'_>) -> Type {
    let part = |name: &str| field(node, name).map_or_else(|| unread(node, scope), |part| of(part, scope));
    match node.kind() {
        "type_identifier" | "identifier" => {
            let name = scope.text(node);
            match scope.parameters.iter().rposition(|parameter| parameter == name) {
                Some(place) => Type::Parameter(u32::try_from(place).unwrap_or(u32::MAX)),
                None => Type::named(name),
            }
        }
        "qualified_type" => {
            let text = |name: &str| field(node, name).map_or("", |part| scope.text(part));
            Type::Named {
                package: scope.package(text("package")),
                name: text("name").to_owned(),
                arguments: Vec::new(),
            }
        }
        "pointer_type" => {
            children(node).next().map_or_else(|| unread(node, scope), |to| Type::Pointer(Box::new(of(to, scope))))
        }
        "slice_type" => Type::Slice(Box::new(part("element"))),
        "array_type" => {
            let length = field(node, "length").map(|length| expression(length, scope));
            match length {
                Some(length) => Type::Array(Box::new(length), Box::new(part("element"))),
                None => unread(node, scope),
            }
        }
        "map_type" => Type::Map(Box::new(part("key")), Box::new(part("value"))),
        "channel_type" => Type::Channel(direction(node, scope), Box::new(part("value"))),
        "function_type" => Type::Function(Box::new(signature(node, scope))),
        "interface_type" => Type::Interface(interface(node, scope)),
        "struct_type" => Type::Struct(fields(node, scope)),
        "generic_type" => generic(node, scope),
        "parenthesized_type" | "type_elem" | "type_constraint" if children(node).count() == 1 => {
            children(node).next().map_or_else(|| unread(node, scope), |inner| of(inner, scope))
        }
        _ => unread(node, scope),
    }
}

fn unread(node: Node<'_>, scope: &Scope<'_>) -> Type {
    Type::Other(squeezed(scope.text(node)))
}

fn direction(node: Node<'_>, scope: &Scope<'_>) -> Direction {
    let text: String = scope.text(node).chars().filter(|character| !character.is_whitespace()).take(6).collect();
    if text.starts_with("<-") {
        Direction::Receive
    } else if text.starts_with("chan<-") {
        Direction::Send
    } else {
        Direction::Both
    }
}

fn generic(node: Node<'_>, scope: &Scope<'_>) -> Type {
    let base = field(node, "type").map_or_else(|| unread(node, scope), |base| of(base, scope));
    let given =
        field(node, "type_arguments").map_or_else(Vec::new, |list| children(list).map(|one| of(one, scope)).collect());
    match base {
        Type::Named { package, name, .. } => Type::Named { package, name, arguments: given },
        other => other,
    }
}

/// Reads the parameters and results of a function, method or function type.
pub(super) fn signature(node: Node<'_>, scope: &Scope<'_>) -> Signature {
    let list = field(node, "type_parameters");
    let scope = &scope.with(list.map_or_else(Vec::new, |list| parameter_names(list, scope.source)));
    let mut out = Signature {
        type_parameters: list.map_or_else(Vec::new, |list| constraints(list, scope)),
        ..Signature::default()
    };
    if let Some(list) = field(node, "parameters") {
        (out.parameters, out.is_variadic) = parameters(list, scope);
    }
    out.results = match field(node, "result") {
        None => Vec::new(),
        Some(list) if list.kind() == "parameter_list" => parameters(list, scope).0,
        Some(one) => vec![of(one, scope)],
    };
    out
}

/// The constraints of type parameters, one for each name.
pub(super) fn constraints(list: Node<'_>, scope: &Scope<'_>) -> Vec<Type> {
    let mut out = Vec::new();
    for declaration in children(list) {
        let mut cursor = declaration.walk();
        let names = declaration.children_by_field_name("name", &mut cursor).count();
        let constraint = field(declaration, "type").map_or_else(
            || Type::named("any"),
            |of_all| match scope.text(of_all) {
                // A union is short for an interface of it.
                union if of_all.kind() == "type_constraint" && is_union(union) => {
                    Type::Interface(Interface { unions: vec![squeezed(union)], ..Interface::default() })
                }
                _ => of(of_all, scope),
            },
        );
        out.extend(std::iter::repeat_n(constraint, names));
    }
    out
}

fn is_union(constraint: &str) -> bool {
    constraint.contains(['|', '~']) && !constraint.contains('{')
}

fn parameters(list: Node<'_>, scope: &Scope<'_>) -> (Vec<Type>, bool) {
    let mut types = Vec::new();
    let mut is_variadic = false;
    for declaration in children(list) {
        is_variadic |= declaration.kind() == "variadic_parameter_declaration";
        let Some(node) = field(declaration, "type") else { continue };
        let mut cursor = declaration.walk();
        let names = declaration.children_by_field_name("name", &mut cursor).count().max(1);
        types.extend(std::iter::repeat_n(of(node, scope), names));
    }
    (types, is_variadic)
}

fn interface(node: Node<'_>, scope: &Scope<'_>) -> Interface {
    let mut out = Interface::default();
    for member in children(node) {
        match member.kind() {
            "method_elem" | "method_spec" => {
                let name = field(member, "name").map_or("", |name| scope.text(name)).to_owned();
                out.methods.push((name, signature(member, scope), first_line(member)));
            }
            _ => {
                let parts: Vec<Node<'_>> = children(member).collect();
                let is_plain = |kind: &str| matches!(kind, "type_identifier" | "qualified_type" | "generic_type");
                match parts.as_slice() {
                    [one] if is_plain(one.kind()) => out.embedded.push(of(*one, scope)),
                    _ if is_plain(member.kind()) => out.embedded.push(of(member, scope)),
                    _ => out.unions.push(squeezed(scope.text(member))),
                }
            }
        }
    }
    out.methods.sort_by(|one, other| one.0.cmp(&other.0));
    out
}

fn fields(node: Node<'_>, scope: &Scope<'_>) -> Vec<Field> {
    let mut out = Vec::new();
    let Some(list) = child(node, "field_declaration_list") else { return out };
    for declaration in children(list).filter(|node| node.kind() == "field_declaration") {
        let Some(written) = field(declaration, "type") else { continue };
        let mut of_field = of(written, scope);
        let mut cursor = declaration.walk();
        let names: Vec<Node<'_>> = declaration.children_by_field_name("name", &mut cursor).collect();
        if names.is_empty() {
            if child(declaration, "*").is_some() {
                of_field = Type::Pointer(Box::new(of_field));
            }
            let name = embedded_name(&of_field).to_owned();
            out.push(Field { name, of: of_field, is_embedded: true, line: first_line(declaration) });
            continue;
        }
        for name in names {
            out.push(Field {
                name: scope.text(name).to_owned(),
                of: of_field.clone(),
                is_embedded: false,
                line: first_line(name),
            });
        }
    }
    out
}

fn embedded_name(of: &Type) -> &str {
    match of {
        Type::Named { name, .. } => name,
        Type::Pointer(to) => embedded_name(to),
        _ => "",
    }
}
