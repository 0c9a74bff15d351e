//! JSON Schema: which documents that were valid are refused by the newer schema.
//!
//! A schema does not say who writes and who reads by it; it is judged as that of an input: narrower is breaking, wider is
//! not. Documents name schemas by path, so a file is compared with the file at its path, or with the one of its `$id`.

mod compare;
mod flat;
mod model;
mod narrowing;
mod rules;
#[cfg(test)]
mod tests;
mod view;

use crate::breaking::{Ecosystem, Form, Pair, Report, Rule, Source, Unread};

/// JSON Schema.
pub(super) struct JsonSchema;

/// Folders whose schemas are for tests, demonstrations and the project itself.
const ASIDE: [&str; 10] = [
    "internal",
    "test",
    "tests",
    "testdata",
    "fixtures",
    "__fixtures__",
    "__tests__",
    "examples",
    "example",
    "snapshots",
];
/// Files that are no schemas, though they may point to one.
const OTHERS: [&str; 7] =
    ["package.json", "package-lock.json", "composer.json", "deno.json", "biome.json", "turbo.json", "lerna.json"];

impl Ecosystem for JsonSchema {
    type Facts = model::Document;

    const NAME: &'static str = "jsonschema";
    const VERSION: u32 = 2;
    const RULES: &'static [&'static [Rule]] = &[rules::RULES];
    const EXAMPLE_PATH: &'static str = "demo.schema.json";

    fn claims(path: &str) -> Option<Form> {
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        let is_aside = folders.split('/').any(|folder| ASIDE.contains(&folder))
            || OTHERS.contains(&name)
            || name.starts_with("tsconfig")
            || name.starts_with('.');
        if is_aside {
            return None;
        }
        let (stem, extension) = name.rsplit_once('.')?;
        let is_named = stem.ends_with(".schema") || stem == "schema" || stem.ends_with("-schema");
        match extension {
            "json" => Some(if is_named { "named" } else { "any" }),
            "yaml" | "yml" => Some(if is_named { "named yaml" } else { "yaml" }),
            _ => None,
        }
    }

    fn read(source: &mut Source<'_>) -> Result<Self::Facts, Unread> {
        model::read(source.text, source.form)
    }

    fn compare(pair: &Pair<'_, Self>, report: &mut Report) {
        compare::compare(pair, report);
    }
}
