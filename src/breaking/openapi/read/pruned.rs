//! Leaves out what no caller depends on: descriptions, examples, extensions. What remains is a fraction of big documents.

use super::super::model::{Node, Value};

/// Keys whose entries are names that people chose.
const NAMES: [&str; 17] = [
    "properties",
    "patternProperties",
    "dependentSchemas",
    "dependentRequired",
    "schemas",
    "definitions",
    "$defs",
    "parameters",
    "responses",
    "requestBodies",
    "headers",
    "securitySchemes",
    "securityDefinitions",
    "callbacks",
    "content",
    "paths",
    "webhooks",
];
/// Keys that hold values, not more of the document.
const VALUES: [&str; 4] = ["default", "enum", "const", "x-extensible-enum"];
/// Extensions that change what others mean.
const MEANT: [&str; 5] = ["x-sunset", "x-stability-level", "x-extensible-enum", "x-since-date", "x-ms-paths"];

/// Leaves it out, all the way down.
pub(super) fn prune(node: &mut Node) {
    below(node, false);
}

fn below(node: &mut Node, are_names: bool) {
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|item| below(item, false)),
        Value::Map(entries) => {
            if !are_names {
                entries.retain(|(key, value)| !is_idle(key, value));
            }
            for (key, value) in entries.iter_mut() {
                if are_names {
                    below(value, false);
                } else if !VALUES.contains(&&**key) {
                    below(value, NAMES.contains(&&**key));
                }
            }
            entries.shrink_to_fit();
        }
        _ => {}
    }
}

fn is_idle(key: &str, value: &Node) -> bool {
    match key {
        "description" | "summary" | "$comment" => value.text().is_some(),
        "example" | "examples" | "externalDocs" | "xml" => true,
        _ => key.starts_with("x-") && !MEANT.contains(&key),
    }
}
