//! The markup that a changelog is written in, told by its name and what stands in it.

use std::sync::LazyLock;

use regex::Regex;

use super::file::ChangelogFile;

static DIRECTIVES: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?m)^\.\. |`_(?:_)?(?:\W|$)|:[a-z][\w-]*:`|(?:^|\s)``[^`]+``(?:\W|$)"));
static ROLE: LazyLock<Regex> = LazyLock::new(|| compiled(r":([a-zA-Z][\w.:+-]*):`([^`]+)`"));
static LINK: LazyLock<Regex> = LazyLock::new(|| compiled(r"`([^`<]+?)\s*<([^`>\s]+)>`__?"));
static NAME: LazyLock<Regex> = LazyLock::new(|| compiled(r"(^|[^`])`([^`]+)`__?"));
static CODE: LazyLock<Regex> = LazyLock::new(|| compiled(r"``([^`]+)``"));

fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant that a test compiles")
}

/// How a changelog is marked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    /// Markdown.
    Markdown,
    /// `reStructuredText`.
    Restructured,
}

impl Markup {
    /// The markup of a file; nothing where it is another one, or text in which no heading names a version.
    pub fn of(path: &str, bytes: &[u8]) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
        match ending.as_str() {
            "md" | "markdown" | "mdx" => Some(Self::Markdown),
            "rst" | "rest" => Some(Self::Restructured),
            "adoc" | "asciidoc" | "rdoc" | "org" | "textile" | "html" | "yml" | "yaml" | "json" => None,
            _ => {
                let has_versions = |markup| ChangelogFile::read(bytes, markup).versions().next().is_some();
                let is_restructured = DIRECTIVES.is_match(&String::from_utf8_lossy(bytes));
                let order = if is_restructured {
                    [Self::Restructured, Self::Markdown]
                } else {
                    [Self::Markdown, Self::Restructured]
                };
                order.into_iter().find(|markup| has_versions(*markup))
            }
        }
    }

    /// Words of a changelog as Markdown.
    pub fn to_markdown(self, text: &str) -> String {
        if self == Self::Markdown {
            return text.to_owned();
        }
        let text = LINK.replace_all(text, "[$1]($2)");
        let text = ROLE.replace_all(&text, |found: &regex::Captures<'_>| {
            let (role, words) = (&found[1], &found[2]);
            let is_number = words.bytes().all(|byte| byte.is_ascii_digit());
            match role {
                _ if is_number => format!("#{words}"),
                "ghsa" => format!("GHSA-{}", words.trim_start_matches("GHSA-")),
                "cve" => format!("CVE-{}", words.trim_start_matches("CVE-")),
                "user" => format!("@{words}"),
                _ => format!("``{}``", words.trim_start_matches(['~', '!'])),
            }
        });
        let text = NAME.replace_all(&text, "$1$2");
        CODE.replace_all(&text, "`$1`").into_owned()
    }
}
