//! SQL: migrations and schemas, and which changes of a database break those who read and write it.
//!
//! A migration that is new in the range is judged by its statements, against what older migrations of its folder built, as
//! far as they tell: what it only makes, nobody uses yet. A schema file is compared with its older self. What undoes a
//! migration, fills in test data or only asks is passed over. All dialects are read by one tolerant reader: a file never
//! says which one it is in, and one statement that nobody understands must not hide the next.

mod compare;
mod model;
mod parse;
mod paths;
mod rules;
mod state;
#[cfg(test)]
mod tests;
mod tokens;
mod types;

use crate::breaking::{Ecosystem, Form, Pair, Report, Rule, Source, Unread};

/// SQL.
pub(super) struct Sql;

impl Ecosystem for Sql {
    type Facts = model::File;

    const NAME: &'static str = "sql";
    const VERSION: u32 = 1;
    const RULES: &'static [&'static [Rule]] =
        &[rules::objects::RULES, rules::columns::RULES, rules::constraints::RULES, rules::running::RULES];
    const EXAMPLE_PATH: &'static str = "schema.sql";

    fn claims(path: &str) -> Option<Form> {
        paths::role(path).map(|_| "sql")
    }

    fn read(source: &mut Source<'_>) -> Result<Self::Facts, Unread> {
        Ok(parse::parse(source.text))
    }

    fn compare(pair: &Pair<'_, Self>, report: &mut Report) {
        compare::compare(pair, report);
    }
}
