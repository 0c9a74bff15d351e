//! What a major release asks of those who update: a higher minimum version of what it runs on, the next major version of what
//! it is built on, another value of a setting. Their authors seldom say that it breaks something.

use std::sync::LazyLock;

use regex::Regex;

use super::worded::bare;
use crate::analysis::{AnalysedCommit, Flags, Kind};

static MINIMUM: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?ix)^(?:set|raise|bump|increase|require|update|upgrade|use|change)\b.*\b(?:
            (?:minimum|minimal|min\.?)\s+(?:supported\s+|required\s+)?(?:[\w.]+\s+){0,2}v?(?:versions?|\d[\d.]*)
            | msrv )\b",
    )
});
static NEXT_MAJOR: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:upgrade|update|bump|migrate|move|switch)\s+(?:to\s+)?`?(?P<name>[@\w/.-]+?)`?(?:\s+to)?(?:\s+v?|@v?)\d+(?:\.0){0,2}$",
    )
});
static VALUE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:bump|increase|raise|lower|reduce|decrease|change|set)\b.{0,30}\b\w*(?:default|timeout|limit|interval)\w*\b.{0,15}\bto\s+\d",
    )
});
/// What only those who work on a project use.
const TOOLS: [&str; 8] = ["lint", "prettier", "test", "mypy", "ruff", "action", "docusaurus", "renovate"];

fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant that a test compiles")
}

/// Whether a commit asks for more than the release before did.
pub(super) fn asks_for_more(commit: &AnalysedCommit) -> bool {
    if matches!(commit.kind.kind, Kind::Ci | Kind::Test | Kind::Docs | Kind::Style)
        || commit.flags.contains(Flags::MERGE)
    {
        return false;
    }
    let sentence = bare(commit);
    let is_feature = commit.kind.is_stated() && commit.kind.kind == Kind::Feat;
    let is_tool = |name: &str| TOOLS.iter().any(|tool| name.to_lowercase().contains(tool));
    MINIMUM.is_match(&sentence)
        || VALUE.is_match(&sentence)
        || NEXT_MAJOR.captures(&sentence).is_some_and(|found| !is_tool(&found["name"]))
        || is_feature && commit.flags.contains(Flags::DEPENDENCY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::sample::commit;

    #[test]
    fn more_is_asked_for_by_minimum_major_and_value() {
        for subject in [
            "chore: set minimum TS version to v4.5 (#14542)",
            "Raise MSRV to 1.71",
            "chore: require minimum Go 1.25.0",
            "chore: upgrade to glob v10 (#14509)",
            "feat: upgrade to JSDOM@22 (#13825)",
            "Proposal to bump persistent_timeout to 65 seconds",
        ] {
            assert!(asks_for_more(&commit("aaaaaa1", subject)), "{subject}");
        }
        for subject in [
            "chore: upgrade to prettier v3",
            "build(deps): bump serde from 1.0.1 to 2.0.0",
            "ci: require minimum Go 1.25.0",
            "fix: wait for at least 3 seconds",
            "Update the docs to 2",
        ] {
            assert!(!asks_for_more(&commit("aaaaaa1", subject)), "{subject}");
        }
    }
}
