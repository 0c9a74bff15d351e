//! A commit's subject as a sentence: without tickets, tags, emoji and trailers, and with a capital.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::{is_hostile, without_escapes};

/// Words that name nothing that was done.
const EMPTY: [&str; 50] = [
    "wip",
    "fix",
    "fixes",
    "fixed",
    "fixup",
    "update",
    "updates",
    "updated",
    "change",
    "changes",
    "changed",
    "misc",
    "minor",
    "small",
    "some",
    "more",
    "typo",
    "typos",
    "cleanup",
    "clean",
    "up",
    "tweak",
    "tweaks",
    "stuff",
    "test",
    "temp",
    "tmp",
    "oops",
    "again",
    "the",
    "a",
    "an",
    "and",
    "bug",
    "bugs",
    "bugfix",
    "bugfixes",
    "review",
    "comments",
    "feedback",
    "address",
    "improvements",
    "refactor",
    "refactoring",
    "nits",
    "nit",
    "commit",
    "initial",
    "things",
    "formatting",
];

/// Words that stand in lower case even at the beginning of a sentence.
const LOWER_CASE_NAMES: [&str; 40] = [
    "npm", "git", "cargo", "rustc", "rustup", "pip", "curl", "ssh", "http", "https", "gzip", "bash", "zsh", "fish",
    "sh", "systemd", "jq", "sed", "awk", "grep", "make", "cmake", "gcc", "clang", "llvm", "glibc", "musl", "kubectl",
    "helm", "docker", "npx", "pnpm", "yarn", "webpack", "eslint", "pytest", "mypy", "tox", "libc", "nginx",
];

/// Letters before a dash and a number that are no issue tracker's.
const STANDARDS: [&str; 38] = [
    "CVE", "GHSA", "RUSTSEC", "CWE", "UTF", "UCS", "SHA", "SHA3", "MD", "AES", "RSA", "HMAC", "CRC", "TLS", "SSL",
    "HTTP", "HTTPS", "IP", "IPV", "RFC", "ISO", "IEC", "IEEE", "ANSI", "ECMA", "ES", "PEP", "PSR", "JSR", "JEP", "X",
    "ASN", "WCAG", "FIPS", "BASE", "PKCS", "USB", "CP",
];

static TICKET_IN_FRONT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^(?:(?i:issue|bug|ticket) \#\d+|\[(?:[A-Z][A-Z0-9]+-\d+|(?i:fix(?:e[sd])?|clos(?:e[sd]?)|refs?|gh)?[ :]*\#?\d+)\]|\(?[A-Z][A-Z0-9]+-\d+\)?|\(?(?:GH-|gh-|bpo-|\#)\d+\)?)(?:\s*[:,\-–—]+\s*|\s+)",
    )
});
/// A header that no tool reads as one, such as `Feat : add it`.
static LOOSE_HEADER: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^(?i:feat(?:ure)?|fix|bugfix|chore|docs|perf|refactor|ci|build|test)\s+:\s+"));
static TAG_IN_FRONT: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^\[(?i:feat(?:ure)?|fix|bug(?:fix)?|docs?|chore|refactor|wip|misc|improvement|enhancement|hotfix)\]\s*:?\s*",
    )
});
static EMOJI_CODE: LazyLock<Regex> = LazyLock::new(|| compiled(r"^:[a-z0-9_+\-]+:\s*"));
static CI_COMMAND: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\s*(?:[\[(](?:skip ci|ci skip|no ci|skip actions|actions skip|skip changelog)[\])]|\*\*\*no_ci\*\*\*)\s*",
    )
});
static TRAILER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)[\s,;.]*(?:\(\s*(?:(?:(?:fix(?:e[sd])?|close[sd]?|resolve[sd]?|refs?|see|issue|pr|gh|re)[:\s]*)?(?:[\w.\-]+/[\w.\-]+)?(?:\#|!|GH-)\d+|[A-Z][A-Z0-9]+-\d+)(?:\s*(?:,|and|&)?\s*(?:\#|!|GH-)?\d+)*\s*\)|\b(?:fix(?:e[sd])?|close[sd]?|resolve[sd]?|refs?)[:\s]+(?:\#|GH-)\d+(?:\s*(?:,|and|&)\s*(?:(?:fix(?:e[sd])?|close[sd]?|resolve[sd]?|refs?)[:\s]+)?\#\d+)*|\s(?:\#|!)\d+|\[(?:[A-Z][A-Z0-9]+-\d+|\#\d+)\])\s*$",
    )
});

fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant that a test compiles")
}

/// What a subject says, as one plain line: no tickets, tags, emoji, pull request numbers or final stops; a capital in front.
pub fn sentence(subject: &str) -> String {
    let subject = without_escapes(subject);
    let mut text: String = subject.split_whitespace().collect::<Vec<_>>().join(" ");
    text.retain(|character| !is_hostile(character));
    text = CI_COMMAND.replace_all(&text, " ").trim().to_owned();
    text = without_front(&text).to_owned();
    loop {
        let shorter = TRAILER.replace(without_stop(&text), "").trim_end().to_owned();
        if shorter.len() == text.len() || shorter.is_empty() {
            break;
        }
        // The number that a sentence leads up to is part of it.
        let cut = text[shorter.len()..].trim_start();
        if cut.starts_with(['#', '!']) && is_left_open(&shorter) {
            break;
        }
        text = shorter;
    }
    capitalised(&text)
}

/// Whether a sentence ends in a word that wants another one: the number that it had was no mere reference.
fn is_left_open(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default().to_lowercase();
    [
        "from", "in", "of", "by", "for", "to", "with", "since", "after", "before", "until", "on", "via", "and", "or",
        "pr", "issue", "pull", "request", "number", "like", "than", "as", "revert", "reverts", "reland", "backport",
    ]
    .contains(&last.as_str())
}

fn without_stop(text: &str) -> &str {
    if text.ends_with("...") || text.ends_with("etc.") { text } else { text.trim_end_matches(['.', ';', ',', ' ']) }
}

/// Whether a sentence is too thin to be told: a word or two that name no thing (`wip`, `fix`, `updates`).
pub fn says_nothing(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let words: Vec<&str> =
        lower.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.is_empty() || words.iter().all(|word| EMPTY.contains(word) || word.chars().count() < 2)
}

fn without_front(text: &str) -> &str {
    let mut rest = text;
    for _ in 0..6 {
        let start = rest.trim_start_matches(|character: char| is_pictograph(character) || character.is_whitespace());
        let start = [&*TICKET_IN_FRONT, &*LOOSE_HEADER, &*TAG_IN_FRONT, &*EMOJI_CODE]
            .iter()
            .find_map(|pattern| pattern.find(start))
            .filter(|found| !names_a_standard(found.as_str()))
            .map_or(start, |found| &start[found.end()..]);
        if start.is_empty() || start.len() == rest.len() {
            break;
        }
        rest = start;
    }
    rest
}

/// Whether what looks like an issue's key is the name of something that all know.
fn names_a_standard(key: &str) -> bool {
    let letters = key.trim_start_matches(['(', '[']).split('-').next().unwrap_or_default();
    STANDARDS.contains(&letters)
}

fn is_pictograph(character: char) -> bool {
    matches!(u32::from(character), 0x1F000..=0x1FAFF | 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0xFE0F | 0x200D)
}

/// The text with a capital in front, unless it begins with a name or code.
pub fn capitalised(text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or_default();
    let word = first.trim_end_matches([',', ':', ';', '!', '?']);
    let plain = !word.is_empty()
        && word.chars().all(|character| character.is_alphabetic() || character == '-' || character == '\'')
        && word.chars().all(|character| !character.is_uppercase());
    let named = LOWER_CASE_NAMES.contains(&word) || word.contains('-') && !word.starts_with("re-");
    // `make` and `fish` are programs, but at the beginning of a subject `make` is nearly always the verb.
    if !plain || (named && word != "make") {
        return text.to_owned();
    }
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |head| head.to_uppercase().chain(characters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(subject: &str, expected: &str) {
        assert_eq!(sentence(subject), expected, "of {subject:?}");
    }

    #[test]
    fn a_sentence_begins_with_a_capital() {
        check("add a retry", "Add a retry");
        check("écrire", "Écrire");
        check("make it fast", "Make it fast");
    }

    #[test]
    fn names_and_code_keep_their_case() {
        check("iOS build works", "iOS build works");
        check("npm install no longer hangs", "npm install no longer hangs");
        check("foo_bar() takes a path", "foo_bar() takes a path");
        check("`x` is read", "`x` is read");
        check("tokio-util is used", "tokio-util is used");
        check("re-add the flag", "Re-add the flag");
    }

    #[test]
    fn tickets_and_tags_in_front_are_noise() {
        check("PROJ-123: handle empty body", "Handle empty body");
        check("[PROJ-123] handle empty body", "Handle empty body");
        check("CVE-2024-39338 in the parser", "CVE-2024-39338 in the parser");
        check("UTF-8 paths", "UTF-8 paths");
        check("[Fixes #12] handle empty body", "Handle empty body");
        check("#12 handle empty body", "Handle empty body");
        check("GH-12: handle empty body", "Handle empty body");
        check("gh-12345: Fix a crash", "Fix a crash");
        check("[fix] handle empty body", "Handle empty body");
        check("Issue #12 : fixed the switch", "Fixed the switch");
        check("Feat : add stars", "Add stars");
        check("handle empty body (CI skip)", "Handle empty body");
        check("✨ :sparkles: add stars", "Add stars");
    }

    #[test]
    fn references_at_the_end_are_told_apart_from_the_words() {
        check("handle empty body (#123)", "Handle empty body");
        check("handle empty body (fixes #123) (#124)", "Handle empty body");
        check("handle empty body, closes #12", "Handle empty body");
        check("handle empty body #12.", "Handle empty body");
        check("handle empty body (PROJ-9)", "Handle empty body");
        check("handle empty body [skip ci]", "Handle empty body");
        check("handle C#", "Handle C#");
        check("revert the cache from #6432 (#6438)", "Revert the cache from #6432");
        check("mend what broke in #12", "Mend what broke in #12");
        check("set port to 8080", "Set port to 8080");
        check("support UTF-8", "Support UTF-8");
    }

    #[test]
    fn a_subject_that_is_only_a_reference_stays() {
        check("#12", "#12");
        check("", "");
    }

    #[test]
    fn what_cannot_be_seen_is_left_out() {
        check("add \u{202e}x\u{1b}[31m \u{200b}y", "Add x y");
        check("\u{1b}]8;;https://evil.example\u{7}add\u{1b}]8;;\u{7} \u{9b}1mstars", "Add stars");
    }

    #[test]
    fn thin_subjects_are_known() {
        for thin in ["wip", "Fix", "Fixes", "Minor fixes", "", ".", "Update", "Fix typo", "Address review comments"] {
            assert!(says_nothing(thin), "{thin:?}");
        }
        for told in ["Fix crash", "Retry", "Update README", "修正"] {
            assert!(!says_nothing(told), "{told:?}");
        }
    }
}
