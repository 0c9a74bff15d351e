//! Texts to documents: which files are documents, what of them counts, and JSON and YAML with lines.

mod json;
mod pruned;
mod yaml;

use super::model::{File, Node};
use crate::breaking::Unread;

/// Levels of nesting that are read.
const DEEPEST: usize = 64;

/// Reads a file: a document, what may be a part of one, or neither.
pub(super) fn file(text: &str) -> Result<File, Unread> {
    if !is_document(text) {
        return if may_be_part(text) { Ok(File::Part) } else { Err(Unread::Foreign) };
    }
    let node = node(text).map_err(Unread::Invalid)?;
    let version = |key: &str| node.get(key).map(Node::shown);
    let is_known = version("openapi").is_some_and(|version| version.starts_with('3'))
        || version("swagger").is_some_and(|version| version.starts_with('2'));
    if is_known { Ok(File::Document(node)) } else { Err(Unread::Foreign) }
}

/// What a text says, without what nobody depends on.
pub(super) fn node(text: &str) -> Result<Node, String> {
    let mut node = if text.trim_start().starts_with(['{', '[']) {
        json::parse(text).or_else(|_| yaml::parse(text))?
    } else {
        yaml::parse(text)?
    };
    pruned::prune(&mut node);
    Ok(node)
}

/// Whether a text says that it is a document, wherever the key stands.
fn is_document(text: &str) -> bool {
    ["openapi", "swagger"].iter().any(|word| {
        text.match_indices(word).any(|(at, _)| {
            let before = text[..at].trim_end_matches(['"', '\'']);
            let after = text[at + word.len()..].trim_start_matches(['"', '\'']).trim_start();
            let begins = before.is_empty() || before.ends_with('\n') || before.trim_end().ends_with(['{', ',']);
            let value = after.strip_prefix(':').map(|rest| rest.trim_start().trim_start_matches(['"', '\'']));
            begins && value.is_some_and(|value| value.starts_with(['2', '3']))
        })
    })
}

/// Whether a text has words that parts of documents have.
fn may_be_part(text: &str) -> bool {
    ["$ref", "properties", "schema", "responses", "type: ", "\"type\"", "enum"].iter().any(|word| text.contains(word))
}
