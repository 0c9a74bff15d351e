//! Footers: `Token: value` and `Token #value`, whose value runs on until the next token.

/// One footer of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footer<'a> {
    /// The token as it is written.
    pub token: &'a str,
    /// The value, all its lines, trimmed at the ends.
    pub value: &'a str,
}

impl<'a> Footer<'a> {
    /// All that reads as a footer in a body, in order. Prose with a colon in it may be among them: callers look for the
    /// tokens that they know.
    pub fn all(body: &'a str) -> Vec<Self> {
        let mut found = Vec::new();
        let mut open: Option<(&str, usize)> = None;
        let mut at = 0;
        for line in body.split_inclusive('\n') {
            if let Some((token, value_offset)) = split(line) {
                if let Some((token, start)) = open.take() {
                    found.push(Self { token, value: body[start..at].trim() });
                }
                open = Some((token, at + value_offset));
            }
            at += line.len();
        }
        if let Some((token, start)) = open {
            found.push(Self { token, value: body[start..].trim() });
        }
        found
    }

    /// Whether it tells a breaking change. The convention wants capitals here, and here alone.
    pub fn is_breaking(&self) -> bool {
        matches!(self.token, "BREAKING CHANGE" | "BREAKING-CHANGE")
    }

    /// Whether its token is this one, whatever its case.
    pub fn is(&self, token: &str) -> bool {
        self.token.eq_ignore_ascii_case(token)
    }

    /// The first line of the value.
    pub fn line(&self) -> &'a str {
        self.value.lines().next().unwrap_or_default().trim()
    }
}

/// Token and offset of the value, if the line starts a footer.
fn split(line: &str) -> Option<(&str, usize)> {
    let breaking = ["BREAKING CHANGE", "BREAKING-CHANGE"].into_iter().find(|token| line.starts_with(token));
    let length = match breaking {
        Some(token) => token.len(),
        None => line.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count(),
    };
    let (token, rest) = line.split_at(length);
    if !token.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let after = rest.strip_prefix(':').or_else(|| rest.strip_prefix(" #"))?;
    let separated = after.is_empty() || after.starts_with([' ', '\t', '\r', '\n']);
    (separated || breaking.is_some() || rest.starts_with(" #")).then(|| (token, line.len() - after.len()))
}
