//! Descriptions of HTTP APIs (`OpenAPI` 3.0 and 3.1, Swagger 2.0, in YAML and JSON): operations, what they take and give,
//! and which changes of them break those who call.
//!
//! What is sent may be more at the new end and never less; what is received may be less and never more. Schemas are
//! compared by what they allow, after references are followed and `allOf` is merged, so how a document is divided into
//! components and files does not count. Remote references are never fetched.

mod api;
mod compare;
mod documents;
mod merge;
mod model;
mod read;
mod rules;
mod schema;
#[cfg(test)]
mod tests;

use crate::breaking::{Ecosystem, Form, Pair, Report, Rule, Source, Unread};

/// `OpenAPI` and Swagger.
pub(super) struct OpenApi;

/// The form of a file that a document refers to, whatever it looks like.
const PART: Form = "part";

/// Whether a path may be that of a document that is handed out, or of a part of one.
fn form_of(path: &str) -> Option<Form> {
    let (stem, extension) = path.rsplit_once('.')?;
    let is_test = stem.split('/').any(|part| matches!(part, "testdata" | "tests" | "test" | "__tests__" | "fixtures"));
    match extension {
        _ if is_test => None,
        "json" => Some("json"),
        "yaml" | "yml" => Some("yaml"),
        _ => None,
    }
}

impl Ecosystem for OpenApi {
    type Facts = model::File;

    const NAME: &'static str = "openapi";
    const VERSION: u32 = 2;
    const RULES: &'static [&'static [Rule]] = &[
        rules::operations::RULES,
        rules::messages::RULES,
        rules::requests::RULES,
        rules::responses::RULES,
        rules::conditions::RULES,
    ];
    const EXAMPLE_PATH: &'static str = "openapi.yaml";
    const LARGEST: u64 = 20 << 20;
    const READS_GENERATED: bool = true;

    fn claims(path: &str) -> Option<Form> {
        form_of(path)
    }

    fn read(source: &mut Source<'_>) -> Result<Self::Facts, Unread> {
        if source.form == PART {
            return read::node(source.text).map(model::File::Content).map_err(Unread::Invalid);
        }
        read::file(source.text)
    }

    fn counts(facts: &Self::Facts) -> bool {
        matches!(facts, model::File::Document(_))
    }

    fn compare(pair: &Pair<'_, Self>, report: &mut Report) {
        compare::compare(pair, report);
    }
}
