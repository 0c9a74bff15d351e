//! `__all__`: what a module says it exports.

use crate::syntax::Node;

use super::words::text;
use crate::breaking::python::model::{Export, Module};

/// `__all__ = value`.
pub(super) fn assign(value: Option<Node<'_>>, source: &str, module: &mut Module) {
    let Some(value) = value else { return };
    module.exports = list(value, source, 0);
}

/// `__all__ += value`, `__all__.extend(value)`.
pub(super) fn extend(value: Option<Node<'_>>, source: &str, module: &mut Module) {
    let more = value.and_then(|value| list(value, source, 0));
    match (&mut module.exports, more) {
        (Some(names), Some(more)) => names.extend(more),
        (exports, _) => *exports = None,
    }
}

/// `__all__.append(...)`, `.extend(...)`, `.remove(...)`; anything else leaves the list as it is.
pub(super) fn call(method: &str, argument: Option<Node<'_>>, source: &str, module: &mut Module) {
    match method {
        "extend" => extend(argument, source, module),
        "append" | "insert" | "remove" => match (argument.and_then(|node| string(node, source)), &mut module.exports) {
            (Some(name), Some(names)) if method == "remove" => names.push(Export::Removed(name)),
            (Some(name), Some(names)) => names.push(Export::Name(name)),
            (None, exports) => *exports = None,
            _ => {}
        },
        _ => {}
    }
}

fn list(node: Node<'_>, source: &str, depth: usize) -> Option<Vec<Export>> {
    if depth > 32 {
        return None;
    }
    match node.kind() {
        "list" | "tuple" | "set" | "expression_list" => {
            let mut names = Vec::new();
            let mut cursor = node.walk();
            for item in node.named_children(&mut cursor) {
                match item.kind() {
                    "comment" => {}
                    "list_splat" => names.extend(list(item.named_child(0)?, source, depth + 1)?),
                    "attribute" if text(item, source).ends_with(".__name__") => {
                        names.push(Export::Name(text(item.child_by_field_name("object")?, source).to_owned()));
                    }
                    _ => names.push(Export::Name(string(item, source)?)),
                }
            }
            Some(names)
        }
        "binary_operator" => {
            let mut names = list(node.child_by_field_name("left")?, source, depth + 1)?;
            names.extend(list(node.child_by_field_name("right")?, source, depth + 1)?);
            Some(names)
        }
        "parenthesized_expression" => list(node.named_child(0)?, source, depth + 1),
        "attribute" => {
            let module = text(node, source).strip_suffix(".__all__")?;
            Some(vec![Export::AllOf(module.to_owned())])
        }
        "call" => {
            let function = text(node.child_by_field_name("function")?, source);
            let argument = node.child_by_field_name("arguments")?.named_child(0);
            match (function, argument) {
                ("list" | "tuple" | "sorted" | "set", Some(argument)) => list(argument, source, depth + 1),
                ("list" | "tuple" | "set", None) => Some(Vec::new()),
                _ => None,
            }
        }
        _ => None,
    }
}

fn string(node: Node<'_>, source: &str) -> Option<String> {
    if node.kind() != "string" && node.kind() != "concatenated_string" {
        return None;
    }
    let mut out = String::new();
    let mut cursor = node.walk();
    for child in node.named_children(&mut cursor) {
        match child.kind() {
            "string_content" => out.push_str(text(child, source)),
            "string" => out.push_str(&string(child, source)?),
            "interpolation" => return None,
            _ => {}
        }
    }
    Some(out)
}
