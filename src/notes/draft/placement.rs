//! Where a commit is told, or why it is not.

use std::sync::LazyLock;

use regex::Regex;

use super::trivia::trivial;
use crate::{
    analysis::{AnalysedCommit, Audience, Flags, Kind, KindSource},
    drafting,
    notes::{SectionKey, habit::Upkeep},
};

/// What becomes of one commit, looked at alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Placement {
    /// It is told in this section.
    Told(SectionKey),
    /// It is not told, for this reason.
    Aside(&'static str),
    /// It updates what the project depends on: told together with the others.
    Dependency,
    /// It is upkeep that is told with its like in one line, in this section.
    Listed(Upkeep, SectionKey),
    /// It belongs to another commit, whose subject is this.
    Fixup,
}

/// Why releases themselves are not told.
pub(super) const UPKEEP_OF_RELEASES: &str = "release upkeep";

static RELEASE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:\W*(?:(?:chore|build|ci|docs)(?:\([^)]*\))?:\s*)?(?:(?:prepare|cut|tag|publish|make)\s+(?:for\s+)?(?:a\s+|the\s+)?(?:new\s+)?)?(?:(?:pre-?)?releas(?:e|ing)(?:\([^)]*\))?(?:\s+(?:notes|candidate|commit|branch))?(?:\s+(?:for|of|version))?|(?:bump|set|update|increment|change|move)(?:\s+\w+)?\s+version(?:s|\s+number)?(?:\s+(?:to|from|for))?|version(?:\s+bump)?|bump(?:\s+to)?|start\s+(?:of\s+)?(?:development|dev|work)(?:\s+(?:on|of|for))?|begin\s+development(?:\s+(?:on|of))?)?[\s:]*(?:[\w@/.\-]*[-@ ])?v?\d+\.\d+(?:\.\d+)*(?:[-+.]?[A-Za-z][\w.\-+]*)?(?:\s+(?:release|final|development|dev(?:elopment)?\s+cycle))?\W*$|^\W*(?:bump|update)\s+(?:the\s+)?version(?:s|\s+number)?\W*$|^\W*version:\s*bump\s+(?:up\s+)?to\s+v?\d[\w.\-+]*\W*$|^\W*(?:chore|build)\((?:main|master|release)\):\s*release\b|^\W*(?:update|add|prepare|edit|generate)\s+(?:the\s+|entr(?:y|ies)\s+(?:to|in)\s+)?(?:change\s?log|release\s+notes|news)(?:\.(?:md|rst|txt))?(?:\s+(?:for|entry|entries|with)\b.*)?\W*$|^\W*(?:\[maven-release-plugin\]|version packages)|^\W*(?:prepare|get\s+ready)\s+(?:for\s+|the\s+|a\s+|next\s+)*release\W*$)",
    )
    .expect("the pattern is a constant that a test compiles")
});
static TYPO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:typos?|spelling|misspell\w*|whitespace|trailing spaces?|indentation|copyright years?|lint(?:er|s)?(?:\s+(?:errors?|warnings?|issues?))?)\b")
        .expect("the pattern is a constant that a test compiles")
});

/// Decides for one commit.
pub(super) fn place(commit: &AnalysedCommit, taken_back_before: bool) -> Placement {
    let subject = commit.subject.trim();
    if ["fixup! ", "squash! ", "amend! "].iter().any(|mark| subject.starts_with(mark)) {
        return Placement::Fixup;
    }
    if commit.flags.contains(Flags::BREAKING) {
        return Placement::Told(SectionKey::Breaking);
    }
    if subject.is_empty() {
        return Placement::Aside("its message is empty");
    }
    if commit.flags.contains(Flags::MERGE) {
        return Placement::Aside("a merge: what it brings is told by its commits");
    }
    if is_of_release(subject) {
        return Placement::Aside(UPKEEP_OF_RELEASES);
    }
    if let Some(reason) = trivial(commit) {
        return Placement::Aside(reason);
    }
    if taken_back_before {
        return Placement::Told(SectionKey::Changed);
    }
    let sentence = drafting::sentence(&commit.description);
    if commit.flags.contains(Flags::SECURITY) && commit.kind.kind != Kind::Test && commit.kind.kind != Kind::Docs {
        return Placement::Told(SectionKey::Security);
    }
    if commit.flags.contains(Flags::DEPENDENCY) && !matches!(commit.kind.kind, Kind::Feat | Kind::Fix | Kind::Perf) {
        return dependency(commit);
    }
    if drafting::says_nothing(&sentence) {
        return Placement::Aside("its subject says too little");
    }
    by_kind(commit, &sentence)
}

/// Whether a subject is about a release itself, or takes back one that is.
pub(super) fn is_of_release(subject: &str) -> bool {
    let quoted = subject.strip_prefix("Revert \"").and_then(|rest| rest.split_once('"'));
    RELEASE.is_match(quoted.map_or(subject, |(inner, _)| inner).trim())
}

fn dependency(commit: &AnalysedCommit) -> Placement {
    let development = commit.scope.as_deref().is_some_and(|scope| {
        let scope = scope.to_ascii_lowercase();
        scope.contains("dev") || scope == "ci" || scope.contains("actions")
    });
    let is_action = ["actions/", "-action ", "-action/"].iter().any(|mark| commit.subject.contains(mark));
    if development || commit.kind.kind == Kind::Ci || is_action {
        return Placement::Aside("updates what only the development uses");
    }
    Placement::Dependency
}

fn by_kind(commit: &AnalysedCommit, sentence: &str) -> Placement {
    let lower = sentence.to_lowercase();
    let first = lower.split_whitespace().next().unwrap_or_default();
    let kind = commit.kind.kind;
    let for_developers = commit.audience == Audience::Developer && commit.kind.source != KindSource::Header;
    if matches!(first, "deprecate" | "deprecates" | "deprecated") && !matches!(kind, Kind::Docs | Kind::Test) {
        return Placement::Told(SectionKey::Deprecated);
    }
    if ["drop support", "remove support", "drop compatibility"].iter().any(|words| lower.starts_with(words)) {
        return Placement::Told(SectionKey::Removed);
    }
    if TYPO.is_match(&lower) && matches!(kind, Kind::Fix | Kind::Docs | Kind::Style | Kind::Chore) && lower.len() < 60 {
        return Placement::Aside("corrects wording or form alone");
    }
    match kind {
        Kind::Feat | Kind::Fix | Kind::Perf if for_developers => {
            Placement::Aside("concerns those who develop it alone")
        }
        Kind::Feat => Placement::Told(feature(first)),
        Kind::Fix => Placement::Told(SectionKey::Fixed),
        Kind::Perf => Placement::Told(SectionKey::Performance),
        Kind::Revert => Placement::Aside("takes back a commit that is not told"),
        Kind::Docs => documentation(first),
        Kind::Refactor => Placement::Aside("changes no behaviour"),
        Kind::Style => Placement::Aside("formatting alone"),
        Kind::Test => Placement::Aside("tests alone"),
        Kind::Build => Placement::Aside("concerns how it is built"),
        Kind::Ci => Placement::Aside("concerns how it is checked and delivered"),
        Kind::Chore => Placement::Aside("upkeep"),
    }
}

fn feature(first: &str) -> SectionKey {
    match first {
        "remove" | "removes" | "removed" | "drop" | "drops" | "dropped" | "delete" | "deletes" => SectionKey::Removed,
        "change" | "changes" | "update" | "updates" | "improve" | "improves" | "improved" | "rename" | "renames"
        | "make" | "makes" | "switch" | "switches" | "use" | "uses" | "move" | "moves" | "increase" | "increases"
        | "reduce" | "reduces" | "replace" | "replaces" | "upgrade" | "upgrades" | "enhance" | "enhances"
        | "extend" | "refine" | "rework" | "simplify" | "better" | "stop" | "require" | "requires" | "raise"
        | "lower" | "adjust" | "tweak" | "default" | "no" | "don't" | "always" | "prefer" => SectionKey::Changed,
        _ => SectionKey::Added,
    }
}

fn documentation(first: &str) -> Placement {
    match first {
        "add" | "adds" | "document" | "documents" | "describe" | "describes" | "explain" | "explains" | "rewrite"
        | "write" | "translate" | "new" | "introduce" => Placement::Told(SectionKey::Docs),
        _ => Placement::Aside("upkeep of the documentation"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::sample::{commit, merge};

    fn check(subject: &str, expected: Placement) {
        assert_eq!(place(&commit("aaaaaa1", subject), false), expected, "of {subject:?}");
    }

    #[test]
    fn kinds_and_verbs_choose_the_section() {
        check("feat: add stars", Placement::Told(SectionKey::Added));
        check("feat: remove stars", Placement::Told(SectionKey::Removed));
        check("feat: improve stars", Placement::Told(SectionKey::Changed));
        check("fix: remove a stray comma", Placement::Told(SectionKey::Fixed));
        check("perf: read less", Placement::Told(SectionKey::Performance));
        check("refactor: deprecate open", Placement::Told(SectionKey::Deprecated));
        check("Drop support for Python 3.8", Placement::Told(SectionKey::Removed));
        check("docs: add a guide", Placement::Told(SectionKey::Docs));
        check("refactor!: rename open", Placement::Told(SectionKey::Breaking));
    }

    #[test]
    fn what_no_user_notices_is_set_aside() {
        for subject in [
            "chore: tidy",
            "ci: cache",
            "test: more",
            "style: format",
            "refactor: split",
            "docs: update badge",
            "fix: typo in readme",
            "fix: wip",
            "",
        ] {
            assert!(matches!(place(&commit("aaaaaa1", subject), false), Placement::Aside(_)), "{subject:?}");
        }
        assert!(matches!(place(&merge("aaaaaa1", "Merge branch 'x'", &["a", "b"]), false), Placement::Aside(_)));
    }

    #[test]
    fn releases_themselves_are_not_news() {
        for subject in [
            "chore(release): 1.2.3",
            "Release v1.2.3",
            "v1.2.3",
            "1.2.3",
            "Bump version to 1.2.3",
            "bump version",
            "chore: release v0.3.1",
            "Prepare for 2.0.0-rc.1",
            "Prepare release 2.0",
            "Prepare for release",
            "chore(main): release 1.0.0",
            "[maven-release-plugin] prepare for next development iteration",
            "Version Packages",
            "Update CHANGELOG.md",
            "Start development of 2.1",
            "release: 5.0",
            "Bump to 1.2.3",
            "update changelog for 1.2",
            "release(cli): v2.0.0",
            "version: bump up to 3.6.9",
            "Revert \"Release v1.2.3\"",
        ] {
            assert!(is_of_release(subject), "{subject:?}");
        }
        for subject in [
            "feat: read versions like 1.2.3",
            "Bump serde to 1.2.3",
            "fix: update version check",
            "Support HTTP 1.1",
            "Release the lock early",
            "fix: release notes are kept",
        ] {
            assert!(!is_of_release(subject), "{subject:?}");
        }
    }

    #[test]
    fn fixups_belong_to_another_commit() {
        check("fixup! feat: add stars", Placement::Fixup);
    }
}
