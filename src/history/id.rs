//! Names of objects: SHA-1 or SHA-256, whichever the repository uses.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// The id of a commit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CommitId(gix::ObjectId);

/// A string that is not a full hexadecimal object id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a full commit id")]
pub struct NotAnId(String);

impl CommitId {
    /// Seven digits, as git abbreviates by default. For the eye; never for looking up.
    pub fn short(&self) -> String {
        self.0.to_hex_with_len(7).to_string()
    }

    pub(super) fn object(&self) -> gix::ObjectId {
        self.0
    }

    /// The id's bytes, 20 or 32 of them.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_slice()
    }
}

impl From<gix::ObjectId> for CommitId {
    fn from(id: gix::ObjectId) -> Self {
        Self(id)
    }
}

impl FromStr for CommitId {
    type Err = NotAnId;

    fn from_str(hex: &str) -> Result<Self, Self::Err> {
        gix::ObjectId::from_hex(hex.as_bytes()).map(Self).map_err(|_| NotAnId(hex.chars().take(80).collect()))
    }
}

impl fmt::Display for CommitId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Debug for CommitId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "CommitId({})", self.short())
    }
}

/// The id of a file's content, or of a submodule's commit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentId(gix::ObjectId);

/// The id of the folder that a commit is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TreeId(gix::ObjectId);

impl TreeId {
    pub(super) fn object(self) -> gix::ObjectId {
        self.0
    }
}

impl From<gix::ObjectId> for TreeId {
    fn from(id: gix::ObjectId) -> Self {
        Self(id)
    }
}

impl ContentId {
    /// The id that a SHA-1 repository gives to a text.
    pub fn of_text(text: &[u8]) -> Self {
        let hash = gix::objs::compute_hash(gix::hash::Kind::Sha1, gix::objs::Kind::Blob, text);
        Self(hash.unwrap_or_else(|_| gix::ObjectId::null(gix::hash::Kind::Sha1)))
    }

    /// The id's bytes, 20 or 32 of them.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    pub(super) fn object(&self) -> gix::ObjectId {
        self.0
    }
}

impl From<gix::ObjectId> for ContentId {
    fn from(id: gix::ObjectId) -> Self {
        Self(id)
    }
}

impl fmt::Display for ContentId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Debug for ContentId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ContentId({})", self.0.to_hex_with_len(7))
    }
}

impl Serialize for CommitId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CommitId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
