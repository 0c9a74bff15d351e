//! Splits SQL of any dialect into statements of tokens. Comments, data of dumps, and what undoes a migration are left out.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// A name in quotes.
    Quoted,
    Number,
    /// A string.
    Text,
    Sign,
}

/// A token, without its quotes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    pub(super) line: u32,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// One statement.
#[derive(Debug, Default)]
pub(super) struct Piece<'a> {
    pub(super) tokens: Vec<Token<'a>>,
    /// A comment tells a linter to say nothing of it.
    pub(super) is_waved: bool,
}

impl Token<'_> {
    /// Whether it is a word, unquoted, in any case.
    pub(super) fn is(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it is a sign.
    pub(super) fn is_sign(&self, sign: &str) -> bool {
        self.kind == Kind::Sign && self.text == sign
    }
}

/// The statements of a text.
pub(super) fn statements(text: &str) -> Vec<Piece<'_>> {
    let mut lexer = Lexer::new(text);
    lexer.run();
    lexer.pieces
}

/// Comments after which statements undo those before, and after which they do not.
const DOWN: [&str; 9] = [
    "+goose down",
    "+migrate down",
    "+micrate down",
    "migrate:down",
    "down migration",
    "--- !downs",
    "!downs",
    "//@undo",
    "@down",
];
const UP: [&str; 9] =
    ["+goose up", "+migrate up", "+micrate up", "migrate:up", "up migration", "--- !ups", "!ups", "//@up", "@up"];

/// Objects with a body of statements.
const ROUTINES: [&str; 6] = ["trigger", "procedure", "proc", "function", "event", "package"];

/// Objects without one, which may be called like one.
const OTHERS: [&str; 12] = [
    "table",
    "view",
    "index",
    "type",
    "schema",
    "database",
    "sequence",
    "domain",
    "policy",
    "role",
    "user",
    "extension",
];

/// What a statement without an end before it can be about.
const OBJECTS: [&str; 9] =
    ["table", "view", "procedure", "function", "trigger", "schema", "database", "type", "sequence"];

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    begins_line: bool,
    /// Backslashes escape quotes.
    has_escapes: bool,
    /// Batches end with lines of `GO`.
    has_batches: bool,
    delimiter: String,
    is_down: bool,
    waves: Waves,
    /// Nested `BEGIN` and `CASE` in the body of a routine.
    depth: u32,
    piece: Piece<'a>,
    pieces: Vec<Piece<'a>>,
}

/// Which statements linters are told to be silent about.
#[derive(Default)]
struct Waves {
    whole_file: bool,
    next: bool,
}

impl<'a> Lexer<'a> {
    fn new(text: &'a str) -> Self {
        let is_batch_end = |line: &str| line.trim().eq_ignore_ascii_case("go");
        Self {
            text,
            at: 0,
            line: 1,
            begins_line: true,
            has_escapes: text.contains('`') || text.contains("ENGINE="),
            has_batches: text.lines().any(is_batch_end),
            delimiter: ";".to_owned(),
            is_down: false,
            waves: Waves::default(),
            depth: 0,
            piece: Piece::default(),
            pieces: Vec::new(),
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn run(&mut self) {
        while let Some(first) = self.rest().chars().next() {
            let rest = self.rest();
            if self.begins_line && self.own_line() {
                continue;
            }
            if first == '\n' {
                self.advance(1);
                self.begins_line = true;
            } else if first.is_whitespace() {
                self.advance(first.len_utf8());
            } else if rest.starts_with("--") || rest.starts_with('#') && self.begins_line {
                self.comment();
            } else if rest.starts_with("/*") {
                self.block_comment();
            } else if rest.starts_with("*/") && self.delimiter == ";" {
                // The end of a comment whose content is run.
                self.advance(2);
            } else if self.depth == 0 && rest.starts_with(self.delimiter.as_str()) {
                self.advance(self.delimiter.len());
                self.end();
            } else {
                self.token(first);
                self.begins_line = false;
            }
        }
        self.end();
    }

    /// Moves on, counting lines.
    fn advance(&mut self, bytes: usize) {
        let end = self.text.floor_char_boundary((self.at + bytes).min(self.text.len()));
        let end = if end == self.at { self.text.len().min(self.text.ceil_char_boundary(self.at + 1)) } else { end };
        self.line += self.text[self.at..end].matches('\n').count() as u32;
        self.at = end;
    }

    fn line_end(&self) -> usize {
        self.rest().find('\n').unwrap_or(self.rest().len())
    }

    /// Lines that are no SQL: batch ends, commands of shells, delimiters.
    fn own_line(&mut self) -> bool {
        let length = self.line_end();
        let line = self.rest()[..length].trim();
        let is_batch_end = self.has_batches && line.eq_ignore_ascii_case("go") || line == "/";
        let is_empty = self.piece.tokens.is_empty();
        if is_batch_end {
            self.depth = 0;
            self.end();
        } else if is_empty && line.starts_with('\\') {
        } else if is_empty && line.get(..9).is_some_and(|word| word.eq_ignore_ascii_case("delimiter")) {
            let delimiter = line[9..].trim();
            if !delimiter.is_empty() {
                delimiter.clone_into(&mut self.delimiter);
            }
        } else {
            return false;
        }
        self.advance(length.max(1));
        true
    }

    fn comment(&mut self) {
        let length = self.line_end();
        let text = self.rest()[..length].trim_start_matches(['-', '#', ' ', '\t']).trim();
        let lower = text.get(..40.min(text.len())).unwrap_or(text).to_ascii_lowercase();
        if DOWN.iter().any(|mark| lower.starts_with(mark)) {
            self.end();
            self.is_down = true;
        } else if UP.iter().any(|mark| lower.starts_with(mark)) {
            self.end();
            self.is_down = false;
        }
        self.waves.whole_file |= lower.starts_with("squawk-ignore-file");
        self.waves.next |= lower.starts_with("squawk-ignore") || lower.starts_with("atlas:nolint");
        self.advance(length);
    }

    fn block_comment(&mut self) {
        // What stands in `/*! ... */` is run by MySQL.
        if let Some(run) = self.rest().strip_prefix("/*!") {
            let digits = run.bytes().take_while(u8::is_ascii_digit).count();
            return self.advance(3 + digits);
        }
        let mut depth = 0_u32;
        let bytes = self.rest().as_bytes();
        let mut length = 0;
        while length < bytes.len() {
            match (bytes[length], bytes.get(length + 1)) {
                (b'/', Some(b'*')) => {
                    depth += 1;
                    length += 2;
                }
                (b'*', Some(b'/')) => {
                    depth -= 1;
                    length += 2;
                    if depth == 0 {
                        break;
                    }
                }
                _ => length += 1,
            }
        }
        self.advance(length);
    }

    fn push(&mut self, kind: Kind, length: usize, quotes: usize) {
        let whole = &self.rest()[..length.min(self.rest().len())];
        let inner = whole.get(quotes..whole.len().saturating_sub(quotes)).unwrap_or(whole);
        self.push_text(kind, length, inner);
    }

    fn push_text(&mut self, kind: Kind, length: usize, text: &'a str) {
        let token = Token { kind, text, line: self.line, start: self.at, end: self.at + length.min(self.rest().len()) };
        if self.begins_line && self.depth == 0 && starts_statement(&token, self.rest()) && !self.is_routine() {
            self.end();
        }
        if self.piece.tokens.is_empty() {
            self.piece.is_waved = std::mem::take(&mut self.waves.next) || self.waves.whole_file;
        }
        self.piece.tokens.push(token);
        self.advance(length);
    }

    fn token(&mut self, first: char) {
        let rest = self.rest();
        match first {
            '\'' => {
                let is_escaped = self.has_escapes || self.piece.tokens.last().is_some_and(|last| last.is("e"));
                self.push(Kind::Text, quoted(rest, '\'', is_escaped), 1);
            }
            '"' => self.push(Kind::Quoted, quoted(rest, '"', false), 1),
            '`' => self.push(Kind::Quoted, quoted(rest, '`', false), 1),
            '[' => match bracketed(rest, self.text[..self.at].chars().next_back()) {
                Some(length) => self.push(Kind::Quoted, length, 1),
                None => self.push(Kind::Sign, 1, 0),
            },
            '$' => match dollar(rest) {
                Some((length, body)) => self.push_text(Kind::Text, length, body),
                None => self.push(Kind::Sign, 1, 0),
            },
            '0'..='9' => {
                let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'.').count();
                self.push(Kind::Number, length, 0);
            }
            _ if is_word(first) || "@#".contains(first) && rest[1..].starts_with(is_word) => self.word(rest),
            _ => self.push(Kind::Sign, first.len_utf8(), 0),
        }
    }

    fn word(&mut self, rest: &'a str) {
        let length = rest
            .char_indices()
            .skip(1)
            .find(|(_, letter)| !is_word(*letter) && !letter.is_ascii_digit() && !"$@#".contains(*letter))
            .map_or(rest.len(), |(at, _)| at);
        let word = &rest[..length];
        self.nest(word);
        self.push(Kind::Word, length, 0);
    }

    /// Follows `BEGIN`, `CASE` and `END` in the bodies of routines, which hold statements of their own.
    fn nest(&mut self, word: &str) {
        if !self.is_routine() {
            return;
        }
        let follows_end = self.piece.tokens.last().is_some_and(|last| last.is("end"));
        let opens = word.eq_ignore_ascii_case("begin") || word.eq_ignore_ascii_case("case");
        if opens && !follows_end {
            self.depth += 1;
        } else if word.eq_ignore_ascii_case("end") {
            let after = self.rest()[3..].trim_start();
            let is_other = ["if", "loop", "while", "repeat", "for"]
                .iter()
                .any(|word| after.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)));
            if !is_other {
                self.depth = self.depth.saturating_sub(1);
            }
        } else if self.has_batches && self.depth == 0 && self.piece.tokens.len() > 3 && word.eq_ignore_ascii_case("as")
        {
            // A routine without a block ends with its batch.
            self.depth = 1;
        }
    }

    /// Whether the statement makes something with a body.
    fn is_routine(&self) -> bool {
        let tokens = &self.piece.tokens;
        let begins = tokens.first().is_some_and(|first| first.is("create") || first.is("alter"));
        let is_one = |token: &Token<'_>, words: &[&str]| words.iter().any(|word| token.is(word));
        let object = tokens.iter().take(16).skip(1).find(|token| is_one(token, &ROUTINES) || is_one(token, &OTHERS));
        begins && object.is_some_and(|token| is_one(token, &ROUTINES))
    }

    fn end(&mut self) {
        self.depth = 0;
        let piece = std::mem::take(&mut self.piece);
        let Some(first) = piece.tokens.first() else { return };
        if first.is("copy") && piece.tokens.iter().any(|token| token.is("stdin")) {
            let data = self.rest().find("\n\\.").map_or(self.rest().len(), |at| at + 3);
            self.advance(data);
        }
        if !self.is_down {
            self.pieces.push(piece);
        }
    }
}

/// Whether a statement begins here although the one before has no end, as T-SQL allows.
fn starts_statement(token: &Token<'_>, rest: &str) -> bool {
    if !["create", "alter", "drop"].iter().any(|word| token.is(word)) {
        return false;
    }
    let next = rest[token.text.len()..].trim_start();
    let word = next.split(|letter: char| !letter.is_ascii_alphabetic()).next().unwrap_or_default();
    OBJECTS.iter().any(|object| word.eq_ignore_ascii_case(object))
}

fn is_word(letter: char) -> bool {
    letter == '_' || letter.is_ascii_alphabetic() || !letter.is_ascii() && letter.is_alphanumeric()
}

/// Bytes of a quoted text with its quotes; a doubled quote is part of it.
fn quoted(rest: &str, quote: char, has_escapes: bool) -> usize {
    let mut letters = rest.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        if letter == '\\' && has_escapes {
            letters.next();
        } else if letter == quote {
            if letters.peek().is_some_and(|(_, next)| *next == quote) {
                letters.next();
            } else {
                return at + 1;
            }
        }
    }
    rest.len()
}

/// Bytes of `[name]`, where it is no index of an array.
fn bracketed(rest: &str, before: Option<char>) -> Option<usize> {
    let is_free = before.is_none_or(|letter| letter.is_whitespace() || ".,(=".contains(letter));
    let end = rest.find(']')?;
    let inner = &rest[1..end];
    let is_name = inner.starts_with(is_word) && !inner.contains([',', '\'', '\n', '(', '[']);
    (is_free && is_name).then_some(end + 1)
}

/// Bytes of `$tag$ ... $tag$` and what is between.
fn dollar(rest: &str) -> Option<(usize, &str)> {
    let tag_end = rest[1..].find('$')? + 2;
    let tag = &rest[..tag_end];
    let is_tag = tag[1..tag_end - 1].chars().all(|letter| is_word(letter) || letter.is_ascii_digit());
    if !is_tag {
        return None;
    }
    let body = &rest[tag_end..];
    match body.find(tag) {
        Some(end) => Some((tag_end + end + tag_end, &body[..end])),
        None => Some((rest.len(), body)),
    }
}
