//! How many lines differ between two contents.
//!
//! Common head and tail are cut off first, at line ends: without that the line diff costs several times as much.

use gix::{
    bstr::ByteSlice,
    diff::blob::{Algorithm, Diff, Token},
    hashtable::hash_table::{Entry, HashTable},
};

/// git looks for a NUL within so many bytes.
const BINARY_PROBE: usize = 8000;

/// Whether git would call the content binary, attributes aside.
pub(super) fn is_binary(content: &[u8]) -> bool {
    content[..content.len().min(BINARY_PROBE)].find_byte(0).is_some()
}

/// Lines in a content; a last one without a line end counts.
pub(super) fn count(content: &[u8]) -> u32 {
    let ends: usize = content
        .chunks(255)
        .map(|chunk| usize::from(chunk.iter().map(|byte| u8::from(*byte == b'\n')).sum::<u8>()))
        .sum();
    let open = content.last().is_some_and(|last| *last != b'\n');
    u32::try_from(ends + usize::from(open)).unwrap_or(u32::MAX)
}

/// Counts added and removed lines, reusing its memory from file to file.
#[derive(Default)]
pub(super) struct LineCounter {
    old: Vec<Token>,
    new: Vec<Token>,
    known: HashTable<(u64, u32)>,
    starts: Vec<(usize, usize, bool)>,
    diff: Diff,
}

impl LineCounter {
    /// Lines added and removed from `old` to `new`.
    pub(super) fn compare(&mut self, old: &[u8], new: &[u8]) -> (u32, u32) {
        let head = common_head(old, new);
        let (old, new) = (&old[head..], &new[head..]);
        let tail = common_tail(old, new);
        let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
        if old.is_empty() || new.is_empty() {
            return (count(new), count(old));
        }
        self.tokenize(old, new);
        let tokens = u32::try_from(self.starts.len()).unwrap_or(u32::MAX);
        self.diff.compute_with(Algorithm::Myers, &self.old, &self.new, tokens);
        (self.diff.count_additions(), self.diff.count_removals())
    }

    /// Gives equal lines equal numbers.
    fn tokenize(&mut self, old: &[u8], new: &[u8]) {
        self.known.clear();
        self.starts.clear();
        self.old.clear();
        self.new.clear();
        for (content, is_new) in [(old, false), (new, true)] {
            let mut start = 0;
            for line in content.lines_with_terminator() {
                let end = start + line.len();
                let hash = hash(line);
                let starts = &mut self.starts;
                let entry = self.known.entry(
                    hash,
                    |(other, token)| {
                        let (from, to, in_new) = starts[*token as usize];
                        *other == hash && (if in_new { &new[from..to] } else { &old[from..to] }) == line
                    },
                    |(other, _)| *other,
                );
                let token = match entry {
                    Entry::Occupied(entry) => entry.get().1,
                    Entry::Vacant(entry) => {
                        let token = u32::try_from(starts.len()).unwrap_or(u32::MAX);
                        starts.push((start, end, is_new));
                        entry.insert((hash, token));
                        token
                    }
                };
                if is_new {
                    self.new.push(Token(token));
                } else {
                    self.old.push(Token(token));
                }
                start = end;
            }
        }
    }
}

/// A quick mixing hash; equality is checked besides, so a collision only costs time.
pub(super) fn hash(line: &[u8]) -> u64 {
    const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut state = line.len() as u64 ^ MIX;
    let mut words = line.chunks_exact(8);
    for word in &mut words {
        let word = u64::from_le_bytes(word.try_into().expect("chunks are eight bytes long"));
        state = (state ^ word).wrapping_mul(MIX);
        state ^= state >> 29;
    }
    for byte in words.remainder() {
        state = (state ^ u64::from(*byte)).wrapping_mul(MIX);
    }
    state ^ (state >> 32)
}

/// Bytes at the start that both have, up to a line end.
fn common_head(old: &[u8], new: &[u8]) -> usize {
    const STEP: usize = 64;
    let shorter = old.len().min(new.len());
    let mut same = 0;
    while same + STEP <= shorter && old[same..same + STEP] == new[same..same + STEP] {
        same += STEP;
    }
    while same < shorter && old[same] == new[same] {
        same += 1;
    }
    if same == old.len() && same == new.len() {
        return same;
    }
    old[..same].rfind_byte(b'\n').map_or(0, |end| end + 1)
}

/// Bytes at the end that both have, from a line's start.
fn common_tail(old: &[u8], new: &[u8]) -> usize {
    const STEP: usize = 64;
    let shorter = old.len().min(new.len());
    let mut same = 0;
    while same + STEP <= shorter
        && old[old.len() - same - STEP..old.len() - same] == new[new.len() - same - STEP..new.len() - same]
    {
        same += STEP;
    }
    while same < shorter && old[old.len() - same - 1] == new[new.len() - same - 1] {
        same += 1;
    }
    // The tail must begin a line on both sides: at the very start, or after a line end.
    let begins = |content: &[u8]| same == content.len() || content[content.len() - same - 1] == b'\n';
    if begins(old) && begins(new) {
        return same;
    }
    let tail = &old[old.len() - same..];
    tail.find_byte(b'\n').map_or(0, |end| tail.len() - end - 1)
}
