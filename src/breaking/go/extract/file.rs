//! A whole file.

use super::declarations;
use super::scope::{Scope, imports};
use crate::breaking::go::model::File;
use crate::syntax::{Node, children, text};

/// Reads the tree of one file.
pub(crate) fn file(root: Node<'_>, source: &str) -> File {
    let imports = imports(root, source);
    let scope = Scope { source, imports: &imports, parameters: Vec::new() };
    let mut out = File { is_ignored: is_ignored(source), ..File::default() };
    for node in children(root) {
        if node.kind() == "package_clause" {
            children(node).next().map_or("", |name| text(name, source)).clone_into(&mut out.package);
        }
        declarations::read(node, &scope, &mut out.declarations);
    }
    out.is_unreadable = root.has_error() && has_error_outside_bodies(root);
    out
}

/// Reads the module line of a `go.mod`.
pub(crate) fn module(source: &str) -> File {
    let line = source.lines().map(str::trim).find_map(|line| line.strip_prefix("module "));
    let path = line.map(|line| line.split("//").next().unwrap_or(line).trim().trim_matches(['"', '`']).to_owned());
    File { module: path, ..File::default() }
}

/// Whether the build tags above the package clause keep the file out of every build.
fn is_ignored(source: &str) -> bool {
    source
        .lines()
        .map(str::trim)
        .take_while(|line| line.is_empty() || line.starts_with("//") || line.starts_with("/*") || line.starts_with('*'))
        .filter_map(|line| line.strip_prefix("//go:build").or_else(|| line.strip_prefix("// +build")))
        .any(|tags| tags.split_whitespace().next() == Some("ignore"))
}

fn has_error_outside_bodies(root: Node<'_>) -> bool {
    let mut waiting: Vec<Node<'_>> = vec![root];
    while let Some(node) = waiting.pop() {
        if node.is_error() || node.is_missing() {
            return true;
        }
        let mut cursor = node.walk();
        let inner = node.children(&mut cursor).filter(|child| child.has_error() && child.kind() != "block");
        waiting.extend(inner);
    }
    false
}
