//! Claims of kind: that something was dangerous, is faster, or breaks. A commit must bear each of them out.

use std::sync::LazyLock;

use regex::Regex;

use super::evidence::Testimony;
use crate::{
    analysis::{AnalysedCommit, Flags, Kind},
    notes::SectionKey,
};

/// What kind of change a sentence says it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    Security,
    Performance,
    Breaking,
}

static SECURITY: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:security|vulnerab\w*|exploit\w*|CVE-\d|GHSA-|RUSTSEC-|XSS|CSRF|SSRF|RCE|denial[ -]of[ -]service|ReDoS|privilege escalation|(?:code|command|sql|header|script|crlf) injection|attack\w*)\b",
    )
});
static SPEAKS_OF_SECURITY: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)secur|vulnerab|exploit|cve-|ghsa-|rustsec|xss|csrf|ssrf|\brce\b|denial|\bdos\b|redos|injection|inject|attack|attacker|malicious|untrusted|sanitiz|sanitis|escap|overflow|out[- ]of[- ]bounds|traversal|leak|credential|secret|password|privilege|permission|bypass|spoof|smuggl|harden|constant[- ]time|timing|use[- ]after|hostile|crafted|unsafe",
    )
});
static PERFORMANCE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:faster|fastest|speeds?[ -]?up|sped up|performance|throughput|(?:lower|less|reduced?s?) (?:latency|memory|cpu)|\d+(?:\.\d+)?(?:x|%|\s*times) (?:faster|quicker|less|smaller))\b",
    )
});
static SPEAKS_OF_PERFORMANCE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)perf|fast|slow|speed|quick|effici|optimi|cach|alloc|memory|memoiz|throughput|latency|bench|lazy|lazi|inlin|batch|parallel|concurren|\bhot\b|overhead|cheap|expensive|redundant|unnecessar|needless|precomput|preallocat|reserve|capacity|clone|copy|copies|buffer|pool|quadratic|o\(n|reduc|avoid|skip|fewer|less|smaller|minimi|reus|simd|short[- ]circuit|bottleneck",
    )
});
static BREAKING: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\bbreaking\b|\b(?:backwards?|api)[ -]?incompatib\w*|\bbreaks? (?:compat|backward|the api|existing|callers|users)\w*",
    )
});
static NO_BREAK: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:non|not|no|without|isn't|never|avoids?|fix(?:e[sd])?|prevents?)[ -](?:\w+ ){0,2}?(?:breaking|break\b)",
    )
});
static SPEAKS_OF_BREAK: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)break|incompatib|remov|delet|drop|renam|replac|no longer|not any ?more|requir|deprecat|disallow|forbid|reject|refus|must|mandatory|minimum|msrv|rais|bump|upgrad|chang|mov(?:e|ing)|instead|default|private|signature|return|convert|migrat|major|switch|rework|redesign|rewrit|get rid|strict|throw|\bnow\b|unify|merge|split|make ",
    )
});

fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant that a test compiles")
}

/// The claims of an entry: by its words, and by the section in which it stands.
pub(super) fn claims(words: &str, section: Option<SectionKey>) -> Vec<Claim> {
    let mut claims = Vec::new();
    if section == Some(SectionKey::Security) || SECURITY.is_match(words) {
        claims.push(Claim::Security);
    }
    if section == Some(SectionKey::Performance) || PERFORMANCE.is_match(words) {
        claims.push(Claim::Performance);
    }
    if section == Some(SectionKey::Breaking) || BREAKING.is_match(words) && !NO_BREAK.is_match(words) {
        claims.push(Claim::Breaking);
    }
    claims
}

impl Claim {
    /// What is said of commits that do not bear it out.
    pub(super) const fn unsupported(self) -> &'static str {
        match self {
            Self::Security => "says that it concerns security",
            Self::Performance => "says that anything became faster or smaller",
            Self::Breaking => "says that it breaks anything, and nothing was found that it breaks",
        }
    }

    /// Whether the analysis says so of a commit.
    pub(super) fn is_marked(self, commit: &AnalysedCommit) -> bool {
        match self {
            Self::Security => commit.flags.contains(Flags::SECURITY),
            Self::Performance => commit.kind.kind == Kind::Perf,
            Self::Breaking => commit.flags.intersects(Flags::BREAKING | Flags::FOUND),
        }
    }

    /// Whether a message speaks of it.
    pub(super) fn is_spoken_of(self, message: &Testimony) -> bool {
        match self {
            Self::Security => &SPEAKS_OF_SECURITY,
            Self::Performance => &SPEAKS_OF_PERFORMANCE,
            Self::Breaking => &SPEAKS_OF_BREAK,
        }
        .is_match(message.text())
    }

    /// Whether changed lines show it. That something breaks is compared elsewhere, and better.
    pub(super) fn is_shown_by(self, changes: &Testimony) -> bool {
        match self {
            Self::Security => SECURITY.is_match(changes.text()),
            Self::Performance => PERFORMANCE.is_match(changes.text()) || changes.text().contains("bench"),
            Self::Breaking => BREAKING.is_match(changes.text()),
        }
    }
}
