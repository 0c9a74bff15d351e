//! Facts of files by content, kept between runs: a file is read once, whichever ends and commits have it.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
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
    /// Reading failed for which it is not to blame, and why: it is tried again the next time.
    Failed(String),
}

/// Content and form: what facts follow from.
pub(super) type Key = (ContentId, Form);

/// Files that take longer to read than a cache file to write.
const WORTH_KEEPING: usize = 8;
/// Bytes that are kept between runs, and packed within one.
const KEPT_AT_MOST: usize = 24 << 20;
/// Packed bytes of what stays at hand between two comparisons. At hand it takes several times as much.
const AT_HAND_AT_MOST: usize = 4 << 20;

/// All facts of one ecosystem that are known in this run or were kept from earlier ones. What is compared is at hand;
/// the rest lies packed, so that looking through many commits does not fill the memory with all that they had.
pub(super) struct Shelf<E: Ecosystem> {
    file: Option<CacheFile>,
    at_hand: Mutex<HashMap<Key, AtHand<E::Facts>>>,
    /// What was read in this run.
    packed: Mutex<Packed>,
    /// From earlier runs, read when first asked for and not taken apart yet.
    kept: OnceLock<HashMap<Vec<u8>, Vec<u8>>>,
    /// Of those from earlier runs, what was asked for in this one.
    used: Mutex<HashSet<Key>>,
    /// Which comparison it is.
    round: AtomicU32,
}

/// What one thread left half done is only facts that are missing: others go on.
fn locked<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Facts that need not be unpacked.
struct AtHand<F> {
    reading: Arc<Reading<F>>,
    /// Its size when packed.
    size: usize,
    /// The last comparison that asked for it.
    used: u32,
}

#[derive(Default)]
struct Packed {
    readings: HashMap<Key, Arc<[u8]>>,
    size: usize,
    /// How many were read in this run.
    fresh: usize,
}

impl<E: Ecosystem> Shelf<E> {
    /// The shelf of an ecosystem, in a folder of the cache.
    pub(super) fn new(folder: Option<&Path>) -> Self {
        let file = folder.map(|folder| CacheFile::new(folder.join(E::NAME.replace(' ', "-")), E::VERSION));
        Self {
            file,
            at_hand: Mutex::default(),
            packed: Mutex::default(),
            kept: OnceLock::new(),
            used: Mutex::default(),
            round: AtomicU32::new(0),
        }
    }

    fn kept(&self) -> &HashMap<Vec<u8>, Vec<u8>> {
        self.kept.get_or_init(|| {
            let kept: Vec<(Vec<u8>, Vec<u8>)> = self.file.as_ref().and_then(CacheFile::read).unwrap_or_default();
            kept.into_iter().collect()
        })
    }

    /// What is known of a content.
    pub(super) fn known(&self, key: Key) -> Option<Arc<Reading<E::Facts>>> {
        if let Some(found) = locked(&self.at_hand).get_mut(&key) {
            found.used = self.round.load(Ordering::Relaxed);
            return Some(Arc::clone(&found.reading));
        }
        let packed = locked(&self.packed).readings.get(&key).cloned();
        if let Some(bytes) = packed {
            return Some(self.hand(key, postcard::from_bytes(&bytes).ok()?, bytes.len()));
        }
        let bytes = self.kept().get(&name(key))?;
        locked(&self.used).insert(key);
        Some(self.hand(key, postcard::from_bytes(bytes).ok()?, bytes.len()))
    }

    pub(super) fn put(&self, key: Key, reading: Reading<E::Facts>) -> Arc<Reading<E::Facts>> {
        let bytes = match &reading {
            Reading::Failed(_) => Vec::new(),
            reading => postcard::to_stdvec(reading).unwrap_or_default(),
        };
        let size = bytes.len();
        let mut packed = locked(&self.packed);
        packed.fresh += 1;
        // What finds no room is read again when it is wanted again.
        if size > 0 && packed.size + size <= KEPT_AT_MOST && !packed.readings.contains_key(&key) {
            packed.size += size;
            packed.readings.insert(key, bytes.into());
        }
        drop(packed);
        self.hand(key, reading, size)
    }

    fn hand(&self, key: Key, reading: Reading<E::Facts>, size: usize) -> Arc<Reading<E::Facts>> {
        let reading = Arc::new(reading);
        let used = self.round.load(Ordering::Relaxed);
        locked(&self.at_hand).insert(key, AtHand { reading: Arc::clone(&reading), size, used });
        reading
    }

    /// A comparison is over: lets go what is too much to have at hand, first what it did not use.
    pub(super) fn clear_up(&self) {
        let mut at_hand = locked(&self.at_hand);
        let round = self.round.fetch_add(1, Ordering::Relaxed);
        let size = |at_hand: &HashMap<Key, AtHand<E::Facts>>| at_hand.values().map(|one| one.size).sum::<usize>();
        if size(&at_hand) > AT_HAND_AT_MOST {
            at_hand.retain(|_, one| one.used >= round);
        }
        if size(&at_hand) > AT_HAND_AT_MOST {
            *at_hand = HashMap::new();
        }
    }

    /// Keeps what is known for the next run: what this run used first, then what was kept before, as far as there is room.
    pub(super) fn keep(&self) {
        let packed = locked(&self.packed);
        // What is read in no time need not be kept.
        let Some(file) = self.file.as_ref().filter(|_| packed.fresh >= WORTH_KEEPING) else { return };
        let mut entries: Vec<(Vec<u8>, &[u8])> =
            packed.readings.iter().map(|(key, bytes)| (name(*key), &**bytes)).collect();
        let mut size = packed.size;
        let used: HashSet<Vec<u8>> = locked(&self.used).iter().map(|key| name(*key)).collect();
        let (used, unused): (Vec<_>, Vec<_>) = self.kept().iter().partition(|(name, _)| used.contains(*name));
        for (name, bytes) in used.into_iter().chain(unused) {
            size += bytes.len();
            if size > KEPT_AT_MOST {
                break;
            }
            entries.push((name.clone(), bytes));
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
        Content::Missing => return Reading::Failed("it is not in the repository".into()),
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
        Err(panic) => Reading::Failed(format!("reading it failed: {panic}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        breaking::{Pair, Report, Rule},
        store::disk,
    };

    /// Keeps a file's text.
    struct Toy;

    impl Ecosystem for Toy {
        type Facts = String;

        const NAME: &'static str = "toy";
        const VERSION: u32 = 1;
        const RULES: &'static [&'static [Rule]] = &[];
        const EXAMPLE_PATH: &'static str = "a.toy";

        fn claims(_: &str) -> Option<Form> {
            Some("toy")
        }

        fn read(source: &mut Source<'_>) -> Result<String, Unread> {
            Ok(source.text.to_owned())
        }

        fn compare(_: &Pair<'_, Self>, _: &mut Report) {}
    }

    fn key(number: u8) -> Key {
        (ContentId::of_text(&[number]), "toy")
    }

    fn put(shelf: &Shelf<Toy>, number: u8, size: usize) {
        shelf.put(key(number), Reading::Facts { facts: "x".repeat(size), broken: false });
    }

    fn size(shelf: &Shelf<Toy>, number: u8) -> Option<usize> {
        match &*shelf.known(key(number))? {
            Reading::Facts { facts, .. } => Some(facts.len()),
            _ => None,
        }
    }

    #[test]
    fn what_is_too_much_to_have_at_hand_is_packed_and_what_was_used_last_stays() {
        let shelf = Shelf::<Toy>::new(None);
        (0..3).for_each(|number| put(&shelf, number, AT_HAND_AT_MOST / 3));
        shelf.clear_up();
        assert_eq!(locked(&shelf.at_hand).len(), 0, "all of it was used, and it is too much");
        put(&shelf, 3, AT_HAND_AT_MOST / 2);
        shelf.clear_up();
        assert_eq!(locked(&shelf.at_hand).len(), 1);
        assert_eq!((size(&shelf, 0), size(&shelf, 1)), (Some(AT_HAND_AT_MOST / 3), Some(AT_HAND_AT_MOST / 3)));
        shelf.clear_up();
        let at_hand = locked(&shelf.at_hand);
        assert!(at_hand.contains_key(&key(0)) && at_hand.contains_key(&key(1)) && !at_hand.contains_key(&key(3)));
    }

    #[test]
    fn what_finds_no_room_is_forgotten() {
        let shelf = Shelf::<Toy>::new(None);
        (0..5).for_each(|number| put(&shelf, number, KEPT_AT_MOST / 4));
        shelf.clear_up();
        let known = (0..5).filter(|number| size(&shelf, *number).is_some()).count();
        assert_eq!(known, 3);
    }

    #[test]
    fn the_next_run_knows_what_this_one_read_and_used() {
        let folder = disk::temporary_folder().unwrap();
        let first = Shelf::<Toy>::new(Some(folder.path()));
        (0..8).for_each(|number| put(&first, number, 10 + usize::from(number)));
        first.keep();
        let second = Shelf::<Toy>::new(Some(folder.path()));
        assert_eq!((size(&second, 3), size(&second, 9)), (Some(13), None));
        (10..18).for_each(|number| put(&second, number, 1));
        second.keep();
        let third = Shelf::<Toy>::new(Some(folder.path()));
        assert_eq!((size(&third, 3), size(&third, 4), size(&third, 10)), (Some(13), Some(14), Some(1)));
    }
}
