//! Messages decoded and split into subject and body exactly as git's `%s` and `%b` do.

use encoding_rs::Encoding;
use gix::bstr::ByteSlice;

use super::Decoded;

/// How a commit's text is encoded, by its `encoding` header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charset {
    Utf8,
    /// ISO 8859-1 as iconv reads it: 0x80 to 0x9F are controls, not the Windows letters of the web's reading.
    Latin1,
    Other(&'static Encoding),
}

impl Charset {
    pub(super) fn new(header: Option<&[u8]>) -> Self {
        let Some(label) = header.map(ByteSlice::trim) else { return Self::Utf8 };
        let plain: Vec<u8> =
            label.iter().filter(|byte| byte.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase).collect();
        match plain.as_slice() {
            b"latin1" | b"iso88591" => Self::Latin1,
            b"usascii" | b"ascii" => Self::Utf8,
            _ => match Encoding::for_label(label) {
                Some(encoding) if encoding != encoding_rs::UTF_8 => Self::Other(encoding),
                _ => Self::Utf8,
            },
        }
    }

    /// Decodes; what cannot be decoded is U+FFFD, and then the bytes are kept.
    pub(super) fn decode(self, bytes: &[u8]) -> Decoded {
        let (text, lossy) = match self {
            Self::Utf8 => match bytes.to_str() {
                Ok(text) => (text.to_owned(), false),
                Err(_) => (bytes.to_str_lossy().into_owned(), true),
            },
            Self::Latin1 => (encoding_rs::mem::decode_latin1(bytes).into_owned(), false),
            Self::Other(encoding) => {
                let (text, lossy) = encoding.decode_without_bom_handling(bytes);
                (text.into_owned(), lossy)
            }
        };
        Decoded { text, raw: lossy.then(|| bytes.into()) }
    }
}

/// Subject (the first paragraph, lines joined by a space) and body (all after it), as git's `%s` and `%b`.
pub(super) fn split(message: &[u8]) -> (Vec<u8>, &[u8]) {
    let mut rest = skip_blank_lines(message);
    let mut subject = Vec::new();
    while !rest.is_empty() {
        let (line, after) = first_line(rest);
        rest = after;
        let line = trim_end(line);
        if line.is_empty() {
            break;
        }
        if !subject.is_empty() {
            subject.push(b' ');
        }
        subject.extend_from_slice(line);
    }
    (subject, skip_blank_lines(rest))
}

fn skip_blank_lines(mut text: &[u8]) -> &[u8] {
    while !text.is_empty() {
        let (line, rest) = first_line(text);
        if !trim_end(line).is_empty() {
            break;
        }
        text = rest;
    }
    text
}

fn first_line(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.find_byte(b'\n').map_or(text.len(), |at| at + 1);
    text.split_at(end)
}

/// Without the trailing characters that git takes for white space (not form feed, nor vertical tab).
fn trim_end(line: &[u8]) -> &[u8] {
    let end = line.iter().rposition(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).map_or(0, |at| at + 1);
    &line[..end]
}
