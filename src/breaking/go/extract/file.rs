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
        .any(|line| match (line.strip_prefix("//go:build"), line.strip_prefix("// +build")) {
            (Some(tags), _) => holds(tags) == Some(false),
            (_, Some(tags)) => tags.split_whitespace().next() == Some("ignore"),
            _ => false,
        })
}

/// Whether a build constraint holds for a toolchain of today; nothing where that depends on the platform.
fn holds(tags: &str) -> Option<bool> {
    let spaced = tags.replace('(', " ( ").replace(')', " ) ").replace('!', " ! ");
    let mut words = spaced.split_whitespace().peekable();
    any_of(&mut words, 0)
}

type Tags<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

/// Brackets and negations in each other that are followed.
const DEEPEST: usize = 40;

fn any_of(words: &mut Tags<'_>, depth: usize) -> Option<bool> {
    let mut known = all_of(words, depth);
    while words.next_if(|word| *word == "||").is_some() {
        known = match (known, all_of(words, depth)) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        };
    }
    known
}

fn all_of(words: &mut Tags<'_>, depth: usize) -> Option<bool> {
    let mut known = one(words, depth);
    while words.next_if(|word| *word == "&&").is_some() {
        known = match (known, one(words, depth)) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        };
    }
    known
}

fn one(words: &mut Tags<'_>, depth: usize) -> Option<bool> {
    if depth > DEEPEST {
        return None;
    }
    match words.next()? {
        "!" => one(words, depth + 1).map(|holds| !holds),
        "(" => {
            let inner = any_of(words, depth + 1);
            words.next_if(|word| *word == ")");
            inner
        }
        "ignore" => Some(false),
        tag if tag.starts_with("go1.") => Some(true),
        _ => None,
    }
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
