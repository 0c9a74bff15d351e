//! `use` trees as flat lists of names.

use crate::{
    breaking::rust::facts::Import,
    syntax::{Node, children, field, kind_is, text},
};

/// Names that one `use` brings in at most.
const AT_MOST: usize = 2_000;

/// All names of a `use`.
pub(super) fn imports(argument: Node<'_>, source: &str) -> Vec<Import> {
    let mut found = Vec::new();
    flatten(argument, &[], source, &mut found);
    found
}

fn flatten(node: Node<'_>, before: &[String], source: &str, found: &mut Vec<Import>) {
    if found.len() >= AT_MOST {
        return;
    }
    let joined = |path: Node<'_>| [before, &segments(path, source)].concat();
    match node.kind() {
        "use_list" => {
            for part in children(node) {
                flatten(part, before, source, found);
            }
        }
        "scoped_use_list" => {
            let path = field(node, "path").map_or_else(|| before.to_vec(), joined);
            if let Some(list) = field(node, "list") {
                flatten(list, &path, source, found);
            }
        }
        "use_wildcard" => {
            let path = children(node).next().map_or_else(|| before.to_vec(), joined);
            found.push(Import { path, name: None });
        }
        "use_as_clause" => {
            if let (Some(path), Some(alias)) = (field(node, "path"), field(node, "alias")) {
                found.push(Import { path: joined(path), name: Some(text(alias, source).to_owned()) });
            }
        }
        _ if kind_is(node, &["identifier", "scoped_identifier", "crate", "super", "self", "metavariable"]) => {
            let mut path = joined(node);
            // `a::{self}` names `a`.
            if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
                path.pop();
            }
            let name = path.last().cloned();
            found.push(Import { path, name });
        }
        _ => {}
    }
}

fn segments(path: Node<'_>, source: &str) -> Vec<String> {
    let whole = text(path, source);
    whole
        .split("::")
        .map(|segment| segment.trim().trim_start_matches("r#").to_owned())
        .filter(|one| !one.is_empty())
        .collect()
}
