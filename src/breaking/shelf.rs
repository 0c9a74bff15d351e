//! Facts of files by content, kept between runs: a file is read once, whichever ends and commits have it.

use std::{
    cell::{Cell, OnceCell, RefCell},
    collections::{HashMap, HashSet},
    path::Path,
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{
    Ecosystem, Form, Source, Unread,
    sources::{Content, Reader},
};
use crate::{
    fault::guarded,
    history::ContentId,
    store::CacheFile,
    syntax::{LeftOut, Parsers, left_out_by_content},
};

/// What became of one file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Reading<F> {
    /// It was read. Broken: not all of it was understood.
    Facts { facts: F, broken: bool },
    /// Nobody wrote it by hand.
    LeftOut(LeftOut),
    /// It has nothing to do with the ecosystem.
    Foreign,
    /// It cannot be read, and why.
    Unread(String),
}

/// Content and form: what facts follow from.
pub(super) type Key = (ContentId, Form);

/// Files that take longer to read than a cache file to write.
const WORTH_KEEPING: usize = 8;
/// Bytes that are kept between runs.
const KEPT_AT_MOST: usize = 24 << 20;

/// All facts of one ecosystem that are known in this run or were kept from earlier ones.
pub(super) struct Shelf<E: Ecosystem> {
    file: Option<CacheFile>,
    known: RefCell<HashMap<Key, Arc<Reading<E::Facts>>>>,
    /// From earlier runs, read when first asked for and not taken apart yet.
    kept: OnceCell<HashMap<Vec<u8>, Vec<u8>>>,
    /// How many were read in this run.
    fresh: Cell<usize>,
}

impl<E: Ecosystem> Shelf<E> {
    /// The shelf of an ecosystem, in a folder of the cache.
    pub(super) fn new(folder: Option<&Path>) -> Self {
        let file = folder.map(|folder| CacheFile::new(folder.join(E::NAME.replace(' ', "-")), E::VERSION));
        Self { file, known: RefCell::default(), kept: OnceCell::new(), fresh: Cell::new(0) }
    }

    fn kept(&self) -> &HashMap<Vec<u8>, Vec<u8>> {
        self.kept.get_or_init(|| {
            let kept: Vec<(Vec<u8>, Vec<u8>)> = self.file.as_ref().and_then(CacheFile::read).unwrap_or_default();
            kept.into_iter().collect()
        })
    }

    /// What is known of a content.
    pub(super) fn known(&self, key: Key) -> Option<Arc<Reading<E::Facts>>> {
        if let Some(reading) = self.known.borrow().get(&key) {
            return Some(Arc::clone(reading));
        }
        let reading = Arc::new(postcard::from_bytes(self.kept().get(&name(key))?).ok()?);
        self.known.borrow_mut().insert(key, Arc::clone(&reading));
        Some(reading)
    }

    pub(super) fn put(&self, key: Key, reading: Reading<E::Facts>) -> Arc<Reading<E::Facts>> {
        let reading = Arc::new(reading);
        self.fresh.set(self.fresh.get() + 1);
        self.known.borrow_mut().insert(key, Arc::clone(&reading));
        reading
    }

    /// Keeps what is known for the next run: what this run used first, then what was kept before, as far as there is room.
    pub(super) fn keep(&self) {
        // What is read in no time need not be kept.
        let Some(file) = self.file.as_ref().filter(|_| self.fresh.get() >= WORTH_KEEPING) else { return };
        let mut size = 0;
        let mut entries: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
        let known = self.known.borrow();
        for (key, reading) in known.iter() {
            let Ok(bytes) = postcard::to_stdvec(&**reading) else { continue };
            size += bytes.len();
            if size > KEPT_AT_MOST {
                break;
            }
            entries.push((name(*key), bytes));
        }
        let used: HashSet<Vec<u8>> = known.keys().map(|key| name(*key)).collect();
        for (name, bytes) in self.kept().iter().filter(|(name, _)| !used.contains(*name)) {
            size += bytes.len();
            if size > KEPT_AT_MOST {
                break;
            }
            entries.push((name.clone(), bytes.clone()));
        }
        entries.sort_unstable();
        if let Err(error) = file.write(&entries) {
            tracing::debug!(%error, "facts of sources are not kept");
        }
    }
}

fn name((id, form): Key) -> Vec<u8> {
    [id.as_bytes(), form.as_bytes()].concat()
}

/// Reads one file, whatever it holds.
pub(super) fn read<E: Ecosystem>(
    reader: &Reader,
    (id, form): Key,
    path: &str,
    parsers: &mut Parsers,
) -> Reading<E::Facts> {
    let bytes = match reader.read(id, path, E::LARGEST) {
        Content::Bytes(bytes) => bytes,
        Content::TooLarge => return Reading::LeftOut(LeftOut::TooLarge),
        Content::Missing => return Reading::Unread("it is not in the repository".into()),
    };
    let text = String::from_utf8_lossy(&bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let is_taken = |why: &LeftOut| E::READS_GENERATED && matches!(why, LeftOut::Generated | LeftOut::Minified);
    if let Some(why) = left_out_by_content(text).filter(|why| !is_taken(why)) {
        return Reading::LeftOut(why);
    }
    let mut source = Source::new(text, form, parsers);
    match guarded(|| E::read(&mut source).map(|facts| (facts, source.is_broken()))) {
        Ok(Ok((facts, broken))) => Reading::Facts { facts, broken },
        Ok(Err(Unread::Foreign)) => Reading::Foreign,
        Ok(Err(error)) => Reading::Unread(error.to_string()),
        Err(panic) => Reading::Unread(format!("reading it failed: {panic}")),
    }
}
