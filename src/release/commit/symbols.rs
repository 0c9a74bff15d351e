//! What became of the things that a source names: functions, types and the like, added, removed, renamed, changed.

use std::collections::{BTreeMap, HashSet};

use crate::syntax::{Language, Node, Parsed, Parsers, descendants, field, squeezed};

/// Bodies that share so much of their words are one thing under two names.
const SAME_BODY: f64 = 0.7;
/// Shorter bodies are alike by chance.
const SHORT: usize = 4;
/// Words of nodes that name something.
const NAMING: [&str; 12] = [
    "function",
    "method",
    "class",
    "struct",
    "enum",
    "trait",
    "interface",
    "union",
    "message",
    "service",
    "macro",
    "constructor",
];

/// What became of one named thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// It is new.
    Added(String),
    /// It is gone.
    Removed(String),
    /// It has another name.
    Renamed(String, String),
    /// It is another inside.
    Changed(String),
}

impl Change {
    /// Whether there is more than before.
    pub(super) fn adds(&self) -> bool {
        matches!(self, Self::Added(_))
    }
}

/// Reads sources.
#[derive(Default)]
pub(super) struct Symbols {
    parsers: Parsers,
}

impl Symbols {
    /// What changed between two texts of a file; nothing where its language is not known.
    pub(super) fn between(&mut self, path: &str, old: &str, new: &str) -> Vec<Change> {
        let Some(language) = Language::of_path(path) else { return Vec::new() };
        let Some((mut old, mut new)) = self.named(language, old).zip(self.named(language, new)) else {
            return Vec::new();
        };
        let mut changes = Vec::new();
        old.retain(|name, body| match new.get(name) {
            Some(now) => {
                if now != body {
                    changes.push(Change::Changed(name.clone()));
                }
                new.remove(name);
                false
            }
            None => true,
        });
        for (name, body) in old {
            let alike = new.iter().map(|(other, now)| (likeness(&body, now), other.clone()));
            match alike.max_by(|one, other| one.0.total_cmp(&other.0)).filter(|(alike, _)| *alike >= SAME_BODY) {
                Some((_, other)) => {
                    new.remove(&other);
                    changes.push(Change::Renamed(name, other));
                }
                None => changes.push(Change::Removed(name)),
            }
        }
        changes.extend(new.into_keys().map(Change::Added));
        changes
    }

    /// Named things with what they are made of, the outermost and those directly in them.
    fn named(&mut self, language: Language, text: &str) -> Option<BTreeMap<String, String>> {
        let parsed = self.parsers.parse(language, text).ok()?;
        let mut named = BTreeMap::new();
        for node in descendants(parsed.root(), |node| !is_function(node)) {
            let Some(name) = name(node, &parsed) else { continue };
            let body =
                inner(node).map_or_else(|| squeezed(parsed.text_of(node)), |body| squeezed(parsed.text_of(body)));
            named.entry(name).and_modify(|known: &mut String| known.push_str(&body)).or_insert(body);
        }
        Some(named)
    }
}

fn is_function(node: Node<'_>) -> bool {
    ["function", "method", "constructor"].iter().any(|word| node.kind().contains(word)) && field(node, "body").is_some()
}

/// The name of what a node declares.
fn name(node: Node<'_>, parsed: &Parsed<'_>) -> Option<String> {
    let kind = node.kind();
    let is_whole =
        ["_item", "_definition", "_declaration", "_spec", "message", "service"].iter().any(|end| kind.ends_with(end));
    if !is_whole || !NAMING.iter().any(|word| kind.contains(word)) && kind != "type_spec" {
        return None;
    }
    let mut named = field(node, "name");
    let mut declarator = field(node, "declarator");
    while let (None, Some(inner)) = (named, declarator) {
        named = (inner.kind() == "identifier" || inner.kind() == "field_identifier").then_some(inner);
        declarator = field(inner, "declarator");
    }
    let name = parsed.text_of(named?).trim();
    let is_plain = !name.is_empty()
        && name.len() <= 60
        && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '$');
    is_plain.then(|| name.to_owned())
}

/// All of a declaration but its name: a thing under another name is the same thing.
fn inner(node: Node<'_>) -> Option<Node<'_>> {
    is_function(node).then(|| field(node, "body")).flatten()
}

fn likeness(one: &str, other: &str) -> f64 {
    let words = |text: &str| -> HashSet<String> {
        text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    if one.len().min(other.len()) < SHORT {
        return if one == other && !one.is_empty() { 1.0 } else { 0.0 };
    }
    let shared = one.intersection(&other).count();
    shared as f64 / (one.len() + other.len() - shared).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, old: &str, new: &str, expected: &[Change]) {
        assert_eq!(Symbols::default().between(path, old, new), expected, "{path}");
    }

    #[test]
    fn named_things_come_go_move_and_change() {
        let named = |name: &str| name.to_owned();
        check("a.rs", "fn a() {}\n", "fn a() {}\nfn b() {}\n", &[Change::Added(named("b"))]);
        check(
            "a.py",
            "def a():\n  pass\n\ndef b():\n  return 1\n",
            "def a():\n  pass\n",
            &[Change::Removed(named("b"))],
        );
        let body = "{ let first = read(path); let second = parse(first); write(second) }";
        check(
            "a.rs",
            &format!("fn load() {body}\n"),
            &format!("fn open() {body}\n"),
            &[Change::Renamed(named("load"), named("open"))],
        );
        check(
            "a.go",
            "package a\nfunc A() int { return 1 }\n",
            "package a\nfunc A() int { return 2 }\n",
            &[Change::Changed(named("A"))],
        );
        check(
            "a.c",
            "int a(void) { return 1; }\n",
            "int a(void) { return 1; }\nint b(void) { return 2; }\n",
            &[Change::Added(named("b"))],
        );
        check("a.ts", "", "export class Client {}\n", &[Change::Added(named("Client"))]);
        check("a.txt", "a", "b", &[]);
    }
}
