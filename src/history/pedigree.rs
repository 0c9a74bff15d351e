//! Dates and parents of commits as they were read before: what a commit-graph is for, where the repository has none.
//!
//! A commit never changes, so what was read once stays true. It is kept in a file that may be deleted at any time, and is not
//! used for commits whose parents a shallow clone cuts off, nor where `refs/replace` shows other commits than there are.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use gix::{ObjectId, hash::Kind};

use crate::store::CacheFile;

/// Raised when the form of what is kept changes.
pub(super) const VERSION: u32 = 1;
/// Commits beyond this many are let go, those that were not met lately first.
const COMMITS_AT_MOST: usize = 120_000;
/// Fewer new ones are not worth a file: they are read as quickly.
const WORTH_KEEPING: usize = 128;
/// A date in a record.
const DATE: usize = size_of::<u64>();

/// Commits by id, in records of one length one after the other: id, two parents (zeros for none), date. A commit with more
/// parents is not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pedigree {
    hash: Kind,
    records: Vec<u8>,
}

impl Pedigree {
    pub(super) fn new(hash: Kind) -> Self {
        Self { hash, records: Vec::new() }
    }

    fn of(hash: Kind, records: Vec<u8>) -> Option<Self> {
        let pedigree = Self { hash, records };
        pedigree.records.len().is_multiple_of(pedigree.length()).then_some(pedigree)
    }

    fn length(&self) -> usize {
        3 * self.hash.len_in_bytes() + DATE
    }

    fn len(&self) -> usize {
        self.records.len() / self.length()
    }

    fn record(&self, at: usize) -> &[u8] {
        &self.records[at * self.length()..][..self.length()]
    }

    /// Adds a commit that was read; [`Self::joined`] puts it in its place.
    pub(super) fn push(&mut self, id: &ObjectId, date: u64, parents: &[ObjectId]) {
        let none = ObjectId::null(self.hash);
        if parents.len() > 2 || self.len() >= COMMITS_AT_MOST || parents.contains(&none) {
            return;
        }
        for id in [id, parents.first().unwrap_or(&none), parents.get(1).unwrap_or(&none)] {
            self.records.extend_from_slice(id.as_slice());
        }
        self.records.extend_from_slice(&date.to_le_bytes());
    }

    /// Date and parents of a commit.
    pub(super) fn find(&self, id: &ObjectId) -> Option<(u64, Vec<ObjectId>)> {
        let width = self.hash.len_in_bytes();
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.record(middle)[..width].cmp(id.as_slice()) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(self.read(middle)),
            }
        }
        None
    }

    fn read(&self, at: usize) -> (u64, Vec<ObjectId>) {
        let width = self.hash.len_in_bytes();
        let (ids, date) = self.record(at).split_at(3 * width);
        let parents = ids[width..].chunks_exact(width).map(ObjectId::from_bytes_or_panic);
        let date = u64::from_le_bytes(date.try_into().expect("a record ends with a date"));
        (date, parents.filter(|parent| !parent.is_null()).collect())
    }

    /// These commits and then those, as far as there is room, in the order of their ids.
    fn joined(&self, older: &Self) -> Self {
        let width = self.hash.len_in_bytes();
        let room = COMMITS_AT_MOST.saturating_sub(self.len());
        let older = older.records.chunks_exact(self.length()).take(room);
        let mut records: Vec<&[u8]> = self.records.chunks_exact(self.length()).chain(older).collect();
        records.sort_unstable();
        records.dedup_by_key(|record| &record[..width]);
        Self { hash: self.hash, records: records.concat() }
    }
}

/// The pedigree of one repository, shared by all that walk it.
#[derive(Debug)]
pub(super) struct PedigreeFile {
    file: CacheFile,
    hash: Kind,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// What the file has, as long as somebody looks at it.
    read: Weak<Pedigree>,
    /// The same with what is not written yet.
    unwritten: Option<Arc<Pedigree>>,
    /// Commits that are not written yet.
    news: usize,
}

impl PedigreeFile {
    pub(super) fn new(file: CacheFile, hash: Kind) -> Self {
        Self { file, hash, state: Mutex::default() }
    }

    /// All that is known.
    pub(super) fn now(&self) -> Arc<Pedigree> {
        self.known(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn known(&self, state: &mut State) -> Arc<Pedigree> {
        if let Some(known) = state.unwritten.clone().or_else(|| state.read.upgrade()) {
            return known;
        }
        let kept = self.file.read_bytes().and_then(|records| Pedigree::of(self.hash, records));
        let known = Arc::new(kept.unwrap_or_else(|| Pedigree::new(self.hash)));
        state.read = Arc::downgrade(&known);
        known
    }

    /// Takes in commits that were read.
    pub(super) fn learn(&self, news: &Pedigree) {
        if news.len() == 0 {
            return;
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let known = self.known(&mut state);
        state.unwritten = Some(Arc::new(news.joined(&known)));
        state.news += news.len();
    }

    /// Writes what is new and lets go of the memory. That it cannot be written is no failure: the next run is slower.
    pub(super) fn keep(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let news = std::mem::take(&mut state.news);
        let Some(unwritten) = state.unwritten.take().filter(|_| news >= WORTH_KEEPING) else { return };
        state.read = Weak::new();
        if let Err(error) = self.file.write_bytes(&unwritten.records) {
            tracing::debug!(%error, "dates and parents of commits are not kept");
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::store::disk;

    fn id(number: u16) -> ObjectId {
        let mut bytes = [7; 20];
        bytes[..2].copy_from_slice(&number.to_be_bytes());
        ObjectId::from_bytes_or_panic(&bytes)
    }

    proptest! {
        #[test]
        fn what_was_learnt_in_any_order_is_found_and_nothing_else(
            commits in proptest::collection::btree_map(0_u16..400, (any::<u64>(), proptest::collection::vec(400_u16..800, 0..=2)), 0..60),
            split in any::<prop::sample::Index>(),
        ) {
            let folder = disk::temporary_folder().unwrap();
            let file = CacheFile::new(folder.path().join("pedigree"), VERSION);
            let known = PedigreeFile::new(file, Kind::Sha1);
            let mut halves = [Pedigree::new(Kind::Sha1), Pedigree::new(Kind::Sha1)];
            for (at, (number, (date, parents))) in commits.iter().rev().enumerate() {
                let parents: Vec<ObjectId> = parents.iter().map(|parent| id(*parent)).collect();
                halves[usize::from(at >= split.index(60))].push(&id(*number), *date, &parents);
            }
            for half in &halves {
                known.learn(half);
            }
            for number in 0..400 {
                let expected = commits.get(&number).map(|(date, parents)| (*date, parents.iter().map(|parent| id(*parent)).collect()));
                prop_assert_eq!(known.now().find(&id(number)), expected);
            }
        }
    }

    #[test]
    fn an_octopus_is_left_out() {
        let mut pedigree = Pedigree::new(Kind::Sha1);
        pedigree.push(&id(1), 1, &[id(2), id(3), id(4)]);
        assert_eq!(pedigree.len(), 0);
    }

    #[test]
    fn what_is_kept_is_read_again_and_a_damaged_file_is_as_none() {
        let folder = disk::temporary_folder().unwrap();
        let path = folder.path().join("pedigree");
        let open = || PedigreeFile::new(CacheFile::new(&path, VERSION), Kind::Sha1);
        let mut few = Pedigree::new(Kind::Sha1);
        few.push(&id(1), 5, &[id(2)]);
        let known = open();
        known.learn(&few);
        known.keep();
        assert!(!disk::exists(&path), "one commit is not worth a file");
        let mut many = Pedigree::new(Kind::Sha1);
        for number in 0..WORTH_KEEPING as u16 {
            many.push(&id(number), 5, &[id(number + 1)]);
        }
        known.learn(&many);
        known.keep();
        assert_eq!(open().now().find(&id(1)), Some((5, vec![id(2)])));
        let mut bytes = disk::read(&path).unwrap();
        bytes[60] ^= 1;
        disk::write(&path, &bytes, disk::Access::Private).unwrap();
        assert_eq!(open().now().find(&id(1)), None);
    }
}
