//! Sample files that say which keys and variables there are.

use crate::breaking::config::model::{File, Key};
use crate::breaking::{Form, Source, Unread};

/// What a path says of such a file.
pub(in crate::breaking::config) fn form(path: &str) -> Option<Form> {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let words: Vec<&str> = name.split(['.', '-', '_']).filter(|word| !word.is_empty()).collect();
    let is_sample =
        words.iter().any(|word| ["example", "sample", "template", "dist", "default", "defaults"].contains(word));
    if !is_sample {
        return None;
    }
    if words.contains(&"env") && (name.starts_with(".env") || name.starts_with("env") || words.last() == Some(&"env")) {
        return Some("env");
    }
    let is_config =
        words.iter().any(|word| ["config", "conf", "settings", "configuration", "default", "defaults"].contains(word));
    // `config.example.toml`, `config.toml.example`.
    let ends = |endings: &[&str]| words.iter().rev().take(2).any(|word| endings.contains(word));
    if !is_config {
        None
    } else if ends(&["toml"]) {
        Some("toml")
    } else if ends(&["yaml", "yml"]) {
        Some("yaml")
    } else if ends(&["json"]) {
        Some("json")
    } else if ends(&["ini", "cfg", "properties"]) {
        Some("ini")
    } else {
        None
    }
}

/// Reads a sample file.
pub(super) fn read(source: &mut Source<'_>) -> Result<File, Unread> {
    let keys = match source.form {
        "env" => env(source.text),
        "yaml" => yaml(source.text),
        "json" => json(source.text)?,
        _ => sections(source.text),
    };
    Ok(File { keys, ..File::default() })
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || "_-.".contains(letter))
}

fn env(text: &str) -> Vec<Key> {
    let keys = text.lines().enumerate().filter_map(|(index, line)| {
        let line = line.trim();
        let is_comment = line.starts_with('#');
        let line = line.trim_start_matches(['#', ' ']);
        let (name, _) = line.strip_prefix("export ").unwrap_or(line).split_once('=')?;
        let name = name.trim();
        let is_variable = is_name(name) && !name.chars().any(|letter| letter.is_lowercase() && is_comment);
        is_variable.then(|| Key { path: name.to_owned(), line: index as u32 + 1, is_comment })
    });
    keys.collect()
}

/// TOML and INI: keys below sections. Those in comments count as being there.
fn sections(text: &str) -> Vec<Key> {
    let mut section = String::new();
    let mut keys = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        let is_comment = trimmed.starts_with(['#', ';']);
        let code = trimmed.trim_start_matches(['#', ';', ' ']);
        if let Some(name) = code.strip_prefix('[').filter(|_| !is_comment || code.ends_with(']')) {
            let name = name.trim_start_matches('[').split(']').next().unwrap_or_default().trim();
            if is_name(name) {
                name.clone_into(&mut section);
            }
            continue;
        }
        let Some((name, _)) = code.split_once(['=', ':']) else { continue };
        let name = name.trim().trim_matches('"');
        if is_name(name) {
            let path = if section.is_empty() { name.to_owned() } else { format!("{section}.{name}") };
            keys.push(Key { path, line: index as u32 + 1, is_comment });
        }
    }
    keys
}

/// YAML, as far as its keys stand on lines of their own.
fn yaml(text: &str) -> Vec<Key> {
    let mut around: Vec<(usize, String)> = Vec::new();
    let mut keys = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let is_comment = line.trim_start().starts_with('#');
        let bare = if is_comment { line.replacen("# ", "", 1).replacen('#', "", 1) } else { line.to_owned() };
        let indent = bare.len() - bare.trim_start().len();
        let code = bare.trim();
        let Some((name, rest)) = code.split_once(':') else { continue };
        let name = name.trim_matches(['"', '\'']);
        if !is_name(name) || !(rest.is_empty() || rest.starts_with(' ')) || is_comment && name.contains(' ') {
            continue;
        }
        around.retain(|(depth, _)| *depth < indent);
        let path = around.last().map_or_else(|| name.to_owned(), |(_, outer)| format!("{outer}.{name}"));
        if !is_comment {
            around.push((indent, path.clone()));
        }
        keys.push(Key { path, line: index as u32 + 1, is_comment });
    }
    keys
}

fn json(text: &str) -> Result<Vec<Key>, Unread> {
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| Unread::Invalid(error.to_string()))?;
    let mut keys = Vec::new();
    flatten(&value, "", 0, text, &mut keys);
    Ok(keys)
}

fn flatten(value: &serde_json::Value, outer: &str, from: usize, text: &str, keys: &mut Vec<Key>) {
    for (name, inner) in value.as_object().into_iter().flatten() {
        let path = if outer.is_empty() { name.clone() } else { format!("{outer}.{name}") };
        let at = text.get(from..).and_then(|rest| rest.find(&format!("\"{name}\""))).map_or(from, |at| from + at);
        let line = text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() as u32 + 1;
        flatten(inner, &path, at, text, keys);
        keys.push(Key { path, line, is_comment: false });
    }
}
