//! The markup that a changelog is written in, told by its name and what stands in it.

use std::sync::LazyLock;

use regex::Regex;

use super::file::ChangelogFile;

static DIRECTIVES: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?m)^\.\. |`_(?:_)?(?:\W|$)|:[a-z][\w-]*:`|(?:^|\s)``[^`]+``(?:\W|$)"));
static ROLE: LazyLock<Regex> = LazyLock::new(|| compiled(r":([a-zA-Z][\w.:+-]*):`([^`]+)`"));
static MYST_ROLE: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(^|[^`])\{([a-zA-Z][\w.:+-]*)\}`([^`\s](?:[^`]*[^`\s])?)`"));
static LINK: LazyLock<Regex> = LazyLock::new(|| compiled(r"`([^`<]+?)\s*<([^`>\s]+)>`__?"));
static NAME: LazyLock<Regex> = LazyLock::new(|| compiled(r"(^|[^`])`([^`]+)`__?"));
static CODE: LazyLock<Regex> = LazyLock::new(|| compiled(r"``([^`]+)``"));

fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant that a test compiles")
}

/// What a role says of words: the number of a request or issue, an advisory, a person; code, for all else.
fn role(role: &str, words: &str, code: &str) -> String {
    let is_number = words.bytes().all(|byte| byte.is_ascii_digit());
    match role {
        _ if is_number => format!("#{words}"),
        "ghsa" => format!("GHSA-{}", words.trim_start_matches("GHSA-")),
        "cve" => format!("CVE-{}", words.trim_start_matches("CVE-")),
        "user" => format!("@{words}"),
        _ => format!("{code}{}{code}", words.trim_start_matches(['~', '!'])),
    }
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
            // The roles of MyST, which readers elsewhere would see as they stand.
            return MYST_ROLE
                .replace_all(text, |found: &regex::Captures<'_>| {
                    format!("{}{}", &found[1], role(&found[2], &found[3], "`"))
                })
                .into_owned();
        }
        let text = LINK.replace_all(text, "[$1]($2)");
        let text = ROLE.replace_all(&text, |found: &regex::Captures<'_>| role(&found[1], &found[2], "``"));
        let text = NAME.replace_all(&text, "$1$2");
        CODE.replace_all(&text, "`$1`").into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_and_links_are_read_as_markdown_has_them() {
        let text = "See `the docs <https://a.b/c>`_ and ``open``. :pr:`5`, :class:`~a.B`, `other`_, :ghsa:`1-2-3`";
        let expected = "See [the docs](https://a.b/c) and `open`. #5, `a.B`, other, GHSA-1-2-3";
        assert_eq!(Markup::Restructured.to_markdown(text), expected);
        assert_eq!(
            Markup::Markdown.to_markdown("{class}`Path` no longer fails. {pr}`3642`"),
            "`Path` no longer fails. #3642"
        );
        assert_eq!(Markup::Markdown.to_markdown("`{x}` and {y} `z`"), "`{x}` and {y} `z`");
    }
}
