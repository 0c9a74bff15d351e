//! JSON with lines.

use super::{
    super::model::{Node, Value},
    DEEPEST,
};

/// The value that a text is.
pub(super) fn parse(text: &str) -> Result<Node, String> {
    let mut reader = Reader { text, at: 0, line: 1 };
    reader.space();
    let node = reader.node(0)?;
    reader.space();
    if reader.at < text.len() { Err(reader.wrong("more than one value")) } else { Ok(node) }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl Reader<'_> {
    fn wrong(&self, what: &str) -> String {
        format!("line {}: {what}", self.line)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while let Some(byte @ (b' ' | b'\t' | b'\r' | b'\n')) = self.peek() {
            self.line += u32::from(byte == b'\n');
            self.at += 1;
        }
    }

    fn takes(&mut self, byte: u8) -> bool {
        let is_it = self.peek() == Some(byte);
        self.at += usize::from(is_it);
        is_it
    }

    fn node(&mut self, depth: usize) -> Result<Node, String> {
        if depth > DEEPEST {
            return Err(self.wrong("nested too deeply"));
        }
        let line = self.line;
        let value = match self.peek() {
            Some(b'{') => self.map(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Value::Text(self.string()?.into()),
            _ => self.word()?,
        };
        Ok(Node { line, value })
    }

    fn map(&mut self, depth: usize) -> Result<Value, String> {
        let mut entries: Vec<(Box<str>, Node)> = Vec::new();
        self.at += 1;
        self.space();
        if self.takes(b'}') {
            return Ok(Value::Map(entries));
        }
        loop {
            self.space();
            let line = self.line;
            if self.peek() != Some(b'"') {
                return Err(self.wrong("a key is missing"));
            }
            let key = self.string()?;
            self.space();
            if !self.takes(b':') {
                return Err(self.wrong("`:` is missing"));
            }
            self.space();
            let value = self.node(depth + 1)?.value;
            entries.push((key.into(), Node { line, value }));
            self.space();
            if !self.takes(b',') {
                break;
            }
        }
        if self.takes(b'}') { Ok(Value::Map(entries)) } else { Err(self.wrong("`}` is missing")) }
    }

    fn list(&mut self, depth: usize) -> Result<Value, String> {
        let mut items = Vec::new();
        self.at += 1;
        self.space();
        if self.takes(b']') {
            return Ok(Value::List(items));
        }
        loop {
            self.space();
            items.push(self.node(depth + 1)?);
            self.space();
            if !self.takes(b',') {
                break;
            }
        }
        if self.takes(b']') { Ok(Value::List(items)) } else { Err(self.wrong("`]` is missing")) }
    }

    /// A string. One with escapes is left to serde.
    fn string(&mut self) -> Result<String, String> {
        let start = self.at;
        self.at += 1;
        let bytes = self.text.as_bytes();
        let mut is_escaped = false;
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'"' => {
                    self.at += 1;
                    let whole = &self.text[start..self.at];
                    return if is_escaped {
                        serde_json::from_str(whole).map_err(|_| self.wrong("a string is not one"))
                    } else {
                        Ok(whole[1..whole.len() - 1].to_owned())
                    };
                }
                b'\\' => {
                    is_escaped = true;
                    self.at += 2;
                }
                b'\n' => return Err(self.wrong("a string does not end")),
                _ => self.at += 1,
            }
        }
        Err(self.wrong("a string does not end"))
    }

    fn word(&mut self) -> Result<Value, String> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.')) {
            self.at += 1;
        }
        match &self.text[start..self.at] {
            "null" => Ok(Value::Null),
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            word => word.parse().map(Value::Number).map_err(|_| self.wrong("this is no value")),
        }
    }
}
