//! Go: what packages offer to those who import them, and which changes of it break these.
//!
//! Public are exported names of packages that others may import: none under `internal/`, no programs, no tests. Types are
//! compared as users know them, by exported names and by what can be selected from them, embedded types included. What
//! depends on types of other modules is at most possible.

mod compare;
mod correspondence;
mod display;
mod extract;
mod members;
mod model;
mod package;
mod rules;
#[cfg(test)]
mod tests;
mod values;

use crate::{
    breaking::{Ecosystem, Form, Pair, Report, Rule, Source, Unread},
    syntax::Language,
};

/// Go.
pub(super) struct Go;

impl Ecosystem for Go {
    type Facts = model::File;

    const NAME: &'static str = "go";
    const VERSION: u32 = 3;
    const RULES: &'static [&'static [Rule]] = &[rules::names::RULES, rules::types::RULES];
    const EXAMPLE_PATH: &'static str = "demo.go";
    const EXAMPLE_BESIDE: &'static [(&'static str, &'static str)] = &[("go.mod", "module example.com/demo\n")];

    fn claims(path: &str) -> Option<Form> {
        if path.rsplit('/').next() == Some("go.mod") {
            return Some("module");
        }
        package::is_source(path).then_some("source")
    }

    fn read(source: &mut Source<'_>) -> Result<Self::Facts, Unread> {
        let text = source.text;
        if source.form == "module" {
            return Ok(extract::module(text));
        }
        let parsed = source.parse(Language::Go)?;
        Ok(extract::file(parsed.root(), text))
    }

    fn compare(pair: &Pair<'_, Self>, report: &mut Report) {
        compare::compare(pair, report);
    }
}
