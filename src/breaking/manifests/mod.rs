//! Manifests of packages: what they ask of those who install them, and what they hand out besides code.
//!
//! Compared are what a package needs (language, platform, peers), its name, and what it offers by name: programs, extras,
//! frameworks. Features of Rust crates and exports of npm packages are told by the ecosystems of these languages. A raised
//! minimum of a language is firm only where installers hold on to it.

mod compare;
mod model;
mod ranges;
mod read;
mod rules;
#[cfg(test)]
mod tests;

use crate::breaking::{Ecosystem, Form, Pair, Report, Rule, Source, Unread};

/// Manifests.
pub(super) struct Manifests;

/// Folders whose packages are for tests and demonstrations.
const ASIDE: [&str; 15] = [
    "test",
    "tests",
    "testdata",
    "test_data",
    "fixtures",
    "fixture",
    "__tests__",
    "__fixtures__",
    "example",
    "examples",
    "samples",
    "sample",
    "benchmarks",
    "benches",
    "fuzz",
];

/// Whether a folder is for tests and demonstrations, by a word of its name.
fn is_aside(folder: &str) -> bool {
    ASIDE.contains(&folder) || ["-tests", "_tests", "-examples", "-samples"].iter().any(|end| folder.ends_with(end))
}

impl Ecosystem for Manifests {
    type Facts = model::Manifest;

    const NAME: &'static str = "manifests";
    const VERSION: u32 = 4;
    const RULES: &'static [&'static [Rule]] = &[rules::RULES];
    const EXAMPLE_PATH: &'static str = "package.json";

    fn claims(path: &str) -> Option<Form> {
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        if folders.split('/').any(is_aside) {
            return None;
        }
        let by_name = match name {
            "Cargo.toml" => Some("cargo"),
            "package.json" => Some("npm"),
            "pyproject.toml" => Some("pyproject"),
            "setup.cfg" => Some("setup.cfg"),
            "setup.py" => Some("setup.py"),
            "go.mod" => Some("go.mod"),
            "pom.xml" => Some("maven"),
            "build.gradle" | "build.gradle.kts" => Some("gradle"),
            "composer.json" => Some("composer"),
            _ => None,
        };
        let is_project = || ["csproj", "fsproj", "vbproj"].contains(&name.rsplit('.').next().unwrap_or_default());
        by_name.or_else(|| name.ends_with(".gemspec").then_some("gemspec")).or_else(|| is_project().then_some("dotnet"))
    }

    fn read(source: &mut Source<'_>) -> Result<Self::Facts, Unread> {
        read::read(source)
    }

    fn compare(pair: &Pair<'_, Self>, report: &mut Report) {
        compare::compare(pair, report);
    }
}
