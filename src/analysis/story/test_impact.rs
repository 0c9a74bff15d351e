//! Whether tests changed beside code, and which tests belong to what changed.

use serde::Serialize;

use super::{Facts, TestIndex};
use crate::analysis::shape::Sort;

/// What a change means for tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TestVerdict {
    /// It changes no code that tests could be for.
    #[default]
    NoCode,
    /// It changes code, and tests beside it.
    Beside,
    /// It changes code whose tests stand in the same file, which may have changed with it.
    SameFile,
    /// It changes code and no tests.
    Missing,
    /// It changes tests alone.
    TestsOnly,
}

impl TestVerdict {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoCode => "no_code",
            Self::Beside => "beside",
            Self::SameFile => "same_file",
            Self::Missing => "missing",
            Self::TestsOnly => "tests_only",
        }
    }
}

/// What a change means for tests, and which tests are concerned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TestImpact {
    /// What it means.
    pub verdict: TestVerdict,
    /// Files of code that it changes.
    pub code: u32,
    /// Files of tests that it changes.
    pub tests: u32,
    /// Tests that belong to the code, by name and place, and did not change with it.
    pub related: Vec<Box<str>>,
    /// Files of code to which no test could be found.
    pub untested: Vec<Box<str>>,
}

/// Paths of each list that are told.
const TOLD_AT_MOST: usize = 20;

impl TestImpact {
    /// The impact of a change. `has_own_tests` says whether a file of code holds tests itself.
    pub fn of(facts: &Facts, index: &TestIndex, mut has_own_tests: impl FnMut(&str) -> bool) -> Self {
        let mut impact = Self::default();
        let mut own_tests = false;
        for path in &facts.files {
            match Sort::of(path) {
                Sort::Test => impact.tests += 1,
                Sort::Source => {
                    impact.code += 1;
                    if impact.untested.len() >= TOLD_AT_MOST || impact.related.len() >= TOLD_AT_MOST {
                        continue;
                    }
                    let tests = index.of(path);
                    let has_own = has_own_tests(path);
                    own_tests |= has_own;
                    if tests.is_empty() && !has_own {
                        impact.untested.push(path.clone());
                    }
                    let unchanged = tests.into_iter().filter(|test| !facts.files.iter().any(|file| **file == **test));
                    for test in unchanged {
                        if impact.related.len() < TOLD_AT_MOST && !impact.related.iter().any(|known| **known == *test) {
                            impact.related.push(test.into());
                        }
                    }
                }
                _ => {}
            }
        }
        impact.verdict = match (impact.code, impact.tests) {
            (0, 0) => TestVerdict::NoCode,
            (0, _) => TestVerdict::TestsOnly,
            (_, 0) if own_tests => TestVerdict::SameFile,
            (_, 0) => TestVerdict::Missing,
            _ => TestVerdict::Beside,
        };
        impact
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn impact(files: &[&str], tests: &[&str]) -> TestImpact {
        let facts = Facts { files: files.iter().map(|file| (*file).into()).collect(), ..Facts::default() };
        TestImpact::of(&facts, &TestIndex::new(tests.iter().copied()), |path| path == "src/own.rs")
    }

    #[test]
    fn code_without_tests_is_told_from_code_with_them() {
        assert_eq!(impact(&["src/a.py", "tests/test_a.py"], &[]).verdict, TestVerdict::Beside);
        assert_eq!(impact(&["src/a.py"], &[]).verdict, TestVerdict::Missing);
        assert_eq!(impact(&["src/own.rs"], &[]).verdict, TestVerdict::SameFile);
        assert_eq!(impact(&["tests/test_a.py"], &[]).verdict, TestVerdict::TestsOnly);
        assert_eq!(impact(&["README.md"], &[]).verdict, TestVerdict::NoCode);
    }

    #[test]
    fn tests_that_did_not_change_with_their_code_are_named() {
        let found = impact(
            &["src/parser.py", "src/lexer.py", "src/wild.py", "tests/test_lexer.py"],
            &["tests/test_parser.py", "tests/test_lexer.py"],
        );
        assert_eq!(found.related, [Box::from("tests/test_parser.py")]);
        assert_eq!(found.untested, [Box::from("src/wild.py")]);
    }
}
