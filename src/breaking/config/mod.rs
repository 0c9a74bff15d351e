//! What people set from outside: commands and options of programs, environment variables, keys of configuration.
//!
//! Read where programs declare them: clap (derived and built), argparse and click, Go's flags and cobra, commander and
//! yargs; reads of the environment; serde structures of configuration in Rust, and sample files. What moves to another
//! file, or is declared in another way under the same name, is still there. Values that are worked out are not seen.

mod compare;
mod model;
mod read;
mod rules;
#[cfg(test)]
mod tests;

use crate::{
    breaking::{Ecosystem, Form, Pair, Report, Rule, Source, Unread},
    syntax::Language,
};

/// Options, variables and keys.
pub(super) struct Config;

/// Folders whose programs nobody else runs.
const ASIDE: [&str; 27] = [
    "website",
    "test",
    "tests",
    "testdata",
    "__tests__",
    "spec",
    "specs",
    "example",
    "examples",
    "benches",
    "bench",
    "benchmarks",
    "scripts",
    "script",
    "tools",
    "hack",
    "ci",
    ".github",
    "xtask",
    "docs",
    "doc",
    "fixtures",
    "testing",
    "e2e",
    "integration_tests",
    "samples",
    "fuzz",
];

impl Ecosystem for Config {
    type Facts = model::File;

    const NAME: &'static str = "config";
    const VERSION: u32 = 3;
    const RULES: &'static [&'static [Rule]] = &[rules::RULES];
    const EXAMPLE_PATH: &'static str = "src/cli.py";

    fn claims(path: &str) -> Option<Form> {
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        let serves_development = folders.split('/').next().is_some_and(|first| matches!(first, "release" | "dev"));
        if serves_development || folders.split('/').any(|folder| ASIDE.contains(&folder)) {
            return None;
        }
        if let Some(form) = read::keys::form(path) {
            return Some(form);
        }
        let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
        let is_test = stem.starts_with("test_")
            || stem.ends_with("_test")
            || stem.ends_with("_tests")
            || name.contains(".test.")
            || name.contains(".spec.")
            // What configures tools of development: `rollup.config.mjs`.
            || name.contains(".config.") && Language::of_path(name).is_some()
            || ["tests", "test", "conftest", "build", "setup", "noxfile", "tasks", "gulpfile"].contains(&stem.as_str());
        if is_test {
            return None;
        }
        let is_settings = ["config", "settings", "configuration", "conf"].iter().any(|word| stem.contains(word))
            || folders.rsplit('/').next().is_some_and(|folder| folder == "config" || folder == "settings");
        match Language::of_path(name)? {
            Language::Rust if is_settings => Some("rust-settings"),
            Language::Rust => Some("rust"),
            Language::Python => Some("python"),
            Language::Go => Some("go"),
            Language::JavaScript => Some("js"),
            Language::TypeScript if !name.ends_with(".d.ts") => Some("ts"),
            _ => None,
        }
    }

    fn read(source: &mut Source<'_>) -> Result<Self::Facts, Unread> {
        read::read(source)
    }

    fn compare(pair: &Pair<'_, Self>, report: &mut Report) {
        compare::compare(pair, report);
    }
}
