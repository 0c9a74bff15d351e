//! The commits that are about to be released.

use super::CommitId;

/// `from..to`, resolved. Without `from` it is the whole history of `to`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// What was asked for or found: a tag's short name (`v1.4.2`) or any revision.
    pub from: Option<String>,
    /// The commit that `from` names.
    pub from_id: Option<CommitId>,
    /// What was asked for: `HEAD` unless said otherwise.
    pub to: String,
    /// The commit that `to` names.
    pub to_id: CommitId,
}
