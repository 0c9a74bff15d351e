//! The header of a conventional commit: `type(scope)!: description`.

use std::borrow::Cow;

use crate::analysis::Kind;

/// A conventional header. The type may be one that the convention does not list; then `kind` is nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The type as it is written.
    pub word: Box<str>,
    /// The kind that the type names, if it is a known one.
    pub kind: Option<Kind>,
    /// What stands in the brackets.
    pub scope: Option<Box<str>>,
    /// Whether there is a `!`.
    pub breaking: bool,
    /// What follows.
    pub description: Box<str>,
}

impl Header {
    /// The header of a subject line, if it has one.
    pub fn read(subject: &str) -> Option<Self> {
        let undecorated = without_decoration(subject.trim());
        // An empty pair of brackets is a slip that the grammar refuses as a whole.
        let text = match undecorated.find("()") {
            Some(at) if at < undecorated.find(':')? => {
                Cow::Owned(format!("{}{}", &undecorated[..at], &undecorated[at + 2..]))
            }
            _ => Cow::Borrowed(undecorated),
        };
        let colon = text.find(':')?;
        let parsed = git_conventional::Commit::parse(&text).ok()?;
        let word = parsed.type_().as_str();
        if !is_type(word) || !text[colon + 1..].starts_with(char::is_whitespace) && Kind::from_word(word).is_none() {
            return None;
        }
        let scope = parsed.scope().map(|scope| scope.as_str().trim()).filter(|scope| !scope.is_empty());
        Some(Self {
            word: word.into(),
            kind: Kind::from_word(word),
            scope: scope.map(Into::into),
            // The library also counts footers, but it is given one line only.
            breaking: text[..colon].ends_with('!'),
            description: parsed.description().trim().into(),
        })
    }

    /// Writes the header as the convention does.
    pub fn to_subject(&self) -> String {
        let scope = self.scope.as_deref().map(|scope| format!("({scope})")).unwrap_or_default();
        format!("{}{scope}{}: {}", self.word, if self.breaking { "!" } else { "" }, self.description)
    }
}

/// A type is a noun: `https`, `C` or `12` before a colon are not.
fn is_type(word: &str) -> bool {
    word.len() > 1
        && word.len() <= 40
        && word.starts_with(|first: char| first.is_ascii_alphabetic())
        && word.chars().all(|character| character.is_ascii_alphanumeric() || "-_/.".contains(character))
}

/// Takes off what teams put before a header: an emoji, `:sparkles:`, `[KEY-12]`, `KEY-12`.
pub(in crate::analysis) fn without_decoration(subject: &str) -> &str {
    let mut rest = subject;
    loop {
        let next = strip_shortcode(rest).or_else(|| strip_bracket(rest)).or_else(|| strip_emoji(rest));
        match next {
            Some(next) if !next.is_empty() => rest = next,
            _ => break,
        }
    }
    match rest.split_once(' ') {
        Some((key, after)) if super::reference::is_issue_key(key.trim_end_matches([':', '-'])) => after.trim_start(),
        _ => rest,
    }
}

fn strip_shortcode(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(':')?;
    let end = inner.find(':')?;
    let named = end > 0 && inner[..end].chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-' || c == '+');
    named.then(|| inner[end + 1..].trim_start())
}

fn strip_bracket(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('[')?;
    let end = inner.find(']')?;
    let key = &inner[..end];
    let tag = !key.is_empty() && key.len() <= 24 && !key.contains(char::is_whitespace);
    tag.then(|| inner[end + 1..].trim_start_matches([' ', ':', '-']))
}

fn strip_emoji(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    let is_emoji = |c: char| {
        matches!(c as u32, 0x2190..=0x2BFF | 0x3030 | 0x303D | 0x3297 | 0x3299 | 0x1F000..=0x1FAFF | 0xFE0F | 0x200D)
            || c == '\u{20E3}'
    };
    is_emoji(first).then(|| text.trim_start_matches(is_emoji).trim_start())
}
