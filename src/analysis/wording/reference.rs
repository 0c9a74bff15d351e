//! What a message refers to: pull requests, issues, commits, advisories.

use std::sync::LazyLock;

use regex::Regex;

use super::{Footer, Form};
use crate::analysis::{Reference, ReferenceKind};

/// No message that a person wrote is longer; a longer one is read this far.
pub(super) const READ_AT_MOST: usize = 64 * 1024;

static ADVISORY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:CVE-[0-9]{4}-[0-9]{4,19}|GHSA(?:-[23456789cfghjmpqrvwx]{4}){3})(?-u:\b)")
        .expect("the pattern is valid")
});
static NAMED_COMMIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?im)(this reverts commit|\breverts? commit|^reverts:?|\(cherry picked from commit)\s+\(?([0-9a-f]{7,64})\b",
    )
    .expect("the pattern is valid")
});
static REVERTED_REQUEST: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^Reverts ([\w.-]+/[\w.-]+#\d+|[#!]\d+)\s*$").expect("the pattern is valid"));
static REQUEST_URL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"https?://[^\s/]+/[^\s]*?/(pull|pulls|merge_requests|pull-requests|issues)/(\d+)\b")
        .expect("the pattern is valid")
});
static MERGE_REQUEST: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^See merge request [^\s!]*!(\d+)").expect("the pattern is valid"));

/// Names that look like keys of a tracker and are none.
const NO_TRACKERS: [&str; 38] = [
    "UTF", "SHA", "CVE", "CWE", "ISO", "RFC", "HTTP", "TLS", "SSL", "AES", "MD", "RSA", "ED", "GHSA", "UTC", "GMT",
    "X86", "ARM", "WIN", "PEP", "ES", "IPV", "BASE", "CP", "UCS", "SQL", "ASCII", "UTF8", "UTF16", "ANSI", "IEEE",
    "ECMA", "LATIN", "CRC", "PKCS", "HMAC", "RUSTSEC", "GPT",
];

/// Collects references, each once, in the order in which they are met.
#[derive(Debug, Default)]
pub(super) struct References(Vec<Reference>);

impl References {
    fn add(&mut self, kind: ReferenceKind, id: impl Into<String>) {
        let reference = Reference { kind, id: id.into() };
        if !self.0.contains(&reference) && self.0.len() < 200 {
            self.0.push(reference);
        }
    }

    /// Everything that subject, body and footers name.
    pub(super) fn read(subject: &str, body: &str, form: &Form, footers: &[Footer<'_>]) -> Vec<Reference> {
        let mut found = Self::default();
        if let Form::Merge(merge) = form
            && let Some(number) = &merge.pull_request
        {
            found.add(ReferenceKind::PullRequest, &**number);
        }
        found.numbers_of_subject(subject);
        found.commits(body);
        let is_revert = subject.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("revert"));
        for footer in footers {
            found.footer(footer, is_revert);
        }
        found.numbers_of_body(body);
        found.requests(body);
        for text in [subject, body] {
            found.keys(text);
        }
        found.0
    }

    /// `(#12)` is how forges close the subject of a merged request; any other `#12` is an issue.
    fn numbers_of_subject(&mut self, subject: &str) {
        for (number, at, _) in numbers(subject) {
            let before = &subject[..at];
            let bracketed = before.ends_with('(')
                && subject[at..]
                    .trim_start_matches(['#', '!'])
                    .trim_start_matches(|c: char| c.is_ascii_digit())
                    .starts_with(')');
            if before.ends_with("pull request ") || before.ends_with("merge of ") {
                continue;
            }
            self.add(if bracketed { ReferenceKind::PullRequest } else { ReferenceKind::Issue }, number);
        }
    }

    fn numbers_of_body(&mut self, body: &str) {
        for (number, at, prefix) in numbers(body) {
            let line = body[..at].rsplit('\n').next().unwrap_or_default();
            if line.starts_with("Reverts ") || body[at..].starts_with('!') {
                continue;
            }
            let merged = line.trim_end().ends_with("ull request") || (line.ends_with('(') && line.starts_with("* "));
            if prefix.is_empty() && merged {
                self.add(ReferenceKind::PullRequest, number);
            } else if !self.has_request(number) {
                self.add(ReferenceKind::Issue, format!("{prefix}{number}"));
            }
        }
    }

    fn has_request(&self, number: &str) -> bool {
        self.0.iter().any(|known| known.kind == ReferenceKind::PullRequest && known.id == number)
    }

    fn commits(&mut self, body: &str) {
        if !body.contains("commit ") && !body.contains("evert") {
            return;
        }
        for found in NAMED_COMMIT.captures_iter(body) {
            let kind = match &found[1] {
                picked if picked.starts_with('(') => ReferenceKind::CherryPick,
                _ => ReferenceKind::Reverts,
            };
            self.add(kind, found[2].to_ascii_lowercase());
        }
        for found in REVERTED_REQUEST.captures_iter(body) {
            self.add(ReferenceKind::Reverts, &found[1]);
        }
    }

    fn footer(&mut self, footer: &Footer<'_>, is_revert: bool) {
        let line = footer.line();
        if footer.is("Fixes")
            && let Some(id) = leading_commit(line)
        {
            self.add(ReferenceKind::Fixes, id);
        } else if is_revert && (footer.is("Refs") || footer.is("Ref") || footer.is("Reverts")) {
            for id in line.split([',', ' ']).filter_map(leading_commit) {
                self.add(ReferenceKind::Reverts, id);
            }
        }
    }

    fn requests(&mut self, body: &str) {
        if body.contains("://") {
            for found in REQUEST_URL.captures_iter(body) {
                let is_issue = &found[1] == "issues";
                if is_issue || !self.has_request(&found[2]) {
                    self.add(if is_issue { ReferenceKind::Issue } else { ReferenceKind::PullRequest }, &found[2]);
                }
            }
        }
        if body.contains("See merge request ") {
            for found in MERGE_REQUEST.captures_iter(body) {
                self.add(ReferenceKind::PullRequest, &found[1]);
            }
        }
    }

    fn keys(&mut self, text: &str) {
        if ["CVE-", "GHSA-", "cve-", "ghsa-"].iter().any(|start| text.contains(start)) {
            for found in ADVISORY.find_iter(text) {
                let id = found.as_str();
                let id = match id.split_at(4) {
                    (start, rest) if start.eq_ignore_ascii_case("ghsa") => format!("GHSA{}", rest.to_ascii_lowercase()),
                    _ => id.to_ascii_uppercase(),
                };
                self.add(ReferenceKind::Advisory, id);
            }
        }
        for (dash, _) in text.match_indices('-') {
            if let Some(key) = issue_key_around(text, dash) {
                self.add(ReferenceKind::Issue, key);
            }
        }
    }
}

/// The key whose dash this is, unless it is a part of a longer word.
fn issue_key_around(text: &str, dash: usize) -> Option<&str> {
    let bytes = text.as_bytes();
    let is_first_digit = |byte: &u8| (b'1'..=b'9').contains(byte);
    if !bytes.get(dash + 1).is_some_and(is_first_digit) {
        return None;
    }
    let project = bytes[..dash]
        .iter()
        .rev()
        .take(11)
        .take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        .count();
    let number = bytes[dash + 1..].iter().take(8).take_while(|byte| byte.is_ascii_digit()).count();
    let key = &text[dash - project..dash + 1 + number];
    let (before, after) = (&text[..dash - project], &text[dash + 1 + number..]);
    let is_glued = before.ends_with(|c: char| c.is_alphanumeric() || "-/_.@%=".contains(c))
        || after.starts_with(|c: char| c.is_alphanumeric() || "-/_@=".contains(c));
    (!is_glued && is_issue_key(key)).then_some(key)
}

/// Whether a word is a key such as `PROJ-12`.
pub(super) fn is_issue_key(word: &str) -> bool {
    let Some((project, number)) = word.split_once('-') else { return false };
    (2..=10).contains(&project.len())
        && project.starts_with(|first: char| first.is_ascii_uppercase())
        && project.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && !number.starts_with('0')
        && (1..=7).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && !NO_TRACKERS.contains(&project)
}

/// A full or abbreviated id at the start of a text.
fn leading_commit(text: &str) -> Option<String> {
    let text = text.trim_start_matches("commit ").trim();
    let length = text.bytes().take_while(u8::is_ascii_hexdigit).count();
    let ends = text[length..].chars().next().is_none_or(|next| !next.is_alphanumeric());
    ((7..=64).contains(&length) && ends).then(|| text[..length].to_ascii_lowercase())
}

/// The `#12` of a text: number, where the `#` (or `!`) stands, and the `owner/name#` before it, if any.
fn numbers(text: &str) -> impl Iterator<Item = (&str, usize, &str)> {
    let marks = text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'#' | b'!'));
    marks.filter_map(move |(at, mark)| {
        let digits = text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
        let number = &text[at + 1..at + 1 + digits];
        let ends = text[at + 1 + digits..].chars().next().is_none_or(|next| !next.is_alphanumeric() && next != '_');
        if !(1..=9).contains(&digits) || !ends || number.starts_with('0') {
            return None;
        }
        let start = text[..at]
            .rfind(|c: char| !(c.is_ascii_alphanumeric() || "._/-".contains(c)))
            .map_or(0, |last| last + text[last..].chars().next().map_or(1, char::len_utf8));
        let owner = &text[start..at];
        let prefix = if owner.contains('/') && mark == b'#' { &text[start..=at] } else { "" };
        // `abc#12` is an anchor, `x!12` an exclamation, and `&#39;` an entity; only a bracketed `(!12)` is GitLab's.
        let stands_alone = owner.is_empty() && !text[..at].ends_with('&');
        let counts = if mark == b'#' { stands_alone || !prefix.is_empty() } else { text[..at].ends_with('(') };
        counts.then_some((number, at, prefix))
    })
}

/// A subject without the ` (#12)` or ` (!12)` at its end, and that number. Several are taken off, the last one counts.
pub(super) fn without_pull_request(subject: &str) -> (&str, Option<&str>) {
    let mut rest = subject.trim_end();
    let mut number = None;
    while let Some(open) = rest.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
        let inner = &rest[open + 1..rest.len() - 1];
        let Some(digits) = inner.strip_prefix(['#', '!']) else { break };
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            break;
        }
        number = number.or(Some(digits));
        rest = rest[..open].trim_end();
    }
    (rest, number)
}
