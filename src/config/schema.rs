//! JSON Schemas of the settings files, for editors: made from the table of keys.

use serde_json::{Map, Value, json};

use super::{
    key::{Key, Kind},
    keys,
};

/// The JSON Schema of `tminus.toml`.
pub fn repository_schema() -> Value {
    let mut schema = object(keys::REPOSITORY, "");
    schema["properties"]["gates"] = json!({
        "description": "Gates: commands that must succeed, and changes to the built-in ones.",
        "type": "array",
        "items": gate_schema(),
    });
    titled(schema, "tminus.toml", "Settings of a repository.")
}

/// The JSON Schema of the user's `config.toml`.
pub fn user_schema() -> Value {
    titled(object(keys::USER, ""), "config.toml", "Settings of a user, for all repositories.")
}

fn titled(schema: Value, title: &str, about: &str) -> Value {
    let mut whole = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": about,
    });
    if let (Some(whole), Value::Object(schema)) = (whole.as_object_mut(), schema) {
        whole.extend(schema);
    }
    whole
}

fn gate_schema() -> Value {
    let mut gate = object(keys::GATE, "");
    gate["required"] = json!(["name"]);
    // A built-in gate takes no command, any other needs one.
    gate["if"] = json!({ "properties": { "name": { "enum": keys::BUILT_IN_GATES } } });
    gate["then"] = json!({ "not": { "required": ["command"] } });
    gate["else"] = json!({ "required": ["command"] });
    gate
}

/// The schema of a table: its own keys, and the tables below it.
fn object(all: &[Key], above: &str) -> Value {
    let prefix = if above.is_empty() { String::new() } else { format!("{above}.") };
    let mut properties = Map::new();
    for key in all {
        let Some(rest) = key.name.strip_prefix(&prefix) else { continue };
        match rest.split_once('.') {
            None => {
                properties.insert(rest.to_owned(), value(key));
            }
            Some((table, _)) if !properties.contains_key(table) => {
                properties.insert(table.to_owned(), object(all, &format!("{prefix}{table}")));
            }
            Some(_) => {}
        }
    }
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if let Some((_, about)) = keys::TABLES.iter().find(|(name, _)| *name == above) {
        schema["description"] = json!(about);
    }
    if above == "forge.token" || above == "model.key" {
        schema["description"] = json!("Where the secret comes from; it is never in a file itself.");
        schema["minProperties"] = json!(1);
        schema["maxProperties"] = json!(1);
    }
    schema
}

fn value(key: &Key) -> Value {
    let mut schema = match key.kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::Integer { least, most } => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Kind::Boolean => json!({ "type": "boolean" }),
        Kind::TextList => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Choice(words) => json!({ "enum": words }),
        Kind::Duration => json!({ "type": "string", "pattern": "^([0-9]+h)?([0-9]+m)?([0-9]+s)?$" }),
        Kind::Amount => json!({ "type": "number", "minimum": 0 }),
        Kind::PathOrFalse => json!({ "anyOf": [{ "type": "string" }, { "const": false }] }),
        Kind::Map => json!({
            "type": "object",
            "additionalProperties": { "anyOf": [
                { "type": "string" },
                { "type": "array", "items": { "type": "string" } },
                { "type": "object", "additionalProperties": { "anyOf": [
                    { "type": "string" },
                    { "type": "array", "items": { "type": "string" } },
                ] } },
            ] }
        }),
    };
    schema["description"] = json!(key.about);
    if let Some(default) = key.default.and_then(toml_to_json) {
        schema["default"] = default;
    }
    if let Some(pattern) = pattern(key.name) {
        schema["pattern"] = json!(pattern);
    }
    schema
}

/// What of a key's check can be said as a pattern.
fn pattern(name: &str) -> Option<&'static str> {
    match name {
        "release.tag" => Some("^[^{}]*\\{version\\}[^{}]*$"),
        "name" => Some("^[a-z0-9][a-z0-9-]*$"),
        "forge.url" | "model.url" => Some("^https?://"),
        "forge.repository" => Some("^[^/]+/[^/]+$"),
        "forge.token.env" | "model.key.env" => Some("^[A-Za-z_][A-Za-z0-9_]*$"),
        _ => None,
    }
}

/// A default of the table of keys, which is TOML, as JSON.
fn toml_to_json(text: &str) -> Option<Value> {
    let document: toml::Table = toml::from_str(&format!("value = {text}")).ok()?;
    serde_json::to_value(document.get("value")?).ok()
}
