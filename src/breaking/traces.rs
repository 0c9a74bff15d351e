//! What the texts of a finding tell of its commit: the one that took out what stood there and put in what stands there now.
//! Contents are read once for all findings, and nothing is parsed.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use super::{
    Finding,
    attribution::Touched,
    sources::{Content, Reader},
};
use crate::history::{ContentId, Touch};

/// Bytes of a content that is looked through.
const LARGEST: u64 = 512 << 10;
/// Bytes of contents that are kept.
const KEPT_AT_MOST: usize = 24 << 20;
/// Letters that a text must have to be told from others.
const LETTERS_AT_LEAST: usize = 8;

/// What the texts of a finding tell.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// One commit alone can have made it.
    pub(super) sure: Option<usize>,
    /// The commits that come into question, the likeliest last.
    pub(super) likely: Vec<usize>,
}

/// The texts of contents, squeezed, by content.
pub(super) struct Traces {
    reader: Reader,
    texts: RefCell<HashMap<ContentId, Rc<str>>>,
    kept: Cell<usize>,
    /// How often a text stands in a content: of one commit to the next most stay, and findings share their texts.
    counted: RefCell<HashMap<(ContentId, String), Option<usize>>>,
}

impl Traces {
    pub(super) fn new(reader: Reader) -> Self {
        Self { reader, texts: RefCell::default(), kept: Cell::new(0), counted: RefCell::default() }
    }

    /// What the texts of a finding tell of the commits at these places.
    pub(super) fn told(&self, finding: &Finding, commits: &[Touched], places: &[usize]) -> Told {
        let (before, after) = (squeezed(finding.before.as_deref()), squeezed(finding.after.as_deref()));
        if before == after {
            return Told::default();
        }
        let old_path = finding.old_path.as_deref().unwrap_or(&finding.path);
        // What moved away may have come to its new place earlier.
        let new_path = finding.moved_to.is_none().then_some(finding.path.as_str());
        let is_gone = after.is_none() || finding.moved_to.is_some();
        let (mut took, mut gave_back, mut put) = (Vec::new(), false, Vec::new());
        for place in places {
            let Some(touched) = commits.get(*place) else { continue };
            if let Some(before) = &before {
                match self.counts(touched, old_path, before) {
                    Some((old, new)) if old > new => took.push(*place),
                    Some((old, new)) if old < new => gave_back = true,
                    _ => {}
                }
            }
            if let (Some(after), Some(path)) = (&after, new_path)
                && self.counts(touched, path, after).is_some_and(|(old, new)| old < new)
            {
                put.push(*place);
            }
        }
        let both: Vec<usize> = took.iter().filter(|place| is_gone || put.contains(place)).copied().collect();
        let sure = match (both.as_slice(), took.len(), put.len()) {
            ([only], 1, _) if is_gone && !gave_back && self.lost_name(finding, commits, places) == Some(*only) => {
                Some(*only)
            }
            ([only], 1, 1) if !gave_back && !is_gone => Some(*only),
            _ => None,
        };
        let likely = if both.is_empty() { took.into_iter().chain(put).collect() } else { both };
        Told { sure, likely }
    }

    /// The last commit after which the name of what is gone stands in its file less often: what stood there may have been
    /// written otherwise before.
    fn lost_name(&self, finding: &Finding, commits: &[Touched], places: &[usize]) -> Option<usize> {
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '$';
        let name = finding.symbol.rsplit(|letter| !is_word(letter)).find(|part| !part.is_empty())?;
        let path = finding.old_path.as_deref().unwrap_or(&finding.path);
        let loses = |place: &&usize| {
            let counts = commits.get(**place).and_then(|touched| self.counts(touched, path, name));
            counts.is_some_and(|(old, new)| old > new)
        };
        places.iter().rev().find(loses).copied()
    }

    /// How often a text stands in a file before and after a commit; nothing where that cannot be told.
    fn counts(&self, touched: &Touched, path: &str, text: &str) -> Option<(usize, usize)> {
        let Touch { old, new, .. } = touched.files.iter().find(|touch| touch.path == path)?;
        let count = |id: &Option<ContentId>| id.map_or(Some(0), |id| self.count(id, path, text));
        Some((count(old)?, count(new)?))
    }

    fn count(&self, id: ContentId, path: &str, text: &str) -> Option<usize> {
        let key = (id, text.to_owned());
        if let Some(known) = self.counted.borrow().get(&key) {
            return *known;
        }
        let count = self.text(id, path).map(|whole| whole.matches(text).count());
        self.counted.borrow_mut().insert(key, count);
        count
    }

    fn text(&self, id: ContentId, path: &str) -> Option<Rc<str>> {
        if let Some(text) = self.texts.borrow().get(&id) {
            return Some(Rc::clone(text));
        }
        let Content::Bytes(bytes) = self.reader.read(id, path, LARGEST) else { return None };
        let text: Rc<str> = squeeze(&String::from_utf8_lossy(&bytes)).into();
        if self.kept.get() + text.len() < KEPT_AT_MOST {
            self.kept.set(self.kept.get() + text.len());
            self.texts.borrow_mut().insert(id, Rc::clone(&text));
        }
        Some(text)
    }
}

/// A text that is long enough to be told from others, without what formatters change.
fn squeezed(text: Option<&str>) -> Option<String> {
    let text = text?;
    let text = squeeze(text.split_once('…').map_or(text, |(begin, _)| begin));
    (text.len() >= LETTERS_AT_LEAST).then_some(text)
}

/// A text without spaces and without commas before closing brackets.
fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| !letter.is_whitespace()) {
        if matches!(letter, ')' | ']' | '}' | '>') && out.ends_with(',') {
            out.pop();
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formatting_does_not_count() {
        assert_eq!(squeeze("fn a(\n    b: u8,\n    c: u8,\n) -> u8 {"), squeeze("fn a(b: u8, c: u8) -> u8 {"));
    }

    #[test]
    fn short_texts_tell_nothing() {
        assert_eq!(squeezed(Some("u8")), None);
        assert_eq!(squeezed(Some("fn connect(url: &str…")), Some("fnconnect(url:&str".into()));
    }
}
