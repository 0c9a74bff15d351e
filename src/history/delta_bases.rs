//! Unpacked objects that are kept because others are stored as differences to them.
//!
//! All lie in one stretch of memory that is written round and round: what is met anew takes the place of what was met
//! longest ago. So nothing is allocated or given back from object to object, which costs more than the copying.

use std::collections::VecDeque;

use gix::{
    hashtable::hash_table::{Entry, HashTable},
    objs::Kind,
    odb::pack::cache::DecodeEntry,
};

/// The objects, newest last.
pub(super) struct DeltaBases {
    /// Grows to `room` bytes, then is written from its beginning again.
    bytes: Vec<u8>,
    room: usize,
    /// Where the next object goes.
    next: usize,
    /// Places in the order in which they were taken.
    taken: VecDeque<Place>,
    known: HashTable<Place>,
}

/// An object: which it is, and where it lies.
#[derive(Clone, Copy)]
struct Place {
    pack: u32,
    offset: u64,
    start: usize,
    len: usize,
    kind: Kind,
    packed: usize,
}

/// An object that would take more than this part of the room would push out too many others.
const LARGEST_PART: usize = 4;

impl DeltaBases {
    /// Room for so many bytes.
    pub(super) fn new(room: usize) -> Self {
        Self { bytes: Vec::new(), room, next: 0, taken: VecDeque::new(), known: HashTable::new() }
    }

    /// Forgets what lies where the next `len` bytes go.
    fn make_room(&mut self, len: usize) {
        if self.next + len > self.room {
            self.forget_until(self.room);
            self.next = 0;
        }
        self.forget_until(self.next + len);
    }

    /// Forgets the oldest objects as long as they lie between the next place and `end`.
    fn forget_until(&mut self, end: usize) {
        while let Some(oldest) = self.taken.front().filter(|oldest| oldest.start >= self.next && oldest.start < end) {
            let oldest = *oldest;
            self.taken.pop_front();
            if let Ok(entry) = self.known.find_entry(hash(oldest.pack, oldest.offset), |place| {
                place.start == oldest.start && place.offset == oldest.offset && place.pack == oldest.pack
            }) {
                entry.remove();
            }
        }
    }
}

fn hash(pack: u32, offset: u64) -> u64 {
    let mixed = (offset ^ (u64::from(pack) << 48)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ (mixed >> 29)
}

impl DecodeEntry for DeltaBases {
    fn put(&mut self, pack: u32, offset: u64, data: &[u8], kind: Kind, packed: usize) {
        if data.len() > self.room / LARGEST_PART || data.is_empty() {
            return;
        }
        self.make_room(data.len());
        let start = self.next;
        let place = Place { pack, offset, start, len: data.len(), kind, packed };
        let same = |known: &Place| known.offset == offset && known.pack == pack;
        match self.known.entry(hash(pack, offset), same, |known| hash(known.pack, known.offset)) {
            Entry::Occupied(_) => return,
            Entry::Vacant(entry) => entry.insert(place),
        };
        if self.bytes.capacity() == 0 {
            self.bytes.reserve_exact(self.room);
        }
        let over = (start + data.len()).min(self.bytes.len()) - start.min(self.bytes.len());
        self.bytes[start..start + over].copy_from_slice(&data[..over]);
        self.bytes.extend_from_slice(&data[over..]);
        self.taken.push_back(place);
        self.next = start + data.len();
    }

    fn get(&mut self, pack: u32, offset: u64, out: &mut Vec<u8>) -> Option<(Kind, usize)> {
        let same = |known: &Place| known.offset == offset && known.pack == pack;
        let place = *self.known.find(hash(pack, offset), same)?;
        out.clear();
        out.extend_from_slice(&self.bytes[place.start..place.start + place.len]);
        Some((place.kind, place.packed))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    fn text(offset: u64, len: usize) -> Vec<u8> {
        (0..len).map(|at| (offset as u8).wrapping_mul(31).wrapping_add(at as u8)).collect()
    }

    #[test]
    fn what_was_met_longest_ago_makes_room() {
        let mut bases = DeltaBases::new(100);
        let mut out = Vec::new();
        for offset in 0..5 {
            bases.put(1, offset, &text(offset, 20), Kind::Blob, 7);
        }
        assert_eq!(bases.get(1, 0, &mut out), Some((Kind::Blob, 7)));
        assert_eq!(out, text(0, 20));
        bases.put(1, 9, &text(9, 25), Kind::Tree, 3);
        let is_kept: Vec<bool> = (0..5).map(|offset| bases.get(1, offset, &mut out).is_some()).collect();
        assert_eq!(is_kept, [false, false, true, true, true]);
        assert_eq!((bases.get(1, 9, &mut out), out), (Some((Kind::Tree, 3)), text(9, 25)));
    }

    #[test]
    fn packs_are_told_apart_and_what_is_too_large_is_left() {
        let mut bases = DeltaBases::new(100);
        let mut out = Vec::new();
        bases.put(1, 5, b"one", Kind::Blob, 1);
        bases.put(2, 5, b"two", Kind::Blob, 2);
        bases.put(1, 6, &[0; 26], Kind::Blob, 1);
        assert_eq!((bases.get(2, 5, &mut out), out.as_slice()), (Some((Kind::Blob, 2)), b"two".as_slice()));
        assert_eq!((bases.get(1, 5, &mut out), out.as_slice()), (Some((Kind::Blob, 1)), b"one".as_slice()));
        assert_eq!(bases.get(1, 6, &mut out), None);
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_was_put(puts in prop::collection::vec((0_u32..2, 0_u64..30, 0_usize..40), 0..200)) {
            let mut bases = DeltaBases::new(128);
            let mut lengths: HashMap<(u32, u64), usize> = HashMap::new();
            let mut out = Vec::new();
            for (pack, offset, len) in puts {
                // An object never changes, so its length is that of the first time.
                let len = *lengths.entry((pack, offset)).or_insert(len);
                if bases.get(pack, offset, &mut out).is_none() {
                    bases.put(pack, offset, &text(offset, len), Kind::Blob, len);
                    let found = bases.get(pack, offset, &mut out);
                    prop_assert_eq!(found.is_some(), (1..=32).contains(&len));
                }
                for ((pack, offset), len) in &lengths {
                    if let Some((_, packed)) = bases.get(*pack, *offset, &mut out) {
                        prop_assert_eq!((&out, packed), (&text(*offset, *len), *len));
                    }
                }
            }
        }
    }
}
