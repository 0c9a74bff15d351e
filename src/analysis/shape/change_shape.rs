//! The sum of a commit's changes.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Sensitive, Sort, common_area};
use crate::{
    analysis::{
        classify::weights::{Places, Weights},
        risk::{Folders, Model},
        signs::{Place, Totals},
    },
    history::{ChangeStatus, Changes, FileChange, Stats},
};

/// Files beyond this many say nothing more about a commit: it changed everything.
const TOUCHES_AT_MOST: usize = 256;

/// One file that a commit touched; the path as a hash, which is all that the history of files needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Touch(pub u64);

impl Touch {
    /// The touch of a path. The same in every run, since it is kept in the cache.
    pub fn of(path: &[u8]) -> Self {
        // FNV-1a, with a final mix so that all bits of the hash are usable.
        let hash = path
            .iter()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
        Self((hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9))
    }
}

/// What a commit changed, summed up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// Files and lines, as numstat counts them: a moved file is one that is gone and one that is new.
    pub stats: Stats,
    /// Files by [`Sort`].
    pub files: [u32; Sort::COUNT],
    /// Lines added and removed by [`Sort`].
    pub lines: [u32; Sort::COUNT],
    /// New files.
    pub added: u32,
    /// Files that are gone.
    pub deleted: u32,
    /// Files that moved.
    pub renamed: u32,
    /// Folders touched.
    pub folders: u32,
    /// Folders at the root touched; files at the root count as one.
    pub top_folders: u32,
    /// Entropy of the changed lines over the files, in hundredths of a bit.
    pub entropy: u32,
    /// Why its paths are sensitive: bits of [`super::Sensitivity`].
    pub sensitive: u16,
    /// How many of its files are sensitive.
    pub sensitive_files: u32,
    /// The area that its files have in common.
    pub area: Option<Box<str>>,
    /// The files, at most 256 of them; a renamed one under both names.
    pub touches: Box<[Touch]>,
    /// What the files say of the kind.
    pub places: Places,
    /// The folders of its first files, as numbers.
    pub folder_numbers: Folders,
    /// Lines added and removed, of moved files those that differ.
    pub changed: (u32, u32),
    /// Lines that its files had before.
    pub lines_before: u32,
    /// The words of its paths that the model of risk knows.
    pub words: Box<[u16]>,
    /// The project's own rules of risk that its paths meet, as bits.
    pub rules: u32,
    /// Whether lines were counted.
    pub counted: bool,
    /// Whether everything could be read.
    pub complete: bool,
}

impl Shape {
    /// Sums up the changes of a commit.
    pub fn of(changes: &Changes, sensitive: &Sensitive) -> Self {
        let Changes { files: changes, stats, .. } = changes;
        let mut shape = Self {
            stats: *stats,
            counted: changes.iter().all(|change| change.binary || change.insertions.is_some()),
            ..Self::default()
        };
        let paths: Vec<(Cow<'_, str>, Sort)> = changes
            .iter()
            .map(|change| {
                let path = change.path_text();
                let sort = Sort::of(&path);
                (path, sort)
            })
            .collect();
        let mut folders: Vec<&str> = Vec::with_capacity(paths.len());
        let mut touches = Vec::with_capacity(changes.len().min(TOUCHES_AT_MOST));
        for (change, (path, sort)) in changes.iter().zip(&paths) {
            shape.count(change, *sort);
            let reasons = sensitive.of(path, *sort);
            shape.sensitive |= reasons;
            shape.sensitive_files += u32::from(reasons != 0);
            folders.push(path.rsplit_once('/').map_or("", |(folder, _)| folder));
            for name in [Some(&change.path), change.old_path.as_ref()].into_iter().flatten() {
                if touches.len() < TOUCHES_AT_MOST {
                    touches.push(Touch::of(name));
                }
            }
        }
        let texts = || paths.iter().map(|(path, _)| &**path);
        shape.folder_numbers = Folders::of(texts());
        shape.words = Model::built_in().words().of_paths(texts());
        shape.rules = sensitive.rules().of_paths(&texts());
        folders.sort_unstable();
        folders.dedup();
        shape.folders = folders.len() as u32;
        // Sorted, so what begins alike lies together.
        folders.dedup_by_key(|folder| folder.split('/').next().unwrap_or_default());
        shape.top_folders = folders.len() as u32;
        shape.entropy = entropy(changes);
        shape.places = Weights::embedded().places(&places_of(changes, &paths), Totals::of(changes));
        shape.area = area(&paths).map(Into::into);
        touches.sort_unstable();
        touches.dedup();
        shape.touches = touches.into();
        shape
    }

    fn count(&mut self, change: &FileChange, sort: Sort) {
        let (insertions, deletions) = (change.insertions.unwrap_or(0), change.deletions.unwrap_or(0));
        self.files[sort as usize] += 1;
        self.lines_before = self.lines_before.saturating_add(change.lines_before.unwrap_or(0));
        let lines = &mut self.lines[sort as usize];
        *lines = lines.saturating_add(insertions).saturating_add(deletions);
        self.changed.0 = self.changed.0.saturating_add(insertions);
        self.changed.1 = self.changed.1.saturating_add(deletions);
        match change.status {
            ChangeStatus::Added => self.added += 1,
            ChangeStatus::Deleted => self.deleted += 1,
            ChangeStatus::Renamed { .. } => self.renamed += 1,
            ChangeStatus::Modified | ChangeStatus::TypeChanged => {}
        }
    }

    /// How many files it has in all.
    pub fn n_files(&self) -> u32 {
        self.files.iter().sum()
    }

    /// How many files of these sorts it has.
    pub fn n_files_of(&self, sorts: &[Sort]) -> u32 {
        sorts.iter().map(|sort| self.files[*sort as usize]).sum()
    }

    /// Whether it has files, all of these sorts.
    pub fn is_only(&self, sorts: &[Sort]) -> bool {
        self.n_files() > 0 && self.n_files_of(sorts) == self.n_files()
    }

    /// Lines of code changed: what users can meet, without tests, documents, copies and lock files.
    pub fn code_lines(&self) -> u32 {
        [Sort::Source, Sort::Migration, Sort::Build, Sort::Deploy]
            .iter()
            .fold(0, |sum: u32, sort| sum.saturating_add(self.lines[*sort as usize]))
    }

    /// Files of code changed.
    pub fn code_files(&self) -> u32 {
        self.n_files_of(&[Sort::Source, Sort::Migration, Sort::Build, Sort::Deploy])
    }
}

fn places_of<'a>(changes: &[FileChange], paths: &'a [(Cow<'_, str>, Sort)]) -> Vec<Place<'a>> {
    let changes = changes.iter().zip(paths);
    changes
        .map(|(change, (path, sort))| {
            let (insertions, deletions) = (change.insertions.unwrap_or(0), change.deletions.unwrap_or(0));
            Place { path, sort: *sort, lines: insertions.saturating_add(deletions) }
        })
        .collect()
}

/// The area of the code, or of everything where there is no code.
fn area(paths: &[(Cow<'_, str>, Sort)]) -> Option<String> {
    let has_code = paths.iter().any(|(_, sort)| sort.is_code());
    common_area(paths.iter().filter(|(_, sort)| !has_code || sort.is_code()).map(|(path, _)| &**path))
}

fn entropy(changes: &[FileChange]) -> u32 {
    let lines =
        |change: &FileChange| f64::from(change.insertions.unwrap_or(0)) + f64::from(change.deletions.unwrap_or(0));
    let total: f64 = changes.iter().map(lines).sum();
    if total <= 0.0 {
        return 0;
    }
    let bits: f64 = changes
        .iter()
        .map(lines)
        .filter(|lines| *lines > 0.0)
        .map(|lines| -(lines / total) * (lines / total).log2())
        .sum();
    (bits * 100.0).round() as u32
}
