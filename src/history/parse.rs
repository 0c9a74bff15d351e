//! A commit object taken apart without judging it: git reads commits that no strict parser would, and so does this.

use gix::{ObjectId, bstr::ByteSlice};

use super::Time;

/// The parts of a commit object, still as bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct RawCommit<'a> {
    head: &'a [u8],
    /// What follows the first empty line, up to the first NUL.
    pub(super) message: &'a [u8],
}

impl<'a> RawCommit<'a> {
    pub(super) fn new(data: &'a [u8]) -> Self {
        let (head, message) = match data.find(b"\n\n") {
            Some(end) => (&data[..=end], &data[end + 1..]),
            None => (data, &data[data.len()..]),
        };
        // git handles messages as C strings.
        let message = message.find_byte(0).map_or(message, |end| &message[..end]);
        Self { head, message }
    }

    /// The first header of that name.
    pub(super) fn header(&self, name: &[u8]) -> Option<&'a [u8]> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(b" "))
    }

    /// The tree, unless the object is no commit.
    pub(super) fn tree(&self) -> Option<ObjectId> {
        let line = self.head.strip_prefix(b"tree ")?;
        ObjectId::from_hex(line.lines().next()?).ok()
    }

    /// The parents in their order. They follow the tree without a gap, else git does not see them.
    pub(super) fn parents(&self) -> impl Iterator<Item = ObjectId> + 'a {
        self.head
            .lines()
            .skip(1)
            .map_while(|line| line.strip_prefix(b"parent "))
            .filter_map(|hex| ObjectId::from_hex(hex).ok())
    }

    /// The committer's date as git orders commits by it: nothing sensible is 0.
    pub(super) fn order_time(&self) -> u64 {
        self.header(b"committer").map_or(0, |line| {
            let after = line.rfind_byte(b'>').map_or(&b""[..], |end| &line[end + 1..]);
            leading_number(after.trim_start()).map_or(0, |(seconds, _)| seconds)
        })
    }
}

/// An author or committer line: name, address, time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ident<'a> {
    pub(super) name: &'a [u8],
    pub(super) email: &'a [u8],
    pub(super) time: Time,
}

impl<'a> Ident<'a> {
    /// Reads what git would: name up to the first `<`, address up to the next `>`, date after the last `>`.
    pub(super) fn new(line: &'a [u8]) -> Self {
        let nobody = Self { name: b"", email: b"", time: Time::MISSING };
        let Some(open) = line.find_byte(b'<') else { return nobody };
        let Some(close) = line[open + 1..].find_byte(b'>').map(|at| open + 1 + at) else { return nobody };
        let last = line.rfind_byte(b'>').unwrap_or(close);
        Self { name: line[..open].trim_end(), email: &line[open + 1..close], time: time(line[last + 1..].trim_start()) }
    }
}

/// The part of an ident line that says who it is, without the date.
pub(super) fn person_part(line: &[u8]) -> &[u8] {
    line.rfind_byte(b'>').map_or(line, |end| &line[..=end])
}

fn time(text: &[u8]) -> Time {
    let Some((seconds, rest)) = leading_number(text) else { return Time::MISSING };
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    let zone = rest.trim_start();
    let sign = match zone.first() {
        Some(b'+') => 1,
        Some(b'-') => -1,
        _ => return Time { seconds, offset_minutes: 0 },
    };
    let digits = leading_number(&zone[1..]).map_or(0, |(number, _)| number.min(9999));
    let minutes = i16::try_from(digits / 100 * 60 + digits % 100).unwrap_or(0);
    Time { seconds, offset_minutes: sign * minutes }
}

/// The number at the start, saturating, and what follows it.
fn leading_number(text: &[u8]) -> Option<(u64, &[u8])> {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    if end == 0 {
        return None;
    }
    let number =
        text[..end].iter().fold(0_u64, |sum, digit| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
    Some((number, &text[end..]))
}
