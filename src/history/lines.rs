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
///
/// git does not always find the smallest difference: lines that are frequent in the whole file are left out of the search
/// where they stand among new ones, and long searches are cut short. Counts have to be git's, so where that can matter the
/// whole files take part; elsewhere the smallest difference is the only possible answer, and the lines that differ suffice.
#[derive(Default)]
pub(super) struct LineCounter {
    old: Vec<Token>,
    new: Vec<Token>,
    around: Vec<Token>,
    known: HashTable<(u64, u32)>,
    lines: Vec<Line>,
    diff: Diff,
}

/// A distinct line: where it was met first, and how often it is among those that differ.
struct Line {
    is_new: bool,
    start: usize,
    end: usize,
    in_old: u32,
    in_new: u32,
}

/// How often a line is on the side that is not looked at.
type Elsewhere = fn(&Line) -> u32;

/// Up to so many lines that differ, the search is never cut short.
const SHORT_SEARCH: u32 = 500;
/// So many lines before and after are looked at.
const WINDOW: usize = 100;
/// A smallest difference is not looked for among more lines: with many that differ it takes the square of their number.
const LARGEST_TRIED: usize = 6_000;
/// Frequent lines are left out only among more lines that are not in the other file than this.
const FEW_UNMATCHED: u32 = 6;

impl LineCounter {
    /// Lines added and removed from `old` to `new`.
    pub(super) fn compare(&mut self, old: &[u8], new: &[u8]) -> (u32, u32) {
        let head = common_head(old, new);
        let tail = common_tail(&old[head..], &new[head..]);
        let (old_end, new_end) = (old.len() - tail, new.len() - tail);
        if head == old_end || head == new_end {
            return (count(&new[head..new_end]), count(&old[head..old_end]));
        }
        self.clear();
        self.tokenize(old, new, false, head..old_end);
        self.tokenize(old, new, true, head..new_end);
        if self.leaves_no_line_out(&old[..head], &old[old_end..]) {
            let (added, removed) = self.search(Algorithm::MyersMinimal);
            if added + removed <= SHORT_SEARCH {
                return (added, removed);
            }
        }
        self.surround(old, new, head, old_end);
        self.search(Algorithm::Myers)
    }

    fn search(&mut self, algorithm: Algorithm) -> (u32, u32) {
        self.diff.compute_with(algorithm, &self.old, &self.new, self.lines.len() as u32);
        (self.diff.count_additions(), self.diff.count_removals())
    }

    fn clear(&mut self) {
        self.known.clear();
        self.lines.clear();
        self.old.clear();
        self.new.clear();
        self.around.clear();
    }

    /// Whether git, too, would let all lines take part in the search that have an equal on the other side.
    fn leaves_no_line_out(&self, head: &[u8], tail: &[u8]) -> bool {
        if self.old.len() + self.new.len() > LARGEST_TRIED {
            return false;
        }
        let unmatched = |side: &[Token], elsewhere: Elsewhere| {
            side.iter().filter(|token| elsewhere(&self.lines[token.0 as usize]) == 0).count() as u32
        };
        let in_old: Elsewhere = |line| line.in_old;
        let in_new: Elsewhere = |line| line.in_new;
        let (old_only, new_only) = (unmatched(&self.old, in_new), unmatched(&self.new, in_old));
        if old_only + new_only > SHORT_SEARCH {
            return false;
        }
        let around = std::cell::LazyCell::new(|| count(head) + count(tail));
        let is_whole = |side: &[Token], elsewhere: Elsewhere, unmatched: u32| {
            if unmatched <= FEW_UNMATCHED {
                return true;
            }
            let numbers: Vec<u32> = side.iter().map(|token| elsewhere(&self.lines[token.0 as usize])).collect();
            let limit = root(side.len() + *around as usize);
            let mut sums = Vec::with_capacity(numbers.len() + 1);
            sums.push(0);
            sums.extend(numbers.iter().scan(0, |sum, number| {
                *sum += u32::from(*number == 0);
                Some(*sum)
            }));
            // Too few unmatched lines around settle it; that is quickly seen, and nearly always so.
            let has_unmatched_around = |at: usize| {
                let (start, end) = (at.saturating_sub(WINDOW), (at + 1 + WINDOW).min(numbers.len()));
                sums[end] - sums[start] > FEW_UNMATCHED
            };
            (0..numbers.len()).all(|at| {
                numbers[at] == 0
                    || numbers[at].saturating_add(*around) < limit
                    || !has_unmatched_around(at)
                    || !is_among_unmatched(&numbers, at)
            })
        };
        is_whole(&self.old, in_new, old_only) && is_whole(&self.new, in_old, new_only)
    }

    /// Puts the lines that both have around those that differ.
    fn surround(&mut self, old: &[u8], new: &[u8], head: usize, old_end: usize) {
        for (part, at) in [(0..head, 0), (old_end..old.len(), usize::MAX)] {
            self.around.clear();
            let differing = std::mem::take(&mut self.old);
            self.tokenize(old, new, false, part);
            self.around.append(&mut self.old);
            self.old = differing;
            for side in [&mut self.old, &mut self.new] {
                let at = at.min(side.len());
                side.splice(at..at, self.around.iter().copied());
            }
        }
    }

    /// Gives equal lines equal numbers.
    fn tokenize(&mut self, old: &[u8], new: &[u8], is_new: bool, part: std::ops::Range<usize>) {
        let mut start = part.start;
        let content = if is_new { new } else { old };
        for line in content[part].lines_with_terminator() {
            let end = start + line.len();
            let hash = hash(line);
            let lines = &mut self.lines;
            let entry = self.known.entry(
                hash,
                |(other, token)| {
                    *other == hash && {
                        let known = &lines[*token as usize];
                        &(if known.is_new { new } else { old })[known.start..known.end] == line
                    }
                },
                |(other, _)| *other,
            );
            let token = match entry {
                Entry::Occupied(entry) => entry.get().1,
                Entry::Vacant(entry) => {
                    let token = lines.len() as u32;
                    lines.push(Line { is_new, start, end, in_old: 0, in_new: 0 });
                    entry.insert((hash, token));
                    token
                }
            };
            let known = &mut lines[token as usize];
            if is_new {
                known.in_new += 1;
                self.new.push(Token(token));
            } else {
                known.in_old += 1;
                self.old.push(Token(token));
            }
            start = end;
        }
    }
}

/// Whether git could leave a line out that stands at `at`, if it and others around it are frequent: `numbers` says how often
/// each line is on the other side. In a stretch of unmatched and frequent lines, with unmatched ones before and after, the
/// unmatched must be more than three times the frequent, the line itself counted twice. Which lines around are frequent is
/// not known, so the stretch may end at any of them.
fn is_among_unmatched(numbers: &[u32], at: usize) -> bool {
    let best = |stretch: &mut dyn Iterator<Item = &u32>| {
        let (mut sum, mut best) = (0, None);
        for number in stretch.take(WINDOW) {
            if *number == 0 {
                sum += 1;
                best = best.max(Some(sum));
            } else {
                sum -= 3;
            }
        }
        best
    };
    let before = best(&mut numbers[..at].iter().rev());
    let after = best(&mut numbers[at + 1..].iter());
    before.zip(after).is_some_and(|(before, after): (i32, i32)| before + after > 6)
}

/// A square root as git takes it: the next power of two.
fn root(number: usize) -> u32 {
    1 << (usize::BITS - number.leading_zeros()).div_ceil(2)
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
