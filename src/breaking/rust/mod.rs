//! Rust: `pub` items of libraries, by the paths that users name them by.

mod rules;

use serde::{Deserialize, Serialize};

use super::{Draft, Ecosystem, Form, Pair, Report, Rule, Source, Spot, Unread};
use crate::syntax::{Language, child, children, field, first_line, squeezed};

/// The ecosystem.
pub(super) enum Rust {}

/// What is kept of a file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Facts {
    functions: Vec<(String, u32, String)>,
}

impl Ecosystem for Rust {
    type Facts = Facts;

    const NAME: &'static str = "rust";
    const VERSION: u32 = 1;
    const RULES: &'static [&'static [Rule]] = &[rules::items::RULES];
    const EXAMPLE_PATH: &'static str = "src/lib.rs";
    const EXAMPLE_BESIDE: &'static [(&'static str, &'static str)] =
        &[("Cargo.toml", "[package]\nname = \"demo\"\nversion = \"1.0.0\"\nedition = \"2021\"\n")];

    fn claims(path: &str) -> Option<Form> {
        path.ends_with(".rs").then_some("source")
    }

    fn read(source: &mut Source<'_>) -> Result<Facts, Unread> {
        let parsed = source.parse(Language::Rust)?;
        let mut functions = Vec::new();
        for item in children(parsed.root()) {
            if item.kind() == "function_item"
                && child(item, "visibility_modifier").is_some()
                && let Some(name) = field(item, "name")
            {
                let text = parsed.text_of(item);
                let signature = squeezed(text.split('{').next().unwrap_or(text));
                functions.push((parsed.text_of(name).to_owned(), first_line(item), signature));
            }
        }
        Ok(Facts { functions })
    }

    fn compare(pair: &Pair<'_, Self>, report: &mut Report) {
        for path in pair.changed() {
            let (Some(old), Some(new)) = (pair.old.facts(path), pair.new.facts(path)) else { continue };
            for (name, line, text) in &old.functions {
                if !new.functions.iter().any(|(other, ..)| other == name) {
                    let draft = Draft::new(&rules::items::FUNCTION_REMOVED, format!("demo::{name}"));
                    report.push(draft.old(Spot::new(path, *line, text)).gone("function", text));
                }
            }
        }
    }
}
