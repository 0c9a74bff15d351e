//! What names mean where a type is written: imports of the file, type parameters of the declaration.

use std::collections::BTreeMap;

use crate::syntax::{Node, children, field, text};

/// Names of one file, and the type parameters of what is being read.
pub(super) struct Scope<'a> {
    pub(super) source: &'a str,
    pub(super) imports: &'a BTreeMap<String, String>,
    pub(super) parameters: Vec<String>,
}

impl<'a> Scope<'a> {
    /// The text of a node.
    pub(super) fn text(&self, node: Node<'_>) -> &'a str {
        text(node, self.source)
    }

    /// The import path of a package by the name that the file calls it.
    pub(super) fn package(&self, name: &str) -> String {
        self.imports.get(name).cloned().unwrap_or_else(|| name.to_owned())
    }

    /// The same file, with type parameters added.
    pub(super) fn with(&self, names: impl IntoIterator<Item = String>) -> Self {
        let mut parameters = self.parameters.clone();
        parameters.extend(names);
        Scope { source: self.source, imports: self.imports, parameters }
    }
}

/// The names of a list of type parameters.
pub(super) fn parameter_names(list: Node<'_>, source: &str) -> Vec<String> {
    let mut names = Vec::new();
    for declaration in children(list) {
        let mut cursor = declaration.walk();
        for name in declaration.children_by_field_name("name", &mut cursor) {
            names.push(text(name, source).to_owned());
        }
    }
    names
}

/// The imports of a file: paths by the names that it calls them.
pub(super) fn imports(root: Node<'_>, source: &str) -> BTreeMap<String, String> {
    let mut imports = BTreeMap::new();
    for declaration in children(root).filter(|node| node.kind() == "import_declaration") {
        let specs: Vec<Node<'_>> = children(declaration)
            .flat_map(|node| if node.kind() == "import_spec_list" { children(node).collect() } else { vec![node] })
            .collect();
        for spec in specs {
            let Some(path) = field(spec, "path") else { continue };
            let path = text(path, source).trim_matches(['"', '`']).to_owned();
            let name = match field(spec, "name") {
                Some(name) => text(name, source).to_owned(),
                None => default_name(&path).to_owned(),
            };
            imports.insert(name, path);
        }
    }
    imports
}

/// The name that a package most likely has: the last part of its path without its major version.
fn default_name(path: &str) -> &str {
    let is_version = |part: &str| {
        part.strip_prefix('v').is_some_and(|rest| !rest.is_empty() && rest.chars().all(|digit| digit.is_ascii_digit()))
    };
    let mut parts = path.rsplit('/');
    let last = parts.next().unwrap_or(path);
    let name = if is_version(last) { parts.next().unwrap_or(last) } else { last };
    let name = name.rsplit_once(".v").map_or(name, |(name, _)| name);
    name.strip_prefix("go-").unwrap_or(name)
}
