//! A TOML document with the place of everything in it.

use std::ops::Range;

use toml_edit::{Item, TableLike, Value as TomlValue};

use super::error::Problem;

/// A parsed file.
pub(super) struct Document {
    name: String,
    text: String,
    parsed: toml_edit::Document<String>,
}

impl Document {
    /// Parses the bytes of a file that is called `name` in messages.
    pub(super) fn parse(name: &str, bytes: &[u8]) -> Result<Self, Problem> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(error) => {
                let valid = String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned();
                return Err(Problem {
                    place: name.to_owned(),
                    position: Some(position(&valid, valid.len())),
                    message: "is not UTF-8 from here on".into(),
                    hint: Some("save the file as UTF-8".into()),
                });
            }
        };
        match toml_edit::Document::parse(text.clone()) {
            Ok(parsed) => Ok(Self { name: name.to_owned(), text, parsed }),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                Err(Problem {
                    place: name.to_owned(),
                    position: Some(position(&text, at)),
                    message: format!("is not valid TOML: {}", error.message().lines().collect::<Vec<_>>().join(", ")),
                    hint: Some(mended(&text, at)),
                })
            }
        }
    }

    /// The table of everything.
    pub(super) fn root(&self) -> &dyn TableLike {
        self.parsed.as_table()
    }

    /// What it is called in messages.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The line of a place.
    pub(super) fn line(&self, span: Option<&Range<usize>>) -> usize {
        position(&self.text, span.map_or(0, |span| span.start)).0
    }

    /// A problem at a place.
    pub(super) fn problem(&self, span: Option<Range<usize>>, message: String, hint: Option<String>) -> Problem {
        let start = span.map_or(0, |span| span.start);
        Problem { place: self.name.clone(), position: Some(position(&self.text, start)), message, hint }
    }
}

/// What most likely mends text that is no TOML at this place.
fn mended(text: &str, at: usize) -> String {
    let start = text[..text.floor_char_boundary(at)].rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next().unwrap_or("").trim();
    if line.starts_with("<<<<<<<") || line.starts_with("=======") || line.starts_with(">>>>>>>") {
        return "a merge left its marks: settle the conflict".into();
    }
    if line.starts_with('[') && !line.contains(']') {
        return format!("close the table's name: `{line}]`");
    }
    match line.split_once('=') {
        Some((key, value)) if value.trim().is_empty() => {
            format!("give `{}` a value: `{} = \"...\"`", key.trim(), key.trim())
        }
        Some((_, value)) if value.matches('"').count() % 2 == 1 => "close the text with `\"` on the same line".into(),
        Some((key, value)) if value.trim().starts_with(|first: char| first.is_alphabetic()) => {
            format!("text stands in quotes: `{} = \"{}\"`", key.trim(), value.trim())
        }
        None if !line.is_empty() && !line.starts_with(['[', '#']) => {
            "a setting is written `key = value`, a table `[name]`".into()
        }
        _ => "`tminus init` writes a file that is right; `docs/configuration.md` lists every key".into(),
    }
}

/// What a value is, in words.
pub(super) fn type_name(item: &Item) -> &'static str {
    match item {
        Item::None => "nothing",
        Item::Table(_) | Item::Value(TomlValue::InlineTable(_)) => "a table",
        Item::ArrayOfTables(_) => "a list of tables",
        Item::Value(value) => match value {
            TomlValue::String(_) => "text",
            TomlValue::Integer(_) => "a whole number",
            TomlValue::Float(_) => "a number",
            TomlValue::Boolean(_) => "`true` or `false`",
            TomlValue::Datetime(_) => "a date",
            _ => "a list",
        },
    }
}

/// Line and column, both from 1, columns in characters.
fn position(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(at)];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
    (line, column)
}
