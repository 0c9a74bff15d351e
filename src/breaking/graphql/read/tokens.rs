//! The words of a text, with their lines. Blanks, commas and comments are none.

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Name,
    /// A number or a string.
    Value,
    /// A string, as descriptions are.
    Text,
    Sign,
    /// Nothing of the language.
    Strange,
}

/// A word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub(super) sort: Sort,
    pub(super) text: &'a str,
    pub(super) line: u32,
}

/// All words of a text.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let bytes = text.as_bytes();
    let mut found = Vec::with_capacity(text.len() / 8);
    let (mut at, mut line) = (0, 1);
    while let Some(byte) = bytes.get(at).copied() {
        let start = at;
        let sort = match byte {
            b'\n' => {
                line += 1;
                at += 1;
                continue;
            }
            b' ' | b'\t' | b'\r' | b',' => {
                at += 1;
                continue;
            }
            b'#' => {
                at += rest_of(bytes, at, |byte| byte != b'\n');
                continue;
            }
            0xef if bytes[at..].starts_with("\u{feff}".as_bytes()) => {
                at += 3;
                continue;
            }
            b'"' => {
                at = string_end(bytes, at);
                Sort::Text
            }
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => {
                at += rest_of(bytes, at, |byte| byte == b'_' || byte.is_ascii_alphanumeric());
                Sort::Name
            }
            b'-' | b'0'..=b'9' => {
                at += 1 + rest_of(bytes, at + 1, |byte| {
                    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+' | b'-')
                });
                Sort::Value
            }
            b'.' if bytes[at..].starts_with(b"...") => {
                at += 3;
                Sort::Sign
            }
            b'!' | b'$' | b'&' | b'(' | b')' | b':' | b'=' | b'@' | b'[' | b']' | b'{' | b'|' | b'}' => {
                at += 1;
                Sort::Sign
            }
            _ => {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
                Sort::Strange
            }
        };
        let text = text.get(start..at).unwrap_or_default();
        found.push(Token { sort, text, line });
        if sort == Sort::Text {
            line += text.bytes().filter(|byte| *byte == b'\n').count() as u32;
        }
    }
    found
}

fn rest_of(bytes: &[u8], at: usize, is_part: impl Fn(u8) -> bool) -> usize {
    bytes.iter().skip(at).take_while(|byte| is_part(**byte)).count()
}

/// Where a string ends: at its mark, else at the end of the line, for a block at the end of the text.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let is_block = bytes[start..].starts_with(b"\"\"\"");
    let mut at = start + if is_block { 3 } else { 1 };
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if is_block && bytes[at..].starts_with(b"\\\"\"\"") => at += 4,
            b'\\' if !is_block && bytes.get(at + 1).is_some_and(|next| *next != b'\n') => at += 2,
            b'"' if !is_block => return at + 1,
            b'"' if bytes[at..].starts_with(b"\"\"\"") => return at + 3,
            b'\n' if !is_block => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}
