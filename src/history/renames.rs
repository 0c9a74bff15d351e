//! Which removed file became which added one: equal contents first, then contents of which at least half stayed.

use std::collections::HashMap;

use super::{ChangeStatus, Changes, ContentId, Differ, EntryKind, FileChange};

/// How much must stay for a move, in percent.
const ENOUGH: u64 = 50;
/// Pairs that are looked at, at most; with more files only equal contents are paired.
const MOST_PAIRS: usize = 40_000;
/// Contents over this size are paired only when they are equal.
const LARGEST: usize = 4 << 20;
/// Lines are cut after so many bytes, so that a file of one line can be compared, too.
const PIECE: usize = 64;

impl Differ {
    /// Joins removed and added files that are one file moved. The sums of `changes` stay as they are; the lines of a moved
    /// file, where lines were counted, are then those against its old content.
    pub fn find_renames(&mut self, changes: &mut Changes) {
        let of_status = |status: ChangeStatus| {
            let is_file = |file: &FileChange| file.old_kind.or(file.new_kind) != Some(EntryKind::Submodule);
            let wanted = move |(at, file): (usize, &FileChange)| (file.status == status && is_file(file)).then_some(at);
            changes.files.iter().enumerate().filter_map(wanted).collect::<Vec<_>>()
        };
        let (mut removed, mut added) = (of_status(ChangeStatus::Deleted), of_status(ChangeStatus::Added));
        if removed.is_empty() || added.is_empty() {
            return;
        }
        let mut pairs = equal_contents(&changes.files, &mut removed, &mut added);
        if removed.len().saturating_mul(added.len()) <= MOST_PAIRS {
            pairs.extend(self.similar_contents(&changes.files, &removed, &added));
        }
        for pair in &pairs {
            self.join(&mut changes.files, pair);
        }
        let mut gone: Vec<usize> = pairs.iter().map(|pair| pair.removed).collect();
        gone.sort_unstable();
        let mut at = 0;
        changes.files.retain(|_| {
            at += 1;
            gone.binary_search(&(at - 1)).is_err()
        });
    }

    fn join(&mut self, files: &mut [FileChange], pair: &Pair) {
        let old = files[pair.removed].clone();
        let new = &mut files[pair.added];
        new.status = ChangeStatus::Renamed { similarity: pair.similarity };
        new.old_path = Some(old.path);
        new.old_kind = old.old_kind;
        new.old_id = old.old_id;
        // Contents were read before, so they can be read again; if not, the counts stay what they were.
        if new.insertions.is_some() {
            self.count_lines(new).unwrap_or_default();
        }
    }

    fn similar_contents(&mut self, files: &[FileChange], removed: &[usize], added: &[usize]) -> Vec<Pair> {
        let olds = self.sketches(files, removed);
        if olds.is_empty() {
            return Vec::new();
        }
        let news = self.sketches(files, added);
        let mut found = Vec::new();
        for (old_at, old) in &olds {
            for (new_at, new) in &news {
                if files[*old_at].old_kind.zip(files[*new_at].new_kind).is_some_and(|(old, new)| old.same_type(new))
                    && let Some(similarity) = old.similarity(new)
                {
                    let same_name = name(&files[*old_at].path) == name(&files[*new_at].path);
                    found.push((similarity, same_name, Pair { removed: *old_at, added: *new_at, similarity }));
                }
            }
        }
        found.sort_by_key(|(similarity, same_name, _)| std::cmp::Reverse((*similarity, *same_name)));
        let mut pairs: Vec<Pair> = Vec::new();
        for (_, _, pair) in found {
            if !pairs.iter().any(|taken| taken.removed == pair.removed || taken.added == pair.added) {
                pairs.push(pair);
            }
        }
        pairs
    }

    fn sketches(&mut self, files: &[FileChange], wanted: &[usize]) -> Vec<(usize, Sketch)> {
        wanted
            .iter()
            .filter_map(|at| {
                let id = files[*at].old_id.or(files[*at].new_id)?;
                let kind = files[*at].old_kind.or(files[*at].new_kind)?;
                let content = self.text_of(kind, id, LARGEST)?;
                (!content.is_empty()).then(|| (*at, Sketch::new(content)))
            })
            .collect()
    }
}

/// Two files that are one.
struct Pair {
    removed: usize,
    added: usize,
    similarity: u8,
}

/// Pairs files of equal content, those of equal name first, and takes them out of what is left to pair.
fn equal_contents(files: &[FileChange], removed: &mut Vec<usize>, added: &mut Vec<usize>) -> Vec<Pair> {
    let mut by_content: HashMap<ContentId, Vec<usize>> = HashMap::new();
    for at in removed.iter() {
        if let Some(id) = files[*at].old_id {
            by_content.entry(id).or_default().push(*at);
        }
    }
    let mut pairs: Vec<Pair> = Vec::new();
    for only_same_name in [true, false] {
        for new in added.iter() {
            if pairs.iter().any(|pair| pair.added == *new) {
                continue;
            }
            let Some(olds) = files[*new].new_id.and_then(|id| by_content.get_mut(&id)) else { continue };
            let fits = |old: &usize| !only_same_name || name(&files[*old].path) == name(&files[*new].path);
            if let Some(place) = olds.iter().position(fits) {
                pairs.push(Pair { removed: olds.remove(place), added: *new, similarity: 100 });
            }
        }
    }
    removed.retain(|at| !pairs.iter().any(|pair| pair.removed == *at));
    added.retain(|at| !pairs.iter().any(|pair| pair.added == *at));
    pairs
}

fn name(path: &[u8]) -> &[u8] {
    path.rsplit(|byte| *byte == b'/').next().unwrap_or(path)
}

/// A content as the bytes in each distinct piece of it, sorted.
struct Sketch {
    size: u64,
    pieces: Vec<(u64, u32)>,
}

impl Sketch {
    fn new(content: &[u8]) -> Self {
        let mut pieces: Vec<(u64, u32)> = content
            .split_inclusive(|byte| *byte == b'\n')
            .flat_map(|line| line.chunks(PIECE))
            .map(|piece| (super::lines::hash(piece), piece.len() as u32))
            .collect();
        pieces.sort_unstable();
        pieces.dedup_by(|next, first| {
            let same = next.0 == first.0;
            if same {
                first.1 = first.1.saturating_add(next.1);
            }
            same
        });
        Self { size: content.len() as u64, pieces }
    }

    /// Percent of the larger content that both have, if that is enough.
    fn similarity(&self, other: &Self) -> Option<u8> {
        let larger = self.size.max(other.size);
        if self.size.min(other.size) * 100 < larger * ENOUGH {
            return None;
        }
        let (mut left, mut right) = (self.pieces.iter().peekable(), other.pieces.iter().peekable());
        let mut common = 0_u64;
        while let (Some(old), Some(new)) = (left.peek(), right.peek()) {
            match old.0.cmp(&new.0) {
                std::cmp::Ordering::Less => drop(left.next()),
                std::cmp::Ordering::Greater => drop(right.next()),
                std::cmp::Ordering::Equal => {
                    common += u64::from(old.1.min(new.1));
                    left.next();
                    right.next();
                }
            }
        }
        let similarity = common * 100 / larger;
        (similarity >= ENOUGH).then_some(similarity.min(99) as u8)
    }
}
