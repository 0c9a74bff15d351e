//! The commits of a range, one after the other, in the order of `git log`.

use std::sync::Arc;

use gix::ObjectId;

use super::{
    Commit, CommitId, HistoryError, Person, Range, Repository, TreeId,
    ancestry::Ancestry,
    message::{Charset, split},
    parse::RawCommit,
    people::People,
};
use crate::process::Cancel;

/// Streams the commits of a range, newest first. A failure is the last item.
pub struct Walk {
    reader: CommitReader,
    order: Order,
    cancel: Cancel,
}

enum Order {
    /// Known beforehand, because something is left out.
    Known {
        ids: std::vec::IntoIter<ObjectId>,
    },
    /// Found on the way.
    Open(Box<Ancestry>),
    Ended,
}

impl Walk {
    pub(super) fn new(repository: &Repository, range: &Range, cancel: &Cancel) -> Result<Self, HistoryError> {
        let ancestry = repository.ancestry(range.to_id, range.from_id)?;
        let order = if range.from_id.is_some() {
            Order::Known { ids: ancestry.collect(|| cancel.is_cancelled())?.into_iter() }
        } else {
            Order::Open(Box::new(ancestry))
        };
        Ok(Self { reader: CommitReader::new(repository), order, cancel: cancel.clone() })
    }

    /// How many commits are still to come, where that is known before the end.
    pub fn remaining(&self) -> Option<usize> {
        match &self.order {
            Order::Known { ids } => Some(ids.len()),
            Order::Open(_) => None,
            Order::Ended => Some(0),
        }
    }

    /// The ids alone, for who needs no messages.
    pub fn ids(mut self) -> impl Iterator<Item = Result<CommitId, HistoryError>> {
        std::iter::from_fn(move || self.next_id().map(|id| id.map(CommitId::from)))
    }

    fn next_id(&mut self) -> Option<Result<ObjectId, HistoryError>> {
        if self.cancel.is_cancelled() && !matches!(self.order, Order::Ended) {
            self.order = Order::Ended;
            return Some(Err(HistoryError::Cancelled));
        }
        match &mut self.order {
            Order::Known { ids } => ids.next().map(Ok),
            Order::Open(ancestry) => ancestry.next_of_all().transpose(),
            Order::Ended => None,
        }
    }
}

impl Iterator for Walk {
    type Item = Result<Commit, HistoryError>;

    fn next(&mut self) -> Option<Self::Item> {
        let item = self.next_id()?.and_then(|id| self.reader.read(id.into()));
        if item.is_err() {
            self.order = Order::Ended;
        }
        Some(item)
    }
}

/// Reads commits by id, people after `.mailmap`.
pub struct CommitReader {
    repository: gix::Repository,
    shallow: Vec<ObjectId>,
    people: People,
    buffer: Vec<u8>,
}

impl CommitReader {
    pub(super) fn new(repository: &Repository) -> Self {
        let local = repository.local();
        let people = People::new(&local.open_mailmap());
        Self { shallow: shallow_commits(&local), repository: local, people, buffer: Vec::new() }
    }

    /// Somebody whom a message names, after `.mailmap`.
    pub fn person(&mut self, name: &str, email: &str) -> Arc<Person> {
        let line = format!("{name} <{email}> 0 +0000");
        self.people.read(line.as_bytes(), Charset::Utf8).0
    }

    /// The commit of that id, with its whole message.
    pub fn read(&mut self, id: CommitId) -> Result<Commit, HistoryError> {
        let object = read_commit(&self.repository, id, &mut self.buffer)?;
        let charset = Charset::new(object.header(b"encoding"));
        let (author, authored_at) = self.people.read(object.header(b"author").unwrap_or_default(), charset);
        let (committer, committed_at) = self.people.read(object.header(b"committer").unwrap_or_default(), charset);
        let (subject, body) = split(object.message);
        let is_cut = self.shallow.binary_search(&id.object()).is_ok();
        Ok(Commit {
            id,
            tree: object.tree().map(TreeId::from),
            parents: if is_cut { Vec::new() } else { object.parents().map(CommitId::from).collect() },
            subject: charset.decode(&subject),
            body: charset.decode(body),
            author,
            committer,
            authored_at,
            committed_at,
        })
    }
}

/// The commits whose parents a shallow clone left out, sorted.
pub(super) fn shallow_commits(repository: &gix::Repository) -> Vec<ObjectId> {
    repository.shallow_commits().ok().flatten().map(|commits| commits.iter().copied().collect()).unwrap_or_default()
}

/// The commit object of that id. That it is missing, and that it is something else, are told apart.
pub(super) fn read_commit<'a>(
    repository: &gix::Repository,
    id: CommitId,
    buffer: &'a mut Vec<u8>,
) -> Result<RawCommit<'a>, HistoryError> {
    use gix::objs::Find as _;
    let object = repository.objects.try_find(&id.object(), buffer);
    match object {
        Ok(Some(object)) if object.kind == gix::objs::Kind::Commit => Ok(RawCommit::new(object.data)),
        Ok(Some(object)) => Err(HistoryError::BrokenCommit { id, source: format!("it is a {}", object.kind).into() }),
        Ok(None) => Err(HistoryError::MissingCommit { id }),
        Err(source) => Err(HistoryError::BrokenCommit { id, source: source.to_string().into() }),
    }
}
