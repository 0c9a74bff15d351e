//! Which tests of a project belong to which of its code, by the names that ecosystems have agreed on.

use std::collections::HashMap;

use crate::analysis::shape::Sort;

/// Tests told for one file of code.
const AT_MOST: usize = 6;
/// Names that say nothing: the folder's name says what such a file is about.
const SAY_NOTHING: &[&str] = &[
    "mod",
    "lib",
    "main",
    "index",
    "init",
    "test",
    "tests",
    "spec",
    "utils",
    "util",
    "helper",
    "helpers",
    "types",
    "base",
    "common",
    "core",
    "config",
    "app",
    "errors",
    "error",
    "constants",
    "version",
    "model",
    "models",
    "views",
    "view",
    "api",
    "setup",
];
/// Folders that say nothing about which part of the project it is.
const PLAIN_FOLDERS: &[&str] = &[
    "src",
    "lib",
    "test",
    "tests",
    "spec",
    "specs",
    "t",
    "__tests__",
    "main",
    "java",
    "kotlin",
    "scala",
    "unit",
    "integration",
    "e2e",
    "cases",
    "app",
    "pkg",
    "internal",
    "python",
    "js",
    "ts",
    "it",
    "functional",
    "testing",
];

/// The tests of a project by what they are about.
#[derive(Debug, Clone, Default)]
pub struct TestIndex {
    tests: HashMap<String, Vec<Box<str>>>,
}

impl TestIndex {
    /// Of all paths of a project.
    pub fn new<'a>(paths: impl Iterator<Item = &'a str>) -> Self {
        let mut index = Self::default();
        for path in paths.filter(|path| Sort::of(path) == Sort::Test && is_program(path)) {
            index.tests.entry(subject_of_test(path)).or_default().push(path.into());
        }
        for tests in index.tests.values_mut() {
            tests.sort_unstable();
        }
        index
    }

    /// Whether there are no tests at all.
    pub fn is_empty(&self) -> bool {
        self.tests.is_empty()
    }

    /// The tests of a file of code, those that lie nearest.
    pub fn of(&self, code: &str) -> Vec<&str> {
        let key = subject_of_code(code);
        let Some(tests) = self.tests.get(&key).filter(|_| key.len() > 1) else { return Vec::new() };
        let nearest = tests.iter().map(|test| nearness(code, test)).max().unwrap_or(0);
        // A name that several parts of the project have says nothing without a folder in common.
        let is_clear = nearest > 0 || tests.len() == 1 && key.len() > 3 && !says_nothing(code);
        if !is_clear {
            return Vec::new();
        }
        tests.iter().filter(|test| nearness(code, test) == nearest).take(AT_MOST).map(AsRef::as_ref).collect()
    }
}

/// A test that is run, not what it reads or compares with.
fn is_program(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    let extension =
        lower.rsplit('/').next().unwrap_or_default().rsplit_once('.').map_or("", |(_, extension)| extension);
    let data = ["fixtures", "testdata", "__snapshots__", "snapshots", "data", "golden", "expected", "__mocks__"];
    let is_code = matches!(
        extension,
        "rs" | "py"
            | "go"
            | "java"
            | "kt"
            | "scala"
            | "js"
            | "jsx"
            | "mjs"
            | "ts"
            | "tsx"
            | "vue"
            | "c"
            | "cc"
            | "cpp"
            | "cxx"
            | "m"
            | "mm"
            | "rb"
            | "php"
            | "cs"
            | "fs"
            | "ex"
            | "exs"
            | "sh"
            | "t"
            | "pl"
            | "swift"
            | "dart"
            | "lua"
            | "hs"
            | "ml"
            | "zig"
            | "tcl"
            | "clj"
            | "erl"
            | "r"
            | "jl"
            | "bats"
    );
    is_code && !lower.split('/').any(|folder| data.contains(&folder))
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rfind('.') {
        Some(at) if at > 0 => &name[..at],
        _ => name,
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn says_nothing(path: &str) -> bool {
    SAY_NOTHING.contains(&stem(path).trim_matches('_').to_ascii_lowercase().as_str())
}

/// The last folder that says something.
fn telling_folder(path: &str) -> String {
    let folders = folder(path).split('/').rev();
    folders
        .map(str::to_ascii_lowercase)
        .find(|name| !name.is_empty() && !PLAIN_FOLDERS.contains(&name.as_str()))
        .unwrap_or_default()
}

fn plain(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn subject_of_code(path: &str) -> String {
    if says_nothing(path) { plain(&telling_folder(path)) } else { plain(stem(path)) }
}

/// What a test is about: its name without the marks of a test, or its folder's.
fn subject_of_test(path: &str) -> String {
    let mut name = stem(path);
    for end in [
        ".test", ".spec", "_test", "-test", "_tests", "-tests", "_spec", "-spec", ".cy", ".e2e", "TestCase", "Tests",
        "Test", "Spec", "IT",
    ] {
        if let Some(rest) = name.strip_suffix(end).filter(|rest| !rest.is_empty()) {
            name = rest;
            break;
        }
    }
    for start in ["test_", "test-", "tests_", "spec_"] {
        if let Some(rest) = name.strip_prefix(start).filter(|rest| !rest.is_empty()) {
            name = rest;
            break;
        }
    }
    // `t1234-name.sh` is numbered.
    let numbered = name.strip_prefix('t').map(|rest| rest.trim_start_matches(|digit: char| digit.is_ascii_digit()));
    if let Some(rest) = numbered.and_then(|rest| rest.strip_prefix('-')).filter(|rest| !rest.is_empty()) {
        name = rest;
    }
    let key = plain(name);
    if SAY_NOTHING.contains(&key.as_str()) { plain(&telling_folder(path)) } else { key }
}

/// How many telling folders two paths have in common, each counted once; more if they lie in one folder.
fn nearness(code: &str, test: &str) -> usize {
    let telling = |path: &str| -> Vec<String> {
        let mut names: Vec<String> = folder(path)
            .split('/')
            .map(str::to_ascii_lowercase)
            .filter(|name| !name.is_empty() && !PLAIN_FOLDERS.contains(&name.as_str()))
            .collect();
        // `src/client.rs` and `src/client/tests.rs` are about one thing.
        names.push(stem(path).to_ascii_lowercase());
        names.sort_unstable();
        names.dedup();
        names
    };
    let (one, other) = (telling(code), telling(test));
    let shared = one.iter().filter(|name| other.binary_search(name).is_ok()).count();
    shared * 2 + usize::from(folder(code) == folder(test)) * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, tests: &[&str], expected: &[&str]) {
        let index = TestIndex::new(tests.iter().copied());
        assert_eq!(index.of(code), expected, "of {code}");
    }

    #[test]
    fn ecosystems_name_their_tests_in_their_own_ways() {
        check("pkg/net/client.go", &["pkg/net/client_test.go", "pkg/web/client_test.go"], &["pkg/net/client_test.go"]);
        check("src/client.rs", &["src/client/tests.rs"], &["src/client/tests.rs"]);
        check("src/net/mod.rs", &["src/net/tests.rs", "src/web/tests.rs"], &["src/net/tests.rs"]);
        check(
            "app/models/user.rb",
            &["test/models/user_test.rb", "spec/models/user_spec.rb"],
            &["spec/models/user_spec.rb", "test/models/user_test.rb"],
        );
        check(
            "src/main/java/a/b/Client.java",
            &["src/test/java/a/b/ClientTest.java"],
            &["src/test/java/a/b/ClientTest.java"],
        );
        check("src/widget.tsx", &["src/__tests__/widget.test.tsx"], &["src/__tests__/widget.test.tsx"]);
        check("flask/sessions.py", &["tests/test_sessions.py"], &["tests/test_sessions.py"]);
        check("builtin/repack.c", &["t/t7700-repack.sh", "t/t7701-repack-more.sh"], &["t/t7700-repack.sh"]);
        check("src/Illuminate/Support/Str.php", &["tests/Support/StrTest.php"], &["tests/Support/StrTest.php"]);
        check(
            "src/Illuminate/Support/Stringable.php",
            &["tests/Support/StringableTest.php"],
            &["tests/Support/StringableTest.php"],
        );
    }

    #[test]
    fn a_name_that_says_nothing_needs_its_folder() {
        check("crates/a/src/utils.rs", &["crates/b/tests/utils.rs"], &[]);
        check(
            "crates/a/src/parser.rs",
            &["crates/b/tests/parser.rs", "crates/c/tests/parser.rs"],
            &["crates/b/tests/parser.rs", "crates/c/tests/parser.rs"],
        );
    }

    #[test]
    fn what_tests_read_is_no_test() {
        check("src/client.js", &["tests/fixtures/client.js", "tests/client.json"], &[]);
    }
}
