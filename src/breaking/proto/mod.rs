//! Protocol Buffers: messages, enumerations and services, and which changes of them break those who speak, store or
//! generate code from them.
//!
//! Fields and values are told apart by number, types by name, both within their file: importing a file is part of what
//! users do. Counts on the wire, in JSON and in generated code.

mod compare;
mod model;
mod parse;
mod rules;
#[cfg(test)]
mod tests;
mod view;

use crate::breaking::{Ecosystem, Form, Pair, Report, Rule, Source, Unread};

/// Protocol Buffers.
pub(super) struct Proto;

/// Whether a path is that of a file that others may import.
fn is_source(path: &str) -> bool {
    path.strip_suffix(".proto").is_some_and(|stem| {
        !stem.split('/').any(|part| matches!(part, "testdata" | "tests" | "test" | "examples" | "example"))
    })
}

impl Ecosystem for Proto {
    type Facts = model::File;

    const NAME: &'static str = "proto";
    const VERSION: u32 = 2;
    const RULES: &'static [&'static [Rule]] = &[rules::files::RULES, rules::messages::RULES, rules::services::RULES];
    const EXAMPLE_PATH: &'static str = "demo.proto";

    fn claims(path: &str) -> Option<Form> {
        is_source(path).then_some("source")
    }

    fn read(source: &mut Source<'_>) -> Result<Self::Facts, Unread> {
        let file = parse::parse(source.text);
        if file.is_broken {
            source.mark_broken();
        }
        Ok(file)
    }

    fn compare(pair: &Pair<'_, Self>, report: &mut Report) {
        compare::compare(pair, report);
    }
}
