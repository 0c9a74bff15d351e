//! Rust: what users of a library can name, by the paths that they name it by.
//!
//! Read from source: modules and re-exports are followed, with all features on and on every platform. Macros that make
//! items are not expanded; what a macro call only wraps (conditions) is read.

mod compare;
mod facts;
mod krate;
mod manifest;
mod names;
mod read;
mod rules;
mod surface;
#[cfg(test)]
mod tests;

use super::{Ecosystem, Form, Pair, Report, Rule, Source, Unread};

/// The ecosystem.
pub(super) enum Rust {}

impl Ecosystem for Rust {
    type Facts = facts::Facts;

    const NAME: &'static str = "rust";
    const VERSION: u32 = 7;
    const RULES: &'static [&'static [Rule]] = &[
        rules::items::RULES,
        rules::functions::RULES,
        rules::types::RULES,
        rules::traits::RULES,
        rules::layout::RULES,
        rules::crates::RULES,
    ];
    const EXAMPLE_PATH: &'static str = "src/lib.rs";
    const EXAMPLE_BESIDE: &'static [(&'static str, &'static str)] =
        &[("Cargo.toml", "[package]\nname = \"demo\"\nversion = \"1.0.0\"\nedition = \"2021\"\n")];

    fn claims(path: &str) -> Option<Form> {
        let name = path.rsplit('/').next().unwrap_or(path);
        match name {
            "Cargo.toml" => Some("manifest"),
            "build.rs" => None,
            _ => matches!(name.rsplit_once('.'), Some((_, "rs"))).then_some("source"),
        }
    }

    fn read(source: &mut Source<'_>) -> Result<facts::Facts, Unread> {
        if source.form == "manifest" { manifest::read(source.text) } else { read::read_file(source) }
    }

    fn compare(pair: &Pair<'_, Self>, report: &mut Report) {
        compare::compare(pair, report);
    }
}
