//! One thing that was looked at, and how it is.

use serde::Serialize;

/// How it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// As it should be.
    Ok,
    /// Worth knowing; nothing to do, or not looked at.
    Note,
    /// Something will not work in some cases.
    Warning,
    /// Something does not work.
    Failure,
}

impl Status {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Failure => "failure",
        }
    }
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What was looked at.
    pub name: &'static str,
    /// How it is.
    pub status: Status,
    /// What was seen.
    pub message: String,
    /// What to do.
    pub hints: Vec<String>,
}

impl Check {
    /// All is as it should be.
    pub(super) fn ok(name: &'static str, message: impl Into<String>) -> Self {
        Self::new(name, Status::Ok, message)
    }

    /// Worth knowing.
    pub(super) fn note(name: &'static str, message: impl Into<String>) -> Self {
        Self::new(name, Status::Note, message)
    }

    /// Does not work in some cases.
    pub(super) fn warning(name: &'static str, message: impl Into<String>) -> Self {
        Self::new(name, Status::Warning, message)
    }

    /// Does not work.
    pub(super) fn failure(name: &'static str, message: impl Into<String>) -> Self {
        Self::new(name, Status::Failure, message)
    }

    fn new(name: &'static str, status: Status, message: impl Into<String>) -> Self {
        Self { name, status, message: message.into(), hints: Vec::new() }
    }

    /// Says what to do.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Makes it at least a warning, and says why.
    pub(super) fn warn(mut self, why: impl Into<String>) -> Self {
        self.status = self.status.max(Status::Warning);
        self.hint(why)
    }
}
