//! A whole file.

use super::declarations;
use crate::breaking::java::model::{File, Module};
use crate::syntax::{Node, child, children, field, first_line, text};

/// Reads the tree of one file.
pub(in super::super) fn file(root: Node<'_>, source: &str) -> File {
    let mut out = File::default();
    for node in children(root) {
        match node.kind() {
            "package_declaration" => out.package = name_in(node, source),
            "import_declaration" => {
                let name = name_in(node, source);
                if child(node, "asterisk").is_some() {
                    out.wildcards.push(name);
                } else {
                    out.imports.push(name);
                }
            }
            "module_declaration" => out.module = Some(module(node, source)),
            _ => out.types.extend(declarations::read(node, source, None)),
        }
    }
    out.is_unreadable = root.has_error() && has_error_outside_bodies(root);
    out
}

fn name_in(node: Node<'_>, source: &str) -> String {
    let name = children(node).find(|child| matches!(child.kind(), "identifier" | "scoped_identifier"));
    name.map_or_else(String::new, |name| dotted(text(name, source)))
}

/// A name without the blanks that may stand in it.
pub(super) fn dotted(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

fn module(node: Node<'_>, source: &str) -> Module {
    let name = |node: Node<'_>, of: &str| field(node, of).map_or_else(String::new, |name| dotted(text(name, source)));
    let mut out = Module { name: name(node, "name"), ..Module::default() };
    for directive in field(node, "body").into_iter().flat_map(children) {
        let line = first_line(directive);
        match directive.kind() {
            "exports_module_directive" => {
                let list = if field(directive, "modules").is_some() { &mut out.qualified } else { &mut out.exports };
                list.push((name(directive, "package"), line));
            }
            "requires_module_directive" if text(directive, source).contains("transitive") => {
                out.transitive.push((name(directive, "module"), line));
            }
            "provides_module_directive" => out.provides.push((name(directive, "provided"), line)),
            _ => {}
        }
    }
    out
}

fn has_error_outside_bodies(root: Node<'_>) -> bool {
    let mut waiting: Vec<Node<'_>> = vec![root];
    while let Some(node) = waiting.pop() {
        if node.is_error() || node.is_missing() {
            return true;
        }
        let mut cursor = node.walk();
        let inner = node.children(&mut cursor).filter(|child| {
            child.has_error() && !matches!(child.kind(), "block" | "constructor_body" | "argument_list")
        });
        waiting.extend(inner);
    }
    false
}
