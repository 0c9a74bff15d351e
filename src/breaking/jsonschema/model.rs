//! A schema file.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::breaking::Unread;

/// Nested deeper than this a document is not read.
const DEEPEST: usize = 100;

/// A file that holds a schema.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Document {
    pub(crate) text: String,
    /// The name that it gives itself.
    pub(crate) id: Option<String>,
    /// The dialect that it names.
    pub(crate) dialect: Option<String>,
}

/// Reads a file. One that is called like a schema need not say that it is one.
pub(super) fn read(text: &str, is_named: bool) -> Result<Document, Unread> {
    let text = text.trim_start_matches('\u{feff}');
    let says = |text: &str| text.contains("json-schema.org/");
    if !is_named && !says(text) {
        return Err(Unread::Foreign);
    }
    if depth(text) > DEEPEST {
        return Err(Unread::Invalid("it is nested too deeply".to_owned()));
    }
    let value: Value = serde_json::from_str(text).map_err(|error| Unread::Invalid(error.to_string()))?;
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
    Ok(Document { text: text.to_owned(), id: string("$id").or_else(|| string("id")), dialect })
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
