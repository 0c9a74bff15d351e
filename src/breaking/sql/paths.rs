//! What a file is, by its path: a migration, a schema, or nothing that users of a database meet.

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// One step from a schema to the next.
    Migration,
    /// What is there, as a whole.
    Schema,
}

/// Folders whose files are for tests, for going back, or only ask.
const ASIDE: [&str; 32] = [
    "test",
    "tests",
    "testing",
    "testdata",
    "test_data",
    "test-data",
    "fixtures",
    "fixture",
    "seeds",
    "seed",
    "seeders",
    "__tests__",
    "spec",
    "specs",
    "mocks",
    "queries",
    "query",
    "example",
    "examples",
    "samples",
    "sample",
    "demo",
    "benchmark",
    "benchmarks",
    "verify",
    "revert",
    "rollback",
    "rollbacks",
    "down",
    "undo",
    "downgrades",
    "snapshots",
];
/// Words that begin or end the names of such files.
const ASIDE_NAMES: [&str; 12] = [
    "down",
    "rollback",
    "undo",
    "revert",
    "seed",
    "seeds",
    "fixture",
    "fixtures",
    "test",
    "testdata",
    "downgrade",
    "queries",
];
/// Parts of the names of folders and files that hold migrations.
const STEPS: [&str; 7] = ["migrat", "evolution", "upgrade", "delta", "changelog", "patches", "updates"];
/// Names of files that hold a whole schema.
const WHOLE: [&str; 12] =
    ["schema", "structure", "init", "tables", "ddl", "dump", "create", "full", "setup", "install", "database", "db"];

/// What the file at a path is; nothing if its content does not matter.
pub(super) fn role(path: &str) -> Option<Role> {
    let lower = path.to_ascii_lowercase();
    let (folders, name) = lower.rsplit_once('/').unwrap_or(("", &lower));
    let stem = name.strip_suffix(".sql")?;
    let words: Vec<&str> = stem.split(['.', '_', '-', ' ']).filter(|word| !word.is_empty()).collect();
    let ends = [words.first(), words.last()];
    let is_aside = folders.split('/').any(|folder| ASIDE.contains(&folder))
        || ends.into_iter().flatten().any(|word| ASIDE_NAMES.contains(word))
        || stem.strip_prefix('u').is_some_and(|rest| starts_with_number(rest) && rest.contains("__"));
    if is_aside {
        return None;
    }
    let folder = folders.rsplit('/').next().unwrap_or_default();
    let is_numbered = |name: &str| starts_with_number(name) || name.strip_prefix('v').is_some_and(starts_with_number);
    // An extension's step: `name--1.0--1.1.sql`.
    let is_extension_step = stem.matches("--").count() >= 2;
    if is_numbered(stem) || is_numbered(folder) || is_extension_step || words.last() == Some(&"up") {
        return Some(Role::Migration);
    }
    let is_whole = stem.starts_with("r__") || words.iter().any(|word| WHOLE.contains(word));
    let is_step = STEPS.iter().any(|step| stem.contains(step) || folders.contains(step));
    Some(if is_step && !is_whole { Role::Migration } else { Role::Schema })
}

fn starts_with_number(name: &str) -> bool {
    name.starts_with(|letter: char| letter.is_ascii_digit())
}

/// The folder whose migrations follow each other: that of the file, or the one around a numbered folder.
pub(super) fn sequence(path: &str) -> &str {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (around, name) = folder.rsplit_once('/').unwrap_or(("", folder));
    let is_numbered = starts_with_number(name) || name.strip_prefix(['v', 'V']).is_some_and(starts_with_number);
    if is_numbered { around } else { folder }
}

/// Sorts paths as people count: 2 before 10.
pub(super) fn in_order(paths: &mut [String]) {
    paths.sort_by_cached_key(|path| natural(path));
}

/// Texts and numbers in turn; numbers without leading zeros, by their length first.
fn natural(path: &str) -> Vec<(usize, String)> {
    let mut parts: Vec<(usize, String)> = Vec::new();
    let mut was_digit = None;
    for letter in path.chars() {
        let is_digit = letter.is_ascii_digit();
        if was_digit != Some(is_digit) {
            parts.push((0, String::new()));
            was_digit = Some(is_digit);
        }
        if let Some((_, part)) = parts.last_mut() {
            part.push(letter);
        }
    }
    for (length, part) in &mut parts {
        if starts_with_number(part) {
            let digits = part.trim_start_matches('0').to_owned();
            *length = digits.len() + 1;
            *part = digits;
        }
    }
    parts
}
