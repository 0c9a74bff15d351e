//! Cuts a text into the words that signs are made of: lower case, numbers and addresses by what they are.

/// Words longer than this are cut.
const LONGEST: usize = 40;

/// The words of a text, in one buffer that is used again.
#[derive(Debug, Default, Clone)]
pub struct Tokens {
    text: String,
    ends: Vec<u32>,
}

impl Tokens {
    /// Reads a text, line by line; what a trailer names (`Signed-off-by: ...`) is left out.
    pub fn read(&mut self, text: &str, limit: usize) {
        self.text.clear();
        self.ends.clear();
        for line in text.lines() {
            let line = match trailer(line) {
                Some(token) => token,
                None => line,
            };
            for chunk in line.split_whitespace() {
                if self.ends.len() >= limit {
                    return;
                }
                self.chunk(chunk);
            }
        }
    }

    /// The words.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        (0..self.ends.len()).map(|index| self.word(index))
    }

    /// One word; an empty one where there is none.
    pub fn word(&self, index: usize) -> &str {
        let Some(end) = self.ends.get(index) else { return "" };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.text[start as usize..*end as usize]
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn chunk(&mut self, chunk: &str) {
        let bytes = chunk.as_bytes();
        // Most chunks are letters alone, and few have what the searches below begin with.
        if bytes.iter().all(u8::is_ascii_alphabetic) {
            self.lower(chunk);
            self.ends.push(self.text.len() as u32);
            return;
        }
        let has = |byte: u8| bytes.contains(&byte);
        let opens = has(b'<');
        if let Some(at) = if has(b':') { chunk.find("://") } else { None } {
            let start = chunk[..at].rfind(|c: char| !c.is_ascii_alphanumeric()).map_or(0, |before| before + 1);
            let rest = &chunk[at + 3..];
            let end = rest.find([')', '>', ']', '"', '\'', '`', ',']).unwrap_or(rest.len());
            // What is not ASCII before the address may have ended within a character.
            let start = chunk.ceil_char_boundary(start);
            self.pieces(&chunk[..start]);
            self.push("<url>");
            self.pieces(&rest[end..]);
        } else if opens && chunk.contains("<url>") {
            let (before, after) = chunk.split_once("<url>").unwrap_or((chunk, ""));
            self.pieces(before);
            self.push("<url>");
            self.pieces(&after.replace("<url>", ""));
        } else if has(b'@') && is_mail(chunk) || opens && chunk.contains("<mail>") {
            self.push("<mail>");
        } else {
            self.pieces(chunk);
        }
    }

    fn pieces(&mut self, chunk: &str) {
        if chunk.is_ascii() { self.pieces_of_ascii(chunk) } else { self.pieces_of_any(chunk) }
    }

    fn pieces_of_any(&mut self, chunk: &str) {
        for piece in chunk.split(is_between) {
            let is_edge = |c: char| !c.is_alphanumeric() && c != '#' && c != '-' && (c as u32) <= 0x2000;
            let piece = piece.trim_matches(is_edge).trim_end_matches(['.', '-']);
            if !piece.is_empty() {
                self.push(piece);
            }
        }
    }

    /// The same by the byte.
    fn pieces_of_ascii(&mut self, chunk: &str) {
        let bytes = chunk.as_bytes();
        let is_edge = |byte: u8| !byte.is_ascii_alphanumeric() && byte != b'#' && byte != b'-';
        let mut at = 0;
        for piece in bytes.split(|byte| is_between(char::from(*byte))) {
            let (mut start, mut end) = (at, at + piece.len());
            at = end + 1;
            while start < end && is_edge(bytes[start]) {
                start += 1;
            }
            while start < end && is_edge(bytes[end - 1]) {
                end -= 1;
            }
            while start < end && matches!(bytes[end - 1], b'.' | b'-') {
                end -= 1;
            }
            if start < end {
                self.push(&chunk[start..end]);
            }
        }
    }

    fn push(&mut self, word: &str) {
        match sort(word) {
            Word::Plain => self.lower(word),
            Word::Is(name) => self.text.push_str(name),
            Word::Numbered => {
                let mut was_digit = false;
                for letter in word[..word.floor_char_boundary(LONGEST)].chars() {
                    let is_digit = letter.is_ascii_digit();
                    match (is_digit, was_digit) {
                        (true, true) => {}
                        (true, false) => self.text.push('0'),
                        (false, _) => self.text.extend(letter.to_lowercase()),
                    }
                    was_digit = is_digit;
                }
            }
        }
        self.ends.push(self.text.len() as u32);
    }

    fn lower(&mut self, word: &str) {
        let word = &word[..word.floor_char_boundary(LONGEST)];
        if word.is_ascii() {
            let start = self.text.len();
            self.text.push_str(word);
            self.text[start..].make_ascii_lowercase();
        } else {
            self.text.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
}

/// What stands between pieces.
fn is_between(c: char) -> bool {
    matches!(c, ',' | ';' | '(' | ')' | '[' | ']' | '{' | '}' | '"' | '\'' | '`' | '/' | ':' | '|' | '=' | '<' | '>')
}

enum Word {
    Plain,
    Is(&'static str),
    Numbered,
}

fn sort(word: &str) -> Word {
    let bytes = word.as_bytes();
    let n_digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    if n_digits == 0 {
        return Word::Plain;
    }
    let after_v = bytes.len() > 1 && matches!(bytes[0], b'v' | b'V') && bytes[1].is_ascii_digit();
    if bytes[0] == b'#' {
        Word::Is("#0")
    } else if n_digits == bytes.len() {
        Word::Is("0")
    } else if bytes.contains(&b'.') && (bytes[0].is_ascii_digit() || after_v) {
        Word::Is("0.0")
    } else if (7..=64).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_hexdigit) {
        Word::Is("<sha>")
    } else {
        Word::Numbered
    }
}

fn is_mail(chunk: &str) -> bool {
    chunk.split_once('@').is_some_and(|(name, host)| {
        let host = host.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        let last = host.rsplit('.').next().unwrap_or_default();
        name.ends_with(|c: char| c.is_ascii_alphanumeric())
            && last.len() < host.len()
            && last.len() > 1
            && last.bytes().all(|byte| byte.is_ascii_alphabetic())
    })
}

/// The token of a trailer that names people or ids.
fn trailer(line: &str) -> Option<&str> {
    let (token, _) = line.split_once(':')?;
    let known = ["signed-off-by", "co-authored-by", "reviewed-by", "acked-by", "tested-by", "change-id", "reported-by"];
    known.iter().any(|name| token.trim().eq_ignore_ascii_case(name)).then_some(token)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ascii_is_cut_by_the_byte_as_by_the_character(chunk in "[a-zA-Z0-9.,;:#(){}<>@/_'\"-]{0,24}") {
            let (mut bytes, mut characters) = (Tokens::default(), Tokens::default());
            bytes.pieces_of_ascii(&chunk);
            characters.pieces_of_any(&chunk);
            prop_assert_eq!(bytes.iter().collect::<Vec<_>>(), characters.iter().collect::<Vec<_>>());
        }
    }
}
