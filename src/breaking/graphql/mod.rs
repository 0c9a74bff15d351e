//! `GraphQL` schemas: types, fields, arguments and directives, and which changes of them break those who ask.
//!
//! What is given must be accepted as before, what is asked for must be there as before. Schemas may be divided into files
//! and extended; files with queries alone are none.

mod compare;
mod kinds;
mod model;
mod read;
mod rules;
#[cfg(test)]
mod tests;
mod world;

use crate::breaking::{Ecosystem, Form, Pair, Report, Rule, Source, Unread};

/// `GraphQL`.
pub(super) struct GraphQl;

/// Whether a path is that of a schema that may be handed out.
fn is_source(path: &str) -> bool {
    let Some((stem, extension)) = path.rsplit_once('.') else { return false };
    matches!(extension, "graphql" | "gql" | "graphqls")
        && !stem.split('/').any(|part| {
            matches!(part, "testdata" | "tests" | "test" | "__tests__" | "fixtures" | "examples" | "example")
        })
}

impl Ecosystem for GraphQl {
    type Facts = model::File;

    const NAME: &'static str = "graphql";
    const VERSION: u32 = 3;
    const RULES: &'static [&'static [Rule]] = &[rules::types::RULES, rules::inputs::RULES, rules::directives::RULES];
    const EXAMPLE_PATH: &'static str = "schema.graphql";
    const LARGEST: u64 = 20 << 20;
    const READS_GENERATED: bool = true;

    fn claims(path: &str) -> Option<Form> {
        is_source(path).then_some("source")
    }

    fn read(source: &mut Source<'_>) -> Result<Self::Facts, Unread> {
        let file = read::file(source.text)?;
        if file.is_broken {
            source.mark_broken();
        }
        Ok(file)
    }

    fn compare(pair: &Pair<'_, Self>, report: &mut Report) {
        compare::compare(pair, report);
    }
}
