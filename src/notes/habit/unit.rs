//! What is told or not told as one thing: a pull request, or a commit that came without one.

/// A pull request or a lone commit, as far as it says whether people want to read of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Unit {
    /// The title of the request, else the subject, without the request's number.
    pub title: String,
    /// Subjects of its commits.
    pub subjects: Vec<String>,
    /// What kinds its commits are taken for, each once; with a question mark where that is unsure.
    pub kinds: Vec<String>,
    /// Who wrote it, in any form that stays the same.
    pub author: String,
    /// Whether a program wrote it.
    pub is_bot: bool,
    /// Whether it came by a pull request.
    pub is_pull: bool,
    /// Whether it says that it closes an issue.
    pub closes: bool,
    /// Whether its author says that it breaks something.
    pub breaks: bool,
    /// Lines added and removed, where they were counted.
    pub lines: Option<(u32, u32)>,
    /// Files changed, notes left out.
    pub files: u32,
    /// Words of the messages' bodies.
    pub body_words: u32,
    /// How many commits it has.
    pub commits: u32,
    /// Some of the paths, notes left out.
    pub paths: Vec<String>,
}

/// More paths than these say nothing more.
pub const PATHS_AT_MOST: usize = 40;

/// A conventional header, of the kinds that projects write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head<'a> {
    pub(super) kind: &'a str,
    pub(super) scope: &'a str,
}

const KINDS: [&str; 27] = [
    "feat",
    "fix",
    "perf",
    "docs",
    "doc",
    "chore",
    "refactor",
    "test",
    "tests",
    "ci",
    "build",
    "style",
    "revert",
    "deps",
    "feature",
    "bugfix",
    "cleanup",
    "release",
    "security",
    "internal",
    "misc",
    "types",
    "enhancement",
    "improvement",
    "imp",
    "tweak",
    "change",
];

/// The header of a title, and what follows it.
pub(super) fn split_head(title: &str) -> (Option<Head<'_>>, &str) {
    let none = (None, title);
    let Some((front, rest)) = title.split_once(':') else { return none };
    let front = front.strip_suffix('!').unwrap_or(front);
    let (kind, scope) = match front.split_once('(') {
        Some((kind, scope)) => match scope.strip_suffix(')') {
            Some(scope) => (kind, scope),
            None => return none,
        },
        None => (front, ""),
    };
    let is_known = KINDS.iter().any(|known| known.eq_ignore_ascii_case(kind));
    if !is_known || !rest.starts_with([' ', '\t']) {
        return none;
    }
    (Some(Head { kind, scope }), rest.trim_start())
}

/// A title without the numbers in brackets that forges add.
pub fn plain_title(subject: &str) -> String {
    let mut out = String::with_capacity(subject.len());
    let mut rest = subject;
    while let Some(open) = rest.find(['(', '[']) {
        let inside = &rest[open + 1..];
        let marked = ["#", "GH-", "gh-", "!"].iter().find_map(|mark| inside.strip_prefix(mark));
        let digits = marked.map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
        let after = marked.and_then(|rest| rest[digits..].strip_prefix([')', ']']));
        if let Some(after) = after.filter(|_| digits > 0) {
            out.push_str(rest[..open].trim_end());
            rest = after;
        } else {
            out.push_str(&rest[..=open]);
            rest = inside;
        }
    }
    out.push_str(rest);
    out.trim().to_owned()
}

/// What a path is part of, as far as readers of notes care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(usize)]
pub(super) enum Part {
    Ci,
    Test,
    Docs,
    Build,
    Source,
}

impl Part {
    pub(super) const COUNT: usize = 5;

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Ci => "ci",
            Self::Test => "test",
            Self::Docs => "doc",
            Self::Build => "build",
            Self::Source => "src",
        }
    }

    pub(super) fn of(path: &str) -> Self {
        use crate::analysis::shape::Sort;
        match Sort::of(path) {
            Sort::Ci => Self::Ci,
            Sort::Test => Self::Test,
            Sort::Docs | Sort::Changelog => Self::Docs,
            Sort::Build | Sort::Manifest | Sort::Lock | Sort::Tooling => Self::Build,
            Sort::Source | Sort::Deploy | Sort::Migration | Sort::Vendored | Sort::Asset => Self::Source,
        }
    }
}

/// Words of a text in lower case, code as one word.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in text.split('`').enumerate() {
        if at % 2 == 1 {
            words.push("codeword".to_owned());
            continue;
        }
        let lower = part.to_lowercase();
        let inner = |character: char| character.is_ascii_alphanumeric() || "_'-".contains(character);
        for word in lower.split(|character: char| !inner(character)) {
            let word = word.trim_start_matches(|character: char| !character.is_ascii_alphabetic());
            if !word.is_empty() {
                words.push(word.to_owned());
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_split_off() {
        let (head, rest) = split_head("feat(api)!: add it");
        assert_eq!((head.map(|head| (head.kind, head.scope)), rest), (Some(("feat", "api")), "add it"));
        assert_eq!(split_head("net: add it"), (None, "net: add it"));
        assert_eq!(split_head("feat:add"), (None, "feat:add"));
    }

    #[test]
    fn numbers_in_brackets_are_no_part_of_a_title() {
        assert_eq!(plain_title("Add it (#12)"), "Add it");
        assert_eq!(plain_title("Add f(x) [GH-3] now"), "Add f(x) now");
    }

    #[test]
    fn code_is_one_word() {
        assert_eq!(words("Add `a.b` to x-ray 12"), ["add", "codeword", "to", "x-ray"]);
    }
}
