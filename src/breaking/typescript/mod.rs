//! TypeScript and JavaScript: what packages offer to those who import them, and which changes of it break these.
//!
//! Public is what can be imported from the entries that `package.json` names: re-exports are followed through files,
//! packages of the same repository and namespaces, and built outputs are taken back to their sources. Where no entry is
//! known, each module that is not for tests stands for itself. Types are compared by structure, as far as they are
//! written; what the compiler would infer is at most possible. JavaScript has names alone.

mod compare;
mod entries;
mod extract;
mod fits;
mod kinds;
mod layout;
mod manifest;
mod model;
mod rules;
mod same;
mod shapes;
mod symbol;
#[cfg(test)]
mod tests;
mod types;
mod view;

use crate::{
    breaking::{Ecosystem, Form, Pair, Report, Rule, Source, Unread},
    syntax::Language,
};

/// TypeScript and JavaScript.
pub(super) struct TypeScript;

impl Ecosystem for TypeScript {
    type Facts = model::Facts;

    const NAME: &'static str = "typescript";
    const VERSION: u32 = 3;
    const RULES: &'static [&'static [Rule]] = &[
        rules::modules::RULES,
        rules::functions::RULES,
        rules::classes::RULES,
        rules::types::RULES,
        rules::values::RULES,
    ];
    const EXAMPLE_PATH: &'static str = "index.ts";
    const EXAMPLE_BESIDE: &'static [(&'static str, &'static str)] =
        &[("package.json", "{\"name\":\"demo\",\"version\":\"1.0.0\",\"types\":\"index.ts\"}\n")];

    fn claims(path: &str) -> Option<Form> {
        match layout::file_name(path) {
            "package.json" => Some("manifest"),
            "tsconfig.json" => Some("config"),
            name if layout::is_module(path) => Some(match name.rsplit('.').next() {
                Some("ts" | "mts" | "cts") => "ts",
                Some("tsx") => "tsx",
                _ => "js",
            }),
            _ => None,
        }
    }

    fn read(source: &mut Source<'_>) -> Result<Self::Facts, Unread> {
        let text = source.text;
        match source.form {
            "manifest" => manifest::manifest(text)
                .map(|manifest| model::Facts::Manifest(Box::new(manifest)))
                .ok_or_else(|| Unread::Invalid("it is no package's manifest".into())),
            "config" => Ok(model::Facts::Config(manifest::paths(text))),
            form => {
                let language = if form == "ts" { Language::TypeScript } else { Language::Tsx };
                let parsed = source.parse(language)?;
                Ok(model::Facts::Module(extract::module(parsed.root(), text, form == "js")))
            }
        }
    }

    fn compare(pair: &Pair<'_, Self>, report: &mut Report) {
        compare::compare(pair, report);
    }
}
