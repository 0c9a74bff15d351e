//! The names that a module's `__getattr__` gives to those who ask.

use crate::syntax::Node;

use super::{
    functions::{Descend, walk},
    words::{line, text},
};

/// The names, with the lines where they stand, and whether there may be others: what it is asked for is used in other ways than
/// being compared with names and told in an error or a warning.
pub(super) fn served(root: Node<'_>, source: &str) -> (Vec<(String, u32)>, bool) {
    let mut cursor = root.walk();
    let function = root.named_children(&mut cursor).find(|node| {
        node.kind() == "function_definition"
            && node.child_by_field_name("name").is_some_and(|name| text(name, source) == "__getattr__")
    });
    let Some((asked, body)) = function.and_then(|function| parts(function, source)) else { return (Vec::new(), true) };
    let mut names = Vec::new();
    let mut has_more = false;
    walk(body, |node| match node.kind() {
        kind if kind == "case_pattern" || kind == "comparison_operator" && compares(node, asked, source) => {
            strings(node, source, &mut names);
            Descend::No
        }
        "raise_statement" => Descend::No,
        "call" if node.child_by_field_name("function").is_some_and(|called| text(called, source).ends_with("warn")) => {
            Descend::No
        }
        "identifier" => {
            let is_subject = node.parent().is_some_and(|parent| parent.kind() == "match_statement");
            has_more |= text(node, source) == asked && !is_subject;
            Descend::No
        }
        _ => Descend::Yes,
    });
    (names, has_more)
}

/// The name of the parameter, and the body.
fn parts<'tree, 's>(function: Node<'tree>, source: &'s str) -> Option<(&'s str, Node<'tree>)> {
    let first = function.child_by_field_name("parameters")?.named_child(0)?;
    let name = if first.kind() == "typed_parameter" { first.named_child(0)? } else { first };
    Some((text(name, source), function.child_by_field_name("body")?))
}

/// Whether what is asked for is compared with strings alone.
fn compares(node: Node<'_>, asked: &str, source: &str) -> bool {
    let mut cursor = node.walk();
    let parts: Vec<Node<'_>> = node.children(&mut cursor).collect();
    let is_known = |part: &Node<'_>| {
        matches!(part.kind(), "==" | "in" | "string")
            || matches!(part.kind(), "tuple" | "list" | "set") && is_of_strings(*part)
    };
    parts.iter().any(|part| part.kind() == "identifier" && text(*part, source) == asked)
        && parts.iter().all(|part| is_known(part) || text(*part, source) == asked)
}

fn is_of_strings(list: Node<'_>) -> bool {
    let mut cursor = list.walk();
    list.named_children(&mut cursor).all(|item| matches!(item.kind(), "string" | "comment"))
}

/// The strings below a node.
fn strings(node: Node<'_>, source: &str, names: &mut Vec<(String, u32)>) {
    walk(node, |part| {
        if part.kind() == "string" {
            names.push((text(part, source).trim_matches(['"', '\'']).to_owned(), line(part)));
            return Descend::No;
        }
        Descend::Yes
    });
}
