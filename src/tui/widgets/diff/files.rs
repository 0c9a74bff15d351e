//! The list of a diff's files, as a tree of folders or narrowed to what was typed.

use std::collections::{BTreeMap, HashSet};

use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{CaseMatching, Normalization, Pattern},
};

use super::document::Document;
use crate::tui::motion::{Motion, scrolled};

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Item {
    /// A folder, with how many files are below it.
    Folder {
        /// Its whole path; what it is folded by.
        path: String,
        /// Its name, or several names where it holds nothing but another folder.
        label: String,
        /// How deep it is.
        depth: usize,
        /// Files below it.
        files: usize,
    },
    /// A file.
    File {
        /// Which.
        file: usize,
        /// Its name; the whole path when the list is narrowed.
        label: String,
        /// How deep it is.
        depth: usize,
    },
}

/// The list and where the user is in it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Files {
    /// Whether it is seen.
    pub(crate) is_open: bool,
    /// What was typed to narrow it.
    pub(crate) filter: String,
    /// The row of the cursor.
    pub(crate) cursor: usize,
    /// The first row that is seen.
    pub(crate) first: usize,
    folded: HashSet<String>,
    items: Vec<Item>,
}

impl Files {
    /// Its rows.
    pub(crate) fn items(&self) -> &[Item] {
        &self.items
    }

    /// Makes the rows anew; the cursor goes to `file` if it is shown.
    pub(crate) fn list(&mut self, document: &Document, file: Option<usize>) {
        let paths: Vec<String> = document.entries().iter().map(|entry| entry.change.path_text().into_owned()).collect();
        self.items = if self.filter.is_empty() { self.tree(&paths) } else { narrowed(&paths, &self.filter) };
        let position = |wanted: usize| {
            self.items.iter().position(|item| matches!(item, Item::File { file, .. } if *file == wanted))
        };
        if let Some(at) = file.and_then(position) {
            self.cursor = at;
        }
        self.cursor = self.cursor.min(self.items.len().saturating_sub(1));
    }

    /// The file under the cursor; of a folder, its first.
    pub(crate) fn file(&self) -> Option<usize> {
        self.items.get(self.cursor..)?.iter().find_map(|item| match item {
            Item::File { file, .. } => Some(*file),
            Item::Folder { .. } => None,
        })
    }

    /// Folds or unfolds the folder under the cursor; whether there is one.
    pub(crate) fn fold(&mut self) -> bool {
        let Some(Item::Folder { path, .. }) = self.items.get(self.cursor) else { return false };
        if !self.folded.remove(path) {
            self.folded.insert(path.clone());
        }
        true
    }

    /// Whether a folder shows only itself.
    pub(crate) fn is_folded(&self, path: &str) -> bool {
        self.folded.contains(path)
    }

    /// Moves the cursor.
    pub(crate) fn travel(&mut self, motion: Motion, page: usize) {
        self.cursor = motion.apply(self.cursor, self.items.len(), page);
        self.settle(page);
    }

    /// Puts the window where the cursor is.
    pub(crate) fn settle(&mut self, page: usize) {
        self.first = scrolled(self.first, self.cursor, self.items.len(), page);
    }

    fn tree(&self, paths: &[String]) -> Vec<Item> {
        let mut root = Folder::default();
        for (file, path) in paths.iter().enumerate() {
            let mut folder = &mut root;
            let mut parts: Vec<&str> = path.split('/').collect();
            let name = parts.pop().unwrap_or_default();
            for part in parts {
                folder = folder.folders.entry(part).or_default();
            }
            folder.files.push((name, file));
        }
        let mut items = Vec::new();
        self.branch(&root, "", 0, &mut items);
        items
    }

    fn branch(&self, folder: &Folder<'_>, path: &str, depth: usize, items: &mut Vec<Item>) {
        // Folders on the way that hold one folder alone share a row with it. Paths are as deep as git allows, which a stack
        // survives; what is deeper than any real project is left out of the tree but not out of the diff.
        if depth > 200 {
            return;
        }
        for (name, child) in &folder.folders {
            let (mut label, mut child) = ((*name).to_owned(), child);
            while child.files.is_empty()
                && child.folders.len() == 1
                && let Some((name, only)) = child.folders.first_key_value()
            {
                label = format!("{label}/{name}");
                child = only;
            }
            let path = if path.is_empty() { label.clone() } else { format!("{path}/{label}") };
            let is_folded = self.is_folded(&path);
            items.push(Item::Folder { path: path.clone(), label, depth, files: child.count() });
            if !is_folded {
                self.branch(child, &path, depth + 1, items);
            }
        }
        items.extend(folder.files.iter().map(|(name, file)| Item::File {
            file: *file,
            label: (*name).to_owned(),
            depth,
        }));
    }
}

#[derive(Default)]
struct Folder<'a> {
    folders: BTreeMap<&'a str, Folder<'a>>,
    files: Vec<(&'a str, usize)>,
}

impl Folder<'_> {
    fn count(&self) -> usize {
        self.files.len() + self.folders.values().map(Folder::count).sum::<usize>()
    }
}

/// The files whose paths match, the best first.
fn narrowed(paths: &[String], filter: &str) -> Vec<Item> {
    let mut matcher = Matcher::new(Config::DEFAULT.match_paths());
    let pattern = Pattern::parse(filter, CaseMatching::Smart, Normalization::Smart);
    let mut buffer = Vec::new();
    let mut scored: Vec<_> = paths
        .iter()
        .enumerate()
        .filter_map(|(file, path)| Some((pattern.score(Utf32Str::new(path, &mut buffer), &mut matcher)?, file)))
        .collect();
    scored.sort_by_key(|(score, file)| (std::cmp::Reverse(*score), *file));
    scored.into_iter().map(|(_, file)| Item::File { file, label: paths[file].clone(), depth: 0 }).collect()
}
