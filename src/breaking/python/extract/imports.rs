//! Import statements.

use crate::syntax::Node;

use super::words::{line, text};
use crate::breaking::python::model::{Binding, Guard, Import, Source, What};

/// What an `import ...` statement binds.
pub(super) fn plain(node: Node<'_>, source: &str, guard: Guard, out: &mut Vec<Binding>) {
    let mut cursor = node.walk();
    for child in node.children_by_field_name("name", &mut cursor) {
        let (path, alias) = aliased(child, source);
        let first = path.split('.').next().unwrap_or_default();
        let (name, module) = match alias {
            Some(alias) => (alias, path),
            None => (first, first),
        };
        let what = Import {
            source: Source { level: 0, module: module.to_owned() },
            name: None,
            explicit: alias.is_some_and(|alias| alias == path),
        };
        out.push(Binding { name: name.to_owned(), line: line(node), guard, what: What::Import(what) });
    }
}

/// What a `from ... import ...` statement binds.
pub(super) fn from(node: Node<'_>, source: &str, guard: Guard, out: &mut Vec<Binding>) {
    let Some(module) = node.child_by_field_name("module_name") else { return };
    let written = text(module, source);
    let dotted: String = written.chars().filter(|character| !character.is_whitespace()).collect();
    let level = dotted.chars().take_while(|character| *character == '.').count();
    let from = Source { level: u32::try_from(level).unwrap_or(u32::MAX), module: dotted[level..].to_owned() };
    let mut cursor = node.walk();
    for child in node.children_by_field_name("name", &mut cursor) {
        let (path, alias) = aliased(child, source);
        let what = Import {
            source: from.clone(),
            name: Some(path.to_owned()),
            explicit: alias.is_some_and(|alias| alias == path),
        };
        out.push(Binding {
            name: alias.unwrap_or(path).to_owned(),
            line: line(child),
            guard,
            what: What::Import(what),
        });
    }
    let mut cursor = node.walk();
    if node.children(&mut cursor).any(|child| child.kind() == "wildcard_import") {
        out.push(Binding { name: "*".to_owned(), line: line(node), guard, what: What::Star(from) });
    }
}

fn aliased<'a>(node: Node<'_>, source: &'a str) -> (&'a str, Option<&'a str>) {
    if node.kind() != "aliased_import" {
        return (text(node, source), None);
    }
    let name = node.child_by_field_name("name").map_or("", |name| text(name, source));
    (name, node.child_by_field_name("alias").map(|alias| text(alias, source)))
}
