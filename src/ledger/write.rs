//! Appending: one record after the other, each on the head of that moment, again when somebody was faster.

use jiff::Timestamp;

use super::{
    Actor, Content, Digest, Ledger, NewCommit, RECORD_SCHEMA, Record, RecordStore, StoreError,
    form::{self, CLOCK_SLACK_SECONDS, NOTES_FILE, RECORD_FILE},
    record::Document,
};
use crate::{
    fault::{Fault, Faulty},
    history::CommitId,
};

/// How often a record is written anew because somebody was faster.
const ATTEMPTS: u32 = 32;

/// Why nothing was appended.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The place where records are kept failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is a commit in the ledger that is not a record.
    #[error("the ledger is not valid: `{}`: {flaw}", .commit.short())]
    Invalid {
        /// The commit.
        commit: CommitId,
        /// What is wrong with it.
        flaw: super::Flaw,
    },
    /// Others wrote faster, each time.
    #[error("others wrote to the ledger each of the {ATTEMPTS} times that it was tried")]
    Raced,
}

impl Faulty for WriteError {
    fn fault(&self) -> Fault {
        match self {
            Self::Store(error) => error.fault(),
            Self::Invalid { .. } => Fault::No,
            Self::Raced => Fault::Outside,
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::Store(error) => error.hints(),
            Self::Invalid { .. } => vec![
                "see how it came there: `git log --show-signature refs/tminus/ledger` and `git reflog refs/tminus/ledger`".into(),
            ],
            Self::Raced => vec!["try again".into()],
        }
    }
}

/// What is to be written next.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What the record says.
    pub content: Content,
    /// A proposal's notes.
    pub notes: Option<Vec<u8>>,
}

impl Entry {
    /// A record without notes.
    pub fn new(content: Content) -> Self {
        Self { content, notes: None }
    }
}

/// Who writes, where, when, and whether it is signed.
#[derive(Debug, Clone)]
pub struct Pen {
    /// Who.
    pub actor: Actor,
    /// The id of the branch's root commit.
    pub repository: CommitId,
    /// The true time.
    pub now: Timestamp,
    /// Whether the user's git signs.
    pub sign: bool,
}

/// Appends what `next` asks for, given the ledger as it stands, until it asks for nothing more. What was written, oldest
/// first; nothing if all had been said already.
pub fn append(
    store: &dyn RecordStore,
    pen: &Pen,
    mut next: impl FnMut(&Ledger) -> Option<Entry>,
) -> Result<Vec<Record>, WriteError> {
    let mut written = Vec::new();
    let mut lost = 0;
    loop {
        let ledger = Ledger::read(store, Some(pen.repository))?;
        if let Some((commit, flaw)) = ledger.flaws().first() {
            return Err(WriteError::Invalid { commit: *commit, flaw: flaw.clone() });
        }
        let Some(entry) = next(&ledger) else { return Ok(written) };
        let (commit, document) = compose(pen, &ledger, &entry);
        let id = store.write(&commit, pen.sign)?;
        let why = format!("tminus: {}", entry.content.type_name());
        if store.advance(ledger.head(), id, &why)? {
            written.push(Record {
                id,
                time: document.time,
                actor: document.actor,
                repository: document.repository,
                parents: document.parents,
                signed: document.signed,
                subject: document.subject,
                content: entry.content,
            });
        } else {
            lost += 1;
            if lost == ATTEMPTS {
                return Err(WriteError::Raced);
            }
        }
    }
}

fn compose(pen: &Pen, ledger: &Ledger, entry: &Entry) -> (NewCommit, Document) {
    let parents: Vec<CommitId> = ledger.head().into_iter().collect();
    let earliest = parents
        .iter()
        .filter_map(|parent| ledger.record(*parent))
        .map(|parent| parent.time.as_second() - CLOCK_SLACK_SECONDS)
        .max();
    let time = pen.now.as_second().max(earliest.unwrap_or(i64::MIN));
    let key = pen.actor.key.clone().filter(|_| pen.sign);
    let document = Document {
        schema: RECORD_SCHEMA.to_owned(),
        type_name: entry.content.type_name().to_owned(),
        time: Timestamp::from_second(time).unwrap_or(pen.now),
        actor: Actor { key, ..pen.actor.clone() },
        repository: pen.repository,
        parents: parents.clone(),
        signed: pen.sign,
        subject: entry.content.subject(),
        payload: entry.content.to_payload(),
    };
    let record = document.to_bytes();
    let message = form::message(&document.type_name, Digest::of(&record));
    let mut files = vec![(RECORD_FILE, record)];
    files.extend(entry.notes.iter().map(|notes| (NOTES_FILE, notes.clone())));
    (NewCommit { message, parents, time, actor: document.actor.clone(), files }, document)
}
