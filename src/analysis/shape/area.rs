//! The part of the project that paths have in common.

use std::collections::HashMap;

/// Folders that say nothing about the part of the project.
const GENERIC: &[&str] = &[
    "src",
    "lib",
    "libs",
    "crates",
    "packages",
    "pkg",
    "internal",
    "cmd",
    "app",
    "apps",
    "source",
    "sources",
    "main",
    "java",
    "python",
    "rust",
    "include",
    "modules",
    "module",
    "components",
    "test",
    "tests",
    "t",
    "spec",
    "doc",
    "docs",
    "com",
    "org",
    "github",
    "public",
    "static",
    "kotlin",
    "scala",
    "swift",
    "resources",
    "examples",
    "Documentation",
    "documentation",
    "scripts",
    "tools",
    "contrib",
    "vendor",
    "third_party",
    "assets",
    "dev",
    "ci",
    "build",
];
/// Folders whose children are packages: the child is the area, however deep the change lies in it.
const HOLDERS: &[&str] =
    &["crates", "packages", "plugins", "apps", "services", "extensions", "cmd", "modules", "components", "drivers"];

/// The name of the area where at least four of five paths lie, if there is one that says something.
pub fn common_area<'a>(paths: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    let mut total = 0;
    for path in paths {
        total += 1;
        if let Some(area) = area_of(path) {
            *counts.entry(area).or_default() += 1;
        }
    }
    // Of equal counts the first name, so that the answer does not depend on the order of a hash map.
    let (area, count) = counts.into_iter().max_by_key(|(name, count)| (*count, std::cmp::Reverse(*name)))?;
    (count * 5 >= total * 4).then(|| area.to_owned())
}

fn area_of(path: &str) -> Option<&str> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let mut folders = folder.split('/').peekable();
    let mut first_named = None;
    while let Some(name) = folders.next() {
        if HOLDERS.contains(&name)
            && let Some(child) = folders.peek()
        {
            return sayable(child);
        }
        if first_named.is_none() && !name.is_empty() && !GENERIC.contains(&name) && !name.starts_with('.') {
            first_named = Some(name);
        }
    }
    if first_named.is_some() {
        return first_named.and_then(sayable);
    }
    if folder.is_empty() {
        return None;
    }
    let stem = file.split('.').next().unwrap_or(file);
    let says_nothing =
        matches!(stem, "mod" | "lib" | "main" | "index" | "__init__" | "utils" | "README" | "Makefile" | "app");
    (!says_nothing).then_some(stem).and_then(sayable)
}

fn sayable(name: &str) -> Option<&str> {
    let plain = name.chars().all(|c| c.is_alphanumeric() || "-_.+@".contains(c));
    (!name.is_empty() && name.len() <= 32 && plain).then_some(name)
}
