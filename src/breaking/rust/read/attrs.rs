//! Attributes, and the conditions under which items are there at all.

use crate::{
    breaking::rust::facts::{Attrs, ProcMacro},
    syntax::squeezed,
};

/// Takes in one attribute: what stands between `#[` and `]`.
pub(super) fn take_in(attribute: &str, attrs: &mut Attrs) {
    let text = attribute.trim();
    let (name, rest) = text.split_at(text.find(|letter: char| !is_path(letter)).unwrap_or(text.len()));
    let inner = || inner(rest);
    match name {
        "cfg" => attrs.cfg.push(squeezed(inner())),
        "cfg_attr" => {
            let parts = split(inner());
            if let Some((condition, attributes)) = parts.split_first()
                && !is_off(&squeezed(condition))
                && !condition.contains("doc")
            {
                for attribute in attributes {
                    take_in(attribute, attrs);
                }
            }
        }
        // What is hidden because it is deprecated is there for who uses it, until it is taken away.
        "doc" => attrs.hidden |= !attrs.deprecated && split(inner()).iter().any(|part| part.trim() == "hidden"),
        "deprecated" => (attrs.deprecated, attrs.hidden) = (true, false),
        "non_exhaustive" => attrs.non_exhaustive = true,
        "macro_export" => attrs.macro_export = true,
        "derive" => attrs.derives.extend(split(inner()).iter().map(|path| last(path).to_owned())),
        "repr" => attrs.repr.extend(split(inner()).iter().map(|part| squeezed(part).replace(' ', ""))),
        "path" => attrs.path = string(rest),
        "no_mangle" => attrs.export = Some(attrs.export.take().unwrap_or_default()),
        "export_name" => attrs.export = string(rest),
        "unsafe" => take_in(inner(), attrs),
        "target_feature" => {
            let features = split(inner()).into_iter().filter_map(|part| string(part.trim().strip_prefix("enable")?));
            let features: Vec<String> = features
                .flat_map(|list| list.split(',').map(|one| one.trim().to_owned()).collect::<Vec<_>>())
                .collect();
            attrs.target_features.extend(features);
        }
        "proc_macro" => attrs.proc_macro = Some(ProcMacro::Function),
        "proc_macro_attribute" => attrs.proc_macro = Some(ProcMacro::Attribute),
        "proc_macro_derive" => attrs.proc_macro = Some(derive_macro(inner())),
        _ => {}
    }
}

fn derive_macro(text: &str) -> ProcMacro {
    let parts = split(text);
    let name = parts.first().map(|name| name.trim().to_owned()).unwrap_or_default();
    let helpers = parts.iter().skip(1).filter_map(|part| part.trim().strip_prefix("attributes"));
    let helpers =
        helpers.flat_map(|list| split(inner(list)).into_iter().map(|name| name.trim().to_owned()).collect::<Vec<_>>());
    ProcMacro::Derive(name, helpers.collect())
}

fn is_path(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == ':'
}

/// What stands between the outer brackets.
fn inner(text: &str) -> &str {
    let begin = text.find('(').map_or(text.len(), |at| at + 1);
    let end = text.rfind(')').unwrap_or(text.len());
    text.get(begin..end).unwrap_or_default()
}

/// `= "text"`
fn string(text: &str) -> Option<String> {
    let begin = text.find('"')? + 1;
    let end = text.rfind('"')?;
    text.get(begin..end).map(str::to_owned)
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path).trim()
}

/// Parts between commas that stand in no brackets and no string.
pub(in crate::breaking::rust) fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut begin, mut quoted) = (0_i32, 0, false);
    for (at, letter) in text.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '<' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '>' if !text[..at].ends_with(['-', '=']) => depth -= 1,
            ',' if depth <= 0 => {
                parts.push(&text[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    if !text[begin..].trim().is_empty() {
        parts.push(&text[begin..]);
    }
    parts
}

/// Whether a condition never holds for users: tests, flags that only a project's own runs set, features that are named as
/// not for use. All other features are on, and every platform is somebody's.
pub(in crate::breaking::rust) fn is_off(condition: &str) -> bool {
    holds(condition.trim(), 0) == Some(false)
}

fn holds(condition: &str, depth: usize) -> Option<bool> {
    // What a macro asks for is not seen.
    if depth > 20 || condition.ends_with('!') {
        return None;
    }
    let name = condition.split(|letter: char| !is_path(letter)).next().unwrap_or_default();
    let below = || split(inner(condition)).into_iter().map(|part| holds(part.trim(), depth + 1));
    match name {
        "all" => {
            let parts: Vec<Option<bool>> = below().collect();
            if parts.contains(&Some(false)) { Some(false) } else { (!parts.contains(&None)).then_some(true) }
        }
        "any" => {
            let parts: Vec<Option<bool>> = below().collect();
            if parts.contains(&Some(true)) { Some(true) } else { (!parts.contains(&None)).then_some(false) }
        }
        "not" => below().next().flatten().map(|held| !held),
        "feature" => Some(!string(condition).is_some_and(|feature| is_internal_feature(&feature))),
        "debug_assertions" | "panic" | "unix" | "windows" | "overflow_checks" | "accessible" => None,
        name if name.starts_with("target_") => None,
        "true" => Some(true),
        // `test`, `doc`, `loom`, `miri`, `docsrs`, and whatever a build script may set.
        _ if condition.contains('=') => None,
        _ => Some(false),
    }
}

/// Whether a macro says by its name that nobody should count on what it holds: `cfg_unstable!`.
pub(super) fn is_off_macro(name: &str) -> bool {
    let has = |wanted: &[&str]| name.split(['_', ':']).any(|word| wanted.contains(&word));
    has(&["cfg"]) && has(&["unstable", "nightly"]) && !has(&["not"])
}

/// Features whose names say that nobody should count on them.
pub(in crate::breaking::rust) fn is_internal_feature(name: &str) -> bool {
    name.starts_with('_')
        || ["unstable", "nightly", "bench", "no_std"].contains(&name)
        || ["unstable-", "unstable_"].iter().any(|start| name.starts_with(start))
}
