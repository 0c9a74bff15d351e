//! Java: what packages offer to those who compile or run against them, and which changes of it break these.
//!
//! Public are public and protected types and members of packages that are handed out: none of tests and examples, none that a
//! module does not export; what lies in packages called `internal` or carries a mark such as `@Beta` is at most possible.
//! Types are compared by qualified names, and members as users see them, inherited ones included. What depends on classes of
//! other projects is at most possible.

mod api;
mod compare;
mod constants;
mod extract;
mod jdk;
mod layout;
mod model;
mod names;
mod rules;
mod supertypes;
mod surface;
#[cfg(test)]
mod tests;
mod types;
mod world;

use crate::{
    breaking::{Ecosystem, Form, Pair, Report, Rule, Source, Unread},
    syntax::Language,
};

/// Java.
pub(super) struct Java;

impl Ecosystem for Java {
    type Facts = model::File;

    const NAME: &'static str = "java";
    const VERSION: u32 = 1;
    const RULES: &'static [&'static [Rule]] = &[
        rules::types::RULES,
        rules::supertypes::RULES,
        rules::methods::RULES,
        rules::fields::RULES,
        rules::more::RULES,
    ];
    const EXAMPLE_PATH: &'static str = "demo/A.java";

    fn claims(path: &str) -> Option<Form> {
        layout::is_source(path).then_some("source")
    }

    fn read(source: &mut Source<'_>) -> Result<Self::Facts, Unread> {
        let text = source.text;
        let parsed = source.parse(Language::Java)?;
        Ok(extract::file(parsed.root(), text))
    }

    fn compare(pair: &Pair<'_, Self>, report: &mut Report) {
        compare::compare(pair, report);
    }
}
