//! Finds files that moved: a deleted and an added file with the same or much the same content.

use std::collections::HashMap;

use crate::history::{ChangeStatus, EntryKind, FileChange};

/// Of how many deleted and added files each pair is compared; beyond it only equal contents are found, as in git.
const MOST: usize = 1_000;
/// How much must have stayed, in percent.
const LEAST: u64 = 50;
/// Lines are taken in pieces of at most so many bytes.
const PIECE: usize = 64;
/// Contents over this size are compared for equality alone.
const LARGEST: usize = 8 << 20;

/// Joins deleted and added files that are one file moved. `read` gives a file's content by side (`true` is the old one);
/// `stop` ends the search early, with what was found.
pub(super) fn join_renames(
    files: &mut Vec<FileChange>,
    mut read: impl FnMut(&FileChange, bool) -> Option<Vec<u8>>,
    stop: impl Fn() -> bool,
) {
    let is_file = |kind: Option<EntryKind>| kind.is_some_and(|kind| kind != EntryKind::Submodule);
    let all = |status| {
        let of = files.iter().enumerate().filter(move |(_, file)| file.status == status);
        of.filter(|(_, file)| is_file(file.old_kind.or(file.new_kind))).map(|(index, _)| index).collect::<Vec<_>>()
    };
    let (deleted, added) = (all(ChangeStatus::Deleted), all(ChangeStatus::Added));
    let mut pairs = equal(files, &deleted, &added);
    let left = |indices: &[usize], taken: &dyn Fn(usize) -> bool| -> Vec<usize> {
        indices.iter().copied().filter(|index| !taken(*index)).collect()
    };
    let deleted = left(&deleted, &|index| pairs.iter().any(|pair| pair.old == index));
    let added = left(&added, &|index| pairs.iter().any(|pair| pair.new == index));
    if deleted.len() * added.len() <= MOST * MOST && !deleted.is_empty() && !added.is_empty() {
        let mut fingerprints = |indices: &[usize], old: bool| -> Vec<Option<Fingerprint>> {
            let of = |index: &usize| {
                if stop() { None } else { read(&files[*index], old).and_then(|content| Fingerprint::of(&content)) }
            };
            indices.iter().map(of).collect()
        };
        let (old, new) = (fingerprints(&deleted, true), fingerprints(&added, false));
        pairs.extend(similar(files, (&deleted, &old), (&added, &new), &stop));
    }
    replace(files, pairs);
}

struct Pair {
    old: usize,
    new: usize,
    similarity: u8,
}

/// Pairs of equal content; where several files have it, those with the same name first.
fn equal(files: &[FileChange], deleted: &[usize], added: &[usize]) -> Vec<Pair> {
    let mut by_content: HashMap<_, Vec<usize>> = HashMap::new();
    for &index in deleted {
        by_content.entry((files[index].old_id, files[index].old_kind)).or_default().push(index);
    }
    let mut pairs = Vec::new();
    for &new in added {
        let file = &files[new];
        let Some(candidates) = by_content.get_mut(&(file.new_id, file.new_kind)) else { continue };
        let named = candidates.iter().position(|old| name(&files[*old].path) == name(&file.path));
        if !candidates.is_empty() {
            pairs.push(Pair { old: candidates.remove(named.unwrap_or(0)), new, similarity: 100 });
        }
    }
    pairs
}

type Side<'a> = (&'a [usize], &'a [Option<Fingerprint>]);

/// Pairs of similar content, the most similar first.
fn similar(files: &[FileChange], old: Side<'_>, new: Side<'_>, stop: &impl Fn() -> bool) -> Vec<Pair> {
    let mut candidates: Vec<(u64, bool, Pair)> = Vec::new();
    for (&old_index, old_print) in old.0.iter().zip(old.1) {
        if stop() {
            break;
        }
        let Some(old_print) = old_print else { continue };
        for (&new_index, new_print) in new.0.iter().zip(new.1) {
            let (before, after) = (&files[old_index], &files[new_index]);
            let is_link = |kind| kind == Some(EntryKind::Link);
            if is_link(before.old_kind) != is_link(after.new_kind) {
                continue;
            }
            let Some(similarity) = new_print.as_ref().and_then(|new| old_print.similarity(new)) else { continue };
            let is_named_alike = name(&before.path) == name(&after.path);
            candidates.push((
                similarity,
                is_named_alike,
                Pair { old: old_index, new: new_index, similarity: similarity as u8 },
            ));
        }
    }
    candidates.sort_by_key(|(similarity, is_named_alike, _)| std::cmp::Reverse((*similarity, *is_named_alike)));
    let mut pairs: Vec<Pair> = Vec::new();
    for (_, _, pair) in candidates {
        if !pairs.iter().any(|taken| taken.old == pair.old || taken.new == pair.new) {
            pairs.push(pair);
        }
    }
    pairs
}

fn replace(files: &mut Vec<FileChange>, pairs: Vec<Pair>) {
    let mut gone = vec![false; files.len()];
    for Pair { old, new, similarity } in pairs {
        gone[old] = true;
        let before = files[old].clone();
        let after = &mut files[new];
        after.status = ChangeStatus::Renamed { similarity };
        after.old_path = Some(before.path);
        after.old_kind = before.old_kind;
        after.old_id = before.old_id;
        after.binary |= before.binary;
        // Counted as a whole file that came; as a move it is not known yet.
        after.insertions = None;
        after.deletions = None;
    }
    let mut gone = gone.into_iter();
    files.retain(|_| !gone.next().unwrap_or(false));
}

fn name(path: &[u8]) -> &[u8] {
    path.rsplit(|byte| *byte == b'/').next().unwrap_or(path)
}

/// How many bytes of each piece a content has, by the piece's hash.
struct Fingerprint {
    size: u64,
    pieces: Vec<(u32, u32)>,
}

impl Fingerprint {
    /// Nothing for empty contents, which resemble nothing, and for very large ones.
    fn of(content: &[u8]) -> Option<Self> {
        if content.is_empty() || content.len() > LARGEST {
            return None;
        }
        let mut counts: HashMap<u32, u32> = HashMap::new();
        let (mut hash, mut length) = (0x811c_9dc5_u32, 0_u32);
        for (index, &byte) in content.iter().enumerate() {
            // The two ends of lines are one, as in git.
            if byte == b'\r' && content.get(index + 1) == Some(&b'\n') {
                continue;
            }
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            length += 1;
            if byte == b'\n' || length as usize == PIECE {
                *counts.entry(hash).or_default() += length;
                (hash, length) = (0x811c_9dc5, 0);
            }
        }
        if length > 0 {
            *counts.entry(hash).or_default() += length;
        }
        let mut pieces: Vec<_> = counts.into_iter().collect();
        pieces.sort_unstable();
        Some(Self { size: content.len() as u64, pieces })
    }

    /// How much of the larger content came from the old one, in percent, if it is enough.
    fn similarity(&self, new: &Self) -> Option<u64> {
        let larger = self.size.max(new.size);
        if self.size.min(new.size) * 100 < larger * LEAST {
            return None;
        }
        let mut kept = 0;
        let mut others = new.pieces.iter().peekable();
        for (hash, bytes) in &self.pieces {
            while others.next_if(|(other, _)| other < hash).is_some() {}
            if let Some((_, there)) = others.next_if(|(other, _)| other == hash) {
                kept += u64::from(*bytes.min(there));
            }
        }
        let similarity = kept * 100 / larger;
        (similarity >= LEAST).then_some(similarity.min(100))
    }
}
