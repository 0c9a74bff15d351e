//! Words and what they speak for: tables that the rules add up. Points are tenths of a natural logarithm, roughly how much
//! more often the word stands in commits of that kind than in others.

use Kind::{Build, Chore, Ci, Docs, Feat, Fix, Perf, Refactor, Revert, Style, Test};

use crate::analysis::Kind;

/// Points for some kinds.
pub(super) type Points = &'static [(Kind, i16)];

/// What the first word of a description speaks for.
pub(super) fn first_word(word: &str) -> Points {
    match word {
        "add" | "adds" | "added" | "adding" => &[(Feat, 12), (Docs, 4), (Test, 4), (Fix, -10), (Refactor, -8)],
        "implement" | "implements" | "implemented" | "introduce" | "introduces" | "support" | "supports" => {
            &[(Feat, 20), (Fix, -4), (Chore, -10)]
        }
        "allow" | "allows" | "expose" | "enable" | "enables" | "provide" | "new" | "export" | "accept" => {
            &[(Feat, 12), (Fix, 2)]
        }
        "create" | "include" | "extend" | "show" | "display" | "offer" | "let" | "teach" | "initial" | "first" => {
            &[(Feat, 7), (Docs, -3)]
        }
        "fix" | "fixes" | "fixed" | "fixing" | "fixup" | "bugfix" | "hotfix" | "repair" | "mend" => {
            &[(Fix, 20), (Feat, -12)]
        }
        "prevent" | "handle" | "handles" | "ensure" | "ensures" | "properly" | "correctly" | "preserve" | "respect"
        | "restore" | "missing" | "guard" | "escape" | "unbreak" | "workaround" | "don't" | "dont" | "do" | "never"
        | "stop" | "resolve" | "resolves" => &[(Fix, 16), (Feat, -6)],
        "correct" | "corrects" => &[(Fix, 12), (Docs, 6)],
        "avoid" | "avoids" => &[(Fix, 10), (Perf, 10)],
        "keep" | "only" | "always" | "return" | "ignore" | "validate" | "check" | "make" | "set" | "pass" | "use"
        | "apply" | "default" => &[(Fix, 6)],
        "skip" => &[(Fix, 6), (Test, 6), (Perf, 6)],
        "update" | "updates" | "updated" | "updating" => &[(Chore, 12), (Docs, 4), (Build, 3), (Feat, -8), (Fix, -5)],
        "bump" | "bumps" | "upgrade" | "upgrades" | "pin" | "unpin" => {
            &[(Chore, 24), (Build, 8), (Feat, -15), (Fix, -10)]
        }
        "release" | "prepare" | "publish" | "version" | "tag" | "post-release" | "begin" | "regenerate" | "sync" => {
            &[(Chore, 20)]
        }
        "remove" | "removes" | "removed" | "delete" | "drop" | "drops" | "deprecate" => {
            &[(Chore, 7), (Refactor, 7), (Feat, -3)]
        }
        "move" | "moves" | "moved" | "rename" | "renames" | "renamed" | "split" | "extract" | "inline" | "merge"
        | "convert" | "migrate" | "replace" | "rewrite" | "switch" => &[(Refactor, 12), (Fix, -4)],
        "refactor" | "refactors" | "refactored" | "refactoring" | "simplify" | "simplifies" | "restructure"
        | "reorganize" | "consolidate" | "deduplicate" | "unify" | "rework" | "factor" | "abstract" | "decouple"
        | "generalize" => &[(Refactor, 20), (Fix, -6)],
        "clean" | "cleanup" | "clean-up" | "tidy" => &[(Chore, 10), (Refactor, 11)],
        "document" | "documents" | "clarify" | "clarifies" | "mention" | "describe" | "explain" | "typo" | "typos"
        | "docs" | "doc" => &[(Docs, 26), (Feat, -10)],
        "improve" | "improves" | "improved" | "enhance" => &[(Fix, 3), (Feat, 4), (Docs, 2), (Perf, 4), (Refactor, 2)],
        "optimize" | "optimise" | "optimizes" | "speed" | "speedup" | "faster" | "accelerate" | "cache" | "reduce"
        | "preallocate" => &[(Perf, 26)],
        "test" | "tests" | "testing" | "cover" => &[(Test, 20)],
        "format" | "reformat" | "rustfmt" | "gofmt" | "prettier" | "lint" | "indent" | "whitespace" => {
            &[(Style, 34), (Chore, 6)]
        }
        "revert" | "reverts" | "reverted" | "reapply" | "rollback" | "backout" | "undo" | "unrevert" => &[(Revert, 45)],
        "run" | "ci" | "workflow" | "publishing" => &[(Ci, 12)],
        "build" | "compile" | "link" => &[(Build, 14)],
        "change" | "tweak" | "adjust" | "disable" => &[(Fix, 3), (Chore, 3), (Feat, -2)],
        _ => &[],
    }
}

/// What a word anywhere in the description speaks for.
pub(super) fn any_word(word: &str) -> Points {
    match word {
        "fix" | "fixes" | "bug" | "crash" | "panic" | "regression" | "broken" | "leak" | "race" | "deadlock"
        | "segfault" | "overflow" | "wrong" | "incorrect" | "invalid" | "error" | "errors" | "failure" | "infinite"
        | "null" | "nil" | "undefined" | "properly" => &[(Fix, 8)],
        "typo" | "typos" | "spelling" | "grammar" => &[(Docs, 12)],
        "readme" | "readme.md" | "documentation" | "docs" | "docstring" | "docstrings" | "javadoc" | "rustdoc"
        | "tutorial" | "guide" | "changelog" | "comment" | "comments" | "faq" | "manpage" => &[(Docs, 13)],
        "test" | "tests" | "testcase" | "unittest" | "fixture" | "fixtures" | "flaky" | "e2e" | "coverage"
        | "benchmark" | "benchmarks" => &[(Test, 13)],
        "ci" | "workflow" | "workflows" | "travis" | "appveyor" | "circleci" | "dependabot" | "codecov" | "actions"
        | "jenkins" | "pipeline" => &[(Ci, 15)],
        "refactor" | "refactoring" | "cleanup" | "unused" | "dead" | "duplicate" | "internal" | "private"
        | "rename" | "readability" => &[(Refactor, 7)],
        "lint" | "linter" | "formatting" | "clippy" | "eslint" | "prettier" | "rustfmt" | "whitespace"
        | "indentation" | "gofmt" | "nits" => &[(Style, 9), (Chore, 4)],
        "performance" | "faster" | "speed" | "allocations" | "allocation" | "slow" | "perf" | "cache" | "caching"
        | "latency" | "lazily" => &[(Perf, 13)],
        "makefile" | "cmake" | "compiler" | "toolchain" | "webpack" | "bazel" | "gradle" | "build" | "linker"
        | "docker" => &[(Build, 8)],
        "dependency" | "dependencies" | "deps" | "version" | "lockfile" | "submodule" => &[(Chore, 9), (Build, 5)],
        "release" | "copyright" | "gitignore" | "license" => &[(Chore, 8)],
        "option" | "flag" | "command" | "feature" | "support" | "api" => &[(Feat, 4)],
        "workaround" | "correctly" | "instead" | "handling" | "issue" | "when" | "if" => &[(Fix, 4)],
        _ => &[],
    }
}

/// What a gitmoji, as emoji or shortcode, speaks for.
pub(super) fn gitmoji(subject: &str) -> Option<Kind> {
    const MARKS: [(&str, &str, Kind); 34] = [
        ("✨", ":sparkles:", Feat),
        ("🎉", ":tada:", Feat),
        ("🚩", ":triangular_flag_on_post:", Feat),
        ("🚸", ":children_crossing:", Feat),
        ("🐛", ":bug:", Fix),
        ("🚑", ":ambulance:", Fix),
        ("🩹", ":adhesive_bandage:", Fix),
        ("🔒", ":lock:", Fix),
        ("🥅", ":goal_net:", Fix),
        ("✏", ":pencil2:", Docs),
        ("📝", ":memo:", Docs),
        ("📚", ":books:", Docs),
        ("💡", ":bulb:", Docs),
        ("🎨", ":art:", Style),
        ("💄", ":lipstick:", Style),
        ("🚨", ":rotating_light:", Style),
        ("♻", ":recycle:", Refactor),
        ("🔥", ":fire:", Refactor),
        ("🚚", ":truck:", Refactor),
        ("⚰", ":coffin:", Refactor),
        ("🏗", ":building_construction:", Refactor),
        ("⚡", ":zap:", Perf),
        ("🐎", ":racehorse:", Perf),
        ("✅", ":white_check_mark:", Test),
        ("🧪", ":test_tube:", Test),
        ("👷", ":construction_worker:", Ci),
        ("💚", ":green_heart:", Ci),
        ("📦", ":package:", Build),
        ("⬆", ":arrow_up:", Build),
        ("⬇", ":arrow_down:", Build),
        ("📌", ":pushpin:", Build),
        ("🔧", ":wrench:", Chore),
        ("🔖", ":bookmark:", Chore),
        ("⏪", ":rewind:", Revert),
    ];
    let subject = subject.trim_start();
    MARKS
        .iter()
        .find(|(emoji, code, _)| subject.starts_with(emoji) || subject.starts_with(code))
        .map(|(_, _, kind)| *kind)
}
