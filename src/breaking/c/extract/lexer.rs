//! Words of a header, with directives taken out.

use crate::breaking::c::model::Macro;

/// Words kept of one header.
const WORDS_AT_MOST: usize = 400_000;

/// One word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    pub(super) line: u32,
    /// Only some builds have it.
    pub(super) is_conditional: bool,
    pub(super) is_name: bool,
}

/// A `#define` with its place.
pub(super) struct Defined {
    pub(super) name: String,
    pub(super) line: u32,
    pub(super) is_conditional: bool,
    pub(super) what: Macro,
}

/// What a header consists of.
#[derive(Default)]
pub(super) struct Words<'a> {
    pub(super) list: Vec<Word<'a>>,
    pub(super) macros: Vec<Defined>,
    pub(super) includes: Vec<String>,
}

/// An open `#if`.
struct Open {
    /// What is in it belongs to some builds only.
    is_condition: bool,
    /// Words of this branch are left out.
    is_left_out: bool,
    /// It began within a declaration: only its first branch counts.
    is_within: bool,
}

/// Reads a text.
pub(super) fn words(text: &str) -> Words<'_> {
    let mut reader = Reader { text, at: 0, line: 1, open: Vec::new(), out: Words::default(), guard: None };
    reader.run();
    reader.out
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    open: Vec<Open>,
    out: Words<'a>,
    /// What `#ifndef` asked for, right before.
    guard: Option<String>,
}

impl Reader<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut is_line_start = true;
        while let Some(&byte) = bytes.get(self.at) {
            match byte {
                b'\n' => {
                    self.line += 1;
                    self.at += 1;
                    is_line_start = true;
                }
                b' ' | b'\t' | b'\r' | b'\\' | 0x0b | 0x0c => self.at += 1,
                b'/' if matches!(bytes.get(self.at + 1), Some(b'/' | b'*')) => self.comment(),
                b'#' if is_line_start => self.directive(),
                _ => {
                    is_line_start = false;
                    self.word(byte);
                }
            }
            if self.out.list.len() > WORDS_AT_MOST {
                return;
            }
        }
    }

    fn comment(&mut self) {
        let rest = &self.text[self.at..];
        let end = if rest.starts_with("//") { rest.find('\n') } else { rest[2..].find("*/").map(|end| end + 4) };
        let end = end.unwrap_or(rest.len());
        self.line += rest[..end].bytes().filter(|byte| *byte == b'\n').count() as u32;
        self.at += end;
    }

    fn word(&mut self, byte: u8) {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || *byte >= 0x80;
        let mut is_name = false;
        if byte.is_ascii_digit() {
            while bytes.get(self.at).is_some_and(|byte| is_letter(byte) || matches!(byte, b'.' | b'\'')) {
                self.at += 1;
            }
        } else if is_letter(&byte) {
            is_name = true;
            while bytes.get(self.at).is_some_and(is_letter) {
                self.at += 1;
            }
        } else if matches!(byte, b'"' | b'\'') {
            self.at += 1;
            while let Some(&next) = bytes.get(self.at) {
                self.at += if next == b'\\' { 2 } else { 1 };
                if next == byte || next == b'\n' {
                    break;
                }
            }
        } else {
            let rest = &self.text[self.at..];
            let long = ["...", "::", "&&", "->", "<<"].into_iter().find(|mark| rest.starts_with(mark));
            self.at += long.map_or(1, str::len);
        }
        self.at = self.at.min(bytes.len());
        let text = self.text.get(start..self.at).unwrap_or_default();
        if !self.open.iter().any(|open| open.is_left_out) {
            let is_conditional = self.open.iter().any(|open| open.is_condition);
            self.out.list.push(Word { text, line: self.line, is_conditional, is_name });
        }
    }

    /// A whole directive, lines that go on and comments in it included.
    fn directive(&mut self) {
        let line = self.line;
        let mut written = String::new();
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            if byte == b'\n' {
                break;
            }
            let rest = &self.text[self.at..];
            if rest.starts_with("\\\n") || rest.starts_with("\\\r\n") {
                self.at += if rest.starts_with("\\\n") { 2 } else { 3 };
                self.line += 1;
                written.push(' ');
            } else if rest.starts_with("/*") || rest.starts_with("//") {
                self.comment();
                written.push(' ');
            } else {
                let letter = rest.chars().next().unwrap_or(' ');
                written.push(letter);
                self.at += letter.len_utf8();
            }
        }
        let body = written[1..].trim();
        let end = body.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(body.len());
        let (word, rest) = body.split_at(end);
        self.obey(word, rest.trim(), line);
    }

    fn obey(&mut self, word: &str, rest: &str, line: u32) {
        let guard = self.guard.take();
        let is_within =
            || !matches!(self.out.list.last().map(|word| word.text), None | Some(";" | "{" | "}" | "," | ":"));
        match word {
            "if" | "ifdef" | "ifndef" => {
                let is_cpp = rest.contains("__cplusplus") && !rest.contains("&&");
                if word == "ifndef" || word == "if" && rest.starts_with("!defined") {
                    let asked = rest.trim_start_matches("!defined").trim_matches([' ', '(', ')']);
                    self.guard = Some(asked.to_owned());
                }
                let is_left_out = word == "if" && rest == "0";
                let open = Open { is_condition: !is_cpp && !is_left_out, is_left_out, is_within: is_within() };
                self.open.push(open);
            }
            "else" | "elif" => {
                if let Some(open) = self.open.last_mut() {
                    open.is_left_out = open.is_within;
                }
            }
            "endif" => {
                self.open.pop();
            }
            "include" => {
                let name = rest.trim_matches(['<', '>', '"', ' ']);
                self.out.includes.push(name.to_owned());
            }
            "define" => {
                let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
                let (name, after) = rest.split_at(end);
                if guard.as_deref() == Some(name) && after.trim().is_empty() {
                    if let Some(open) = self.open.last_mut() {
                        open.is_condition = false;
                    }
                    return;
                }
                self.define(name, after, line);
            }
            _ => {}
        }
    }

    fn define(&mut self, name: &str, after: &str, line: u32) {
        if name.is_empty() || self.open.iter().any(|open| open.is_left_out) {
            return;
        }
        let mut what = Macro::default();
        let mut value = after;
        if let Some((list, rest)) = after.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
            let named = list.split(',').map(str::trim).filter(|name| !name.is_empty());
            let is_variadic = list.contains("...");
            let count = named.filter(|name| !name.ends_with("...")).count() as u32;
            what.parameters = Some((count, is_variadic));
            value = rest;
        }
        what.value = value.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect();
        let is_conditional = self.open.iter().any(|open| open.is_condition);
        self.out.macros.push(Defined { name: name.to_owned(), line, is_conditional, what });
    }
}
