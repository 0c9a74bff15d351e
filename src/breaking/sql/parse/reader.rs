//! Walks over the tokens of a statement.

use crate::breaking::sql::tokens::{Kind, Token};

/// Letters of a statement that are shown.
const SHOWN: usize = 200;

/// A place in a statement.
#[derive(Clone)]
pub(super) struct Reader<'a> {
    source: &'a str,
    tokens: &'a [Token<'a>],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a str, tokens: &'a [Token<'a>]) -> Self {
        Self { source, tokens, at: 0 }
    }

    pub(super) fn peek(&self) -> Option<&'a Token<'a>> {
        self.tokens.get(self.at)
    }

    pub(super) fn peek_at(&self, ahead: usize) -> Option<&'a Token<'a>> {
        self.tokens.get(self.at + ahead)
    }

    pub(super) fn next(&mut self) -> Option<&'a Token<'a>> {
        let token = self.tokens.get(self.at);
        self.at += usize::from(token.is_some());
        token
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    pub(super) fn line(&self) -> u32 {
        self.peek().or(self.tokens.last()).map_or(1, |token| token.line)
    }

    pub(super) fn is(&self, word: &str) -> bool {
        self.peek().is_some_and(|token| token.is(word))
    }

    pub(super) fn is_one_of(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    pub(super) fn is_sign(&self, sign: &str) -> bool {
        self.peek().is_some_and(|token| token.is_sign(sign))
    }

    /// Takes words that follow each other, or none.
    pub(super) fn take(&mut self, words: &str) -> bool {
        let count = words.split(' ').count();
        let found =
            words.split(' ').enumerate().all(|(ahead, word)| self.peek_at(ahead).is_some_and(|token| token.is(word)));
        if found {
            self.at += count;
        }
        found
    }

    pub(super) fn take_sign(&mut self, sign: &str) -> bool {
        let found = self.is_sign(sign);
        self.at += usize::from(found);
        found
    }

    /// Whether any of the rest is this word.
    pub(super) fn has(&self, word: &str) -> bool {
        self.rest().iter().any(|token| token.is(word))
    }

    pub(super) fn rest(&self) -> &'a [Token<'a>] {
        self.tokens.get(self.at..).unwrap_or_default()
    }

    /// One part of a name.
    pub(super) fn part(&mut self) -> Option<&'a str> {
        let token = self.peek()?;
        matches!(token.kind, Kind::Word | Kind::Quoted).then(|| {
            self.at += 1;
            token.text
        })
    }

    /// A name with its schema, unless that is the one that everybody has.
    pub(super) fn name(&mut self) -> Option<String> {
        let mut parts = vec![self.part()?];
        while self.take_sign(".") {
            while self.take_sign(".") {}
            match self.part() {
                Some(part) => parts.push(part),
                None => break,
            }
        }
        Some(without_schema(&parts))
    }

    /// What stands in the parentheses here, split at commas.
    pub(super) fn list(&mut self) -> Option<Vec<Reader<'a>>> {
        if !self.is_sign("(") {
            return None;
        }
        let begin = self.at + 1;
        self.skip_parentheses();
        let last_is_close = self.tokens.get(self.at - 1).is_some_and(|token| token.is_sign(")"));
        let end = if last_is_close { self.at - 1 } else { self.at };
        Some(Self { tokens: self.tokens.get(begin..end).unwrap_or_default(), at: 0, source: self.source }.split())
    }

    /// Names in the parentheses here; an expression counts by its first word.
    pub(super) fn names(&mut self) -> Vec<String> {
        let list = self.list().unwrap_or_default();
        list.into_iter().filter_map(|mut item| item.part().map(str::to_owned)).collect()
    }

    /// The rest, split at commas outside of parentheses.
    pub(super) fn split(&self) -> Vec<Reader<'a>> {
        let mut items = Vec::new();
        let rest = self.rest();
        let (mut depth, mut begin) = (0_i32, 0);
        for (index, token) in rest.iter().enumerate() {
            if token.is_sign("(") {
                depth += 1;
            } else if token.is_sign(")") {
                depth -= 1;
            } else if depth <= 0 && token.is_sign(",") {
                items.push(&rest[begin..index]);
                begin = index + 1;
            }
        }
        items.push(&rest[begin..]);
        let items = items.into_iter().filter(|tokens| !tokens.is_empty());
        items.map(|tokens| Reader { source: self.source, tokens, at: 0 }).collect()
    }

    /// So many tokens from here, split at commas outside of parentheses.
    pub(super) fn split_first(&self, count: usize) -> Vec<Reader<'a>> {
        let tokens = self.rest().get(..count).unwrap_or_default();
        Self { source: self.source, tokens, at: 0 }.split()
    }

    /// Leaves out what stands in the parentheses here.
    pub(super) fn skip_parentheses(&mut self) -> bool {
        if !self.is_sign("(") {
            return false;
        }
        let mut depth = 0_u32;
        while let Some(token) = self.next() {
            if token.is_sign("(") {
                depth += 1;
            } else if token.is_sign(")") {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
        }
        true
    }

    /// The text of all its tokens, on one line.
    pub(super) fn text(&self) -> String {
        match (self.tokens.first(), self.tokens.last()) {
            (Some(first), Some(last)) => shown(&self.source[first.start..last.end]),
            _ => String::new(),
        }
    }

    /// The text from a token of it on.
    pub(super) fn text_between(&self, begin: usize, end: usize) -> String {
        let of = self.tokens.get(begin..end.min(self.tokens.len())).unwrap_or_default();
        match (of.first(), of.last()) {
            (Some(first), Some(last)) => shown(&self.source[first.start..last.end]),
            _ => String::new(),
        }
    }

    pub(super) fn place(&self) -> usize {
        self.at
    }
}

/// One line, of bounded length.
fn shown(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if line.len() > SHOWN {
            line.push_str(" ...");
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if line.len() > 2 * SHOWN {
        line.truncate(line.floor_char_boundary(2 * SHOWN));
    }
    line
}

/// Joins parts of a name, without the schema that is meant where none is named.
fn without_schema(parts: &[&str]) -> String {
    const USUAL: [&str; 3] = ["public", "dbo", "main"];
    match parts {
        [schema, rest @ ..] if !rest.is_empty() && USUAL.iter().any(|usual| schema.eq_ignore_ascii_case(usual)) => {
            rest.join(".")
        }
        [_, schema, name] if USUAL.iter().any(|usual| schema.eq_ignore_ascii_case(usual)) => (*name).to_owned(),
        parts => parts.join("."),
    }
}

/// The same for a name in one string, as T-SQL's procedures take it.
pub(super) fn split_name(text: &str) -> Vec<String> {
    text.split('.').map(|part| part.trim_matches(['[', ']', '"', '`', ' ']).to_owned()).collect()
}

/// Joins parts of such a name.
pub(super) fn joined(parts: &[String]) -> String {
    without_schema(&parts.iter().map(String::as_str).collect::<Vec<_>>())
}
