//! Types as they are written.

use super::file::dotted;
use crate::breaking::java::model::{TypeParameter, TypeRef, Wild};
use crate::syntax::{Node, children, field, text};

/// Reads a type.
pub(super) fn of(node: Node<'_>, source: &str) -> TypeRef {
    match node.kind() {
        "array_type" => {
            let mut out = field(node, "element").map(|element| of(element, source)).unwrap_or_default();
            out.dimensions = out.dimensions.saturating_add(dimensions(field(node, "dimensions"), source));
            out
        }
        "annotated_type" => children(node).last().map(|inner| of(inner, source)).unwrap_or_default(),
        "generic_type" => {
            let named = children(node).find(|child| child.kind().ends_with("type_identifier"));
            let mut out = named.map(|named| of(named, source)).unwrap_or_default();
            let arguments = children(node).filter(|child| child.kind() == "type_arguments").flat_map(children);
            out.arguments = arguments.map(|argument| of(argument, source)).collect();
            out
        }
        "scoped_type_identifier" => TypeRef { name: scoped(node, source), ..TypeRef::default() },
        "wildcard" => wildcard(node, source),
        _ => TypeRef { name: dotted(text(node, source)), ..TypeRef::default() },
    }
}

/// `a.b.Outer<X>.Inner` without arguments and annotations.
fn scoped(node: Node<'_>, source: &str) -> String {
    match node.kind() {
        "scoped_type_identifier" | "generic_type" => {
            let parts = children(node)
                .filter(|child| !child.kind().ends_with("annotation") && child.kind() != "type_arguments");
            parts.map(|part| scoped(part, source)).collect::<Vec<_>>().join(".")
        }
        _ => dotted(text(node, source)),
    }
}

fn wildcard(node: Node<'_>, source: &str) -> TypeRef {
    let bound = children(node).filter(|child| !child.kind().ends_with("annotation") && child.kind() != "super").last();
    let Some(bound) = bound else { return TypeRef { wild: Wild::Any, ..TypeRef::default() } };
    let is_super = children(node).any(|child| child.kind() == "super");
    let mut out = of(bound, source);
    out.wild = if is_super { Wild::Super } else { Wild::Extends };
    let is_object = !is_super && matches!(out.name.as_str(), "Object" | "java.lang.Object") && out.dimensions == 0;
    if is_object { TypeRef { wild: Wild::Any, ..TypeRef::default() } } else { out }
}

/// How many pairs of brackets there are.
pub(super) fn dimensions(node: Option<Node<'_>>, source: &str) -> u8 {
    node.map_or(0, |node| text(node, source).bytes().filter(|byte| *byte == b'[').count().min(255) as u8)
}

/// `<T extends A & B, U>`
pub(super) fn parameters(list: Option<Node<'_>>, source: &str) -> Vec<TypeParameter> {
    let parameters = list.into_iter().flat_map(children).filter(|node| node.kind() == "type_parameter");
    parameters
        .map(|node| {
            let name = children(node).find(|child| matches!(child.kind(), "type_identifier" | "identifier"));
            let bounds = children(node).filter(|child| child.kind() == "type_bound").flat_map(children);
            let bounds: Vec<TypeRef> = bounds.map(|bound| of(bound, source)).collect();
            let says_nothing = |bound: &TypeRef| matches!(bound.name.as_str(), "Object" | "java.lang.Object");
            TypeParameter {
                name: name.map_or("", |name| text(name, source)).to_owned(),
                bounds: if bounds.len() == 1 && says_nothing(&bounds[0]) { Vec::new() } else { bounds },
            }
        })
        .collect()
}

/// The types of a list (`implements A, B`, `throws C`).
pub(super) fn list(node: Option<Node<'_>>, source: &str) -> Vec<TypeRef> {
    let Some(node) = node else { return Vec::new() };
    let inner = children(node)
        .flat_map(|child| if child.kind() == "type_list" { children(child).collect() } else { vec![child] });
    inner.map(|of_type| of(of_type, source)).collect()
}
