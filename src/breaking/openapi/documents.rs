//! A document with all the files that it refers to, at one end. Remote references are not followed.

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    OpenApi, PART,
    model::{File, Node},
};
use crate::breaking::{Known, Side};

/// Files of one document that are read.
const FILES_AT_MOST: usize = 3_000;
/// References that are followed one after another.
const HOPS_AT_MOST: usize = 40;

/// A value and the file that it is in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'d> {
    pub(super) file: &'d str,
    pub(super) node: &'d Node,
}

impl<'d> Place<'d> {
    /// What tells it from all others.
    pub(super) fn address(self) -> usize {
        std::ptr::from_ref(self.node) as usize
    }

    /// The place of a key.
    pub(super) fn get(self, key: &str) -> Option<Self> {
        self.node.get(key).map(|node| self.at(node))
    }

    /// Another value of the same file.
    pub(super) fn at(self, node: &'d Node) -> Self {
        Self { file: self.file, node }
    }
}

/// A file that was read.
struct Held(Known<File>);

impl Held {
    fn node(&self) -> Option<&Node> {
        match &*self.0 {
            File::Document(node) | File::Content(node) => Some(node),
            File::Part => None,
        }
    }
}

/// A document with its files.
pub(super) struct Documents {
    path: String,
    files: BTreeMap<String, Held>,
    /// From 3.1 on, what stands beside a reference counts.
    has_siblings: bool,
    lost: Cell<bool>,
}

impl Documents {
    /// The document at a path with all that it refers to; nothing if there is none.
    pub(super) fn load(side: &Side<'_, OpenApi>, path: &str) -> Option<Self> {
        let mut files = BTreeMap::new();
        let mut waiting = vec![path.to_owned()];
        let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
        while let Some(path) = waiting.pop() {
            let Some(held) = hold(side, &path) else { continue };
            let mut found = BTreeSet::new();
            if let Some(node) = held.node() {
                references(node, &path, &mut found);
            }
            files.insert(path, held);
            for path in found {
                if seen.len() < FILES_AT_MOST && seen.insert(path.clone()) {
                    waiting.push(path);
                }
            }
        }
        let File::Document(root) = &*files.get(path)?.0 else { return None };
        let version = root.get("openapi").map(Node::shown).unwrap_or_default();
        let has_siblings = !version.is_empty() && !version.starts_with("3.0");
        Some(Self { path: path.to_owned(), files, has_siblings, lost: Cell::new(false) })
    }

    /// The document itself.
    pub(super) fn root(&self) -> Option<Place<'_>> {
        let (file, held) = self.files.get_key_value(&self.path)?;
        Some(Place { file, node: held.node()? })
    }

    /// Whether it is made of a file.
    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Whether what stands beside a reference counts.
    pub(super) const fn has_siblings(&self) -> bool {
        self.has_siblings
    }

    /// Whether a reference led nowhere.
    pub(super) fn has_lost(&self) -> bool {
        self.lost.get()
    }

    /// What a value is, after references; nothing if one leads nowhere, elsewhere or in circles.
    pub(super) fn follow<'d>(&'d self, mut place: Place<'d>) -> Option<Place<'d>> {
        for _ in 0..HOPS_AT_MOST {
            let Some(reference) = place.node.text_of("$ref") else { return Some(place) };
            let Some(next) = self.target(place.file, reference) else {
                self.lost.set(true);
                return None;
            };
            place = next;
        }
        None
    }

    /// What a reference in a file refers to.
    pub(super) fn target<'d>(&'d self, file: &str, reference: &str) -> Option<Place<'d>> {
        let (path, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let path = if path.is_empty() { file.to_owned() } else { joined(file, path)? };
        let (file, held) = self.files.get_key_value(&path)?;
        let mut node = held.node()?;
        for step in pointer.split('/').skip(1) {
            let step = decoded(step).replace("~1", "/").replace("~0", "~");
            node = match step.parse::<usize>().ok().and_then(|at| node.list().get(at)) {
                Some(item) => item,
                None => node.get(&step)?,
            };
        }
        let is_found = pointer.is_empty() || pointer.starts_with('/');
        is_found.then_some(Place { file, node })
    }
}

fn hold(side: &Side<'_, OpenApi>, path: &str) -> Option<Held> {
    let known = side.facts(path).filter(|known| matches!(&**known, File::Document(_)));
    known.or_else(|| side.facts_as(path, PART)).map(Held)
}

/// The files that a value refers to.
fn references(node: &Node, file: &str, found: &mut BTreeSet<String>) {
    if let Some(reference) = node.text_of("$ref")
        && !reference.starts_with('#')
    {
        let path = reference.split_once('#').map_or(reference, |(path, _)| path);
        found.extend(joined(file, path));
    }
    for (_, below) in node.entries() {
        references(below, file, found);
    }
    for below in node.list() {
        references(below, file, found);
    }
}

/// The path of a file that another names; nothing if it lies elsewhere.
fn joined(file: &str, path: &str) -> Option<String> {
    if path.contains("://") || path.starts_with('/') || path.is_empty() {
        return None;
    }
    let mut folders: Vec<&str> = file.split('/').collect();
    folders.pop();
    let path = decoded(path);
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                folders.pop()?;
            }
            step => folders.push(step),
        }
    }
    Some(folders.join("/"))
}

/// A text without percent signs.
fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
        let value = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *byte == b'%');
        out.push(value.unwrap_or(*byte));
        at += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}
