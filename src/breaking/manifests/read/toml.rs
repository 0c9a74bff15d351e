//! `Cargo.toml` and `pyproject.toml`.

use toml_edit::{Document, Item, TableLike, Value};

use super::super::model::{Manifest, Need, Said};
use super::{line_at, python_dependency};
use crate::breaking::Unread;

/// A document with its text.
struct Toml<'a> {
    text: &'a str,
    document: Document<&'a str>,
}

impl<'a> Toml<'a> {
    fn parse(text: &'a str) -> Result<Self, Unread> {
        let document = Document::parse(text).map_err(|error| Unread::Invalid(error.message().to_owned()))?;
        Ok(Self { text, document })
    }

    fn item(&self, path: &str) -> Option<&Item> {
        let mut item = self.document.as_item();
        for part in path.split('.') {
            item = item.as_table_like()?.get(part)?;
        }
        Some(item)
    }

    fn table(&self, path: &str) -> Option<&dyn TableLike> {
        self.item(path)?.as_table_like()
    }

    fn line(&self, span: Option<std::ops::Range<usize>>) -> u32 {
        span.map_or(1, |span| line_at(self.text, span.start))
    }

    fn said(&self, path: &str) -> Option<Said> {
        let item = self.item(path)?;
        Some(Said::new(item.as_str()?, self.line(item.span())))
    }

    /// The keys of a table.
    fn keys(&self, path: &str) -> Vec<Said> {
        let Some(table) = self.table(path) else { return Vec::new() };
        let line = |key: &str| self.line(table.key(key).and_then(toml_edit::Key::span));
        table.iter().map(|(key, _)| Said::new(key, line(key))).collect()
    }

    /// A list of strings.
    fn list(&self, path: &str) -> Vec<Said> {
        let values = self.item(path).and_then(Item::as_array).into_iter().flatten();
        values.filter_map(|value| Some(Said::new(value.as_str()?, self.line(value.span())))).collect()
    }
}

/// Reads `Cargo.toml`.
pub(super) fn cargo(text: &str) -> Result<Manifest, Unread> {
    let toml = Toml::parse(text)?;
    let publish = toml.item("package.publish");
    let is_private = publish.is_some_and(|publish| {
        publish.as_bool() == Some(false) || publish.as_array().is_some_and(toml_edit::Array::is_empty)
    });
    let mut manifest = Manifest { name: toml.said("package.name"), is_private, ..Manifest::default() };
    let need = |said: Said| Need::new("rust", said.text, said.line);
    manifest.needs.extend(toml.said("package.rust-version").map(need));
    manifest.gives.extend(toml.said("workspace.package.rust-version").map(need));
    if toml.item("package.rust-version.workspace").is_some() {
        manifest.inherits.push("rust".to_owned());
    }
    let bins = toml.item("bin").and_then(Item::as_array_of_tables).into_iter().flatten();
    for bin in bins {
        let name = bin.get("name");
        manifest.programs.extend(name.and_then(|name| Some(Said::new(name.as_str()?, toml.line(name.span())))));
    }
    for (name, item) in toml.table("dependencies").into_iter().flat_map(TableLike::iter) {
        let range = item.as_str().or_else(|| item.as_table_like()?.get("version")?.as_str());
        if let Some(range) = range {
            manifest.dependencies.push(Need::new(name, range, toml.line(item.span())));
        }
    }
    Ok(manifest)
}

/// Reads `pyproject.toml`, of the standard or of Poetry.
pub(super) fn pyproject(text: &str) -> Result<Manifest, Unread> {
    let toml = Toml::parse(text)?;
    let poetry = "tool.poetry";
    let name = toml.said("project.name").or_else(|| toml.said(&format!("{poetry}.name")));
    if name.is_none() {
        return Err(Unread::Foreign);
    }
    let classifiers = toml.list("project.classifiers");
    let is_private = classifiers.iter().any(|one| one.text.starts_with("Private ::"))
        || toml.item(&format!("{poetry}.package-mode")).and_then(Item::as_bool) == Some(false);
    let mut manifest = Manifest { name, is_private, ..Manifest::default() };
    let python = toml.said("project.requires-python");
    let python = python.or_else(|| toml.said(&format!("{poetry}.dependencies.python")));
    manifest.needs.extend(python.map(|said| Need::new("python", said.text, said.line)));
    manifest.extras = toml.keys("project.optional-dependencies");
    manifest.extras.extend(toml.keys(&format!("{poetry}.extras")));
    for table in ["project.scripts", "project.gui-scripts", "tool.poetry.scripts"] {
        manifest.programs.extend(toml.keys(table));
    }
    for said in toml.list("project.dependencies") {
        manifest
            .dependencies
            .extend(python_dependency(&said.text).map(|(name, range)| Need::new(name, range, said.line)));
    }
    for (name, item) in toml.table(&format!("{poetry}.dependencies")).into_iter().flat_map(TableLike::iter) {
        let range = item.as_str().or_else(|| item.as_table_like()?.get("version").and_then(Item::as_str));
        let is_optional = item.as_table_like().and_then(|table| table.get("optional")).and_then(Item::as_value);
        if let Some(range) = range
            && name != "python"
            && is_optional.and_then(Value::as_bool) != Some(true)
        {
            manifest.dependencies.push(Need::new(name.to_ascii_lowercase(), range, toml.line(item.span())));
        }
    }
    // What is worked out when it is built is not known here.
    for said in toml.list("project.dynamic") {
        manifest.inherits.push(said.text);
    }
    Ok(manifest)
}
