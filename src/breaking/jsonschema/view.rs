//! One end: documents, references between them, and the lines that things stand in.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use serde_json::Value;

use super::JsonSchema;
use crate::breaking::{Side, Spot};

/// Files that references lead to at most.
const FILES_AT_MOST: usize = 200;

/// A document at one end.
pub(super) struct File {
    pub(super) path: String,
    pub(super) text: String,
    pub(super) root: Value,
}

/// Documents at one end.
pub(super) struct View<'a, 'b> {
    side: &'a Side<'b, JsonSchema>,
    files: RefCell<HashMap<String, Option<Rc<File>>>>,
}

/// A schema where it stands.
#[derive(Clone)]
pub(super) struct Located {
    pub(super) file: Rc<File>,
    /// The keys and indexes that lead to it.
    pub(super) at: Vec<String>,
    pub(super) schema: Value,
}

impl File {
    fn is_yaml(&self) -> bool {
        self.path.ends_with("yaml") || self.path.ends_with("yml")
    }

    /// Where the next line of YAML with a key begins.
    fn line_of(&self, key: &str, from: usize) -> Option<usize> {
        let mut at = from;
        for line in self.text[from..].split_inclusive('\n') {
            let written = line.trim_start().trim_start_matches("- ").trim_start_matches(['"', '\'']);
            let rest = written.strip_prefix(key).map(|rest| rest.trim_start_matches(['"', '\'']));
            if rest.is_some_and(|rest| rest.trim_start().starts_with(':')) {
                return Some(at + line.len() - line.trim_start().len());
            }
            at += line.len();
        }
        None
    }
}

impl<'a, 'b> View<'a, 'b> {
    pub(super) fn new(side: &'a Side<'b, JsonSchema>) -> Self {
        Self { side, files: RefCell::default() }
    }

    /// The document of a path.
    pub(super) fn file(&self, path: &str) -> Option<Rc<File>> {
        if let Some(known) = self.files.borrow().get(path) {
            return known.clone();
        }
        if self.files.borrow().len() > FILES_AT_MOST {
            return None;
        }
        let file = self.side.facts(path).and_then(|facts| {
            let root = serde_json::from_str(facts.json.as_ref().unwrap_or(&facts.text)).ok()?;
            Some(Rc::new(File { path: path.to_owned(), text: facts.text.clone(), root }))
        });
        self.files.borrow_mut().insert(path.to_owned(), file.clone());
        file
    }

    /// What a reference leads to: in this document, or in a file beside it. Nothing on other hosts.
    pub(super) fn resolve(&self, from: &Located, reference: &str) -> Option<Located> {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let file = if file.is_empty() {
            Rc::clone(&from.file)
        } else if file.contains("://") {
            // The document's own name, written out.
            let own = from.file.root.get("$id").and_then(Value::as_str).unwrap_or_default();
            if own.trim_end_matches('#') == file { Rc::clone(&from.file) } else { return None }
        } else {
            self.file(&beside(&from.file.path, file)?)?
        };
        let mut at = Vec::new();
        let mut schema = &file.root;
        for part in fragment.split('/').filter(|part| !part.is_empty()) {
            let part = part.replace("~1", "/").replace("~0", "~").replace("%24", "$");
            schema = match schema {
                Value::Array(items) => items.get(part.parse::<usize>().ok()?)?,
                _ => schema.get(&part).or_else(|| anchored(&file.root, &part))?,
            };
            at.push(part);
        }
        let schema = schema.clone();
        Some(Located { file, at, schema })
    }
}

/// A definition that names itself by an anchor.
fn anchored<'a>(root: &'a Value, name: &str) -> Option<&'a Value> {
    let definitions = ["$defs", "definitions"].into_iter().filter_map(|key| root.get(key)?.as_object());
    definitions.flat_map(serde_json::Map::values).find(|one| one.get("$anchor").and_then(Value::as_str) == Some(name))
}

/// The path of a file that is named beside another.
fn beside(path: &str, name: &str) -> Option<String> {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in name.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

impl Located {
    /// What stands under a key.
    pub(super) fn child(&self, key: &str) -> Option<Self> {
        let schema = match &self.schema {
            Value::Array(items) => items.get(key.parse::<usize>().ok()?)?,
            other => other.get(key)?,
        };
        let mut at = self.at.clone();
        at.push(key.to_owned());
        Some(Self { file: Rc::clone(&self.file), at, schema: schema.clone() })
    }

    /// Where a keyword of it stands.
    pub(super) fn spot(&self, keyword: &str) -> Spot {
        let mut place = 0;
        let keys = self.at.iter().map(String::as_str).chain([keyword]);
        for key in keys.filter(|key| !key.is_empty() && key.parse::<usize>().is_err()) {
            if self.file.is_yaml() {
                place = self.file.line_of(key, place).unwrap_or(place);
                continue;
            }
            let quoted = serde_json::to_string(key).unwrap_or_default();
            let mut from = place;
            while let Some(found) = self.file.text[from..].find(&quoted).map(|found| from + found) {
                let after = &self.file.text[found + quoted.len()..];
                from = found + quoted.len();
                if after.trim_start().starts_with(':') {
                    place = found;
                    break;
                }
            }
        }
        let line = self.file.text[..place].matches('\n').count() as u32 + 1;
        let shown = self.schema.get(keyword).map(|value| format!("\"{keyword}\": {value}"));
        let mut shown = shown.unwrap_or_else(|| self.schema.to_string());
        shown.truncate(shown.floor_char_boundary(200.min(shown.len())));
        Spot::new(self.file.path.clone(), line, shown)
    }
}
