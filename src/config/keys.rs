//! All keys that there are, in the order that they are documented in.

use super::{
    checks,
    key::{Key, Kind},
    model_keys,
};

/// The most of what is kept as 32 bits.
const MOST: i64 = u32::MAX as i64;

/// Gates that are always there, in the order that they are asked.
pub const BUILT_IN_GATES: [&str; 8] = [
    "clean-work-tree",
    "release-branch",
    "up-to-date",
    "version",
    "breaking-told",
    "notes-complete",
    "risk-reviewed",
    "approval",
];

/// Keys of `tminus.toml`, `[[gates]]` apart.
pub const REPOSITORY: &[Key] = &[
    Key {
        name: "release.branch",
        kind: Kind::Text,
        check: checks::branch,
        default: None,
        example: "\"main\"",
        about: "The branch that releases are made from. Without it: the remote's HEAD, else `main`, `master` or the only \
                branch.",
    },
    Key {
        name: "release.remote",
        kind: Kind::Text,
        check: checks::remote,
        default: Some("\"origin\""),
        example: "\"origin\"",
        about: "The remote that branch and tag are pushed to.",
    },
    Key {
        name: "release.tag",
        kind: Kind::Text,
        check: checks::tag,
        default: Some("\"v{version}\""),
        example: "\"v{version}\"",
        about: "The form of release tags. It has `{version}` once.",
    },
    Key {
        name: "release.changelog",
        kind: Kind::PathOrFalse,
        check: checks::path_in_repository,
        default: None,
        example: "\"CHANGELOG.md\"",
        about: "The file that shipping writes the notes into. Without it, the project's own: CHANGELOG, CHANGES, HISTORY, NEWS or \
                the like, in Markdown or reStructuredText and in its own manner; else a new CHANGELOG.md in Keep a Changelog form. \
                `false` makes no release commit: the tag stands on the range's end.",
    },
    Key {
        name: "release.template",
        kind: Kind::Text,
        check: checks::name_of_file,
        default: Some("\"release-notes\""),
        example: "\"release-notes\"",
        about: "The template that notes are drafted with, by name: one of `.tminus/templates` or a built-in one.",
    },
    title("notes.titles.breaking", "\"Breaking changes\"", "\"Upgrade notes\""),
    title("notes.titles.security", "\"Security\"", "\"Security fixes\""),
    title("notes.titles.added", "\"Added\"", "\"New features\""),
    title("notes.titles.changed", "\"Changed\"", "\"Improvements\""),
    title("notes.titles.deprecated", "\"Deprecated\"", "\"Going away\""),
    title("notes.titles.removed", "\"Removed\"", "\"Gone\""),
    title("notes.titles.fixed", "\"Fixed\"", "\"Bug fixes\""),
    title("notes.titles.performance", "\"Performance\"", "\"Faster\""),
    title("notes.titles.docs", "\"Documentation\"", "\"Manuals\""),
    title("notes.titles.internal", "\"Internal\"", "\"Under the hood\""),
    commits("notes.commits.breaking", "[\"^api!\"]"),
    commits("notes.commits.security", "[\"^security\"]"),
    commits("notes.commits.added", "[\"^feat\"]"),
    commits("notes.commits.changed", "[\"^refactor\"]"),
    commits("notes.commits.deprecated", "[\"^deprecate\"]"),
    commits("notes.commits.removed", "[\"^remove\"]"),
    commits("notes.commits.fixed", "[\"^fix\"]"),
    commits("notes.commits.performance", "[\"^perf\"]"),
    commits("notes.commits.docs", "[\"^docs\"]"),
    commits("notes.commits.internal", "[\"^build\"]"),
    Key {
        about: "Regular expressions: commits whose subject one of them matches are not told, unless they break something.",
        ..commits("notes.commits.aside", "[\"^chore\\\\(release\\\\)\"]")
    },
    Key {
        name: "notes.language",
        kind: Kind::Text,
        check: checks::language,
        default: Some("\"en\""),
        example: "\"de\"",
        about: "The language of the documents, told to the programs of their readers. The words themselves come from the \
                templates.",
    },
    Key {
        name: "notes.new_contributors",
        kind: Kind::Boolean,
        check: checks::anything,
        default: None,
        example: "true",
        about: "Whether release notes name those who contributed for the first time. Without it: where past notes do.",
    },
    Key {
        name: "brand.name",
        kind: Kind::Text,
        check: checks::title,
        default: None,
        example: "\"Acme Rockets\"",
        about: "Whose documents they are; it stands at their end.",
    },
    Key {
        name: "brand.logo",
        kind: Kind::Text,
        check: checks::title,
        default: None,
        example: "\"▲ ACME\"",
        about: "The words that stand over a document. Without them: the name.",
    },
    Key {
        name: "brand.colour",
        kind: Kind::Text,
        check: checks::colour,
        default: None,
        example: "\"#d9480f\"",
        about: "The colour of a document's lines.",
    },
    Key {
        name: "brand.url",
        kind: Kind::Text,
        check: checks::page,
        default: None,
        example: "\"https://acme.example\"",
        about: "The page that the name leads to.",
    },
    Key {
        name: "forge.kind",
        kind: Kind::Choice(&["github", "none"]),
        check: checks::anything,
        default: None,
        example: "\"github\"",
        about: "Where the release is published; `none` publishes nowhere. Without it: read from the remote's address.",
    },
    Key {
        name: "forge.url",
        kind: Kind::Text,
        check: checks::forge_url,
        default: None,
        example: "\"https://api.github.com\"",
        about: "The root of the forge's API: https, or http to this machine. Without it: read from the remote's address.",
    },
    Key {
        name: "forge.repository",
        kind: Kind::Text,
        check: checks::forge_repository,
        default: None,
        example: "\"owner/name\"",
        about: "The repository on the forge. Without it: read from the remote's address.",
    },
    TOKEN_ENV,
    TOKEN_COMMAND,
    Key {
        name: "risk.threshold",
        kind: Kind::Integer { least: 0, most: 100 },
        check: checks::anything,
        default: Some("50"),
        example: "50",
        about: "Commits whose risk is at or over it want a review before the gate `risk-reviewed` is GO.",
    },
    Key {
        name: "risk.history",
        kind: Kind::Integer { least: 0, most: MOST },
        check: checks::anything,
        default: Some("5000"),
        example: "5000",
        about: "How many commits before the range are read for the history of files and authors.",
    },
    Key {
        name: "risk.sensitive",
        kind: Kind::TextList,
        check: checks::glob,
        default: Some("[]"),
        example: "[\"src/billing/**\"]",
        about: "Globs of paths that are sensitive, besides the built-in ones.",
    },
    Key {
        name: "approval.required",
        kind: Kind::Integer { least: 0, most: 100 },
        check: checks::anything,
        default: Some("1"),
        example: "1",
        about: "How many people must approve before the gate `approval` is GO.",
    },
    Key {
        name: "approval.four_eyes",
        kind: Kind::Boolean,
        check: checks::anything,
        default: Some("false"),
        example: "true",
        about: "Whether the authors of the range's commits may not approve.",
    },
];

/// Which commits are told in a section.
const fn commits(name: &'static str, example: &'static str) -> Key {
    Key {
        name,
        kind: Kind::TextList,
        check: checks::pattern,
        default: Some("[]"),
        example,
        about: "Regular expressions: commits whose subject one of them matches are told in this section, whatever the habit.",
    }
}

/// The title of a section of the notes.
const fn title(name: &'static str, default: &'static str, example: &'static str) -> Key {
    Key {
        name,
        kind: Kind::Text,
        check: checks::title,
        default: Some(default),
        example,
        about: "The title of this section in drafted notes. The changelog keeps the headings of its own form.",
    }
}

const TOKEN_ENV: Key = Key {
    name: "forge.token.env",
    kind: Kind::Text,
    check: checks::variable,
    default: None,
    example: "\"GITHUB_TOKEN\"",
    about: "The environment variable that holds the forge's token. Without it and `command`: `GITHUB_TOKEN`, `GH_TOKEN`, then \
            git's credential helper.",
};

const TOKEN_COMMAND: Key = Key {
    name: "forge.token.command",
    kind: Kind::Text,
    check: checks::not_blank,
    default: None,
    example: "\"gh auth token\"",
    about: "A command, run by `sh -c`, whose first line of output is the forge's token. Instead of `env`.",
};

/// Keys of one `[[gates]]` table.
pub const GATE: &[Key] = &[
    Key {
        name: "name",
        kind: Kind::Text,
        check: checks::gate_name,
        default: None,
        example: "\"tests\"",
        about: "The gate's name: lower case, digits, dashes. The name of a built-in gate changes that one.",
    },
    Key {
        name: "title",
        kind: Kind::Text,
        check: checks::not_blank,
        default: None,
        example: "\"All tests pass\"",
        about: "What it is called on the screen. Without it: made from the name.",
    },
    Key {
        name: "command",
        kind: Kind::Text,
        check: checks::not_blank,
        default: None,
        example: "\"cargo test\"",
        about: "Run by `sh -c` in the work tree, without tokens in its environment; exit code 0 is GO. Not for built-in gates.",
    },
    Key {
        name: "timeout",
        kind: Kind::Duration,
        check: checks::timeout,
        default: Some("\"10m\""),
        example: "\"10m\"",
        about: "After which the command is ended and the verdict is NO-GO.",
    },
    Key {
        name: "required",
        kind: Kind::Boolean,
        check: checks::anything,
        default: Some("true"),
        example: "false",
        about: "Whether its verdict counts; otherwise it is advice.",
    },
];

/// Keys of the user's `config.toml`.
pub const USER: &[Key] = &[
    Key {
        name: "theme",
        kind: Kind::Text,
        check: checks::name_of_file,
        default: None,
        example: "\"nord\"",
        about: "The colour theme, by name. Without it: dark or light, as the terminal's background is.",
    },
    Key {
        name: "ascii",
        kind: Kind::Boolean,
        check: checks::anything,
        default: Some("false"),
        example: "true",
        about: "Draws with ASCII alone.",
    },
    Key {
        name: "plain",
        kind: Kind::Boolean,
        check: checks::anything,
        default: Some("false"),
        example: "true",
        about: "Shows lines in reading order, without boxes; for screen readers.",
    },
    Key {
        name: "mouse",
        kind: Kind::Boolean,
        check: checks::anything,
        default: Some("true"),
        example: "false",
        about: "Whether the cockpit listens to the mouse.",
    },
    Key {
        name: "diff.layout",
        kind: Kind::Choice(&["auto", "unified", "side-by-side"]),
        check: checks::anything,
        default: Some("\"auto\""),
        example: "\"unified\"",
        about: "How diffs are laid out; `auto` is side by side where there is room.",
    },
    Key {
        name: "diff.tab_width",
        kind: Kind::Integer { least: 1, most: 16 },
        check: checks::anything,
        default: Some("8"),
        example: "4",
        about: "Columns between tab stops in diffs.",
    },
    TOKEN_ENV,
    TOKEN_COMMAND,
    model_keys::PROVIDER,
    model_keys::URL,
    model_keys::NAME,
    model_keys::KEY_ENV,
    model_keys::KEY_COMMAND,
    model_keys::KEY_KEYRING,
    model_keys::API_VERSION,
    model_keys::CONTEXT,
    model_keys::ANSWER,
    model_keys::BUDGET_TOKENS,
    model_keys::BUDGET_COST,
    model_keys::PRICE_IN,
    model_keys::PRICE_OUT,
    model_keys::TIMEOUT,
    model_keys::RATE,
    model_keys::EXCLUDE,
    model_keys::LANGUAGE,
    Key {
        name: "keys",
        kind: Kind::Map,
        check: checks::not_blank,
        default: None,
        example: "{ cockpit = { quit = [\"q\", \"ctrl-c\"] } }",
        about: "Keys by the action that they do: one key or a list, in a table for each part of the cockpit, such as \
                `[keys.cockpit]`. The help screen names actions and keys.",
    },
];

/// Tables that a comment introduces, with what they are for.
pub const TABLES: &[(&str, &str)] = &[
    ("release", "What is released, from where, and how it is named."),
    ("brand", "Whose documents they are."),
    ("forge", "Where the release is published. What is left out is read from the remote and the environment."),
    ("risk", "What makes a commit worth a review."),
    ("approval", "Who has to agree."),
    ("diff", "How diffs look."),
    ("model", "The language model that may draft notes; see docs/assistant.md."),
];

/// Variables besides those of the keys, with what they are for.
pub const OTHER_VARIABLES: &[(&str, &str)] = &[
    ("TMINUS_FROM", "as `--from`"),
    ("TMINUS_TO", "as `--to`"),
    ("TMINUS_PACKAGE", "as `--package`"),
    ("TMINUS_NEXT", "as `--next`"),
    ("TMINUS_CONFIG", "as `--config`"),
    ("TMINUS_FORMAT", "as `--format`"),
    ("TMINUS_GIVE_UP_AFTER", "as `--give-up-after` of `tminus ship`"),
    ("TMINUS_OUTPUT", "as `--output`"),
    ("TMINUS_OFFLINE", "as `--offline`"),
    ("TMINUS_TRUST", "as `--trust`"),
    ("TMINUS_COLOR", "as `--color`"),
    ("TMINUS_VERBOSE", "as `-v`, a number"),
    ("TMINUS_QUIET", "as `-q`"),
    (
        "TMINUS_CLOCK",
        "holds still the time that ages and dates on the screen are counted from (RFC 3339); never for decisions",
    ),
    ("TMINUS_LOG", "filters the log, in the form of `RUST_LOG`"),
];
