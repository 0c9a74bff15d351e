//! C and C++: what headers offer to those who include them, and which changes of it break these.
//!
//! Public are headers in an `include` folder, headers that build files install, and those that no source stands beside; where a
//! project has none of these, headers beside sources at its top are at most likely, and those deeper in it its own. Headers are read
//! without a preprocessor: every branch counts, and macros that only decorate declarations are passed over. That binary
//! layouts still fit is judged by fields, values and signatures.

mod compare;
mod extract;
mod layout;
mod model;
mod rules;
#[cfg(test)]
mod tests;

use crate::breaking::{Ecosystem, Form, Pair, Report, Rule, Source, Unread};

/// C and C++.
pub(super) struct C;

impl Ecosystem for C {
    type Facts = model::File;

    const NAME: &'static str = "c";
    const VERSION: u32 = 8;
    const RULES: &'static [&'static [Rule]] =
        &[rules::functions::RULES, rules::types::RULES, rules::names::RULES, rules::classes::RULES];
    const EXAMPLE_PATH: &'static str = "include/demo.h";

    fn claims(path: &str) -> Option<Form> {
        layout::form(path)
    }

    fn read(source: &mut Source<'_>) -> Result<Self::Facts, Unread> {
        let (file, is_whole) = extract::file(source.text);
        if !is_whole {
            source.mark_broken();
        }
        Ok(file)
    }

    fn compare(pair: &Pair<'_, Self>, report: &mut Report) {
        compare::compare(pair, report);
    }
}
