//! Reads tokens one after the other.

use super::tokens::{Kind, Token, tokens};

/// A place among the tokens.
pub(super) struct Reader {
    tokens: Vec<Token>,
    at: usize,
    /// Something was passed over.
    pub(super) is_broken: bool,
}

impl Reader {
    pub(super) fn new(source: &str) -> Self {
        Self { tokens: tokens(source), at: 0, is_broken: false }
    }

    /// The next token.
    pub(super) fn peek(&self) -> Option<&Kind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    /// The one after it.
    pub(super) fn peek_second(&self) -> Option<&Kind> {
        self.tokens.get(self.at + 1).map(|token| &token.kind)
    }

    /// The line of the next token.
    pub(super) fn line(&self) -> u32 {
        self.tokens.get(self.at).or(self.tokens.last()).map_or(1, |token| token.line)
    }

    /// Whether nothing is left.
    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// Takes the next token.
    pub(super) fn next(&mut self) -> Option<Kind> {
        let token = self.tokens.get(self.at)?;
        self.at += 1;
        Some(token.kind.clone())
    }

    /// Whether the next token is this sign.
    pub(super) fn is_sign(&self, sign: char) -> bool {
        self.peek() == Some(&Kind::Sign(sign))
    }

    /// Whether the next token is this word.
    pub(super) fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Some(Kind::Word(next)) if next == word)
    }

    /// Takes a sign if it is next.
    pub(super) fn take_sign(&mut self, sign: char) -> bool {
        let is = self.is_sign(sign);
        self.at += usize::from(is);
        is
    }

    /// Takes a word if it is next.
    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let is = self.is_word(word);
        self.at += usize::from(is);
        is
    }

    /// Takes any word.
    pub(super) fn word(&mut self) -> Option<String> {
        match self.peek() {
            Some(Kind::Word(word)) => {
                let word = word.clone();
                self.at += 1;
                Some(word)
            }
            _ => None,
        }
    }

    /// Takes a number, with its sign.
    pub(super) fn number(&mut self) -> Option<i64> {
        let negative = self.take_sign('-');
        let word = self.word()?;
        let lower = word.to_ascii_lowercase();
        let number = match (lower.strip_prefix("0x"), lower.strip_prefix('0')) {
            (Some(digits), _) => i64::from_str_radix(digits, 16),
            (None, Some(digits)) if !digits.is_empty() => i64::from_str_radix(digits, 8),
            _ => lower.parse(),
        };
        number.ok().map(|number| if negative { -number } else { number })
    }

    /// Takes texts that stand one after the other, as one.
    pub(super) fn text(&mut self) -> Option<String> {
        let mut all: Option<String> = None;
        while let Some(Kind::Text(text)) = self.peek() {
            all.get_or_insert_default().push_str(text);
            self.at += 1;
        }
        all
    }

    /// Ends a statement; what stands before its end is passed over.
    pub(super) fn end(&mut self) {
        if !self.take_sign(';') {
            self.skip();
        }
    }

    /// Passes over what is not understood: to the next semicolon, a whole block, or up to the end of this one.
    pub(super) fn skip(&mut self) {
        self.is_broken = true;
        self.skip_known();
    }

    /// Passes over a statement that says nothing of interest.
    pub(super) fn skip_known(&mut self) {
        let mut depth = 0_usize;
        while let Some(kind) = self.peek() {
            match kind {
                Kind::Sign('{') => depth += 1,
                Kind::Sign('}') if depth == 0 => return,
                Kind::Sign('}') => {
                    depth -= 1;
                    if depth == 0 {
                        self.at += 1;
                        self.take_sign(';');
                        return;
                    }
                }
                Kind::Sign(';') if depth == 0 => {
                    self.at += 1;
                    return;
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Reads the statements of a block with `read`, which must take at least one token.
    pub(super) fn block(&mut self, mut read: impl FnMut(&mut Self)) {
        if !self.take_sign('{') {
            self.skip();
            return;
        }
        while !self.is_at_end() && !self.is_sign('}') {
            let before = self.at;
            read(self);
            if self.at == before {
                self.is_broken = true;
                self.at += 1;
            }
        }
        if !self.take_sign('}') {
            self.is_broken = true;
        }
    }
}
