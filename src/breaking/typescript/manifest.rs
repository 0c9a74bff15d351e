//! `package.json` and `tsconfig.json`, as far as they say what a package offers and how its modules name each other.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a package hands out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub(crate) name: Option<String>,
    /// It is never published.
    pub(crate) private: bool,
    /// `"type": "module"`
    pub(crate) is_esm: bool,
    pub(crate) types: Option<String>,
    /// `main`, `module`, `browser`, in the order in which they are tried.
    pub(crate) mains: Vec<String>,
    /// What `exports` lists; none if it is not there.
    pub(crate) exports: Option<Vec<Subpath>>,
}

/// An entry of `exports`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Subpath {
    /// `.`, `./sub`, `./*`
    pub(crate) name: String,
    /// Files that it may lead to, the one with types first; none if it is closed off.
    pub(crate) targets: Vec<String>,
    /// Conditions under which it can be had.
    pub(crate) conditions: Vec<String>,
    pub(crate) line: u32,
}

/// Files of one subpath that are tried.
const TARGETS_AT_MOST: usize = 16;

/// Reads `package.json`.
pub(crate) fn manifest(text: &str) -> Option<Manifest> {
    let json: Value = serde_json::from_str(text).ok()?;
    let object = json.as_object()?;
    let word = |key: &str| object.get(key).and_then(Value::as_str).map(str::to_owned);
    Some(Manifest {
        name: word("name"),
        private: object.get("private").and_then(Value::as_bool) == Some(true),
        is_esm: word("type").as_deref() == Some("module"),
        types: word("types").or_else(|| word("typings")),
        mains: ["module", "main", "browser"].iter().filter_map(|key| word(key)).collect(),
        exports: object.get("exports").map(|exports| subpaths(exports, text)),
    })
}

/// The last part of a package's name.
pub(crate) fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

fn subpaths(exports: &Value, text: &str) -> Vec<Subpath> {
    let whole = |value: &Value| vec![subpath(".", value, text)];
    match exports {
        Value::Object(entries) if entries.keys().all(|key| key.starts_with('.')) => {
            entries.iter().map(|(name, value)| subpath(name, value, text)).collect()
        }
        other => whole(other),
    }
}

fn subpath(name: &str, value: &Value, text: &str) -> Subpath {
    let mut found = Vec::new();
    let mut conditions = Vec::new();
    targets(value, "", &mut found, &mut conditions, 0);
    // What has types tells most of what users get.
    found.sort_by_key(|(condition, target): &(String, String)| {
        let typed = condition == "types" || [".d.ts", ".d.mts", ".d.cts"].iter().any(|end| target.ends_with(end));
        (!typed, condition == "require")
    });
    let mut files: Vec<String> = found.into_iter().map(|(_, target)| target).collect();
    files.dedup();
    files.truncate(TARGETS_AT_MOST);
    conditions.sort_unstable();
    conditions.dedup();
    let quoted = format!("\"{name}\"");
    let line = text.lines().position(|line| line.contains(&quoted)).map_or(1, |line| line as u32 + 1);
    Subpath { name: name.to_owned(), targets: files, conditions, line }
}

fn targets(value: &Value, under: &str, found: &mut Vec<(String, String)>, conditions: &mut Vec<String>, depth: usize) {
    if depth > 8 {
        return;
    }
    match value {
        Value::String(target) => found.push((under.to_owned(), target.clone())),
        Value::Array(list) => {
            for one in list {
                targets(one, under, found, conditions, depth + 1);
            }
        }
        Value::Object(entries) => {
            for (condition, inner) in entries {
                if inner.is_null() {
                    continue;
                }
                conditions.push(condition.clone());
                let name = if condition == "default" || under == "types" { under } else { condition.as_str() };
                targets(inner, name, found, conditions, depth + 1);
            }
        }
        _ => {}
    }
}

/// Reads `compilerOptions.paths` of a `tsconfig.json`, which may have comments and commas too many.
pub(crate) fn paths(text: &str) -> Vec<(String, Vec<String>)> {
    let Ok(json) = serde_json::from_str::<Value>(&plain(text)) else { return Vec::new() };
    let options = &json["compilerOptions"];
    let base = options["baseUrl"].as_str().unwrap_or(".");
    let Some(paths) = options["paths"].as_object() else { return Vec::new() };
    let led = |to: &Value| to.as_str().map(|to| format!("{base}/{to}"));
    let read = paths.iter().map(|(pattern, to)| {
        let to = to.as_array().map(|to| to.iter().filter_map(led).collect());
        (pattern.clone(), to.unwrap_or_default())
    });
    read.collect()
}

/// JSON without comments and trailing commas.
fn plain(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut in_string = false;
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if in_string => {
                kept.push(letter);
                kept.extend(letters.next());
            }
            '"' => {
                in_string = !in_string;
                kept.push(letter);
            }
            '/' if !in_string && letters.peek() == Some(&'/') => {
                while letters.next_if(|next| *next != '\n').is_some() {}
            }
            '/' if !in_string && letters.peek() == Some(&'*') => {
                letters.next();
                let mut before = ' ';
                for next in letters.by_ref() {
                    if before == '*' && next == '/' {
                        break;
                    }
                    before = next;
                }
            }
            '}' | ']' if !in_string => {
                let whole = kept.trim_end().trim_end_matches(',').len();
                kept.truncate(whole);
                kept.push(letter);
            }
            _ => kept.push(letter),
        }
    }
    kept
}
