//! Logical lines of Python: statements as they are told apart by line ends, brackets, strings and indentation, without a tree.

/// A logical line. Places are bytes of the text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Line {
    /// Where its indentation begins.
    pub(super) begin: usize,
    /// Where its first word begins.
    pub(super) start: usize,
    /// Behind its last byte, comments and spaces left out.
    pub(super) end: usize,
    /// The row of its first word, from 0.
    pub(super) row: usize,
    /// Columns of its indentation, as the grammar counts them.
    pub(super) indent: usize,
    /// The first colon outside of brackets.
    pub(super) colon: Option<usize>,
    /// Whether it ends with a colon: a block follows.
    pub(super) opens: bool,
    /// Whether `=` stands outside of brackets.
    pub(super) assigns: bool,
    /// Whether it holds several statements.
    pub(super) is_several: bool,
    /// Whether it holds the word `yield`.
    pub(super) yields: bool,
}

/// Reads one logical line after the other.
pub(super) struct Lines<'a> {
    text: &'a str,
    at: usize,
    row: usize,
    /// What stands here cannot be told apart in this way.
    pub(super) is_lost: bool,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, row: 0, is_lost: false }
    }

    /// Steps over lines that are blank or hold a comment alone; the place and the columns of the next first word.
    fn indentation(&mut self) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        let (mut begin, mut indent) = (self.at, 0);
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b' ' => indent += 1,
                b'\t' => indent += 8,
                b'\x0c' => indent = 0,
                b'\r' => {}
                b'\n' => {
                    self.row += 1;
                    (begin, indent) = (self.at + 1, 0);
                }
                b'#' => {
                    self.skip_line();
                    continue;
                }
                _ => break,
            }
            self.at += 1;
        }
        (begin, indent)
    }

    fn skip_line(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    }

    /// Steps over a string whose first quote is here.
    fn string(&mut self) {
        let bytes = self.text.as_bytes();
        let quote = bytes[self.at];
        let is_triple = bytes[self.at..].starts_with(&[quote; 3]);
        self.at += if is_triple { 3 } else { 1 };
        while let Some(byte) = bytes.get(self.at) {
            match *byte {
                b'\\' => {
                    self.row += usize::from(bytes.get(self.at + 1) == Some(&b'\n'));
                    // The line end behind it may be of two bytes.
                    let is_long = bytes[self.at + 1..].starts_with(b"\r\n");
                    self.row += usize::from(is_long);
                    self.at += if is_long { 3 } else { 2 };
                }
                b'\n' if !is_triple => break,
                b'\n' => {
                    self.row += 1;
                    self.at += 1;
                }
                byte if byte == quote && !is_triple => {
                    self.at += 1;
                    return;
                }
                byte if byte == quote && bytes[self.at..].starts_with(&[quote; 3]) => {
                    self.at += 3;
                    return;
                }
                _ => self.at += 1,
            }
        }
        self.is_lost = true;
    }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        let bytes = self.text.as_bytes();
        let (begin, indent) = self.indentation();
        if self.at >= bytes.len() || self.is_lost {
            return None;
        }
        let mut line = Line { begin, start: self.at, end: self.at, row: self.row, indent, ..Line::default() };
        let mut depth = 0_usize;
        while let Some(&byte) = bytes.get(self.at) {
            let here = self.at;
            self.at += 1;
            match byte {
                b'\n' if depth == 0 => {
                    self.row += 1;
                    return Some(line);
                }
                b'\n' => self.row += 1,
                b' ' | b'\t' | b'\x0c' => {}
                b'\r' => self.is_lost |= bytes.get(self.at) != Some(&b'\n'),
                b'#' => self.skip_line(),
                b'\\' => {
                    let rest = &bytes[self.at..];
                    let is_joined = rest.starts_with(b"\n") || rest.starts_with(b"\r\n");
                    self.row += usize::from(is_joined);
                    self.at += if rest.starts_with(b"\r\n") { 2 } else { 1 };
                    line.end = self.at.min(bytes.len());
                }
                b'"' | b'\'' => {
                    self.at = here;
                    self.string();
                    line.end = self.at.min(bytes.len());
                    line.opens = false;
                }
                _ => {
                    match byte {
                        b'(' | b'[' | b'{' => depth += 1,
                        b')' | b']' | b'}' if depth == 0 => self.is_lost = true,
                        b')' | b']' | b'}' => depth -= 1,
                        b':' if depth == 0 && bytes.get(self.at) != Some(&b'=') => {
                            line.colon.get_or_insert(here);
                        }
                        b';' if depth == 0 => line.is_several = true,
                        b'=' if depth == 0 => line.assigns |= is_assignment(bytes, here),
                        b'y' => line.yields |= is_word(bytes, here, b"yield"),
                        _ => {}
                    }
                    line.opens = byte == b':' && depth == 0;
                    line.end = self.at;
                }
            }
            if self.is_lost {
                return None;
            }
        }
        self.is_lost |= depth > 0;
        Some(line).filter(|_| !self.is_lost)
    }
}

/// Whether the `=` here is no part of another operator.
fn is_assignment(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
    !b"=!<>:+-*/%&|^@~".contains(&before) && bytes.get(at + 1) != Some(&b'=')
}

/// Whether this word stands here, and is no part of a longer one.
fn is_word(bytes: &[u8], at: usize, word: &[u8]) -> bool {
    let goes_on = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80;
    bytes[at..].starts_with(word)
        && !bytes.get(at + word.len()).is_some_and(goes_on)
        && !at.checked_sub(1).is_some_and(|before| goes_on(&bytes[before]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Option<Vec<(usize, usize, &str)>> {
        let mut lines = Lines::new(text);
        let found = lines.by_ref().map(|line| (line.row, line.indent, &text[line.start..line.end])).collect();
        (!lines.is_lost).then_some(found)
    }

    #[test]
    fn brackets_strings_and_backslashes_join_lines() {
        let text = "a = (1,  # one (\n  2)\n\n# note\n  b = '''x\n y''' # end\r\nc = \\\n  \"#\\\"\"\n\tif x:\r\n";
        let expected = vec![
            (0, 0, "a = (1,  # one (\n  2)"),
            (4, 2, "b = '''x\n y'''"),
            (6, 0, "c = \\\n  \"#\\\"\""),
            (8, 8, "if x:"),
        ];
        assert_eq!(lines(text), Some(expected));
    }

    #[test]
    fn what_is_not_closed_is_lost() {
        for text in ["a = (\nb\n", "a = ]\n", "a = 'x\n", "a = '''x\n", "a\rb\n"] {
            assert_eq!(lines(text), None, "{text:?}");
        }
        assert_eq!(lines("a = 'x\\"), None);
    }

    #[test]
    fn what_a_line_holds_is_told_outside_of_strings_and_brackets() {
        let line = |text: &str| Lines::new(text).next().unwrap();
        assert!(line("x = 1").assigns && line("a: int = 1").assigns && line("a = b == c").assigns);
        for other in ["x == 1", "x += 1", "f(a=1)", "(x := 1)", "a <= b", "'='"] {
            assert!(!line(other).assigns, "{other}");
        }
        assert!(line("x = yield").yields && line("(yield x)").yields);
        assert!(!line("yields = 1").yields && !line("my_yield()").yields && !line("'yield'").yields);
        assert!(line("if x:  # why").opens && !line("if x: y").opens && !line("x = a[1:]").opens);
        assert_eq!((line("if d[1:2]: y").colon, line("if d := x: y").colon), (Some(9), Some(9)));
        assert!(line("a; b").is_several);
    }
}
