//! `package.json` and `composer.json`.

use serde_json::{Map, Value};

use super::super::model::{Manifest, Need, Said};
use super::line_at;
use crate::breaking::Unread;

struct Json<'a> {
    text: &'a str,
    value: Value,
}

impl<'a> Json<'a> {
    fn parse(text: &'a str) -> Result<Self, Unread> {
        let text = text.trim_start_matches('\u{feff}');
        let value: Value = serde_json::from_str(text).map_err(|error| Unread::Invalid(error.to_string()))?;
        if value.is_object() { Ok(Self { text, value }) } else { Err(Unread::Foreign) }
    }

    /// The line of a key that stands below others.
    fn line(&self, keys: &[&str]) -> u32 {
        let mut at = 0;
        for key in keys {
            let quoted = format!("\"{key}\"");
            let mut from = at;
            // The key, and not a value that reads like it.
            let found = loop {
                let Some(found) = self.text[from..].find(&quoted).map(|found| from + found) else { break None };
                let after = self.text[found + quoted.len()..].trim_start();
                if after.starts_with(':') {
                    break Some(found);
                }
                from = found + quoted.len();
            };
            match found {
                Some(found) => at = found,
                None => break,
            }
        }
        line_at(self.text, at)
    }

    fn map(&self, key: &str) -> Option<&Map<String, Value>> {
        self.value.get(key)?.as_object()
    }

    fn said(&self, key: &str) -> Option<Said> {
        Some(Said::new(self.value.get(key)?.as_str()?, self.line(&[key])))
    }

    fn needs(&self, key: &str) -> Vec<Need> {
        let pairs = self.map(key).into_iter().flatten();
        pairs.filter_map(|(name, range)| Some(Need::new(name, range.as_str()?, self.line(&[key, name])))).collect()
    }

    fn list(&self, key: &str) -> Option<Vec<String>> {
        match self.value.get(key)? {
            Value::String(one) => Some(vec![one.clone()]),
            Value::Array(many) => Some(many.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect()),
            _ => None,
        }
    }
}

/// Engines that are for those who work on a package.
const MANAGERS: [&str; 4] = ["npm", "pnpm", "yarn", "bun"];

/// Reads `package.json`.
pub(super) fn npm(text: &str) -> Result<Manifest, Unread> {
    let json = Json::parse(text)?;
    let is_private = json.value.get("private").and_then(Value::as_bool) == Some(true);
    let mut manifest = Manifest { name: json.said("name"), is_private, ..Manifest::default() };
    manifest.needs = json.needs("engines").into_iter().filter(|need| !MANAGERS.contains(&need.name.as_str())).collect();
    manifest.peers = json.needs("peerDependencies");
    let optional = json.map("peerDependenciesMeta");
    for peer in &mut manifest.peers {
        let meta = optional.and_then(|meta| meta.get(&peer.name)?.get("optional")?.as_bool());
        peer.is_optional = meta == Some(true);
    }
    manifest.module_type = json.said("type");
    manifest.programs = match (json.value.get("bin"), &manifest.name) {
        (Some(Value::String(_)), Some(name)) => {
            let own = name.text.rsplit('/').next().unwrap_or(&name.text);
            vec![Said::new(own, json.line(&["bin"]))]
        }
        (Some(Value::Object(programs)), _) => {
            programs.keys().map(|name| Said::new(name, json.line(&["bin", name]))).collect()
        }
        _ => Vec::new(),
    };
    // Both ways to load it are told apart.
    if text.contains("\"require\"") || text.contains(".cjs\"") {
        manifest.inherits.push("require".to_owned());
    }
    for what in ["os", "cpu", "libc"] {
        if let Some(list) = json.list(what) {
            manifest.platforms.push((what.to_owned(), list, json.line(&[what])));
        }
    }
    Ok(manifest)
}

/// Reads `composer.json`.
pub(super) fn composer(text: &str) -> Result<Manifest, Unread> {
    let json = Json::parse(text)?;
    let is_private = json.value.get("type").and_then(Value::as_str) == Some("project");
    let mut manifest = Manifest { name: json.said("name"), is_private, ..Manifest::default() };
    for need in json.needs("require") {
        if need.name == "php" || need.name.starts_with("ext-") || need.name.starts_with("lib-") {
            manifest.needs.push(need);
        } else {
            manifest.dependencies.push(need);
        }
    }
    let loaded = json.map("autoload").into_iter().flat_map(|autoload| [autoload.get("psr-4"), autoload.get("psr-0")]);
    for (name, _) in loaded.flatten().filter_map(Value::as_object).flatten().filter(|(name, _)| !name.is_empty()) {
        let escaped = name.replace('\\', "\\\\");
        manifest.namespaces.push(Said::new(name, json.line(&["autoload", &escaped])));
    }
    for program in json.list("bin").unwrap_or_default() {
        let name = program.rsplit('/').next().unwrap_or(&program).to_owned();
        manifest.programs.push(Said::new(name, json.line(&["bin"])));
    }
    Ok(manifest)
}
