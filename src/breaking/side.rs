//! One end of the range, as an ecosystem sees it: folders and facts, read when they are asked for.

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
    rc::Rc,
    sync::Arc,
};

use super::{
    Ecosystem, Entry, Form,
    shelf::{Reading, Shelf, read},
    sources::{Content, Reader},
};
use crate::{
    history::ContentId,
    syntax::{LeftOut, Parsers, left_out_by_path},
};

/// Files that a search through folders gives at most.
const FILES_AT_MOST: usize = 100_000;

/// One end.
pub struct Side<'a, E: Ecosystem> {
    reader: Reader,
    shelf: &'a Shelf<E>,
    parsers: RefCell<Parsers>,
    folders: RefCell<HashMap<Box<str>, Rc<[Entry]>>>,
    told: RefCell<Told>,
}

/// What was met on this side.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) left_out: BTreeSet<(String, LeftOut)>,
    pub(super) unread: BTreeSet<(String, String)>,
    pub(super) broken: BTreeSet<String>,
    /// Whether reading failed for which the files are not to blame.
    pub(super) failed: bool,
    /// Files that were asked for.
    pub(super) asked: BTreeSet<String>,
}

/// Facts of one file. Borrow it for as long as it is needed.
pub struct Known<F>(Arc<Reading<F>>);

impl<F> std::ops::Deref for Known<F> {
    type Target = F;

    fn deref(&self) -> &F {
        match &*self.0 {
            Reading::Facts { facts, .. } => facts,
            _ => unreachable!("only readings with facts are given out"),
        }
    }
}

impl<F> Clone for Known<F> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<'a, E: Ecosystem> Side<'a, E> {
    pub(super) fn new(reader: Reader, shelf: &'a Shelf<E>) -> Self {
        Self { reader, shelf, parsers: RefCell::default(), folders: RefCell::default(), told: RefCell::default() }
    }

    /// The day of the commit at this end: year, month and day. For what is promised until a day.
    pub fn day(&self) -> Option<(i16, i8, i8)> {
        self.reader.day()
    }

    /// The entries of a folder (`""` is the top), in git's order; none if there is no such folder.
    pub fn list(&self, folder: &str) -> Rc<[Entry]> {
        if let Some(entries) = self.folders.borrow().get(folder) {
            return Rc::clone(entries);
        }
        let entries: Rc<[Entry]> = if folder.is_empty() {
            self.reader.list(None, "").into()
        } else {
            match self.entry(folder) {
                Some(entry) if entry.is_folder => self.reader.list(Some(entry.id), folder).into(),
                _ => Rc::new([]),
            }
        };
        self.folders.borrow_mut().insert(folder.into(), Rc::clone(&entries));
        entries
    }

    fn entry(&self, path: &str) -> Option<Entry> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        self.list(folder).iter().find(|entry| &*entry.name == name).cloned()
    }

    /// Whether there is a plain file.
    pub fn exists(&self, path: &str) -> bool {
        self.content_id(path).is_some()
    }

    /// Plain files below a folder for which `wanted` is true by their path. Vendored ones are left out.
    pub fn files_below(&self, folder: &str, mut wanted: impl FnMut(&str) -> bool) -> Vec<String> {
        let mut found = Vec::new();
        let mut waiting = vec![folder.to_owned()];
        let mut seen = 0;
        while let Some(folder) = waiting.pop() {
            for entry in self.list(&folder).iter() {
                seen += 1;
                if seen > FILES_AT_MOST {
                    return found;
                }
                let path = if folder.is_empty() { entry.name.to_string() } else { format!("{folder}/{}", entry.name) };
                if entry.is_folder {
                    waiting.push(path);
                } else if left_out_by_path(&path).is_none() && wanted(&path) {
                    found.push(path);
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// The facts of a file; nothing if it is not there, not claimed, left out or not readable (which is noted).
    pub fn facts(&self, path: &str) -> Option<Known<E::Facts>> {
        self.facts_as(path, E::claims(path)?)
    }

    /// The facts of a file that is read in another form than its path says, because something else refers to it as such.
    pub fn facts_as(&self, path: &str, form: Form) -> Option<Known<E::Facts>> {
        if let Some(why) = left_out_by_path(path) {
            self.told.borrow_mut().left_out.insert((path.to_owned(), why));
            return None;
        }
        let id = self.content_id(path)?;
        self.told.borrow_mut().asked.insert(path.to_owned());
        let reading = self.shelf.known((id, form)).unwrap_or_else(|| {
            let reading = read::<E>(&self.reader, (id, form), path, &mut self.parsers.borrow_mut());
            self.shelf.put((id, form), reading)
        });
        let mut told = self.told.borrow_mut();
        match &*reading {
            Reading::Facts { broken, .. } => {
                if *broken {
                    told.broken.insert(path.to_owned());
                }
                drop(told);
                return Some(Known(reading));
            }
            Reading::LeftOut(why) => {
                told.left_out.insert((path.to_owned(), *why));
            }
            Reading::Unread(why) | Reading::Failed(why) => {
                told.failed |= matches!(&*reading, Reading::Failed(_));
                told.unread.insert((path.to_owned(), why.clone()));
            }
            Reading::Foreign => {}
        }
        None
    }

    /// The text of any file that is not larger than those that are claimed may be, claimed or not. It is read anew each time: prefer facts.
    pub fn text(&self, path: &str) -> Option<String> {
        let id = self.content_id(path)?;
        match self.reader.read(id, path, E::LARGEST) {
            Content::Bytes(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
            Content::TooLarge | Content::Missing => None,
        }
    }

    /// The id of a file's content: equal ids, equal files.
    pub fn content_id(&self, path: &str) -> Option<ContentId> {
        self.entry(path).filter(|entry| !entry.is_folder).map(|entry| entry.id)
    }

    /// The id of all that is in a folder: equal ids, nothing differs below.
    pub fn folder_id(&self, path: &str) -> Option<ContentId> {
        self.entry(path).filter(|entry| entry.is_folder).map(|entry| entry.id)
    }

    /// Whether anything asked for the facts of a file.
    pub(super) fn was_asked(&self, path: &str) -> bool {
        self.told.borrow().asked.contains(path)
    }

    pub(super) fn told(&self) -> std::cell::Ref<'_, Told> {
        self.told.borrow()
    }
}
