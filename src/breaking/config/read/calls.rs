//! Calls and their arguments, in languages that write them alike.

use crate::syntax::{Node, children, field, text};

/// What stands in a literal string; nothing for anything else, or where something is put in.
pub(super) fn string(node: Node<'_>, whole: &str) -> Option<String> {
    let raw = text(node, whole);
    let is_string = ["string", "string_literal", "raw_string_literal", "interpreted_string_literal", "template_string"]
        .contains(&node.kind());
    if !is_string || raw.contains("${") || children(node).any(|part| part.kind() == "interpolation") {
        return None;
    }
    let begin = raw.find(['"', '\'', '`'])?;
    let inner = raw[begin..].trim_matches(['"', '\'', '`', '#']);
    Some(inner.to_owned())
}

/// The arguments of a call.
pub(super) fn arguments(call: Node<'_>) -> Vec<Node<'_>> {
    field(call, "arguments").into_iter().flat_map(children).collect()
}

/// The name of the function around a node.
pub(super) fn around<'a>(node: Node<'_>, whole: &'a str) -> &'a str {
    const FUNCTIONS: [&str; 5] =
        ["function_item", "function_definition", "function_declaration", "method_declaration", "method_definition"];
    let mut node = node;
    while let Some(parent) = node.parent() {
        if FUNCTIONS.contains(&parent.kind()) {
            return field(parent, "name").map_or("", |name| text(name, whole));
        }
        node = parent;
    }
    ""
}

/// One line of what a node says.
pub(super) fn shown(node: Node<'_>, whole: &str) -> String {
    let line: String = text(node, whole).split_whitespace().collect::<Vec<_>>().join(" ");
    let end = line.floor_char_boundary(200.min(line.len()));
    line[..end].to_owned()
}

/// `--long`, `-s` for the names that options are declared by.
pub(super) fn typed(name: &str) -> String {
    if name.starts_with('-') {
        name.to_owned()
    } else if name.chars().count() == 1 {
        format!("-{name}")
    } else {
        format!("--{name}")
    }
}
