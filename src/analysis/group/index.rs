//! Finds commits of the range by what messages write of them.

use std::collections::HashMap;

use crate::{analysis::wording::without_pull_request, history::CommitId};

/// The commits of a range by id, subject and pull request. Rows stand newest first.
#[derive(Debug, Default)]
pub(super) struct Index<'a> {
    ids: Vec<(String, usize)>,
    subjects: HashMap<&'a str, Vec<usize>>,
    requests: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Index<'a> {
    /// Of ids, subjects, and the requests that they were merged by.
    pub(super) fn new(rows: impl Iterator<Item = (CommitId, &'a str, Option<&'a str>)>) -> Self {
        let mut index = Self::default();
        for (row, (id, subject, request)) in rows.enumerate() {
            index.ids.push((id.to_string(), row));
            index.subjects.entry(subject).or_default().push(row);
            let bare = without_pull_request(subject);
            if bare.len() < subject.len() {
                index.subjects.entry(bare).or_default().push(row);
            }
            if let Some(request) = request {
                index.requests.entry(request).or_default().push(row);
            }
        }
        index.ids.sort_unstable();
        index
    }

    /// The one commit whose id begins so.
    pub(super) fn commit(&self, prefix: &str) -> Option<usize> {
        let at = self.ids.partition_point(|(id, _)| id.as_str() < prefix);
        let matches = |at: usize| self.ids.get(at).is_some_and(|(id, _)| id.starts_with(prefix));
        (matches(at) && !matches(at + 1)).then(|| self.ids[at].1)
    }

    /// The commits of that subject, a `(#12)` at its end or not, newest first.
    pub(super) fn of_subject(&self, subject: &str) -> &[usize] {
        self.subjects.get(subject).map_or(&[], Vec::as_slice)
    }

    /// The nearest commit of that subject that is older than this row.
    pub(super) fn older_of_subject(&self, row: usize, subject: &str) -> Option<usize> {
        let older = |subject| self.of_subject(subject).iter().copied().find(|other| *other > row);
        older(subject).or_else(|| older(without_pull_request(subject)))
    }

    /// The commits of a pull request.
    pub(super) fn of_request(&self, request: &str) -> &[usize] {
        self.requests.get(request).map_or(&[], Vec::as_slice)
    }
}
