//! Where signs go: to a sum of weights, or to the lists that a model is trained from.

/// Takes signs, group by group.
pub trait Sink {
    /// A sign of the group that is open.
    fn add(&mut self, sign: u64);
    /// Closes the group: each of its signs counts so much, or so much over the root of their number.
    fn close(&mut self, worth: f32, shared: bool);
}

/// The hash of a sign: the group that it belongs to, and its parts.
pub fn sign(group: u8, parts: &[&[u8]]) -> u64 {
    let mut hash = begun(group);
    for part in parts {
        for byte in *part {
            hash = joined(hash, *byte);
        }
        hash = joined(hash, END);
    }
    mixed(hash)
}

/// The signs of all that stands in a row in a text, from the shortest to the longest length, each of one part.
pub(super) fn signs_within(group: u8, text: &[u8], shortest: usize, longest: usize) -> impl Iterator<Item = u64> {
    (0..text.len()).flat_map(move |start| {
        let mut hash = begun(group);
        text[start..].iter().take(longest).enumerate().filter_map(move |(at, byte)| {
            hash = joined(hash, *byte);
            (at + 1 >= shortest).then(|| mixed(joined(hash, END)))
        })
    })
}

/// No part holds this byte where text is UTF-8, so parts cannot run together.
const END: u8 = 0xff;
const PRIME: u64 = 0x0100_0000_01b3;

const fn begun(group: u8) -> u64 {
    (0xcbf2_9ce4_8422_2325 ^ group as u64).wrapping_mul(PRIME)
}

const fn joined(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(PRIME)
}

/// The sign of two others that meet.
pub(super) fn meet(group: u8, left: u32, right: u32) -> u64 {
    mixed(mixed(u64::from(left) << 32 | u64::from(right)) ^ u64::from(group))
}

/// The half of a sign's hash that is kept where signs meet.
pub(super) const fn half(sign: u64) -> u32 {
    (sign >> 32) as u32
}

/// All bits of the result depend on all bits of the hash.
const fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ (hash >> 29)
}
