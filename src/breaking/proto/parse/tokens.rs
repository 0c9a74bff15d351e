//! Words, numbers, texts and signs.

/// One token with its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) line: u32,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// An identifier, dots included, or a number.
    Word(String),
    Text(String),
    Sign(char),
}

/// Splits a text into tokens; blanks and comments are left out.
pub(super) fn tokens(source: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut line = 1;
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest[2..].find("*/").map_or(rest.len(), |end| end + 4),
            '"' | '\'' => {
                let (text, length) = quoted(rest, first);
                out.push(Token { kind: Kind::Text(text), line });
                length
            }
            _ if is_word(first) => {
                let length = rest.find(|character| !is_word(character)).unwrap_or(rest.len());
                out.push(Token { kind: Kind::Word(rest[..length].to_owned()), line });
                length
            }
            _ => {
                if !first.is_whitespace() {
                    out.push(Token { kind: Kind::Sign(first), line });
                }
                first.len_utf8()
            }
        };
        line += u32::try_from(rest[..length].matches('\n').count()).unwrap_or(0);
        rest = &rest[length..];
    }
    out
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '.')
}

/// The content of a quoted text, and how long it is with its quotes.
fn quoted(source: &str, quote: char) -> (String, usize) {
    let mut text = String::new();
    let mut characters = source.char_indices().skip(1);
    while let Some((index, character)) = characters.next() {
        match character {
            '\\' => {
                text.push(character);
                if let Some((_, escaped)) = characters.next() {
                    text.push(escaped);
                }
            }
            '\n' => return (text, index),
            _ if character == quote => return (text, index + character.len_utf8()),
            _ => text.push(character),
        }
    }
    (text, source.len())
}
