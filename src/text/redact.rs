//! Hides secrets in text that will be shown, logged or kept: what looks like a token, a password in an address, a key.

use std::{borrow::Cow, sync::LazyLock};

use regex::Regex;

/// What stands where a secret was.
const HIDDEN: &str = "[redacted]";

/// Patterns whose group `secret` is hidden.
const PATTERNS: &[&str] = &[
    // A user's password in an address; the user alone may be a token, too.
    r"(?i)\b[a-z][a-z0-9+.-]*://(?P<secret>[^\s/@:]*:[^\s/@]+|[^\s/@:]{16,})@",
    r"\b(?P<secret>gh[pousr]_[A-Za-z0-9]{16,}|github_pat_[A-Za-z0-9_]{20,})",
    r"\b(?P<secret>gl(?:pat|ptt|dt|rt|cbt|ft|soat)-[A-Za-z0-9_.-]{16,})",
    r"\b(?P<secret>xox[abeoprs]-[A-Za-z0-9-]{10,})",
    r"(?P<secret>https://hooks\.slack\.com/services/[A-Za-z0-9/]+)",
    r"\b(?P<secret>sk-[A-Za-z0-9_-]{20,}|npm_[A-Za-z0-9]{30,}|pypi-[A-Za-z0-9_-]{30,}|cio[A-Za-z0-9]{32})\b",
    r"\b(?P<secret>(?:AKIA|ASIA)[A-Z0-9]{16})\b",
    r"\b(?P<secret>AIza[A-Za-z0-9_-]{35})",
    r"\b(?P<secret>eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,})",
    r"(?i)\b(?:authorization|proxy-authorization|private-token|x-api-key|cookie|set-cookie)\s*[:=]\s*(?P<secret>[^\r\n]+)",
    r"(?i)\b(?:bearer|basic|token)\s+(?P<secret>[A-Za-z0-9+/_.~-]{16,}=*)",
    r#"(?i)\b[a-z0-9_]*(?:token|secret|password|passwd|api_?key|access_?key|private_?key)"?\s*[:=]\s*"?(?P<secret>[^\s"'&;,]{4,})"#,
    r"(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----(?P<secret>.*?)(?:-----END [A-Z ]*PRIVATE KEY-----|\z)",
];

static REGEXES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    PATTERNS.iter().map(|pattern| Regex::new(pattern).expect("the patterns are constants, built in a test")).collect()
});

/// Patterns after the first that know a token by its own form; the rest know it by what stands before.
const TOKEN_PATTERNS: std::ops::Range<usize> = 1..10;

/// Whether a text holds a token that is known by its form, or a header of authorization.
pub fn holds_token(text: &str) -> bool {
    REGEXES[TOKEN_PATTERNS].iter().any(|regex| regex.is_match(text))
}

/// The text with what looks like a secret hidden. It errs on the side of hiding.
pub fn redact(text: &str) -> Cow<'_, str> {
    let mut shown = Cow::Borrowed(text);
    for regex in REGEXES.iter() {
        let hidden = hide(regex, &shown);
        if let Some(hidden) = hidden {
            shown = Cow::Owned(hidden);
        }
    }
    shown
}

fn hide(regex: &Regex, text: &str) -> Option<String> {
    let mut hidden = String::new();
    let mut copied = 0;
    for captures in regex.captures_iter(text) {
        let secret = captures.name("secret").expect("every pattern names its secret");
        if secret.as_str() == HIDDEN {
            continue;
        }
        hidden.push_str(&text[copied..secret.start()]);
        hidden.push_str(HIDDEN);
        copied = secret.end();
    }
    if copied == 0 {
        return None;
    }
    hidden.push_str(&text[copied..]);
    Some(hidden)
}
