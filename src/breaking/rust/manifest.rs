//! `Cargo.toml`: the library, and the features that users switch on.

use toml_edit::{Document, Item, TableLike, Value};

use super::facts::{Facts, Feature, Manifest};
use crate::breaking::Unread;

/// The facts of a manifest.
pub(super) fn read(text: &str) -> Result<Facts, Unread> {
    let document = Document::parse(text).map_err(|error| Unread::Invalid(error.message().to_owned()))?;
    let table = |name: &str| document.get(name).and_then(Item::as_table_like);
    let string =
        |table: Option<&dyn TableLike>, key: &str| table.and_then(|table| table.get(key)?.as_str()).map(str::to_owned);
    let (package, library) = (table("package"), table("lib"));
    let flag = |key: &str| library.and_then(|library| library.get(key)?.as_bool()).unwrap_or(false);
    let is_private = package.and_then(|package| package.get("publish")).is_some_and(|publish| {
        publish.as_bool() == Some(false) || publish.as_array().is_some_and(toml_edit::Array::is_empty)
    });
    let mut features: Vec<Feature> = Vec::new();
    for (name, item) in table("features").into_iter().flat_map(TableLike::iter) {
        let enables = item.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
        let line =
            table("features").and_then(|table| table.key(name)?.span()).map_or(1, |span| line_at(text, span.start));
        features.push(Feature { name: name.to_owned(), enables, line });
    }
    let targets =
        table("target").into_iter().flat_map(TableLike::iter).filter_map(|(_, target)| target.as_table_like());
    let of_targets = targets.filter_map(|target| target.get("dependencies")?.as_table_like());
    for dependencies in ["dependencies", "build-dependencies"].into_iter().filter_map(table).chain(of_targets) {
        for (name, item) in dependencies.iter() {
            let is_optional = item.as_table_like().and_then(|item| item.get("optional")?.as_bool()).unwrap_or(false);
            let is_hidden =
                features.iter().any(|feature| feature.enables.iter().any(|one| *one == format!("dep:{name}")));
            if is_optional && !is_hidden && !features.iter().any(|feature| feature.name == name) {
                let line =
                    dependencies.key(name).and_then(toml_edit::Key::span).map_or(1, |span| line_at(text, span.start));
                features.push(Feature { name: name.to_owned(), enables: Vec::new(), line });
            }
        }
    }
    Ok(Facts::Manifest(Box::new(Manifest {
        package: string(package, "name"),
        library: string(library, "name"),
        library_path: string(library, "path"),
        is_proc_macro: flag("proc-macro") || flag("proc_macro"),
        is_private,
        edition: string(package, "edition"),
        features,
    })))
}

fn line_at(text: &str, byte: usize) -> u32 {
    text.as_bytes().iter().take(byte).filter(|byte| **byte == b'\n').count() as u32 + 1
}
