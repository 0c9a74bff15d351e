//! The form of a record's commit: what may pass for a record, and what may not.

use super::{
    Digest, RECORD_SCHEMA, Record, StoredCommit,
    record::{Content, Document},
};
use crate::history::CommitId;

/// How far before its parent a record's time may lie: clocks differ.
pub(super) const CLOCK_SLACK_SECONDS: i64 = 300;
/// The first word of every record's message.
const MESSAGE_FORM: &str = "tminus-record/1";
/// The file that every record holds.
pub(super) const RECORD_FILE: &str = "record.json";
/// The file that a proposal holds besides.
pub(super) const NOTES_FILE: &str = "notes.md";

/// Why a commit is not a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// The message is not `tminus-record/1 <type> sha256:<hex>`.
    #[error("its message is not of the form `tminus-record/1 <type> sha256:<hex>`")]
    Message,
    /// A file is missing, or one too many, or not a plain file.
    #[error("its tree does not hold exactly {0}")]
    Tree(&'static str),
    /// The digest in the message is not that of `record.json`.
    #[error("`record.json` is not what the message's digest says")]
    Digest,
    /// `record.json` cannot be read.
    #[error("`record.json` is not a record: {0}")]
    Json(String),
    /// `record.json` has another schema.
    #[error("`record.json` has the schema `{0}`")]
    Schema(String),
    /// A member of `record.json` is not what the commit says.
    #[error("`{0}` in `record.json` is not what the commit says")]
    Mismatch(&'static str),
    /// It belongs to another repository.
    #[error("it was made in another repository, whose first commit is `{}`", .0.short())]
    Repository(CommitId),
    /// It says that it is signed and is not.
    #[error("it says that it is signed, and carries no signature")]
    Unsigned,
    /// Its time lies too far before a parent's.
    #[error("its time is more than five minutes before that of a record that it was written on")]
    Time,
    /// The digest of what it is about is not that of the object in its payload.
    #[error("its subject is not the digest of the object in its payload")]
    Subject,
    /// The notes of a proposal are not those that its subject names.
    #[error("`notes.md` is not what the proposal's notes digest says")]
    Notes,
    /// The object is missing or damaged.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
}

/// The message of a record of this type whose `record.json` has this digest.
pub(super) fn message(type_name: &str, digest: Digest) -> String {
    format!("{MESSAGE_FORM} {type_name} {digest}")
}

/// Whether a word can be a record's type.
fn is_type_name(word: &str) -> bool {
    !word.is_empty() && word.len() <= 64 && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

fn read_message(message: &[u8]) -> Option<(&str, Digest)> {
    let text = std::str::from_utf8(message).ok()?;
    // `git commit-tree` ends a message with a newline, libgit2 does not.
    let text = text.strip_suffix('\n').unwrap_or(text);
    let (type_name, digest) = text.strip_prefix(MESSAGE_FORM)?.strip_prefix(' ')?.split_once(' ')?;
    is_type_name(type_name).then_some(())?;
    Some((type_name, digest.parse().ok()?))
}

/// Reads a commit as a record of this repository, checking all that can be checked without its parents.
pub(super) fn read_record(commit: &StoredCommit, repository: Option<CommitId>) -> Result<Record, Flaw> {
    let (type_name, digest) = read_message(&commit.message).ok_or(Flaw::Message)?;
    let (record, notes) = read_files(commit, type_name)?;
    if Digest::of(record) != digest {
        return Err(Flaw::Digest);
    }
    let document: Document = serde_json::from_slice(record).map_err(|error| Flaw::Json(error.to_string()))?;
    check_document(&document, commit, type_name, repository)?;
    // The digest is taken of the object as it stands, so that members that this version does not know count, too.
    let object = document.payload.get("subject").map(Digest::of_json);
    let content = Content::from_payload(type_name, document.payload).map_err(|error| Flaw::Json(error.to_string()))?;
    if content.subject().is_some() && object != document.subject {
        return Err(Flaw::Subject);
    }
    if let (Content::Proposal(subject), Some(notes)) = (&content, notes)
        && subject.notes_digest != Some(Digest::of(notes))
    {
        return Err(Flaw::Notes);
    }
    Ok(Record {
        id: commit.id,
        time: document.time,
        actor: document.actor,
        repository: document.repository,
        parents: document.parents,
        signed: document.signed,
        subject: document.subject,
        content,
    })
}

/// `record.json`, and `notes.md` where there has to be one; nothing else may be there.
fn read_files<'a>(commit: &'a StoredCommit, type_name: &str) -> Result<(&'a [u8], Option<&'a [u8]>), Flaw> {
    let mut files: Vec<(&[u8], &[u8])> = Vec::new();
    let expected = if type_name == "proposal" { "`notes.md` and `record.json`" } else { "`record.json`" };
    for file in &commit.files {
        files.push((&file.name, file.content.as_deref().ok_or(Flaw::Tree(expected))?));
    }
    files.sort_unstable();
    match (type_name, files.as_slice()) {
        ("proposal", [(notes_name, notes), (record_name, record)])
            if *notes_name == NOTES_FILE.as_bytes() && *record_name == RECORD_FILE.as_bytes() =>
        {
            Ok((record, Some(notes)))
        }
        ("proposal", _) => Err(Flaw::Tree(expected)),
        (_, [(record_name, record)]) if *record_name == RECORD_FILE.as_bytes() => Ok((record, None)),
        _ => Err(Flaw::Tree(expected)),
    }
}

fn check_document(
    document: &Document,
    commit: &StoredCommit,
    type_name: &str,
    repository: Option<CommitId>,
) -> Result<(), Flaw> {
    if document.schema != RECORD_SCHEMA {
        return Err(Flaw::Schema(document.schema.clone()));
    }
    if document.type_name != type_name {
        return Err(Flaw::Mismatch("type"));
    }
    if document.time.as_second() != commit.committed_at || document.time.subsec_nanosecond() != 0 {
        return Err(Flaw::Mismatch("time"));
    }
    if document.parents != commit.parents {
        return Err(Flaw::Mismatch("parents"));
    }
    if document.signed && !commit.signed {
        return Err(Flaw::Unsigned);
    }
    match repository {
        Some(here) if here != document.repository => Err(Flaw::Repository(document.repository)),
        _ => Ok(()),
    }
}
