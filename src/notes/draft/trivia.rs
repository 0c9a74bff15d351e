//! What is no news whatever the project's habit: tests alone, branches brought together, upkeep of the project's own papers.

use std::sync::LazyLock;

use regex::Regex;

use super::worded::bare;
use crate::analysis::{AnalysedCommit, Kind};

/// Said of what only tests.
const TESTS: &str = "tests alone";
/// Said of branches that were brought together.
const BRANCHES: &str = "brings branches together";
/// Said of lists of names, guides for contributors and the like.
const PAPERS: &str = "upkeep of the project's own papers";

static TEST: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?ix)^(?:add|extend|improve|update|write|expand|cover|enable|re-?enable|fix|move|clean\ up|refactor|split|skip|port)(?:s|ed)?\s+
        (?:(?:an?|some|more|new|missing|additional|unit|regression|integration|e2e|basic|extra|further|the|various|broken|failing|flaky)\s+)*
        (?:test\s+cases?|test\s+coverage|tests?)
        (?:$|\s*[,:(]|\s+(?:for|of|to|that|on|with|in|around|covering|checking|verifying|showing|demonstrating)\b)",
    )
});
static BRANCH: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^merge (?:(?:branch|changes|commits?|the|latest|remote-tracking|origin/)\s*)*`?['\w./-]+`?(?: branch)? (?:in)?to `?['\w./-]+`?(?: branch)?(?:$|\s*[;,(:])",
    )
});
static PAPER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:contribut(?:ion|ing|or'?s?) (?:guide(?:lines?)?|docs?|instructions)|(?:issue|bug|pull request|pr) templates?|code of conduct|support_question|maintainers? list|codeowners|linter? (?:errors?|warnings?))\b",
    )
});
/// Files that name people, as scopes of commits.
const LISTS: [&str; 8] =
    ["thanks", "authors", "contributors", "credits", "maintainers", "codeowners", "mailmap", ".mailmap"];

fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant that a test compiles")
}

/// Why a commit is no news by its own words, if it is none.
pub(super) fn trivial(commit: &AnalysedCommit) -> Option<&'static str> {
    let sentence = bare(commit);
    let scope = commit.subject.split_once(':').map_or("", |(scope, _)| scope.trim()).to_lowercase();
    if BRANCH.is_match(&sentence) {
        return Some(BRANCHES);
    }
    // What is stated to be for users is so, and a second sentence tells more.
    let is_stated = commit.kind.is_stated() && matches!(commit.kind.kind, Kind::Feat | Kind::Fix | Kind::Perf);
    if TEST.is_match(&sentence) && !is_stated && !sentence.contains(". ") && !sentence.contains(" and ") {
        return Some(TESTS);
    }
    let is_paper = PAPER.is_match(&sentence)
        && matches!(first(&sentence).as_str(), "fix" | "update" | "improve" | "add" | "missing" | "ignore" | "correct");
    (LISTS.contains(&scope.as_str()) || is_paper).then_some(PAPERS)
}

/// Whether a reason is one of these: then no habit makes it news.
pub(super) fn is_final(reason: &str) -> bool {
    [TESTS, BRANCHES, PAPERS].contains(&reason)
}

/// A sentence without its first part where that tells of tests alone.
pub(super) fn without_tests(sentence: &str) -> &str {
    match sentence.split_once(". ") {
        Some((first, rest)) if TEST.is_match(first) && rest.split_whitespace().nth(1).is_some() => rest,
        _ => sentence,
    }
}

fn first(sentence: &str) -> String {
    sentence.split_whitespace().next().unwrap_or_default().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::sample::commit;

    #[test]
    fn what_is_no_news_is_known_by_its_words() {
        for (subject, reason) in [
            ("Add tests for the parser", TESTS),
            ("transform: add test case for issue 5853", TESTS),
            ("net: enable various tests", TESTS),
            ("Merge stable into main; Release 8.2.0", BRANCHES),
            ("Merge branch '8.1.x' into main", BRANCHES),
            ("THANKS: names from the release", PAPERS),
            ("Fix contribution guide", PAPERS),
            ("Ignore the linter error", PAPERS),
        ] {
            assert_eq!(trivial(&commit("aaaaaa1", subject)), Some(reason), "{subject}");
        }
        for subject in [
            "feat: add tests to the runner's summary",
            "Add a test runner",
            "Add `--tests` to the build",
            "Cast to float and add tests",
            "Add tests to deprecations. Better deprecate streams",
            "Merge app and request context",
            "Merge two maps into one pass over the data",
            "Thanks to a cache it is fast",
        ] {
            assert_eq!(trivial(&commit("aaaaaa1", subject)), None, "{subject}");
        }
        assert_eq!(without_tests("Add tests to deprecations. Better deprecate streams"), "Better deprecate streams");
        assert_eq!(without_tests("Read files. Fast"), "Read files. Fast");
    }
}
