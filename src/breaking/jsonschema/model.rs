//! A schema file.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::breaking::Unread;

/// Nested deeper than this a document is not read.
const DEEPEST: usize = 100;

/// Values of a schema that is written as YAML.
const VALUES_AT_MOST: usize = 200_000;

/// A file that holds a schema.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Document {
    pub(crate) text: String,
    /// The same as JSON, where it is YAML.
    pub(crate) json: Option<String>,
    /// The name that it gives itself.
    pub(crate) id: Option<String>,
    /// The dialect that it names.
    pub(crate) dialect: Option<String>,
}

/// Reads a file. One that is called like a schema need not say that it is one.
pub(super) fn read(text: &str, form: &str) -> Result<Document, Unread> {
    let (is_named, is_yaml) = (form.starts_with("named"), form.ends_with("yaml"));
    let text = text.trim_start_matches('\u{feff}');
    let says = |text: &str| text.contains("json-schema.org/");
    if !is_named && !says(text) {
        return Err(Unread::Foreign);
    }
    if depth(text) > DEEPEST {
        return Err(Unread::Invalid("it is nested too deeply".to_owned()));
    }
    let value: Value = if is_yaml {
        yaml(text)?
    } else {
        serde_json::from_str(text).map_err(|error| Unread::Invalid(error.to_string()))?
    };
    let string = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let dialect = string("$schema");
    let is_schema = dialect.as_deref().is_some_and(says)
        || is_named
            && ["type", "properties", "$defs", "definitions", "$ref", "oneOf", "anyOf", "allOf", "enum"]
                .iter()
                .any(|key| value.get(key).is_some());
    // A description of an API has schemas in it, and rules of its own.
    if !is_schema || value.get("openapi").is_some() || value.get("swagger").is_some() {
        return Err(Unread::Foreign);
    }
    let json = is_yaml.then(|| value.to_string());
    Ok(Document { text: text.to_owned(), json, id: string("$id").or_else(|| string("id")), dialect })
}

fn yaml(text: &str) -> Result<Value, Unread> {
    let mut options = serde_saphyr::options! {
        duplicate_keys: serde_saphyr::DuplicateKeyPolicy::LastWins,
        strict_booleans: true,
        budget: serde_saphyr::budget! {
            max_depth: DEEPEST,
            max_nodes: VALUES_AT_MOST,
            max_events: 3 * VALUES_AT_MOST,
        },
    };
    options.alias_limits.max_total_replayed_events = VALUES_AT_MOST;
    let first_line = |text: String| text.lines().next().unwrap_or("it is no YAML").to_owned();
    serde_saphyr::from_str_with_options(text, options).map_err(|error| Unread::Invalid(first_line(error.to_string())))
}

/// How deep brackets go, those in texts included: at least as deep as the document.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'{' | b'[' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}
