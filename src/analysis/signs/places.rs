//! The signs in which files changed, and how much.

use super::{Sink, Where, said::step, sign, sink::half};
use crate::{analysis::shape::Sort, history::FileChange};

/// Files that are looked at, and those of them whose names are.
const FILES: usize = 60;
const NAMED: usize = 30;
/// Parts of paths that meet words, from so many files.
const KEPT: usize = 8;
const KEPT_FROM: usize = 6;

/// A changed file.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Its path.
    pub path: &'a str,
    /// What sort of file it is.
    pub sort: Sort,
    /// Lines added and removed.
    pub lines: u32,
}

/// Sums over all files, also those that are not looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Files changed.
    pub files: u32,
    /// Lines added.
    pub insertions: u32,
    /// Lines removed.
    pub deletions: u32,
}

impl Totals {
    /// The sums over these files.
    pub fn of(changes: &[FileChange]) -> Self {
        let sum = |of: fn(&FileChange) -> Option<u32>| changes.iter().filter_map(of).fold(0_u32, u32::saturating_add);
        Self {
            files: changes.len() as u32,
            insertions: sum(|change| change.insertions),
            deletions: sum(|change| change.deletions),
        }
    }
}

/// The share of each sort.
struct Shares {
    files: [f32; Sort::COUNT],
    lines: [f32; Sort::COUNT],
    n_files: f32,
    n_lines: f32,
}

/// Tells the signs of the changed files to the sink.
pub fn places(files: &[Place<'_>], totals: Totals, sink: &mut impl Sink) -> Where {
    let files = &files[..files.len().min(FILES)];
    let lower: Vec<String> = files.iter().take(NAMED).map(|file| file.path.to_lowercase()).collect();
    for path in &lower {
        of_path(path, sink);
    }
    sink.close(1.0, true);
    let shares = Shares::of(files);
    let sorts = shares.by_lines();
    let most = sorts.first().copied().unwrap_or(u8::MAX);
    let only = sorts.len() == 1;
    if let [path] = lower.as_slice() {
        sink.add(sign(14, &[path.as_bytes()]));
    }
    for sort in &sorts {
        let quarters = |part: f32, all: f32| if all > 0.0 { (part / all * 4.0).ceil() as u8 } else { 9 };
        let at = usize::from(*sort);
        sink.add(sign(15, &[&[*sort]]));
        sink.add(sign(16, &[&[*sort, quarters(shares.files[at], shares.n_files)]]));
        sink.add(sign(17, &[&[*sort, quarters(shares.lines[at], shares.n_lines)]]));
    }
    let mut set = sorts.clone();
    set.sort_unstable();
    sink.add(sign(18, &[&set]));
    sink.add(sign(19, &[&[most, u8::from(only)]]));
    sink.close(0.75, false);
    let changed = totals.insertions.saturating_add(totals.deletions);
    let growth = match changed {
        0 => 9,
        _ => (totals.insertions as f32 / changed as f32 * 5.0) as u8,
    };
    let size = step(changed);
    let of_files = step(totals.files);
    let sizes: [(&[u8], &[u8]); 8] = [
        (b"files", &[of_files]),
        (b"added", &[step(totals.insertions)]),
        (b"removed", &[step(totals.deletions)]),
        (b"growth", &[growth]),
        (b"size growth", &[size, growth]),
        (b"most growth", &[most, growth]),
        (b"most size", &[most, size]),
        (b"most files", &[most, u8::from(only), of_files]),
    ];
    for (name, value) in sizes {
        sink.add(sign(20, &[name, value]));
    }
    sink.close(0.6, false);
    let is_there = |sort: Sort| u8::from(shares.files[sort as usize] > 0.0);
    Where {
        most,
        only,
        growth,
        size,
        tested: is_there(Sort::Test) | is_there(Sort::Source) << 1,
        extension: main_extension(&lower, files),
        parts: kept_parts(&lower),
    }
}

fn of_path(path: &str, sink: &mut impl Sink) {
    for part in path.split('/') {
        for piece in part.split(['.', '_', '-']).filter(|piece| piece.len() > 1) {
            sink.add(sign(9, &[piece.as_bytes()]));
        }
    }
    let (name, extension) = name_and_extension(path);
    sink.add(sign(10, &[name.as_bytes()]));
    sink.add(sign(11, &[extension.as_bytes()]));
    let mut folders = path.split('/');
    if let Some(first) = folders.next() {
        sink.add(sign(12, &[first.as_bytes()]));
        if let Some(second) = folders.next() {
            sink.add(sign(13, &[first.as_bytes(), second.as_bytes()]));
        }
    }
}

fn name_and_extension(path: &str) -> (&str, &str) {
    let name = path.rsplit('/').next().unwrap_or_default();
    (name, name.rsplit_once('.').map_or(name, |(_, extension)| extension))
}

fn main_extension(lower: &[String], files: &[Place<'_>]) -> u32 {
    let mut found: Vec<(&str, u64)> = Vec::new();
    for (path, file) in lower.iter().zip(files) {
        let (_, extension) = name_and_extension(path);
        let worth = u64::from(file.lines) + 1;
        match found.iter_mut().find(|(known, _)| *known == extension) {
            Some((_, sum)) => *sum += worth,
            None => found.push((extension, worth)),
        }
    }
    let most = found.iter().max_by(|left, right| left.1.cmp(&right.1).then(right.0.cmp(left.0)));
    half(sign(0, &[most.map_or("", |(extension, _)| *extension).as_bytes()]))
}

fn kept_parts(lower: &[String]) -> Box<[u32]> {
    let mut kept: Vec<u32> = Vec::with_capacity(KEPT);
    for part in lower.iter().take(KEPT_FROM).flat_map(|path| path.rsplit('/').take(3)) {
        let sign = half(sign(0, &[part.as_bytes()]));
        if kept.len() < KEPT && !kept.contains(&sign) {
            kept.push(sign);
        }
    }
    kept.into()
}

impl Shares {
    fn of(files: &[Place<'_>]) -> Self {
        let mut shares = Self { files: [0.0; Sort::COUNT], lines: [0.0; Sort::COUNT], n_files: 0.0, n_lines: 0.0 };
        for file in files {
            let lines = file.lines as f32;
            shares.files[file.sort as usize] += 1.0;
            shares.lines[file.sort as usize] += lines;
            shares.n_files += 1.0;
            shares.n_lines += lines;
        }
        shares
    }

    /// The sorts that are there, most lines first.
    fn by_lines(&self) -> Vec<u8> {
        let mut sorts: Vec<u8> = (0..Sort::COUNT as u8).filter(|sort| self.files[usize::from(*sort)] > 0.0).collect();
        let worth = |sort: u8| self.lines[usize::from(sort)] + 0.01 * self.files[usize::from(sort)];
        sorts.sort_by(|left, right| worth(*right).total_cmp(&worth(*left)).then(left.cmp(right)));
        sorts
    }
}
