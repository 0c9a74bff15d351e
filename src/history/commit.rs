//! A commit as it was written: people, times, message. Nothing here is judged.

use std::sync::Arc;

use super::{CommitId, TreeId};

/// Text from git, decoded. `raw` is there only where the bytes were not valid in their declared encoding, and then
/// `text` has U+FFFD in their place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Decoded {
    /// The text; may hold control characters (see `crate::text` before showing it).
    pub text: String,
    /// The bytes as they are stored, where `text` lost something.
    pub raw: Option<Box<[u8]>>,
}

/// An author or committer, after `.mailmap`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Person {
    /// Name.
    pub name: Decoded,
    /// E-mail address.
    pub email: Decoded,
}

/// A moment with the offset it was written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Time {
    /// Seconds since 1970-01-01 UTC.
    pub seconds: i64,
    /// Minutes east of UTC.
    pub offset_minutes: i16,
}

impl Time {
    /// A date that is missing or cannot be read.
    pub const MISSING: Self = Self { seconds: i64::MIN, offset_minutes: 0 };

    /// Year, month and day in the offset that the commit was written in, where there is such a day.
    pub fn date(self) -> Option<(i16, i8, i8)> {
        let offset = jiff::tz::Offset::from_seconds(i32::from(self.offset_minutes) * 60).ok()?;
        let date = offset.to_datetime(jiff::Timestamp::from_second(self.seconds).ok()?).date();
        Some((date.year(), date.month(), date.day()))
    }

    /// RFC 3339 in the offset that the commit was written in, or nothing where that format cannot say it (a year beyond
    /// 9999, an offset of a day or more).
    pub fn to_rfc3339(self) -> Option<String> {
        if self.offset_minutes.unsigned_abs() >= 24 * 60 {
            return None;
        }
        let offset = jiff::tz::Offset::from_seconds(i32::from(self.offset_minutes) * 60).ok()?;
        let moment = jiff::Timestamp::from_second(self.seconds).ok()?;
        let local = offset.to_datetime(moment);
        if !(0..=9999).contains(&local.year()) {
            return None;
        }
        Some(moment.display_with_offset(offset).to_string())
    }
}

/// A commit with its whole message. Lives only as long as it is looked at: lists keep less.
#[derive(Debug, Clone)]
pub struct Commit {
    /// Its id.
    pub id: CommitId,
    /// The folder that it is of, where it names one.
    pub tree: Option<TreeId>,
    /// Its parents, first parent first.
    pub parents: Vec<CommitId>,
    /// git's `%s`: the first paragraph on one line.
    pub subject: Decoded,
    /// git's `%b`: all after the first paragraph.
    pub body: Decoded,
    /// Who wrote the change.
    pub author: Arc<Person>,
    /// Who committed it.
    pub committer: Arc<Person>,
    /// When it was written.
    pub authored_at: Time,
    /// When it was committed.
    pub committed_at: Time,
}

impl Commit {
    /// Whether it has more than one parent.
    pub fn is_merge(&self) -> bool {
        self.parents.len() > 1
    }
}
